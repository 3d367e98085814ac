"""A monitor as the public sees it at an instant; what must be counted is counted for who asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from operator import attrgetter

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import DAY, MINUTE, Settings, Site
from statusgen.model.status import Status
from statusgen.snapshot.history import (
    Day,
    day_bounds,
    days_of,
    in_short,
    status_now,
    uptime,
    weights_of,
)
from statusgen.snapshot.latency import DAYS, Latency, latency_of
from statusgen.snapshot.life import Life, Segment
from statusgen.snapshot.timeline import Span

UPTIME_DAYS = (1, 7, 30, 90, 365)
"""The windows, in days up to now, for which uptime is computed."""


@dataclass(frozen=True)
class MonitorView:
    """A monitor at the snapshot's instant, which is the end of its ``life``: all that is known of it.

    ``recorded_at`` is the time of its newest record (None: it has none). ``plain`` is the monitor
    without its place in the file, and ``named`` a digest of that. The ``settings`` are the site's.
    """

    monitor: Monitor
    status: Status
    since: int
    life: Life
    recorded_at: int | None
    plain: Monitor
    named: bytes
    settings: Settings

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """Its bar, oldest day first."""
        return days_of(self.monitor, self.recent, self._late, self._shown)

    @cached_property
    def uptimes(self) -> tuple[str, ...]:
        """Percentages as text ("" without data) for each of UPTIME_DAYS."""
        now = self.life.until
        return tuple(self._uptime(now - span * DAY) for span in UPTIME_DAYS)

    @cached_property
    def bar_uptime(self) -> str:
        """The same for the time of its bar."""
        return self._uptime(self._shown[0][1])

    @cached_property
    def recent(self) -> tuple[Segment, ...]:
        """The segments of its last year, or of its bar if that is longer."""
        late = replace(self.life, spans=tuple(self._late))
        return late.between(self._begin, self.life.until).segments

    @cached_property
    def latency(self) -> Latency:
        """What records say of its answers."""
        return latency_of(self.life.samples, self.life.until, self._bounds[-DAYS:])

    @cached_property
    def digest(self) -> bytes:
        """Stands for everything that is true of it now."""
        bar = in_short(self.days)
        counted = (bar, self.uptimes, self.bar_uptime, self.recorded_at, self.latency)
        return digest(self.named, self.status, self.since, *counted)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its whole known life, in minutes."""
        return self.life.segments

    def backwards(self) -> Iterator[Segment]:
        """Its segments, newest first: as long as nobody looks back further, no more than the recent."""
        yield from reversed(self.recent[1:])  # the first of them may have begun before
        known = max(len(self.recent) - 1, 0)
        yield from reversed(self.segments[: len(self.segments) - known])

    @cached_property
    def _bounds(self) -> list[tuple[str, int, int]]:
        """The days that are counted, oldest first."""
        settings = self.settings
        return day_bounds(self.life.until, max(settings.history_days, DAYS), settings.day_zone)

    @property
    def _shown(self) -> list[tuple[str, int, int]]:
        return self._bounds[-self.settings.history_days :]

    @property
    def _begin(self) -> int:
        """When that begins which is recent."""
        return min(self._bounds[0][1], self.life.until - UPTIME_DAYS[-1] * DAY - MINUTE)

    @cached_property
    def _late(self) -> list[Span]:
        begin = self._begin
        return [span for span in self.life.spans if span.end is None or span.end > begin]

    def _uptime(self, start: int) -> str:
        weights = weights_of(self.monitor, self.settings.uptime_weights)
        return uptime(self.recent, start, self.life.until, weights)


def monitor_views(
    site: Site,
    shown: Mapping[str, Monitor],
    spans: Mapping[str, Sequence[Span]],
    earliest: int,
    now: int,
) -> tuple[MonitorView, ...]:
    """Each of those that are ``shown``, by tag, with its ``spans``.

    ``earliest`` is when the oldest public content began: before it nothing is known.
    """
    return tuple(
        _monitor(monitor, spans[tag], site.records.get(tag, ()), site.settings, earliest, now)
        for tag, monitor in shown.items()
    )


def _monitor(
    monitor: Monitor,
    spans: Sequence[Span],
    samples: tuple[Sample, ...],
    settings: Settings,
    earliest: int,
    now: int,
) -> MonitorView:
    since = min(earliest if monitor.since is None else monitor.since, now)
    ordered = tuple(sorted(spans, key=attrgetter("start")))
    hold = settings.records_hold
    newest = bisect_right(samples, now, key=lambda sample: sample.at)
    plain = replace(monitor, entry=0, kept={})
    return MonitorView(
        monitor,
        status_now(monitor, ordered, samples, hold, now),
        since,
        Life(monitor, ordered, samples, since, now, hold),
        samples[newest - 1].at if newest else None,
        plain,
        digest(plain),
        settings,
    )
