"""What happened, sorted into months and days: the history, a page for each month."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter, neg
from zoneinfo import ZoneInfo

from statusgen.dataclass import dataclass
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
    """Everything that has begun, newest first; `in_order` sorts what began together."""
    found: list[Happening] = list(snapshot.incidents)
    found += [
        works.occasion(view, one)
        for view in snapshot.maintenances
        for one in view.occurrences
        if one.start <= snapshot.now
    ]
    return sorted(found, key=attrgetter("start"), reverse=True)


def in_order(found: Iterable[Happening]) -> list[Happening]:
    """What a page lists, newest first, and by name what began at the same moment."""
    return sorted(found, key=lambda one: (-one.start, one.slug))


def by_month(found: Sequence[Happening], zone: ZoneInfo) -> dict[str, Sequence[Happening]]:
    """``2026-08`` -> what began in it, newest month first; ``found`` is newest first."""
    starts = [one.start for one in found]
    return {name: found[first:after] for name, first, after in _months(starts, zone)}


def names(snapshot: Snapshot) -> list[str]:
    """The months in which something began, newest first."""
    starts = [one.start for one in snapshot.incidents]
    works = (one.start for view in snapshot.maintenances for one in view.occurrences)
    starts += (start for start in works if start <= snapshot.now)
    zone = ZoneInfo(snapshot.settings.day_zone)
    return [name for name, _, _ in _months(sorted(starts, reverse=True), zone)]


def _months(starts: Sequence[int], zone: ZoneInfo) -> Iterator[tuple[str, int, int]]:
    """The months of instants, newest first, each with the numbers of its first and of the next.

    A look at the newest of a month says which month that is, and so where the next one begins.
    """
    index = 0
    while index < len(starts):
        first = datetime.fromtimestamp(starts[index], zone).date().replace(day=1)
        begin = min(midnight(first, zone), starts[index])
        after = bisect_right(starts, -begin, lo=index, key=neg)
        yield first.isoformat()[:7], index, after
        index = after


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
