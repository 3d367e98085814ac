"""The files of one view of a site: planned as for a build, rendered when somebody asks for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from pathlib import PurePosixPath
from threading import Lock

from statusgen.artifact import Artifact, Run, fingerprint
from statusgen.dataclass import dataclass
from statusgen.memory import Memory
from statusgen.series import Planned, Report, Series, artifacts

_MAKERS = {
    "index.html": "home",
    "maintenance.ics": "calendar",
    "status.txt": "text",
    "_headers": "headers",
}
"""Files whose artifact has a name of its own: in its folder, or at the top for all languages."""


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
    """Files by their paths. The plan is followed only as far as somebody asks.

    What is planned together is planned last, and of a report only what one target or dialect makes
    of it. ``copies`` plans anew whatever stands at a second address, of which there is little.
    """

    def __init__(
        self,
        planned: Iterable[Planned],
        oven: Oven,
        copies: Callable[[str], Iterator[Artifact]] | None = None,
    ) -> None:
        self._planned = iter(planned)
        self._oven = oven
        self._copies = copies
        self._by_word: dict[str, list[Artifact]] = {}
        self._runs: list[Run] = []
        self._series: list[Series] = []
        self._slugs: dict[str, Mapping[str, Report]] = {}
        self._others: dict[str, list[tuple[Series, Report]]] | None = None

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
        words = _words(path)
        for word in words:
            yield from self._by_word.get(word, ())
        yield from self._of_reports(self._series, words)
        for one in self._planned:
            if isinstance(one, Artifact):
                yield from self._entered(one, words)
            elif isinstance(one, Run):
                self._runs.append(one)
            else:
                self._series.append(one)
                yield from self._of_reports([one], words)
        for run in sorted(self._runs, key=lambda run: _names(run.name).isdisjoint(words)):
            self._runs.remove(run)
            yield from [one for each in run.plan() for one in self._entered(each, words)]
        yield from self._copies(path) if self._copies else ()
        yield from self._by_other_words(words)

    def _entered(self, artifact: Artifact, words: Iterable[str]) -> Iterator[Artifact]:
        """Enters an artifact under its names, and gives it if one of them is among ``words``."""
        names = _names(artifact.name)
        for name in names:
            self._by_word.setdefault(name, []).append(artifact)
        if not names.isdisjoint(words):
            yield artifact

    def _of_reports(self, series: Iterable[Series], words: Iterable[str]) -> Iterator[Artifact]:
        """What some series make of the reports whose slug or id is among ``words``."""
        for one in series:
            for report in self._named(one, words):
                yield _alone(one, report)

    def _named(self, series: Series, words: Iterable[str]) -> list[Report]:
        """The reports of a series whose slug or id is among ``words``."""
        slugs = self._slugs.get(series.kind)
        if slugs is None:
            slugs = self._slugs[series.kind] = {one.slug: one for one in series.reports}
        found = [slugs[word] for word in words if word in slugs]
        if ids := set(filter(str.isdecimal, words)):
            found += [one for one in series.reports if str(one.id) in ids]
        return found

    def _by_other_words(self, words: Iterable[str]) -> Iterator[Artifact]:
        """What is neither named by a slug nor by an id: nobody looks for that before anything else."""
        if self._others is None:
            self._others = {}
            for one in self._series:
                for report, key in _keyed(one):
                    self._others.setdefault(key, []).append((one, report))
        for word in words:
            for one, report in self._others.get(word, ()):
                yield _alone(one, report)


def _alone(series: Series, report: Report) -> Artifact:
    """What a series makes of one report. A build has that of all series as one artifact."""
    (artifact,) = artifacts([replace(series, reports=(report,))])
    return replace(artifact, name=f"{artifact.name}/{series.render.__module__}")


def _keyed(series: Series) -> Iterator[tuple[Report, str]]:
    """The words that a series adds to the names of reports."""
    if series.keys:
        for report in series.reports:
            for key in series.keys(report):
                yield report, key


def _names(name: str) -> set[str]:
    """What an artifact is found by: its name, the end of it, and its last word."""
    parts = name.split("/")
    return {"/".join(parts[index:]) for index in range(len(parts))}


def _words(name: str) -> list[str]:
    """By what to look for what has this file: its path, its name, its folders; the longest first."""
    path = PurePosixPath(name)
    folders = path.parts[:-1]
    ends = ["/".join(folders[index:]) for index in range(len(folders))]
    named = [name, "/".join([*folders, path.stem]), path.name, path.stem]
    if maker := _MAKERS.get(path.name):
        named += ["/".join([*folders, maker]), *([maker] if len(folders) < 2 else [])]
    return list(dict.fromkeys([*named, *ends, *reversed(folders)]))
