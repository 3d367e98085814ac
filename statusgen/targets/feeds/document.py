"""Feeds as RSS 2.0 and Atom 1.0: the only module that feedgen is imported in."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import repeat
from typing import TYPE_CHECKING, Any

from statusgen import __version__
from statusgen.artifact import Files
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.entries import Entry, tag_uri

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

GENERATOR = "statusgen"
EMPTY_SINCE = 946684800
"""The date of a feed without entries: 2000-01-01, as readers doubt what is before 1990."""

_ATOM = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"
_TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


def render(feed: Feed, entries: tuple[Entry, ...], older: str) -> Files:
    """``feed.rss``, ``feed.atom`` and ``feed.json`` with the same entries, newest first.

    ``older`` is the path of the newest archive without its extension, "" without one.
    """
    return render_part(feed, Part(feed.path, older), entries)


def render_part(feed: Feed, part: Part, entries: tuple[Entry, ...]) -> Files:
    """A part of a feed in each format."""
    from statusgen.targets.feeds import json_feed
    from statusgen.targets.feeds.items import WRITERS
    from statusgen.targets.feeds.told import html_of

    told = [html_of(entry, feed.site) for entry in entries]
    for form, media in _TYPES.items():
        path = f"{part.path}.{form}"
        generator = _generator(feed, entries)
        _add_links(generator, feed, part, form)
        # RSS takes the last of the links as the address of the channel.
        generator.link(href=feed.site + path, rel="self", type=media)
        generator.link(href=feed.site + feed.page, rel="alternate", type="text/html")
        write = generator.rss_str if form == "rss" else generator.atom_str
        write_entry, end = WRITERS[form]
        lines = map(write_entry, entries, told, repeat(feed.site))
        empty = write(pretty=True).decode().removesuffix(end)
        yield path, "".join([empty, *lines, end]).encode()
    current = f"{feed.site}{feed.path}.json"
    yield json_feed.render(feed, part, zip(entries, told, strict=True), current)


def _add_links(generator: FeedGenerator, feed: Feed, part: Part, form: str) -> None:
    """What RFC 5005 adds: the way to older entries, and that an archive is one."""
    links = {"prev-archive": part.older, "current": feed.path if part.archive else ""}
    found = {rel: f"{feed.site}{path}.{form}" for rel, path in links.items() if path}

    class Archived:
        """feedgen's way of adding to a feed."""

        def extend_ns(self) -> dict[str, str]:
            return {"fh": _HISTORY} if part.archive else {}

        def extend_atom(self, root: Any) -> None:
            self._extend(root, "link")

        def extend_rss(self, root: Any) -> None:
            self._extend(root[0], f"{{{_ATOM}}}link")

        def _extend(self, parent: Any, link: str) -> None:
            if part.archive:
                parent.append(parent.makeelement(f"{{{_HISTORY}}}archive"))
            for rel, href in found.items():
                parent.append(parent.makeelement(link, {"rel": rel, "href": href}))

    generator.register_extension("archived", Archived)


def _generator(feed: Feed, entries: tuple[Entry, ...]) -> FeedGenerator:
    from feedgen.feed import FeedGenerator

    from statusgen.targets.feeds.told import printable

    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.id(tag_uri(feed.site, feed.path))
    generator.title(printable(feed.title))
    generator.description(printable(feed.description or feed.title))
    generator.author(name=printable(feed.owner))
    generator.language(feed.language)
    generator.generator(GENERATOR, __version__)
    generator.updated(_moment(max((one.updated for one in entries), default=EMPTY_SINCE)))
    return generator


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
