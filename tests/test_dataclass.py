"""Our `dataclass` does what that of the standard library does, only later."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import FrozenInstanceError, field, fields, replace
from typing import Any

import msgspec
import pytest

from statusgen.dataclass import dataclass


def classes(make: Callable[..., Any], **how: bool) -> tuple[type, type, type]:
    @make(**how)
    class Nothing:
        """Without fields."""

    @make(**how)
    class Point:
        """With defaults of both kinds."""

        x: int
        y: int = 0
        names: Mapping[str, str] = field(default_factory=dict)
        secret: str = field(default="", repr=False)

    @make(**how)
    class Later:
        """With a field that follows from another."""

        first: list[int]
        last: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "last", self.first[-1])

    return Nothing, Point, Later


HOW = [
    {},
    {"slots": True},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "eq": False},
]


@pytest.mark.parametrize("how", HOW)
def test_values_are_those_of_the_original(how: dict[str, bool]) -> None:
    seen = []
    for make in (dataclass, dataclasses.dataclass):
        nothing, point, later = classes(make, **how)
        values = [nothing(), nothing(), point(1), point(1, y=0), point(x=2, secret="s")]
        values += [point(1, 2, {"a": "b"}), later([1, 2]), later([1, 2]), replace(values[2], y=3)]
        equal = [[one == other for other in values] for one in values]
        names = [[one.name for one in fields(value)] for value in values]
        seen.append((list(map(repr, values)), equal, names, hasattr(values[0], "__dict__")))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("how", HOW)
def test_wrong_arguments_are_refused_in_the_words_of_the_original(how: dict[str, bool]) -> None:
    seen = []
    for make in (dataclass, dataclasses.dataclass):
        _, point, _ = classes(make, **how)
        for args, kwargs in (((), {}), ((1, 2, {}, "", 5), {}), ((1,), {"z": 2}), ((1,), {"x": 2})):
            with pytest.raises(TypeError) as error:
                point(*args, **kwargs)
            seen.append(str(error.value))
    assert seen[:4] == seen[4:]


def test_what_is_frozen_can_be_hashed_and_not_changed() -> None:
    nothing, point, _ = classes(dataclass, frozen=True, slots=True)
    value = point(1, names=())
    assert {value: "kept"}[point(1, names=())] == "kept"
    assert hash(nothing()) == hash(nothing())
    with pytest.raises(FrozenInstanceError, match=r"field 'x' of a .*Point"):
        value.x = 2
    with pytest.raises(FrozenInstanceError):
        del value.x
    assert value == point(1, names=())


def test_what_can_change_cannot_be_hashed() -> None:
    _, point, _ = classes(dataclass, slots=True)
    value = point(1)
    value.x = 2
    assert value == point(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(value)


def test_methods_of_a_class_win() -> None:
    @dataclass(frozen=True)
    class Named:
        name: str

        def __repr__(self) -> str:
            return self.name

    assert repr(Named("we")) == "we"


def test_default_values_are_made_for_each_value() -> None:
    _, point, _ = classes(dataclass, slots=True)
    assert point(1).names is not point(1).names


@dataclass(frozen=True, slots=True)
class Stored:
    """What typed bytes are decoded to."""

    number: int
    texts: tuple[str, ...] = ()


def test_typed_bytes_become_values() -> None:
    for value in (Stored(1, ("a", "b")), Stored(2)):
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=Stored) == value
