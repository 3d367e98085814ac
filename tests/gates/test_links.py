"""Everything that a built site says about its own addresses is true, over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin
from urllib.request import urlopen

import pytest
from lxml import etree, html

from tests.gates.conftest import Sites
from tests.gates.grounds import SITES, Served

REFRESH = re.compile(r"\d+; *url=(.*)")


def in_page(page: Any) -> Iterator[str]:
    """The addresses in a page, those for machines too."""
    yield from page.xpath(
        "//@href | //@src | //meta[@property='og:image' or @property='og:url']/@content"
    )
    for content in page.xpath("//meta[@http-equiv='refresh']/@content"):
        yield REFRESH.fullmatch(content)[1]  # type: ignore[index]


def in_xml(root: Any) -> Iterator[str]:
    """The addresses in a feed or a sitemap, and in the pages that a feed has in it."""
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name == "link" and element.get("href"):
            yield element.get("href")
        elif name in ("loc", "link", "comments") and element.text:
            yield element.text
        elif name in ("content", "encoded", "description", "summary") and "<" in (
            element.text or ""
        ):
            yield from in_page(html.fragment_fromstring(element.text, create_parent=True))


def in_json(value: Any) -> Iterator[str]:
    """The texts in a document that are addresses and nothing else."""
    if isinstance(value, str) and re.fullmatch(r"https?://[^\s{}<>]+", value):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from in_json(one)


class Crawl:
    """What is found from the front page on: what each address answered, what it led to."""

    def __init__(self, site: Served) -> None:
        self.site = site
        self.broken: list[tuple[int | str, str, str]] = []
        self.places: dict[str, set[str]] = {}
        waiting = [(site.url, ""), (site.url + "robots.txt", ""), (site.url + "sitemap.xml", "")]
        self.asked: list[tuple[str, str, str]] = []
        while waiting:
            url, where = waiting.pop()
            if url not in self.places:
                waiting += [(found, url) for found in self._open(url, where)]
        self.broken += [
            ("no such place", f"{url}#{place}", where)
            for url, place, where in self.asked
            if place not in self.places[url]
        ]

    def _open(self, url: str, where: str) -> list[str]:
        self.places[url] = set()
        try:
            with urlopen(url) as answer:
                kind, content = answer.headers.get_content_type(), answer.read()
        except HTTPError as error:
            self.broken.append((error.code, url, where))
            return []
        found = []
        for address in self._addresses(url, kind, content):
            target, place = urldefrag(urljoin(url, address))
            if target.startswith(self.site.url):
                found.append(target)
                if place:
                    self.asked.append((target, place, url))
        return found

    def _addresses(self, url: str, kind: str, content: bytes) -> list[str]:
        if kind == "text/html":
            page = html.document_fromstring(content)
            self.places[url] = set(page.xpath("//@id"))
            return list(in_page(page))
        if kind == "application/json":
            return list(in_json(json.loads(content)))
        if kind.endswith("xml"):
            return list(in_xml(etree.fromstring(content)))
        return re.findall(r"(?<=Sitemap: )\S+", content.decode()) if kind == "text/plain" else []


@pytest.mark.parametrize("name", [*SITES])
def test_every_link_and_every_place_in_a_page_answers(sites: Sites, name: str) -> None:
    assert Crawl(sites(name)).broken == []


def test_every_page_is_linked(sites: Sites) -> None:
    site = sites("outage")
    found = Crawl(site).places
    pages = {
        f"{site.url}{path.parent.relative_to(site.folder).as_posix()}/".removesuffix("./")
        for path in site.folder.rglob("index.html")
        if b'http-equiv="refresh"' not in path.read_bytes() and path.parent.name != "embed"
    }
    assert len(pages) > 100
    assert pages - found.keys() == set()
    assert len([one for one in found if one.endswith((".json", ".atom", ".rss", ".xml"))]) > 30
