"""Which path of Kener's first API a request names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from statusgen.dialects.kener_v1.bodies import Refused

STATUS = "status"
SEARCH = "search"
INCIDENT = "incident"
COMMENTS = "comments"
FLAGS = "flags"

_PATHS = {
    STATUS: re.compile("/api/status/?"),
    SEARCH: re.compile("/api/incident/?"),
    INCIDENT: re.compile("/api/incident/([^/]+)/?"),
    COMMENTS: re.compile("/api/incident/([^/]+)/comment/?"),
    FLAGS: re.compile("/api/incident/([^/]+)/status/?"),
}
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of path, and the text that stands for an incident's number in it."""

    kind: str
    word: str = ""

    @property
    def number(self) -> int:
        """The incident's number; Refused where it is none."""
        if not _NUMBER.fullmatch(self.word):
            raise Refused("Invalid incidentNumber")
        return int(self.word)


def place_of(path: str) -> Place | None:
    """The place of a path; None where it is of another API."""
    for kind, pattern in _PATHS.items():
        found = pattern.fullmatch(path)
        if found:
            return Place(kind, *found.groups())
    return None
