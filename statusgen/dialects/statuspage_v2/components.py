"""Statuspage's components: monitors and groups in one flat list, and how each is doing now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import count

from statusgen.artifact import Artifact, Files, digest
from statusgen.dialects.statuspage_v2.shapes import (
    ROOT,
    STATUSES,
    UNDATED,
    Page,
    document,
    listed,
    short_id,
)
from statusgen.dialects.wire import encode, iso_ms, minute
from statusgen.model.site import MINUTE
from statusgen.snapshot import GroupView, MonitorView, Snapshot
from statusgen.snapshot.life import Segment
from statusgen.snapshot.timeline import Affected


@dataclass(frozen=True, slots=True)
class Component:
    """What is true of a component whatever its status; ``digest`` stands for all of it.

    ``tag`` is the monitor's, "" for a group. ``label`` is the name with the group before it.
    ``position`` counts inside the group from 1. ``children`` are the ids of a group's members.
    """

    id: str
    tag: str
    name: str
    label: str
    description: str
    position: int
    since: int | None
    group_id: str | None
    children: tuple[str, ...] | None
    digest: bytes


@dataclass(frozen=True, slots=True)
class Row:
    """A component as it is now; ``updated_at`` is when its status changed last."""

    component: Component
    status: str
    updated_at: int


@dataclass(frozen=True)
class Board:
    """All components as they are now, by their position; ``updated_at`` is the page's."""

    page: Page
    updated_at: int
    rows: tuple[Row, ...]
    digest: bytes

    @cached_property
    def texts(self) -> dict[str, bytes]:
        """The JSON of each component, by its id."""
        return {
            row.component.id: component_text(
                row.component, self.page.id, row.status, row.updated_at
            )
            for row in self.rows
        }

    def texts_of(self, cast: Iterable[Component]) -> list[bytes]:
        """The JSON of some of them."""
        return [self.texts[one.id] for one in cast]


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is on the page: finds the components of an incident or a maintenance. ``digest`` stands
    for all of them.
    """

    places: dict[str, tuple[int, Component]]
    digest: bytes

    def cast(self, affected: Iterable[Affected]) -> tuple[Component, ...]:
        """The components of the monitors, in the order of the page's list."""
        return self.named(one.tag for one in affected)

    def named(self, tags: Iterable[str]) -> tuple[Component, ...]:
        """The same by the tags of the monitors."""
        return tuple(component for _, component in sorted(self.places[tag] for tag in tags))


def rows_of(snapshot: Snapshot) -> tuple[Row, ...]:
    """Every monitor and every group with a heading, as Statuspage sorts them: by position."""
    place = count(1)
    rows = [row for group in snapshot.groups for row in _rows_of_group(group, place, snapshot.now)]
    return tuple(sorted(rows, key=lambda row: row.component.position))


def roster_of(rows: Sequence[Row]) -> Roster:
    """The monitors' components, each with its place in the list."""
    places = {
        row.component.tag: (n, row.component) for n, row in enumerate(rows) if row.component.tag
    }
    return Roster(places, digest(places))


def board_of(page: Page, rows: tuple[Row, ...], updated_at: int) -> Board:
    """The rows for all documents that show them."""
    return Board(page, updated_at, rows, digest(page, updated_at, rows))


def documents(board: Board) -> Iterator[Artifact]:
    """The list of all components."""
    yield Artifact(f"{ROOT}/components.json", render, (board,))


def render(board: Board) -> Files:
    """``{"page": …, "components": […]}``."""
    texts = listed(b"components", board.texts.values())
    yield f"{ROOT}/components.json", document(board.page, board.updated_at, texts)


def component_text(component: Component, page: str, status: str, updated_at: int) -> bytes:
    """The JSON of a component; ``page`` is the page's id."""
    since, children = component.since, component.children
    is_group = children is not None
    about = {
        "id": component.id,
        "name": component.name,
        "status": status,
        "created_at": iso_ms(created_at(component)),
        "updated_at": iso_ms(updated_at),
        "position": component.position,
        "description": component.description or None,
        "showcase": not is_group,
        "start_date": None if since is None or is_group else _date(since),
        "group_id": component.group_id,
        "page_id": page,
        "group": is_group,
        "only_show_if_degraded": False,
    }
    return encode(about if children is None else {**about, "components": children})


def created_at(component: Component) -> int:
    """When there began to be data; Statuspage always has a date, monitors.yaml may have none."""
    return UNDATED if component.since is None else component.since


def _rows_of_group(group: GroupView, place: Iterator[int], now: int) -> Iterator[Row]:
    """The group before its members; monitors without a heading stand by themselves."""
    title = group.group.title
    if not title:
        yield from (_row_of_monitor(view, None, next(place), now) for view in group.monitors)
        return
    head = short_id("group", group.group.name)
    members = [
        _row_of_monitor(view, (head, title), position, now)
        for position, view in enumerate(group.monitors, 1)
    ]
    children = tuple(row.component.id for row in members)
    ages = (row.component.since for row in members)
    since = min((age for age in ages if age is not None), default=None)
    facts = (title, title, group.group.description, next(place), since, None, children)
    component = Component(head, "", *facts, digest(head, facts))
    yield Row(component, STATUSES[group.status], max(row.updated_at for row in members))
    yield from members


def _row_of_monitor(
    view: MonitorView, group: tuple[str, str] | None, position: int, now: int
) -> Row:
    monitor = view.monitor
    identity = short_id("monitor", monitor.tag)
    label = f"{group[1]} - {monitor.name}" if group else monitor.name
    group_id = group[0] if group else None
    facts = (monitor.name, label, monitor.description, position, monitor.since, group_id, None)
    component = Component(identity, monitor.tag, *facts, digest(identity, facts))
    changed = max(created_at(component), _changed_at(view, now))
    return Row(component, STATUSES[view.status], changed)


def _changed_at(view: MonitorView, now: int) -> int:
    """The minute of the last change of its status, 0 if there was none.

    Segments end with the last full minute: what they do not say yet began after that.
    """
    later: Segment | None = None
    for one in view.backwards():
        if later is None and one.status is not view.status:
            return minute(now)
        if later is not None and one.status is not later.status:
            return later.start * MINUTE
        later = one
    return 0


def _date(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d}"
