"""Times as they stand after the name of a property, and the clock that a series goes by."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from statusgen.snapshot.occurrences import MaintenanceView

_OWN_CLOCK = ("HOUR", "MINUTE", "SECOND")
"""In a rule that says itself at which times of a day it holds."""


def moment(local: datetime, zone: str) -> str:
    """A time with its zone, such as ``;TZID=Europe/Berlin:20260308T020000``."""
    if zone == "UTC":
        return f":{local:%Y%m%dT%H%M%S}Z"
    return f";TZID={zone}:{local:%Y%m%dT%H%M%S}"


def utc(at: int) -> str:
    """An instant (Unix seconds) in UTC, which no rules of local time can change."""
    return moment(datetime.fromtimestamp(at, UTC), "UTC")


def wall(view: MaintenanceView, start: int) -> datetime:
    """What the clock on the wall shows at the start of an occurrence, by its rule.

    Where the clocks go forward that may be a time that is none.
    """
    zone = ZoneInfo(view.timezone)
    clock = datetime.fromtimestamp(view.start, zone)
    local = datetime.fromtimestamp(start, zone)
    meant = local.replace(hour=clock.hour, minute=clock.minute, second=clock.second, fold=0)
    own = any(part in view.rrule.upper() for part in _OWN_CLOCK)
    found = local if own or meant.timestamp() != start else meant
    return found.replace(tzinfo=None, fold=0)
