"""Values of one kind by name, some of them on disk: each may have a tail that few look at."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from hashlib import blake2b
from typing import Any, TypeVar
from zlib import crc32

from statusgen.dataclass import dataclass
from statusgen.encoding import packed, unpacked
from statusgen.later import Later
from statusgen.shelves.cupboard import Cupboard
from statusgen.shelves.file import File, Fresh, opened
from statusgen.shelves.source import Held, Part, Scratch

T = TypeVar("T")

FILES = 32
"""Of so many files a shelf consists: an edit writes one of them."""

Parcel = tuple[bytes, bytes]
"""A value without its tail, and the tail."""


@dataclass(frozen=True, slots=True)
class Tail:
    """A part of a value that few look at: a tuple of the type ``kind``, at the end of a path of names."""

    path: tuple[str, ...]
    kind: Any

    def owner(self, value: Any) -> Any:
        """What has that part; None where there is nothing on the way to it."""
        for name in self.path[:-1]:
            value = None if value is None else getattr(value, name)
        return value

    def without(self, value: Any) -> Any:
        """The value without that part."""
        return _without(value, self.path)


class Shelf:
    """Values of the type ``kind``, by name; what is their ``tail`` is read when somebody looks at it.

    ``about`` is a digest of everything that makes the values of another shelf useless here. What
    is not whole, or was written about something else, is not there. Without a ``cupboard`` the
    values are let go with the process.
    """

    def __init__(
        self,
        cupboard: Cupboard | None,
        name: str,
        kind: Any,
        about: bytes,
        tail: Tail | None = None,
    ) -> None:
        self._cupboard = cupboard
        self._name = name
        self._kind = kind
        self._tail = tail
        self._about = blake2b(name.encode() + about, digest_size=16).digest()
        self._files: dict[int, File] = {}
        self._scratch = Scratch(cupboard.scratch if cupboard else None)

    def open(self) -> None:
        """Reads what is on disk."""
        for number in range(FILES) if self._cupboard else ():
            self._numbered(number)

    def get(self, name: str, of: object) -> Any:
        """The value that was made of ``of``. Raises KeyError where there is none."""
        file = self._file(name)
        if (fresh := file.fresh.get(name)) is not None:
            made_of, value = fresh.of, self._whole(unpacked(fresh.head, self._kind), fresh.tail)
        else:
            made_of, value, *_ = file.known[name]
        if made_of != _stamp(of):
            raise KeyError(name)
        file.wanted.add(name)
        return value

    def all_of(self, ofs: Mapping[str, object]) -> dict[str, Any]:
        """The values of what is on disk that were made of ``ofs``, by name.

        Only bytes of no more than 32 are looked at: of others nobody has so many.
        """
        found: dict[str, Any] = {}
        self.open()
        for file in self._files.values():
            same = {name: row[1] for name, row in file.known.items() if ofs.get(name) == row[0]}
            file.wanted.update(same)
            found |= same
        return found

    def put(self, name: str, of: object, value: T) -> T:
        """Keeps a value in the place of the one before; one that cannot be written is not kept."""
        try:
            head, tail = self.packed(value)
            place = self._keep(name, of, head, tail)
        except ValueError:
            self.drop(name)
            return value
        return value if self._tail is None else self._whole(unpacked(head, self._kind), place)

    def packed(self, value: object) -> Parcel:
        """A value for `accept`, maybe of another process. Raises ValueError where that cannot be."""
        if self._tail is None or (owner := self._tail.owner(value)) is None:
            return packed(value), b""
        return packed(self._tail.without(value)), packed(getattr(owner, self._tail.path[-1]))

    def accept(self, name: str, of: object, parcel: Parcel) -> None:
        """Keeps a value that was packed."""
        self._keep(name, of, *parcel)

    def drop(self, name: str) -> None:
        """Lets a value go."""
        self._file(name).drop(name)

    @property
    def news(self) -> int:
        """How many values are not written down yet."""
        return sum(len(file.fresh) for file in self._files.values())

    def put_away(self) -> None:
        """Writes down what is new, without what nobody wanted; nothing where nobody wanted any.

        Where that fails, or another process does it at this moment, it is not kept.
        """
        if self._cupboard and any(one.wanted or one.changed for one in self._files.values()):
            try:
                with self._cupboard.alone():
                    for number in range(FILES):
                        self._write(self._cupboard, number)
            except OSError:
                pass
        self._files = {}

    def _keep(self, name: str, of: object, head: bytes, tail: bytes) -> Part | Held:
        """Keeps a value; from where its tail can be read."""
        place = self._scratch.keep(tail)
        self._file(name).keep(name, Fresh(_stamp(of), head, place))
        return place

    def _whole(self, value: Any, tail: Part | Held) -> Any:
        """A value that nobody has seen yet, with its tail."""
        owner = self._tail.owner(value) if self._tail else None
        if self._tail and owner is not None:
            made = Later(_Unpacked(tail, self._tail.kind))
            object.__setattr__(owner, self._tail.path[-1], made)
        return value

    def _write(self, cupboard: Cupboard, number: int) -> None:
        file = self._files.get(number) or File()
        place = self._place(number)
        if not file.wanted:
            cupboard.remove(place)
        elif file.changed or file.has_unwanted:
            cupboard.write(place, file.sealed(self._about))

    def _file(self, name: str) -> File:
        return self._numbered(crc32(name.encode(errors="replace")) % FILES)

    def _numbered(self, number: int) -> File:
        if number not in self._files:
            descriptor = self._cupboard.open(self._place(number)) if self._cupboard else None
            self._files[number] = File() if descriptor is None else self._opened(descriptor)
        return self._files[number]

    def _opened(self, descriptor: int) -> File:
        file = opened(descriptor, self._about, self._kind)
        if self._tail:
            for known in file.known.values():
                self._whole(known[1], file.tail(known))
        return file

    def _place(self, number: int) -> str:
        return f"{self._name}-{number:02}"


def _without(value: Any, path: tuple[str, ...]) -> Any:
    return replace(value, **{path[0]: _without(getattr(value, path[0]), path[1:])}) if path else ()


@dataclass(frozen=True, slots=True)
class _Unpacked:
    """Makes a tail: there are as many as values, and a `partial` would be four times as large."""

    tail: Part | Held
    kind: Any

    def __call__(self) -> Any:
        return unpacked(self.tail.read(), self.kind)

    def __copy__(self) -> _Unpacked:
        return _Unpacked(copy(self.tail), self.kind)


def _stamp(of: object) -> bytes:
    """What stands for a value of plain types. Raises ValueError for others."""
    if type(of) is bytes and len(of) <= 32:
        return of
    return blake2b(packed(of), digest_size=16).digest()
