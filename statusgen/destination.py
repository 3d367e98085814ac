"""The folder a site is published to: whether it may be replaced, who holds it, what is beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from statusgen.errors import Busy, CannotCreate, CannotWrite, UsageError, disk_error, disk_errors
from statusgen.manifest import is_published


def destination(folder: Path, protected: Iterable[Path] = ()) -> Path:
    """``folder`` with all links in its parents followed; its parent exists afterwards.

    UsageError when publishing there could destroy something: the root, home, a mount point,
    a link, a file, a repository, foreign files, or anything that overlaps with ``protected``.
    """
    with disk_errors(CannotWrite, str(folder)):
        reason = _reason_against(folder, protected)
    if reason:
        raise UsageError(f"cannot publish to {folder}: {reason}; choose a new or an empty folder")
    place = Path(os.path.realpath(folder))
    with disk_errors(CannotCreate, str(place.parent)):
        place.parent.mkdir(parents=True, exist_ok=True)
    return place


def _reason_against(folder: Path, protected: Iterable[Path]) -> str:
    """Why nothing may be published to ``folder``; empty when it may."""
    if os.path.islink(os.path.abspath(folder)):
        return "it is a symbolic link"
    place = Path(os.path.realpath(folder))
    if place == place.parent:
        return "it is the root of the file system"
    if Path(os.path.realpath(os.path.expanduser("~"))).is_relative_to(place):
        return "it is or contains your home folder"
    for path in protected:
        real = Path(os.path.realpath(path))
        if place.is_relative_to(real) or real.is_relative_to(place):
            return f"it overlaps with {path}, which the site is made from"
    return _reason_against_content(place) if os.path.lexists(place) else ""


def _reason_against_content(place: Path) -> str:
    """Why what exists at ``place`` may not be replaced; empty when it may."""
    if not place.is_dir():
        return "it is not a folder"
    if place.is_mount():
        return "it is a mount point, which cannot be replaced"
    if os.path.lexists(place / ".git"):
        return "it is a git repository"
    if os.listdir(place) and not is_published(place):
        return "it holds files that statusgen did not publish"
    return ""


@contextmanager
def held(place: Path) -> Iterator[None]:
    """Keeps other builds away from ``place``; Busy when one is there already.

    The system lets go of the lock when this process ends, however it ends. The lock's file
    stays: removing it would let two builds hold two files of one name.
    """
    import fcntl

    path = f"{place.parent}/.{place.name}.lock"
    with disk_errors(CannotCreate, path):
        lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"another build is publishing to {place}; wait for it and try again"
            raise Busy(message) from error
        except OSError as error:
            raise disk_error(CannotWrite, path, error) from error
        try:
            yield
        finally:
            # Closing is not enough: worker processes may have inherited the open file.
            with suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_UN)
    finally:
        with suppress(OSError):
            os.close(lock)


def staging_path(place: Path, suffix: str) -> str:
    """The sibling of ``place`` for files that readers do not see yet, or no longer."""
    return f"{place.parent}/.{place.name}.staging-{suffix}"


def aside_path(place: Path) -> str:
    """Where the old site waits while two renames put the new one in its place."""
    return staging_path(place, "old")


def previous_path(place: Path) -> str:
    """Where the site before the published one waits to become the next one."""
    return f"{place.parent}/.{place.name}.previous"


def put_back(place: Path) -> None:
    """Gives the site back that waits aside when two renames did not come to their end."""
    aside = aside_path(place)
    if os.path.isdir(aside) and not os.path.lexists(place):
        os.rename(aside, place)


def sweep(place: Path) -> tuple[str, ...]:
    """Undoes what a killed build left beside ``place``; only for whoever holds the lock.

    Gives notes on what could not be removed.
    """
    put_back(place)
    prefix = staging_path(place, "")
    with os.scandir(place.parent) as entries:
        stale = sorted(entry.path for entry in entries if entry.path.startswith(prefix))
    return tuple(note for path in stale for note in remove(path))


def remove(folder: str) -> tuple[str, ...]:
    """Removes a folder and all that is in it; a failure is a note, not an exception."""
    if not os.path.lexists(folder):
        return ()
    from shutil import rmtree

    rmtree(folder, ignore_errors=True)
    return (f"cannot remove {folder}; remove it by hand",) if os.path.lexists(folder) else ()
