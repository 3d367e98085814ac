"""All that lies below a folder."""

from __future__ import annotations

import os
from typing import NamedTuple


class Found(NamedTuple):
    """A file's size in bytes and its number on the disk, which other names of it share."""

    size: int
    inode: int


NOTHING = Found(-1, -1)


def listing(place: str, folder_mode: int | None = None) -> dict[str, Found]:
    """Each file below ``place`` by its path; empty when there is no such folder.

    What no artifact makes is ``NOTHING``: links, pipes and empty folders (these with a ``/`` at
    the end). Nothing is opened and no link is followed. Folders of another mode are given
    ``folder_mode``.
    """
    found: dict[str, Found] = {}
    pending = [""] if os.path.lexists(place) else []
    while pending:
        folder = pending.pop()
        if folder_mode is not None and os.stat(f"{place}/{folder}").st_mode & 0o777 != folder_mode:
            os.chmod(f"{place}/{folder}", folder_mode)
        with os.scandir(f"{place}/{folder}") as entries:
            empty = True
            for entry in entries:
                empty = False
                path = folder + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(path + "/")
                elif entry.is_file(follow_symlinks=False):
                    state = entry.stat(follow_symlinks=False)
                    found[path] = Found(state.st_size, state.st_ino)
                else:
                    found[path] = NOTHING
        if empty and folder:
            found[folder] = NOTHING
    return found
