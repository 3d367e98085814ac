"""The files of one view of a site: planned as for a build, rendered when somebody asks for one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import PurePosixPath
from threading import Lock

from statusgen.artifact import Artifact, fingerprint
from statusgen.dataclass import dataclass
from statusgen.memory import Memory
from statusgen.series import Planned, artifacts, keys

_MAKERS = {
    "index.html": "home",
    "maintenance.ics": "calendar",
    "status.txt": "text",
    "_headers": "headers",
}
"""Files whose artifact has a name of its own."""


@dataclass(slots=True)
class Oven:
    """Renders artifacts, one at a time, and keeps what came out while they stay the same."""

    memory: Memory = field(default_factory=Memory)
    lock: Lock = field(default_factory=Lock)

    def rendered(self, artifact: Artifact) -> Mapping[str, bytes]:
        """The files of an artifact by path. Raises ThemeError; the lock must be held."""
        mark = fingerprint(artifact)
        return self.memory.made(
            artifact.name, mark, lambda: dict(artifact.render(*artifact.inputs))
        )

    def sweep(self) -> None:
        """Lets go of what nobody has asked for since the last call."""
        with self.lock:
            self.memory.sweep()


class Pages:
    """Files by their paths. The plan is followed only as far as somebody asks."""

    def __init__(self, planned: Iterable[Planned], oven: Oven) -> None:
        self._planned = artifacts(planned)
        self._oven = oven
        self._by_key: dict[str, list[Artifact]] = {}

    def find(self, path: str) -> bytes | None:
        """The bytes of a file; None where the site has no such file. Raises ThemeError."""
        with self._oven.lock:
            for artifact in self._candidates(path):
                files = self._oven.rendered(artifact)
                if path in files:
                    return files[path]
        return None

    def _candidates(self, path: str) -> Iterator[Artifact]:
        """The artifacts that may have a file, those first that are planned already."""
        wanted = _keys(path)
        for key in wanted:
            yield from self._by_key.get(key, ())
        for artifact in self._planned:
            own = _words(artifact.name).union(keys(artifact))
            for key in own:
                self._by_key.setdefault(key, []).append(artifact)
            if not own.isdisjoint(wanted):
                yield artifact


def _words(name: str) -> set[str]:
    """What an artifact is found by: its name, the end of it, and its last word."""
    parts = name.split("/")
    return {"/".join(parts[index:]) for index in range(len(parts))}


def _keys(name: str) -> list[str]:
    """By what to look for the artifact that has this file: its path, its name, its folders."""
    path = PurePosixPath(name)
    maker = _MAKERS.get(path.name)
    named = [name, path.name, path.stem, *([maker] if maker else [])]
    return [*named, *reversed(path.parts[:-1])]
