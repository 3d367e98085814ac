"""Where the parts of a YAML document stand, for diagnostics: routes -> lines and columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import Any

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from statusgen.content.yamldoc import DEEPEST, UNREADABLE, Parser
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Route


class _TooDeep(Exception):
    """What lies deeper has no place: it is refused anyway."""


class Places:
    """Where everything in a document stands, as far as that can be read; it is read once."""

    def __init__(self, text: str, first_line: int = 1) -> None:
        self._first_line = first_line
        self._root = _Place((0, 0), (0, 0))
        try:
            next_event: Callable[[], Any] = Parser(text).get_event
            next_event()
            next_event()
            value = next_event()
            if isinstance(value, NodeEvent):
                self._root = _Place(_mark(value), _mark(value))
                _note_places(next_event, value, self._root, 0)
        except (_TooDeep, *UNREADABLE):
            pass

    def has(self, key: str) -> bool:
        """Whether the document is a mapping with this key."""
        return key in self._root.inner

    def find(self, route: Route, *, at_key: bool = False) -> tuple[int, int]:
        """Line and column (from 1) of what is at ``route``, or of the deepest part that exists.

        A list or mapping is where its key is; a text or number is where it begins itself, or
        ``at_key`` where its key is. In a list, a text is found by its words too.
        """
        place, depth = self._root, 0
        for step in route:
            if step not in place.inner:
                break
            place, depth = place.inner[step], depth + 1
        line, column = place.key if at_key and depth and depth == len(route) else place.value
        return line + self._first_line, column + 1


@dataclass(slots=True)
class _Place:
    """Where the key and the value of something stand, from 0, and all that is in it."""

    key: tuple[int, int]
    value: tuple[int, int]
    inner: dict[str | int, _Place] = field(default_factory=dict)


def _mark(event: Any) -> tuple[int, int]:
    return event.start_mark.line, event.start_mark.column


def _note_places(next_event: Callable[[], Any], event: Any, place: _Place, depth: int) -> None:
    """Reads on to the end of the value that begins with ``event``; all in it goes to ``place``."""
    if depth > DEEPEST:
        raise _TooDeep
    if type(event) is MappingStartEvent:
        while type(key := next_event()) is not MappingEndEvent:
            inner = _Place(_mark(key), _mark(key))
            if type(key) is ScalarEvent:
                place.inner.setdefault(key.value, inner)
            else:
                _note_places(next_event, key, _Place((0, 0), (0, 0)), depth + 1)
            value = next_event()
            if type(value) is ScalarEvent and (value.value or value.style):
                inner.value = _mark(value)
            _note_places(next_event, value, inner, depth + 1)
    elif type(event) is SequenceStartEvent:
        index = 0
        while type(item := next_event()) is not SequenceEndEvent:
            place.inner[index] = inner = _Place(_mark(item), _mark(item))
            if type(item) is ScalarEvent:
                place.inner.setdefault(item.value, inner)
            _note_places(next_event, item, inner, depth + 1)
            index += 1
