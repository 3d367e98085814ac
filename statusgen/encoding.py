"""Values as bytes and back, typed and fast: the only door to msgspec."""

from __future__ import annotations

import json
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

_DECODERS: dict[Any, msgspec.msgpack.Decoder[Any]] = {}

_json = msgspec.json.Encoder().encode
_any_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def packed(value: Any) -> bytes:
    """A value of plain types, dataclasses and enums as MessagePack."""
    return msgspec.msgpack.encode(value)


def unpacked(data: bytes, kind: type[T]) -> T:
    """The value of type ``kind`` in MessagePack. Raises ValueError for anything else."""
    decoder = _DECODERS.get(kind) or _DECODERS.setdefault(kind, msgspec.msgpack.Decoder(kind))
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
