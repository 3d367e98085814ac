"""Which path of Kener's first API a request names."""

from __future__ import annotations

import re

from statusgen.dataclass import dataclass
from statusgen.dialects.kener_v1.routes import BY_KIND
from statusgen.dialects.request import Refused
from statusgen.dialects.routes import pattern

_PATTERNS = {kind: pattern(route) for kind, route in BY_KIND.items()}
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
    for kind, shape in _PATTERNS.items():
        found = shape.fullmatch(path)
        if found:
            return Place(kind, *found.groups())
    return None
