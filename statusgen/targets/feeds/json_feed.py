"""Entries -> JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from statusgen.instants import rfc3339
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.entries import Entry
from statusgen.targets.feeds.told import html_of

VERSION = "https://jsonfeed.org/version/1.1"


def render(feed: Feed, part: Part, entries: tuple[Entry, ...], current: str) -> tuple[str, bytes]:
    """A part of a feed as a file; older entries are at its ``next_url``."""
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
    document["items"] = [_item(entry, feed) for entry in entries]
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return f"{part.path}.json", f"{text}\n".encode()


def _item(entry: Entry, feed: Feed) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "url": entry.link,
        "title": entry.title,
        "content_html": html_of(entry, feed.site),
        "date_published": rfc3339(entry.at),
        "date_modified": rfc3339(entry.updated),
    }
    if entry.author:
        item["authors"] = [{"name": entry.author}]
    tags = [entry.state, entry.impact, *(tag for tag, _ in entry.monitors)]
    item["tags"] = [tag for tag in tags if tag]
    return item
