"""Incidents as templates get them: plain data in the page's language, with links from the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from statusgen import addresses
from statusgen.dataclass import dataclass
from statusgen.model.dated import Dated
from statusgen.model.incident import Link
from statusgen.model.lifecycle import State
from statusgen.model.status import Status, worst
from statusgen.snapshot.timeline import Affected, IncidentView, Update
from statusgen.targets.html import edit, words
from statusgen.targets.html import trail as trails
from statusgen.targets.html.frame import MANAGE, Place, manages
from statusgen.targets.html.texts import body, links
from statusgen.targets.html.words import LOOKS, Moment, Voice, Written

UNKNOWN: Mapping[str, Dated] = {}
"""What history knows of updates where nobody asked it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A monitor that is hit, how it is doing (``look``, ``word``), and the way to its page.

    A notice hits none: ``word`` is "" then.
    """

    tag: str
    name: Written
    href: str
    look: str
    word: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An incident or a maintenance as lists show it.

    ``kind`` is incident, notice or maintenance. ``look`` and ``impact`` say how bad it is,
    ``state_look`` and ``state`` how far it is. While it goes on, ``ended`` is None and
    ``length`` is "".
    """

    kind: str
    title: Written
    href: str
    look: str
    impact: str
    state_look: str
    state: str
    started: Moment
    ended: Moment | None
    length: str
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An update. ``html`` is rendered Markdown in the language ``lang`` ("": the page's).

    ``trail`` are links to the commits that published and edited it, where that is worth a word.
    """

    id: int
    look: str
    word: str
    at: Moment
    html: str
    lang: str
    author: str
    correction: str
    changes: tuple[Hit, ...]
    trail: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """An incident with what was said about it; ``total`` counts the updates, shown or not.

    ``correction`` is why it was changed, where no update says so. ``post``, ``source`` and
    ``history`` are links to the repository, "" without one. ``form`` leads to the page that writes
    an update with the help of its script, "" without it. ``first_told`` says how late the first
    update was, "" if it was not, or nobody knows.
    """

    entry: Entry
    updates: tuple[Told, ...]
    total: int
    postmortems: tuple[Told, ...]
    correction: str
    links: tuple[Link, ...]
    post: str
    form: str
    source: str
    history: str
    first_told: str


def entry(view: IncidentView, voice: Voice, place: Place) -> Entry:
    """An incident in a list."""
    kind = "notice" if view.notice else "incident"
    impact = worst(one.now for one in view.affected) if view.open else view.impact
    if view.notice:
        impact = Status.UP
    look = LOOKS[impact] if impact is not Status.UP else "degraded" if view.open else "notice"
    end = None if view.notice else view.end
    started, ended = words.span(voice, view.start, end)
    return Entry(
        kind=kind,
        title=words.written(voice, view.title, view.titles),
        href=f"{place.home}incidents/{view.slug}/",
        look=look,
        impact="" if impact is Status.UP else words.status_word(voice, impact),
        state_look="ok" if kind == "incident" and not view.open else look,
        state=voice.t("state.notice") if view.notice else words.state_word(voice, view.state),
        started=started,
        ended=ended,
        length="" if end is None else words.duration(voice, end - view.start),
        hits=_named(view.affected, voice, place)
        if view.notice
        else hits(view.affected, voice, place, going_on=view.open),
    )


def report(
    view: IncidentView,
    voice: Voice,
    place: Place,
    limit: int = 0,
    dates: Mapping[str, Dated] = UNKNOWN,
) -> Report:
    """An incident with its updates, newest first while it goes on; ``limit`` 0 means all.

    A notice has no lifecycle: whatever its files are named, they are the notice and updates of it.
    """
    settings = place.frame.settings
    late = [one for one in view.updates if one.state is State.POSTMORTEM and not view.notice]
    updates = [one for one in view.updates if one not in late] if late else list(view.updates)
    shown = updates[-limit:]
    if view.open:
        shown.reverse()
    names = {} if view.notice else {one.tag: one for one in view.affected}
    found = [told(one, voice, place, names, dates) for one in shown]
    if view.notice:
        found = [_of_notice(one, updates[0].id, voice) for one in found]
    return Report(
        entry=entry(view, voice, place),
        updates=tuple(found),
        total=len(updates),
        postmortems=tuple(told(one, voice, place, {}, dates) for one in late),
        correction="" if any(one.opening for one in view.updates) else view.correction,
        links=links(view.links, place),
        post=edit.new_update(settings.repository, view) if view.open else "",
        form=f"{place.home}{MANAGE}#update-{view.slug}" if manages(settings) else "",
        source=addresses.source(settings.repository, view.file),
        history=addresses.history(settings.repository, view.file),
        first_told=trails.first_told(view, dates, voice, place),
    )


def hits(
    affected: tuple[Affected, ...], voice: Voice, place: Place, *, going_on: bool
) -> tuple[Hit, ...]:
    """The monitors that something hits: while it goes on as they are at this moment, and
    afterwards as bad as it was.
    """
    return tuple(
        _hit(one, one.now if going_on else one.worst, voice, place, recovered=going_on)
        for one in affected
    )


def told(
    update: Update,
    voice: Voice,
    place: Place,
    names: Mapping[str, Affected],
    dates: Mapping[str, Dated] = UNKNOWN,
) -> Told:
    """An update; ``names`` are the monitors that may be spoken of, by tag."""
    dated = dates.get(update.file)
    html, lang = body(update.text, update.texts, voice, place)
    changes = () if update.opening else update.changes.items()
    return Told(
        id=update.id,
        look=f"at-{update.state}",
        word=words.state_word(voice, update.state),
        at=words.moment(voice, update.at),
        html=html,
        lang=lang,
        author=trails.author(update, dated, place),
        correction=update.correction,
        changes=tuple(
            _hit(names[tag], status, voice, place, recovered=True)
            for tag, status in changes
            if tag in names
        ),
        trail=trails.trail(dated, update.at, voice, place),
    )


def _named(affected: tuple[Affected, ...], voice: Voice, place: Place) -> tuple[Hit, ...]:
    """The monitors that a notice is about, without a word on how they are."""
    found = (_hit(one, Status.UP, voice, place, recovered=False) for one in affected)
    return tuple(replace(hit, look="notice", word="") for hit in found)


def _of_notice(one: Told, first: int, voice: Voice) -> Told:
    """An update of a notice; ``first`` is the id of its first."""
    word = voice.t("state.notice" if one.id == first else "state.update")
    return replace(one, look="at-notice", word=word)


def _hit(one: Affected, status: Status, voice: Voice, place: Place, *, recovered: bool) -> Hit:
    well = recovered and status is Status.UP
    return Hit(
        one.tag,
        words.written(voice, one.name, one.names),
        f"{place.home}monitors/{one.tag}/",
        LOOKS[status],
        voice.t("report.recovered") if well else words.status_word(voice, status),
    )
