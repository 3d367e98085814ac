"""Where the parts of a YAML document stand: what edits of its text need to know."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from statusgen.content.yamldoc import Parser
from statusgen.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place: ``start`` to ``end`` in characters.

    ``entries`` are the keys and values of a mapping, ``items`` those of a list; ``inline``
    says that it is written in braces or brackets.
    """

    start: int
    end: int
    entries: tuple[tuple[Key, Node], ...] | None = None
    items: tuple[Node, ...] | None = None
    inline: bool = False

    def entry(self, name: str) -> tuple[Key, Node] | None:
        """The entry of a mapping with this key."""
        return next((one for one in self.entries or () if one[0].name == name), None)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping and where it begins."""

    name: str
    start: int


def tree(text: str) -> Node | None:
    """The places of a document that `yamldoc.parse` accepts; None for an empty one."""
    following: Callable[[], Any] = Parser(text).get_event
    following()
    following()
    event = following()
    return None if not hasattr(event, "anchor") else _node(event, following)


def _node(event: Any, following: Callable[[], Any]) -> Node:
    start: int = event.start_mark.index
    if type(event) is MappingStartEvent:
        entries = []
        while type(inner := following()) is not MappingEndEvent:
            name = Key(inner.value, inner.start_mark.index)
            entries.append((name, _node(following(), following)))
        inline = bool(event.flow_style)
        return Node(start, _end(inner), tuple(entries), inline=inline)
    if type(event) is SequenceStartEvent:
        items = []
        while type(inner := following()) is not SequenceEndEvent:
            items.append(_node(inner, following))
        inline = bool(event.flow_style)
        return Node(start, _end(inner), items=tuple(items), inline=inline)
    return Node(start, _end(event))


def _end(event: Any) -> int:
    index: int = event.end_mark.index
    return index
