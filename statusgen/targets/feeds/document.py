"""Entries -> RSS 2.0 and Atom 1.0: the only module that feedgen is imported in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import TYPE_CHECKING, Any

from statusgen import __version__
from statusgen.artifact import Files
from statusgen.markdown import render as render_markdown
from statusgen.targets.feeds.entries import Entry, tag_uri

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

GENERATOR = "statusgen"
EMPTY_SINCE = 946684800
"""The date of a feed without entries: 2000-01-01, as readers doubt what is before 1990."""

_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed without its entries: ``folder`` is where its files are and what it is about.

    ``site`` is the URL of the site, ``folder`` is relative to it: "" for the whole of it.
    """

    site: str
    folder: str
    title: str
    description: str
    owner: str
    language: str


def render(feed: Feed, entries: tuple[Entry, ...]) -> Files:
    """``feed.rss`` and ``feed.atom`` with the same entries, newest first."""
    generator = _generator(feed, entries)
    for name, media, write in (
        ("feed.rss", "application/rss+xml", generator.rss_str),
        ("feed.atom", "application/atom+xml", generator.atom_str),
    ):
        path = feed.folder + name
        # RSS takes the last of the links as the address of the channel.
        generator.link(href=feed.site + path, rel="self", type=media, replace=True)
        generator.link(href=feed.site + feed.folder, rel="alternate", type="text/html")
        yield path, write(pretty=True)


def _generator(feed: Feed, entries: tuple[Entry, ...]) -> FeedGenerator:
    from feedgen.feed import FeedGenerator

    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.id(tag_uri(feed.site, f"{feed.folder}feed"))
    generator.title(_printable(feed.title))
    generator.description(_printable(feed.description or feed.title))
    generator.author(name=_printable(feed.owner))
    generator.language(feed.language)
    generator.generator(GENERATOR, __version__)
    generator.updated(_moment(max((one.updated for one in entries), default=EMPTY_SINCE)))
    for entry in entries:
        _add(generator, entry, feed.site)
    return generator


def _add(generator: FeedGenerator, entry: Entry, site: str) -> None:
    added = generator.add_entry(order="append")
    added.id(entry.id)
    added.title(_printable(entry.title))
    added.link(href=entry.link, rel="alternate", type="text/html")
    added.published(_moment(entry.at))
    added.updated(_moment(entry.updated))
    added.content("".join(_content(entry, site)), type="html")
    added.category(list(_categories(entry, site)))
    if entry.author:
        added.author(name=_printable(entry.author))
        added.dc.dc_creator(_printable(entry.author))


def _content(entry: Entry, site: str) -> Iterator[str]:
    """The HTML of an entry: when, what, where."""
    if entry.window:
        yield f"<p><strong>{entry.window}</strong></p>\n"
    yield render_markdown(entry.text, base=site)
    if entry.correction:
        yield f"<p><em>Edited: {_escaped(entry.correction)}</em></p>\n"
    if entry.monitors:
        names = ", ".join(_escaped(name) for _, name in entry.monitors)
        yield f"<p>Affected: {names}</p>\n"


def _categories(entry: Entry, site: str) -> Iterator[dict[str, Any]]:
    if entry.state:
        yield {"term": entry.state, "scheme": tag_uri(site, "state")}
    yield {"term": entry.impact, "scheme": tag_uri(site, "impact")}
    for tag, name in entry.monitors:
        yield {"term": tag, "scheme": tag_uri(site, "monitor"), "label": _printable(name)}


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _escaped(text: str) -> str:
    return escape(_printable(text))


def _printable(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
