"""A part of a value that is not kept with it: it is made anew when somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from statusgen.later import looked_at

T_co = TypeVar("T_co", covariant=True)


class Sealed(Generic[T_co]):
    """A value, or what makes it: the same for everybody who looks. Equal where the values are.

    A value that can be made again is let go when others are looked at.
    """

    __slots__ = ("_make", "_value")

    def __init__(self, value: Any = None, make: Callable[[], Any] | None = None) -> None:
        self._value = value
        self._make = make

    @property
    def value(self) -> T_co:
        """The value: made when somebody asks for it."""
        value = self._value
        if value is None and self._make is not None:
            value = self._value = self._make()
            looked_at(self)
        return cast("T_co", value)

    def made_by(self, make: Callable[[], Any]) -> None:
        """Says how to make it: nobody need hold it from now on."""
        self._make = make
        self._value = None

    @property
    def can_be_made(self) -> bool:
        """Whether it is known how."""
        return self._make is not None

    def forget(self) -> None:
        """Lets the value go until somebody asks for it."""
        self._value = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sealed) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)
