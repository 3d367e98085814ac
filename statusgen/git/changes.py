"""What differs between two commits, by git's own listing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from statusgen.errors import CannotWrite
from statusgen.git.calling import run, run_bytes
from statusgen.git.revisions import Revision


@dataclass(frozen=True, slots=True)
class Change:
    """One path that differs, from the top of the repository.

    ``status`` is git's letter (A added, M modified, D deleted, T of another kind); ``mode`` is
    what it is now, "000000" where it is gone.
    """

    status: str
    mode: str
    path: str


def prefix(root: Path) -> str:
    """Where the folder ``root`` is in its repository: "" at the top, else with a final ``/``."""
    return run(root, "rev-parse", "--show-prefix").stdout.removesuffix("\n")


def changes(root: Path, before: Revision, after: Revision) -> list[Change]:
    """Every path that differs in the whole repository; a renamed file is one gone and one added."""
    words = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--ignore-submodules=none")
    done = run_bytes(root, *words, before.commit, after.commit)
    if done.returncode:
        raise CannotWrite("git cannot compare the two; is the repository whole? (git fsck)")
    parts = done.stdout.split(b"\0")
    pairs = zip(parts[::2], parts[1::2], strict=False)
    return [_change(about.decode(), path) for about, path in pairs]


def _change(about: str, path: bytes) -> Change:
    _, mode, _, _, status = about.split()
    return Change(status, mode, path.decode("utf-8", "backslashreplace"))
