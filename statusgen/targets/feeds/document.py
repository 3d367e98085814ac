"""Feeds as RSS 2.0, Atom 1.0 and JSON Feed 1.1: a head, and the same entries in each."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.artifact import Files
from statusgen.targets.feeds import heads, json_feed
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.entries import Entry
from statusgen.targets.feeds.items import rss_and_atom
from statusgen.targets.feeds.told import html_of

EMPTY_SINCE = 946684800
"""The date of a feed without entries: 2000-01-01, as readers doubt what is before 1990."""


def render(feed: Feed, entries: tuple[Entry, ...], older: str) -> Files:
    """``feed.rss``, ``feed.atom`` and ``feed.json`` with the same entries, newest first.

    ``older`` is the path of the newest archive without its extension, "" without one.
    """
    return render_part(feed, Part(feed.path, older), entries)


def render_part(
    feed: Feed, part: Part, entries: Iterable[Entry], *, with_json: bool = True
) -> Files:
    """A part of a feed in each format, from entries that are looked at once."""
    rss: list[bytes] = []
    atom: list[bytes] = []
    items: list[bytes] = []
    updated = 0
    for entry in entries:
        html = html_of(entry, feed.site)
        item, same = rss_and_atom(entry, html, feed.site)
        rss.append(item)
        atom.append(same)
        if with_json:
            items.append(json_feed.item(entry, html))
        updated = max(updated, entry.updated)
    updated = updated if rss else EMPTY_SINCE
    yield f"{part.path}.rss", _enclosed(heads.rss(feed, part, updated), rss)
    yield f"{part.path}.atom", _enclosed(heads.atom(feed, part, updated), atom)
    if with_json:
        yield f"{part.path}.json", json_feed.document(feed, part, items)


def _enclosed(ends: tuple[str, str], entries: list[bytes]) -> bytes:
    """The entries between what is before and what is after them; the list is empty then."""
    head, end = ends
    written = b"".join((head.encode(), *entries, end.encode()))
    entries.clear()
    return written
