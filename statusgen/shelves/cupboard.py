"""The folder in which shelves stand: ours alone, and written whole or not at all."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_ISREG, S_IWGRP, S_IWOTH

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
_SCRATCH = os.O_RDWR | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class Cupboard:
    """A folder for shelves in which nobody but this user may write.

    Raises OSError where it cannot be made or is not of that kind.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        above = _own(path.parent, None)
        try:
            with suppress(FileExistsError):
                os.mkdir(path.name, 0o700, dir_fd=above)
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

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none, or not one that only we may write."""
        descriptor = self.open(name)
        if descriptor is None:
            return None
        with open(descriptor, "rb", buffering=0) as file:
            return file.readall()

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

    def scratch(self) -> int:
        """The descriptor of a new file without a name. Raises OSError."""
        if hasattr(os, "O_TMPFILE"):
            with suppress(OSError):  # some file systems have no such files
                return os.open(".", _SCRATCH | os.O_TMPFILE, 0o600, dir_fd=self._folder)
        self.remove("scratch")  # of somebody who was killed before the last line
        descriptor = os.open("scratch", _SCRATCH | os.O_CREAT, 0o600, dir_fd=self._folder)
        self.remove("scratch")
        return descriptor

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


def _own(folder: Path | str, above: int | None) -> int:
    """The descriptor of a folder that is ours. Raises OSError where it is not."""
    descriptor = os.open(folder, _FOLDER, dir_fd=above)
    if _is_own(os.fstat(descriptor)):
        return descriptor
    os.close(descriptor)
    raise PermissionError(f"{folder} belongs to another user, or others may write in it")


def _is_own(state: os.stat_result) -> bool:
    return state.st_uid == os.geteuid() and not state.st_mode & (S_IWGRP | S_IWOTH)
