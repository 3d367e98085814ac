"""What can be wrong with content, and one case of it: values, never exceptions."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TypeAlias

from statusgen.dataclass import dataclass

Route: TypeAlias = tuple[str | int, ...]
"""A place inside a document by name, such as ``("monitors", "api", "name")``."""


class Level(StrEnum):
    """How much a diagnostic weighs: an error stops a build, a warning does not."""

    ERROR = "error"
    WARNING = "warning"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of thing that can be wrong.

    ``code`` is stable and means one thing for ever. ``fixed`` rules guard the reading
    itself: site.yaml cannot change their level.
    """

    code: str
    level: Level
    summary: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the content.

    ``file`` is relative to the site's folder, with ``/``. A ``route`` names a place in the
    file's YAML; ``line`` and ``column`` count from 1 (column in characters), 0 = unknown.
    Reporting turns routes into lines, so that the model needs none.
    """

    file: str
    route: Route = ()
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem: which rule, where, what is wrong, and what to do about it."""

    code: str
    message: str
    where: Where
    hint: str = ""
    level: Level = Level.ERROR

    def at(self, line: int, column: int) -> Diagnostic:
        """The same problem with its line and column known."""
        return replace(self, where=replace(self.where, line=line, column=column))
