"""Statuspage's incidents: the lists with the newest, and each incident in documents of its own.

A list shows the components of an incident as they are now, as Statuspage does. The documents of
one incident show them as it left them: they stay as they are whatever else happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from statusgen.artifact import Artifact, Files, digest
from statusgen.dataclass import dataclass
from statusgen.dialects.statuspage_v2.components import (
    Board,
    Component,
    Roster,
    component_text,
    created_at,
)
from statusgen.dialects.statuspage_v2.events import (
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
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView, Update


@dataclass(frozen=True)
class Item:
    """An incident with its components on a page: made an event only if a document is due."""

    id: str
    view: IncidentView
    cast: tuple[Component, ...]
    page: Page

    @cached_property
    def event(self) -> Event:
        """It in Statuspage's words."""
        return _event(self)


@dataclass(frozen=True, slots=True)
class Batch:
    """The incidents of one list; ``digest`` stands for all of them."""

    items: tuple[Item, ...]
    digest: bytes


def items_of(snapshot: Snapshot, page: Page, roster: Roster) -> list[Item]:
    """The incidents, newest first. Notices are no incidents."""
    return [
        Item(short_id("incident", view.slug), view, roster.cast(view.affected), page)
        for view in snapshot.incidents
        if not view.notice
    ]


def batch_of(items: Sequence[Item]) -> Batch:
    """Some of them, for one list."""
    return Batch(tuple(items), digest(b"".join(item.view.digest for item in items)))


def documents(items: Sequence[Item], board: Board) -> Iterator[Artifact]:
    """The lists: all, what goes on and what is over. Only what goes on is listed without end."""
    lists = {
        "incidents": items[:MOST],
        "incidents/unresolved": [item for item in items if item.view.open],
        "incidents/resolved": list(islice((one for one in items if not one.view.open), MOST)),
    }
    for name, found in lists.items():
        path = f"{ROOT}/{name}.json"
        yield Artifact(path, render_list, (path, board, batch_of(found)))


def own_documents(items: Iterable[Item]) -> Iterator[Artifact]:
    """The documents of each incident alone."""
    for item in items:
        yield Artifact(f"{ROOT}/incidents/{item.id}", render_own, (item,), 2)


def render_list(path: str, board: Board, batch: Batch) -> Files:
    """``{"page": …, "incidents": […]}``."""
    texts = listed("incidents", texts_of(batch, board))
    yield path, document(board.page, board.updated_at, texts)


def texts_of(batch: Batch, board: Board) -> Iterator[str]:
    """The JSON of incidents with their components as they are now."""
    return (event_text(item.event, item.page.id, board.texts_of(item.cast)) for item in batch.items)


def render_own(item: Item) -> Files:
    """An incident with its components as it left them."""
    components = (_as_left(one, item.view, item.page) for one in item.cast)
    yield from own_files(item.event, item.page, components, item.view.postmortem)


def changed_at(view: IncidentView) -> int:
    """When anything of an incident changed last."""
    return max([view.updated_at, view.start, *(update.updated_at for update in view.updates)])


def _event(item: Item) -> Event:
    view = item.view
    notes = _notes(item)
    return Event(
        id=item.id,
        name=view.title,
        status=_status(view),
        created_at=view.start,
        updated_at=changed_at(view),
        monitoring_at=since(str(State.MONITORING), notes),
        resolved_at=view.end if view.state is State.RESOLVED else None,
        impact=str(view.severity),
        link=f"{item.page.url}/incidents/{view.slug}/",
        notes=tuple(reversed(notes)),
    )


def _status(view: IncidentView) -> str:
    """Its state; a post-mortem is one as long as nothing was said after it."""
    last = view.updates[-1].state if view.updates else None
    if view.state is State.RESOLVED and last is State.POSTMORTEM:
        return str(State.POSTMORTEM)
    return str(view.state)


def _notes(item: Item) -> list[Note]:
    """The updates, oldest first; where nobody said anything, the title says it."""
    view = item.view
    notes = [_note(view.slug, update) for update in view.updates]
    if not notes:
        silent = short_id("update", view.slug, "")
        at = view.start
        notes = [Note(silent, _status(view), view.title, at, at, at, notify=False)]
    changes = changes_at([note.at for note in notes], item.cast, view.spans, known=False)
    return [replace(note, changes=found) for note, found in zip(notes, changes, strict=True)]


def _note(slug: str, update: Update) -> Note:
    is_postmortem = update.state is State.POSTMORTEM
    return Note(
        id=short_id("update", slug, str(update.id)),
        status=str(update.state if is_postmortem else update.face),
        body=update.text,
        at=update.at,
        created_at=update.created_at,
        updated_at=update.updated_at,
        notify=update.notify,
    )


def _as_left(component: Component, view: IncidentView, page: Page) -> str:
    now = next(one.now for one in view.affected if one.tag == component.tag)
    edges = [
        edge
        for span in view.spans
        if span.tag == component.tag
        for edge in (span.start, span.end)
        if edge is not None
    ]
    return component_text(component, page.id, STATUSES[now], max([created_at(component), *edges]))
