"""Commits of this working copy to the branch that it follows: never by force."""

from __future__ import annotations

import re
from pathlib import Path

from statusgen.dataclass import dataclass
from statusgen.errors import UsageError
from statusgen.git.branches import current_branch
from statusgen.git.calling import Done, is_repository, is_shallow, reason, run

_NO_MODULES = "--recurse-submodules=no"
_SECRET = re.compile(r"://[^\s/@]*@")
_DEEPER = 100  # commits that a shallow clone gets to know in addition


@dataclass(frozen=True, slots=True)
class Upstream:
    """The branch of a remote that the working copy at ``root`` follows."""

    root: Path
    remote: str
    branch: str

    def refuse_changes(self) -> None:
        """UsageError where files are changed that are not committed."""
        asked = ("status", "--porcelain", "--untracked-files=no", "--", ".")
        if run(self.root, *asked).stdout:
            raise UsageError("files here are changed and not committed: commit or stash them first")

    def catch_up(self) -> str:
        """Goes to what the branch is now; gives why that failed, "" where it did not.

        UsageError where commits or changes of this working copy are in the way: they are kept.
        """
        words = ["fetch", "--quiet", "--no-tags", _NO_MODULES]
        if is_shallow(self.root):
            words.append(f"--deepen={_DEEPER}")
        fetched = run(self.root, *words, self.remote, f"refs/heads/{self.branch}")
        if fetched.returncode:
            return _reason(fetched)
        own = run(self.root, "rev-list", "--count", "FETCH_HEAD..HEAD").stdout.strip()
        if own != "0":
            raise UsageError(
                f"this branch has commits that {self.remote}/{self.branch} has not: "
                "push them, or go back to what is there"
            )
        moved = run(self.root, "merge", "--quiet", "--ff-only", "FETCH_HEAD")
        if moved.returncode:
            raise UsageError(
                f"the working copy cannot go to {self.remote}/{self.branch}: {_reason(moved)}"
            )
        return ""

    def push(self) -> str:
        """Pushes HEAD; gives why that failed, "" where it did not."""
        words = ("push", "--quiet", "--no-follow-tags", _NO_MODULES)
        target = f"HEAD:refs/heads/{self.branch}"
        pushed = run(self.root, *words, self.remote, target)
        return _reason(pushed) if pushed.returncode else ""

    def step_back(self, base: str) -> None:
        """Takes back the commits after ``base``; files that they do not touch are left alone."""
        run(self.root, "reset", "--quiet", "--keep", base)


def upstream(root: Path) -> Upstream:
    """The branch that HEAD follows; UsageError where there is none."""
    if not is_repository(root):
        raise UsageError(f"{root} is not in a git repository: nothing can be pushed")
    name = current_branch(root)
    asked = "--format=%(upstream:remotename) %(upstream:remoteref)"
    words = run(root, "for-each-ref", asked, f"refs/heads/{name}").stdout.split() if name else []
    if len(words) != 2 or not words[1].startswith("refs/heads/"):
        raise UsageError(
            "this working copy follows no branch of a remote: check out a branch, "
            "and `git push -u origin HEAD` once"
        )
    return Upstream(root, words[0], words[1].removeprefix("refs/heads/"))


def _reason(done: Done) -> str:
    """Why git failed; of a push, what the remote said to it. An address may hold a token."""
    refusals = [line.strip() for line in done.stderr.splitlines() if line.startswith(" ! ")]
    return _SECRET.sub("://", (refusals or [reason(done)])[0])
