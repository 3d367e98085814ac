"""Keeps the book: reads it, decides on what it says, and writes only if nobody else has."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from threading import Lock
from typing import Protocol

from statusgen.errors import CannotWrite, StatusgenError
from statusgen.notify.clock import Clock
from statusgen.notify.ledger.book import Book, Line, read, written

TRIES = 40
"""How often a race may be lost before something else must be wrong."""

_LONG = 1000
"""Lines from which on the text is made shorter, once and then whenever it has doubled."""


class Store(Protocol):
    """Where the text is. ``exclusive``: no other run is at work on it while this one is."""

    exclusive: bool
    place: str

    def read(self) -> str | None:
        """The text as it is now; None: there is none yet."""

    def swap(self, text: str, note: str, *, anew: bool) -> bool:
        """Puts ``text`` in the place of what was read or put last; False if that has changed.

        ``anew`` says that the history may be forgotten.
        """


class Keeper:
    """The one who writes the book of a run; may be called from several threads."""

    def __init__(self, store: Store, clock: Clock, run: str) -> None:
        self.run = run
        self.exclusive = store.exclusive
        self._store, self._clock = store, clock
        self._text: str | None = None
        self._book = Book()
        self._stale = True
        self._short = 0
        self._fresh: Container[str] = frozenset()
        self._queue: list[Line] = []
        self._queueing, self._writing = Lock(), Lock()
        self._failed: StatusgenError | None = None

    def book(self) -> Book | None:
        """What is written now; None where there is no ledger yet."""
        with self._writing:
            self._look()
            return None if self._text is None else self._book

    def keep(self, fresh: Container[str]) -> None:
        """Names the events (by their ids) that must not be forgotten, however old their lines."""
        self._fresh = fresh

    def update(self, decide: Callable[[Book], Sequence[Line]]) -> Sequence[Line]:
        """Writes what is decided on the book as it is at that moment; gives what was written."""
        with self._writing:
            return self._update(decide)

    def record(self, lines: Sequence[Line]) -> None:
        """Writes lines; returns when they are safe. Those of several threads are written as one."""
        with self._queueing:
            self._queue += lines
        with self._writing:
            if self._failed:
                raise self._failed
            with self._queueing:
                waiting, self._queue = self._queue, []
            try:
                self._update(lambda _: waiting)
            except StatusgenError as error:
                self._failed = error
                raise

    def _update(self, decide: Callable[[Book], Sequence[Line]]) -> Sequence[Line]:
        for lost in range(TRIES):
            if self._stale:
                self._look()
            lines = decide(self._book)
            if not lines:
                return ()
            text, book, anew = self._with(lines)
            if self._store.swap(text, f"statusgen notify {self.run}", anew=anew):
                self._text, self._book = text, book
                return lines
            self._stale = True
            self._clock.sleep(self._clock.share() * 0.1 * (lost + 1))
        raise CannotWrite(f"the ledger {self._store.place} changes all the time; try again later")

    def _with(self, lines: Sequence[Line]) -> tuple[str, Book, bool]:
        """Text and book with these lines; whether it was made shorter. It must be quick: whoever
        dies between sending and writing down sends again.
        """
        text, book = (self._text or "") + written(lines), self._book.plus(lines)
        if book.length <= max(_LONG, 2 * self._short):
            return text, book, False
        text = book.text(self._fresh, self._clock.now())
        book = read(text)
        self._short = book.length
        return text, book, True

    def _look(self) -> None:
        self._text = self._store.read()
        self._book = read(self._text or "")
        self._stale = False
