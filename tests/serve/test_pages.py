"""Which part of a plan is followed for a path, and what is rendered of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from statusgen.artifact import Artifact, Files, Run
from statusgen.series import Planned, Series
from statusgen.serve.pages import Oven, Pages
from statusgen.serve.preview import Preview
from tests.sites import instant, write_site
from tests.targets.test_html import CONTENT, SITE


@dataclass(frozen=True)
class Report:
    slug: str
    id: int
    affected: tuple[str, ...] = ()

    @property
    def digest(self) -> bytes:
        return self.slug.encode().ljust(16)


REPORTS = (Report("first", 1), Report("second", 2), Report("2", 3))


def page(report: Report) -> Files:
    yield f"incidents/{report.slug}/index.html", f"page of {report.slug}".encode()


def document(report: Report) -> Files:
    yield f"api/{report.id}.json", f"document {report.id}".encode()
    yield f"api/other-{report.id}.json", f"another document {report.id}".encode()


def file(path: str) -> Files:
    yield path, path.encode()


class Plan:
    """A plan that notes how far it was followed."""

    def __init__(self) -> None:
        self.noted: list[str] = []

    def __iter__(self) -> Iterator[Planned]:
        yield self._artifact("html/home", "index.html")
        yield self._noted("pages", Series("incident", REPORTS, page, (), lambda _: 1))
        yield self._noted("lists", Run("lists", b"mark", self._lists))
        yield self._artifact("html/about", "about/index.html")
        keys = lambda report: (f"other-{report.id}",)
        series = Series("incident", REPORTS, document, (), lambda _: 2, keys=keys)
        yield self._noted("documents", series)

    def _artifact(self, name: str, path: str) -> Planned:
        return self._noted(name, Artifact(name, file, (path,)))

    def _noted(self, name: str, planned: Planned) -> Planned:
        self.noted.append(name)
        return planned

    def _lists(self) -> Iterator[Artifact]:
        self.noted.append("lists planned")
        yield Artifact("lists/2026.json", file, ("lists/2026.json",))


@pytest.mark.parametrize(
    ("path", "content", "noted"),
    [
        ("index.html", "index.html", ["html/home"]),
        ("incidents/second/index.html", "page of second", ["html/home", "pages"]),
        ("incidents/2/index.html", "page of 2", ["html/home", "pages"]),
        ("about/index.html", "about/index.html", ["html/home", "pages", "lists", "html/about"]),
        ("api/2.json", "document 2", ["html/home", "pages", "lists", "html/about", "documents"]),
    ],
)
def test_a_plan_is_followed_as_far_as_somebody_asks(
    path: str, content: str, noted: list[str]
) -> None:
    planned = Plan()
    pages = Pages(planned, Oven())
    assert pages.find(path) == content.encode()
    assert planned.noted == noted
    assert pages.find(path) == content.encode()
    assert planned.noted == noted


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("lists/2026.json", b"lists/2026.json"),
        ("api/other-2.json", b"another document 2"),
        ("incidents/third/index.html", None),
        ("api/4.json", None),
        ("", None),
    ],
)
def test_what_is_planned_together_comes_last(path: str, content: bytes | None) -> None:
    planned = Plan()
    pages = Pages(planned, Oven())
    for _ in range(2):
        assert pages.find(path) == content
        assert planned.noted[-1] == "lists planned"
        assert planned.noted.count("lists planned") == 1


RENDERED: list[str] = []


def noted_page(number: int, report: Report) -> Files:
    RENDERED.append(f"{number} {report.slug}")
    yield f"incidents/{report.slug}/index.html", f"page {number} of {report.slug}".encode()


def test_what_stays_the_same_is_rendered_once_for_all_views() -> None:
    oven = Oven()
    for number in (1, 1, 2):
        series = Series("incident", REPORTS, noted_page, (number,), lambda *_: 1)
        found = Pages([series], oven).find("incidents/first/index.html")
        assert found == f"page {number} of first".encode()
    assert RENDERED == ["1 first", "2 first"]


def test_what_stands_at_a_second_address_is_there_too(tmp_path: Path) -> None:
    moved = {"/old/rss.xml": "/feed.rss", "/old/index.svg": "/badge.svg", "/old/": "/about/"}
    listed = "".join(f"  - {{path: {path}, target: {now}}}\n" for path, now in moved.items())
    site = write_site(tmp_path, CONTENT | {"content/site.yaml": f"{SITE}aliases:\n{listed}"})
    preview = Preview(site, lambda: instant("2026-01-16T12:00Z"), lambda: 0, lambda _: None)
    preview.take()
    pages = preview.view.pages
    assert pages
    for path, now in (("old/rss.xml", "feed.rss"), ("old/index.svg", "badge.svg")):
        assert pages.find(path) == pages.find(now)
        assert pages.find(path)
    assert b"../about/" in (pages.find("old/index.html") or b"")
    assert pages.find("old/atom.xml") is None
