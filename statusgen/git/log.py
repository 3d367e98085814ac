"""The whole history of a folder in one call of git: every commit, and the files that it touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from statusgen.dataclass import dataclass
from statusgen.git.calling import run

_FORMAT = "--format=tformat:%H %P%n%at %ct%n%aN"
_OPTIONS = (
    *("--full-history", "--sparse", "--topo-order", "--encoding=UTF-8", "--no-color"),
    *("--no-show-signature", "--no-notes", "--no-ext-diff", "--no-textconv", "--no-relative"),
    *("--raw", "-z", "--no-abbrev", "-M50%", "-l1000", "--rename-empty"),
    *("--diff-merges=first-parent", "--ignore-submodules=none", "-O/dev/null"),
)
"""All that a user's settings could change is said. ``--sparse`` keeps the commits that do not touch
the folder: without them git would write other parents. Renames are found where half is the same.
"""

_SETTINGS = ("log.showRoot=true", "log.follow=false")
"""What no option says."""

_SECONDS = 10**11
"""Beyond the year 5000 a date is a mistake."""


class NoHistory(Exception):
    """There is no history, or not the whole; the text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Repository:
    """Where a folder is under version control.

    ``own`` is git's folder of this working copy, ``shared`` that of all of them; ``prefix`` is the
    folder within the repository, "" or ending in ``/``; ``head`` is the commit that is checked out.
    """

    own: Path
    shared: Path
    prefix: str
    head: str


@dataclass(frozen=True, slots=True)
class Commit:
    """Who wrote something and when, and when it was committed: Unix seconds, None if unreadable."""

    id: str
    author: str
    written: int | None
    committed: int | None


@dataclass(frozen=True, slots=True)
class Touch:
    """What became of a file: ``blob`` is its content after it, "" where it was removed.

    ``old`` is the name that it had before, "" if it kept it.
    """

    path: str
    blob: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A commit, its parents, and what it changed against the first of them."""

    commit: Commit
    parents: tuple[str, ...]
    touches: tuple[Touch, ...]


def repository_of(root: Path) -> Repository:
    """The repository that ``root`` is in. NoHistory where there is none, or not all of it."""
    asked = ("--is-shallow-repository", "--absolute-git-dir", "--git-common-dir", "--show-prefix")
    form = "--path-format=absolute"
    done = run(root, "rev-parse", form, *asked, "--verify", "HEAD")
    if done.returncode == 127:
        raise NoHistory("there is no git on this machine")
    shallow, *found = done.stdout.split("\n")
    if done.returncode or len(found) != 5:
        raise NoHistory(_why(done.stderr))
    repository = Repository(Path(found[0]), Path(found[1]), found[2], found[3])
    if shallow != "false" or (repository.shared / "info" / "grafts").exists():
        raise NoHistory("this clone has only a part of the history; run `git fetch --unshallow`")
    if any((repository.shared / "objects" / "pack").glob("*.promisor")):
        raise NoHistory("this clone has only a part of the files; clone it without --filter")
    return repository


def steps_of(repository: Repository, folder: str) -> list[Step]:
    """Every commit that led to the one that is checked out, oldest first, with what it did to the
    files of folders called ``folder``: a site may have been in another place of the repository.
    NoHistory where git cannot tell.

    Git is not shown the working copy, so that no file of it can change the answer.
    """
    mailmap = (f"mailmap.blob={repository.head}:.mailmap", "mailmap.file=")
    done = run(
        repository.shared,
        *("--no-replace-objects", "--glob-pathspecs", "--bare", f"--git-dir={repository.own}"),
        *(word for setting in (*_SETTINGS, *mailmap) for word in ("-c", setting)),
        *("log", *_OPTIONS, _FORMAT, repository.head, "--", f"**/{folder}/**"),
    )
    if done.returncode:
        raise NoHistory(_why(done.stderr))
    return list(_read(done.stdout))[::-1]


def _read(text: str) -> Iterator[Step]:
    """The steps, newest first. Everything ends in NUL; what a commit touched follows it."""
    tokens = iter(text.split("\0")[:-1])
    head, touches = next(tokens, ""), list[Touch]()
    for token in tokens:
        if token.lstrip("\n").startswith(":"):
            touches.append(_touch(token, tokens))
        else:
            yield _step(head, touches)
            head, touches = token, []
    if head:
        yield _step(head, touches)


def _touch(facts: str, tokens: Iterator[str]) -> Touch:
    """Modes, blobs and a letter; one path follows, or two where the file got another name."""
    _, _, _, blob, kind = facts.split(" ")
    path = next(tokens)
    if kind == "D":
        return Touch(path, "")
    return Touch(next(tokens), blob, path) if kind[0] == "R" else Touch(path, blob)


def _step(head: str, touches: list[Touch]) -> Step:
    ids, times, author = head.split("\n", 2)
    commit, *parents = ids.split()
    written, committed = map(_seconds, times.split(" "))
    name = author.encode(errors="surrogateescape").decode(errors="replace")
    return Step(Commit(commit, name, written, committed), tuple(parents), tuple(touches))


def _seconds(text: str) -> int | None:
    """Only what a commit by hand has is no number, or one that no calendar knows."""
    return int(text) if text.isdigit() and int(text) < _SECONDS else None


def _why(stderr: str) -> str:
    reason = stderr.strip().splitlines() or ["it does not say why"]
    return f"git cannot tell it ({reason[-1]})"
