"""Publishes artifacts: readers and crashes see the old site or the new one, never a mixture."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from json import dumps, loads
from pathlib import Path
from typing import NamedTuple

from statusgen.artifact import Artifact, fingerprint
from statusgen.destination import destination, files_in, held, sweep
from statusgen.errors import CannotWrite, disk_errors
from statusgen.manifest import MANIFEST_NAME, Entry, Manifest, read_manifest, render_manifest
from statusgen.profiling import phase, rendered, ticks
from statusgen.staging import Staging
from statusgen.workers import shared_out

_NAME = r"(?!\.{1,2}(?:/|\Z))(?:[^\W A-Z]|[.~@+-])+"
_RESERVED = rf"(?:\.git|{re.escape(MANIFEST_NAME)})(?:/|\Z)"
_PATH = re.compile(rf"(?!{_RESERVED}){_NAME}(?:/{_NAME})*")

_WORTH_SHARING = 300  # files; fewer are written before another process has begun
_PIECES = 32  # for each process: small enough that all end at the same time


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did; ``files`` and ``bytes`` are of the whole site.

    ``written`` are the files whose bytes are new, ``removed`` those that are gone, both
    sorted. The manifest is not counted. ``notes`` are for the person who called.
    """

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    files: int
    bytes: int
    notes: tuple[str, ...]


