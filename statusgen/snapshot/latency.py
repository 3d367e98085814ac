"""How fast a monitor answered: its records -> the hours of the last day, the days of the last 90."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from statusgen.dataclass import dataclass
from statusgen.model.monitor import Sample
from statusgen.model.site import HOUR
from statusgen.model.status import Status

HOURS = 24
DAYS = 90
"""How far back hours and days are kept."""


@dataclass(frozen=True, slots=True)
class Point:
    """What the samples of a time say, in milliseconds: their median, the extremes, their number."""

    typical: float
    lowest: float
    highest: float
    samples: int


@dataclass(frozen=True, slots=True)
class Series:
    """Hours or days one after the other, oldest first.

    ``starts`` are the Unix times at which they begin; in ``points`` stands None where nothing
    was measured. ``whole`` is all of it taken together.
    """

    starts: tuple[int, ...]
    points: tuple[Point | None, ...]
    whole: Point


@dataclass(frozen=True, slots=True)
class Latency:
    """The last HOURS hours and the last DAYS days; None where no record has a latency."""

    hours: Series | None
    days: Series | None


def latency_of(
    samples: Sequence[Sample], now: int, bounds: Sequence[tuple[str, int, int]]
) -> Latency:
    """The latency of a monitor; ``samples`` are in order, ``bounds`` are those of the days."""
    latest = now // HOUR
    hours = [hour * HOUR for hour in range(latest - HOURS + 1, latest + 1)]
    return Latency(
        _series(samples, hours, now),
        _series(samples, [start for _, start, _ in bounds], now),
    )


def _series(samples: Sequence[Sample], starts: Sequence[int], now: int) -> Series | None:
    """The samples from the first start until now, cut at each start."""
    last = bisect_right(samples, now, key=_at)
    cuts = [bisect_left(samples, start, hi=last, key=_at) for start in starts]
    groups = [
        _measured(samples[first:end]) for first, end in zip(cuts, [*cuts[1:], last], strict=True)
    ]
    whole = _point([value for group in groups for value in group])
    return Series(tuple(starts), tuple(map(_point, groups)), whole) if whole else None


def _measured(samples: Sequence[Sample]) -> list[float]:
    """Latencies. What a probe notes of a service that is down is its own patience, or zero."""
    return [
        one.latency for one in samples if one.latency is not None and one.status is not Status.DOWN
    ]


def _point(latencies: Sequence[float]) -> Point | None:
    if not latencies:
        return None
    from statistics import median

    return Point(median(latencies), min(latencies), max(latencies), len(latencies))


def _at(sample: Sample) -> int:
    return sample.at
