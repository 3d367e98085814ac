"""Routes -> lines: finds the place in the file of each diagnostic that is shown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from statusgen.content import frontmatter, yamldoc
from statusgen.content.characters import Source
from statusgen.content.sources import Reader
from statusgen.diagnostics import Diagnostic, Route, Where

_ABOUT_KEYS = frozenset({"unknown-key", "unknown-monitor"})
"""Rules by which a key is wrong, not its value."""


@dataclass(frozen=True, slots=True)
class Located:
    """A diagnostic with its line and column, and the line itself.

    The line is "" where there is none, and where the whole file is meant, not its first line.
    """

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
    return sorted(found, key=_order)


def _located(one: Diagnostic, source: Source | None) -> Located:
    if source is None:
        return Located(one)
    if not one.where.line:
        place = _place_of(one.where.route, source, at_key=one.code in _ABOUT_KEYS)
        if place is None:
            return Located(one.at(1, 1))
        one = one.at(*place)
    lines = source.text.split("\n")
    line = one.where.line
    return Located(one, lines[line - 1] if 0 < line <= len(lines) else "")


def line_of(root: Path, where: Where) -> int:
    """The line of a route's key, 1 where there is no such key, 0 where lines say nothing."""
    source = Reader(root).read(where.file, optional=True)
    if source is None or not where.file.endswith((".md", ".yaml")):
        return 0
    place = _place_of(where.route, source, at_key=True)
    return place[0] if place else 1


def _place_of(route: Route, source: Source, *, at_key: bool) -> tuple[int, int] | None:
    """Line and column of a route, None where the file as a whole is meant.

    The route ``("text", line, column)`` is a place in the text below the front matter.
    """
    if route and source.file.endswith(".yaml"):
        return yamldoc.locate(source.text, route, at_key=at_key)
    parts = frontmatter.split(source.text, source.file, [])
    match route:
        case ("text", int(line), int(column)):
            return parts.body_line + line - 1, column
        case (str(first), *_) if re.search(
            rf"^[\"']?{re.escape(first)}\b", parts.yaml, re.MULTILINE
        ):
            return yamldoc.locate(parts.yaml, route, parts.first_line, at_key=at_key)
    return None


def _order(located: Located) -> tuple[str, int, int, str, str]:
    one = located.diagnostic
    return one.where.file, one.where.line, one.where.column, one.code, one.message
