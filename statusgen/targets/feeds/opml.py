"""``feeds.opml``: all feeds in one file, for readers that import lists."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.artifact import Artifact, Files
from statusgen.targets.feeds.channel import Feed

PATH = "feeds.opml"


def artifact(title: str, feeds: Iterable[Feed]) -> Artifact:
    """The file."""
    return Artifact(PATH, render, (title, tuple(feeds)))


def render(title: str, feeds: tuple[Feed, ...]) -> Files:
    """An outline with a line for each feed."""
    import xml.etree.ElementTree as ET

    from statusgen.targets.feeds.told import printable

    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = printable(title)
    body = ET.SubElement(root, "body")
    for feed in feeds:
        ET.SubElement(
            body,
            "outline",
            type="rss",
            text=printable(feed.title),
            title=printable(feed.title),
            xmlUrl=f"{feed.site}{feed.folder}feed.atom",
            htmlUrl=feed.site + feed.page,
        )
    ET.indent(root)
    yield PATH, ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
