"""How a monitor was, minute by minute: spans, records and defaults -> segments, days, uptime."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from statusgen.dataclass import dataclass
from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import MINUTE
from statusgen.model.status import Status, worst
from statusgen.snapshot.timeline import Span

PROBLEMS = (Status.DOWN, Status.PARTIAL, Status.DEGRADED, Status.MAINTENANCE)


@dataclass(frozen=True, slots=True)
class Segment:
    """One status from ``start`` to ``end``, in whole minutes since 1970.

    ``declared``: an incident or a maintenance says so, not a record or a default.
    """

    start: int
    end: int
    status: Status
    declared: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a monitor: minutes per status, the status of its bar, what happened that day.

    ``slugs`` are those of the incidents and maintenances that touched it.
    """

    date: str
    status: Status
    minutes: Mapping[Status, int]
    slugs: tuple[str, ...]


def segments_of(
    monitor: Monitor,
    spans: Iterable[Span],
    samples: Sequence[Sample],
    since: int,
    now: int,
    hold: int,
) -> tuple[Segment, ...]:
    """The whole known life of a monitor, in order and without gaps, up to ``now``."""
    first, last = since // MINUTE, now // MINUTE
    declared = _declared(spans, first, last)
    base = _recorded(monitor, samples, first, last, hold)
    return tuple(_merged(_overlaid(base, declared)))


def _declared(spans: Iterable[Span], first: int, last: int) -> list[Segment]:
    """Overlapping spans as segments that do not overlap: the worst wins, time counts once."""
    steps: list[tuple[int, int, Status]] = []
    for span in spans:
        start = span.start // MINUTE
        end = last if span.end is None else max(span.end // MINUTE, start + 1)
        start, end = max(start, first), min(end, last)
        if start < end:
            steps += [(start, 1, span.status), (end, -1, span.status)]
    steps.sort(key=lambda step: (step[0], step[1]))
    running: Counter[Status] = Counter()
    found: list[Segment] = []
    for index, (at, change, status) in enumerate(steps):
        running[status] += change
        until = steps[index + 1][0] if index + 1 < len(steps) else at
        holding = [one for one in PROBLEMS if running[one] > 0]
        if until > at and holding:
            found.append(Segment(at, until, holding[0], True))
    return found


def _recorded(
    monitor: Monitor, samples: Sequence[Sample], first: int, last: int, hold: int
) -> list[Segment]:
    """What records say, each until the next but at most ``hold`` seconds; else the default."""
    found: list[Segment] = []
    at = first
    for index, sample in enumerate(samples):
        start = sample.at // MINUTE
        following = samples[index + 1].at // MINUTE if index + 1 < len(samples) else last
        end = min(following, start + max(hold // MINUTE, 1), last)
        if end <= at or start >= last:
            continue
        start = max(start, at)
        if start > at:
            found.append(Segment(at, start, monitor.default_status, False))
        found.append(Segment(start, end, sample.status, False))
        at = end
    if at < last:
        found.append(Segment(at, last, monitor.default_status, False))
    return found


def _overlaid(base: list[Segment], declared: list[Segment]) -> list[Segment]:
    """The declared segments, with the base wherever there is none."""
    found: list[Segment] = list(declared)
    starts = [segment.start for segment in declared]
    for segment in base:
        at = segment.start
        index = max(bisect_right(starts, at) - 1, 0)
        while at < segment.end and index < len(declared):
            over = declared[index]
            if over.start >= segment.end:
                break
            if over.start > at:
                found.append(Segment(at, over.start, segment.status, False))
            at = max(at, over.end)
            index += 1
        if at < segment.end:
            found.append(Segment(at, segment.end, segment.status, False))
    return sorted(found, key=lambda segment: segment.start)


def _merged(segments: Iterable[Segment]) -> list[Segment]:
    """Neighbours that say the same become one."""
    found: list[Segment] = []
    for one in segments:
        before = found[-1] if found else None
        if before and before.end == one.start and _says(before) == _says(one):
            found[-1] = Segment(before.start, one.end, one.status, one.declared)
        else:
            found.append(one)
    return found


def _says(segment: Segment) -> tuple[Status, bool]:
    return segment.status, segment.declared


def minutes(segments: Sequence[Segment], start: int, end: int) -> dict[Status, int]:
    """Minutes per status between two Unix times; only statuses that occur are in it."""
    return _count(segments, start // MINUTE, end // MINUTE, None)


def _count(
    segments: Sequence[Segment], first: int, last: int, declared: bool | None
) -> dict[Status, int]:
    found: dict[Status, int] = {}
    index = max(bisect_right(segments, first, key=_start) - 1, 0)
    for segment in segments[index:]:
        if segment.start >= last:
            break
        length = min(segment.end, last) - max(segment.start, first)
        if length > 0 and declared in (None, segment.declared):
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
    tz = ZoneInfo(zone)
    dates = [first + timedelta(days=ahead) for ahead in range(days + 1)]
    starts = [midnight(one, tz) for one in dates]
    return [
        (one.isoformat(), start, min(end, until))
        for one, start, end in zip(dates, starts, starts[1:], strict=False)
    ]


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
    return tuple(
        _day(monitor, segments, one, tuple(touched.get(index, ())))
        for index, one in enumerate(bounds)
    )


def _day(
    monitor: Monitor,
    segments: Sequence[Segment],
    bounds: tuple[str, int, int],
    slugs: tuple[str, ...],
) -> Day:
    name, start, end = bounds
    first, last = start // MINUTE, end // MINUTE
    index = bisect_right(segments, first, key=_start) - 1
    if index >= 0 and first < last <= segments[index].end:
        status = segments[index].status
        return Day(name, status, {status: last - first}, slugs)
    found = _count(segments, first, last, None)
    recorded = _count(segments, first, last, False) if len(found) > 1 else {}
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
        (Fraction(str(weights.get(status, 0))) * length for status, length in found.items()),
        start=Fraction(0),
    )
    hundredths = int((1 - lost / covered) * 10_000)
    if hundredths == 10_000:
        return "100"
    return f"{hundredths // 100}.{hundredths % 100:02d}"


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
