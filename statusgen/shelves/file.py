"""One file of a shelf: sealed as a whole, its records at once in memory, their tails when wanted."""

from __future__ import annotations

import os
import weakref
from dataclasses import field
from struct import Struct
from zlib import crc32

from statusgen.dataclass import dataclass
from statusgen.encoding import Raw, packed, unpacked

_HEAD = Struct("<I16sQ")
_SEAL = 4
_PART = 1 << 18


@dataclass(frozen=True, slots=True)
class Record:
    """What a value was made of, as a digest, the value, and where its tail is."""

    of: bytes
    head: Raw
    start: int
    size: int


@dataclass(slots=True, eq=False)
class Written:
    """The tail of a value: its bytes, or where they are once they were written."""

    data: bytes = b""
    source: Source | None = None
    start: int = 0
    size: int = 0

    def read(self) -> bytes:
        """Its bytes."""
        return self.source.read(self.start, self.size) if self.source else self.data


@dataclass(slots=True)
class File:
    """The records by name, and the names that somebody ``wanted``.

    New ``tails`` are here, the others in the ``source``, in which they begin ``behind`` the records.
    """

    records: dict[str, Record] = field(default_factory=dict)
    tails: dict[str, Written] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    changed: bool = False
    source: Source | None = None
    behind: int = 0

    def tail(self, name: str) -> Written:
        """The tail of a value."""
        found = self.tails.get(name)
        if found is None:
            record = self.records[name]
            return Written(b"", self.source, self.behind + record.start, record.size)
        return found

    def keep(self, name: str, record: Record, tail: Written) -> Written:
        """Puts a record in the place of the one before, if its name can be written; gives its tail."""
        self.drop(name)
        if name.isprintable():
            self.records[name] = record
            self.tails[name] = tail
            self.wanted.add(name)
        return tail

    def drop(self, name: str) -> None:
        """Lets a record go."""
        self.changed = True
        self.records.pop(name, None)
        self.tails.pop(name, None)
        self.wanted.discard(name)

    def sealed(self, about: bytes) -> bytes:
        """The bytes of the file, with what somebody wanted alone; the records are those in it then."""
        records: dict[str, Record] = {}
        tails: list[bytes] = []
        start = 0
        for name in sorted(self.wanted):
            tail = self.tail(name).read()
            old = self.records[name]
            records[name] = Record(old.of, old.head, start, len(tail))
            tails.append(tail)
            start += len(tail)
        head = packed(records)
        self.records, self.behind = records, _HEAD.size + len(head)
        body = b"".join((_HEAD.pack(0, about, len(head))[_SEAL:], head, *tails))
        return crc32(body).to_bytes(_SEAL, "little") + body

    def moved(self, source: Source) -> None:
        """Lets go of the new tails: what was `sealed` is in ``source`` now."""
        for name, tail in self.tails.items():
            record = self.records[name]
            tail.start, tail.size = self.behind + record.start, record.size
            tail.source, tail.data = source, b""


class Source:
    """A file that stays open, whatever takes its place, for those who look at a tail later."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        weakref.finalize(self, os.close, descriptor)

    def read(self, start: int, size: int) -> bytes:
        """A part of it; less where it is shorter."""
        return os.pread(self._descriptor, size, start)


def opened(descriptor: int, about: bytes) -> File:
    """The file of a descriptor; an empty one where it is not whole, or not about this."""
    source = Source(descriptor)
    begin = source.read(0, _HEAD.size)
    if len(begin) < _HEAD.size or not _is_whole(source):
        return File()
    _, written_about, length = _HEAD.unpack(begin)
    if written_about != about or length > os.fstat(descriptor).st_size:
        return File()
    try:
        records = unpacked(source.read(_HEAD.size, length), dict[str, Record])
    except ValueError:
        return File()
    return File(records, source=source, behind=_HEAD.size + length)


def _is_whole(source: Source) -> bool:
    """Whether the seal is that of all that follows."""
    seal, at, found = source.read(0, _SEAL), _SEAL, 0
    while part := source.read(at, _PART):
        found = crc32(part, found)
        at += len(part)
    return found.to_bytes(_SEAL, "little") == seal
