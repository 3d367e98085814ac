"""A text behind a git ref of its own: read it, and replace it only if nobody else has.

The ref is no branch and no tag: it is in no list, and nothing is checked out or run because of it.
"""

from __future__ import annotations

from pathlib import Path

from statusgen.dataclass import dataclass
from statusgen.errors import CannotWrite
from statusgen.git.calling import ME, SAFE, Done, run

_TRIES = 5
_NO_MODULES = "--recurse-submodules=no"


@dataclass(slots=True)
class Ref:
    """A ref of the repository at ``root``, kept in it or, where one is named, in a ``remote``.

    Each version is a commit that holds one file.
    """

    root: Path
    name: str
    file: str
    remote: str = ""
    seen: str = ""

    def read(self) -> str | None:
        """The text now; None where there is no such ref.

        While another process unpacks a commit, the commit may be there before its file is; and a
        ref may move between two questions.
        """
        for _ in range(_TRIES):
            self.seen = self._head()
            if not self.seen:
                return None
            for fetched in (False, True):
                if fetched and self.remote:
                    self._fetch()
                found = run(self.root, "cat-file", "blob", f"{self.seen}:{self.file}")
                if not found.returncode:
                    return found.stdout
        raise CannotWrite(f"git cannot read {self.name}; is the repository whole? (git fsck)")

    def _fetch(self) -> None:
        """Brings what the ref is now, which may be more than what was seen, or something else."""
        words = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", _NO_MODULES)
        _must(run(self.root, *words, self.remote, self.name), "cannot fetch the ledger")

    def swap(self, text: str, note: str, *, anew: bool) -> bool:
        """Puts ``text`` there if the ref still is what was read or put last.

        ``note`` must be new every time: two runs that push the same commit would both succeed.
        """
        blob = _must(run(self.root, "hash-object", "-w", "--stdin", given=text), "cannot write")
        entry = f"100644 blob {blob.strip()}\t{self.file}\n"
        tree = _must(run(self.root, "mktree", given=entry), "cannot write").strip()
        parents = ("-p", self.seen) if self.seen and not anew else ()
        made = run(self.root, *ME, "commit-tree", tree, *parents, "-m", note)
        commit = _must(made, "cannot write").strip()
        if self._put(commit):
            self.seen = commit
            return True
        if self._head() != self.seen:
            return False
        if anew and self.seen:  # a host that lets no history go
            return self.swap(text, f"{note} again", anew=False)
        where = f"the remote `{self.remote}`" if self.remote else "this repository"
        raise CannotWrite(f"{where} does not take {self.name}; check that it may be written")

    def _put(self, commit: str) -> bool:
        if not self.remote:
            nobody = "0" * len(commit)
            put = run(self.root, "update-ref", self.name, commit, self.seen or nobody)
        else:
            lease = f"--force-with-lease={self.name}:{self.seen}"
            words = ("push", "--quiet", "--no-verify", "--no-follow-tags", _NO_MODULES, lease)
            put = run(self.root, *words, self.remote, f"{commit}:{self.name}")
        return put.returncode == 0

    def _head(self) -> str:
        """The commit that the ref is now, "" where there is none."""
        if not self.remote:
            found = run(self.root, "rev-parse", "--verify", "--quiet", self.name)
            return found.stdout.strip()
        listed = _must(
            run(self.root, "ls-remote", self.remote, self.name), "cannot ask for the ledger"
        )
        rows = (row.split() for row in listed.splitlines())
        return next((row[0] for row in rows if row[1:] == [self.name]), "")


def _must(done: Done, what: str) -> str:
    """What git said; CannotWrite where it failed. Addresses may hold a token: they are not told."""
    if done.returncode:
        raise CannotWrite(f"git: {what}; try the same by hand to see why (git {_verb(done)} …)")
    return done.stdout


def _verb(done: Done) -> str:
    words = [word for word in done.args[3:] if word not in (*SAFE, *ME)]
    return str(words[0])
