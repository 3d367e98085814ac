"""How much a page weighs, packed as hosts pack it, and how often it asks for something."""

from __future__ import annotations

import gzip
import re

import pytest
from lxml import html

from tests.gates.conftest import Reader, Sites
from tests.gates.grounds import SITES
from tests.targets.pages import main

KB = 1024
FRONT_PAGES = {"small": 8 * KB, "large": 12 * KB, "outage": 12 * KB}
STYLE = 5 * KB // 2
STYLE_OF_TEXTS = KB // 4
STYLE_OF_LISTS = KB // 2
STYLE_OF_FORMS = KB // 2
LISTS = ("monitor", "history", "month")
"""Kinds of pages that have bars, days and tables, and the style for them."""

SCRIPT = 3 * KB // 2
SCRIPT_OF_FORMS = 7 * KB // 2
INCIDENT = 4 * KB


def packed(content: str | bytes) -> int:
    """Bytes on the way to the reader."""
    return len(gzip.compress(content.encode() if isinstance(content, str) else content, 9))


@pytest.mark.parametrize("name", FRONT_PAGES)
def test_the_front_page_is_light_with_its_style(sites: Sites, name: str) -> None:
    assert packed(sites(name).file("")) <= FRONT_PAGES[name]


def test_the_style_of_every_page_is_small(sites: Sites) -> None:
    site = sites("outage")
    for kind, address in site.kinds.items():
        page = site.file(address) if kind != "missing" else (site.folder / "404.html").read_bytes()
        (style,) = re.findall(r"<style>(.*?)</style>", page.decode(), re.DOTALL)
        more = STYLE_OF_LISTS * (kind in LISTS) + STYLE_OF_TEXTS * ("pre{" in style)
        more += STYLE_OF_FORMS * (kind == "manage")
        assert packed(style) <= STYLE + more, kind


def test_the_script_is_one_small_file(sites: Sites) -> None:
    (script,) = sites("outage").folder.rglob("statusgen.js")
    assert packed(script.read_bytes()) <= SCRIPT


def test_the_script_of_forms_is_a_small_file_that_no_other_page_loads(sites: Sites) -> None:
    site = sites("outage")
    (script,) = site.folder.rglob("manage.js")
    assert packed(script.read_bytes()) <= SCRIPT_OF_FORMS
    loaders = [path for path in site.folder.rglob("*.html") if b"manage.js" in path.read_bytes()]
    assert {path.parent.name for path in loaders} == {"manage"}


def test_a_page_of_an_incident_is_little_more_than_its_text(sites: Sites) -> None:
    site = sites("outage")
    for path in site.folder.glob("incidents/*/index.html"):
        text = main(html.document_fromstring(path.read_text()))
        assert packed(path.read_bytes()) <= INCIDENT + len(text.encode()), path


@pytest.mark.parametrize("name", ["small", "large", "empty"])
def test_the_style_of_a_front_page_without_code_or_tables_is_smaller(
    sites: Sites, name: str
) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", sites(name).file("").decode(), re.DOTALL)
    assert packed(style) <= STYLE


@pytest.mark.parametrize("name", SITES)
def test_the_front_page_asks_for_two_files_and_for_none_elsewhere(
    sites: Sites, reader: Reader, name: str
) -> None:
    site = sites(name)
    elsewhere: list[str] = []
    page = reader("about:blank")
    page.on("request", lambda one: elsewhere.append(one.url))
    page.goto("about:blank")
    site.asked.clear()
    page.goto(site.url, wait_until="networkidle")
    assert [url for url in elsewhere if not url.startswith(site.url)] == []
    assert len(site.asked) <= 3, site.asked
