"""The read API of Kener v4 as files: snapshot -> ``api/v4/**.json``, in Kener's own shapes.

Where a host has no query strings, every list is complete as it stands, newest first. The list of
incidents ends after 1,000 as Kener's does; ``incidents/all.json`` is written only where there are
more, so that a small site has no second copy of its list.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import gmtime
from typing import Any

from statusgen.artifact import Artifact, Files, digest
from statusgen.dialects.wire import encode, iso_ms, minute, to_bytes
from statusgen.model.lifecycle import Phase, State
from statusgen.model.monitor import Monitor
from statusgen.model.site import DAY, HOUR
from statusgen.model.status import Status
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence
from statusgen.snapshot.timeline import Affected, IncidentView, Update

ROOT = "api/v4"
MOST = 1000
"""How many incidents Kener's list holds."""

READY_WITHIN = HOUR
"""How long before its start an event is called READY."""

ONCE = "FREQ=MINUTELY;COUNT=1"
"""How Kener writes the rule of a maintenance that does not recur."""

_IMPACTS = {Status.PARTIAL: "DEGRADED"}
_EVENT_STATES = {
    Phase.IN_PROGRESS: "ONGOING",
    Phase.VERIFYING: "ONGOING",
    Phase.COMPLETED: "COMPLETED",
    Phase.CANCELLED: "CANCELLED",
}
_DEFAULTS = {Status.NO_DATA: None, Status.PARTIAL: "DEGRADED"}
_OVER = (Phase.COMPLETED, Phase.CANCELLED)


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """All documents. Notices are no incidents and are not among them."""
    site = snapshot.settings.url
    incidents = [view for view in snapshot.incidents if not view.notice]
    incidents.sort(key=lambda view: (minute(view.start), view.id), reverse=True)
    yield from _lists([Item(view, site) for view in incidents], snapshot, site)
    for view in incidents:
        if _has_own(view, snapshot):
            name = f"{ROOT}/incidents/{view.id}"
            yield Artifact(name, render_incident, (view, site), 2 + len(view.updates))
    yield from _monitors(snapshot)
    yield from _maintenances(snapshot, site)


def _has_own(view: IncidentView, snapshot: Snapshot) -> bool:
    """Whether site.yaml wants documents for this incident alone."""
    wanted = snapshot.settings.documents
    if wanted == "all" or view.open:
        return True
    ended = view.start if view.end is None else view.end
    return wanted != "open" and ended >= snapshot.now - int(wanted) * DAY


# ---------------------------------------------------------------------------- incidents


@dataclass(frozen=True)
class Item:
    """An incident as the lists show it: encoded once for all of them, and only if one is due."""

    view: IncidentView
    site: str

    @cached_property
    def text(self) -> str:
        """Its JSON."""
        head, tail = _incident(self.view, self.site)
        return f"{head},{tail}"


@dataclass(frozen=True, slots=True)
class Batch:
    """The incidents of one list; ``digest`` stands for all of them."""

    items: tuple[Item, ...]
    digest: bytes


def _lists(items: Sequence[Item], snapshot: Snapshot, site: str) -> Iterator[Artifact]:
    """The list and its slices: by what is open, by monitor, by the month of the start."""
    by_monitor: dict[str, list[Item]] = {one.monitor.tag: [] for one in snapshot.monitors}
    by_month: dict[str, list[Item]] = {}
    for item in items:
        for one in item.view.affected:
            by_monitor[one.tag].append(item)
        by_month.setdefault(_month(item.view.start), []).append(item)
    slices = {"incidents": items[:MOST]}
    if len(items) > MOST:
        slices["incidents/all"] = items
    slices["incidents/open"] = [item for item in items if item.view.open]
    slices.update((f"incidents/by-monitor/{tag}", found) for tag, found in by_monitor.items())
    slices.update((f"incidents/by-month/{month}", found) for month, found in by_month.items())
    for name, found in slices.items():
        batch = Batch(tuple(found), digest(site, b"".join(one.view.digest for one in found)))
        path = f"{ROOT}/{name}.json"
        yield Artifact(path, render_list, (path, batch))


def _month(at: int) -> str:
    moment = gmtime(at)
    return f"{moment.tm_year:04}-{moment.tm_mon:02}"


