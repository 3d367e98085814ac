"""Values that were made of something, each kept for as long as that stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Shelf(Protocol):
    """Where values of one kind stand between two processes, by name."""

    def get(self, name: str, of: object) -> Any:
        """The value that was made of ``of``. Raises KeyError where there is none."""

    def put(self, name: str, of: object, value: object) -> None:
        """Keeps a value in the place of the one before."""

    def put_away(self) -> None:
        """Writes down what is new, without what nobody asked for."""


class Memory:
    """What was made before, for one thread that makes it again and again.

    What is kept must be frozen: everybody who asks gets the same value. Where the first part of a
    key names one of the ``shelves`` and the second is a text, it outlives the process; ``of`` is
    made of plain values then. ``clock`` gives the nanoseconds of the system's clock: without it
    nobody need doubt the stamps of files.
    """

    def __init__(
        self, shelves: Mapping[str, Shelf] | None = None, clock: Callable[[], int] | None = None
    ) -> None:
        self.clock = clock
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
            value = make()
            self.keep(key, of, value)
        return value

    def kept(self, key: Hashable, of: object) -> Any:
        """What was made of ``of``. Raises KeyError where nothing was."""
        self._asked.add(key)
        kept = self._kept.get(key)
        if kept is not None and of is not None and kept[0] == of:
            return kept[1]
        shelf = self._shelf(key)
        if shelf is None or of is None:
            raise KeyError(key)
        value = shelf.get(key[1], of)  # type: ignore[index]
        self._kept[key] = of, value
        return value

    def keep(self, key: Hashable, of: object, value: object) -> None:
        """Keeps what was made of ``of``."""
        self._asked.add(key)
        self._kept[key] = of, value
        shelf = self._shelf(key)
        if shelf is not None and of is not None:
            shelf.put(key[1], of, value)  # type: ignore[index]

    def forget(self, key: Hashable) -> None:
        """Has a value made anew, whatever it is made of."""
        self.keep(key, None, None)

    def sweep(self) -> None:
        """Lets go of everything that nobody has asked for since the last call."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in self._asked}
        self._asked.clear()

    def put_away(self) -> None:
        """Writes down what shall outlive the process; from then on nothing more does."""
        for shelf in self._shelves.values():
            shelf.put_away()
        self._shelves = {}

    def _shelf(self, key: Hashable) -> Shelf | None:
        return self._shelves.get(key[0]) if type(key) is tuple else None
