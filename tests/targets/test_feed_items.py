"""Feeds are, byte for byte, what feedgen would write."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from feedgen.feed import FeedGenerator
from hypothesis import given
from hypothesis import strategies as st

from statusgen import __version__
from statusgen.targets.feeds import document
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.entries import Entry, tag_uri
from statusgen.targets.feeds.told import html_of, printable
from tests.documented import HOSTILE

SITE = "https://status.example.com/infra/"

TEXT = st.one_of(
    st.sampled_from([HOSTILE, "a\r\nb\tc", "\x00\x0b\ud7ff\ufffe", "]]>", "&amp;", " x "]),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30),
)
WORD = st.sampled_from(["", "resolved", "DOWN", "in-progress"])
MOMENT = st.integers(0, 4_000_000_000)
ENTRIES = st.builds(
    Entry,
    id=TEXT.map(lambda text: f"tag:status.example.com,2005:{text}"),
    title=TEXT,
    link=TEXT.map(lambda text: SITE + text),
    at=MOMENT,
    updated=MOMENT,
    text=TEXT,
    state=WORD,
    impact=WORD,
    monitors=st.lists(st.tuples(st.sampled_from(["api", "web-2"]), TEXT), max_size=3).map(tuple),
    author=st.one_of(st.just(""), TEXT),
    correction=st.one_of(st.just(""), TEXT),
    window=st.sampled_from(["", "2026-02-20 02:00 – 04:00 UTC"]),
    html=st.just(""),
)


WORDS = TEXT.filter(str.strip)
FEEDS = st.builds(
    Feed,
    site=st.just(SITE),
    folder=st.sampled_from(["", "monitors/api/"]),
    title=WORDS,
    description=st.one_of(st.just(""), WORDS),
    owner=WORDS,
    language=st.sampled_from(["en", "zh-Hant"]),
    page=st.sampled_from(["", "monitors/api/"]),
)
PARTS = st.builds(
    Part,
    path=st.sampled_from(["feed", "feeds/2026-01"]),
    older=st.sampled_from(["", "feeds/2025-12"]),
    archive=st.booleans(),
)


@given(FEEDS, PARTS, st.lists(ENTRIES, max_size=3).map(tuple))
def test_the_same_bytes_as_feedgen(feed: Feed, part: Part, entries: tuple[Entry, ...]) -> None:
    ours = dict(document.render_part(feed, part, entries))
    for form, media in (("rss", "application/rss+xml"), ("atom", "application/atom+xml")):
        generator = channel(feed, entries)
        add_links(generator, feed, part, form)
        # RSS takes the last of the links as the address of the channel.
        generator.link(href=f"{feed.site}{part.path}.{form}", rel="self", type=media)
        generator.link(href=feed.site + feed.page, rel="alternate", type="text/html")
        write = generator.rss_str if form == "rss" else generator.atom_str
        assert ours[f"{part.path}.{form}"] == write(pretty=True)


@given(ENTRIES)
def test_what_an_entry_says_can_stand_in_xml(entry: Entry) -> None:
    html = html_of(entry, SITE)
    assert html == printable(html)


def channel(feed: Feed, entries: tuple[Entry, ...]) -> Any:
    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.id(tag_uri(feed.site, feed.path))
    generator.title(printable(feed.title))
    generator.description(printable(feed.description or feed.title))
    generator.author(name=printable(feed.owner))
    generator.language(feed.language)
    generator.generator("statusgen", __version__)
    newest = max((one.updated for one in entries), default=document.EMPTY_SINCE)
    generator.updated(datetime.fromtimestamp(newest, UTC))
    for entry in entries:
        added = generator.add_entry(order="append")
        added.id(printable(entry.id))
        added.title(printable(entry.title))
        added.link(href=printable(entry.link), rel="alternate", type="text/html")
        added.published(datetime.fromtimestamp(entry.at, UTC))
        added.updated(datetime.fromtimestamp(entry.updated, UTC))
        added.content(printable(html_of(entry, SITE)), type="html")
        words = {"state": entry.state, "impact": entry.impact}
        added.category(
            [{"term": word, "scheme": tag_uri(SITE, kind)} for kind, word in words.items() if word]
            + [
                {"term": tag, "scheme": tag_uri(SITE, "monitor"), "label": printable(name)}
                for tag, name in entry.monitors
            ]
        )
        if entry.author:
            added.author(name=printable(entry.author))
            added.dc.dc_creator(printable(entry.author))
    return generator


def add_links(generator: Any, feed: Feed, part: Part, form: str) -> None:
    """What RFC 5005 adds."""
    links = {"prev-archive": part.older, "current": feed.path if part.archive else ""}
    found = {rel: f"{feed.site}{path}.{form}" for rel, path in links.items() if path}
    history = "http://purl.org/syndication/history/1.0"

    class Archived:
        def extend_ns(self) -> dict[str, str]:
            return {"fh": history} if part.archive else {}

        def extend_atom(self, root: Any) -> None:
            self._extend(root, "link")

        def extend_rss(self, root: Any) -> None:
            self._extend(root[0], "{http://www.w3.org/2005/Atom}link")

        def _extend(self, parent: Any, link: str) -> None:
            if part.archive:
                parent.append(parent.makeelement(f"{{{history}}}archive"))
            for rel, href in found.items():
                parent.append(parent.makeelement(link, {"rel": rel, "href": href}))

    generator.register_extension("archived", Archived)
