"""What pages show of a monitor, and nothing else of it.

Time that passes without a problem adds to a monitor's life with every minute, but hardly ever to
what a page shows of it: so a page that knows no more than that need not be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.model.monitor import Monitor
from statusgen.model.status import Status
from statusgen.snapshot import MonitorView, stretch
from statusgen.snapshot.history import Day, in_short, midnight
from statusgen.snapshot.latency import Latency
from statusgen.snapshot.life import PROBLEMS
from statusgen.snapshot.stretch import Month, Stretch


@dataclass(frozen=True, slots=True)
class Shown:
    """A monitor as its page shows it: its days with the minutes of problems alone. ``digest``
    stands for all of it.
    """

    monitor: Monitor
    status: Status
    since: int
    days: tuple[Day, ...]
    uptimes: tuple[str, ...]
    bar_uptime: str
    latency: Latency
    digest: bytes


Seen: TypeAlias = MonitorView | Shown
"""Whatever a row with a bar can be made of."""


@dataclass(frozen=True, slots=True)
class Present:
    """A stretch that goes on. ``before`` is what was over when the day began (None: nothing was),
    ``today`` and ``month`` are what goes on. ``digest`` stands for all of it.
    """

    before: Stretch | None
    today: Day
    month: Month
    digest: bytes


@dataclass(frozen=True, slots=True)
class Tally:
    """What a stretch comes to: its months, and of its ``total`` days those with problems, oldest
    first, with the minutes of problems alone. ``known`` counts the days with data.
    """

    months: tuple[Month, ...]
    problems: tuple[Day, ...]
    total: int
    known: int


def shown(view: MonitorView) -> Shown:
    """What the page of a monitor shows of how it is."""
    days = tuple(map(_of_problems, view.days))
    facts = (view.status, view.since, view.uptimes, view.bar_uptime, view.latency)
    told = digest(view.named, facts, in_short(days))
    return Shown(
        view.plain, view.status, view.since, days, view.uptimes, view.bar_uptime, view.latency, told
    )


def present(
    view: MonitorView, now: int, zone: str, weights: Mapping[Status, float]
) -> Callable[[int], Present]:
    """What makes of the beginning of a stretch the stretch from there to ``now``."""
    tz = ZoneInfo(zone)
    date = datetime.fromtimestamp(now - 1, tz).date()
    begin = midnight(date, tz)
    (today,) = stretch.days(stretch.stretch(view, begin, now), zone)
    since_first = stretch.stretch(view, midnight(date.replace(day=1), tz), now)
    (month,) = stretch.months(since_first, zone, weights)
    facts = _of_problems(today), replace(month, minutes=_problems(month.minutes))

    def since(start: int) -> Present:
        before = stretch.stretch(view, start, begin) if start < begin else None
        return Present(before, *facts, digest(before, facts))

    return since


def tally(told: Stretch | Present, zone: str, weights: Mapping[Status, float]) -> Tally:
    """What a stretch comes to in a zone; ``weights`` are those of the site."""
    over = told.before if isinstance(told, Present) else told
    days = list(stretch.days(over, zone)) if over else []
    months = list(stretch.months(over, zone, weights)) if over else []
    if isinstance(told, Present):
        days.append(told.today)
        months = [one for one in months if one.name != told.month.name] + [told.month]
    known = sum(day.status is not Status.NO_DATA for day in days)
    problems = tuple(_of_problems(day) for day in days if day.status in PROBLEMS)
    return Tally(tuple(months), problems, len(days), known)


def _of_problems(day: Day) -> Day:
    return Day(day.date, day.status, _problems(day.minutes), day.slugs)


def _problems(minutes: Mapping[Status, int]) -> dict[Status, int]:
    return {status: length for status, length in minutes.items() if status in PROBLEMS}
