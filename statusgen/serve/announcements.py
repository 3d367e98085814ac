"""What open pages are told, and when: a stream of server-sent events for each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from threading import Lock

_QUIET = 15  # seconds after which a stream shows that it is alive


class Announcements:
    """The newest announcement, and those who wait for the next one. For several threads."""

    def __init__(self) -> None:
        self._newest = b""
        self._ended = False
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._lock = Lock()

    def announce(self, line: bytes) -> None:
        """Tells all streams a text without line ends; only the newest one counts."""
        self._newest = line
        self._wake()

    def end(self) -> None:
        """Ends all streams."""
        self._ended = True
        self._wake()

    async def stream(self) -> AsyncIterator[bytes]:
        """The newest announcement as an event, then each that follows."""
        woken = asyncio.Event()
        own = asyncio.get_running_loop(), woken
        with self._lock:
            self._waiting.add(own)
        try:
            yield b"retry: 500\n\n"
            told = b""
            while not self._ended:
                woken.clear()
                told, before = self._newest, told
                yield b"data: %b\n\n" % told if told is not before else b":\n\n"
                await _waited(woken)
        finally:
            with self._lock:
                self._waiting.discard(own)

    def _wake(self) -> None:
        with self._lock:
            for loop, woken in self._waiting:
                loop.call_soon_threadsafe(woken.set)


async def _waited(event: asyncio.Event) -> None:
    try:
        await asyncio.wait_for(event.wait(), _QUIET)
    except TimeoutError:
        pass
