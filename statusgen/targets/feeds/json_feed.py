"""Entries -> JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from json import JSONEncoder
from typing import Any

from statusgen.encoding import json_of
from statusgen.instants import rfc3339
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.entries import Entry

VERSION = "https://jsonfeed.org/version/1.1"

_encode = JSONEncoder(ensure_ascii=False).encode


def document(feed: Feed, part: Part, items: Iterable[bytes]) -> bytes:
    """A part of a feed: a line for each key, and for each of the items.

    Older entries are at its ``next_url``.
    """
    about: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.site + feed.page,
        "feed_url": f"{feed.site}{part.path if part.archive else feed.path}.json",
        "language": feed.language,
        "authors": [{"name": feed.owner, "url": feed.site}],
    }
    if feed.description:
        about["description"] = feed.description
    if part.older:
        about["next_url"] = f"{feed.site}{part.older}.json"
    head = ",\n".join(f"{_encode(key)}: {_encode(value)}" for key, value in about.items())
    return b'{%b,\n"items": [\n%b\n]}\n' % (head.encode(), b",\n".join(items))


def item(entry: Entry, html: str) -> bytes:
    """An entry that says ``html``, on one line."""
    author = b'"authors": [{"name": %b}], ' % json_of(entry.author) if entry.author else b""
    return (
        b'{"id": %b, "url": %b, "title": %b, "content_html": %b, "date_published": "%b",'
        b' "date_modified": "%b", %b"tags": [%b]}'
    ) % (
        json_of(entry.id),
        json_of(entry.link),
        json_of(entry.title),
        json_of(html),
        rfc3339(entry.at).encode(),
        rfc3339(entry.updated).encode(),
        author,
        b", ".join([_word(tag) for tag in _tags(entry) if tag]),
    )


def _tags(entry: Entry) -> list[str]:
    return [entry.state, entry.impact, *[tag for tag, _ in entry.monitors]]


@lru_cache(1024)
def _word(tag: str) -> bytes:
    return json_of(tag)
