"""Latency as charts: an area from the lowest to the highest, a line for the median, and a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import ceil, floor, log10

from statusgen.dataclass import dataclass
from statusgen.instants import rfc3339
from statusgen.snapshot.latency import Latency, Point, Series
from statusgen.targets.html import words
from statusgen.targets.html.words import Voice

PITCH = 10
HEIGHT = 200
_SECOND = 1000
_FEWEST_DAYS = 14
"""How many days a chart shows at least: one of two days would look as if it were a trend."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an hour or a day begins, for a ``<time>``; ``hour`` tells them apart."""

    iso: str
    text: str
    hour: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A line of the table: three latencies with their units."""

    when: Stamp
    typical: str
    lowest: str
    highest: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Paths of an SVG of ``width`` by HEIGHT, and the same as a table, newest first.

    ``scale`` are the values of the lines of the grid, from the top down to 0, at equal distances.
    ``title`` says how long a time it is, ``end`` what stands at its end.
    """

    title: str
    summary: str
    width: int
    grid: str
    band: str
    line: str
    scale: tuple[str, ...]
    begin: Stamp
    end: str
    column: str
    readings: tuple[Reading, ...]


def charts(latency: Latency, voice: Voice) -> tuple[Chart, ...]:
    """The charts for which there is data: hours, days."""
    found = []
    if latency.hours:
        title = voice.t("chart.hours", n=len(latency.hours.starts))
        found.append(_chart(title, latency.hours, voice, hourly=True))
    if latency.days and sum(point is not None for point in latency.days.points) > 1:
        days = _begun(latency.days)
        title = voice.t("monitor.history", n=len(days.starts))
        found.append(_chart(title, days, voice, hourly=False))
    return tuple(found)


def _begun(days: Series) -> Series:
    """Without the days before the first that was measured."""
    first = next(index for index, point in enumerate(days.points) if point)
    first = max(min(first, len(days.points) - _FEWEST_DAYS), 0)
    return Series(days.starts[first:], days.points[first:], days.whole)


def _chart(title: str, series: Series, voice: Voice, *, hourly: bool) -> Chart:
    marks = scale(series.whole.highest)
    width = len(series.starts) * PITCH
    lines = len(marks) - 1
    stamps = [_stamp(start, voice, hourly=hourly) for start in series.starts]
    pairs = [(stamp, point) for stamp, point in zip(stamps, series.points, strict=True) if point]
    return Chart(
        title=title,
        summary=voice.t("chart.summary", **_figures(series.whole, voice)),
        width=width,
        grid="".join(f"M0 {HEIGHT * line // lines}h{width}" for line in range(lines + 1)),
        band=band(series.points, marks[-1]),
        line=line(series.points, marks[-1]),
        scale=tuple(_mark(mark, marks[-1], voice) for mark in reversed(marks)),
        begin=stamps[0],
        end=voice.t("chart.now" if hourly else "bar.today"),
        column=voice.t("chart.hour" if hourly else "monitor.day"),
        readings=tuple(Reading(when, **_figures(point, voice)) for when, point in pairs[::-1]),
    )


def scale(highest: float) -> tuple[float, ...]:
    """Round values at equal distances, from 0 to what is not lower than ``highest``: 3 or 4."""
    size = 10.0 ** floor(log10(highest / 3)) if highest > 0 else 1.0
    step = next(size * times for times in (1, 2, 5, 10) if size * times * 3 >= highest)
    count = max(ceil(highest / step), 2)
    return tuple(step * index for index in range(count + 1))


def line(points: Sequence[Point | None], top: float) -> str:
    """The medians. A gap stays a gap; each stretch reaches to the edges of its first and last."""
    found = []
    for start, run in _runs(points):
        found.append("M" + _path(start, run, lambda point: point.typical, top))
    return "".join(found)


def band(points: Sequence[Point | None], top: float) -> str:
    """From the highest, and back along the lowest."""
    found = []
    for start, run in _runs(points):
        over = _path(start, run, lambda point: point.highest, top)
        under = _path(start, run, lambda point: point.lowest, top)
        found.append(f"M{over}L{' '.join(reversed(under.split(' ')))}z")
    return "".join(found)


def _runs(points: Sequence[Point | None]) -> Iterator[tuple[int, list[Point]]]:
    """The points that follow each other without a gap, and where they begin."""
    for known, group in groupby(enumerate(points), key=lambda pair: pair[1] is not None):
        if known:
            found = list(group)
            yield found[0][0], [point for _, point in found if point]


def _path(start: int, run: list[Point], value: Callable[[Point], float], top: float) -> str:
    """``x,y x,y``: the middle of each slot, and the outer edges of the first and the last."""
    heights = [HEIGHT - round(value(point) / top * HEIGHT) for point in run]
    left = start * PITCH
    middles = [f"{left + PITCH // 2 + at * PITCH},{y}" for at, y in enumerate(heights)]
    return " ".join((f"{left},{heights[0]}", *middles, f"{left + len(run) * PITCH},{heights[-1]}"))


def _stamp(start: int, voice: Voice, *, hourly: bool) -> Stamp:
    if hourly:
        return Stamp(rfc3339(start), words.moment(voice, start, "beginning").text, True)
    day = words.day_of(voice.day_zone, start)
    return Stamp(day, words.date(voice, day), False)


def _figures(point: Point, voice: Voice) -> dict[str, str]:
    return {
        "typical": duration(point.typical, voice),
        "lowest": duration(point.lowest, voice),
        "highest": duration(point.highest, voice),
    }


def duration(milliseconds: float, voice: Voice) -> str:
    """``8.25 ms``, ``184 ms``, ``1.24 s``, as the language writes it."""
    if round(milliseconds) < _SECOND:
        return voice.t("duration.milliseconds", n=words.number(voice, milliseconds))
    return voice.t("duration.seconds", n=words.number(voice, milliseconds / _SECOND))


def _mark(milliseconds: float, top: float, voice: Voice) -> str:
    """A value of the scale: all in the same unit, and 0 without one."""
    if milliseconds == 0:
        return "0"
    if top < _SECOND:
        return duration(milliseconds, voice)
    return voice.t("duration.seconds", n=words.number(voice, milliseconds / _SECOND))
