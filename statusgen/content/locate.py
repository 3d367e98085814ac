"""Routes -> lines: finds the place in the file of each diagnostic that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from statusgen.content import frontmatter, yamldoc
from statusgen.content.sources import Reader, Source
from statusgen.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Located:
    """A diagnostic with its line and column, and the line itself ("" where there is none)."""

    diagnostic: Diagnostic
    excerpt: str = ""


def locate(root: Path, problems: Iterable[Diagnostic]) -> list[Located]:
    """The problems with their places, sorted by file, line, column and code."""
    reader = Reader(root)
    sources: dict[str, Source | None] = {}
    found = []
    for one in problems:
        file = one.where.file
        if file not in sources:
            readable = file.endswith((".md", ".yaml", ".csv"))
            sources[file] = reader.read(file, optional=True) if readable else None
        found.append(_located(one, sources[file]))
    return sorted(found, key=_place)


def _located(one: Diagnostic, source: Source | None) -> Located:
    if source is None:
        return Located(one)
    where = one.where
    if not where.line and not source.file.endswith(".csv"):
        one = one.at(*_line_of(one, source))
    lines = source.text.split("\n")
    line = one.where.line
    return Located(one, lines[line - 1] if 0 < line <= len(lines) else "")


def _line_of(one: Diagnostic, source: Source) -> tuple[int, int]:
    if source.file.endswith(".yaml"):
        return yamldoc.locate(source.text, one.where.route)
    parts = frontmatter.split(source.text, source.file, [])
    if not parts.yaml:
        return 1, 1
    return yamldoc.locate(parts.yaml, one.where.route, parts.first_line)


def _place(located: Located) -> tuple[str, int, int, str, str]:
    one = located.diagnostic
    return one.where.file, one.where.line, one.where.column, one.code, one.message
