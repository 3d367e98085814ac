"""One commit for one write."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from statusgen.errors import CannotWrite
from statusgen.git.calling import ME, reason, run


def commit(root: Path, files: Iterable[str], message: str) -> None:
    """Commits these files, and nothing else that may be staged; CannotWrite where git refuses.

    A file that git never knew and that is gone again means nothing to it.
    """
    paths = [file for file in files if (root / file).exists() or _is_tracked(root, file)]
    if not paths:
        return
    try:
        _git(root, "add", "--all", "--", *paths)
        _git(root, *_identity(root), "commit", "--quiet", "--only", "-m", message, "--", *paths)
    except CannotWrite:
        run(root, "reset", "--quiet", "--", *paths)
        raise


def uncommitted(root: Path, folders: Iterable[str]) -> list[str]:
    """The files of these folders that are new or changed since the newest commit."""
    there = [folder for folder in folders if (root / folder).is_dir()]
    words = ("ls-files", "-z", "--others", "--modified", "--exclude-standard", "--deduplicate")
    found = run(root, *words, "--", *there).stdout if there else ""
    return [file for file in found.split("\0") if file]


def _is_tracked(root: Path, file: str) -> bool:
    return bool(run(root, "ls-files", "--", file).stdout)


def _identity(root: Path) -> list[str]:
    """A name for a machine that has none of its own."""
    return [] if run(root, "config", "user.email").returncode == 0 else list(ME)


def _git(root: Path, *words: str) -> None:
    done = run(root, *words)
    if done.returncode:
        raise CannotWrite(f"git did not take the change ({reason(done)}); nothing was changed")
