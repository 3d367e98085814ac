"""Answers Kener's reading requests at their exact URLs, with Kener's filters and pages.

A name that ends in ``.json`` is answered with the file that a static host has there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from statusgen.dataclass import dataclass
from statusgen.dialects.kener_v4 import incidents, maintenances, monitors
from statusgen.dialects.kener_v4.places import (
    Place,
    Refused,
    comment_at,
    incident_at,
    is_ours,
    leading_number,
    maintenance_at,
    no_such_monitor,
    place_of,
)
from statusgen.dialects.published import file_at
from statusgen.dialects.request import Answer, Request
from statusgen.dialects.wire import minute
from statusgen.series import Planned
from statusgen.snapshot import Snapshot

T = TypeVar("T")
_Document = dict[str, Any]

_PAGE = 20
_LARGEST_PAGE = 100
_EVENT_STATES = frozenset({"SCHEDULED", "READY", "ONGOING", "COMPLETED", "CANCELLED"})


@dataclass(frozen=True, slots=True)
class _Asked:
    place: Place
    query: Mapping[str, str]
    snapshot: Snapshot


def read(request: Request, snapshot: Snapshot) -> Answer | None:
    """The answer to a GET or HEAD; None where it is for another API."""
    if request.method not in ("GET", "HEAD") or not is_ours(request.path):
        return None
    path, query = request.path, request.query
    if path.endswith(".json"):
        file = file_at(path[1:], _documents(snapshot))
        if file is not None:
            return file
        path, query = path.removesuffix(".json"), {}
    try:
        place = place_of(path, request.path)
        return Answer(200, _READS[place.kind](_Asked(place, query, snapshot)))
    except Refused as refused:
        return refused.answer


def _documents(snapshot: Snapshot) -> Iterator[Planned]:
    yield from incidents.documents(snapshot)
    yield from monitors.documents(snapshot)
    yield from maintenances.documents(snapshot)


def _incidents(asked: _Asked) -> _Document:
    """Both times are compared with the start; monitors are looked for among the newest 1,000."""
    least, most = (leading_number(asked.query.get(key, "")) for key in ("start_ts", "end_ts"))
    found = [
        view
        for view in incidents.listed(asked.snapshot)
        if (not least or minute(view.start) >= least) and (not most or minute(view.start) <= most)
    ]
    tags = asked.query.get("monitor_tags", "")
    wanted = {tag.strip() for tag in tags.split(",")}
    site = asked.snapshot.settings.url
    return {
        "incidents": [
            incidents.incident(view, site)
            for view in found[: incidents.MOST]
            if not tags or any(one.tag in wanted for one in view.affected)
        ]
    }


def _incident(asked: _Asked) -> _Document:
    view = incident_at(asked.place, asked.snapshot)
    return {"incident": incidents.incident(view, asked.snapshot.settings.url, single=True)}


def _comments(asked: _Asked) -> _Document:
    view = incident_at(asked.place, asked.snapshot)
    found = incidents.newest_first(view)
    return {"comments": [incidents.comment(view.id, update) for update in found]}


def _comment(asked: _Asked) -> _Document:
    view = incident_at(asked.place, asked.snapshot)
    return {"comment": incidents.comment(view.id, comment_at(asked.place, view))}


def _monitors(asked: _Asked) -> _Document:
    keys = ("status", "category_name", "monitor_type", "is_hidden")
    wanted = {key: asked.query[key] for key in keys if asked.query.get(key)}
    if wanted.get("category_name") == "All Categories":
        del wanted["category_name"]
    rows = (monitors.row(monitor) for monitor in monitors.listed(asked.snapshot))
    return {"monitors": [row for row in rows if all(row[key] == wanted[key] for key in wanted)]}


def _monitor(asked: _Asked) -> _Document:
    tag = asked.place.words[0]
    for monitor in monitors.listed(asked.snapshot):
        if monitor.tag == tag:
            return {"monitor": monitors.row(monitor)}
    raise no_such_monitor(tag)


def _maintenances(asked: _Asked) -> _Document:
    status, tag = asked.query.get("status"), asked.query.get("monitor_tag")
    active = {"ACTIVE": (True,), "INACTIVE": (False,)}.get(status or "", (True, False))
    return {
        "maintenances": [
            maintenances.maintenance(view, asked.snapshot.settings.url)
            for view in maintenances.listed(asked.snapshot)
            if view.active in active and (not tag or any(one.tag == tag for one in view.affected))
        ]
    }


def _maintenance(asked: _Asked) -> _Document:
    view = maintenance_at(asked.place, asked.snapshot)
    return {"maintenance": maintenances.maintenance(view, asked.snapshot.settings.url)}


def _events_of_one(asked: _Asked) -> _Document:
    view = maintenance_at(asked.place, asked.snapshot)
    page, limit = _paging(asked.query)
    found = _on_page(view.occurrences, page, limit)
    ready = maintenances.ready_within(view, asked.snapshot.now)
    site = asked.snapshot.settings.url
    events = [maintenances.event(view, one, ready, site) for one in found]
    return {"events": events, "page": page, "limit": limit}


def _events(asked: _Asked) -> _Document:
    """Those that start from now on, unless the request says from when."""
    start = leading_number(asked.query.get("event_start_date_time", ""))
    since = asked.snapshot.now if start is None else minute(start)
    found = [
        event
        for event in _all_events(asked.snapshot)
        if event["event_start_date_time"] >= since and _wanted(event, asked.query)
    ]
    page, limit = _paging(asked.query)
    shown = list(_on_page(found, page, limit))
    return {"events": shown, "page": page, "limit": limit, "total": len(found)}


def _all_events(snapshot: Snapshot) -> Iterable[_Document]:
    ready = {v.id: maintenances.ready_within(v, snapshot.now) for v in snapshot.maintenances}
    for view, one in snapshot.occurrences():
        yield maintenances.event_in_detail(view, one, ready[view.id], snapshot.settings.url)


def _wanted(event: _Document, query: Mapping[str, str]) -> bool:
    """Whether an event passes the filters; a status that Kener does not know filters nothing."""
    tags = {tag.strip() for tag in query.get("monitors", "").split(",")} - {""}
    status = query.get("event_status", "").upper()
    number = leading_number(query.get("maintenance_id", ""))
    return (
        (not tags or any(one["monitor_tag"] in tags for one in event["monitors"]))
        and (status not in _EVENT_STATES or event["event_status"] == status)
        and (number is None or event["maintenance_id"] == number)
    )


def _paging(query: Mapping[str, str]) -> tuple[int, int]:
    """Page and limit; what is no number is as if it were not there."""
    page = leading_number(query.get("page", "")) or 1
    limit = leading_number(query.get("limit", "")) or _PAGE
    return max(1, page), min(_LARGEST_PAGE, max(1, limit))


def _on_page(found: Sequence[T], page: int, limit: int) -> Sequence[T]:
    return found[(page - 1) * limit : page * limit]


_READS: dict[str, Callable[[_Asked], _Document]] = {
    "incidents": _incidents,
    "incident": _incident,
    "comments": _comments,
    "comment": _comment,
    "monitors": _monitors,
    "monitor": _monitor,
    "maintenances": _maintenances,
    "events": _events,
    "maintenance": _maintenance,
    "maintenance's events": _events_of_one,
}
