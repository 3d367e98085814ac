"""YAML files of another tool, read as this one reads its own: safely, and every problem is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from statusgen.content import yamldoc
from statusgen.content.yamldoc import Value
from statusgen.diagnostics import Diagnostic
from statusgen.importers.losses import Losses, Place
from statusgen.importers.reading import text_of

_LARGEST = 4
"""Megabytes."""

_NEXT = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)


def yaml_documents(path: Path, file: str, losses: Losses) -> Iterator[Value]:
    """The documents in a file, of which ``---`` parts one from the next; the rest is told."""
    text = text_of(path, file, _LARGEST, losses)
    if text is None:
        return
    line = 1
    for part in _NEXT.split(text):
        problems: list[Diagnostic] = []
        value = yamldoc.parse(part, file, problems, line) if part.strip() else None
        if problems:
            where = Place(file, f"line {problems[0].where.line}")
            losses.left_out(where, "the document", f"it cannot be read: {problems[0].message}")
        elif value is not None:
            yield value
        line += part.count("\n") + 1
