"""Values that outlive the process: typed, each kind on a shelf of files in a folder of the user's."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from stat import S_ISREG, S_IWGRP, S_IWOTH
from typing import Any
from zlib import crc32

from statusgen.encoding import Packed, packed, unpacked

FILES = 32
"""Of so many files a shelf consists: an edit writes one of them."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC

Records = dict[str, tuple[bytes, Packed]]
"""What a value was made of, as a digest, and the value, by its name."""


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

    def read(self, name: str) -> bytes:
        """The bytes of a file; b"" where it is not there, or not a file that only we may write."""
        try:
            descriptor = os.open(name, _READ, dir_fd=self._folder)
        except OSError:
            return b""
        try:
            state = os.fstat(descriptor)
            ours = S_ISREG(state.st_mode) and _is_own(state)
            return os.read(descriptor, state.st_size) if ours else b""
        except OSError:
            return b""
        finally:
            os.close(descriptor)

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


@dataclass(slots=True)
class _File:
    """The records of one file of a shelf, and which of them somebody wanted."""

    records: Records
    wanted: set[str] = field(default_factory=set)
    changed: bool = False


class Shelf:
    """Values of the type ``kind``, by name.

    ``about`` is a digest of everything that makes the values of another shelf useless here. What
    is not whole, or was written about something else, is not there.
    """

    def __init__(self, cupboard: Cupboard, name: str, kind: Any, about: bytes) -> None:
        self._cupboard = cupboard
        self._name = name
        self._kind = kind
        self._about = blake2b(name.encode() + about, digest_size=16).digest()
        self._files: dict[int, _File] = {}

    def get(self, name: str, of: object) -> Any:
        """The value that was made of ``of``. Raises KeyError where there is none."""
        file = self._file(name)
        stamp, value = file.records[name]
        if stamp != _stamp(of):
            raise KeyError(name)
        try:
            found = unpacked(value, self._kind)
        except ValueError as error:
            raise KeyError(name) from error
        file.wanted.add(name)
        return found

    def put(self, name: str, of: object, value: object) -> None:
        """Keeps a value in the place of the one before; one that cannot be written is not kept."""
        file = self._file(name)
        try:
            name.encode()
            file.records[name] = _stamp(of), Packed(packed(value))
            file.wanted.add(name)
        except ValueError:
            file.records.pop(name, None)
        file.changed = True

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

    def _write(self, number: int) -> None:
        file = self._files.get(number) or _File({})
        kept = {name: file.records[name] for name in sorted(file.wanted)}
        place = self._place(number)
        if not kept:
            self._cupboard.remove(place)
        elif file.changed or len(kept) < len(file.records):
            body = packed(kept)
            sealed = crc32(body, crc32(self._about)).to_bytes(4, "little")
            self._cupboard.write(place, sealed + self._about + body)

    def _file(self, name: str) -> _File:
        number = crc32(name.encode(errors="replace")) % FILES
        if number not in self._files:
            self._files[number] = _File(self._read(number))
        return self._files[number]

    def _read(self, number: int) -> Records:
        data = memoryview(self._cupboard.read(self._place(number)))
        seal, about, body = data[:4], data[4:20], data[20:]
        if about != self._about or crc32(body, crc32(about)).to_bytes(4, "little") != seal:
            return {}
        try:
            return unpacked(body, Records)
        except ValueError:
            return {}

    def _place(self, number: int) -> str:
        return f"{self._name}-{number:02}"


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
