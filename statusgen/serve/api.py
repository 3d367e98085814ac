"""The read APIs at their exact URLs, from the content as it is at this moment."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from threading import Lock

from statusgen.content.again import forget_file
from statusgen.content.standing import Standing
from statusgen.dataclass import dataclass
from statusgen.dialects import documents
from statusgen.dialects.dispatch import answer_read
from statusgen.dialects.request import Answer, Request
from statusgen.memory import Memory
from statusgen.prepare import check
from statusgen.serve.pages import Oven, Pages
from statusgen.snapshot import Snapshot, take_snapshot
from statusgen.triage import leave_out


@dataclass(slots=True)
class Live:
    """The public view of a site, taken again when a file or the minute has changed.

    It looks for changed files itself, until somebody says what changes. Nothing is written: content
    changes through git, and every answer is made from that view. ``memory`` may know the site from
    an earlier process.
    """

    root: Path
    clock: Callable[[], int]
    memory: Memory = field(default_factory=Memory)
    _taken: tuple[object, Snapshot, Pages] | None = None
    _oven: Oven = field(default_factory=Oven)
    _lock: Lock = field(default_factory=Lock)
    _standing: Standing | None = None
    _news: deque[frozenset[str]] = field(default_factory=deque)
    _heard: int = 0

    def answer(self, request: Request) -> Answer:
        """What the API says to a reading request."""
        return answer_read(request, self.view()[0])

    def document(self, name: str) -> bytes | None:
        """A published document by its path, such as ``api/v4/incidents.json``."""
        return self.view()[1].find(name)

    def tell(self, paths: frozenset[str]) -> None:
        """Says what changed, "" that anything may have: from then on nobody looks for it.

        For another thread than those that ask.
        """
        self._news.append(paths)

    def view(self) -> tuple[Snapshot, Pages]:
        """What is true now, and the documents that say so."""
        with self._lock:
            now = self.clock()
            key = (now // 60, self._mark())
            if self._taken is None or key != self._taken[0]:
                is_whole = self._standing is None or self._standing.is_empty
                site, problems = check(self.root, now, self.memory, standing=self._standing)
                taken = take_snapshot(leave_out(site, problems), now, self.memory)
                self.memory.put_away()
                if is_whole:
                    self.memory.sweep()
                self._taken = key, taken, Pages(documents(taken), self._oven)
            return self._taken[1:]

    def _mark(self) -> object:
        """Is another one after any file of the content changed."""
        while self._news:
            self._heard += 1
            self._standing = self._standing or Standing()
            paths = self._news.popleft()
            for path in paths:
                forget_file(self.memory, path)
            self._standing.tell(paths)
        return self._heard if self._standing else _stamp(self.root)


def _stamp(root: Path) -> int:
    """Changes with any file of the content."""
    files = [root / "monitors.yaml", *(root / "content").rglob("*")]
    found = []
    for file in files:
        try:
            state = file.stat()
        except OSError:
            continue
        found.append((str(file), state.st_mtime_ns, state.st_size))
    return hash(tuple(found))
