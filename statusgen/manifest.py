"""What the last build published: the only door to the manifest inside a published folder."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import field
from json import JSONEncoder, loads
from pathlib import Path
from typing import Any

from statusgen.dataclass import dataclass

MANIFEST_NAME = ".statusgen.json"
FORMAT = 1

_NO_SUCH_FILE = {errno.ENOENT, errno.ELOOP}
_OPENING = b'{"statusgen":'
_encode = JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Entry:
    """What one artifact became: its fingerprint, and its files as (path, bytes), sorted."""

    fingerprint: str
    files: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """All entries of a published site by the name of their artifact."""

    entries: Mapping[str, Entry] = field(default_factory=dict)


def read_manifest(folder: Path) -> Manifest:
    """The manifest in ``folder``; a missing, foreign or broken one is an empty one."""
    try:
        return Manifest(_entries(loads(_content(folder))))
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return Manifest()


def render_manifest(manifest: Manifest) -> bytes:
    """The bytes of the manifest file: JSON with a line for each artifact, sorted by name."""
    lines = [
        f"{_encode(name)}:{_encode([entry.fingerprint, dict(entry.files)])}"
        for name, entry in sorted(manifest.entries.items())
    ]
    return b'%b%d,"artifacts":{\n%b\n}}\n' % (_OPENING, FORMAT, ",\n".join(lines).encode())


def is_published(folder: Path) -> bool:
    """Whether ``folder`` holds a manifest of any version, be it cut off by a crash.

    OSError when that cannot be found out.
    """
    try:
        content = _content(folder)
    except OSError as error:
        if error.errno in _NO_SUCH_FILE:
            return False
        raise
    return _OPENING.startswith(content[: len(_OPENING)])


def _content(folder: Path) -> bytes:
    """The manifest file's bytes; OSError when there is no regular file."""
    handle = os.open(folder / MANIFEST_NAME, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileNotFoundError(errno.ENOENT, "not a file", MANIFEST_NAME)
        return file.read()


def _entries(document: Any) -> dict[str, Entry]:
    """The entries of a parsed manifest; any exception when it is not one."""
    if document["statusgen"] != FORMAT:
        raise ValueError("a manifest of another version")
    entries = {
        name: Entry(fingerprint, tuple(files.items()))
        for name, (fingerprint, files) in document["artifacts"].items()
    }
    paths = [path for entry in entries.values() for path, _ in entry.files]
    sizes = [size for entry in entries.values() for _, size in entry.files]
    if len(set(paths)) < len(paths):
        raise ValueError("a file belongs to two artifacts")
    if not all(type(size) is int and size >= 0 for size in sizes):
        raise ValueError("a size is not a number of bytes")
    return entries
