"""Publishes artifacts: readers and crashes see the old site or the new one, never a mixture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from dataclasses import dataclass
from pathlib import Path

from statusgen.artifact import Artifact, fingerprint
from statusgen.destination import destination, files_in, held, sweep
from statusgen.errors import CannotWrite, disk_errors
from statusgen.manifest import MANIFEST_NAME, Entry, Manifest, read_manifest, render_manifest
from statusgen.staging import Staging

_NAME = r"(?!\.{1,2}(?:/|\Z))[a-z0-9._-]+"
_RESERVED = rf"(?:\.git|{re.escape(MANIFEST_NAME)})(?:/|\Z)"
_PATH = re.compile(rf"(?!{_RESERVED}){_NAME}(?:/{_NAME})*")


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
) -> Published:
    """Makes ``folder`` hold exactly the files of ``artifacts``, all at once.

    Only artifacts whose fingerprint changed are rendered, with ``clean`` all of them; the
    result is the same. ``sync`` makes it survive a power cut. ``protected`` are the paths
    the site is made from: nothing is published onto, above or into them. ``progress`` gets
    how many artifacts are done and how many there are (0 = unknown).

    UsageError for a folder that must not be replaced, Busy when another build holds it,
    CannotCreate and CannotWrite for what the disk refuses: the old site is untouched then.
    ValueError when artifacts contradict each other.
    """
    place = destination(folder, protected)
    total = len(artifacts) if isinstance(artifacts, Sized) else 0
    with held(place):
        with disk_errors(CannotWrite, str(place)):
            notes = sweep(place)
            disk = files_in(str(place))
        site = _Site(place, disk, Manifest() if clean else read_manifest(place))
        try:
            for done, artifact in enumerate(artifacts, 1):
                site.add(artifact)
                if progress:
                    progress(done, total)
            return site.finish(sync, notes)
        finally:
            site.staging.remove()


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

    def add(self, artifact: Artifact) -> None:
        """Keeps the artifact's files when nothing about them changed, else renders it."""
        name, mark = artifact.name, fingerprint(artifact)
        if name in self._entries:
            raise ValueError(f"two artifacts are named {name!r}")
        entry = self._trusted.entries.get(name)
        if entry is None or entry.fingerprint != mark or not self._is_on_disk(entry):
            entry = Entry(mark, self._render(artifact))
        else:
            self._trusted_names.append(name)
        self._entries[name] = entry

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

    def _render(self, artifact: Artifact) -> tuple[tuple[str, int], ...]:
        """Writes an artifact's files, of which no more than one is in memory."""
        files = []
        for path, data in artifact.render(*artifact.inputs):
            if not _PATH.fullmatch(path):
                raise ValueError(f"{artifact.name!r} cannot publish a file named {path!r}")
            self._claim(path, artifact.name)
            if self._put(path, data):
                self._written.append(path)
            files.append((path, len(data)))
        return tuple(sorted(files))

    def _add_manifest(self) -> int:
        """Writes the manifest when it differs; gives its size in bytes."""
        if self._entries and self._entries == self._trusted.entries:
            self._kept.append(MANIFEST_NAME)
            return self._disk[MANIFEST_NAME]
        data = render_manifest(Manifest(self._entries))
        self._put(MANIFEST_NAME, data)
        return len(data)

    def _put(self, path: str, data: bytes) -> bool:
        """Writes a file, unless the published one is the same: True when it was written."""
        if self._disk.get(path) == len(data) and self.staging.old_is(path, data):
            self._kept.append(path)
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
