"""Routes -> lines: finds the place in the file of each diagnostic that is shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from statusgen.content import frontmatter
from statusgen.content.characters import Source
from statusgen.content.records import line_of_record
from statusgen.content.sources import Reader
from statusgen.content.yamlplaces import Places
from statusgen.dataclass import dataclass
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


class _File:
    """A file whose lines and YAML are taken apart once, however many problems it has."""

    def __init__(self, source: Source) -> None:
        self._is_yaml = source.file.endswith(".yaml")
        self._lines = source.text.split("\n")
        yaml, first_line = source.text, 1
        if not self._is_yaml:
            parts = frontmatter.split(source.text, source.file, [])
            yaml, first_line, self._body_line = parts.yaml, parts.first_line, parts.body_line
        self._places = Places(yaml, first_line)

    def line(self, number: int) -> str:
        """A line by its number, "" where there is no such line."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    def place(self, route: Route, *, at_key: bool) -> tuple[int, int] | None:
        """Line and column of a route, None where the file as a whole is meant.

        The route ``("text", line, column)`` is a place in the text below the front matter,
        ``("record", at)`` the line of a CSV file that is about an instant, or would be.
        """
        match route:
            case ("record", int(at)):
                return line_of_record(self._lines, at), 1
            case ("text", int(line), int(column)) if not self._is_yaml:
                return self._body_line + line - 1, column
            case (first, *_) if self._is_yaml or self._places.has(str(first)):
                return self._places.find(route, at_key=at_key)
        return None


def locate(
    root: Path, problems: Iterable[Diagnostic], reader: Reader | None = None
) -> list[Located]:
    """The problems with their places, sorted by file, line, column and code.

    Another ``reader`` may know of files that are not on disk yet.
    """
    reader = reader or Reader(root)
    files: dict[str, _File | None] = {}
    found = []
    for one in problems:
        file = one.where.file
        if file not in files:
            readable = file.endswith((".md", ".yaml", ".csv", ".html", ".css", ".js"))
            source = reader.read(file, optional=True) if readable else None
            files[file] = _File(source) if source else None
        found.append(_located(one, files[file]))
    return sorted(found, key=_order)


def _located(one: Diagnostic, file: _File | None) -> Located:
    if file is None:
        return Located(one)
    if not one.where.line:
        place = file.place(one.where.route, at_key=one.code in _ABOUT_KEYS)
        if place is None:
            return Located(one.at(1, 1))
        one = one.at(*place)
    return Located(one, file.line(one.where.line))


def line_of(root: Path, where: Where) -> int:
    """The line of a route's key, 1 where there is no such key, 0 where lines say nothing."""
    source = Reader(root).read(where.file, optional=True)
    if source is None or not where.file.endswith((".md", ".yaml")):
        return 0
    place = _File(source).place(where.route, at_key=True)
    return place[0] if place else 1


def _order(located: Located) -> tuple[str, int, int, str, str]:
    one = located.diagnostic
    return one.where.file, one.where.line, one.where.column, one.code, one.message
