"""Entries -> JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterable
from json import JSONEncoder
from typing import Any

from statusgen.instants import rfc3339
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.entries import Entry

VERSION = "https://jsonfeed.org/version/1.1"

_encode = JSONEncoder(ensure_ascii=False).encode


def render(
    feed: Feed, part: Part, told: Iterable[tuple[Entry, str]], current: str
) -> tuple[str, bytes]:
    """A part of a feed as a file, from entries with their HTML: a line for each.

    Older entries are at its ``next_url``.
    """
    document: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.site + feed.page,
        "feed_url": f"{feed.site}{part.path}.json" if part.archive else current,
        "language": feed.language,
        "authors": [{"name": feed.owner, "url": feed.site}],
    }
    if feed.description:
        document["description"] = feed.description
    if part.older:
        document["next_url"] = f"{feed.site}{part.older}.json"
    items = ",\n".join(_encode(_item(entry, html)) for entry, html in told)
    head = ",\n".join(f"{_encode(key)}: {_encode(value)}" for key, value in document.items())
    return f"{part.path}.json", f'{{{head},\n"items": [\n{items}\n]}}\n'.encode()


def _item(entry: Entry, html: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": html,
        "date_published": rfc3339(entry.at),
        "date_modified": rfc3339(entry.updated),
    }
    if entry.author:
        item["authors"] = [{"name": entry.author}]
    tags = [entry.state, entry.impact, *(tag for tag, _ in entry.monitors)]
    item["tags"] = [tag for tag in tags if tag]
    return item