def publish(
    artifacts: Iterable[Artifact],
    folder: Path,
    *,
    clean: bool = False,
    sync: bool = False,
    protected: Iterable[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
) -> Published:
    """Makes ``folder`` hold exactly the files of ``artifacts``, all at once.

    Only artifacts whose fingerprint changed are rendered, with ``clean`` all of them; the
    result is the same. ``sync`` makes it survive a power cut. ``protected`` are the paths
    the site is made from: nothing is published onto, above or into them. ``progress`` gets
    how many artifacts are done and how many there are (0 = unknown). ``jobs`` processes render
    and write; more than one must not be asked for where there are threads.

    UsageError for a folder that must not be replaced, Busy when another build holds it,
    CannotCreate and CannotWrite for what the disk refuses: the old site is untouched then.
    ValueError when artifacts contradict each other.
    """
    place = destination(folder, protected)
    total = len(artifacts) if isinstance(artifacts, Sized) else 0
    with held(place):
        with disk_errors(CannotWrite, str(place)), phase("look at the old site"):
            notes = sweep(place)
            disk = files_in(str(place))
        site = _Site(place, disk, Manifest() if clean else read_manifest(place))
        try:
            with phase("render and write"):
                for done in site.add(artifacts, jobs):
                    if progress:
                        progress(done, total)
            with phase("publish"):
                return site.finish(sync, notes)
        finally:
            site.staging.remove()


def _kind(artifact: Artifact) -> str:
    """What renders it, as the module and the function of this package."""
    module = artifact.render.__module__.removeprefix("statusgen.").removeprefix("targets.")
    return f"{module}.{artifact.render.__qualname__}"


class _Rendered(NamedTuple):
    """What became of an artifact: its files with their sizes, which are new, and the time it took."""

    files: list[tuple[str, int]]
    written: list[str]
    kept: list[str]
    seconds: float


class _Site:
    """What is decided so far: which files stay as they are and which are written."""

    def __init__(self, place: Path, disk: Mapping[str, int], trusted: Manifest) -> None:
        self.staging = Staging(place)
        self._disk = disk
        self._trusted = trusted
        self._entries: dict[str, Entry] = {}
        self._trusted_names: list[str] = []
        self._kept: list[str] = []
        self._written: list[str] = []
        self._owners: dict[str, str] = {}

    def add(self, artifacts: Iterable[Artifact], jobs: int) -> Iterator[int]:
        """Keeps the files of artifacts about which nothing changed, and renders the others.

        Gives how many were added, again and again until all were.
        """
        marked = self._marked(artifacts)
        if jobs > 1:
            waiting = [(artifact, mark) for artifact, mark in marked if mark]
            yield len(self._entries)
            if sum(artifact.count for artifact, _ in waiting) >= _WORTH_SHARING:
                waiting = yield from self._share(waiting, jobs)
            marked = iter(waiting)
        for artifact, mark in marked:
            if mark:
                self._note(artifact, mark, self._render(artifact))
            yield len(self._entries)

    def _marked(self, artifacts: Iterable[Artifact]) -> Iterator[tuple[Artifact, str]]:
        """The artifacts with their fingerprints, "" for those that need not be rendered."""
        names: set[str] = set()
        for artifact in artifacts:
            name, mark = artifact.name, fingerprint(artifact)
            if name in names:
                raise ValueError(f"two artifacts are named {name!r}")
            names.add(name)
            entry = self._trusted.entries.get(name)
            if entry is None or entry.fingerprint != mark or not self._is_on_disk(entry):
                yield artifact, mark
            else:
                self._trusted_names.append(name)
                self._entries[name] = entry
                yield artifact, ""

    def _share(
        self, waiting: list[tuple[Artifact, str]], jobs: int
    ) -> Generator[int, None, list[tuple[Artifact, str]]]:
        """Lets processes render; gives what they left, of which traces may be on the disk."""
        self.staging.begin()
        count = min(jobs * _PIECES, len(waiting))
        pieces = {number: waiting[number::count] for number in range(count)}

        def work(number: int) -> bytes:
            return dumps([self._render(artifact) for artifact, _ in pieces[number]]).encode()

        for number, report in shared_out(count, jobs, work):
            found = [_Rendered(*one) for one in loads(report)]
            for (artifact, mark), done in zip(pieces.pop(number), found, strict=True):
                for path, _ in done.files:
                    self._claim(path, artifact.name)
                self.staging.note(done.written)
                self._note(artifact, mark, done)
            yield len(self._entries)
        self.staging.forgiving = bool(pieces)
        return [one for piece in pieces.values() for one in piece]

    def _note(self, artifact: Artifact, mark: str, done: _Rendered) -> None:
        files = tuple(sorted((path, size) for path, size in done.files))
        self._entries[artifact.name] = Entry(mark, files)
        rendered(_kind(artifact), done.seconds, [size for _, size in files])
        self._written += done.written
        self._kept += done.kept

    def finish(self, sync: bool, notes: tuple[str, ...]) -> Published:
        """Publishes what was added, unless it is what is published already."""
        files = {path: size for entry in self._entries.values() for path, size in entry.files}
        removed = sorted(self._disk.keys() - files.keys() - {MANIFEST_NAME})
        manifest_size = self._add_manifest()
        if self._owners:
            for path, name in self._trusted_files():
                self._claim(path, name)
        if removed or self.staging.exists:
            self.staging.link(self._kept)
            self.staging.link(path for path, _ in self._trusted_files())
            notes += self.staging.publish({**files, MANIFEST_NAME: manifest_size}, sync)
        return Published(
            written=tuple(sorted(self._written)),
            unchanged=len(files) - len(self._written),
            removed=tuple(removed),
            files=len(files),
            bytes=sum(files.values()),
            notes=notes,
        )

    def _trusted_files(self) -> Iterator[tuple[str, str]]:
        """The files of artifacts that were not rendered, each with its artifact's name."""
        for name in self._trusted_names:
            for path, _ in self._entries[name].files:
                yield path, name

    def _is_on_disk(self, entry: Entry) -> bool:
        return self._disk.items() >= set(entry.files)

    def _render(self, artifact: Artifact) -> _Rendered:
        """Writes an artifact's files, of which no more than one is in memory."""
        done, began = _Rendered([], [], [], 0.0), ticks()
        for path, data in artifact.render(*artifact.inputs):
            if not _PATH.fullmatch(path):
                raise ValueError(f"{artifact.name!r} cannot publish a file named {path!r}")
            self._claim(path, artifact.name)
            (done.written if self._put(path, data) else done.kept).append(path)
            done.files.append((path, len(data)))
        return done._replace(seconds=ticks() - began)

    def _add_manifest(self) -> int:
        """Writes the manifest when it differs; gives its size in bytes."""
        if self._entries and self._entries == self._trusted.entries:
            self._kept.append(MANIFEST_NAME)
            return self._disk[MANIFEST_NAME]
        data = render_manifest(Manifest(self._entries))
        if not self._put(MANIFEST_NAME, data):
            self._kept.append(MANIFEST_NAME)
        return len(data)

    def _put(self, path: str, data: bytes) -> bool:
        """Writes a file, unless the published one is the same: True when it was written."""
        if self._disk.get(path) == len(data) and self.staging.old_is(path, data):
            return False
        self.staging.write(path, data)
        return True

    def _claim(self, path: str, name: str) -> None:
        """Notes whose file this is; ValueError when another artifact is in its way."""
        for taken in (path, path + "/"):
            if taken in self._owners:
                raise ValueError(f"{self._owners[taken]!r} and {name!r} both publish {path}")
        self._owners[path] = name
        folder = path.rpartition("/")[0]
        while folder and folder + "/" not in self._owners:
            if folder in self._owners:
                raise ValueError(f"{self._owners[folder]!r} and {name!r} both publish {folder}")
            self._owners[folder + "/"] = name
            folder = folder.rpartition("/")[0]
