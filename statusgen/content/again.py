"""A site that is read again and again: only what changed on disk is read and parsed anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from statusgen.content.characters import Source
from statusgen.content.load import Loaded, load
from statusgen.content.sources import LARGEST, Folder, Reader
from statusgen.dataclass import dataclass
from statusgen.memory import Memory

Stamps = Mapping[str, tuple[int, ...] | None]
"""What changes with each file of a folder, by name; None: it was gone."""

_KEY = "content"


@dataclass(frozen=True, slots=True)
class _Loading:
    """An earlier loading, and how the files of each folder were then."""

    loaded: Loaded
    stamps: dict[str, Stamps]


def load_again(root: Path, memory: Memory) -> Loaded:
    """The same as `load`, for the price of what changed since the last time with this ``memory``."""
    before: _Loading | None = memory.recall(_KEY)
    reader = _Stamping(root, before.stamps if before else {})
    loaded = load(root, reader, before.loaded if before else None)
    memory.keep(_KEY, _Loading(loaded, reader.stamps))
    return loaded


def forget_file(memory: Memory, file: str) -> None:
    """Has the folder of a file read anew next time, whatever its stamps say.

    A file that is written twice within a tick of the file system's clock, in place and to the
    same length, keeps its stamp: this is for who knows better.
    """
    before: _Loading | None = memory.recall(_KEY)
    if before:
        before.stamps.pop(file.rpartition("/")[0], None)


class _Stamping(Reader):
    """Knows the folders in which every file has the stamp that it had ``before``.

    A folder of which something could not be read gets no stamps: it is tried again.
    """

    def __init__(self, root: Path, before: Mapping[str, Stamps]) -> None:
        super().__init__(root)
        self.stamps: dict[str, Stamps] = {}
        self._before = before

    def walk(self, folder: str) -> Iterator[Folder]:
        """The folders, each with its stamps taken before anything in it is read."""
        for found in super().walk(folder):
            self.stamps[found.file] = {name: self._stamp(found.file, name) for name in found.files}
            yield found

    def is_unchanged(self, folder: str) -> bool:
        """Whether every file of a folder is as it was."""
        return folder in self._before and self._before[folder] == self.stamps.get(folder)

    def read(self, file: str, *, optional: bool = False, limit: int = LARGEST) -> Source | None:
        """The text of a file."""
        source = super().read(file, optional=optional, limit=limit)
        if source is None:
            self.stamps.pop(file.rpartition("/")[0], None)
        return source

    def _stamp(self, folder: str, name: str) -> tuple[int, ...] | None:
        state = self.state(folder, name)
        return state and (state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
