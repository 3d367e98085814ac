"""Values as bytes and back, typed and fast: the only door to msgspec."""

from __future__ import annotations

import json
from typing import Any, TypeVar, get_origin

import msgspec

from statusgen.sealed import Sealed

T = TypeVar("T")

Packed = msgspec.Raw
"""A value inside another one that is left packed until somebody wants it."""

_DECODERS: dict[Any, msgspec.msgpack.Decoder[Any]] = {}

_json = msgspec.json.Encoder().encode
_any_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed(value: Any) -> bytes:
    """A value of plain types, dataclasses and enums as MessagePack. Raises ValueError for others.

    What is sealed in it is left out.
    """
    try:
        return msgspec.msgpack.encode(value, enc_hook=_without)
    except (msgspec.MsgspecError, TypeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def unpacked(data: bytes | memoryview | Packed, kind: type[T]) -> T:
    """The value of type ``kind`` in MessagePack. Raises ValueError for anything else.

    Of what is sealed in it nobody knows how to make it: that is for the caller to say.
    """
    decoder = _DECODERS.get(kind)
    if decoder is None:
        decoder = _DECODERS[kind] = msgspec.msgpack.Decoder(kind, dec_hook=_unmade)
    try:
        value: T = decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
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


def _without(value: Any) -> None:
    if not isinstance(value, Sealed):
        raise TypeError(f"{type(value).__name__} cannot be packed")


def _unmade(kind: Any, data: Any) -> Any:
    if data is not None or get_origin(kind) is not Sealed:
        raise TypeError("only what is sealed may be left out")
    return Sealed()
