"""Values that outlive the process: typed, each kind on a shelf of files in a folder of the user's."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG, S_IWGRP, S_IWOTH
from typing import Any, TypeVar
from zlib import crc32

from statusgen.encoding import Packed, packed, unpacked
from statusgen.later import Later
from statusgen.shelved import File, Record, opened

T = TypeVar("T")

FILES = 32
"""Of so many files a shelf consists: an edit writes one of them."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC


class Cupboard:
    """A folder for shelves in which nobody but this user may write.

    Raises OSError where it cannot be made or is not of that kind.
    """

    def __init__(self, path: Path) -> None:
        for folder in (path.parent, path):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        above = _own(path.parent, None)
        try:
            self._folder = _own(path.name, above)
        finally:
            os.close(above)

    def open(self, name: str) -> int | None:
        """The descriptor of a file; None where there is none, or not one that only we may write."""
        try:
            descriptor = os.open(name, _READ, dir_fd=self._folder)
        except OSError:
            return None
        state = os.fstat(descriptor)
        if S_ISREG(state.st_mode) and _is_own(state):
            return descriptor
        os.close(descriptor)
        return None

    def write(self, name: str, data: bytes) -> None:
        """Puts a whole file in the place of the one before. Raises OSError."""
        fresh = f"{name}.new"
        descriptor = os.open(fresh, _WRITE, 0o600, dir_fd=self._folder)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        except OSError:
            os.unlink(fresh, dir_fd=self._folder)
            raise
        finally:
            os.close(descriptor)
        os.replace(fresh, name, src_dir_fd=self._folder, dst_dir_fd=self._folder)

    def remove(self, name: str) -> None:
        """Removes a file, if it is there. Raises OSError where that fails."""
        try:
            os.unlink(name, dir_fd=self._folder)
        except FileNotFoundError:
            pass

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While nobody else writes here. Raises OSError where somebody does."""
        descriptor = os.open("lock", _WRITE, 0o600, dir_fd=self._folder)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield
        finally:
            os.close(descriptor)


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
    is not whole, or was written about something else, is not there.
    """

    def __init__(
        self, cupboard: Cupboard, name: str, kind: Any, about: bytes, tail: Tail | None = None
    ) -> None:
        self._cupboard = cupboard
        self._name = name
        self._kind = kind
        self._tail = tail
        self._about = blake2b(name.encode() + about, digest_size=16).digest()
        self._files: dict[int, File] = {}

    def get(self, name: str, of: object) -> Any:
        """The value that was made of ``of``. Raises KeyError where there is none."""
        file = self._file(name)
        record = file.records[name]
        if record.of != _stamp(of):
            raise KeyError(name)
        try:
            found = self._whole(unpacked(record.head, self._kind), file.tail(name))
        except ValueError as error:
            raise KeyError(name) from error
        file.wanted.add(name)
        return found

    def put(self, name: str, of: object, value: T) -> T:
        """Keeps a value in the place of the one before; one that cannot be written is not kept."""
        file = self._file(name)
        file.changed = True
        file.records.pop(name, None)
        try:
            name.encode()
            head, tail = self._parts(value)
            file.records[name] = Record(_stamp(of), Packed(head), 0, 0)
        except ValueError:
            return value
        file.tails[name] = tail
        file.wanted.add(name)
        return value if self._tail is None else self._whole(unpacked(head, self._kind), tail)

    def put_away(self) -> None:
        """Writes down what is new, without what nobody wanted; nothing where nobody wanted any.

        Where that fails, or another process does it at this moment, it is not kept.
        """
        try:
            with self._cupboard.alone():
                for number in range(FILES) if self._files else ():
                    self._write(number)
        except OSError:
            pass
        self._files = {}

    def _parts(self, value: Any) -> tuple[bytes, bytes]:
        """A value without its tail, and the tail."""
        if self._tail is None or (owner := self._tail.owner(value)) is None:
            return packed(value), b""
        return packed(self._tail.without(value)), packed(getattr(owner, self._tail.path[-1]))

    def _whole(self, value: Any, tail: bytes | Callable[[], bytes]) -> Any:
        """A value that nobody has seen yet, with its tail."""
        owner = self._tail.owner(value) if self._tail else None
        if self._tail and owner is not None:
            make = partial(_unpacked_tail, tail, self._tail.kind)
            object.__setattr__(owner, self._tail.path[-1], Later(make))
        return value

    def _write(self, number: int) -> None:
        file = self._files.get(number) or File()
        place = self._place(number)
        if not file.wanted:
            self._cupboard.remove(place)
        elif file.changed or len(file.wanted) < len(file.records):
            self._cupboard.write(place, file.sealed(self._about))

    def _file(self, name: str) -> File:
        number = crc32(name.encode(errors="replace")) % FILES
        if number not in self._files:
            descriptor = self._cupboard.open(self._place(number))
            self._files[number] = File() if descriptor is None else opened(descriptor, self._about)
        return self._files[number]

    def _place(self, number: int) -> str:
        return f"{self._name}-{number:02}"


def _without(value: Any, path: tuple[str, ...]) -> Any:
    return replace(value, **{path[0]: _without(getattr(value, path[0]), path[1:])}) if path else ()


def _unpacked_tail(tail: bytes | Callable[[], bytes], kind: Any) -> Any:
    return unpacked(tail if isinstance(tail, bytes) else tail(), kind)


def _stamp(of: object) -> bytes:
    """What stands for a value of plain types. Raises ValueError for others."""
    if type(of) is bytes and len(of) <= 32:
        return of
    return blake2b(packed(of), digest_size=16).digest()


def _own(folder: Path | str, above: int | None) -> int:
    """The descriptor of a folder that is ours. Raises OSError where it is not."""
    descriptor = os.open(folder, _FOLDER, dir_fd=above)
    if _is_own(os.fstat(descriptor)):
        return descriptor
    os.close(descriptor)
    raise PermissionError(f"{folder} belongs to another user, or others may write in it")


def _is_own(state: os.stat_result) -> bool:
    return state.st_uid == os.geteuid() and not state.st_mode & (S_IWGRP | S_IWOTH)
