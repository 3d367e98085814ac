"""What a change means to readers: two sides of a site, at one instant, compared."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from statusgen.artifact import Artifact, digest, fingerprint
from statusgen.changes import Changes, Published, compare
from statusgen.changes.change import Files, What
from statusgen.changes.published import files_of, first_of
from statusgen.checks import check_site
from statusgen.checks.published import check_against
from statusgen.content.folders import CONTENT
from statusgen.content.load import MONITORS, load
from statusgen.content.revision import PastReader, site_at
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic, Level
from statusgen.git.revisions import FILE, Revision, differing, fork, resolve, tree
from statusgen.model.site import Site
from statusgen.plan import plan
from statusgen.prepare import of_content, site_root
from statusgen.report.text import count
from statusgen.snapshot import take_snapshot
from statusgen.snapshot.side import Side
from statusgen.targets.feeds import newest_entries
from statusgen.targets.html.front import sentence
from statusgen.targets.looks import looks
from statusgen.targets.theme import Theme
from statusgen.triage import leave_out, private_folders

THEMES = "themes"
_LARGEST = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Compared:
    """What is compared: ``base`` with ``head``, which is the working tree where it is None."""

    base: Revision
    head: Revision | None = None


@dataclass(slots=True)
class _Made:
    """A side with what is published of it; ``errors`` is how many it has."""

    side: Side
    artifacts: dict[str, Artifact]
    published: Published
    errors: int


def choose(root: Path, base: str, head: str = "", *, exact: bool = False) -> Compared:
    """The revisions of two names; ``head`` "" is the working tree.

    The base is where the head left the branch that ``base`` names, as in ``git diff A...B``: what
    others have changed there since is not the head's doing. ``exact`` takes ``base`` as it is.
    """
    one = resolve(root, base)
    other = resolve(root, head) if head else None
    if exact:
        return Compared(one, other)
    return Compared(fork(root, one, other or resolve(root, "HEAD")), other)


def check_base(
    root: Path, base: str, site: Site, problems: list[Diagnostic], now: int
) -> list[Diagnostic]:
    """What is wrong with how ``site``, which has these ``problems``, changes what was published."""
    revision = choose(root, base).base
    before, _ = _side(root, revision, now)
    shown = leave_out(site, of_content(problems))
    return check_against(before, Side(shown, take_snapshot(shown, now)), revision.at)


def changes(root: Path, compared: Compared, now: int) -> Changes:
    """What the public sees differently."""
    base, head = compared.base, compared.head
    files = differing(root, base, head, MONITORS, CONTENT, THEMES)
    themed = any(path.startswith(f"{THEMES}/") for _, path in files)
    before = _make(root, base, now, themed=themed)
    after = _make(root, head, now, themed=themed and head is not None)
    names = _named(base), _named(head) if head else "the working tree"
    made = before.published, after.published
    found = compare(before.side, after.side, names, made, tuple(_notes((before, after), names)))
    found = replace(found, content=_content(files, (before.side.site, after.side.site)))
    silent = replace(found, published=Files()).empty
    return replace(found, published=_rendered(before, after)) if silent else found


def _side(root: Path, revision: Revision | None, now: int) -> tuple[Side, int]:
    """The site at a revision (None: on disk), and how many errors it has."""
    past = site_at(root, revision) if revision else None
    loaded = load(root, PastReader(root, past) if past else None)
    problems = loaded.problems + check_site(loaded.site, now)
    errors = sum(one.level is Level.ERROR for one in problems)
    site = leave_out(loaded.site, problems)
    return Side(site, take_snapshot(site, now)), errors


def _make(root: Path, revision: Revision | None, now: int, *, themed: bool) -> _Made:
    """A side and what is planned of it; ``themed``: its themes are those of the revision."""
    side, errors = _side(site_root(root) if revision is None else root, revision, now)
    theme = (
        _theme_at(root, revision, side.site) if themed and revision else looks(root, side.site)[0]
    )
    artifacts = {one.name: one for one in plan(side.snapshot, theme)}
    feed = {one.id: (one.title, one.at, digest(one).hex()) for one in newest_entries(side.snapshot)}
    files = {name: (one.count, fingerprint(one)) for name, one in artifacts.items()}
    return _Made(side, artifacts, Published(sentence(side.snapshot, theme), feed, files), errors)


def _theme_at(root: Path, revision: Revision, site: Site) -> Theme:
    """The theme of a revision; a theme is read from a folder, so its files are put into one."""
    past = tree(root, revision, THEMES)
    files = {
        path: one
        for path, one in past.entries.items()
        if one.mode in FILE and one.size <= _LARGEST and ".." not in PurePosixPath(path).parts
    }
    past.fetch(files)
    with TemporaryDirectory(prefix="statusgen-") as folder:
        for path in files:
            place = Path(folder, os.fsencode(path).decode("utf-8", "replace"))
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(past.read(path))
        return looks(Path(folder), site)[0]


def _rendered(before: _Made, after: _Made) -> Files:
    """The files whose bytes differ: what stands for them may differ for what nobody sees."""
    old, new = before.published.files, after.published.files
    names = [name for name in {*old, *new} if old.get(name) != new.get(name)]
    sides = [
        {
            path: (1, digest(content).hex())
            for name in names
            if name in side.artifacts
            for path, content in side.artifacts[name].render(*side.artifacts[name].inputs)
        }
        for side in (before, after)
    ]
    return files_of(*sides)


def _content(files: list[tuple[str, str]], sites: tuple[Site, Site]) -> Files:
    """The files that people wrote, but for those whose very names are not for the public."""
    folders = set().union(*map(private_folders, sites))
    entries = [entry for site in sites for entry in site.entries]
    names = {one.file for entry in entries for one in entry.comments if one.internal}
    whats = {"A": What.ADDED, "D": What.REMOVED}
    return first_of(
        (whats.get(letter, What.CHANGED), path, 1)
        for letter, path in files
        if path not in names and path.rpartition("/")[0] not in folders
    )


def _notes(sides: tuple[_Made, _Made], names: tuple[str, str]) -> Iterator[str]:
    for side, name in zip(sides, names, strict=True):
        if side.errors:
            errors = count(side.errors, "error")
            yield f"{name} has {errors}: what is wrong is left out (`statusgen check`)"


def _named(revision: Revision) -> str:
    return f"{revision.name} ({revision.commit[:7]})"
