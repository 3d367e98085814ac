"""Answers requests that only ask for ``/api/incidents``."""

from __future__ import annotations

from statusgen.dialects.kamu.documents import documents, shape
from statusgen.dialects.kamu.places import missing, not_allowed, place_of
from statusgen.dialects.lists import MOST
from statusgen.dialects.published import file_at
from statusgen.dialects.reports import reports
from statusgen.dialects.request import Answer, Request
from statusgen.snapshot import Snapshot


def read(request: Request, snapshot: Snapshot) -> Answer | None:
    """The list or one of it; None where the path is of another API."""
    if request.path.endswith(".json"):
        return file_at(request.path[1:], documents(snapshot))
    place = place_of(request.path)
    if place is None:
        return None
    every = sorted(reports(snapshot), key=lambda one: (one.start, one.number), reverse=True)
    if place.kind == "incidents":
        return Answer(200, [shape(one) for one in every[:MOST]])
    if place.kind == "updates":
        return not_allowed(request).answer
    one = next((one for one in every if one.number == place.number), None)
    return missing(place).answer if one is None else Answer(200, shape(one))
