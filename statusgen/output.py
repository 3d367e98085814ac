"""Publishes artifacts: readers and crashes see the old site or the new one, never a mixture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from statusgen.artifact import Artifact, Run, fingerprint
from statusgen.claims import clash
from statusgen.dataclass import dataclass
from statusgen.destination import destination, held, sweep
from statusgen.encoding import Raw, packed, unpacked
from statusgen.errors import CannotWrite, disk_errors
from statusgen.later import Later
from statusgen.manifest import MANIFEST_NAME, Entry, render_manifest
from statusgen.oldsite import OldSite, look
from statusgen.profiling import phase, rendered
from statusgen.remembered import Differences, Names, Remembered, remember, stamp
from statusgen.rendering import Rendered, Renderer
from statusgen.staging import Staging
from statusgen.workers import shared_out

_WORTH_SHARING = 300  # files; fewer are written before another process has begun
_PIECES = 128  # for each process: small enough that all end at the same time


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did; ``files`` and ``bytes`` are of the whole site.

    ``written`` are the files whose bytes are new, ``removed`` those that are gone, both
    sorted; of the former there may be very many, which nobody has listed before somebody looks.
    The manifest is not counted. ``notes`` are for the person who called.
    """

    written: Sequence[str]
    unchanged: int
    removed: tuple[str, ...]
    files: int
    bytes: int
    notes: tuple[str, ...]


