"""Published pages as readers and browsers take them: text, links, sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from lxml import html

from statusgen.artifact import Artifact
from statusgen.series import artifacts
from statusgen.targets.html import plan
from statusgen.targets.html.frame import API, BUILD, FEEDS, FOLLOWED, HISTORY, OPML, TEXT
from statusgen.targets.theme import load_theme
from tests.rendered import rendered
from tests.sites import snapshot_of

NOW = "2026-01-16T12:00Z"
ROOT = "https://status.example.com/"


def planned(
    root: Path, files: Mapping[str, str | bytes], now: str = NOW, theme: str = "default"
) -> list[Artifact]:
    """The pages of the base site with ``files`` in it, not rendered yet."""
    return list(artifacts(plan(snapshot_of(root, files, now), load_theme(theme, root))))


class Pages:
    """Every page of a site, by its file."""

    def __init__(
        self,
        root: Path,
        files: Mapping[str, str | bytes],
        now: str = NOW,
        theme: str = "default",
    ) -> None:
        self.files = rendered(planned(root, files, now, theme))

    def __getitem__(self, address: str) -> Any:
        """The page at an address such as ``incidents/outage/``, parsed."""
        return html.document_fromstring(self.files[file_of(address)].decode())

    def __contains__(self, address: str) -> bool:
        return file_of(address) in self.files

    def html(self) -> Iterator[tuple[str, Any]]:
        """All HTML files, parsed."""
        for file, content in self.files.items():
            if file.endswith(".html"):
                yield file, html.document_fromstring(content.decode())


def file_of(address: str) -> str:
    """The file that a host sends for an address."""
    return f"{address}index.html" if address == "" or address.endswith("/") else address


def text(element: Any) -> str:
    """What there is to read in an element, on one line."""
    return " ".join(element.text_content().split())


def one(page: Any, path: str) -> Any:
    """The only element at an XPath."""
    (found,) = page.xpath(path)
    return found


def texts(page: Any, path: str) -> list[str]:
    """The texts of all elements at an XPath."""
    return [text(found) for found in page.xpath(path)]


def main(page: Any) -> str:
    """What there is to read in the main part of a page."""
    return text(one(page, "//main"))


def targets(file: str, page: Any) -> Iterator[tuple[str, str]]:
    """Where the page's links and resources lead: file from the root, or URL; and fragment."""
    for element in page.xpath("//*[@href or @src]"):
        if element.get("rel") in ("canonical", "alternate") and "hreflang" in element.attrib:
            continue
        if element.get("rel") == "canonical" or element.tag == "use":
            continue
        target = urljoin(ROOT + file, element.get("href") or element.get("src"))
        address, fragment = urldefrag(target.partition("?")[0])
        yield unquote(address.removeprefix(ROOT)), fragment


def others(
    monitors: Iterator[str], maintenances: Iterable[str] = (), groups: Iterable[str] = ()
) -> set[str]:
    """The files that pages link to and other targets make."""
    tags = tuple(monitors)
    folders = ("", *(f"monitors/{tag}/" for tag in tags))
    fed = ("maintenances/", *(f"groups/{slug}/" for slug in groups))
    feeds = {folder + feed.path for folder in fed for feed in FEEDS}
    badges = {"badge.svg", *(f"badges/{tag}.svg" for tag in tags)}
    calendars = {f"maintenances/{slug}/maintenance.ics" for slug in maintenances}
    fixed = (
        {API, BUILD, TEXT, f"de/{TEXT}", OPML, *(one.path for one in HISTORY)} | calendars | feeds
    )
    return fixed | badges | {folder + feed.path for folder in folders for feed in FOLLOWED}
