"""The read APIs at their exact URLs, from the content as it is at this moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from threading import Lock

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

    Nothing is written: content changes through git, and every answer is made from that view.
    """

    root: Path
    clock: Callable[[], int]
    _taken: tuple[object, Snapshot, Pages] | None = None
    _memory: Memory = field(default_factory=Memory)
    _oven: Oven = field(default_factory=Oven)
    _lock: Lock = field(default_factory=Lock)

    def answer(self, request: Request) -> Answer:
        """What the API says to a reading request."""
        return answer_read(request, self.view()[0])

    def document(self, name: str) -> bytes | None:
        """A published document by its path, such as ``api/v4/incidents.json``."""
        return self.view()[1].find(name)

    def view(self) -> tuple[Snapshot, Pages]:
        """What is true now, and the documents that say so."""
        with self._lock:
            now = self.clock()
            key = (now // 60, _stamp(self.root))
            if self._taken is None or key != self._taken[0]:
                site, problems = check(self.root, now, self._memory)
                taken = take_snapshot(leave_out(site, problems), now, self._memory)
                self._memory.sweep()
                self._taken = key, taken, Pages(documents(taken), self._oven)
            return self._taken[1:]


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
