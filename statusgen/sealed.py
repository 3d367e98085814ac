"""A part of a value that is not kept with it: it is made anew when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

T_co = TypeVar("T_co", covariant=True)


class Sealed(Generic[T_co]):
    """A value, or what makes it: the same for everybody who looks. Equal where the values are."""

    __slots__ = ("_make", "_value")

    def __init__(self, value: Any = None, make: Callable[[], Any] | None = None) -> None:
        self._value = value
        self._make = make

    @property
    def value(self) -> T_co:
        """The value: made when somebody asks for the first time."""
        if self._make is not None:
            self._value = self._make()
            self._make = None
        return cast("T_co", self._value)

    def made_by(self, make: Callable[[], Any]) -> None:
        """Says how to make it, for whoever kept a value without this part."""
        if self._value is None:
            self._make = make

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)