def render_list(path: str, batch: Batch) -> Files:
    """``{"incidents": […]}``."""
    yield path, _list("incidents", (item.text for item in batch.items))


def render_incident(view: IncidentView, site: str) -> Files:
    """An incident, its comments, and each comment: three kinds of files."""
    head, tail = _incident(view, site)
    base = f"{ROOT}/incidents/{view.id}"
    yield f"{base}.json", to_bytes(f'{{"incident":{head},"incident_type":"INCIDENT",{tail}}}')
    comments = {update.id: encode(_comment(view.id, update)) for update in _newest_first(view)}
    yield f"{base}/comments.json", _list("comments", comments.values())
    for number, text in comments.items():
        yield f"{base}/comments/{number}.json", to_bytes(f'{{"comment":{text}}}')


def _incident(view: IncidentView, site: str) -> tuple[str, str]:
    """An incident's JSON in two parts: what belongs before ``incident_type``, and after it."""
    head = {
        "id": view.id,
        "title": view.title,
        "start_date_time": minute(view.start),
        "end_date_time": None if view.end is None else minute(view.end),
        "state": view.state.upper(),
    }
    tail = {
        "incident_source": str(view.origin),
        "monitors": _impacts(view.affected),
        **_dates(view.created_at, view.updated_at),
        "url": f"{site}incidents/{view.slug}/",
    }
    return encode(head)[:-1], encode(tail)[1:]


def _newest_first(view: IncidentView) -> list[Update]:
    return sorted(view.updates, key=lambda update: (minute(update.at), update.id), reverse=True)


def _comment(incident: int, update: Update) -> dict[str, Any]:
    return {
        "id": update.id,
        "incident_id": incident,
        "comment": update.text,
        "timestamp": minute(update.at),
        "state": State(update.face).upper(),
        **_dates(update.created_at, update.updated_at),
    }


def _impacts(affected: Iterable[Affected]) -> list[dict[str, str]]:
    return [
        {"monitor_tag": one.tag, "impact": _IMPACTS.get(one.impact, str(one.impact))}
        for one in affected
    ]


def _dates(created: int, updated: int) -> dict[str, str]:
    return {"created_at": iso_ms(created), "updated_at": iso_ms(updated)}


def _list(key: str, texts: Iterable[str], rest: str = "") -> bytes:
    """An object with a list of JSON texts, and what follows the list."""
    return to_bytes(f'{{"{key}":[{",".join(texts)}]{rest}}}')


# ---------------------------------------------------------------------------- monitors


def _monitors(snapshot: Snapshot) -> Iterator[Artifact]:
    monitors = [one.monitor for one in snapshot.monitors]
    monitors.sort(key=lambda monitor: monitor.id, reverse=True)
    yield Artifact(f"{ROOT}/monitors.json", render_monitors, (tuple(monitors),))
    for monitor in monitors:
        yield Artifact(f"{ROOT}/monitors/{monitor.tag}", render_monitor, (monitor,))


def render_monitors(monitors: tuple[Monitor, ...]) -> Files:
    """``{"monitors": […]}``."""
    texts = (encode(_monitor(monitor)) for monitor in monitors)
    yield f"{ROOT}/monitors.json", _list("monitors", texts)


def render_monitor(monitor: Monitor) -> Files:
    """One monitor."""
    text = encode({"monitor": _monitor(monitor)})
    yield f"{ROOT}/monitors/{monitor.tag}.json", to_bytes(text)


def _monitor(monitor: Monitor) -> dict[str, Any]:
    """What may be public of a monitor, in the order of Kener's row.

    Nothing is probed here: what says how Kener would do it is empty. ``created_at`` is known
    only where monitors.yaml says since when there is data.
    """
    since = None if monitor.since is None else iso_ms(monitor.since)
    default = monitor.default_status
    return {
        "id": monitor.id,
        "tag": monitor.tag,
        "name": monitor.name,
        "description": monitor.description or None,
        "image": monitor.image or None,
        "cron": None,
        "default_status": _DEFAULTS.get(default, str(default)),
        "status": "ACTIVE",
        "category_name": monitor.category or None,
        "monitor_type": "NONE",
        "down_trigger": None,
        "degraded_trigger": None,
        "type_data": {},
        "day_degraded_minimum_count": monitor.day_degraded_minimum_count,
        "day_down_minimum_count": monitor.day_down_minimum_count,
        "confirmation_threshold": 1,
        "include_degraded_in_downtime": _yes_no(monitor.include_degraded_in_downtime),
        "is_hidden": _yes_no(monitor.hidden),
        "monitor_settings_json": {},
        "external_url": monitor.url or None,
        "created_at": since,
        "updated_at": since,
    }


