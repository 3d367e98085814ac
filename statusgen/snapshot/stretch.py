"""A stretch of a monitor's life, cut out so that nothing outside of it matters: days and months.

A year that is over stays the same stretch whatever time it is. Nothing is counted until a page of
it is rendered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.encoding import packed
from statusgen.model.monitor import Monitor
from statusgen.model.site import MINUTE
from statusgen.model.status import Status
from statusgen.snapshot.history import (
    Day,
    days_from,
    days_of,
    midnight,
    minutes,
    uptime,
    weights_of,
)
from statusgen.snapshot.life import Life
from statusgen.snapshot.monitors import MonitorView


@dataclass(frozen=True, slots=True)
class Stretch:
    """A monitor from ``start`` to ``end`` (Unix seconds), both beginnings of days or the present.

    ``life`` is what is known of that time. ``digest`` stands for all of it.
    """

    monitor: Monitor
    start: int
    end: int
    life: Life
    digest: bytes


@dataclass(frozen=True, slots=True)
class Month:
    """A month such as ``2026-08``: minutes per status, and uptime as text ("" without data)."""

    name: str
    minutes: Mapping[Status, int]
    uptime: str


def stretch(view: MonitorView, start: int, end: int) -> Stretch:
    """What is known of a monitor between two instants."""
    life = view.life.between(start, end)
    recorded = life.recorded if life.samples else ()
    # As they are kept: a year has hundreds of them, and they are fingerprinted at every build.
    facts = (start, end, life.since, life.until, packed(life.spans), packed(recorded))
    return Stretch(view.plain, start, end, life, digest(view.named, *facts))


def first_known(view: MonitorView) -> int | None:
    """When data of a monitor begins, in Unix time (None: there is none)."""
    if view.monitor.default_status is not Status.NO_DATA:
        first, last = view.life.since // MINUTE, view.life.until // MINUTE
        return first * MINUTE if first < last else None
    return next(
        (one.start * MINUTE for one in view.segments if one.status is not Status.NO_DATA), None
    )


def days(one: Stretch, zone: str) -> tuple[Day, ...]:
    """Every day of it, oldest first."""
    tz = ZoneInfo(zone)
    first, last = _date(one.start, tz), _date(one.end - 1, tz)
    bounds = days_from(first, (last - first).days + 1, one.end, zone)
    return days_of(one.monitor, one.life.segments, one.life.spans, bounds)


def months(one: Stretch, zone: str, weights: Mapping[Status, float]) -> tuple[Month, ...]:
    """Every month that begins in it, oldest first; ``weights`` are those of the site."""
    tz = ZoneInfo(zone)
    firsts = list(_firsts(_date(one.start, tz), _date(one.end - 1, tz)))
    edges = [*(midnight(first, tz) for first in firsts), one.end]
    counted = weights_of(one.monitor, weights)
    return tuple(
        Month(
            f"{first:%Y-%m}",
            minutes(one.life.segments, start, end),
            uptime(one.life.segments, start, end, counted),
        )
        for first, (start, end) in zip(firsts, pairwise(edges), strict=True)
    )


def _firsts(since: date, until: date) -> Iterator[date]:
    """The first days of months from one day to another."""
    for year in range(since.year, until.year + 1):
        for month in range(1, 13):
            if since <= date(year, month, 1) <= until:
                yield date(year, month, 1)


def _date(at: int, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(at, zone).date()
