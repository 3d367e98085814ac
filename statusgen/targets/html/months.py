"""What happened, sorted into months and days: the history, a page for each month."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from zoneinfo import ZoneInfo

from statusgen.dataclass import dataclass
from statusgen.snapshot import Snapshot
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


def by_month(found: Iterable[Happening], zone: ZoneInfo) -> dict[str, tuple[Happening, ...]]:
    """``2026-08`` -> what began in it, newest month first."""
    return {
        name: tuple(group)
        for name, group in groupby(found, key=lambda one: words.day_of(zone, one.start)[:7])
    }


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
