"""What is made only when somebody looks behaves as the tuple that it stands for."""

from __future__ import annotations

import weakref
from collections.abc import Callable

import pytest

from statusgen.artifact import digest
from statusgen.encoding import packed, unpacked
from statusgen.later import Later
from statusgen.sealed import Sealed

ITEMS = ("a", "b", "c")
LOOKS: list[Callable[[tuple[str, ...]], object]] = [
    lambda items: items[0],
    lambda items: items[-1],
    lambda items: items[1:],
    lambda items: items[::-1],
    len,
    list,
    bool,
    hash,
    repr,
    digest,
    packed,
    lambda items: "b" in items,
    lambda items: items.index("b"),
    lambda items: items == ITEMS,
    lambda items: items == ITEMS,
    lambda items: items != ITEMS[1:],
    lambda items: items == Later(lambda: ITEMS),
    lambda items: items + ITEMS,
    lambda items: ITEMS + items,
    lambda items: (*items, "d"),
    lambda items: list(reversed(items)),
]


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_it_behaves_as_the_tuple(number: int) -> None:
    look = LOOKS[number]
    assert look(Later(lambda: ITEMS)) == look(ITEMS)  # type: ignore[arg-type]


def test_it_is_made_once_while_it_is_looked_at_and_let_go_after() -> None:
    class Item:
        pass

    made: list[weakref.ref[Item]] = []

    def make() -> tuple[Item, ...]:
        item = Item()
        made.append(weakref.ref(item))
        return (item,)

    later = Later(make)
    assert made == []
    assert later[0] is later[0] is made[0]()
    others = [Later(lambda: ("x",)) for _ in range(3000)]
    assert all(other[0] == "x" for other in others)
    assert made[0]() is None
    assert len(later) == 1
    assert len(made) == 2


def test_packed_it_is_a_tuple() -> None:
    assert unpacked(packed(Later(lambda: ITEMS)), tuple[str, ...]) == ITEMS


def test_what_is_sealed_is_let_go_too_and_made_again() -> None:
    made: list[int] = []

    def make() -> tuple[int, ...]:
        made.append(len(made))
        return (1, 2)

    sealed: Sealed[tuple[int, ...]] = Sealed((1, 2))
    assert sealed.value == (1, 2)
    sealed.made_by(make)
    assert made == []
    assert sealed.value is sealed.value
    assert made == [0]
    others = [Later(lambda: ("x",)) for _ in range(3000)]
    assert all(other[0] == "x" for other in others)
    assert sealed.value == (1, 2)
    assert made == [0, 1]
