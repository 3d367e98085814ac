"""Maintenance as templates get it: what runs, what is planned, and one page for each."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen import addresses
from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.markdown import to_text
from statusgen.model.dated import Dated
from statusgen.model.incident import Link
from statusgen.model.lifecycle import Phase
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence
from statusgen.snapshot.timeline import Affected
from statusgen.targets.html import trail as trails
from statusgen.targets.html import words
from statusgen.targets.html.frame import Place
from statusgen.targets.html.texts import body
from statusgen.targets.html.views import UNKNOWN, Entry, Told, hits, told
from statusgen.targets.html.words import Voice

_SUMMARY = 240
_NEXT = 5
_PAST = 10


@dataclass(frozen=True, slots=True)
class Occasion:
    """One time that a maintenance takes place, and no more of it than lists show: ``digest`` stands
    for all of it.
    """

    slug: str
    title: str
    titles: Mapping[str, str]
    affected: tuple[Affected, ...]
    start: int
    end: int | None
    phase: Phase
    digest: bytes

    @property
    def facts(self) -> bytes:
        """What stands for it in lists, by the name that it has for incidents."""
        return self.digest


@dataclass(frozen=True, slots=True)
class Work:
    """A maintenance with its description and what was said about it, newest first.

    ``html`` is the description, ``summary`` the beginning of it as plain text. ``ends`` is when it ends as Unix time (None: nobody knows), ``phases`` are the words for
    before, during and after.
    """

    entry: Entry
    html: str
    summary: str
    lang: str
    updates: tuple[Told, ...]
    running: bool
    ends: int | None
    phases: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Dates:
    """The page of a maintenance besides its present occurrence: other dates, links.

    ``calendar`` is the address of its calendar, "" once there is nothing to come. ``trail`` are
    links to the commits that published and edited the description.
    """

    coming: tuple[Entry, ...]
    past: tuple[Entry, ...]
    active: bool
    calendar: str
    source: str
    history: str
    trail: tuple[Link, ...]


def occasion(view: MaintenanceView, one: Occurrence) -> Occasion:
    """An occurrence of a maintenance, for lists."""
    facts = (view.slug, view.title, view.titles, view.affected, one.start, one.end, one.phase)
    return Occasion(*facts, digest(facts))


def entry(one: Occasion, voice: Voice, place: Place) -> Entry:
    """An occurrence in a list."""
    started, ended = words.span(voice, one.start, one.end)
    return Entry(
        kind="maintenance",
        title=words.written(voice, one.title, one.titles),
        href=f"{place.home}maintenances/{one.slug}/",
        look="maintenance",
        impact=voice.t("status.maintenance"),
        state_look="ok" if one.phase is Phase.COMPLETED else "maintenance",
        state=words.state_word(voice, one.phase),
        started=started,
        ended=ended,
        length="" if one.end is None else words.duration(voice, one.end - one.start),
        hits=hits(one.affected, voice, place, going_on=False),
    )


def work(
    view: MaintenanceView,
    one: Occurrence,
    voice: Voice,
    place: Place,
    limit: int = 0,
    known: Mapping[str, Dated] = UNKNOWN,
) -> Work:
    """An occurrence with its description; ``limit`` 0 means all of its updates."""
    html, lang = body(view.text, view.texts, voice, place)
    names = {affected.tag: affected for affected in view.affected}
    updates = one.updates[-limit:][::-1]
    return Work(
        entry=entry(occasion(view, one), voice, place),
        html=html,
        summary=to_text(words.written(voice, view.text, view.texts).text, _SUMMARY),
        lang=lang,
        updates=tuple(told(update, voice, place, names, known) for update in updates),
        running=one.running,
        ends=one.end,
        phases=(
            words.state_word(voice, Phase.SCHEDULED),
            words.state_word(voice, Phase.IN_PROGRESS),
            words.state_word(voice, Phase.COMPLETED),
        ),
    )


def present(view: MaintenanceView) -> Occurrence | None:
    """The occurrence that a page is about: what runs, else the next, else the last."""
    running = [one for one in view.occurrences if one.running]
    coming = [one for one in view.occurrences if one.phase is Phase.SCHEDULED]
    return next(iter((*running, *coming, *view.occurrences[-1:])), None)


def dates(
    view: MaintenanceView,
    shown: Occurrence | None,
    voice: Voice,
    place: Place,
    known: Mapping[str, Dated],
) -> Dates:
    """The other occurrences, nearest first, and the links of the page."""
    repository = place.frame.settings.repository
    others = [one for one in view.occurrences if one is not shown]
    coming = [one for one in others if one.phase is Phase.SCHEDULED]
    past = [one for one in others if one.phase is not Phase.SCHEDULED]
    ahead = shown is not None and (shown.running or shown.phase is Phase.SCHEDULED)
    calendar = f"{place.root}maintenances/{view.slug}/maintenance.ics" if ahead else ""

    def listed(found: list[Occurrence]) -> tuple[Entry, ...]:
        return tuple(entry(occasion(view, one), voice, place) for one in found)

    return Dates(
        coming=listed(coming[:_NEXT]),
        past=listed(past[: -_PAST - 1 : -1]),
        active=view.active,
        calendar=calendar,
        source=addresses.source(repository, view.file),
        history=addresses.history(repository, view.file),
        trail=trails.trail(known.get(view.file), view.start, voice, place),
    )
