"""Values as bytes and back, typed and fast: the only door to msgspec."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

from statusgen.later import Later
from statusgen.sealed import Sealed

T = TypeVar("T")

Raw = msgspec.Raw
"""A part of a document as its bytes, which nobody has decoded yet."""

_DECODERS: dict[Any, msgspec.msgpack.Decoder[Any]] = {}
_JSON_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}

_json = msgspec.json.Encoder().encode
_any_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed(value: Any) -> bytes:
    """A value of plain types, dataclasses and enums as MessagePack. Raises ValueError for others.

    What is sealed in it is left out.
    """
    try:
        return _ENCODER.encode(value)
    except (msgspec.MsgspecError, TypeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def unpacked(data: bytes | memoryview | Raw, kind: type[T]) -> T:
    """The value of type ``kind`` in MessagePack. Raises ValueError for anything else.

    Of what is sealed in it nobody knows how to make it: that is for the caller to say.
    """
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.msgpack.Decoder(kind, dec_hook=_unmade)
    value: T = _decoded(decoder, data)
    return value


def json_of(value: Any) -> bytes:
    """A value of plain types as JSON in UTF-8, without spaces: what the standard library writes.

    Fractions may be written otherwise (``1e16`` for ``1e+16``), and what is no number is null.
    Half of a surrogate pair, which UTF-8 does not take, becomes JSON's own escape of it.
    """
    try:
        return _json(value)
    except UnicodeEncodeError:
        return _any_json(value).encode(errors="backslashreplace")


def unpacked_json(data: bytes | Raw, kind: type[T]) -> T:
    """The value of type ``kind`` in JSON. Raises ValueError for anything else."""
    decoder = _JSON_DECODERS.get(kind)
    if decoder is None:
        decoder = _JSON_DECODERS[kind] = msgspec.json.Decoder(kind)
    value: T = _decoded(decoder, data)
    return value


def _decoded(decoder: Any, data: bytes | memoryview | Raw) -> Any:
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error


def _plain(value: Any) -> list[Any] | None:
    if isinstance(value, Later):
        return list(value)
    if isinstance(value, Sealed):
        return None
    raise TypeError(f"{type(value).__name__} cannot be packed")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)


def _unmade(kind: Any, data: Any) -> Any:
    if data is not None or getattr(kind, "__origin__", None) is not Sealed:
        raise TypeError("only what is sealed may be left out")
    return Sealed()
