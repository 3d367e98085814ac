"""A site that is read again and again: only what changed on disk is read and parsed anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from statusgen.content.load import Loaded, load
from statusgen.content.refusals import Refused
from statusgen.content.scan import Scan
from statusgen.content.sources import LARGEST, Folder, Reader
from statusgen.memory import Memory

_FOLDERS = "folders"

Known = tuple[bytes, tuple[str, ...], tuple[str, ...]]
"""What is kept of a folder: a digest of its contents, the folders in it, and the files."""

Look = Callable[[], Mapping[str, bytes]]
"""A look at the files: the stamps of folders, as `Scan` gives them."""


def load_again(root: Path, memory: Memory, jobs: int = 1, scan: Scan | None = None) -> Loaded:
    """The same as `load`, for the price of what changed since the last time with this ``memory``.

    ``scan`` may have begun before; it is made for one loading.
    """
    scan = scan or scan_for(root, memory)
    memory.open()
    return load(root, Remembering(root, memory, scan.stamps), memory, jobs)


def scan_for(root: Path, memory: Memory) -> Scan:
    """A look at the files of the site in ``root`` now, by the clock of a memory."""
    return Scan(root, memory.clock and memory.clock())


def forget_file(memory: Memory, file: str) -> None:
    """Has the folder of a file read anew next time, whatever its stamps say.

    A file that is written twice within a tick of the file system's clock, in place and to the
    same length, keeps its stamp: this is for who knows better.
    """
    memory.forget((_FOLDERS, file.rpartition("/")[0]))


class Remembering(Reader):
    """Knows the contents of a folder in which every file has the stamp that it had before.

    Where stamps differ, as in a fresh checkout, the bytes decide. What was read to find out is
    what is parsed then.
    """

    def __init__(self, root: Path, memory: Memory, look: Look) -> None:
        super().__init__(root)
        self._memory = memory
        self._look = look
        self._found: dict[str, Known] = {}
        self._learnt: dict[str, bytes] = {}
        self._raw: dict[str, bytes] = {}

    @cached_property
    def _stamps(self) -> Mapping[str, bytes]:
        """The stamps of all folders, as they were before anything in them was read."""
        stamps = self._look()
        self._found = self._memory.look_up(_FOLDERS, stamps)
        return stamps

    def known(self, folder: Folder) -> bytes | None:
        """What the contents of a folder were when it had the stamp that it has."""
        return self._learnt.get(folder.file)

    def contents(self, folder: Folder, names: Sequence[str]) -> bytes | None:
        """A digest of the names in a folder and of the bytes of the files ``names``."""
        found = self._read_all(folder, names)
        if found:
            self.learn(folder, found)
        return found

    def learn(self, folder: Folder, contents: bytes) -> None:
        """What the contents of a folder are, from whoever read them after its stamps were taken."""
        self._learnt[folder.file] = contents
        known: Known = contents, folder.folders, folder.files
        self._memory.keep((_FOLDERS, folder.file), self._stamps.get(folder.file), known)

    def _list(self, path: str) -> Folder:
        stamp = self._stamps.get(path)
        found = self._found.get(path)
        try:
            known: Known = found or self._memory.kept((_FOLDERS, path), stamp)
        except KeyError:
            return super()._list(path)
        self._learnt[path], folders, files = known
        return Folder(path, folders, files)

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
                read[file] = self._bytes(file, LARGEST)
        except (OSError, Refused):
            return None
        self._raw = read
        parts = [_names(folder)]
        for raw in read.values():
            parts += (b"%d:" % len(raw), raw)
        return blake2b(b"".join(parts), digest_size=16).digest()


def _names(folder: Folder) -> bytes:
    return "/".join(folder.files).encode()
