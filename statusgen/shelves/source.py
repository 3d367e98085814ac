"""An open file as the place of bytes that few look at: they are read when somebody does."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable

from statusgen.dataclass import dataclass


class Source:
    """A file that stays open, whatever takes its place, for those who look at a part of it later."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        weakref.finalize(self, os.close, descriptor)

    def read(self, start: int, size: int) -> bytes:
        """A part of it; less where it is shorter."""
        return os.pread(self._descriptor, size, start)

    def write(self, start: int, data: bytes) -> None:
        """Puts a part there. Raises OSError where it does not all fit."""
        if os.pwrite(self._descriptor, data, start) < len(data):
            raise OSError("a part of a file was not written")


@dataclass(frozen=True, slots=True)
class Part:
    """So many bytes of a source, from ``start`` on."""

    source: Source
    start: int
    size: int

    def read(self) -> bytes:
        """The bytes."""
        return self.source.read(self.start, self.size)

    def __copy__(self) -> Part:
        # sums are new numbers: a copy has nothing in common with what it was read beside
        return Part(self.source, self.start + 0, self.size + 0)


@dataclass(frozen=True, slots=True)
class Held:
    """Bytes that are in memory."""

    data: bytes

    def read(self) -> bytes:
        """The bytes."""
        return self.data


class Scratch:
    """Keeps bytes in a file without a name while one process lives, and copies of it that only read.

    ``make`` gives the descriptor of such a file, once somebody has something to keep; where the
    disk refuses, the bytes stay in memory.
    """

    def __init__(self, make: Callable[[], int] | None) -> None:
        self._make = make
        self._source: Source | None = None
        self._end = 0

    def keep(self, data: bytes) -> Part | Held:
        """From where they can be read again."""
        if not data or not self._make:
            return Held(data)
        try:
            if self._source is None:
                self._source = Source(self._make())
            self._source.write(self._end, data)
        except OSError:
            return Held(data)
        part = Part(self._source, self._end, len(data))
        self._end += len(data)
        return part
