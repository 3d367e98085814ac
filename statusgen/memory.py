"""Values that were made of something, each kept for as long as that stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from statusgen.shelves import Cupboard, Shelf

T = TypeVar("T")


class Memory:
    """What was made before, for one thread that makes it again and again.

    What is kept must be frozen: everybody who asks gets the same value. Where the first part of a
    key names one of the ``shelves`` and the second is a text, it outlives the process; ``of`` is
    made of plain values then. ``clock`` gives the nanoseconds of the system's clock: without it
    nobody need doubt the stamps of files. ``folder`` is where the shelves stand, and where others
    may leave a file for the next time. ``once``: hardly any value is asked for twice, so that what
    stands on a shelf is not held a second time. ``compiled`` is a cupboard for code that may be run
    again: none is but one into which nobody brings files from elsewhere.
    """

    def __init__(
        self,
        shelves: Mapping[str, Shelf] | None = None,
        clock: Callable[[], int] | None = None,
        folder: Path | None = None,
        compiled: Cupboard | None = None,
        *,
        once: bool = False,
    ) -> None:
        self.compiled = compiled
        self.clock = clock
        self.folder = folder
        self._once = once
        self._shelves = shelves or {}
        self._kept: dict[Hashable, tuple[object, Any]] = {}
        self._asked: set[Hashable] = set()

    def made(self, key: Hashable, of: object, make: Callable[[], T]) -> T:
        """What ``make`` gives, which is not called again for ``key`` while ``of`` stays equal.

        ``of`` None is equal to nothing.
        """
        try:
            value: T = self.kept(key, of)
        except KeyError:
            value = self.keep(key, of, make())
        return value

    def kept(self, key: Hashable, of: object) -> Any:
        """What was made of ``of``. Raises KeyError where nothing was."""
        kept = self._kept.get(key)
        if kept is not None and of is not None and kept[0] == of:
            self._asked.add(key)
            return kept[1]
        place = self._place(key)
        if place is None or of is None:
            raise KeyError(key)
        shelf, name = place
        value = shelf.get(name, of)
        self._hold(key, of, value, place)
        return value

    def look_up(self, kind: str, ofs: Mapping[str, object]) -> dict[str, Any]:
        """Many values by name, in one go: those of ``ofs`` that `kept` would give, or most of them."""
        shelf = self._shelves.get(kind)
        found = shelf.all_of(ofs) if shelf else {}
        if not self._once:
            self._kept |= {(kind, name): (ofs[name], value) for name, value in found.items()}
            self._asked.update([(kind, name) for name in found])
        return found

    def keep(self, key: Hashable, of: object, value: T) -> T:
        """Keeps what was made of ``of``, and gives it: maybe an equal value that takes less room."""
        place = self._place(key)
        if place is not None and of is not None:
            shelf, name = place
            value = shelf.put(name, of, value)
        self._hold(key, of, value, place)
        return value

    def forget(self, key: Hashable) -> None:
        """Has a value made anew, whatever it is made of."""
        self._kept.pop(key, None)
        if place := self._place(key):
            shelf, name = place
            shelf.drop(name)

    def sweep(self) -> None:
        """Lets go of everything that nobody has asked for since the last call."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in self._asked}
        self._asked.clear()

    def open(self) -> None:
        """Looks now at what outlived other processes, for whoever has to wait anyway."""
        for shelf in self._shelves.values():
            shelf.open()

    def put_away(self) -> None:
        """Writes down what shall outlive the process; from then on nothing more does."""
        for shelf in self._shelves.values():
            shelf.put_away()
        self._shelves = {}

    def let_go(self) -> None:
        """Forgets everything, for who needs it no more; what shall outlive the process was put away."""
        self._shelves = {}
        self._kept = {}
        self._asked = set()

    @property
    def news(self) -> int:
        """How many values there are to be written down."""
        return sum(shelf.news for shelf in self._shelves.values())

    def shelf(self, kind: str) -> Shelf | None:
        """Where the values of a kind stand that outlive the process."""
        return self._shelves.get(kind)

    def _hold(self, key: Hashable, of: object, value: object, place: object) -> None:
        """Holds a value for whoever asks again, unless it is to be had at its place."""
        if place is None or not self._once:
            self._asked.add(key)
            self._kept[key] = of, value

    def _place(self, key: Hashable) -> tuple[Shelf, str] | None:
        """The shelf on which the value of a key stands, and its name there."""
        if type(key) is not tuple or len(key) != 2:  # a pattern takes four times as long
            return None
        shelf, name = self._shelves.get(key[0]), key[1]
        return (shelf, name) if shelf is not None and type(name) is str else None
