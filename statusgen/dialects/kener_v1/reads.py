"""Answers the reading requests of Kener 0 to 2 at their exact URLs, with its search's filters.

A name that ends in ``.json`` is answered with the file that a static host has there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from statusgen.dialects.kener_v1 import incidents, status
from statusgen.dialects.kener_v1.bodies import number_like
from statusgen.dialects.kener_v1.places import place_of
from statusgen.dialects.kener_v1.routes import COMMENTS, INCIDENT, SEARCH, STATUS
from statusgen.dialects.published import file_at
from statusgen.dialects.reports import Report, reports
from statusgen.dialects.request import Answer, Refused, Request
from statusgen.series import Planned
from statusgen.snapshot import Snapshot

_PAGE = 10
_LARGEST_PAGE = 100


def read(request: Request, snapshot: Snapshot) -> Answer | None:
    """The answer to a GET or HEAD; None where it is for another API."""
    if request.path.endswith(".json"):
        return file_at(request.path[1:], _documents(snapshot))
    place = place_of(request.path)
    if place is None:
        return None
    try:
        if place.kind == STATUS:
            return _status(request.query, snapshot)
        if place.kind == SEARCH:
            return Answer(200, _search(request.query, snapshot))
        number = place.number
        report = next((one for one in reports(snapshot) if one.number == number), None)
        if report is None:
            raise Refused("incident not found", 404)
        if place.kind == INCIDENT:
            return Answer(200, incidents.shape(report))
        if place.kind == COMMENTS:
            return Answer(200, [incidents.comment(one) for one in incidents.comments(report)])
        raise Refused("The status of an incident is read at /api/incident/<incidentNumber>", 405)
    except Refused as refused:
        return refused.answer


def _documents(snapshot: Snapshot) -> Iterator[Planned]:
    yield from status.documents(snapshot)
    yield from incidents.documents(snapshot)


def _status(query: Mapping[str, str], snapshot: Snapshot) -> Answer:
    """One monitor. Kener says that a tag is wrong with the status 200 around it."""
    tag = query.get("tag")
    if not tag:
        raise Refused("tag missing")
    for view in snapshot.monitors:
        if view.monitor.tag == tag:
            return Answer(200, status.shape(status.standing(view, snapshot.now)))
    return Answer(200, {"error": "invalid tag", "status": 400})


def _search(query: Mapping[str, str], snapshot: Snapshot) -> list[dict[str, Any]]:
    """Those that pass all filters, the newest created first."""
    state = query.get("state") or "open"
    if state not in ("open", "closed"):
        raise Refused("state must be open or closed")
    tags = {tag.strip() for tag in query.get("tags", "").split(",")} - {""}
    after, before = (_number(query, f"created_{side}_utc") for side in ("after", "before"))
    words = query.get("title_like", "").casefold().split()
    found = [
        one
        for one in reports(snapshot)
        if one.open == (state == "open")
        and (not tags or tags & set(one.tags))
        and (after is None or one.created_at >= after)
        and (before is None or one.created_at <= before)
        and all(word in one.title.casefold() for word in words)
    ]
    found.sort(key=lambda one: (one.created_at, one.number), reverse=True)
    return [incidents.shape(one) for one in _page(query, found)]


def _page(query: Mapping[str, str], found: list[Report]) -> list[Report]:
    page, size = (_positive(query, key) for key in ("page", "per_page"))
    size = min(size or _PAGE, _LARGEST_PAGE)
    first = ((page or 1) - 1) * size
    return found[first : first + size]


def _positive(query: Mapping[str, str], key: str) -> int | None:
    number = _number(query, key)
    if number is not None and number < 1:
        raise Refused(f"Invalid {key}")
    return None if number is None else int(number)


def _number(query: Mapping[str, str], key: str) -> float | None:
    """A number of the query; None where it is not there."""
    written = query.get(key)
    if not written:
        return None
    number = number_like(written)
    if number is None:
        raise Refused(f"Invalid {key}")
    return number
