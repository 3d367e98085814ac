"""Entries of feeds are, byte for byte, what feedgen would write."""

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
FEED = Feed(SITE, "", "Example", "", "Example", "en")

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
)


@given(st.lists(ENTRIES, max_size=3).map(tuple))
def test_the_same_bytes_as_feedgen(entries: tuple[Entry, ...]) -> None:
    ours = dict(document.render_part(FEED, Part("feed"), entries))
    for form, media in (("rss", "application/rss+xml"), ("atom", "application/atom+xml")):
        generator = channel(entries)
        generator.link(href=f"{SITE}feed.{form}", rel="self", type=media)
        generator.link(href=SITE, rel="alternate", type="text/html")
        write = generator.rss_str if form == "rss" else generator.atom_str
        assert ours[f"feed.{form}"] == write(pretty=True)


def channel(entries: tuple[Entry, ...]) -> Any:
    generator = FeedGenerator()
    generator.load_extension("dc", atom=False)
    generator.id(tag_uri(SITE, "feed"))
    generator.title("Example")
    generator.description("Example")
    generator.author(name="Example")
    generator.language("en")
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
