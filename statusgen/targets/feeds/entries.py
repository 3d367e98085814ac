"""What a feed says of an incident or a maintenance: one entry for each update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple, TypeAlias
from urllib.parse import urlsplit

from statusgen.instants import clock, day
from statusgen.model.lifecycle import Phase, State
from statusgen.model.status import worst
from statusgen.snapshot.announced import announced_at
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView, Update

_POSTMORTEM = State.POSTMORTEM

View: TypeAlias = IncidentView | MaintenanceView

Monitors: TypeAlias = tuple[tuple[str, str], ...]
"""Pairs of tag and name."""

Key: TypeAlias = tuple[int, str, int, int]
"""An instant, a kind, an id, and a number within what has it."""


class Entry(NamedTuple):
    """One entry. ``id`` never changes, ``text`` is Markdown, times are Unix seconds.

    ``state`` is "" for a notice, ``window`` is when announced work takes place. ``html`` stands
    for all of it where it is not "", and has nothing that XML cannot hold.
    """

    id: str
    link: str
    title: str
    at: int
    updated: int
    state: str
    impact: str
    monitors: Monitors
    text: str = ""
    author: str = ""
    correction: str = ""
    window: str = ""
    html: str = ""


class Post(NamedTuple):
    """What becomes an entry: an update or, without one, that something began or is planned.

    ``key`` is unique and orders posts by time: instant, kind, id, number within its source.
    """

    key: Key
    view: View
    update: Update | None


class Source(NamedTuple):
    """An incident or a maintenance with all its posts; ``newest`` begins the newest one's key.

    ``times`` are when they were made, oldest first.
    """

    newest: tuple[int, str, int]
    view: View
    times: tuple[int, ...]


def sources_of(
    incidents: Iterable[IncidentView], announced: Iterable[MaintenanceView]
) -> list[Source]:
    """Where entries come from, without making any: first what has the newest one."""
    found = [
        Source((times[-1], "incident", view.id), view, times)
        for view in incidents
        for times in (view.times or (view.start,),)
    ]
    found += map(_of_work, announced)
    return sorted(found, key=itemgetter(0), reverse=True)


def posts_of(view: View) -> Iterator[Post]:
    """Everything that there is to say of something, oldest first."""
    kind, number = _kind(view), view.id
    for index, (at, update) in enumerate(_timeline(view)):
        yield Post((at, kind, number, index), view, update)


def _kind(view: View) -> str:
    return "incident" if isinstance(view, IncidentView) else "maintenance"


def _of_work(view: MaintenanceView) -> Source:
    times = tuple(sorted(at for at, _ in _timeline(view)))
    return Source((times[-1], "maintenance", view.id), view, times)


class About(NamedTuple):
    """What all entries of something have in common, in one language: id and link begin theirs."""

    id: str
    link: str
    title: str
    impact: str
    monitors: Monitors


def about(view: View, site: str, language: str) -> About:
    """What the entries of an incident or a maintenance have in common; ``site`` is the site's URL."""
    kind = _kind(view)
    return About(
        tag_uri(site, f"{kind}/{view.id}"),
        f"{site}{kind}s/{view.slug}/",
        view.titles.get(language, view.title),
        str(worst(one.impact for one in view.affected)),
        tuple((one.tag, one.names.get(language, one.name)) for one in view.affected),
    )


def entry_of(post: Post, site: str, language: str) -> Entry:
    """The entry of a post, in the language of the page; ``site`` is the URL of the site."""
    return entry(post, about(post.view, site, language), language)


def entry(post: Post, common: About, language: str) -> Entry:
    """The same, where what it has in common with others is known."""
    view, at, state = post.view, post.key[0], _state(post)
    title = _title(state, post.key[3], common.title)
    if post.update:
        # The page of a maintenance tells of one of its dates: it may not have this update any more.
        anchored = isinstance(view, IncidentView)
        return _of_update(post.update, common, title, state, anchored, language)
    impact, monitors = common.impact, common.monitors
    first = Entry(common.id, common.link, title, at, at, state, impact, monitors)
    return first if isinstance(view, IncidentView) else _announced(first, view, language)


def _of_update(
    update: Update, common: About, title: str, state: str, anchored: bool, language: str
) -> Entry:
    return Entry(
        f"{common.id}/update/{update.id}",
        f"{common.link}#update-{update.id}" if anchored else common.link,
        title,
        update.at,
        max(update.at, update.updated_at),
        state,
        common.impact,
        common.monitors,
        update.texts.get(language, update.text),
        update.author,
        update.correction,
    )


def _announced(first: Entry, view: MaintenanceView, language: str) -> Entry:
    return first._replace(
        updated=max(first.at, view.corrected_at or 0),
        text=view.texts.get(language, view.text),
        correction=view.correction,
        window=_window(view),
    )


def tag_uri(site: str, name: str) -> str:
    """A name for ever (RFC 4151): it holds the site's host, but not the path below it."""
    return f"tag:{_host(site)},2005:{name}"


@cache
def _host(site: str) -> str:
    return urlsplit(site).hostname or ""


def _window(view: MaintenanceView) -> str:
    start, end = view.start, view.start + view.duration
    day_of_end = "" if day(start) == day(end) else f"{day(end)} "
    shown = f"{day(start)} {_minute(start)} – {day_of_end}{_minute(end)} UTC"  # noqa: RUF001
    return f"{shown}, recurring" if view.rrule else shown


def _minute(at: int) -> str:
    return clock(at)[:5]


def _title(state: str, number: int, title: str) -> str:
    said = state or ("update" if number else "")
    return f"{said.replace('-', ' ').capitalize()}: {title}" if said else title


def _state(post: Post) -> str:
    """What the public sees from this post on; "" for a notice, which has no states."""
    view, update = post.view, post.update
    if isinstance(view, MaintenanceView):
        return str(update.face if update else Phase.SCHEDULED)
    if view.notice:
        return ""
    if update is None:
        return str(view.state)
    return str(update.state if update.state is _POSTMORTEM else update.face)


def _timeline(view: View) -> list[tuple[int, Update | None]]:
    """The updates by time; before them the announcement, in place of none that it began."""
    if isinstance(view, MaintenanceView):
        updates = sorted(_updates(view), key=lambda update: (update.at, update.id))
        return [(announced_at(view), None), *((update.at, update) for update in updates)]
    return [(update.at, update) for update in view.updates] or [(view.start, None)]


def _updates(view: MaintenanceView) -> Iterator[Update]:
    return (update for one in view.occurrences for update in one.updates)
