"""Snapshot -> events: what became public when, for whoever is told of it or looks it up.

Nothing here knows who has been told already: an event is the same at every later instant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest

from statusgen.events.event import Event, document, event_id
from statusgen.events.incidents import events_of_incident, newest_of_incident
from statusgen.events.maintenances import events_of_maintenance, newest_of_maintenance
from statusgen.events.subject import subject_of
from statusgen.events.wanted import wants
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView

__all__ = ["Event", "document", "event_id", "events_of", "fresh", "latest", "wants"]


def fresh(snapshot: Snapshot, since: int) -> list[Event]:
    """Every event that matters since then (Unix seconds), oldest first."""
    now = snapshot.now
    views = [
        view for view in _views(snapshot) if _newest(view, now) >= since or _is_coming(view, now)
    ]
    found = [one for one in events_of(snapshot, views) if one.matters_at >= since]
    return sorted(found, key=lambda event: (event.at, event.key))


def latest(snapshot: Snapshot, limit: int) -> list[Event]:
    """The latest events, newest first.

    They can only be of those incidents and maintenances of which the newest event is among the
    newest: however long the history is, no more than ``limit`` of them are looked into.
    """
    views = nlargest(limit, _views(snapshot), key=lambda view: _newest(view, snapshot.now))
    found = (event for event in events_of(snapshot, views) if event.at <= snapshot.now)
    return nlargest(limit, found, key=lambda event: (event.at, event.key))


def _views(snapshot: Snapshot) -> Iterator[IncidentView | MaintenanceView]:
    yield from snapshot.incidents
    yield from snapshot.maintenances


def events_of(
    snapshot: Snapshot, views: Iterable[IncidentView | MaintenanceView]
) -> Iterator[Event]:
    """Every event of these incidents and maintenances of a snapshot."""
    settings = snapshot.settings
    groups = {one.monitor.tag: one.monitor.category for one in snapshot.monitors}
    for view in views:
        subject = subject_of(view, settings, groups)
        if isinstance(view, IncidentView):
            yield from events_of_incident(view, subject)
        else:
            yield from events_of_maintenance(view, subject, snapshot.now)


def _newest(view: IncidentView | MaintenanceView, now: int) -> int:
    if isinstance(view, IncidentView):
        return newest_of_incident(view)
    return newest_of_maintenance(view, now)


def _is_coming(view: IncidentView | MaintenanceView, now: int) -> bool:
    """Whether it is planned work of which some is still to come: its announcement is news."""
    return isinstance(view, MaintenanceView) and any(one.start > now for one in view.occurrences)
