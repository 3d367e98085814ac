"""Markdown files of another tool: front matter and text, with everything that is odd about them."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from statusgen.content import yamldoc
from statusgen.content.yamldoc import Value
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.importers.losses import Losses, Place
from statusgen.importers.markup import markdown_of
from statusgen.importers.reading import files_below, text_of

_FENCED = re.compile(
    r"\s*---(?P<form>yaml|json|toml)?[ \t]*\n(?P<keys>.*?)\n?---[ \t]*(?:\n|\Z)(?P<text>.*)",
    re.DOTALL,
)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\n(?P<keys>.*?)\n?\+\+\+[ \t]*(?:\n|\Z)(?P<text>.*)", re.DOTALL)
_MARKDOWN = (".md", ".markdown", ".mdown")
_HTML = (".html", ".htm")
_LARGEST = 1
"""Megabytes."""


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file; ``file`` is its path from the site's folder."""

    file: str
    keys: Mapping[str, Value]
    text: str

    def place(self, key: str = "") -> Place:
        """Where a key of it stands."""
        return Place(self.file, key)


def documents(root: Path, folder: str, losses: Losses) -> Iterator[Document]:
    """The files of Markdown or HTML below a folder of the site, in the order of their paths.

    HTML becomes Markdown; other files are told as left out.
    """
    for path, file in files_below(root, folder, losses):
        if path.suffix not in _MARKDOWN + _HTML:
            losses.left_out(Place(file), "the file", "it is neither Markdown nor HTML")
        elif path.stem == "_index":
            losses.left_out(Place(file), "the file", "the text above a list has no place")
        elif found := _document(path, file, losses):
            yield found


def _document(path: Path, file: str, losses: Losses) -> Document | None:
    raw = text_of(path, file, _LARGEST, losses)
    if raw is None:
        return None
    parts = _parts(raw)
    if parts is None:
        losses.left_out(Place(file), "the file", "it does not begin with front matter")
        return None
    form, written, text = parts
    keys = _keys(written, form, file, losses)
    if keys is None:
        return None
    if path.suffix in _HTML:
        losses.changed(Place(file, "text"), "HTML", "Markdown", "HTML becomes Markdown")
        text = markdown_of(text)
    return Document(file, {key.strip(): value for key, value in keys.items()}, text.strip())


def _parts(raw: str) -> tuple[str, str, str] | None:
    """The form of the front matter, it itself and the text behind it; None where there is none."""
    if raw.lstrip().startswith("{"):
        try:
            _, end = json.JSONDecoder().raw_decode(raw.lstrip())
        except (ValueError, RecursionError):
            return "json", raw, ""
        return "json", raw.lstrip()[:end], raw.lstrip()[end:]
    if found := _TOML.match(raw):
        return "toml", found["keys"], found["text"]
    if found := _FENCED.match(raw):
        return found["form"] or "yaml", found["keys"], found["text"]
    return None


def _keys(text: str, form: str, file: str, losses: Losses) -> dict[str, Any] | None:
    """The keys of a front matter; None after telling why they cannot be read."""
    problems: list[Diagnostic] = []
    line: int | None = 2
    try:
        if form == "json":
            keys = json.loads(text)
        elif form == "toml":
            keys = tomllib.loads(text)
        else:
            keys = yamldoc.parse(f"{text}\n", file, problems, 2)
        why = "there are no keys"
    except (ValueError, RecursionError) as error:
        keys, why = None, str(error)
    if problems:
        why, line = problems[0].message, problems[0].where.line
    if problems or not isinstance(keys, dict):
        losses.left_out(Place(file, f"line {line}"), "the file", f"its keys cannot be read: {why}")
        return None
    return keys
