"""The site before the published one: what is the same in the new site is moved out of it.

A folder of it is never changed in place, files only leave it: whoever still reads it through an
open handle misses a file, and never finds one of another build.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Iterator
from contextlib import suppress

FOLDER_MODE = 0o755


class Predecessor:
    """The folder ``root`` with all that is in it. OSError for what the disk refuses."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._inodes: dict[str, int] = {}
        self._folders: dict[str, list[str]] = {}
        self._kept: set[str] = set()
        self._look_into("")

    def has(self, path: str, published: str) -> bool:
        """Whether ``path`` is another name of the file ``published``; if so, it will be moved."""
        known = self._inodes.get(path)
        if known is None or os.stat(published, follow_symlinks=False).st_ino != known:
            return False
        self._kept.add(path)
        return True

    def move(self, root: str, changed: Container[str], make_folder: Callable[[str], None]) -> None:
        """Moves what is kept to ``root``: in whole folders, unless they are ``changed`` there."""
        spoiled = {above for path in self._inodes.keys() - self._kept for above in _above(path)}
        pending = [""]
        while pending:
            folder = pending.pop()
            for path in self._folders[folder]:
                is_folder = path in self._folders
                if is_folder and (path in spoiled or path in changed):
                    pending.append(path)
                elif is_folder or path in self._kept:
                    make_folder(folder)
                    os.rename(f"{self.root}/{path}", f"{root}/{path}")

    def _look_into(self, folder: str) -> None:
        """Notes the files of a folder and those below it; others may have changed its mode."""
        place = f"{self.root}/{folder}"
        if os.stat(place).st_mode & 0o777 != FOLDER_MODE:
            set_mode(place, FOLDER_MODE)
        found: list[str] = []
        with os.scandir(place) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                found.append(path)
                if entry.is_dir(follow_symlinks=False):
                    self._look_into(path)
                else:
                    self._inodes[path] = entry.stat(follow_symlinks=False).st_ino
        self._folders[folder] = found
        if not found:
            self._inodes[f"{folder}/"] = 0  # nobody asks for it: an empty folder is not moved


def set_mode(file: str | int, mode: int) -> None:
    """Undoes the umask; file systems without modes refuse, and there it does not matter."""
    with suppress(PermissionError):
        os.chmod(file, mode)


def _above(path: str) -> Iterator[str]:
    while path:
        path = path.rpartition("/")[0]
        yield path
