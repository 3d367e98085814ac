"""The repository as it was: which commit a revision is, and the files of a folder in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path

from statusgen.dataclass import dataclass
from statusgen.errors import CannotWrite, UsageError
from statusgen.git.calling import as_path, has_remote, is_shallow, listed, prefix, run, run_bytes

FILE, LINK = ("100644", "100755"), "120000"
"""The modes of what is a file, and of what is a symbolic link."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit by the ``name`` that somebody gave it; ``at`` is when it was made (Unix seconds)."""

    name: str
    commit: str
    at: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands at a path of a tree; ``size`` is in bytes, 0 for what is no file."""

    mode: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of a folder at a revision, by their paths in it, without checking them out."""

    root: Path
    entries: Mapping[str, Entry]
    texts: dict[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """The bytes of a file. Raises CannotWrite where the repository lacks them."""
        entry = self.entries[path]
        if entry.name not in self.texts:
            self.fetch([path])
        return self.texts[entry.name]

    def fetch(self, paths: Iterable[str]) -> None:
        """Reads many files in one call of git."""
        names = dict.fromkeys(self.entries[path].name for path in paths)
        wanted = [name for name in names if name not in self.texts]
        given = "".join(f"{name}\n" for name in wanted).encode()
        told = run_bytes(self.root, "cat-file", "--batch", given=given).stdout if wanted else b""
        at = 0
        for name in wanted:
            end = told.find(b"\n", at)
            head = told[at:end].split()
            if len(head) != 3:
                raise CannotWrite(f"git cannot read {name}; is the repository whole? (git fsck)")
            size = int(head[2])
            self.texts[name] = told[end + 1 : end + 1 + size]
            at = end + size + 2


def resolve(root: Path, name: str) -> Revision:
    """The commit that ``name`` stands for. Raises UsageError, which says what to do."""
    _require_repository(root)
    commit = _commit(root, name)
    if not commit:
        raise UsageError(_unknown(root, name))
    return _dated(root, name, commit)


def fork(root: Path, one: Revision, other: Revision) -> Revision:
    """The last commit that two revisions share: where one of them left the other.

    Raises UsageError where there is none, or where a shallow clone does not reach it.
    """
    if one.commit == other.commit:
        return one
    found = run(root, "merge-base", one.commit, other.commit).stdout.split()
    if found:
        return _dated(root, one.name, found[0])
    where = f"{one.name} and {other.name}"
    if is_shallow(root):
        raise UsageError(
            f"this clone is too shallow to know where {where} parted; run `git fetch --unshallow`, "
            "or check out with `fetch-depth: 0`"
        )
    raise UsageError(f"{where} have no commit in common; --exact compares them all the same")


def tree(root: Path, revision: Revision, *folders: str) -> Tree:
    """What stood in ``folders`` (or files) of the folder ``root`` at a revision: maybe nothing."""
    folder = prefix(root).rstrip("/")
    place = f"{revision.commit}:{folder}"
    if run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", place).returncode:
        return Tree(root, {})
    words = ("ls-tree", "-r", "-z", "-l", "--full-tree", place, "--", *folders)
    return Tree(root, dict(map(_entry, listed(root, *words))))


def differing(
    root: Path, base: Revision, head: Revision | None, *folders: str
) -> list[tuple[str, str]]:
    """The files that differ, each with A (added), D (removed) or another letter, sorted by path.

    ``head`` None is the working tree with what git does not know yet, but for what it ignores.
    """
    plain = ("--name-status", "-z", "--no-renames", "--no-ext-diff", "--relative")
    commits = (base.commit, head.commit) if head else (base.commit,)
    words = list(map(as_path, listed(root, "diff", *plain, *commits, "--", *folders)))
    found = dict(zip(words[1::2], words[::2], strict=True))
    if head is None:
        new = ("ls-files", "--others", "--exclude-standard", "-z", "--", *folders)
        found |= dict.fromkeys(map(as_path, listed(root, *new)), "A")
    return [(found[path], path) for path in sorted(found)]


def _entry(row: bytes) -> tuple[str, Entry]:
    about, _, path = row.partition(b"\t")
    mode, _, name, size = about.decode().split()
    return as_path(path), Entry(mode, name, int(size.replace("-", "0")))


def _require_repository(root: Path) -> None:
    done = run_bytes(root, "rev-parse", "--is-inside-work-tree")
    if done.returncode == 127:
        raise UsageError("there is no git on this machine: install it to compare with a revision")
    if b"safe.directory" in done.stderr:
        hint = "`git status` in it says how to trust it"
        raise UsageError(f"git does not trust {root}, which belongs to another user; {hint}")
    if b"safe.bareRepository" in done.stderr:
        files = "`HEAD`, `config`, `objects` and `refs`"
        raise UsageError(f"{root} looks like a repository itself: take {files} out of it")
    if done.stdout.strip() != b"true":
        hint = "make one with `git init` and commit the content"
        raise UsageError(f"{root} is not in a git repository, so there is no revision; {hint}")


def _commit(root: Path, name: str) -> str:
    """The commit's own name, "" where there is none. No name passes for an option of git."""
    if not name or not name.isprintable():
        return ""
    wanted = f"{name}^{{commit}}"
    done = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    found = done.stdout.strip()
    return found if found.isalnum() else ""


def _dated(root: Path, name: str, commit: str) -> Revision:
    shown = run(root, "show", "--no-patch", "--no-show-signature", "--format=%ct", commit)
    return Revision(name, commit, int(shown.stdout.strip() or 0))


def _unknown(root: Path, name: str) -> str:
    """What to say of a revision that is not there, and what may bring it."""
    if not _commit(root, "HEAD"):
        return f"there is no revision `{name}`: nothing has been committed yet"
    if _commit(root, f"origin/{name}"):
        return f"there is no revision `{name}` in this clone; did you mean `origin/{name}`?"
    remote, _, branch = name.partition("/")
    known = branch and has_remote(root, remote)
    hint = f"run `git fetch {remote} {branch}`" if known else "`git log --all` shows what there is"
    deep = ", or check out with `fetch-depth: 0`" if is_shallow(root) else ""
    return f"there is no revision `{name}` in this clone; {hint}{deep}"
