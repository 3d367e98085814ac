"""Work done by several processes: each is a copy of this one, takes the next piece, and reports."""

from __future__ import annotations

import os
import selectors
import struct
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress

_NUMBER = struct.Struct("<I")
_HEAD = struct.Struct("<II")


def shared_out(pieces: int, jobs: int, work: Callable[[int], bytes]) -> Iterator[tuple[int, bytes]]:
    """Each piece's number with what ``work`` made of it, as they come, done by ``jobs`` processes.

    What a process did not bring to an end, because it failed or was killed, is not among them: the
    caller does it again and sees why. ``jobs`` processes are copies of this one, which must have no
    threads; whatever ``work`` changes in memory is lost, but for what it returns.
    """
    waiting, filled = os.pipe()
    os.write(filled, b"".join(map(_NUMBER.pack, range(pieces))))
    os.close(filled)
    reports = [_started(waiting, work) for _ in range(min(jobs, pieces))]
    os.close(waiting)
    try:
        yield from _reported({report for _, report in reports})
    finally:
        for process, report in reports:
            _ended(process, report)


class Aside:
    """Work that a copy of this process does while this one goes on; no threads must be here."""

    def __init__(self, work: Callable[[], bytes]) -> None:
        waiting, filled = os.pipe()
        os.write(filled, _NUMBER.pack(0))
        os.close(filled)
        process, self._report = _started(waiting, lambda _: work())
        os.close(waiting)
        self._end = weakref.finalize(self, _ended, process, self._report)
        self._end.atexit = False

    def result(self) -> bytes | None:
        """What the work came to, once; None where it failed, or after that."""
        if not self._end.alive:
            return None
        try:
            return next((done for _, done in _reported({self._report})), None)
        finally:
            self._end()


def _started(waiting: int, work: Callable[[int], bytes]) -> tuple[int, int]:
    """A process at work, and where its reports can be read."""
    report, told = os.pipe()
    process = os.fork()
    if process:
        os.close(told)
        return process, report
    status = 1
    try:
        os.close(report)
        _take(waiting, told, work)
        status = 0
    finally:
        os._exit(status)


def _ended(process: int, report: int) -> None:
    """Waits until a process is gone, to whose reports nobody listens any more."""
    os.close(report)
    with suppress(ChildProcessError):
        os.waitpid(process, 0)


def _take(waiting: int, told: int, work: Callable[[int], bytes]) -> None:
    """Takes one piece after another until none is left."""
    while number := os.read(waiting, _NUMBER.size):
        (piece,) = _NUMBER.unpack(number)
        done = work(piece)
        rest = memoryview(_HEAD.pack(piece, len(done)) + done)
        while rest:
            rest = rest[os.write(told, rest) :]


def _reported(reports: set[int]) -> Iterator[tuple[int, bytes]]:
    """Whole reports, from whichever process has one."""
    with selectors.DefaultSelector() as selector:
        come = dict.fromkeys(reports, b"")
        for report in reports:
            selector.register(report, selectors.EVENT_READ)
        while selector.get_map():
            for key, _ in selector.select():
                data = os.read(key.fd, 1 << 20)
                if not data:
                    selector.unregister(key.fd)
                come[key.fd] += data
                while (whole := _first(come[key.fd])) is not None:
                    piece, done, come[key.fd] = whole
                    yield piece, done


def _first(data: bytes) -> tuple[int, bytes, bytes] | None:
    """The first report in ``data`` and what follows it; None while it is not all there."""
    if len(data) < _HEAD.size:
        return None
    piece, length = _HEAD.unpack_from(data)
    end = _HEAD.size + length
    return None if len(data) < end else (piece, data[_HEAD.size : end], data[end:])
