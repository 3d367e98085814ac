"""One file of a shelf: sealed as a whole, its records at once in memory, their tails when wanted."""

from __future__ import annotations

import os
from dataclasses import field
from functools import cache
from struct import Struct
from types import GenericAlias
from typing import Any, NamedTuple
from zlib import crc32

from statusgen.dataclass import dataclass
from statusgen.encoding import Raw, packed, unpacked
from statusgen.shelves.source import Held, Part, Source

_HEAD = Struct("<I16sQ")
_SEAL = 4
_PART = 1 << 16


class Fresh(NamedTuple):
    """A new value: a digest of what it was made of, its bytes, and where those of its tail are."""

    of: bytes
    head: bytes
    tail: Part | Held


Known = tuple[bytes, Any, int, int]
"""A value of a file: a digest of what it was made of, the value, where its tail is, and its size."""


@dataclass(slots=True)
class File:
    """The values of the ``source`` and ``fresh`` ones by name, and the names that somebody ``wanted``.

    The first ``behind`` bytes of the source are before the tails.
    """

    known: dict[str, Known] = field(default_factory=dict)
    fresh: dict[str, Fresh] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    changed: bool = False
    source: Source | None = None
    behind: int = 0

    @property
    def has_unwanted(self) -> bool:
        """Whether there are values for which nobody asked."""
        return len(self.wanted) < len(self.known) + len(self.fresh)

    def tail(self, known: Known) -> Part:
        """Where the tail of a value of the source is."""
        assert self.source  # noqa: S101 - it is where the value is from
        _, _, start, size = known
        return Part(self.source, self.behind + start, size)

    def keep(self, name: str, fresh: Fresh) -> None:
        """Puts a value in the place of the one before, if its name can be written."""
        self.drop(name)
        if name.isprintable():
            self.fresh[name] = fresh
            self.wanted.add(name)

    def drop(self, name: str) -> None:
        """Lets a value go."""
        self.changed = True
        self.known.pop(name, None)
        self.fresh.pop(name, None)
        self.wanted.discard(name)

    def sealed(self, about: bytes) -> bytes:
        """The bytes of the file, with what somebody wanted alone."""
        rows: dict[str, Known] = {}
        tails: list[bytes] = []
        start = 0
        old = self._old() if len(self.fresh) < len(self.wanted) else {}
        for name in sorted(self.wanted):
            of, head, place = self.fresh.get(name) or old[name]
            tail = place.read()
            rows[name] = of, Raw(head), start, len(tail)
            tails.append(tail)
            start += len(tail)
        head = packed(rows)
        body = b"".join((_HEAD.pack(0, about, len(head))[_SEAL:], head, *tails))
        return crc32(body).to_bytes(_SEAL, "little") + body

    def _old(self) -> dict[str, Fresh]:
        """What is wanted of the source, as its bytes."""
        assert self.source  # noqa: S101 - it is where the others are from
        head = self.source.read(_HEAD.size, self.behind - _HEAD.size)
        rows = unpacked(head, _rows(Raw))
        return {
            name: Fresh(of, raw, Part(self.source, self.behind + start, size))
            for name, (of, raw, start, size) in rows.items()
            if name in self.known and name in self.wanted
        }


def opened(descriptor: int, about: bytes, kind: Any) -> File:
    """The file of a descriptor, with values of a ``kind``.

    An empty one where it is not whole, or not about this.
    """
    source = Source(descriptor)
    begin = source.read(0, _HEAD.size)
    if len(begin) < _HEAD.size or not _is_whole(source):
        return File()
    _, written_about, length = _HEAD.unpack(begin)
    if written_about != about or length > os.fstat(descriptor).st_size:
        return File()
    try:
        rows = unpacked(source.read(_HEAD.size, length), _rows(kind))
    except ValueError:
        return File()
    return File(rows, source=source, behind=_HEAD.size + length)


@cache
def _rows(kind: Any) -> Any:
    """The type of what is before the tails."""
    return GenericAlias(dict, (str, GenericAlias(tuple, (bytes, kind, int, int))))


def _is_whole(source: Source) -> bool:
    """Whether the seal is that of all that follows."""
    seal, at, found = source.read(0, _SEAL), _SEAL, 0
    while part := source.read(at, _PART):
        found = crc32(part, found)
        at += len(part)
    return found.to_bytes(_SEAL, "little") == seal
