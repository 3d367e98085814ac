"""Changes -> headings and lines, which say what is ours and what is foreign: each format writes them
in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import TypeAlias

from statusgen.changes import Changes
from statusgen.changes.change import (
    EntryChange,
    Files,
    MonitorChange,
    Moved,
    Op,
    PageChange,
    Piece,
    UpdateChange,
    What,
)
from statusgen.changes.said import when
from statusgen.dataclass import dataclass
from statusgen.report.text import count

NOTHING = "Nothing that the public sees changes."


class Style(Enum):
    """What a part of a line is: only OWN words are ours."""

    OWN = auto()
    TOLD = auto()
    TITLE = auto()
    PLACE = auto()
    OUT = auto()
    IN = auto()


Part: TypeAlias = tuple[Style, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list; ``depth`` 0 is the outermost."""

    depth: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading of ours."""

    heading: str
    lines: tuple[Line, ...]


def tell(changes: Changes) -> Iterator[Section]:
    """Everything in its order; sections that have nothing to say are left out."""
    for heading, lines in (
        ("Not compared", [_line(0, _told(note)) for note in changes.notes]),
        ("Banner", _banner(changes)),
        ("Incidents", [one for found in changes.incidents for one in _entry(found)]),
        ("Maintenance", [one for found in changes.maintenances for one in _entry(found)]),
        ("Monitors", [one for found in changes.monitors for one in _monitor(found)]),
        ("Pages", [one for found in changes.pages for one in _page(found)]),
        ("Settings of the page", [_line(0, *_moved(one)) for one in changes.settings]),
        ("Public only later", list(_later(changes))),
        ("Notifications", list(_notifications(changes))),
        ("Feed", list(_feed(changes))),
        ("Published files", _files(changes.published)),
        ("Content files", _files(changes.content)),
    ):
        if lines:
            yield Section(heading, tuple(lines))


def _line(depth: int, *parts: Part) -> Line:
    return Line(depth, parts)


def _own(text: str) -> Part:
    return Style.OWN, text


def _told(text: str) -> Part:
    return Style.TOLD, text


def _banner(changes: Changes) -> list[Line]:
    if changes.banner is None:
        return []
    return [_line(0, *_values(changes.banner.before, changes.banner.after))]


def _entry(one: EntryChange) -> Iterator[Line]:
    words = _own(f"{one.kind.capitalize()} {', '.join(one.words)}: ")
    state = () if not one.state or one.what is What.REMOVED else (_own(f" ({one.state})"),)
    yield _line(0, words, (Style.TITLE, one.title), *state, _own(" "), (Style.PLACE, one.path))
    if one.reason:
        yield _line(1, _own("reason given: "), _told(one.reason))
    for fact in one.moved:
        if not (fact.name == "correction" and one.reason == fact.after):
            yield _line(1, *_moved(fact))
    if one.pieces:
        yield _line(1, _own("text: "), *_pieces(one.pieces))
    for update in one.updates:
        yield from _update(update)


def _update(one: UpdateChange) -> Iterator[Line]:
    word = {What.ADDED: "new update", What.CHANGED: "update edited", What.REMOVED: "update deleted"}
    late = ", back-dated: readers have seen newer ones" if one.back_dated else ""
    head = _own(f"{word[one.what]}, {one.state}, {when(one.at)}{late}")
    yield _line(1, head, *((_own(": "), _told(one.text)) if one.text else ()))
    if one.reason:
        yield _line(2, _own("reason given: "), _told(one.reason))
    for fact in one.moved:
        if not (fact.name == "correction" and one.reason == fact.after):
            yield _line(2, *_moved(fact))
    if one.pieces:
        yield _line(2, _own("text: "), *_pieces(one.pieces))


def _monitor(one: MonitorChange) -> Iterator[Line]:
    tag = (Style.PLACE, one.tag)
    yield _line(
        0, _own(f"Monitor {', '.join(one.words)}: "), (Style.TITLE, one.name), _own(" "), tag
    )
    for fact in one.moved:
        yield _line(1, *_moved(fact))


def _page(one: PageChange) -> Iterator[Line]:
    path = (Style.PLACE, one.path)
    yield _line(0, _own(f"Page {one.what}: "), (Style.TITLE, one.title), _own(" "), path)
    for fact in one.moved:
        yield _line(1, *_moved(fact))
    if one.pieces:
        yield _line(1, _own("text: "), *_pieces(one.pieces))


def _later(changes: Changes) -> Iterator[Line]:
    for one in changes.later:
        place = (_own(" "), (Style.PLACE, one.path))
        yield _line(
            0, _own(f"{when(one.at)}: "), (Style.TITLE, one.title), _own(f" {one.text}"), *place
        )


def _notifications(changes: Changes) -> Iterator[Line]:
    for one in changes.notifications:
        head = ((Style.PLACE, one.kind), _own(": "), (Style.TITLE, one.title))
        yield _line(0, *head, *(_channels(one.channels) if changes.channels else ()))


def _channels(names: tuple[str, ...]) -> Iterator[Part]:
    """Whom the filters of the channels let it pass to."""
    if not names:
        yield _own(" to no channel")
    for index, name in enumerate(names):
        yield _own(", " if index else " to ")
        yield _told(name)


def _feed(changes: Changes) -> Iterator[Line]:
    for one in changes.feed:
        word = "new entry" if one.what is What.ADDED else f"entry {one.what}"
        yield _line(0, _own(f"{word}, {when(one.at)}: "), _told(one.title))


def _files(files: Files) -> list[Line]:
    if not files.count:
        return []
    numbers = ((files.added, "added"), (files.changed, "changed"), (files.removed, "removed"))
    said = ", ".join(f"{number:,} {word}" for number, word in numbers if number)
    lines = [_line(0, _own(f"{count(files.count, 'file')}: {said}"))]
    lines += [_line(1, _own(f"{what}: "), (Style.PLACE, name)) for what, name in files.first]
    return lines


def _moved(fact: Moved) -> Iterable[Part]:
    """A fact whose name is ours, and its values."""
    if not fact.before and not fact.after:
        return (_own(f"{fact.name}: another one" if fact.name[:4] != "and " else fact.name),)
    return (_own(f"{fact.name}: "), *_values(fact.before, fact.after))


def _values(before: str, after: str) -> tuple[Part, ...]:
    if not before:
        return (_told(after),)
    return _told(before), _own(" → "), (_told(after) if after else _own("nothing"))


def _pieces(found: Iterable[Piece]) -> Iterator[Part]:
    styles = {Op.SAME: Style.TOLD, Op.OUT: Style.OUT, Op.IN: Style.IN}
    return ((styles[one.op], one.text) for one in found)
