"""The life of a monitor, minute by minute: spans, records and its default -> segments."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from math import inf

from statusgen.dataclass import dataclass
from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import MINUTE
from statusgen.model.status import Status
from statusgen.snapshot.timeline import Span

PROBLEMS = (Status.DOWN, Status.PARTIAL, Status.DEGRADED, Status.MAINTENANCE)

_Window = tuple[int, int, Status]
"""First minute, the minute after the last, status."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One status from ``start`` to ``end``, in whole minutes since 1970.

    ``declared``: an incident or a maintenance says so, not a record or a default.
    """

    start: int
    end: int
    status: Status
    declared: bool


@dataclass(frozen=True)
class Life:
    """All that is known of a monitor from ``since`` to ``until``, in Unix seconds.

    ``spans`` are in order of their start. A record holds until the next, but at most ``hold`` seconds.
    """

    monitor: Monitor
    spans: tuple[Span, ...]
    samples: tuple[Sample, ...]
    since: int
    until: int
    hold: int

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The whole of it, in order and without gaps."""
        return segments_of(
            self.monitor, self.spans, self.samples, self.since, self.until, self.hold
        )

    @property
    def recorded(self) -> list[Segment]:
        """What it would be without incidents and maintenances; neighbours may say the same."""
        first, last = self.since // MINUTE, self.until // MINUTE
        return _recorded(self.monitor, self.samples, first, last, self.hold)

    def between(self, start: int, end: int) -> Life:
        """A part of it, of which nothing outside matters."""
        since, until = max(self.since, start), min(self.until, end)
        first = bisect_left(self.samples, since - max(self.hold, MINUTE), key=_at)
        last = bisect_left(self.samples, until, lo=first, key=_at)
        samples = self.samples[first:last]
        begin = start // MINUTE * MINUTE
        first = bisect_right(self._over, begin)
        last = bisect_left(self.spans, end, lo=first, key=_start)
        spans = tuple(_cut(self.spans[first:last], begin, end))
        return Life(self.monitor, spans, samples, since, until, self.hold)

    @cached_property
    def _over(self) -> list[float]:
        """When each span and all before it are over: without a look at what was long ago."""
        return list(accumulate((inf if one.end is None else one.end for one in self.spans), max))


def _cut(spans: Iterable[Span], start: int, end: int) -> Iterator[Span]:
    """Those that touch a time. One that begins later, or was over before, is not of it."""
    for one in spans:
        over = end if one.end is None else one.end
        if over <= start or one.start >= end:
            continue
        whole = one.start >= start and over <= end and one.end is not None
        yield (
            one
            if whole
            else Span(one.tag, max(one.start, start), min(over, end), one.status, one.slug)
        )


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
    base = _recorded(monitor, samples, first, last, hold)
    return tuple(_merged(_overlaid(base, _declared(spans, first, last))))


def _declared(spans: Iterable[Span], first: int, last: int) -> list[Segment]:
    """Overlapping spans as segments that do not overlap: the worst wins, time counts once."""
    windows: list[_Window] = []
    for span in spans:
        start = span.start // MINUTE
        end = last if span.end is None else max(span.end // MINUTE, start + 1)
        start, end = max(start, first), min(end, last)
        if start < end:
            windows.append((start, end, span.status))
    windows.sort()
    found: list[Segment] = []
    together: list[_Window] = []
    until = first
    for window in windows:
        if window[0] >= until:
            found += _worst(together)
            together = []
        together.append(window)
        until = max(until, window[1])
    return found + _worst(together)


def _worst(windows: Sequence[_Window]) -> list[Segment]:
    """Windows without a gap between them as segments."""
    if len(windows) == 1:
        return [Segment(*windows[0], declared=True)]
    steps = sorted(
        step for start, end, status in windows for step in ((start, 1, status), (end, -1, status))
    )
    running: Counter[Status] = Counter()
    found: list[Segment] = []
    for (at, change, status), (until, _, _) in pairwise(steps):
        running[status] += change
        if until > at:
            holding = next(one for one in PROBLEMS if running[one] > 0)
            found.append(Segment(at, until, holding, declared=True))
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


def _overlaid(base: Iterable[Segment], declared: Sequence[Segment]) -> Iterator[Segment]:
    """The declared segments, with the base wherever there is none; both are in order."""
    at, index = 0, 0
    for segment in base:
        at = max(at, segment.start)
        while index < len(declared) and declared[index].start < segment.end:
            over = declared[index]
            if over.start > at:
                yield Segment(at, over.start, segment.status, False)
            yield over
            at = over.end
            index += 1
        if at < segment.end:
            yield Segment(at, segment.end, segment.status, False)


def _merged(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Neighbours that say the same become one."""
    before: Segment | None = None
    for one in segments:
        if before is None:
            before = one
        elif before.status is one.status and before.declared is one.declared:
            before = Segment(before.start, one.end, one.status, one.declared)
        else:
            yield before
            before = one
    if before:
        yield before


def _at(sample: Sample) -> int:
    return sample.at


def _start(span: Span) -> int:
    return span.start
