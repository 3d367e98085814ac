"""How values look on the wire: the only place where API documents become JSON text."""

from __future__ import annotations

import json
from typing import Any

from statusgen.instants import rfc3339

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(value: Any) -> str:
    """Compact JSON that is safe inside of HTML too: ``<``, ``>`` and ``&`` are escaped."""
    text = _encode(value)
    if "<" in text or ">" in text or "&" in text:
        text = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return text


def to_bytes(text: str) -> bytes:
    """JSON text as UTF-8; half of a surrogate pair becomes JSON's own escape of it."""
    return text.encode(errors="backslashreplace")


def iso_ms(at: int) -> str:
    """RFC 3339 in UTC with the three decimals that JavaScript writes."""
    return rfc3339(at)[:-1] + ".000Z"


def minute(at: int) -> int:
    """The start of the minute."""
    return at - at % 60
