"""What differs between two commits, by git's own listing."""

from __future__ import annotations

from pathlib import Path

from statusgen.dataclass import dataclass
from statusgen.git.calling import listed
from statusgen.git.revisions import Revision


@dataclass(frozen=True, slots=True)
class Difference:
    """One path that differs, from the top of the repository.

    ``status`` is git's letter (A added, M modified, D deleted, T of another kind); ``mode`` is
    what it is now, "000000" where it is gone.
    """

    status: str
    mode: str
    path: str


def differences(root: Path, before: Revision, after: Revision) -> list[Difference]:
    """Every path that differs in the whole repository; a renamed file is one gone and one added."""
    words = ("diff-tree", "-r", "-z", "--raw", "--no-renames", "--ignore-submodules=none")
    parts = listed(root, *words, before.commit, after.commit)
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return [_difference(about.decode(), path) for about, path in pairs]


def _difference(about: str, path: bytes) -> Difference:
    _, mode, _, _, status = about.split()
    return Difference(status, mode, path.decode("utf-8", "backslashreplace"))
