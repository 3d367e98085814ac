"""A site that is read again and again: only what changed on disk is read and parsed anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from statusgen.content.load import Loaded, load
from statusgen.content.loader import place
from statusgen.content.sources import LARGEST, Folder, Reader, Refused
from statusgen.memory import Memory

_TICK = 2_000_000_000
"""For so many nanoseconds after a file was written it may be written again with the same stamp."""

_FOLDERS = "folders"


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
        self._raw: dict[str, bytes] = {}

    def walk(self, folder: str) -> Iterator[Folder]:
        """The folders, each with its stamps taken before anything in it is read."""
        for found in super().walk(folder):
            self._stamps[found.file] = self._stamp(found)
            yield found

    def known(self, folder: Folder) -> bytes | None:
        """What the contents of a folder were when it had the stamps that it has."""
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
        """What the contents of a folder are, from somebody who read them after its stamps."""
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
        parts = [repr(folder.files).encode()]
        for raw in read.values():
            parts += (b"%d:" % len(raw), raw)
        return blake2b(b"".join(parts), digest_size=16).digest()

    def _stamp(self, folder: Folder) -> bytes | None:
        """What changes with each file of a folder; None where one may change without it."""
        found: list[tuple[str, int, int, int, int]] = []
        newest = 0
        for name in folder.files:
            state = self.state(folder.file, name)
            if state is None:
                return None
            written, changed = state.st_mtime_ns, state.st_ctime_ns
            newest = max(newest, written, changed)
            found.append((name, state.st_ino, state.st_size, written, changed))
        if self._settled is not None and newest >= self._settled:
            return None
        return blake2b(repr(found).encode(), digest_size=16).digest()
