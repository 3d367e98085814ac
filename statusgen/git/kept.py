"""What was read from the history, kept in git's own folder until there is another commit."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from statusgen.git.lives import Change, Life, lives_of
from statusgen.git.log import Commit, repository_of, steps_of

_FILE = "dates.json"
_KINDS: tuple[type | tuple[type, ...], ...] = (str, str, (int, type(None)), (int, type(None)))


def history(root: Path, folder: str, program: str) -> dict[str, Life]:
    """The life of every committed file in ``folder`` of the site ``root``, by its path from there.

    ``program`` stands for what reads it: another version does not trust what this one kept.
    Raises NoHistory.
    """
    repository = repository_of(root)
    file = repository.shared / "statusgen" / _FILE
    key = [program, repository.head, repository.prefix, folder]
    found = _kept(file, key)
    if found is None:
        lives = lives_of(steps_of(repository, folder))
        found = _inside(f"{repository.prefix}{folder}/", len(repository.prefix), lives)
        _keep(file, key, found)
    return found


def _inside(folder: str, skipped: int, lives: Mapping[str, Life]) -> dict[str, Life]:
    """What is in a folder, without the first ``skipped`` characters of its path."""
    return {path[skipped:]: life for path, life in lives.items() if path.startswith(folder)}


def _kept(file: Path, key: list[str]) -> dict[str, Life] | None:
    """What the file holds; None where it is missing, broken, somebody else's or of another time."""
    try:
        with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:
            if os.fstat(opened.fileno()).st_uid != os.geteuid():
                return None
            document = json.load(opened)
        if document["key"] != key:
            return None
        commits = [_commit(values) for values in document["commits"]]
        return {path: _life(values, commits) for path, values in document["files"].items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None


def _commit(values: list[Any]) -> Commit:
    if not all(isinstance(one, kind) for one, kind in zip(values, _KINDS, strict=True)):
        raise TypeError("not a commit")
    return Commit(*values)


def _life(values: list[Any], commits: list[Commit]) -> Life:
    changes, before = values
    return Life(
        tuple(Change(commits[one], commits[published]) for one, published in changes),
        tuple((path, _life(former, commits)) for path, former in before),
    )


def _keep(file: Path, key: list[str], lives: Mapping[str, Life]) -> None:
    """Writes it in one piece; where that cannot be done, it is read from git again next time."""
    numbers: dict[Commit, int] = {}
    files = {path: _numbered(life, numbers) for path, life in lives.items()}
    document = {"key": key, "commits": list(map(astuple, numbers)), "files": files}
    with suppress(OSError):
        file.parent.mkdir(exist_ok=True)
        with NamedTemporaryFile("w", dir=file.parent, prefix=_FILE, delete=False) as new:
            try:
                json.dump(document, new, separators=(",", ":"))
                new.flush()
                os.replace(new.name, file)
            except BaseException:
                os.unlink(new.name)
                raise


def _numbered(life: Life, numbers: dict[Commit, int]) -> list[Any]:
    """A life with numbers in the place of commits, which are given as they are met."""

    def number(commit: Commit) -> int:
        return numbers.setdefault(commit, len(numbers))

    changes = [(number(one.commit), number(one.published)) for one in life.changes]
    return [changes, [(path, _numbered(former, numbers)) for path, former in life.before]]
