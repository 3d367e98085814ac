"""Snapshot -> events: what became public when, for whoever is told of it or looks it up.

Nothing here knows who has been told already: an event is the same at every later instant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nlargest
from operator import itemgetter

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

    Incidents and maintenances are looked into, those that changed last first, until none can have
    an event that is among the latest: however long the history is, that is soon.
    """
    now = snapshot.now
    views: list[tuple[int, IncidentView | MaintenanceView]] = [
        (_not_after(view), view) for view in snapshot.incidents
    ]
    views += [(newest_of_maintenance(view, now), view) for view in snapshot.maintenances]
    found: list[Event] = []
    least = 0
    for at, view in sorted(views, key=itemgetter(0), reverse=True):
        if at < least:
            break
        found += (event for event in events_of(snapshot, [view]) if event.at <= now)
        if len(found) >= 2 * limit:
            found = _newest_of(limit, found)
            least = found[-1].at
    return _newest_of(limit, found)


def _newest_of(limit: int, events: Iterable[Event]) -> list[Event]:
    return nlargest(limit, events, key=lambda event: (event.at, event.key))


def _not_after(view: IncidentView) -> int:
    """After which time an incident has no event, without a look at any update."""
    times = view.times
    return max(view.changed_at, view.end or 0, times[-1] if times else 0)


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
