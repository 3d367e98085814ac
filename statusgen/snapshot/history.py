"""How a monitor was: its segments, counted -> minutes, days, uptime."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from statusgen.dataclass import dataclass
from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import MINUTE
from statusgen.model.status import Status, worst
from statusgen.snapshot.life import Segment
from statusgen.snapshot.timeline import Span


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a monitor: minutes per status, the status of its bar, what happened that day.

    ``slugs`` are those of the incidents and maintenances that touched it.
    """

    date: str
    status: Status
    minutes: Mapping[Status, int]
    slugs: tuple[str, ...]


def in_short(days: Iterable[Day]) -> str:
    """All of some days in a few characters: there are hundreds, fingerprinted at every build."""
    return ";".join(map(_in_short, days))


def _in_short(day: Day) -> str:
    counted = "".join([f"{status}{length}" for status, length in day.minutes.items()])
    return f"{day.date} {day.status} {counted} {' '.join(day.slugs)}"


def minutes(segments: Sequence[Segment], start: int, end: int) -> dict[Status, int]:
    """Minutes per status between two Unix times; only statuses that occur are in it."""
    first, last = start // MINUTE, end // MINUTE
    begin = max(bisect_right(segments, first, key=_start) - 1, 0)
    return _count(segments[begin : bisect_left(segments, last, key=_start)], first, last)


def _count(segments: Iterable[Segment], first: int, last: int) -> dict[Status, int]:
    found: dict[Status, int] = {}
    for segment in segments:
        length = min(segment.end, last) - max(segment.start, first)
        if length > 0:
            found[segment.status] = found.get(segment.status, 0) + length
    return found


def _start(segment: Segment) -> int:
    return segment.start


def day_bounds(now: int, days: int, zone: str) -> list[tuple[str, int, int]]:
    """The last ``days`` days in a zone, oldest first: date, and its bounds in Unix time."""
    today = datetime.fromtimestamp(now, ZoneInfo(zone)).date()
    return days_from(today - timedelta(days=days - 1), days, now, zone)


def days_from(first: date, days: int, until: int, zone: str) -> list[tuple[str, int, int]]:
    """The same from a day on; the last of them ends at ``until``, if not before."""
    return [(name, start, min(end, until)) for name, start, end in _days(first, days, zone)]


@lru_cache(maxsize=64)
def _days(first: date, days: int, zone: str) -> tuple[tuple[str, int, int], ...]:
    """The same whole: they are those of every monitor."""
    tz = ZoneInfo(zone)
    dates = [first + timedelta(days=ahead) for ahead in range(days + 1)]
    starts = [midnight(one, tz) for one in dates]
    return tuple(
        (one.isoformat(), start, end)
        for one, start, end in zip(dates, starts, starts[1:], strict=False)
    )


def midnight(one: date, tz: ZoneInfo) -> int:
    """When a day begins in a zone, in Unix time."""
    return int(datetime(one.year, one.month, one.day, tzinfo=tz).timestamp())


def days_of(
    monitor: Monitor,
    segments: Sequence[Segment],
    spans: Sequence[Span],
    bounds: Sequence[tuple[str, int, int]],
) -> tuple[Day, ...]:
    """A monitor's bar, day by day."""
    touched: dict[int, dict[str, None]] = {}
    starts = [start for _, start, _ in bounds]
    past = (span for span in spans if span.start < bounds[-1][2])
    for span in sorted(past, key=lambda span: span.start):
        first = max(bisect_right(starts, span.start) - 1, 0)
        last = len(bounds) if span.end is None else bisect_left(starts, span.end)
        for index in range(first, last):
            touched.setdefault(index, {})[span.slug] = None
    edges = [segment.start for segment in segments]
    found = []
    for number, (name, start, end) in enumerate(bounds):
        begin = max(bisect_right(edges, start // MINUTE) - 1, 0)
        during = segments[begin : bisect_left(edges, end // MINUTE, lo=begin)]
        slugs = tuple(touched.get(number, ()))
        found.append(_day(monitor, during, (name, start // MINUTE, end // MINUTE), slugs))
    return tuple(found)


def _day(
    monitor: Monitor,
    segments: Sequence[Segment],
    bounds: tuple[str, int, int],
    slugs: tuple[str, ...],
) -> Day:
    name, first, last = bounds
    if len(segments) == 1 and segments[0].start <= first < last <= segments[0].end:
        return Day(name, segments[0].status, {segments[0].status: last - first}, slugs)
    found = _count(segments, first, last)
    base = [one for one in segments if not one.declared] if len(found) > 1 else ()
    recorded = _count(base, first, last)
    least = {
        Status.DOWN: monitor.day_down_minimum_count,
        Status.DEGRADED: monitor.day_degraded_minimum_count,
    }
    counts = [
        status
        for status, length in found.items()
        if length > recorded.get(status, 0) or length >= least.get(status, 1)
    ]
    return Day(name, worst(counts, default=Status.NO_DATA), found, slugs)


def weights_of(monitor: Monitor, weights: Mapping[Status, float]) -> Mapping[Status, float]:
    """How much of a minute counts as downtime for a monitor, given the weights of its site."""
    if monitor.include_degraded_in_downtime:
        return {**weights, Status.DEGRADED: weights[Status.DOWN]}
    return weights


def uptime(
    segments: Sequence[Segment], start: int, end: int, weights: Mapping[Status, float]
) -> str:
    """Percent of the covered minutes, floored to two decimals; "" where nothing is covered."""
    found = minutes(segments, start, end)
    covered = sum(length for status, length in found.items() if status is not Status.NO_DATA)
    if not covered:
        return ""
    lost = sum(
        (_exactly(weights.get(status, 0)) * length for status, length in found.items()),
        start=Fraction(0),
    )
    hundredths = int((1 - lost / covered) * 10_000)
    if hundredths == 10_000:
        return "100"
    return f"{hundredths // 100}.{hundredths % 100:02d}"


@cache
def _exactly(weight: float) -> Fraction:
    return Fraction(str(weight))


def status_now(
    monitor: Monitor, spans: Iterable[Span], samples: Sequence[Sample], hold: int, now: int
) -> Status:
    """The status at ``now``: what is declared, else the record that holds, else the default."""
    declared = [
        span.status for span in spans if span.start <= now and (span.end is None or now < span.end)
    ]
    if declared:
        return worst(declared)
    index = bisect_right(samples, now, key=lambda sample: sample.at) - 1
    if index >= 0 and now < samples[index].at + hold:
        return samples[index].status
    return monitor.default_status
