"""The site before the published one: what is the same in the new site is moved out of it.

A folder in which something changes is made anew and what stays is moved there: whoever still reads
the old folder through an open handle misses files, and never finds one of another build. Only a
folder with many entries is changed as it is, a minute after readers lost sight of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from itertools import islice

from statusgen.remembered import Differences

FOLDER_MODE = 0o755
MANY = 1_000  # entries, of which moving takes some milliseconds
OUT_OF_SIGHT = 60.0  # seconds


class Predecessor:
    """The folder ``root``, which differs from the published one in known places.

    The site in the folder ``new`` takes over the rest; ``make_folder`` makes folders there.
    """

    def __init__(
        self,
        root: str,
        differences: Differences,
        new: str,
        make_folder: Callable[[str], None],
    ) -> None:
        self.differences = differences
        self._root = root
        self._new = new
        self._make_folder = make_folder
        self._left: set[str] = set()
        self._spoiled: dict[str, set[str]] = {}
        age = os.stat(new).st_mtime - os.stat(root).st_mtime
        self._may_be_changed = age >= OUT_OF_SIGHT

    def move(self, changed: Iterable[str]) -> None:
        """Moves what is neither different nor ``changed``; that is in the new folder already.

        OSError for what the disk refuses.
        """
        different = (*self.differences.published, *self.differences.gone, *changed)
        self._left = {path.rstrip("/") for path in different}
        self._spoiled = _by_folder(self._left)
        self._go_through("")

    def _go_through(self, folder: str) -> None:
        """Moves what stays of a folder in which something does not."""
        if folder and self._may_be_changed and _has_more(f"{self._root}/{folder}", MANY):
            self._change(folder)
            return
        old, new = f"{self._root}/{folder}", f"{self._new}/{folder}"
        names, spoiled = os.listdir(old), self._spoiled[folder]
        staying = [name for name in names if name not in spoiled]
        if staying:
            self._make_folder(folder)
        for name in staying:
            os.rename(f"{old}/{name}", f"{new}/{name}")
        for name in spoiled.intersection(names):
            path = f"{folder}/{name}" if folder else name
            if path not in self._left:
                self._go_through(path)

    def _change(self, folder: str) -> None:
        """Moves a folder as a whole, after what is new was put into it."""
        old, new = f"{self._root}/{folder}", f"{self._new}/{folder}"
        for name in self._spoiled[folder]:
            path = f"{folder}/{name}"
            if path not in self._left and os.path.isdir(f"{old}/{name}"):
                self._go_through(path)
            _discard(f"{old}/{name}")
            with suppress(FileNotFoundError):
                os.rename(f"{new}/{name}", f"{old}/{name}")
        with suppress(FileNotFoundError):
            os.rmdir(new)
        if _has_more(old, 0):
            self._make_folder(folder.rpartition("/")[0])
            os.rename(old, new)


def _by_folder(paths: Iterable[str]) -> dict[str, set[str]]:
    """The names on the way to ``paths``, by the folder that they are in."""
    names: dict[str, set[str]] = {"": set()}
    for path in paths:
        while path:
            folder, _, name = path.rpartition("/")
            known = names.setdefault(folder, set())
            if name in known:
                break
            known.add(name)
            path = folder
    return names


def _has_more(folder: str, count: int) -> bool:
    """Whether more than so many entries are in a folder."""
    with os.scandir(folder) as entries:
        return next(islice(entries, count, None), None) is not None


def _discard(path: str) -> None:
    """Removes a file, or a folder with all that is in it, if there is one."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass
    except (IsADirectoryError, PermissionError):
        from shutil import rmtree

        rmtree(path)
