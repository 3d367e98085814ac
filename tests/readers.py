"""Somebody who reads a site while a build goes from the old one to the new one."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.trees import Tree, changed, digest_of


@dataclass(slots=True)
class Reader:
    """Reads some files again and again, each by its path, while a build goes from old to new."""

    public: Path
    old: Tree
    new: Tree
    seen: list[str] = field(default_factory=list)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Reads while the block runs; AssertionError after it where it saw a mixture."""
        done = threading.Event()
        thread = threading.Thread(target=self._read, args=(self._paths(), done))
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()
        assert not self.seen, self.seen[:5]

    def _paths(self) -> list[str]:
        written, gone = changed(self.old, self.new)
        chance = random.Random(1)
        pages = sorted(path for path in written if path.endswith((".html", ".json", ".rss")))
        same = sorted(
            path for path in self.old.keys() & self.new.keys() - written if path[-1] != "/"
        )
        chosen = chance.sample(pages, 12) + chance.sample(same, 4) + sorted(gone)[:2]
        return ["index.html", ".statusgen.json", *chosen]

    def _read(self, paths: list[str], done: threading.Event) -> None:
        """Once something new was seen, nothing old may come any more."""
        new_since = ""
        while not done.is_set():
            for path in paths:
                found = self._found(path)
                old, new = self.old.get(path, "missing"), self.new.get(path, "missing")
                if found not in (old, new):
                    self.seen.append(f"{path} was neither old nor new: {found}")
                elif found != new and new_since:
                    self.seen.append(f"{path} was old, after {new_since} was new")
                elif found != old:
                    new_since = path

    def _found(self, path: str) -> str:
        try:
            mode = os.stat(self.public / path).st_mode
            return f"{mode:o} {digest_of(self.public / path)}"
        except FileNotFoundError:
            return "missing"
