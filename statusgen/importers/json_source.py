"""Documents of JSON: read from files, and looked into without trusting any type in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statusgen.dataclass import dataclass
from statusgen.errors import UsageError
from statusgen.importers.clock import read_instant
from statusgen.importers.losses import Losses, Place
from statusgen.importers.reading import contents, files_below

_LARGEST = 64
"""Megabytes."""


@dataclass(frozen=True, slots=True)
class Node:
    """An object in a document; ``path`` leads to it. What is asked for and has another type is told."""

    value: dict[str, Any]
    file: str
    path: str
    losses: Losses

    def place(self, key: str = "") -> Place:
        """Where a key of it stands, or it itself."""
        return Place(self.file, ".".join(part for part in (self.path, key) if part))

    def text(self, key: str) -> str:
        """Text or a number as text, "" where there is none."""
        value = self.value.get(key)
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return str(value)
        self._refuse(key, value, "text")
        return ""

    def flag(self, key: str) -> bool | None:
        """True or false, None where neither is said; 0 and 1, YES and NO are understood."""
        value = self.value.get(key)
        if isinstance(value, bool):
            return value
        known = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
        if isinstance(value, str | int) and str(value).lower() in known:
            return known[str(value).lower()]
        self._refuse(key, value, "true or false")
        return None

    def time(self, key: str, zone: str = "UTC") -> int | None:
        """Unix seconds of a time in RFC 3339 or in Unix seconds, None where there is none."""
        value = self.value.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 3e10:
            return int(value)
        found = read_instant(value, zone) if isinstance(value, str) else None
        if found is None:
            self._refuse(key, value, "a time")
        return found.at if found else None

    def nodes(self, key: str) -> Iterator[Node]:
        """The objects of a list."""
        value = self.value.get(key)
        if not isinstance(value, list):
            self._refuse(key, value, "a list")
            return
        for index, one in enumerate(value):
            if isinstance(one, dict):
                yield self._below(f"{key}[{index}]", one)
            else:
                self.losses.left_out(self.place(f"{key}[{index}]"), one, "this is no object")

    def node(self, key: str) -> Node:
        """An object, an empty one where there is none."""
        value = self.value.get(key)
        if not isinstance(value, dict):
            self._refuse(key, value, "an object")
            value = {}
        return self._below(key, value)

    def _below(self, step: str, value: dict[str, Any]) -> Node:
        return Node(value, self.file, f"{self.path}.{step}" if self.path else step, self.losses)

    def _refuse(self, key: str, value: object, wanted: str) -> None:
        if value is not None and value != "":
            self.losses.left_out(self.place(key), value, f"this is not {wanted}")


def documents(source: Path, losses: Losses) -> Iterator[Node]:
    """The document in a file, or those in all ``*.json`` below a folder.

    A list at the top is a document with the one key ``items``. Raises UsageError where there is
    nothing to read.
    """
    files = [(source, source.name)] if source.is_file() else json_files(source, losses)
    if not files:
        raise UsageError(f"there is no JSON in {source}")
    for path, file in files:
        found = _read(path, file, losses)
        if isinstance(found, list):
            found = {"items": found}
        if isinstance(found, dict):
            yield Node(found, file, "", losses)
        elif found is not None:
            losses.left_out(Place(file), found, "this is neither an object nor a list")


def json_files(folder: Path, losses: Losses) -> list[tuple[Path, str]]:
    """The files ``*.json`` below a folder, each with its path from there."""
    return [one for one in files_below(folder, ".", losses) if one[0].suffix == ".json"]


def _without_halves(value: Any, place: Place, losses: Losses) -> Any:
    """The value without halves of pairs of escapes, which are no characters."""
    text = json.dumps(value, ensure_ascii=False)
    raw = text.encode(errors="replace")
    if raw != text.encode(errors="surrogatepass"):
        losses.changed(place, "halves of characters", "?", "half a pair of escapes is no character")
    return json.loads(raw)


def _read(path: Path, file: str, losses: Losses) -> Any:
    raw = contents(path, file, _LARGEST, losses)
    try:
        value = None if raw is None else json.loads(raw)
        if raw and b"\\ud" in raw.lower():
            value = _without_halves(value, Place(file), losses)
        return value
    except (ValueError, RecursionError) as error:
        losses.left_out(Place(file), "the file", f"it is no JSON: {error}")
    return None
