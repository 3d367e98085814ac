"""What happens around a site: to its cache, its output, its checkout, and how it is built."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.edits.site import EditedSite, comments_of

# ------------------------------------------------------------------ the cache


def cache_deleted(site: EditedSite) -> str:
    return _without(site.place.cache)


def cache_cut(site: EditedSite) -> str:
    """The disk was full, or the power went."""
    files = list(_files(site.place.cache))
    for path in files:
        os.truncate(path, site.chance.choice((0, 1, path.stat().st_size // 2)))
    return f"{len(files)} files"


def cache_of_the_past(site: EditedSite) -> str:
    """A cache as it was some edits ago, as a CI job gets it; this one is kept for later."""
    return _exchanged(site, site.place.cache, "cache")


def neighbour_built(site: EditedSite) -> str:
    """Another site with incidents of the same names is built with the same cache."""
    neighbour = site.place.neighbour / "content" / "incidents"
    folder = site.chance.choice(sorted(path.parent for path in neighbour.rglob("incident.md")))
    site.write(comments_of(folder)[0], f"What the neighbour says, number {site.number()}.\n")
    site.neighbour_first = True
    return folder.name


# ------------------------------------------------------------------ the output


def output_deleted(site: EditedSite) -> str:
    beside = site.chance.random() < 0.5
    return _without(site.place.public.parent if beside else site.place.public)


def output_of_the_past(site: EditedSite) -> str:
    """What was published some edits ago is brought back; what is there now is kept for later."""
    return _exchanged(site, site.place.public.parent, "kept")


def site_before_removed(site: EditedSite) -> str:
    gone = [path for path in site.place.public.parent.glob(".public*") if path.is_dir()]
    for path in gone:
        shutil.rmtree(path)
    return f"{len(gone)} folders"


def output_copied(site: EditedSite) -> str:
    """Other inodes, other times: as an output comes out of an archive."""
    copy = site.place.work / "copy"
    if site.place.public.exists():
        shutil.copytree(site.place.public, copy, symlinks=True)
        shutil.rmtree(site.place.public)
        copy.rename(site.place.public)
    return "public/"


# ------------------------------------------------------------------ the checkout


def checked_out_anew(site: EditedSite) -> str:
    """Every file is new, as in CI."""
    old = site.place.work / "old"
    site.root.rename(old)
    shutil.copytree(old, site.root, copy_function=shutil.copyfile)
    shutil.rmtree(old)
    return "all times are new"


def of_one_time(site: EditedSite) -> str:
    """Every file has the same time, as some archives give it, and one of them another text."""
    comment = site.comment()
    comment.write_text(site.words(), encoding="utf-8")
    for path in [*_files(site.content)]:
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return f"and {comment.name} is rewritten"


def folders_of_one_time(site: EditedSite) -> str:
    """A comment is added, and its folder has the time that it had."""
    folder = site.entry()
    before = folder.stat()
    name = f"2026-11-21T10{site.number() % 60:02}00Z.resolved.md"
    site.write(folder / name, site.words())
    os.utime(folder, ns=(before.st_atime_ns, before.st_mtime_ns))
    return f"{folder.name}/{name}"


def rewritten_meanwhile(site: EditedSite) -> str:
    """A comment changes while a build runs: the next build says so."""
    comment = site.comment()
    site.meanwhile = lambda: comment.write_text(site.words(), encoding="utf-8")
    return comment.name


def built_anew(site: EditedSite) -> str:
    site.once.append("--clean")
    return "--clean"


def built_for_elsewhere(site: EditedSite) -> str:
    site.once += ["--base-url", f"https://example.org/{site.number()}/"]
    return "--base-url"


def built_in_another_theme(site: EditedSite) -> str:
    site.once += ["--theme", "compact"]
    return "--theme"


def _without(path: Path) -> str:
    shutil.rmtree(path, ignore_errors=True)
    return f"{path.name}/"


def _exchanged(site: EditedSite, path: Path, name: str) -> str:
    """Puts away a copy of a folder, and brings back an earlier one, if there is any."""
    shelves = sorted(site.place.archive.glob(f"{name}-*"))
    if path.exists():
        copy = site.place.archive / f"{name}-{site.number():06}"
        shutil.copytree(path, copy, symlinks=True)
    if not shelves:
        return "put away for later"
    back = site.chance.choice(shelves)
    shutil.rmtree(path, ignore_errors=True)
    back.rename(path)
    return back.name


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


KINDS: dict[str, Callable[[EditedSite], str]] = {
    "cache deleted": cache_deleted,
    "cache cut": cache_cut,
    "cache of the past": cache_of_the_past,
    "neighbour with the same cache": neighbour_built,
    "output deleted": output_deleted,
    "output of the past": output_of_the_past,
    "site before removed": site_before_removed,
    "output copied": output_copied,
    "checked out anew": checked_out_anew,
    "all files of one time": of_one_time,
    "folder with its old time": folders_of_one_time,
    "rewritten during a build": rewritten_meanwhile,
    "--clean": built_anew,
    "--base-url": built_for_elsewhere,
    "--theme": built_in_another_theme,
}
