"""What the last build published: the only door to the manifest inside a published folder."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from statusgen.dataclass import dataclass
from statusgen.encoding import Raw, json_of, unpacked_json

MANIFEST_NAME = ".statusgen.json"
FORMAT = 1

_NO_SUCH_FILE = {errno.ENOENT, errno.ELOOP}
_OPENING = b'{"statusgen":'


class Entry(NamedTuple):
    """What one artifact became: its fingerprint, and its files, which few builds need to know."""

    fingerprint: str
    files: Raw

    def sizes(self) -> dict[str, int]:
        """Path -> bytes of each file. ValueError when it says something else."""
        return unpacked_json(self.files, dict[str, int])


def recorded(files: Mapping[str, int]) -> bytes:
    """Files with their bytes as an entry has them, in whatever order they come."""
    return json_of({path: files[path] for path in sorted(files)})


@dataclass(frozen=True, slots=True)
class _Document:
    statusgen: int
    artifacts: dict[str, Entry]


def read_manifest(folder: Path) -> dict[str, Entry]:
    """The entries by the name of their artifact, as they stand in ``folder``.

    A missing, foreign or broken manifest has none. What the entries say of files is not looked at.
    """
    try:
        document = unpacked_json(_content(folder), _Document)
    except (OSError, ValueError):
        return {}
    return document.artifacts if document.statusgen == FORMAT else {}


def sizes(entries: Mapping[str, Entry]) -> dict[str, dict[str, int]]:
    """The files of all entries; none when one of them is broken or two have one file."""
    try:
        found = {name: one.sizes() for name, one in entries.items()}
    except ValueError:
        return {}
    paths = {path for files in found.values() for path in files}
    is_sound = len(paths) == sum(map(len, found.values()))
    return (
        found if is_sound and all(min(f.values(), default=0) >= 0 for f in found.values()) else {}
    )


def render_manifest(entries: Mapping[str, Entry]) -> bytes:
    """The bytes of the manifest file: JSON with a line for each artifact, sorted by name."""
    lines = [b"%b:%b" % (json_of(name), json_of(entries[name])) for name in sorted(entries)]
    return b'%b%d,"artifacts":{\n%b\n}}\n' % (_OPENING, FORMAT, b",\n".join(lines))


def is_published(folder: Path) -> bool:
    """Whether ``folder`` holds a manifest of any version, be it cut off by a crash.

    OSError when that cannot be found out.
    """
    try:
        content = _content(folder, len(_OPENING))
    except OSError as error:
        if error.errno in _NO_SUCH_FILE:
            return False
        raise
    return _OPENING.startswith(content)


def _content(folder: Path, most: int = -1) -> bytes:
    """The manifest file's first bytes, or all; OSError when there is no regular file."""
    handle = os.open(folder / MANIFEST_NAME, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(handle, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileNotFoundError(errno.ENOENT, "not a file", MANIFEST_NAME)
        return file.read(most) or b""
