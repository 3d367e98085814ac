"""A stretch of a monitor's life, cut out so that nothing outside of it matters: days and months.

A year that is over stays the same stretch whatever time it is. Nothing is counted until a page of
it is rendered.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.model.monitor import Monitor
from statusgen.model.site import MINUTE
from statusgen.model.status import Status
from statusgen.snapshot.history import (
    Day,
    Segment,
    days_from,
    days_of,
    midnight,
    minutes,
    uptime,
    weights_of,
)
from statusgen.snapshot.take import MonitorView
from statusgen.snapshot.timeline import Span


@dataclass(frozen=True, slots=True)
class Stretch:
    """A monitor from ``start`` to ``end`` (Unix seconds), both beginnings of days or the present.

    ``digest`` stands for all of it.
    """

    monitor: Monitor
    start: int
    end: int
    segments: tuple[Segment, ...]
    spans: tuple[Span, ...]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Month:
    """A month such as ``2026-08``: minutes per status, and uptime as text ("" without data)."""

    name: str
    minutes: Mapping[Status, int]
    uptime: str


def stretch(view: MonitorView, start: int, end: int) -> Stretch:
    """What is known of a monitor between two instants."""
    monitor = replace(view.monitor, entry=0, kept={})
    segments = tuple(_segments(view.segments, start // MINUTE, end // MINUTE))
    spans = tuple(_spans(view.spans, start, end))
    # As one text: a year has hundreds of them, and they are fingerprinted at every build.
    text = ";".join(
        [f"{one.start},{one.end},{one.status},{one.declared:d}" for one in segments]
        + [f"{one.start},{one.end},{one.slug}" for one in spans]
    )
    return Stretch(
        monitor, start, end, segments, spans, digest(monitor, start, end, len(segments), text)
    )


def _segments(segments: Sequence[Segment], first: int, last: int) -> Iterator[Segment]:
    begin = max(bisect_right(segments, first, key=_start) - 1, 0)
    for one in segments[begin : bisect_left(segments, last, key=_start)]:
        if one.start >= first and one.end <= last:
            yield one
        elif one.end > first:
            yield replace(one, start=max(one.start, first), end=min(one.end, last))


def _start(segment: Segment) -> int:
    return segment.start


def _spans(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """Those that touch it. One that begins later, or was over before, is not of this time."""
    for one in spans:
        over = end if one.end is None else one.end
        if start <= one.start < over <= end:
            yield one if one.end == over else replace(one, end=over)
        elif one.start < end and over > start:
            yield replace(one, start=max(one.start, start), end=min(over, end))


def first_known(view: MonitorView) -> int | None:
    """When data of a monitor begins, in Unix time (None: there is none)."""
    return next(
        (one.start * MINUTE for one in view.segments if one.status is not Status.NO_DATA), None
    )


def days(one: Stretch, zone: str) -> tuple[Day, ...]:
    """Every day of it, oldest first."""
    tz = ZoneInfo(zone)
    first, last = _date(one.start, tz), _date(one.end - 1, tz)
    bounds = days_from(first, (last - first).days + 1, one.end, zone)
    return days_of(one.monitor, one.segments, one.spans, bounds)


def months(one: Stretch, zone: str, weights: Mapping[Status, float]) -> tuple[Month, ...]:
    """Every month that begins in it, oldest first; ``weights`` are those of the site."""
    tz = ZoneInfo(zone)
    firsts = list(_firsts(_date(one.start, tz), _date(one.end - 1, tz)))
    edges = [*(midnight(first, tz) for first in firsts), one.end]
    counted = weights_of(one.monitor, weights)
    return tuple(
        Month(
            f"{first:%Y-%m}",
            minutes(one.segments, start, end),
            uptime(one.segments, start, end, counted),
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
