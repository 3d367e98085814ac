"""Each monitor at an instant: its status, its bar, its uptime, and what is known of its life."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
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


@dataclass(frozen=True, slots=True)
class MonitorView:
    """A monitor at the snapshot's instant.

    ``days`` is its bar, oldest day first. ``uptimes`` holds percentages as text ("" without
    data) for each of UPTIME_DAYS. ``life`` is all that is known of it, ``recent`` the segments of
    its last year, or of its bar if that is longer. ``recorded_at`` is the time of its newest record
    (None: it has none), ``latency`` what records say of its answers.
    ``plain`` is the monitor without its place in the file, and ``named`` a digest of that.
    """

    monitor: Monitor
    status: Status
    since: int
    days: tuple[Day, ...]
    uptimes: tuple[str, ...]
    bar_uptime: str
    life: Life
    recent: tuple[Segment, ...]
    recorded_at: int | None
    latency: Latency
    digest: bytes
    plain: Monitor
    named: bytes

    @property
    def segments(self) -> tuple[Segment, ...]:
        """Its whole known life, in minutes: made when somebody asks for the first time."""
        return self.life.segments

    def backwards(self) -> Iterator[Segment]:
        """Its segments, newest first: as long as nobody looks back further, no more than the recent."""
        yield from reversed(self.recent[1:])  # the first of them may have begun before
        known = max(len(self.recent) - 1, 0)
        yield from reversed(self.segments[: len(self.segments) - known])


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
    settings = site.settings
    bounds = day_bounds(now, max(settings.history_days, DAYS), settings.day_zone)
    return tuple(
        _monitor(monitor, spans[tag], site.records.get(tag, ()), settings, earliest, bounds, now)
        for tag, monitor in shown.items()
    )


def _monitor(
    monitor: Monitor,
    spans: Sequence[Span],
    samples: tuple[Sample, ...],
    settings: Settings,
    earliest: int,
    bounds: Sequence[tuple[str, int, int]],
    now: int,
) -> MonitorView:
    shown, measured = bounds[-settings.history_days :], bounds[-DAYS:]
    since = min(earliest if monitor.since is None else monitor.since, now)
    life = Life(
        monitor,
        tuple(sorted(spans, key=attrgetter("start"))),
        samples,
        since,
        now,
        settings.records_hold,
    )
    begin = min(bounds[0][1], now - UPTIME_DAYS[-1] * DAY - MINUTE)
    late = [span for span in life.spans if span.end is None or span.end > begin]
    recent = replace(life, spans=tuple(late)).between(begin, now).segments
    days = days_of(monitor, recent, late, shown)
    weights = weights_of(monitor, settings.uptime_weights)
    uptimes = tuple(uptime(recent, now - span * DAY, now, weights) for span in UPTIME_DAYS)
    bar = uptime(recent, shown[0][1], now, weights)
    status = status_now(monitor, late, samples, settings.records_hold, now)
    newest = bisect_right(samples, now, key=lambda sample: sample.at)
    recorded_at = samples[newest - 1].at if newest else None
    latency = latency_of(samples, now, measured)
    plain = replace(monitor, entry=0, kept={})
    named = digest(plain)
    facts = (status, since, in_short(days), uptimes, bar, recorded_at, latency)
    return MonitorView(
        monitor,
        status,
        since,
        days,
        uptimes,
        bar,
        life,
        recent,
        recorded_at,
        latency,
        digest(named, *facts),
        plain,
        named,
    )
