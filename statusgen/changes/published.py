"""The files of both sides, by what stands for their content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from statusgen.changes.change import EntryOfFeed, Files, What
from statusgen.dataclass import dataclass

_FIRST = 5


@dataclass(frozen=True, slots=True)
class Published:
    """What is made of a side: its one sentence, the entries of its feed, its files.

    ``feed`` holds title, time and fingerprint of each entry by its id; ``files`` how many files a
    name stands for, and their fingerprint.
    """

    sentence: str = ""
    feed: Mapping[str, tuple[str, int, str]] = field(default_factory=dict)
    files: Mapping[str, tuple[int, str]] = field(default_factory=dict)


def files_of(before: Mapping[str, tuple[int, str]], after: Mapping[str, tuple[int, str]]) -> Files:
    """How many files differ; one that was and is counts as changed."""
    found = []
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old != new:
            what = What.ADDED if old is None else What.REMOVED if new is None else What.CHANGED
            found.append((what, name, (new or old or (0, ""))[0]))
    return first_of(found)


def first_of(found: Iterable[tuple[What, str, int]]) -> Files:
    """What became of each name, and how many files that is, as numbers and the first names."""
    counts = dict.fromkeys(What, 0)
    first: dict[What, list[str]] = {what: [] for what in What}
    for what, name, files in found:
        counts[what] += files
        first[what].append(name)
    named = tuple((what, name) for what in What for name in first[what][:_FIRST])
    return Files(counts[What.ADDED], counts[What.CHANGED], counts[What.REMOVED], named)


def feed_of(before: Published, after: Published) -> Iterator[EntryOfFeed]:
    """The entries that are new or changed, oldest first; those that grew too old are no news."""
    found = sorted(after.feed.items(), key=lambda pair: (pair[1][1], pair[0]))
    for name, (title, at, mark) in found:
        old = before.feed.get(name)
        if old is None or old[2] != mark:
            yield EntryOfFeed(What.CHANGED if old else What.ADDED, name, title, at)
