"""YAML files of another tool, read as this one reads its own: safely, and every problem is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from statusgen.content import yamldoc
from statusgen.content.yamldoc import Value
from statusgen.diagnostics import Diagnostic
from statusgen.importers.losses import Losses, Place

_LARGEST = 4 * 1024 * 1024
_NEXT = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)


def yaml_documents(path: Path, file: str, losses: Losses) -> Iterator[Value]:
    """The documents in a file, of which ``---`` parts one from the next; the rest is told."""
    try:
        if path.stat().st_size > _LARGEST:
            losses.left_out(Place(file), "the file", "it is larger than 4 megabytes")
            return
        text = path.read_text("utf-8", errors="replace").replace("\r\n", "\n")
    except OSError as error:
        losses.left_out(Place(file), "the file", f"it cannot be read: {error.strerror}")
        return
    line = 1
    for part in _NEXT.split(text.removeprefix("\ufeff")):
        problems: list[Diagnostic] = []
        value = yamldoc.parse(part, file, problems, line) if part.strip() else None
        if problems:
            where = Place(file, f"line {problems[0].where.line}")
            losses.left_out(where, "the document", f"it cannot be read: {problems[0].message}")
        elif value is not None:
            yield value
        line += part.count("\n") + 1
