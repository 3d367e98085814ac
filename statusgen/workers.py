"""Work done by several processes: each is a copy of this one, takes the next piece, and reports."""

from __future__ import annotations

import os
import selectors
import struct
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from statusgen.libc import give_back_memory

_NUMBER = struct.Struct("<I")
_HEAD = struct.Struct("<II")


def shared_out(pieces: int, jobs: int, work: Callable[[int], bytes]) -> Iterator[tuple[int, bytes]]:
    """Each piece's number with what ``work`` made of it, as they come, done by ``jobs`` processes.

    This process is one of them. What another did not bring to an end, because it failed or was
    killed, is not among them: the caller does it again and sees why. The others are copies of this
    one, which must have no threads; whatever ``work`` changes in their memory is lost, but for what
    it returns.
    """
    waiting, filled = os.pipe()
    os.write(filled, b"".join(map(_NUMBER.pack, range(pieces))))
    os.close(filled)
    give_back_memory()  # or each copy would have a copy of what is free
    others = [_started(waiting, work) for _ in range(min(jobs, pieces) - 1)]
    try:
        yield from _done(waiting, work, {report for _, report in others})
    finally:
        os.close(waiting)
        for process, report in others:
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
            with selectors.DefaultSelector() as selector:
                selector.register(self._report, selectors.EVENT_READ, bytearray())
                while selector.get_map():
                    for _, done in _reported(selector, timeout=None):
                        return done
            return None
        finally:
            self._end()


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """Has another process do ``work`` meanwhile, and waits for its end; see `shared_out`."""

    def done() -> bytes:
        work()
        return b""

    aside = Aside(done)
    try:
        yield
    finally:
        aside.result()


def _done(
    waiting: int, work: Callable[[int], bytes], reports: set[int]
) -> Iterator[tuple[int, bytes]]:
    """What this process did, and what the others say meanwhile and after it."""
    with selectors.DefaultSelector() as selector:
        for report in reports:
            selector.register(report, selectors.EVENT_READ, bytearray())
        while (piece := _next(waiting)) is not None:
            yield piece, work(piece)
            yield from _reported(selector, timeout=0)
        while selector.get_map():
            yield from _reported(selector, timeout=None)


def _next(waiting: int) -> int | None:
    """A piece that nobody has taken; None where there is none left."""
    number = os.read(waiting, _NUMBER.size)
    return _NUMBER.unpack(number)[0] if number else None


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
    """Takes one piece after another until none is left; waits for no reader before that."""
    os.set_blocking(told, False)
    unsaid = b""
    while (piece := _next(waiting)) is not None:
        done = work(piece)
        unsaid += _HEAD.pack(piece, len(done)) + done
        with suppress(BlockingIOError):
            unsaid = unsaid[os.write(told, unsaid) :]
    os.set_blocking(told, True)
    while unsaid:
        unsaid = unsaid[os.write(told, unsaid) :]


def _reported(
    selector: selectors.BaseSelector, timeout: float | None
) -> Iterator[tuple[int, bytes]]:
    """Whole reports of the processes that have something to say."""
    for key, _ in selector.select(timeout):
        data = os.read(key.fd, 1 << 20)
        if not data:
            selector.unregister(key.fd)
        key.data.extend(data)
        while (whole := _first(key.data)) is not None:
            yield whole


def _first(data: bytearray) -> tuple[int, bytes] | None:
    """The first report, taken out of ``data``; None while it is not all there."""
    if len(data) < _HEAD.size:
        return None
    piece, length = _HEAD.unpack_from(data)
    end = _HEAD.size + length
    if len(data) < end:
        return None
    done = bytes(data[_HEAD.size : end])
    del data[:end]
    return piece, done
