"""What is remembered of the last publication, so that the next one need not look at all files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from statusgen.dataclass import dataclass
from statusgen.encoding import packed, unpacked
from statusgen.manifest import MANIFEST_NAME

_FORMAT = 1
_BOOT = Path("/proc/sys/kernel/random/boot_id")

Names = tuple[bytes, tuple[str, ...]]
"""The mark of a run, and the names of its artifacts."""


class Stamp(NamedTuple):
    """What is another one when a folder or a file was replaced, or something was put into it."""

    device: int
    inode: int
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Differences:
    """In which paths the site before differs from the published one: they are only here or there."""

    published: frozenset[str] = field(default_factory=frozenset)
    gone: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Remembered:
    """Both folders as they were left, how they differ, and the total of the published one.

    ``turn`` counts the builds that trusted it. ``runs`` are, by their names, the marks of runs of
    artifacts and the names of these.
    """

    public: Stamp
    manifest: Stamp
    previous: Stamp | None
    differences: Differences
    files: int
    bytes: int
    turn: int = 0
    runs: Mapping[str, Names] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Record:
    format: int
    boot: str
    remembered: Remembered


def stamp(path: str) -> Stamp | None:
    """Of what lies at ``path``; None where nothing does."""
    with suppress(OSError):
        state = os.lstat(path)
        return Stamp(state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns)
    return None


def recall(record: Path | None, place: Path) -> Remembered | None:
    """What ``record`` says, where that is of the site that is published at ``place`` now.

    None after a restart of the computer too: files that were written just before it may be empty.
    """
    try:
        found = unpacked(record.read_bytes(), _Record) if record else None
    except (OSError, ValueError):
        return None
    if found is None or found.format != _FORMAT or found.boot != _boot() or not found.boot:
        return None
    now = stamp(str(place)), stamp(f"{place}/{MANIFEST_NAME}")
    return found.remembered if now == (found.remembered.public, found.remembered.manifest) else None


def remember(record: Path | None, remembered: Remembered | None) -> None:
    """Writes it down, or forgets what was; what cannot be written is no error."""
    if not record:
        return
    with suppress(OSError):
        if remembered is None:
            record.unlink()
            return
        new = record.with_name(f"{record.name}.{os.getpid()}")
        new.write_bytes(packed(_Record(_FORMAT, _boot(), remembered)))
        new.replace(record)


def _boot() -> str:
    """What is another one after each start of the computer; "" where the system does not say."""
    try:
        return _BOOT.read_text()
    except OSError:
        return ""
