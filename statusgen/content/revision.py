"""The files of a site at a revision of its repository, read by the rules of those on disk."""

from __future__ import annotations

from pathlib import Path

from statusgen.content.characters import HIDDEN_IN_NAME
from statusgen.content.folders import CONTENT
from statusgen.content.load import MONITORS
from statusgen.content.refusals import (
    Refused,
    hidden_name,
    is_link,
    is_odd,
    no_folder,
    require_near,
    too_large,
)
from statusgen.content.scan import is_passed_over
from statusgen.content.sources import LARGEST, Folder, Reader
from statusgen.git.revisions import FILE, LINK, Revision, Tree, tree


def site_at(root: Path, revision: Revision) -> Tree:
    """The content of the site in the folder ``root`` as it was at a revision, maybe nothing."""
    found = tree(root, revision, MONITORS, CONTENT)
    files = (path for path, one in found.entries.items() if one.mode in FILE)
    found.fetch(path for path in files if found.entries[path].size <= LARGEST)
    return found


class PastReader(Reader):
    """Reads a tree of git; links and submodules are reported, as links and devices on disk are."""

    def __init__(self, root: Path, past: Tree) -> None:
        super().__init__(root)
        self._past = past
        self._children: dict[str, set[str]] = {"": set()}
        for path in past.entries:
            while path and path not in self._children.get(path.rpartition("/")[0], ()):
                folder = path.rpartition("/")[0]
                self._children.setdefault(folder, set()).add(path)
                path = folder

    def _bytes(self, file: str, limit: int) -> bytes:
        require_near(file.rpartition("/")[0])
        self._require_way(file.rpartition("/")[0])
        if file in self._children:
            raise Refused("not-a-file", file, "this is a folder", "put a text file in its place")
        entry = self._past.entries.get(file)
        if entry is None:
            raise FileNotFoundError(file)
        if entry.mode not in FILE:
            raise is_link(file) if entry.mode == LINK else is_odd(file)
        if entry.size > limit:
            raise too_large(file, entry.size, limit)
        return self._past.read(file)

    def _list(self, path: str) -> Folder:
        require_near(path)
        self._require_way(path)
        if path not in self._children:
            raise FileNotFoundError(path)
        folders, files = [], []
        for child in sorted(self._children[path]):
            name = child.rpartition("/")[2]
            if is_passed_over(name):
                continue
            entry = self._past.entries.get(child)
            if HIDDEN_IN_NAME.search(name):
                self._blame(hidden_name(child) or is_odd(child))
            elif entry is None:
                folders.append(name)
            elif entry.mode in FILE:
                files.append(name)
            else:
                self._blame(is_link(child) if entry.mode == LINK else is_odd(child))
        return Folder(path, tuple(folders), tuple(files))

    def _require_way(self, folder: str) -> None:
        """No file and no link stands on the way down to a folder."""
        names = folder.split("/")
        for depth in range(1, len(names) + 1):
            place = "/".join(names[:depth])
            if entry := self._past.entries.get(place):
                raise is_link(place) if entry.mode == LINK else no_folder(place)
