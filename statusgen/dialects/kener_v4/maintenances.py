"""Kener's maintenances, and the events at which they take place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from statusgen.artifact import Artifact, Files
from statusgen.dialects.kener_v4.shapes import ROOT, dates, impacts, listing
from statusgen.dialects.wire import encode, minute
from statusgen.model.lifecycle import Phase
from statusgen.model.site import HOUR
from statusgen.series import Planned, Series
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence

READY_WITHIN = HOUR
"""How long before its start an event is called READY."""

ONCE = "FREQ=MINUTELY;COUNT=1"
"""How Kener writes the rule of a maintenance that does not recur."""

_EVENT_STATES = {
    Phase.IN_PROGRESS: "ONGOING",
    Phase.VERIFYING: "ONGOING",
    Phase.COMPLETED: "COMPLETED",
    Phase.CANCELLED: "CANCELLED",
}
_OVER = (Phase.COMPLETED, Phase.CANCELLED)


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """The lists, and each maintenance with its events."""
    site = snapshot.settings.url
    views = listed(snapshot)
    # A snapshot knows no READY: the clock makes it, so it is an input of its own.
    timed = tuple((view, ready_within(view, snapshot.now)) for view in views)
    yield Artifact(f"{ROOT}/maintenances.json", render_maintenances, (views, site))
    yield Artifact(f"{ROOT}/maintenances/events.json", render_events, (timed, site))
    yield Series(
        "maintenance",
        snapshot.maintenances,
        render_maintenance,
        (site,),
        lambda *_: 2,
        own=partial(ready_within, now=snapshot.now),
    )


def listed(snapshot: Snapshot) -> tuple[MaintenanceView, ...]:
    """The maintenances in the order of the list."""
    views = snapshot.maintenances
    return tuple(sorted(views, key=lambda view: (minute(view.start), view.id), reverse=True))


def ready_within(view: MaintenanceView, now: int) -> tuple[int, ...]:
    """The ids of the events that begin within the hour."""
    return tuple(
        one.id
        for one in view.occurrences
        if one.phase is Phase.SCHEDULED and one.start - now <= READY_WITHIN
    )


def render_maintenances(views: tuple[MaintenanceView, ...], site: str) -> Files:
    """``{"maintenances": […]}``."""
    texts = (encode(maintenance(view, site)) for view in views)
    yield f"{ROOT}/maintenances.json", listing(b"maintenances", texts)


def render_maintenance(site: str, view: MaintenanceView, ready: tuple[int, ...]) -> Files:
    """A maintenance, and all its events by their start."""
    base = f"{ROOT}/maintenances/{view.id}"
    yield f"{base}.json", encode({"maintenance": maintenance(view, site)})
    texts = [encode(event(view, one, ready, site)) for one in view.occurrences]
    yield f"{base}/events.json", listing(b"events", texts, _paging(texts))


def render_events(timed: tuple[tuple[MaintenanceView, tuple[int, ...]], ...], site: str) -> Files:
    """Every event that is not over, by its start: what goes on stands before what is planned."""
    found = [
        (one.start, one.id, encode(event_in_detail(view, one, ready, site)))
        for view, ready in timed
        for one in view.occurrences
        if one.phase not in _OVER
    ]
    texts = [text for _, _, text in sorted(found)]
    total = b',"total":%d' % len(texts)
    yield f"{ROOT}/maintenances/events.json", listing(b"events", texts, _paging(texts) + total)


def _paging(texts: Sequence[bytes]) -> bytes:
    """One page that holds everything, so that nobody asks for a second one."""
    return b',"page":1,"limit":%d' % max(20, len(texts))


def maintenance(view: MaintenanceView, site: str) -> dict[str, Any]:
    """A maintenance."""
    return {
        "id": view.id,
        "title": view.title,
        "description": view.text or None,
        "start_date_time": minute(view.start),
        "rrule": view.rrule or ONCE,
        "duration_seconds": view.duration,
        "status": _status(view),
        "monitors": impacts(view.affected),
        **dates(view.created_at, view.updated_at),
        "url": _url(view, site),
    }


def event(
    view: MaintenanceView, one: Occurrence, ready: tuple[int, ...], site: str
) -> dict[str, Any]:
    """An event as the list of its maintenance shows it; ``ready`` are those within the hour."""
    updated = max((update.updated_at for update in one.updates), default=view.created_at)
    return {
        "id": one.id,
        "maintenance_id": view.id,
        "start_date_time": minute(one.start),
        "end_date_time": minute(_end(view, one)),
        "status": _event_status(one, ready),
        **dates(view.created_at, max(view.created_at, updated)),
        "url": _url(view, site),
    }


def event_in_detail(
    view: MaintenanceView, one: Occurrence, ready: tuple[int, ...], site: str
) -> dict[str, Any]:
    """An event as the list of all events shows it."""
    return {
        "maintenance_id": view.id,
        "event_id": one.id,
        "event_start_date_time": minute(one.start),
        "event_end_date_time": minute(_end(view, one)),
        "event_status": _event_status(one, ready),
        "maintenance_title": view.title,
        "maintenance_description": view.text or None,
        "maintenance_status": _status(view),
        "maintenance_rrule": view.rrule or ONCE,
        "maintenance_duration_seconds": view.duration,
        "monitors": impacts(view.affected),
        "url": _url(view, site),
    }


def _end(view: MaintenanceView, one: Occurrence) -> int:
    """The end; the planned one where it runs until somebody says so, as Kener knows no other."""
    return one.start + view.duration if one.end is None else one.end


def _event_status(one: Occurrence, ready: tuple[int, ...]) -> str:
    return "READY" if one.id in ready else _EVENT_STATES.get(one.phase, "SCHEDULED")


def _status(view: MaintenanceView) -> str:
    return "ACTIVE" if view.active else "INACTIVE"


def _url(view: MaintenanceView, site: str) -> str:
    return f"{site}maintenances/{view.slug}/"
