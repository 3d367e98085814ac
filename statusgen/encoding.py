"""Values as bytes and back, typed and fast: the only door to msgspec."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

T = TypeVar("T")

Raw = msgspec.Raw  # a part of a document as its bytes, which nobody has decoded yet

_DECODERS: dict[Any, msgspec.msgpack.Decoder[Any]] = {}
_JSON_DECODERS: dict[Any, msgspec.json.Decoder[Any]] = {}

packed_json = msgspec.json.Encoder().encode


def packed(value: Any) -> bytes:
    """A value of plain types, dataclasses and enums as MessagePack."""
    return msgspec.msgpack.encode(value)


def unpacked(data: bytes, kind: type[T]) -> T:
    """The value of type ``kind`` in MessagePack. Raises ValueError for anything else."""
    decoder = _DECODERS.get(kind) or _DECODERS.setdefault(kind, msgspec.msgpack.Decoder(kind))
    value: T = _decoded(decoder, data)
    return value


def unpacked_json(data: bytes | Raw, kind: type[T]) -> T:
    """The value of type ``kind`` in JSON. Raises ValueError for anything else."""
    decoder = _JSON_DECODERS.get(kind) or _JSON_DECODERS.setdefault(
        kind, msgspec.json.Decoder(kind)
    )
    value: T = _decoded(decoder, data)
    return value


def _decoded(decoder: Any, data: bytes | Raw) -> Any:
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(str(error)) from error
