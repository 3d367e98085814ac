"""Which path of Kener's API a request names, what it finds there, and how Kener says no."""

from __future__ import annotations

import re

from statusgen.dataclass import dataclass
from statusgen.dialects.kener_v4.incidents import listed
from statusgen.dialects.kener_v4.routes import BY_KIND
from statusgen.dialects.kener_v4.shapes import ROOT
from statusgen.dialects.request import Answer
from statusgen.dialects.routes import pattern
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView, Update

_PATTERNS = {kind: pattern(route, {"id": r"[0-9]{1,18}"}) for kind, route in BY_KIND.items()}
_NUMBER = re.compile(r"\s*([+-]?\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of path, and what stands in it: an incident's id, a monitor's tag…"""

    kind: str
    words: tuple[str, ...]


class Refused(Exception):
    """Ends a request with an error; nothing is changed."""

    def __init__(self, message: str, status: int = 400, code: str = "BAD_REQUEST") -> None:
        super().__init__(message)
        self.answer = Answer(status, {"error": {"code": code, "message": message}})


def is_ours(path: str) -> bool:
    """Whether a path belongs to this API."""
    return path.startswith(f"/{ROOT}/") or path == f"/{ROOT}"


def place_of(path: str, shown: str = "") -> Place:
    """The place of a path; an error names it as ``shown``."""
    for kind, shape in _PATTERNS.items():
        found = shape.fullmatch(path)
        if found:
            return Place(kind, found.groups())
    raise no_such_path(shown or path)


def no_such_path(path: str) -> Refused:
    """The error for a path that the API does not have."""
    return _missing(f"No API route matches '{path}'")


def incident_at(place: Place, snapshot: Snapshot) -> IncidentView:
    """The incident of a path."""
    number = int(place.words[0])
    for view in listed(snapshot):
        if view.id == number:
            return view
    raise _missing(f"Incident with id '{number}' not found")


def comment_at(place: Place, view: IncidentView) -> Update:
    """The comment of a path to one of this incident."""
    number = leading_number(place.words[1])
    if number is None:
        raise Refused("Comment ID must be a valid integer")
    for update in view.updates:
        if update.id == number:
            return update
    raise _missing(f"Comment with id '{number}' not found for incident '{view.id}'")


def maintenance_at(place: Place, snapshot: Snapshot) -> MaintenanceView:
    """The maintenance of a path."""
    number = int(place.words[0])
    for view in snapshot.maintenances:
        if view.id == number:
            return view
    raise _missing(f"Maintenance with id '{number}' not found")


def no_such_monitor(tag: str, status: int = 404, code: str = "NOT_FOUND") -> Refused:
    """The error for a monitor that is not there, or not for the public."""
    return Refused(f"Monitor with tag '{tag}' not found", status, code)


def leading_number(text: str) -> int | None:
    """The number that a text begins with, as JavaScript reads it: ``12abc`` is 12."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else None


def _missing(message: str) -> Refused:
    return Refused(message, 404, "NOT_FOUND")
