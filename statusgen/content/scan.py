"""A look at each folder of a site, maybe by another process, while this one has yet to begin."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from struct import Struct

from statusgen.workers import Aside

TICK = 2_000_000_000
"""For so many nanoseconds after a file was written it may be written again with the same stamp."""

_pack = Struct("<QQqq").pack
_LENGTH = Struct("<I")
_SIZE = 16
_LEFT_BEHIND = ("~", ".swp")


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is no content: it is hidden, or an editor's."""
    return name.startswith(".") or name.endswith(_LEFT_BEHIND)


class Scan:
    """The stamps of all folders of content in the folder ``root``, taken before anything is read.

    A stamp is another one whenever a file of the folder is, or a name in it. ``now`` are the
    nanoseconds of the system's clock; None: nobody need doubt the stamps of files. ``aside`` has
    another process take them, which must not be asked for where there are threads.
    """

    def __init__(self, root: Path, now: int | None, *, aside: bool = False) -> None:
        self._root = root
        self._settled = None if now is None else now - TICK
        self._aside = Aside(self._written) if aside else None

    def stamps(self) -> dict[str, bytes]:
        """By folder, as a path below the root; without those in which somebody must look closer."""
        written = self._aside.result() if self._aside else None
        if written is None:
            return dict(_stamps(str(self._root), self._settled))
        (length,) = _LENGTH.unpack_from(written)
        begin = _LENGTH.size + length
        folders = os.fsdecode(written[_LENGTH.size : begin]).split("\0")
        stamps = (written[at : at + _SIZE] for at in range(begin, len(written), _SIZE))
        return dict(zip(folders, stamps, strict=False))

    def _written(self) -> bytes:
        found = dict(_stamps(str(self._root), self._settled))
        folders = os.fsencode("\0".join(found))
        return b"".join((_LENGTH.pack(len(folders)), folders, *found.values()))


def _stamps(root: str, settled: int | None) -> Iterator[tuple[str, bytes]]:
    """Each folder in which all is in order, with its stamp."""
    waiting = ["content"]
    while waiting:
        path = waiting.pop()
        try:
            stamp, folders = _look(f"{root}/{path}", settled)
        except OSError:
            continue
        if stamp:
            yield path, stamp
        waiting += [f"{path}/{name}" for name in folders]


def _look(place: str, settled: int | None) -> tuple[bytes | None, list[str]]:
    """The stamp of a folder, and the folders in it.

    None where nothing is in it, where something is that is read by nobody, and where a file may be
    written again without another stamp.
    """
    found: dict[str, bytes] = {}
    folders: list[str] = []
    times: list[int] = []
    is_odd = False
    with os.scandir(place) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == "." or name.endswith(_LEFT_BEHIND):  # a call for each would be felt
                continue
            if entry.is_file(follow_symlinks=False):
                state = entry.stat(follow_symlinks=False)
                modified, changed = state.st_mtime_ns, state.st_ctime_ns
                found[name] = _pack(state.st_ino, state.st_size, modified, changed)
                times += modified, changed
            elif entry.is_dir(follow_symlinks=False):
                folders.append(name)
            else:
                is_odd = True
    if is_odd or not found or (settled is not None and max(times) >= settled):
        return None, folders
    names = sorted(found)
    written = "/".join((*names, "", *sorted(folders)))
    stamp = blake2b(b"".join([found[name] for name in names]), digest_size=_SIZE)
    stamp.update(os.fsencode(written))
    return stamp.digest(), folders
