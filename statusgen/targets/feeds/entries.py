"""What a feed says of an incident or a maintenance: one entry for each update."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TypeAlias
from urllib.parse import urlsplit

from statusgen.dataclass import dataclass
from statusgen.model.lifecycle import Phase, State
from statusgen.model.status import worst
from statusgen.snapshot.announced import announced_at
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView, Update

View: TypeAlias = IncidentView | MaintenanceView


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. ``id`` never changes, ``text`` is Markdown, times are Unix seconds.

    ``state`` is "" for a notice, ``window`` is when announced work takes place, ``monitors``
    are pairs of tag and name. ``html`` stands for all of it where it is not "".
    """

    id: str
    link: str
    title: str
    at: int
    updated: int
    state: str
    impact: str
    monitors: tuple[tuple[str, str], ...]
    text: str = ""
    author: str = ""
    correction: str = ""
    window: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """What becomes an entry: an update or, without one, that something began or is planned.

    ``key`` is unique and orders posts by time: instant, kind, id, number within its source.
    """

    key: tuple[int, str, int, int]
    view: View
    update: Update | None


@dataclass(frozen=True, slots=True)
class Source:
    """An incident or a maintenance with all its posts; ``newest`` begins the newest one's key."""

    newest: tuple[int, str, int]
    view: View

    def posts(self) -> Iterator[Post]:
        """Everything that there is to say, oldest first."""
        return posts_of(self.view)

    def instants(self) -> Iterator[int]:
        """When its posts were made, without making them."""
        return (at for at, _ in _timeline(self.view))


def posts_of(view: View) -> Iterator[Post]:
    """Everything that there is to say of something, oldest first."""
    for index, (at, update) in enumerate(_timeline(view)):
        yield Post((at, _kind(view), view.id, index), view, update)


def _kind(view: View) -> str:
    return "incident" if isinstance(view, IncidentView) else "maintenance"


def source_of(view: View, now: int) -> Source | None:
    """Where entries come from; None for a maintenance that is off or not announced yet."""
    if isinstance(view, IncidentView):
        return Source((_last(view.updates, view.start), "incident", view.id), view)
    announced = announced_at(view)
    if not view.active or announced > now:
        return None
    newest = max((_last(one.updates, 0) for one in view.occurrences), default=0)
    return Source((max(newest, announced), "maintenance", view.id), view)


def entry_of(post: Post, site: str, language: str) -> Entry:
    """The entry of a post, in the language of the page; ``site`` is the URL of the site."""
    view = post.view
    kind = post.key[1]
    entry = Entry(
        id=tag_uri(site, f"{kind}/{view.id}"),
        link=f"{site}{kind}s/{view.slug}/",
        title=_title(post, view.titles.get(language, view.title)),
        at=post.key[0],
        updated=post.key[0],
        state=_state(post),
        impact=str(worst(one.impact for one in view.affected)),
        monitors=tuple((one.tag, one.names.get(language, one.name)) for one in view.affected),
    )
    if post.update:
        return _of_update(entry, view, post.update, language)
    return _announcement(entry, view, language) if isinstance(view, MaintenanceView) else entry


def tag_uri(site: str, name: str) -> str:
    """A name for ever (RFC 4151): it holds the site's host, but not the path below it."""
    return f"tag:{_host(site)},2005:{name}"


@cache
def _host(site: str) -> str:
    return urlsplit(site).hostname or ""


def _of_update(entry: Entry, view: View, update: Update, language: str) -> Entry:
    # The page of a maintenance tells of one of its dates: it may not have this update any more.
    place = f"#update-{update.id}" if isinstance(view, IncidentView) else ""
    return replace(
        entry,
        id=f"{entry.id}/update/{update.id}",
        link=entry.link + place,
        updated=max(update.at, update.updated_at),
        text=update.texts.get(language, update.text),
        author=update.author,
        correction=update.correction,
    )


def _announcement(entry: Entry, view: MaintenanceView, language: str) -> Entry:
    start = datetime.fromtimestamp(view.start, UTC)
    end = datetime.fromtimestamp(view.start + view.duration, UTC)
    shown_end = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
    window = f"{start:%Y-%m-%d %H:%M} – {shown_end} UTC"  # noqa: RUF001
    return replace(
        entry,
        updated=max(entry.at, view.corrected_at or 0),
        text=view.texts.get(language, view.text),
        correction=view.correction,
        window=f"{window}, recurring" if view.rrule else window,
    )


def _title(post: Post, title: str) -> str:
    state = _state(post) or ("update" if post.key[3] else "")
    return f"{state.replace('-', ' ').capitalize()}: {title}" if state else title


def _state(post: Post) -> str:
    """What the public sees from this post on; "" for a notice, which has no states."""
    view, update = post.view, post.update
    if isinstance(view, MaintenanceView):
        return str(update.face if update else Phase.SCHEDULED)
    if view.notice:
        return ""
    if update is None:
        return str(view.state)
    return str(update.state if update.state is State.POSTMORTEM else update.face)


def _timeline(view: View) -> list[tuple[int, Update | None]]:
    """The updates by time; before them the announcement, in place of none that it began."""
    if isinstance(view, MaintenanceView):
        updates = sorted(_updates(view), key=lambda update: (update.at, update.id))
        return [(announced_at(view), None), *((update.at, update) for update in updates)]
    return [(update.at, update) for update in view.updates] or [(view.start, None)]


def _updates(view: MaintenanceView) -> Iterator[Update]:
    return (update for one in view.occurrences for update in one.updates)


def _last(updates: tuple[Update, ...], default: int) -> int:
    return updates[-1].at if updates else default
