"""A stretch of a monitor's life as templates get it: its months, its problem days, its reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from statusgen.dataclass import dataclass
from statusgen.model.site import MINUTE
from statusgen.model.status import Status
from statusgen.snapshot.history import Day
from statusgen.snapshot.stretch import Month
from statusgen.snapshot.timeline import IncidentView
from statusgen.targets.html import bars, months, words
from statusgen.targets.html.annals import Annals
from statusgen.targets.html.frame import Place
from statusgen.targets.html.months import Happening
from statusgen.targets.html.tally import tally
from statusgen.targets.html.views import Entry
from statusgen.targets.html.words import LOOKS, Voice

_OUTAGE = (Status.DOWN, Status.PARTIAL)


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A line of the table of months. ``href`` is "" where nothing happened on the whole site;
    a figure is "" where there is nothing to tell.
    """

    name: str
    text: str
    href: str
    uptime: str
    outage: str
    degraded: str
    incidents: int


@dataclass(frozen=True, slots=True)
class ProblemDay:
    """A line of the table of days."""

    day: str
    text: str
    look: str
    word: str
    length: str
    reports: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What there is to tell of a stretch, newest first. ``total`` counts its days, ``calm``
    those with data and without problems.
    """

    months: tuple[MonthRow, ...]
    days: tuple[ProblemDay, ...]
    total: int
    calm: int
    reports: tuple[Entry, ...]


def account(annals: Annals, weights: Mapping[Status, float], voice: Voice, place: Place) -> Account:
    """``weights`` say how much of a minute counts as downtime."""
    reports = months.in_order(annals.reports)
    entries = tuple(months.entry(one, voice, place) for one in reports)
    listed = {one.slug: entry for one, entry in zip(reports, entries, strict=True)}
    zone = voice.day_zone_name
    begun = Counter(_begun(reports, voice))
    found = tally(annals.told, zone, weights)
    return Account(
        months=tuple(
            _month(one, begun[one.name], annals.months, voice, place)
            for one in reversed(found.months)
            if one.uptime or begun[one.name]
        ),
        days=tuple(_problem_day(day, voice, listed) for day in reversed(found.problems)),
        total=found.total,
        calm=found.known - len(found.problems),
        reports=entries,
    )


def _begun(reports: Iterable[Happening], voice: Voice) -> Iterable[str]:
    """The month in which each incident began."""
    for one in reports:
        if isinstance(one, IncidentView) and not one.notice:
            yield words.day_of(voice.day_zone, one.start)[:7]


def _month(
    one: Month, incidents: int, linked: Iterable[str], voice: Voice, place: Place
) -> MonthRow:
    outage = sum(one.minutes.get(status, 0) for status in _OUTAGE) * MINUTE
    degraded = one.minutes.get(Status.DEGRADED, 0) * MINUTE
    return MonthRow(
        name=one.name,
        text=words.month(voice, one.name),
        href=f"{place.home}history/{one.name}/" if one.name in linked else "",
        uptime=words.percent(voice, one.uptime),
        outage=words.duration(voice, outage) if outage else "",
        degraded=words.duration(voice, degraded) if degraded else "",
        incidents=incidents,
    )


def _problem_day(day: Day, voice: Voice, listed: Mapping[str, Entry]) -> ProblemDay:
    return ProblemDay(
        day=day.date,
        text=words.date(voice, day.date),
        look=LOOKS[day.status],
        word=words.status_word(voice, day.status),
        length=words.duration(voice, bars.problem_seconds(day)),
        reports=tuple(listed[slug] for slug in day.slugs if slug in listed),
    )
