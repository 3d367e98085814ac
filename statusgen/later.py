"""What is made when somebody looks at it, and let go when others are looked at: a sequence."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from copy import copy
from typing import Any, Generic, Protocol, TypeVar, overload

T_co = TypeVar("T_co", covariant=True)

_AT_ONCE = 2_048
"""Twice the length of the longest lists that look into reports: each is opened once for all of them."""


class Forgetful(Protocol):
    """Holds what it can make again."""

    def forget(self) -> None:
        """Lets it go."""


_looked_at: deque[Forgetful] = deque()


def looked_at(one: Forgetful) -> None:
    """Notes that somebody looks at ``one`` now; what was looked at long ago is let go."""
    _looked_at.append(one)
    if len(_looked_at) > _AT_ONCE:
        _looked_at.popleft().forget()


class Later(Sequence[T_co], Generic[T_co]):
    """Stands for the tuple that ``make`` gives, every time the same, and behaves as it does."""

    __slots__ = ("_items", "_make")

    def __init__(self, make: Callable[[], tuple[T_co, ...]]) -> None:
        self._make = make
        self._items: tuple[T_co, ...] | None = None

    def __copy__(self) -> Later[T_co]:
        return Later(copy(self._make))

    def _all(self) -> tuple[T_co, ...]:
        items = self._items
        if items is None:
            items = self._items = self._make()
            looked_at(self)
        return items

    def forget(self) -> None:
        """Lets the items go until somebody looks at them."""
        self._items = None

    @overload
    def __getitem__(self, index: int) -> T_co: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T_co, ...]: ...
    def __getitem__(self, index: int | slice) -> T_co | tuple[T_co, ...]:
        return self._all()[index]

    def __add__(self, other: tuple[Any, ...]) -> tuple[Any, ...]:
        return self._all() + tuple(other)

    def __radd__(self, other: tuple[Any, ...]) -> tuple[Any, ...]:
        return other + self._all()

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | Later) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())
