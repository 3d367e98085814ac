"""Answers Kener's writing requests by edits of content that the checks accept."""

from __future__ import annotations

from collections.abc import Callable

from statusgen.dialects.kener_v4 import comment_writes, incident_writes, maintenance_writes
from statusgen.dialects.kener_v4.outcome import Outcome, Task
from statusgen.dialects.kener_v4.places import Place, Refused, is_ours, place_of
from statusgen.dialects.request import Answer, Request
from statusgen.editing.desk import Desk

_WRITES: dict[tuple[str, str], Callable[[Task], Outcome]] = {
    ("POST", "incidents"): incident_writes.create,
    ("PATCH", "incident"): incident_writes.change,
    ("DELETE", "incident"): incident_writes.remove,
    ("POST", "comments"): comment_writes.create,
    ("PATCH", "comment"): comment_writes.change,
    ("DELETE", "comment"): comment_writes.remove,
    ("POST", "maintenances"): maintenance_writes.create,
    ("PATCH", "maintenance"): maintenance_writes.change,
    ("DELETE", "maintenance"): maintenance_writes.remove,
}


def write(request: Request, desk: Desk) -> Answer | None:
    """The answer to a request that changes something; None where it is for another API.

    Edits that would bring a new error into the content are refused in the words of that error.
    """
    if request.method in ("GET", "HEAD") or not is_ours(request.path):
        return None
    try:
        place = place_of(request.path)
        outcome = _handler(request.method, place)(Task(request, place, desk))
        for error in desk.new_errors():
            raise Refused(error.message)
        return Answer(outcome.status, outcome.show(desk.preview()), outcome.message)
    except Refused as refused:
        return refused.answer


def refusal(message: str) -> Answer:
    """An error in this API's shape."""
    return Refused(message).answer


def _handler(method: str, place: Place) -> Callable[[Task], Outcome]:
    found = _WRITES.get((method, place.kind))
    if found is None:
        raise Refused(f"{method} method not allowed", 405, "METHOD_NOT_ALLOWED")
    return found
