"""YAML text -> plain values and their places: the only door to PyYAML, of which only events are used."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeAlias

from yaml import YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)
from yaml.parser import Parser as _Grammar
from yaml.reader import Reader as _Characters
from yaml.scanner import Scanner as _Tokens

from statusgen.content.characters import HIDDEN_IN_YAML, hidden_character, hidden_characters
from statusgen.diagnostics import Diagnostic
from statusgen.rules import problem

Value: TypeAlias = "str | int | bool | list[Value] | dict[str, Value] | None"
"""What YAML is read to. None is "no value given"; numbers that are not whole and dates are text."""


class PureParser(_Characters, _Tokens, _Grammar):
    """The events of a text without libyaml: the same values, slower and stricter about tabs."""

    def __init__(self, text: str) -> None:
        _Characters.__init__(self, text)
        _Tokens.__init__(self)
        _Grammar.__init__(self)


Parser: Any
try:
    from yaml._yaml import CParser as Parser
except ImportError:
    Parser = PureParser

DEEPEST = 12
_MOST_VALUES = 20_000
_MOST_PROBLEMS = 100
UNREADABLE = (YAMLError, ValueError, OverflowError)  # the last two from escapes, PureParser only
_WORDS: dict[str, Value] = {"": None, "true": True, "false": False}
_is_whole = re.compile(r"0|-?[1-9][0-9]{0,17}").fullmatch

_NextEvent: TypeAlias = Callable[[], Any]


class _Enough(Exception):
    """The rest of the document is not worth reading, or not safe to read."""


def parse(text: str, file: str, problems: list[Diagnostic], first_line: int = 1) -> Value:
    """The value of a document; None if it is empty or, after noting why, cannot be used.

    ``text`` has Unix line ends; ``first_line`` is the line of ``file`` on which it begins.
    Plain ``true``, ``false`` and whole numbers of at most 18 digits are what they look like,
    everything else is text, character by character.
    """
    found = hidden_characters(text, file, first_line, HIDDEN_IN_YAML)
    value = None
    if not found:
        reading = _Reading(text, file, first_line)
        value = reading.document()
        found = reading.problems
    problems += found
    return None if found else value


class _Reading:
    """One walk over the events of a document; problems gather on the way."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self.problems: list[Diagnostic] = []
        self._text = text
        self._file = file
        self._first_line = first_line
        self._escapes = "\\" in text
        self._values = 0

    def document(self) -> Value:
        """The value of the first and only document."""
        try:
            return self._walk(Parser(self._text))
        except _Enough:
            pass
        except UNREADABLE as error:
            if "nesting depth" in str(error):  # libyaml's own limit, far beyond ours
                return self._as_deep_as_allowed(error)
            self._note_syntax(error)
        return None

    def _as_deep_as_allowed(self, error: Exception) -> Value:
        """Finds the place at which it becomes too deep, which libyaml does not come to."""
        mark = getattr(error, "problem_mark", None) or self._parser.get_mark()
        self.problems.clear()
        try:
            self._walk(PureParser(self._text[: mark.index]))
        except _Enough:
            pass
        except UNREADABLE as earlier:
            self._note_syntax(earlier)
        return None

    def _walk(self, parser: Any) -> Value:
        self._parser = parser
        self._next: _NextEvent = parser.get_event
        self._values = 0
        value = None
        self._next()
        if type(self._next()) is not StreamEndEvent:
            value = self._node(self._next(), 0)
            self._next()
            self._demand_end(self._next())
        return value

    def _demand_end(self, event: Any) -> None:
        if type(event) is not StreamEndEvent:
            hint = "delete the line with `---`: a file holds one document"
            self._note("yaml-syntax", event.start_mark, "a second document begins here", hint)

    def _node(self, event: Any, depth: int) -> Value:
        """The value that begins with ``event``; ``depth`` is how many collections it is in."""
        self._values += 1
        if self._values > _MOST_VALUES:
            message = f"the file has more than {_MOST_VALUES:,} values"
            self._note("file-too-large", event.start_mark, message, "split it into several files")
            raise _Enough
        if event.anchor is not None or event.tag is not None:
            self._note_extras(event)
        kind = type(event)
        if kind is ScalarEvent:
            if event.implicit[0]:
                value = _WORDS.get(event.value, event.value)
                return int(event.value) if _is_whole(event.value) else value
            return self._quoted(event)
        if kind is AliasEvent:
            return None
        if depth == DEEPEST:
            message = f"the values are nested more than {DEEPEST} levels deep"
            self._note("yaml-too-deep", event.start_mark, message, "write them flatter")
            raise _Enough
        return self._mapping(depth + 1) if kind is MappingStartEvent else self._list(depth + 1)

    def _list(self, depth: int) -> Value:
        values = []
        while type(event := self._next()) is not SequenceEndEvent:
            values.append(self._node(event, depth))
        return values

    def _mapping(self, depth: int) -> Value:
        values: dict[str, Value] = {}
        keys: dict[str, Any] = {}
        while type(event := self._next()) is not MappingEndEvent:
            key = self._key(event, depth)
            value = self._node(self._next(), depth)
            if key is None:
                continue
            if key in values:
                first = keys[key].start_mark.line + self._first_line
                message = f"`{_shortened(key)}` stands here and in line {first}"
                self._note("yaml-duplicate-key", event.start_mark, message, "keep one of the two")
            else:
                values[key] = value
                keys[key] = event
        return values

    def _key(self, event: Any, depth: int) -> str | None:
        if type(event) is not ScalarEvent:
            if type(event) is not AliasEvent:
                kind = "mapping" if type(event) is MappingStartEvent else "list"
                hint = 'quote a text that begins with a bracket, such as `title: "{{ x }}"`'
                self._note("yaml-syntax", event.start_mark, f"a key is a text, not a {kind}", hint)
            self._node(event, depth)
            return None
        if event.anchor is not None or event.tag is not None:
            self._note_extras(event)
        if not event.implicit[0]:
            return self._quoted(event)
        if event.value == "<<":
            hint = "write the values out in each place"
            self._note("yaml-alias", event.start_mark, "the merge key `<<` is not allowed", hint)
            return None
        key: str = event.value
        return key

    def _quoted(self, event: Any) -> str:
        """The text of a scalar in quotes or a block; escapes may hide what nobody can see."""
        text: str = event.value
        if self._escapes and (hidden := HIDDEN_IN_YAML.search(text)):
            line, column = event.start_mark.line + self._first_line, event.start_mark.column + 1
            self._add(hidden_character(hidden[0], self._file, line, column))
        return text

    def _note_extras(self, event: Any) -> None:
        """Reports an alias, an anchor or a tag."""
        alias = type(event) is AliasEvent
        if event.anchor is not None:
            sign, kind = ("*", "alias") if alias else ("&", "anchor")
            hint = f"write the values out in each place; quote a text that begins with `{sign}`"
            message = f"the {kind} `{sign}{_shortened(event.anchor)}` is not allowed"
            self._note("yaml-alias", event.start_mark, message, hint)
        if not alias and event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"the tag `{_shortened(tag)}` is not allowed"
            hint = "leave it out; quote a text that begins with `!`"
            self._note("yaml-tag", event.start_mark, message, hint)

    def _note_syntax(self, error: Exception) -> None:
        """Says what the parser stumbled over, unless that line has been reported already."""
        from statusgen.content.yamlfaults import fault_of

        said = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', error)}"
        mark = getattr(error, "problem_mark", None) or self._parser.get_mark()
        lines = [*self._text.split("\n"), ""]  # libyaml puts the end on a line of its own
        fault = fault_of(said, lines, mark.line, mark.column)
        mark = (fault.at_start and getattr(error, "context_mark", None)) or mark
        if all(found.where.line != mark.line + self._first_line for found in self.problems):
            sign = lines[mark.line][mark.column :][:1]
            message, hint = (text.replace("{}", sign) for text in (fault.message, fault.hint))
            self._note(fault.code, mark, message, hint)

    def _note(self, code: str, mark: Any, message: str, hint: str) -> None:
        line, column = mark.line + self._first_line, mark.column + 1
        self._add(problem(code, self._file, message, hint=hint, line=line, column=column))

    def _add(self, found: Diagnostic) -> None:
        self.problems.append(found)
        if len(self.problems) >= _MOST_PROBLEMS:
            raise _Enough


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}…"
