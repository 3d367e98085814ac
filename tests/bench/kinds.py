"""Which kinds of files a site consists of, and how many of each: names without what differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_PARTS = (
    (re.compile(r"\d{4}-\d{2}-\d{2}-incident-\d+"), "<slug>"),
    (re.compile(r"service-\d+"), "<tag>"),
    (re.compile(r"(?<![\w-])\d{4}-\d{2}(?![\w-])"), "<month>"),
    (re.compile(r"(?<=incidents/)(?=\w*\d)[0-9a-z]{12}(?=\.json)"), "<id>"),
    (re.compile(r"(?<=/)(inc_)?\d{5,}(?=[/.])"), "<id>"),
    (re.compile(r"(?<=/)\d+(?=[/.])"), "<number>"),
)


def kinds(files: Iterable[str]) -> dict[str, int]:
    """How many files there are of each kind, most first."""
    return dict(Counter(map(kind, files)).most_common())


def kind(file: str) -> str:
    """A file's name with ``<slug>``, ``<tag>``, ``<month>``, ``<id>``, ``<number>`` for its own."""
    for pattern, word in _PARTS:
        file = pattern.sub(word, file)
    return file


def weighed(folder: Path) -> tuple[list[str], int]:
    """The files below a folder, and their bytes together."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = [path.relative_to(folder).as_posix() for path in files]
    return names, sum(path.stat().st_size for path in files)
