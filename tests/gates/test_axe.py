"""axe-core finds nothing wrong on any page, and nothing that it could not decide."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from tests.gates.conftest import Reader, Sites
from tests.gates.grounds import MISSING, Served
from tests.tools import FULL, NODE_MODULES, needed

SHOWN = ("fine", "outage", "large", "empty", "arabic")
MODES = list(product(("light", "dark"), (390, 1280)))
RUN = """axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(found =>
    [...found.violations, ...found.incomplete].map(one =>
        [one.id, ...one.nodes.map(node => node.html + node.any.map(check => check.message))]))"""


@pytest.fixture(scope="module")
def axe() -> str:
    return needed(NODE_MODULES / "axe-core" / "axe.min.js").read_text()


def found(page: Any, axe: str) -> Any:
    """What axe says about the page that is open."""
    page.evaluate(axe)
    return page.evaluate(RUN)


def pages(site: Served) -> list[str]:
    """The front page, or all kinds of pages where everything is tested."""
    return [site.url + page for page in site.kinds.values()] if FULL else [site.url]


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize(("scheme", "width"), MODES)
def test_axe_finds_nothing(
    sites: Sites, reader: Reader, axe: str, name: str, scheme: str, width: int
) -> None:
    site = sites(name)
    page = reader(site.url, color_scheme=scheme, viewport={"width": width, "height": 900})
    for url in pages(site):
        page.goto(url)
        assert found(page, axe) == [], url


def test_axe_finds_nothing_on_any_kind_of_page(sites: Sites, reader: Reader, axe: str) -> None:
    site = sites("outage")
    assert len(site.kinds) == 10
    page = reader(site.url)
    for address in site.kinds.values():
        page.goto(site.url + address)
        assert found(page, axe) == [], address
    assert page.url.endswith(MISSING)
    assert page.title().startswith("Page not found")


def test_axe_finds_nothing_on_a_page_that_says_it_is_out_of_date(
    sites: Sites, reader: Reader, axe: str
) -> None:
    page = reader(sites("fine").url, at="2026-11-21T12:00:00Z")
    assert page.get_by_role("status").inner_text()
    assert found(page, axe) == []


@pytest.mark.parametrize("name", ["outage", "arabic"])
@pytest.mark.parametrize(("scheme", "width"), MODES)
def test_axe_finds_nothing_in_any_form_with_all_that_is_wrong_in_it(
    sites: Sites, reader: Reader, axe: str, name: str, scheme: str, width: int
) -> None:
    viewport = {"width": width, "height": 900}
    page = reader(sites(name).url + "manage/", color_scheme=scheme, viewport=viewport)
    for kind in ("incident", "update", "maintenance"):
        page.locator(f"#{kind}").check()
        page.locator("#lasts").evaluate("field => { field.value = '' }")
        page.locator("#go").click()
        for folded in page.locator("details:visible").all():
            folded.evaluate("folded => { folded.open = true }")
        assert page.locator(".err:not(:empty)").count()
        assert found(page, axe) == [], kind


def test_axe_would_find_something(sites: Sites, reader: Reader, axe: str) -> None:
    page = reader(sites("empty").url)
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [one[0] for one in found(page, axe)] == ["button-name"]
