"""Git repositories as people make them: commits by whom and when, branches, merges, clones."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.sites import instant
from tests.tools import program

ADA = "Ada <ada@example.com>"
BOB = "Bob <bob@example.com>"


@dataclass(frozen=True)
class Repo:
    """A working copy in ``root``. Times are texts such as ``2026-01-15T10:00Z``."""

    root: Path

    def git(self, *words: str, at: str = "", committed: str = "", given: bytes = b"") -> str:
        """What git says; ``at`` is when something was written, and committed unless told."""
        dates = {
            "GIT_AUTHOR_DATE": f"{instant(at)} +0000" if at else "",
            "GIT_COMMITTER_DATE": f"{instant(committed or at)} +0000" if at else "",
        }
        done = subprocess.run(
            [program("git"), "-c", "user.name=Eve", "-c", "user.email=eve@example.com", *words],
            cwd=self.root,
            env=os.environ | {name: date for name, date in dates.items() if date},
            input=given,
            capture_output=True,
        )
        assert done.returncode == 0, (words, done.stderr)
        return done.stdout.decode(errors="replace").strip()

    def commit(
        self,
        files: Mapping[str, str | bytes | None],
        at: str,
        *,
        committed: str = "",
        author: str = ADA,
        amend: bool = False,
    ) -> str:
        """Writes files (None removes one) and commits all there is; gives the commit's number."""
        for name, content in files.items():
            path = self.root / name
            if content is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.git("add", "--all")
        more = ("--amend", f"--date={instant(at)} +0000") if amend else ()
        said = ("-q", "-m", "An edit", f"--author={author}", "--allow-empty", *more)
        self.git("commit", *said, at=at, committed=committed)
        return self.git("rev-parse", "HEAD")

    def merge(self, branch: str, at: str, *options: str) -> str:
        """Merges with a commit of its own, as the button of a host does."""
        self.git("merge", "-q", "--no-ff", "-m", "Merge", *options, branch, at=at)
        return self.git("rev-parse", "HEAD")

    def clone(self, root: Path, *options: str) -> Repo:
        """A copy of it in ``root``."""
        self.git("clone", "-q", *options, self.root.as_uri(), str(root))
        return Repo(root)


def new_repo(root: Path) -> Repo:
    """An empty repository whose branch is called main."""
    root.mkdir(parents=True, exist_ok=True)
    made = Repo(root)
    made.git("init", "-q", "-b", "main")
    return made
