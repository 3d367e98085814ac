"""What is in the folder of a theme: its files, as text that can be read, and what is none of them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statusgen.content.characters import decode
from statusgen.diagnostics import Diagnostic
from statusgen.targets.faults import ThemeError

FOLDERS = ("", "blocks", "hooks", "css", "js", "static", "strings")
"""Where files of a theme are; "" is its own folder."""

_PARTS = re.compile(
    r"theme\.yaml|(?:(?:blocks|hooks)/)?[a-z0-9_]+\.(?:html|txt)|css/[a-z0-9_-]+\.css"
    r"|strings/[a-z0-9-]+\.yaml|js/[a-z0-9_-]+\.js|static/[a-z0-9_-][a-z0-9._-]*"
)
_QUIET = re.compile(r"\..*|.*~|(?i:readme|license|licence|copying|changelog|notice)(?:\..*)?")
"""What people put beside any files: nobody means it to be a part of the theme."""

_IGNORABLE = frozenset({"byte-order-mark"})


def read_parts(folder: Path, label: str, *, own: bool) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of a theme by path, and the paths of what means nothing in it.

    The files of a site's ``own`` theme are read with care: all but those in static/ must be
    text. Raises ThemeError.
    """
    _refuse_links(folder)
    files: dict[str, bytes] = {}
    strangers = []
    for path, entry in _entries(folder):
        if _PARTS.fullmatch(path) and not entry.is_dir(follow_symlinks=False):
            if not entry.is_file(follow_symlinks=False):
                hint = "put the file itself there"
                raise ThemeError("this is no plain file", hint, file=f"{label}/{path}")
            content = Path(entry.path).read_bytes()
            checked = own and not path.startswith("static/")
            files[path] = _text(content, f"{label}/{path}") if checked else content
        elif not _QUIET.fullmatch(entry.name) and not (path in FOLDERS and entry.is_dir()):
            strangers.append(path)
    return files, tuple(strangers)


def read_yaml(text: bytes, file: str) -> dict[str, Any]:
    """A YAML file of a theme. Raises ThemeError with its place."""
    from statusgen.content.yamldoc import parse

    problems: list[Diagnostic] = []
    found = parse(text.decode().replace("\r\n", "\n"), file, problems)
    for one in problems:
        raise ThemeError(one.message, one.hint, file=file, line=one.where.line)
    if not isinstance(found, dict | None):
        hint = "write `key: value`, each on a line of its own"
        raise ThemeError("this must be a map of keys to values", hint, file=file, line=1)
    return found or {}


def _refuse_links(folder: Path) -> None:
    for place in (folder.parent, *(folder / part for part in FOLDERS)):
        if place.is_symlink():
            raise ThemeError(f"{place} is a link", "put the folder itself there")


def _entries(folder: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    for part in FOLDERS:
        place = folder / part
        entries = sorted(os.scandir(place), key=lambda one: one.name) if place.is_dir() else []
        for entry in entries:
            yield f"{part}/{entry.name}" if part else entry.name, entry


def _text(content: bytes, file: str) -> bytes:
    """The same as text without a byte order mark. Raises ThemeError where it is none."""
    problems: list[Diagnostic] = []
    source = decode(file, content, problems)
    for one in problems:
        if one.code not in _IGNORABLE:
            raise ThemeError(one.message, one.hint, file=file, line=one.where.line)
    return source.text.encode() if source else b""
