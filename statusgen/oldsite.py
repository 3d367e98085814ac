"""The site that is published now: which of its files the next one may keep."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from statusgen.artifact import Run
from statusgen.destination import previous_path
from statusgen.listing import NOTHING, Found, listing
from statusgen.manifest import MANIFEST_NAME, Entry, read_manifest, sizes
from statusgen.remembered import Names, Remembered, recall, stamp

FILE_MODE = 0o644
READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC

FEW = 2_000  # files; so many are looked at faster than anybody notices
EACH_TIME = 50  # artifacts whose files a build looks at, of those that it trusts


class OldSite:
    """What is published at ``place``; ``entries`` are those that can be relied on.

    ``found`` is what lies there, where somebody had to look; else all is as it is ``remembered``.
    ``crossed`` turns true when an artifact makes a file that was another's, or nobody's.
    """

    def __init__(
        self,
        place: Path,
        entries: dict[str, Entry],
        remembered: Remembered | None,
        found: Mapping[str, Found] | None,
    ) -> None:
        self.place = place
        self.entries = entries
        self.remembered = remembered
        self.crossed = False
        self._found = found
        self._is_there = found is None or bool(found)
        self._own: tuple[str, dict[str, int]] = "", {}

    @property
    def found(self) -> Mapping[str, Found]:
        """What lies there; it is looked at now unless it was before."""
        if self._found is None:
            self._found = listing(str(self.place))
        return self._found

    def same(self, run: Run) -> dict[str, Entry]:
        """The entries of a run of artifacts about which nothing changed; none where that is not known."""
        mark, names = self.names_in(run)
        try:
            return {name: self.entries[name] for name in names} if mark == run.mark else {}
        except KeyError:
            return {}

    def names_in(self, run: Run) -> Names:
        """What is remembered of a run of this name."""
        runs = self.remembered.runs if self.remembered else {}
        return runs.get(run.name, (b"", ()))

    def holds(self, name: str, path: str, data: bytes) -> bool:
        """Whether there is a file, for everybody to read, with exactly ``data``.

        ``name`` is the artifact that makes it now.
        """
        if not self._is_there:
            return False
        own = self._files_of(name)
        if path in own and own[path] != len(data):
            return False
        try:
            handle = os.open(f"{self.place}/{path}", READ)
            self.crossed |= path not in own
            try:
                return _is_readable_file(handle) and os.read(handle, len(data) + 1) == data
            finally:
                os.close(handle)
        except FileNotFoundError:
            return False
        except OSError:
            self.crossed = True
            return False

    def gone(self, kept: Iterable[str], made: Iterable[str]) -> list[str]:
        """What is there and will not be: it is neither of the artifacts ``kept`` nor ``made``."""
        keeps = set(kept)
        if self._found is None:
            others = (name for name in self.entries if name not in keeps)
            there = {path for name in others for path in self.entries[name].sizes()}
        else:
            there = set(self._found)
            there.difference_update(*(self.entries[name].sizes() for name in keeps))
        if there:
            there.difference_update(made, (MANIFEST_NAME,))
        return sorted(there)

    def total(self, kept: Iterable[str]) -> tuple[int, int]:
        """How many files the artifacts ``kept`` have, and their bytes."""
        if not self.remembered:
            return _total(self.entries[name] for name in kept)
        keeps = set(kept)
        files, size = _total(self.entries[name] for name in self.entries if name not in keeps)
        return self.remembered.files - files, self.remembered.bytes - size

    def _files_of(self, name: str) -> dict[str, int]:
        if self._own[0] != name:
            known = self.entries.get(name)
            self._own = name, known.sizes() if known else {}
        return self._own[1]


def look(place: Path, state: Path | None, clean: bool) -> OldSite:
    """The site at ``place``: from memory where that can be trusted, else by looking at each file.

    With ``clean`` nothing can.
    """
    remembered = None if clean else recall(state, place)
    if remembered and remembered.files >= FEW:
        entries = read_manifest(place)
        if entries and _is_as_it_was(place, remembered, entries):
            return OldSite(place, entries, remembered, None)
    found = listing(str(place))
    return OldSite(place, {} if clean else _whole(read_manifest(place), found), None, found)


def _whole(entries: dict[str, Entry], found: Mapping[str, Found]) -> dict[str, Entry]:
    """The entries all files of which are there as they were written."""
    return {
        name: entries[name]
        for name, files in sizes(entries).items()
        if all(found.get(path, NOTHING).size == size for path, size in files.items())
    }


def _total(entries: Iterable[Entry]) -> tuple[int, int]:
    files = size = 0
    for entry in entries:
        sizes_of_one = entry.sizes().values()
        files, size = files + len(sizes_of_one), size + sum(sizes_of_one)
    return files, size


def _is_as_it_was(place: Path, remembered: Remembered, entries: dict[str, Entry]) -> bool:
    """Whether the files of a few artifacts are there, here and in the site before.

    Others are looked at each time, so that after some builds it was all of them.
    """
    names = list(entries)
    first = remembered.turn * EACH_TIME % len(names)
    try:
        some = [
            file
            for name in names[first : first + EACH_TIME]
            for file in entries[name].sizes().items()
        ]
    except ValueError:
        return False
    if not are_in(str(place), some):
        return False
    before = previous_path(place)
    if remembered.previous is None or remembered.previous != stamp(before):
        return True
    differs = remembered.differences.published
    return are_in(before, [file for file in some if file[0] not in differs])


def are_in(folder: str, files: Iterable[tuple[str, int]]) -> bool:
    """Whether these files are in a folder, with as many bytes."""
    try:
        for path, size in files:
            state = os.lstat(f"{folder}/{path}")
            if state.st_size != size or not stat.S_ISREG(state.st_mode):
                return False
    except OSError:
        return False
    return True


def _is_readable_file(handle: int) -> bool:
    mode = os.fstat(handle).st_mode
    return stat.S_ISREG(mode) and stat.S_IMODE(mode) & 0o777 == FILE_MODE
