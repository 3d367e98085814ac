"""What Kener's documents have in common."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.dialects.wire import array, iso_ms
from statusgen.model.status import Status
from statusgen.snapshot.timeline import Affected

ROOT = "api/v4"

_IMPACTS = {Status.PARTIAL: "DEGRADED"}


def impacts(affected: Iterable[Affected]) -> list[dict[str, str]]:
    """The monitors of an incident or maintenance."""
    return [{"monitor_tag": one.tag, "impact": impact_word(one.impact)} for one in affected]


def impact_word(impact: Status) -> str:
    """What Kener calls an impact; it has no word for a partial outage."""
    return _IMPACTS.get(impact, str(impact))


def dates(created: int, updated: int) -> dict[str, str]:
    """When the record was made and changed."""
    return {"created_at": iso_ms(created), "updated_at": iso_ms(updated)}


def listing(key: bytes, texts: Iterable[bytes], rest: bytes = b"") -> bytes:
    """An object that holds a list of JSON texts, and JSON to follow the list."""
    return array(texts, b'{"%b":' % key, rest + b"}")
