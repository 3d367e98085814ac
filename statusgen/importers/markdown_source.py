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

_FENCED = re.compile(
    r"\s*---(?P<form>yaml|json|toml)?[ \t]*\n(?P<yaml>.*?)\n?---[ \t]*(?:\n|\Z)(?P<text>.*)",
    re.DOTALL,
)
_LARGEST = 1024 * 1024


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
    """The Markdown files below a folder of the site, sorted; others are told as left out."""
    for path in sorted((root / folder).rglob("*")):
        file = path.relative_to(root).as_posix()
        if path.is_dir() or path.name.startswith("."):
            continue
        if path.suffix != ".md" or path.is_symlink():
            losses.left_out(Place(file), "the file", "only Markdown files are read")
        elif path.name == "_index.md":
            losses.left_out(Place(file), "the file", "the text above a list has no place")
        elif found := _document(path, file, losses):
            yield found


def _document(path: Path, file: str, losses: Losses) -> Document | None:
    raw = _text(path, file, losses)
    if raw is None:
        return None
    found = _FENCED.match(raw)
    if found is None:
        losses.left_out(Place(file), "the file", "it has no front matter between two lines `---`")
        return None
    keys = _keys(found["yaml"], found["form"] or "yaml", file, losses)
    if keys is None:
        return None
    return Document(
        file, {key.strip(): value for key, value in keys.items()}, found["text"].strip()
    )


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


def _text(path: Path, file: str, losses: Losses) -> str | None:
    try:
        if path.stat().st_size > _LARGEST:
            losses.left_out(Place(file), "the file", "it is larger than a megabyte")
            return None
        raw = path.read_bytes()
    except OSError as error:
        losses.left_out(Place(file), "the file", f"it cannot be read: {error.strerror}")
        return None
    text = raw.decode("utf-8", errors="replace").removeprefix("\ufeff")
    if "\ufffd" in text and b"\xef\xbf\xbd" not in raw:
        losses.changed(Place(file), "bytes", "�", "some bytes are not UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
