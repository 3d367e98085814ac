"""One commit for one write."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from statusgen.errors import CannotWrite
from statusgen.git.calling import ME, as_path, listed, reason, run


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


def uncommitted(root: Path, folder: str) -> list[str]:
    """The files of a folder that are new or changed since the newest commit."""
    words = ("ls-files", "-z", "--others", "--modified", "--exclude-standard", "--deduplicate")
    found = listed(root, *words, "--", folder) if (root / folder).is_dir() else []
    return list(map(as_path, found))


def _is_tracked(root: Path, file: str) -> bool:
    return bool(run(root, "ls-files", "--", file).stdout)


def _identity(root: Path) -> list[str]:
    """A name for a machine that has none of its own."""
    return [] if run(root, "config", "user.email").returncode == 0 else list(ME)


def _git(root: Path, *words: str) -> None:
    done = run(root, *words)
    if done.returncode:
        raise CannotWrite(f"git did not take the change ({reason(done)}); nothing was changed")
