"""Values as bytes and back, typed and fast: the only door to msgspec."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from statusgen.later import Later

T = TypeVar("T")

Packed = msgspec.Raw
"""A value inside another one that is left packed until somebody wants it."""

_DECODERS: dict[Any, msgspec.msgpack.Decoder[Any]] = {}


def _plain(value: Any) -> Any:
    if isinstance(value, Later):
        return list(value)
    raise TypeError(f"a {type(value).__name__} cannot be packed")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)


def packed(value: Any) -> bytes:
    """A value of plain types, dataclasses and enums as MessagePack. Raises ValueError for others."""
    try:
        return _ENCODER.encode(value)
    except (msgspec.MsgspecError, TypeError, OverflowError) as error:
        raise ValueError(str(error)) from error


def unpacked(data: bytes | memoryview | Packed, kind: type[T]) -> T:
    """The value of type ``kind`` in MessagePack. Raises ValueError for anything else."""
    decoder = _DECODERS.get(kind) or _DECODERS.setdefault(kind, msgspec.msgpack.Decoder(kind))
    try:
        value: T = decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
    return value
