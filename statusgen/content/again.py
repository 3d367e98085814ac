"""A site that is read again and again: only what changed on disk is read and parsed anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from struct import Struct

from statusgen.content.load import Loaded, load
from statusgen.content.loader import place
from statusgen.content.sources import LARGEST, Folder, Reader, Refused
from statusgen.memory import Memory

_TICK = 2_000_000_000
"""For so many nanoseconds after a file was written it may be written again with the same stamp."""

_FOLDERS = "folders"
_STAMP = Struct("<QQqq")


def load_again(root: Path, memory: Memory, jobs: int = 1) -> Loaded:
    """The same as `load`, for the price of what changed since the last time with this ``memory``."""
    return load(root, _Remembering(root, memory), memory, jobs)


def forget_file(memory: Memory, file: str) -> None:
    """Has the folder of a file read anew next time, whatever its stamps say.

    A file that is written twice within a tick of the file system's clock, in place and to the
    same length, keeps its stamp: this is for who knows better.
    """
    memory.forget((_FOLDERS, f"{file.rpartition('/')[0]}/"))


class _Remembering(Reader):
    """Knows the contents of a folder in which every file has the stamp that it had before.

    Where stamps differ, as in a fresh checkout, the bytes decide. What was read to find out is
    what is parsed then.
    """

    def __init__(self, root: Path, memory: Memory) -> None:
        super().__init__(root)
        self._memory = memory
        self._settled = memory.clock() - _TICK if memory.clock else None
        self._stamps: dict[str, bytes | None] = {}
        self._learnt: dict[str, bytes] = {}
        self._raw: dict[str, bytes] = {}

    def walk(self, folder: str) -> Iterator[Folder]:
        """The folders, each with its stamps taken before anything in it is read."""
        for found in super().walk(folder):
            self._stamps[found.file] = self._stamp(found)
            yield found

    def known(self, folder: Folder) -> bytes | None:
        """What the contents of a folder were when it had the stamps that it has."""
        if folder.file in self._learnt:
            return self._learnt[folder.file]
        try:
            found: bytes = self._memory.kept((_FOLDERS, place(folder)), self._stamps[folder.file])
        except KeyError:
            return None
        return found

    def contents(self, folder: Folder, names: Sequence[str]) -> bytes | None:
        """A digest of the names in a folder and of the bytes of the files ``names``."""
        found = self._read_all(folder, names)
        if found:
            self.learn(folder, found)
        return found

    def learn(self, folder: Folder, contents: bytes) -> None:
        """What the contents of a folder are, from whoever read them after its stamps were taken."""
        self._learnt[folder.file] = contents
        self._memory.keep((_FOLDERS, place(folder)), self._stamps[folder.file], contents)

    def _bytes(self, file: str, limit: int) -> bytes:
        raw = self._raw.get(file)
        return raw if raw is not None and len(raw) <= limit else super()._bytes(file, limit)

    def _read_all(self, folder: Folder, names: Sequence[str]) -> bytes | None:
        """The digest of what is read now; None where something cannot be."""
        self._raw.clear()
        read = {}
        try:
            for name in names:
                file = f"{folder.file}/{name}"
                read[file] = super()._bytes(file, LARGEST)
        except (OSError, Refused):
            return None
        self._raw = read
        parts = [_names(folder)]
        for raw in read.values():
            parts += (b"%d:" % len(raw), raw)
        return blake2b(b"".join(parts), digest_size=16).digest()

    def _stamp(self, folder: Folder) -> bytes | None:
        """What changes with each file of a folder; None where one may change without it."""
        states = self.states(folder)
        newest = max((max(one.st_mtime_ns, one.st_ctime_ns) for one in states), default=0)
        if not states or (self._settled is not None and newest >= self._settled):
            return None
        parts = [
            _STAMP.pack(one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for one in states
        ]
        return blake2b(b"".join((*parts, _names(folder))), digest_size=16).digest()


def _names(folder: Folder) -> bytes:
    return "/".join(folder.files).encode()
