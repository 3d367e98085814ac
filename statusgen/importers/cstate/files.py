"""The files of a Hugo site: front matter and text, with everything that is odd about them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from statusgen.content import yamldoc
from statusgen.content.yamldoc import Value
from statusgen.diagnostics import Diagnostic
from statusgen.importers.losses import Losses, Place

_FENCED = re.compile(r"\s*---[ \t]*\n(?P<yaml>.*?)\n?---[ \t]*(?:\n|\Z)(?P<text>.*)", re.DOTALL)
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
    """The Markdown files below a folder of ``content``, sorted; others are told as left out."""
    for path in sorted((root / "content" / folder).rglob("*")):
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
    problems: list[Diagnostic] = []
    keys = yamldoc.parse(f"{found['yaml']}\n", file, problems, 2)
    if problems or not isinstance(keys, dict):
        why = problems[0].message if problems else "no keys"
        line = problems[0].where.line if problems else 1
        losses.left_out(Place(file, f"line {line}"), "the file", f"its YAML cannot be read: {why}")
        return None
    return Document(
        file, {key.strip(): value for key, value in keys.items()}, found["text"].strip()
    )


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
