"""What happened, sorted into months and days: the history, a page for each month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from statusgen.snapshot import Snapshot
from statusgen.snapshot.history import midnight
from statusgen.snapshot.timeline import IncidentView
from statusgen.targets.html import views, words, works
from statusgen.targets.html.frame import Place
from statusgen.targets.html.views import Entry
from statusgen.targets.html.words import Voice
from statusgen.targets.html.works import Occasion

Happening = IncidentView | Occasion
"""What a history lists."""


@dataclass(frozen=True, slots=True)
class DayGroup:
    """What began on one day."""

    day: str
    text: str
    entries: tuple[Entry, ...]


def happenings(snapshot: Snapshot) -> list[Happening]:
    """Everything that has begun, newest first."""
    found: list[Happening] = list(snapshot.incidents)
    found += [
        works.occasion(view, one)
        for view in snapshot.maintenances
        for one in view.occurrences
        if one.start <= snapshot.now
    ]
    return sorted(found, key=lambda one: (-one.start, one.slug))


def by_month(found: Sequence[Happening], zone: ZoneInfo) -> dict[str, Sequence[Happening]]:
    """``2026-08`` -> what began in it, newest month first; ``found`` is newest first.

    A look at the newest of a month says which month that is, and so where the next one begins.
    """
    months: dict[str, Sequence[Happening]] = {}
    index = 0
    while index < len(found):
        first = datetime.fromtimestamp(found[index].start, zone).date().replace(day=1)
        begin = min(midnight(first, zone), found[index].start)
        after = bisect_right(found, -begin, lo=index, key=lambda one: -one.start)
        months[first.isoformat()[:7]] = found[index:after]
        index = after
    return months


def by_day(found: Iterable[Happening], voice: Voice, place: Place) -> tuple[DayGroup, ...]:
    """The same for one page, by day."""
    return tuple(
        DayGroup(day, words.date(voice, day), tuple(entry(one, voice, place) for one in group))
        for day, group in groupby(found, key=lambda one: words.day_of(voice.day_zone, one.start))
    )


def entry(one: Happening, voice: Voice, place: Place) -> Entry:
    """Either of them in a list."""
    if isinstance(one, IncidentView):
        return views.entry(one, voice, place)
    return works.entry(one, voice, place)
