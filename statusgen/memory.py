"""Values that were made of something, each kept for as long as that stays the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Memory:
    """What was made before, for one thread that makes it again and again.

    What is kept must be frozen: everybody who asks gets the same value.
    """

    def __init__(self) -> None:
        self._kept: dict[Hashable, tuple[object, Any]] = {}
        self._asked: set[Hashable] = set()

    def made(self, key: Hashable, of: object, make: Callable[[], T]) -> T:
        """What ``make`` gives, which is not called again for ``key`` while ``of`` stays equal."""
        self._asked.add(key)
        kept = self._kept.get(key)
        if kept is None or kept[0] != of:
            kept = self._kept[key] = (of, make())
        value: T = kept[1]
        return value

    def recall(self, key: Hashable) -> Any:
        """What was kept under a key; None where nothing was."""
        self._asked.add(key)
        return self._kept.get(key, (None, None))[1]

    def keep(self, key: Hashable, value: object) -> None:
        """Keeps a value, whatever it was made of."""
        self._asked.add(key)
        self._kept[key] = (None, value)

    def sweep(self) -> None:
        """Lets go of everything that nobody has asked for since the last call."""
        self._kept = {key: kept for key, kept in self._kept.items() if key in self._asked}
        self._asked.clear()