def _yes_no(value: bool) -> str:
    return "YES" if value else "NO"


# ---------------------------------------------------------------------------- maintenances


def _maintenances(snapshot: Snapshot, site: str) -> Iterator[Artifact]:
    views = sorted(
        snapshot.maintenances, key=lambda view: (minute(view.start), view.id), reverse=True
    )
    # A snapshot knows no READY: the clock makes it, so it is an input of its own.
    timed = tuple((view, _ready(view, snapshot.now)) for view in views)
    yield Artifact(f"{ROOT}/maintenances.json", render_maintenances, (tuple(views), site))
    yield Artifact(f"{ROOT}/maintenances/events.json", render_events, (timed, site))
    for view, ready in timed:
        name = f"{ROOT}/maintenances/{view.id}"
        yield Artifact(name, render_maintenance, (view, ready, site), 2)


def _ready(view: MaintenanceView, now: int) -> tuple[int, ...]:
    """The ids of the events that begin within the hour."""
    return tuple(
        one.id
        for one in view.occurrences
        if one.phase is Phase.SCHEDULED and one.start - now <= READY_WITHIN
    )


def render_maintenances(views: tuple[MaintenanceView, ...], site: str) -> Files:
    """``{"maintenances": […]}``."""
    texts = (encode(_maintenance(view, site)) for view in views)
    yield f"{ROOT}/maintenances.json", _list("maintenances", texts)


def render_maintenance(view: MaintenanceView, ready: tuple[int, ...], site: str) -> Files:
    """A maintenance, and all its events by their start."""
    base = f"{ROOT}/maintenances/{view.id}"
    yield f"{base}.json", to_bytes(encode({"maintenance": _maintenance(view, site)}))
    texts = [encode(_event(view, one, ready, site)) for one in view.occurrences]
    yield f"{base}/events.json", _list("events", texts, _paging(texts))


def render_events(
    timed: tuple[tuple[MaintenanceView, tuple[int, ...]], ...], site: str
) -> Files:
    """Every event that is not over, by its start: what goes on stands before what is planned."""
    found = [
        (one.start, one.id, encode(_event_in_detail(view, one, ready, site)))
        for view, ready in timed
        for one in view.occurrences
        if one.phase not in _OVER
    ]
    texts = [text for _, _, text in sorted(found)]
    total = f',"total":{len(texts)}'
    yield f"{ROOT}/maintenances/events.json", _list("events", texts, _paging(texts) + total)


def _paging(texts: Sequence[str]) -> str:
    """One page that holds everything, so that nobody asks for a second one."""
    return f',"page":1,"limit":{max(20, len(texts))}'


def _maintenance(view: MaintenanceView, site: str) -> dict[str, Any]:
    return {
        "id": view.id,
        "title": view.title,
        "description": view.text or None,
        "start_date_time": minute(view.start),
        "rrule": view.rrule or ONCE,
        "duration_seconds": view.duration,
        "status": _status(view),
        "monitors": _impacts(view.affected),
        **_dates(view.created_at, view.updated_at),
        "url": _url(view, site),
    }


def _event(
    view: MaintenanceView, one: Occurrence, ready: tuple[int, ...], site: str
) -> dict[str, Any]:
    updated = max((update.updated_at for update in one.updates), default=view.created_at)
    return {
        "id": one.id,
        "maintenance_id": view.id,
        "start_date_time": minute(one.start),
        "end_date_time": minute(_end(view, one)),
        "status": _event_status(one, ready),
        **_dates(view.created_at, max(view.created_at, updated)),
        "url": _url(view, site),
    }


def _event_in_detail(
    view: MaintenanceView, one: Occurrence, ready: tuple[int, ...], site: str
) -> dict[str, Any]:
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
        "monitors": _impacts(view.affected),
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
