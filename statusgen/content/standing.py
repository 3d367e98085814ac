"""A site that somebody watches: only what is said to have changed is looked at again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from statusgen.content.again import Look, Remembering, scan_for
from statusgen.content.folders import CONTENT
from statusgen.content.load import Loaded, load
from statusgen.content.loader import Kept
from statusgen.content.refusals import Refused
from statusgen.content.sources import Folder
from statusgen.dataclass import dataclass
from statusgen.memory import Memory

_MOST = 500
"""Where more folders are said to have changed, some may be missing, and to look at all is faster."""


@dataclass(slots=True)
class Standing:
    """What earlier loadings found in the folders of a site, for one thread that hears what changes.

    ``folders`` are those whose names are known, ``walks`` all folders below some, in the order of a
    walk, ``found`` is what was made of folders; ``told`` are folders that stand no more.
    """

    folders: dict[str, Folder] = field(default_factory=dict)
    walks: dict[str, dict[str, Folder]] = field(default_factory=dict)
    found: dict[str, Kept[Any]] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)

    def load(self, root: Path, memory: Memory) -> Loaded:
        """The same as `load_again`, for the price of what `tell` was told since the last time."""
        memory.open()
        look: Look = dict
        if self.is_empty:
            look = scan_for(root, memory).stamps
        loaded = load(root, _Attentive(root, memory, look, self), memory)
        self.told.clear()
        return loaded

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands: then the next loading looks at everything."""
        return not self.folders

    def tell(self, paths: Collection[str]) -> None:
        """Has the folders of changed paths looked at again: all where something may be missing."""
        below = [path for path in paths if path.startswith(f"{CONTENT}/")]
        for path in below[: _MOST + 1]:
            self._fall(path)
        if len(self.told) > _MOST or not {"", CONTENT}.isdisjoint(paths):
            self.forget()

    def forget(self) -> None:
        """Has everything looked at again."""
        for known in (self.folders, self.walks, self.found, self.told):
            known.clear()

    def _fall(self, path: str) -> None:
        """A path changed: it may be a folder, of which nothing stands, and it is in one."""
        if path in self.folders:
            for name in [name for name in self.folders if name.startswith(f"{path}/")]:
                self._drop(name)
        self._drop(path)
        above = path.rpartition("/")[0]
        while above and not self._drop(above):  # what nobody knows is in a folder that is new
            above = above.rpartition("/")[0]

    def _drop(self, folder: str) -> bool:
        """Looks at a folder again; whether it was known."""
        self.told.add(folder)
        self.found.pop(folder, None)
        return self.folders.pop(folder, None) is not None


class _Attentive(Remembering):
    """Looks at folders that do not stand, and has all others stand from then on."""

    def __init__(self, root: Path, memory: Memory, look: Look, standing: Standing) -> None:
        super().__init__(root, memory, look)
        self.found = standing.found
        self._standing = standing

    def everything(self, folder: str) -> Sequence[Folder]:
        """``folder`` and all folders in it; walked again only where one came or went."""
        walks, before = self._standing.walks, len(self.problems)
        known = walks.pop(folder, {})
        if not (known and self._is_renewed(known)):
            known = {one.file: one for one in self.walk(folder)}
        if len(self.problems) == before:  # else somebody must hear of it each time
            walks[folder] = known
        return list(known.values())

    def _is_renewed(self, known: dict[str, Folder]) -> bool:
        """Puts what is in told folders now into a walk; whether no folder came or went."""
        for path in [path for path in known if path in self._standing.told]:
            try:
                listed = self._list(path)
            except (OSError, Refused):
                return False
            if listed.folders != known[path].folders:
                return False
            known[path] = listed
        return True

    def _list(self, path: str) -> Folder:
        listed = self._standing.folders.get(path)
        if listed is None:
            before = len(self.problems)
            listed = super()._list(path)
            if len(self.problems) == before:
                self._standing.folders[path] = listed
        return listed
