"""What a path of Kamu's API names, and what is said where that is not there.

An id is ``inc_12`` or ``12``.
"""

from __future__ import annotations

import re

from statusgen.dataclass import dataclass
from statusgen.dialects.request import Refused, Request

_PATH = re.compile(r"/api/incidents(?:/(?P<id>[^/]+)(?P<updates>/updates)?)?/?")
_ID = re.compile(r"(?:inc_)?(\d{1,18})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of path, one of incidents, incident and updates, and the id in it as it is written."""

    kind: str
    id: str

    @property
    def number(self) -> int | None:
        """The number in the id; None where it has none."""
        found = _ID.fullmatch(self.id)
        return int(found[1]) if found else None


def place_of(path: str) -> Place | None:
    """The place of a path; None where it is of another API."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    kind = "updates" if found["updates"] else "incident" if found["id"] else "incidents"
    return Place(kind, found["id"] or "")


def missing(place: Place) -> Refused:
    """The error for an incident that there is not."""
    return Refused(f"Incident '{place.id}' not found", 404)


def not_allowed(request: Request) -> Refused:
    """The error for a method that a path does not have."""
    return Refused(f"{request.method} is not allowed for {request.path}", 405)
