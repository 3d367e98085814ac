"""The files of a site, read safely: the only door from the disk to the content's text."""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG
from time import sleep
from typing import Any

from statusgen.content.characters import HIDDEN_IN_NAME, Source, decode
from statusgen.content.refusals import (
    Refused,
    hidden_name,
    is_link,
    is_odd,
    require_near,
    too_large,
    unreadable,
)
from statusgen.content.scan import is_passed_over
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic

LARGEST = 256 * 1024
"""How many bytes a file may have unless its reader says otherwise."""

_ATTEMPTS = 3
_PAUSE = 0.01
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Folder:
    """What is in one folder: ``file`` is its own path, the names are sorted."""

    file: str
    folders: tuple[str, ...]
    files: tuple[str, ...]


class Reader:
    """Reads the site in the folder ``root``; what it cannot read it adds to ``problems``.

    Made for one loading of a site by one thread: it keeps the folders on the way to the newest
    file open, so that no link on that way can be followed. No method raises for what it finds.
    ``found`` is what was made of folders of which it knows that they are as they were.
    """

    def __init__(self, root: Path) -> None:
        self.problems: list[Diagnostic] = []
        self.found: dict[str, Any] = {}
        self._root = root
        self._blamed: set[str] = set()
        self._folder: str | None = None
        self._names: list[str] = []
        self._open: list[int] = []
        weakref.finalize(self, _close, self._open)

    def read(self, file: str, *, optional: bool = False, limit: int = LARGEST) -> Source | None:
        """The text of ``file``, at most ``limit`` bytes; None with a diagnostic if it cannot be had.

        An ``optional`` file that does not exist is None without a diagnostic.
        """
        try:
            return decode(file, self._bytes(file, limit), self.problems)
        except FileNotFoundError as error:
            if not optional:
                self._blame(unreadable(file, error))
        except Refused as refused:
            self._blame(refused)
        return None

    def known(self, folder: Folder) -> object | None:
        """What stays equal only as long as the files of a folder say the same.

        None where that is not known without reading: what is on disk may always have changed.
        """
        return None

    def contents(self, folder: Folder, names: Sequence[str]) -> object | None:
        """The same, known for certain of the files ``names`` as they are read from now on."""
        return self.known(folder)

    def learn(self, folder: Folder, contents: bytes) -> None:
        """What the contents of a folder are, from a copy of this reader in another process."""

    def everything(self, folder: str) -> Sequence[Folder]:
        """All that `walk` gives."""
        return list(self.walk(folder))

    def walk(self, folder: str) -> Iterator[Folder]:
        """``folder`` and all folders in it, depth first and sorted; nothing if it does not exist.

        Hidden names and what editors leave behind are passed over; links, devices and names
        that cannot be shown are reported.
        """
        waiting = [folder]
        while waiting:
            path = waiting.pop()
            try:
                listed = self._list(path)
            except FileNotFoundError as error:
                if path != folder:
                    self._blame(unreadable(path, error))
            except Refused as refused:
                self._blame(refused)
            else:
                yield listed
                if listed.folders:
                    waiting += [_join(path, name) for name in reversed(listed.folders)]

    def _bytes(self, file: str, limit: int) -> bytes:
        folder, _, name = file.rpartition("/")
        for attempt in range(_ATTEMPTS):
            if attempt:
                sleep(_PAUSE)
            descriptor = _open(name, _FILE, self._enter(folder), file)
            try:
                before = os.fstat(descriptor)
                _demand_small_file(before, file, limit)
                raw = os.read(descriptor, before.st_size + 1)
                after = os.fstat(descriptor)
            except OSError as error:
                raise unreadable(file, error) from error
            finally:
                os.close(descriptor)
            unmoved = before.st_mtime_ns == after.st_mtime_ns
            if unmoved and len(raw) == before.st_size == after.st_size:
                return raw
        hint = "run the command again when nothing else is writing the file"
        raise Refused("not-a-file", file, "the file changed while it was read", hint)

    def _list(self, path: str) -> Folder:
        folders: list[str] = []
        files: list[str] = []
        others: list[str] = []
        try:
            with os.scandir(self._enter(path)) as entries:
                for entry in entries:
                    name = entry.name
                    if is_passed_over(name):
                        continue
                    if entry.is_file(follow_symlinks=False):
                        files.append(name)
                    elif entry.is_dir(follow_symlinks=False):
                        folders.append(name)
                    else:
                        others.append(name)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise unreadable(path, error) from error
        for names in (folders, files):
            if HIDDEN_IN_NAME.search("/".join(names)):
                others += filter(HIDDEN_IN_NAME.search, names)
                names[:] = [name for name in names if not HIDDEN_IN_NAME.search(name)]
        for name in sorted(others):
            self._blame(_refusal(name, self._open[-1], _join(path, name)))
        return Folder(path, tuple(sorted(folders)), tuple(sorted(files)))

    def _enter(self, folder: str) -> int:
        """The descriptor of a folder; it stays open until another folder is entered."""
        if folder == self._folder:
            return self._open[-1]
        require_near(folder)
        names = folder.split("/") if folder else []
        self._folder = None
        while self._names != names[: len(self._names)]:
            self._names.pop()
            os.close(self._open.pop())
        if not self._open:
            self._open.append(_open(self._root, _FOLDER & ~os.O_NOFOLLOW, None, ""))
        for name in names[len(self._names) :]:
            path = "/".join([*self._names, name])
            self._open.append(_open(name, _FOLDER, self._open[-1], path))
            self._names.append(name)
        self._folder = folder
        return self._open[-1]

    def _blame(self, refused: Refused) -> None:
        """Notes why a path cannot be read: once, however many files are below it."""
        if refused.found.where.file not in self._blamed:
            self._blamed.add(refused.found.where.file)
            self.problems.append(refused.found)


def _open(name: str | Path, flags: int, folder: int | None, path: str) -> int:
    try:
        return os.open(name, flags, dir_fd=folder)
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise _refusal(name, folder, path, error) from error


def _close(descriptors: list[int]) -> None:
    while descriptors:
        os.close(descriptors.pop())


def _demand_small_file(status: os.stat_result, file: str, limit: int) -> None:
    if not S_ISREG(status.st_mode):
        kind = "a folder" if S_ISDIR(status.st_mode) else "neither a file nor a folder"
        raise Refused("not-a-file", file, f"this is {kind}", "put a text file in its place")
    if status.st_size > limit:
        raise too_large(file, status.st_size, limit)


def _refusal(
    name: str | Path, folder: int | None, path: str, error: Exception | None = None
) -> Refused:
    """Why a name in a folder is not opened."""
    if hidden := hidden_name(path):
        return hidden
    if _is_link(name, folder):
        return is_link(path)
    return unreadable(path, error) if isinstance(error, OSError) else is_odd(path)


def _is_link(name: str | Path, folder: int | None) -> bool:
    try:
        return S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