def publish(
    artifacts: Iterable[Artifact | Run],
    folder: Path,
    *,
    clean: bool = False,
    sync: bool = False,
    protected: Iterable[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
    state: Path | None = None,
) -> Published:
    """Makes ``folder`` hold exactly the files of ``artifacts``, all at once.

    Only artifacts whose fingerprint changed are rendered, with ``clean`` all of them; the
    result is the same. ``sync`` makes it survive a power cut. ``protected`` are the paths
    the site is made from: nothing is published onto, above or into them. ``progress`` gets
    how many artifacts are done and how many there are (0 = unknown). ``jobs`` processes render
    and write; more than one must not be asked for where there are threads. ``state`` is a file
    in which to remember the publication: with it the next one need not look at every file.

    UsageError for a folder that must not be replaced, Busy when another build holds it,
    CannotCreate and CannotWrite for what the disk refuses: the old site is untouched then.
    ValueError when artifacts contradict each other.
    """
    place = destination(folder, protected)
    with held(place):
        with disk_errors(CannotWrite, str(place)), phase("look at the old site"):
            notes = sweep(place)
            old = look(place, state, clean)
        site = _Site(place, old)
        total = site.count(artifacts) if isinstance(artifacts, Sequence) else 0
        try:
            with phase("render and write"):
                for done in site.add(artifacts, jobs):
                    if progress:
                        progress(done, max(done, total) if total else 0)
            with phase("publish"):
                published = site.finish(sync, notes)
                remember(state, site.remembered(published))
            return published
        except CannotWrite:
            remember(state, None)  # if it is a file that was missing, the next build will see that
            raise
        finally:
            site.staging.remove()


class _Site:
    """What is decided so far: which files stay as they are and which are written."""

    def __init__(self, place: Path, old: OldSite) -> None:
        self.staging = Staging(place)
        self._renderer = Renderer(old, self.staging, self._claims)
        self._place = place
        self._old = old
        self._entries: dict[str, Entry] = {}
        self._names: set[str] = set()
        self._kept: list[str] = []
        self._runs: dict[str, Names] = {}
        self._same: list[str] = []
        self._new: list[str] = []
        self._written: dict[str, int] = {}
        self._count = 0
        self._files = 0
        self._bytes = 0

    def add(self, artifacts: Iterable[Artifact | Run], jobs: int) -> Iterator[int]:
        """Keeps the files of artifacts about which nothing changed, and renders the others.

        Gives how many were added, again and again until all were.
        """
        changed = self._changed(artifacts)
        if jobs > 1:
            waiting = [one for one in changed if one]
            yield len(self._entries)
            if sum(artifact.count for artifact, _ in waiting) >= _WORTH_SHARING:
                waiting = yield from self._share(waiting, jobs)
            changed = iter(waiting)
        for one in changed:
            if one:
                artifact, mark = one
                self._note(artifact, mark, self._renderer.render(artifact))
            yield len(self._entries)

    def count(self, artifacts: Sequence[Artifact | Run]) -> int:
        """How many artifacts there are, as far as that is known."""
        runs = [one for one in artifacts if isinstance(one, Run)]
        return len(artifacts) - len(runs) + sum(len(self._old.names_in(one)[1]) for one in runs)

    def _changed(
        self, artifacts: Iterable[Artifact | Run]
    ) -> Iterator[tuple[Artifact, str] | None]:
        """The artifacts to be rendered with their fingerprints; None for those that need not be."""
        for one in artifacts:
            if not isinstance(one, Run):
                yield self._if_changed(one)
            elif same := self._old.same(one):
                self._runs[one.name] = one.mark, tuple(same)
                self._claim(same)
                self._keep(same)
                yield None
            else:
                found = list(one.plan())
                self._runs[one.name] = one.mark, tuple([each.name for each in found])
                yield from map(self._if_changed, found)

    def _if_changed(self, artifact: Artifact) -> tuple[Artifact, str] | None:
        name, mark = artifact.name, fingerprint(artifact)
        self._claim((name,))
        entry = self._old.entries.get(name)
        if entry is None or entry.fingerprint != mark:
            return artifact, mark
        self._keep({name: entry})
        return None

    def _claim(self, names: Collection[str]) -> None:
        """Notes names of artifacts. Raises ValueError where there is another of one of them."""
        if not self._names.isdisjoint(names):
            raise ValueError(f"two artifacts are named {min(self._names.intersection(names))!r}")
        self._names.update(names)

    def _keep(self, entries: Mapping[str, Entry]) -> None:
        self._kept += entries
        self._entries |= entries

    def _share(
        self, waiting: list[tuple[Artifact, str]], jobs: int
    ) -> Generator[int, None, list[tuple[Artifact, str]]]:
        """Lets processes render; gives what they left, of which traces may be on the disk."""
        self.staging.begin()
        (first, mark), *waiting = waiting
        self._note(first, mark, self._renderer.render(first))  # what it loads is loaded for all
        count = min(jobs * _PIECES, len(waiting))
        # neighbours look at the same values: a process copies no more of them than it must
        ends = [len(waiting) * number // count for number in range(count + 1)]
        pieces = {number: waiting[ends[number] : ends[number + 1]] for number in range(count)}

        def work(number: int) -> bytes:
            return packed([self._renderer.render(artifact) for artifact, _ in pieces[number]])

        for number, report in shared_out(len(pieces), jobs, work):
            found = unpacked(report, list[Rendered])
            for (artifact, mark), done in zip(pieces.pop(number), found, strict=True):
                self._note(artifact, mark, done)
            yield len(self._entries)
        if pieces:
            self.staging.forgiving = self._old.crossed = True
        return [one for piece in pieces.values() for one in piece]

    def _note(self, artifact: Artifact, mark: str, done: Rendered) -> None:
        self._entries[artifact.name] = Entry(mark, Raw(done.files))
        files = 0
        for what, seconds, sizes in done.times:
            rendered(what, seconds, sizes)
            files += len(sizes)
            self._bytes += sum(sizes)
        self._files += files
        self._count += files - len(done.same)
        self._written |= done.written
        self._same += done.same
        if not done.same:
            self._new.append(artifact.name)
        self._old.crossed |= done.crossed

    def finish(self, sync: bool, notes: tuple[str, ...]) -> Published:
        """Publishes what was added, unless it is what is published already."""
        if self._old.crossed and (wrong := clash(self._claims())):
            raise ValueError(wrong)
        removed = self._old.gone(self._kept, chain(self._paths(), self._same))
        manifest = self._add_manifest()
        if removed or self.staging.exists:
            self.staging.complete(
                self._old,
                lambda: chain(self._paths(), manifest, removed),
                lambda: self._staying(manifest),
            )
            written = chain(self._files_written(), manifest.items())
            notes += self.staging.publish(written, self._count, sync)
        kept_files, kept_bytes = self._old.total(self._kept)
        files = kept_files + self._files
        return Published(
            written=Later(lambda: tuple(sorted(self._paths()))),
            unchanged=files - self._count,
            removed=tuple(removed),
            files=files,
            bytes=kept_bytes + self._bytes,
            notes=notes,
        )

    def remembered(self, published: Published) -> Remembered | None:
        """What the next build may know of this one."""
        known, public = self._old.remembered, stamp(str(self._place))
        if known and not self.staging.exists:
            return replace(known, turn=known.turn + 1, runs=self._runs)
        manifest = stamp(f"{self._place}/{MANIFEST_NAME}")
        if not public or not manifest:
            return None
        kept, different = self.staging.kept, Differences()
        if kept:
            written = frozenset((*published.written, MANIFEST_NAME))
            different = Differences(written, frozenset(published.removed))
        turn = known.turn + 1 if known else 0
        total = published.files, published.bytes
        return Remembered(public, manifest, kept, different, *total, turn, self._runs)

    def _claims(self) -> Iterator[tuple[str, Iterable[str]]]:
        return ((name, entry.sizes()) for name, entry in self._entries.items())

    def _files_written(self) -> Iterator[tuple[str, int]]:
        """All files that are new, with their bytes, without the manifest."""
        yield from self._written.items()
        for name in self._new:
            yield from self._entries[name].sizes().items()

    def _paths(self) -> Iterator[str]:
        return (path for path, _ in self._files_written())

    def _staying(self, manifest: Mapping[str, int]) -> Iterator[str]:
        """All files that are neither new nor gone."""
        yield from self._same
        for name in self._kept:
            yield from self._entries[name].sizes()
        if not manifest:
            yield MANIFEST_NAME

    def _add_manifest(self) -> dict[str, int]:
        """Writes the manifest when it differs; gives it with its bytes then."""
        if self._entries and self._entries == self._old.entries:
            return {}
        data = render_manifest(self._entries)
        if self._old.holds("", MANIFEST_NAME, data):
            return {}
        self._renderer.write("", MANIFEST_NAME, data)
        return {MANIFEST_NAME: len(data)}
