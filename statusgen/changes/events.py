"""What will go out: events that the other side does not have, and to which channels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from statusgen.changes.change import Notification
from statusgen.events import Event, events_of, wants
from statusgen.model.site import DAY
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.side import Side
from statusgen.snapshot.timeline import IncidentView

HORIZON = 7 * DAY
"""What is older than this (seconds) when it is first seen is told to nobody."""


def notifications_of(before: Side, after: Side) -> Iterator[Notification]:
    """The new events, oldest first. A correction of what is new itself is none."""
    views = _changed(before, after)
    known = {one.key for one in events_of(before.snapshot, _same(before, views))}
    since = after.now - HORIZON
    fresh = [
        one
        for one in events_of(after.snapshot, views)
        if one.key not in known and one.matters_at >= since
    ]
    telling = {one.key for one in fresh}
    for event in sorted(fresh, key=lambda one: (one.at, one.key)):
        if event.at <= after.now and event.corrects not in telling:
            yield _notification(event, after)


def _changed(before: Side, after: Side) -> list[IncidentView | MaintenanceView]:
    known = {(type(one), one.id): one.digest for one in _views(before)}
    return [one for one in _views(after) if known.get((type(one), one.id)) != one.digest]


def _same(
    side: Side, views: Iterable[IncidentView | MaintenanceView]
) -> list[IncidentView | MaintenanceView]:
    wanted = {(type(one), one.id) for one in views}
    return [one for one in _views(side) if (type(one), one.id) in wanted]


def _views(side: Side) -> Iterator[IncidentView | MaintenanceView]:
    yield from side.snapshot.incidents
    yield from side.snapshot.maintenances


def _notification(event: Event, after: Side) -> Notification:
    channels = after.site.settings.notifications
    names = tuple(one.name for one in channels if wants(one, event))
    return Notification(event.id, str(event.kind), event.at, event.title, event.state, names)
