"""How values look on the wire: the only place where API documents become JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from statusgen.encoding import json_of
from statusgen.instants import clock, day

# Numbers: they are looked for at once, and bytes only after a detour.
_LESS, _GREATER, _AND = b"<>&"


def encode(value: Any) -> bytes:
    """Compact JSON in UTF-8 that is safe inside of HTML too: ``<``, ``>`` and ``&`` are escaped."""
    text = json_of(value)
    if _LESS in text or _GREATER in text or _AND in text:
        text = text.replace(b"<", b"\\u003c").replace(b">", b"\\u003e").replace(b"&", b"\\u0026")
    return text


def array(texts: Iterable[bytes], before: bytes = b"", after: bytes = b"") -> bytes:
    """``[…]`` of JSON texts between two others; of a long list no second copy is made."""
    found = [*texts] or [b""]
    found[0] = b"%b[%b" % (before, found[0])
    found[-1] = b"%b]%b" % (found[-1], after)
    return b",".join(found)


def iso_ms(at: int) -> str:
    """RFC 3339 in UTC with the three decimals that JavaScript writes."""
    return f"{day(at)}T{clock(at)}.000Z"


def minute(at: int) -> int:
    """The start of the minute."""
    return at - at % 60
