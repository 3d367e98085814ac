"""A monitor's days as a bar: one dashed line, and one mark with a link for each problem day."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from statusgen.model.site import HOUR, MINUTE
from statusgen.model.status import WORST_FIRST, Status
from statusgen.snapshot.history import Day
from statusgen.snapshot.life import PROBLEMS
from statusgen.targets.html import words
from statusgen.targets.html.frame import Place
from statusgen.targets.html.tally import Seen
from statusgen.targets.html.words import LOOKS, Voice

PITCH = 6
HEIGHT = 30
_STEPS = ((4 * HOUR, 30), (HOUR, 23), (15 * MINUTE, 16), (0, 9))
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem day: ``column`` clears its place in the line, ``shape`` stands in it."""

    look: str
    title: str
    href: str
    column: str
    shape: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Paths of an SVG of ``width`` by HEIGHT, and the same in words.

    ``known`` and ``unknown`` are lines to be dashed 4 on, 2 off. ``told`` are the newest
    problem days, ``more`` how many others there are.
    """

    width: int
    first_day: str
    known: str
    unknown: str
    marks: tuple[Mark, ...]
    told: tuple[str, ...]
    more: int


def bar(view: Seen, voice: Voice, place: Place, works: Container[str]) -> Bar:
    """The bar of a monitor; ``works`` are the slugs that are maintenances."""
    days = view.days
    marks = []
    for index, day in enumerate(days):
        if day.status in PROBLEMS:
            href = place.home + _target(view.monitor.tag, day, works)
            marks.append(_mark(index, day, day_title(voice, day), href))
    return Bar(
        width=len(days) * PITCH,
        first_day=days[0].date if days else "",
        known=_line(days, known=True),
        unknown=_line(days, known=False),
        marks=tuple(marks),
        told=tuple(mark.title for mark in marks[: -_TOLD - 1 : -1]),
        more=max(len(marks) - _TOLD, 0),
    )


def day_title(voice: Voice, day: Day) -> str:
    """``12 Aug 2026: Partial outage, 42 min``."""
    return voice.t(
        "bar.day",
        date=words.date(voice, day.date),
        word=words.status_word(voice, day.status),
        duration=words.duration(voice, problem_seconds(day)),
    )


def problem_seconds(day: Day) -> int:
    """How long the worst status of the day lasted, or one that is even worse but too short
    to be the day's.
    """
    counted = WORST_FIRST[: WORST_FIRST.index(day.status) + 1]
    return sum(day.minutes.get(status, 0) for status in counted) * MINUTE


def _mark(index: int, day: Day, title: str, href: str) -> Mark:
    left = index * PITCH
    seconds = problem_seconds(day)
    tall = next(height for least, height in _STEPS if seconds >= least)
    return Mark(
        LOOKS[day.status],
        title,
        href,
        f"M{left} 0h{PITCH}v{HEIGHT}h-{PITCH}z",
        f"M{left + 1} {HEIGHT - tall}h4v{tall}h-4z",
    )


def _target(tag: str, day: Day, works: Container[str]) -> str:
    """The report of the day if there is exactly one, else the day on the monitor's page."""
    if len(day.slugs) != 1:
        return f"monitors/{tag}/#d{day.date}"
    (slug,) = day.slugs
    return f"{'maintenances' if slug in works else 'incidents'}/{slug}/"


def _line(days: Sequence[Day], *, known: bool) -> str:
    middle = HEIGHT // 2
    runs = _runs([(day.status is not Status.NO_DATA) is known for day in days])
    return "".join(f"M{start * PITCH + 1} {middle}h{length * PITCH - 2}" for start, length in runs)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Start and length of each run of true values."""
    start = None
    for index, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = index
        elif not flag and start is not None:
            yield start, index - start
            start = None
