"""What people call an incident, a maintenance or a comment -> the ones that they may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeVar

from statusgen.model.incident import Comment, Incident
from statusgen.model.maintenance import Maintenance

E = TypeVar("E", bound=Incident | Maintenance)

_ID = re.compile(r"(?:inc_)?([0-9]{1,18})", re.ASCII)
_COMMENT_ID = re.compile(r"(?:upd_)?([0-9]{4,18})", re.ASCII)
_PLACE = re.compile(r"#?([0-9]{1,3})", re.ASCII)
_DATE = re.compile(r"^\d{4}-\d\d-\d\d-", re.ASCII)


def entries_called(entries: Iterable[E], words: str, root: Path) -> list[E]:
    """The entries that ``words`` may mean: of the first reading under which there are any.

    It is read as a slug, as a slug without its date, as an id, as the path of a folder or of a
    file in it (as typed, or below ``root``), and as a part of a slug.
    """
    known = list(entries)
    number = _ID.fullmatch(words)
    place = _below(words, root)
    readings = (
        [one for one in known if one.slug == words],
        [one for one in known if undated(one.slug) == words],
        [one for one in known if number and one.id == int(number[1])],
        [one for one in known if place and str(PurePosixPath(one.file).parent) in place],
        [one for one in known if words and words.lower() in one.slug],
    )
    return next((found for found in readings if found), [])


def undated(slug: str) -> str:
    """A slug without the date that it begins with."""
    return _DATE.sub("", slug, count=1)


def comments_called(comments: Sequence[Comment], words: str) -> list[Comment]:
    """The comments that ``words`` may mean; ``comments`` are those that `show` numbers from 1.

    It is read as `last`, as a number of at most three digits, as an id, as a file's name or path
    with or without ``.md``, and as a part of a name.
    """
    number = _COMMENT_ID.fullmatch(words)
    name = "" if _PLACE.fullmatch(words) else PurePosixPath(words).name.removesuffix(".md").lower()
    names = [(PurePosixPath(one.file).stem.lower(), one) for one in comments]
    readings = (
        list(comments[-1:]) if words.lower() == "last" else [],
        _numbered(comments, words),
        [one for one in comments if number and one.id == int(number[1])],
        [one for stem, one in names if stem == name],
        [one for stem, one in names if name and name in stem],
    )
    return next((found for found in readings if found), [])


def _numbered(comments: Sequence[Comment], words: str) -> list[Comment]:
    found = _PLACE.fullmatch(words)
    index = int(found[1]) if found else 0
    return [comments[index - 1]] if 1 <= index <= len(comments) else []


def _below(words: str, root: Path) -> set[str]:
    """The path as the site has it, and the folder that it is in, for what has a `/` in it."""
    if "/" not in words and not words.endswith(".md"):
        return set()
    found = set()
    for path in (Path(words), root / words):
        try:
            inner = PurePosixPath(path.resolve().relative_to(root.resolve()))
        except (OSError, ValueError, RuntimeError):
            continue
        found |= {str(inner), str(inner.parent)}
    return found


def comment_anywhere(entries: Iterable[E], words: str, root: Path) -> tuple[E, Comment] | None:
    """The entry and the comment that an id of a comment, or the path of its file, names."""
    number = _COMMENT_ID.fullmatch(words)
    place = _below(words, root)
    for entry in entries:
        for comment in entry.comments:
            if (number and comment.id == int(number[1])) or comment.file in place:
                return entry, comment
    return None
