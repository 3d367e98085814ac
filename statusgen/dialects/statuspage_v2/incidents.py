"""Statuspage's incidents: the lists with the newest, and each incident in documents of its own.

A list shows the components of an incident as they are now, as Statuspage does. The documents of
one incident show them as it left them: they stay as they are whatever else happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, repeat

from statusgen.artifact import Artifact, Batch, Files, batch, digest
from statusgen.dataclass import dataclass
from statusgen.dialects.slices import documented, has_documents
from statusgen.dialects.statuspage_v2.components import (
    Board,
    Component,
    Roster,
    component_text,
    created_at,
)
from statusgen.dialects.statuspage_v2.events import (
    Change,
    Event,
    Note,
    changes_at,
    event_text,
    own_files,
    since,
)
from statusgen.dialects.statuspage_v2.shapes import (
    MOST,
    ROOT,
    STATUSES,
    Page,
    document,
    listed,
    short_id,
)
from statusgen.model.lifecycle import State
from statusgen.series import Series
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView, Update


@dataclass(frozen=True, slots=True)
class Selection:
    """The incidents of one list; ``digest`` stands for all of them and for their components."""

    views: Batch[IncidentView]
    roster: Roster
    page: Page
    digest: bytes

    def __iter__(self) -> Iterator[tuple[IncidentView, tuple[Component, ...]]]:
        return ((view, self.roster.cast(view.affected)) for view in self.views.values)


@dataclass(frozen=True, slots=True)
class Listing:
    """What there is to list, newest first, and who is on the page. Notices are no incidents."""

    views: tuple[IncidentView, ...]
    going_on: tuple[IncidentView, ...]
    roster: Roster
    page: Page

    def select(self, views: Iterable[IncidentView]) -> Selection:
        """Some of them, for one list."""
        found = batch(views)
        return Selection(found, self.roster, self.page, digest(found, self.roster, self.page))


def listing_of(snapshot: Snapshot, page: Page, roster: Roster) -> Listing:
    """The incidents of a snapshot."""
    views = tuple([view for view in snapshot.incidents if not view.notice])
    return Listing(views, snapshot.open_incidents, roster, page)


def documents(listing: Listing, board: Board) -> Iterator[Artifact]:
    """The lists: all, what goes on and what is over. Only what goes on is listed without end."""
    over = islice((view for view in listing.views if not view.open), MOST)
    lists = {
        "incidents": listing.select(listing.views[:MOST]),
        "incidents/unresolved": listing.select(listing.going_on),
        "incidents/resolved": listing.select(over),
    }
    for name, found in lists.items():
        path = f"{ROOT}/{name}.json"
        yield Artifact(path, render_list, (path, board, found))


def own_documents(listing: Listing, snapshot: Snapshot) -> Series:
    """The documents of each incident alone."""
    return Series(
        "incident",
        snapshot.incidents,
        render_alone,
        (listing.page,),
        _count,
        named=listing.roster,
        own=documented(snapshot),
        keys=_keys,
    )


def _keys(view: IncidentView) -> tuple[str]:
    return (short_id("incident", view.slug),)


def _count(view: IncidentView, wanted: bool = True) -> int:
    return 2 * has_documents(view, wanted)


def render_alone(
    page: Page, view: IncidentView, cast: tuple[Component, ...], wanted: bool = True
) -> Files:
    """The documents of one incident, where there are any, with its components as it left them."""
    if has_documents(view, wanted):
        components = (_as_left(one, view, page) for one in cast)
        yield from own_files(event_of(view, cast, page), page, components, view.postmortem)


def render_list(path: str, board: Board, found: Selection) -> Files:
    """``{"page": …, "incidents": […]}``."""
    texts = listed(b"incidents", texts_of(found, board))
    yield path, document(board.page, board.updated_at, texts)


def texts_of(found: Selection, board: Board) -> Iterator[bytes]:
    """The JSON of incidents with their components as they are now."""
    for view, cast in found:
        event = event_of(view, cast, found.page)
        yield event_text(event, found.page.id, board.texts_of(cast))


def event_of(view: IncidentView, cast: tuple[Component, ...], page: Page) -> Event:
    """An incident in Statuspage's words."""
    notes = _notes(view, cast)
    return Event(
        id=short_id("incident", view.slug),
        name=view.title,
        status=_status(view),
        created_at=view.start,
        updated_at=view.changed_at,
        monitoring_at=since(str(State.MONITORING), notes),
        resolved_at=resolved_at(view),
        impact=str(view.severity),
        link=f"{page.url}/incidents/{view.slug}/",
        notes=tuple(reversed(notes)),
    )


def resolved_at(view: IncidentView) -> int | None:
    """When it ended; None while it goes on."""
    return view.end if view.state is State.RESOLVED else None


def _status(view: IncidentView) -> str:
    """Its state; a post-mortem is one as long as nothing was said after it."""
    last = view.updates[-1].state if view.updates else None
    if view.state is State.RESOLVED and last is State.POSTMORTEM:
        return str(State.POSTMORTEM)
    return str(view.state)


def _notes(view: IncidentView, cast: tuple[Component, ...]) -> list[Note]:
    """The updates, oldest first; where nobody said anything, the title says it."""
    at = view.start
    times = [update.at for update in view.updates] or [at]
    changes = changes_at(times, cast, view.spans, known=False)
    if view.updates:
        return list(map(_note, repeat(view.slug), view.updates, changes))
    silent = short_id("update", view.slug, "")
    return [Note(silent, _status(view), view.title, at, at, at, False, *changes)]


def _note(slug: str, update: Update, changes: tuple[Change, ...]) -> Note:
    is_postmortem = update.state is State.POSTMORTEM
    return Note(
        id=short_id("update", slug, str(update.id)),
        status=str(update.state if is_postmortem else update.face),
        body=update.text,
        at=update.at,
        created_at=update.created_at,
        updated_at=update.updated_at,
        notify=update.notify,
        changes=changes,
    )


def _as_left(component: Component, view: IncidentView, page: Page) -> bytes:
    now = next(one.now for one in view.affected if one.tag == component.tag)
    edges = [
        edge
        for span in view.spans
        if span.tag == component.tag
        for edge in (span.start, span.end)
        if edge is not None
    ]
    return component_text(component, page.id, STATUSES[now], max([created_at(component), *edges]))
