"""What history knows of an update, for those who choose to show it."""

from __future__ import annotations

from statusgen.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Dated:
    """When an update was ``written`` and ``published`` (Unix seconds), and by which ``commit``.

    ``edits`` counts how often it was changed after that, ``edited`` is when and ``edit`` by which
    commit it was changed last; 0 and "" where it never was. ``author`` is who wrote it.
    """

    author: str
    written: int
    published: int
    commit: str
    edits: int = 0
    edited: int = 0
    edit: str = ""
