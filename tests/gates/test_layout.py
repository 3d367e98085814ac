"""Widths, zoom, spacing, contrast modes, paper: nothing is cut off, nothing moves."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.gates.conftest import Reader, Sites
from tests.tools import FULL

ZOOMED = {"width": 320, "height": 256}
"""1280 x 1024 at 400 %; as wide as a small phone."""

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""Success criterion 1.4.12 of WCAG."""

CUT = """() => [...document.querySelectorAll("main *")].filter(one =>
    getComputedStyle(one).overflow == "hidden" && !one.matches(".vh, svg") &&
    (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)
).map(one => one.outerHTML)"""
SHIFTS = """window.moved = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => window.moved += one.value))
    .observe({type: "layout-shift", buffered: true})"""


def width(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


@pytest.mark.parametrize("name", ["outage", "large", "empty", "arabic"])
@pytest.mark.parametrize("scheme", ["light", "dark"] if FULL else ["light"])
def test_no_page_is_wider_than_a_small_phone_or_a_screen_at_400_percent(
    sites: Sites, reader: Reader, name: str, scheme: str
) -> None:
    site = sites(name)
    page = reader(site.url, viewport=ZOOMED, device_scale_factor=4, color_scheme=scheme)
    languages = ("", "de/") if name == "outage" else ("",)
    for address in (prefix + one for prefix in languages for one in site.kinds.values()):
        page.goto(site.url + address)
        assert width(page) == 320, address


@pytest.mark.parametrize("name", ["outage", "arabic"])
def test_wider_spacing_of_text_cuts_nothing_off(sites: Sites, reader: Reader, name: str) -> None:
    site = sites(name)
    page = reader(site.url, viewport=ZOOMED, bypass_csp=True)
    for address in site.kinds.values():
        page.goto(site.url + address)
        page.add_style_tag(content=SPACING)
        assert page.evaluate(CUT) == [], address
        assert width(page) == 320, address


@pytest.mark.parametrize("at", ["2026-11-20T12:31:00Z", "2026-11-21T12:00:00Z"])
@pytest.mark.parametrize(
    "viewport", [{"width": 390, "height": 800}, {"width": 1280, "height": 800}]
)
@pytest.mark.parametrize(
    "name", ["outage", "fine", "large", "arabic"] if FULL else ["outage", "arabic"]
)
def test_nothing_moves_when_the_script_begins(
    sites: Sites, reader: Reader, name: str, viewport: dict[str, int], at: str
) -> None:
    site = sites(name)
    page = reader("about:blank", at=at, viewport=viewport)
    page.add_init_script(SHIFTS)
    for address in ("", site.kinds["incident"], site.kinds["maintenance"]):
        page.goto(site.url + address)
        page.wait_for_timeout(200)
        assert page.evaluate("window.moved") == 0, address


def test_states_keep_their_colours_where_the_system_sets_all_others(
    sites: Sites, reader: Reader
) -> None:
    page = reader(sites("outage").url)
    marks = "[...document.querySelectorAll('.bar path')].map(one => getComputedStyle(one).fill)"
    before = page.evaluate(marks)
    page.emulate_media(forced_colors="active")
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert page.evaluate(marks) == before
    assert len(set(before)) >= 3
    border = "getComputedStyle(document.querySelector('.banner')).borderTopStyle"
    assert page.evaluate(border) == "solid"


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_is_animated(sites: Sites, reader: Reader, motion: str) -> None:
    page = reader(sites("outage").url, reduced_motion=motion)
    page.locator("a").first.hover(force=True)
    assert page.evaluate("document.getAnimations().length") == 0
    style = page.locator("style").first.text_content()
    assert re.findall(r"animation|transition|@keyframes|scroll-behavior", style) == []


def test_the_page_can_be_printed(sites: Sites, reader: Reader) -> None:
    page = reader(sites("small").url, viewport={"width": 794, "height": 1123})
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".mon").count() == sum(
        one.is_visible() for one in page.locator(".mon").all()
    )
    assert not any(one.is_visible() for one in page.locator("nav").all())
    printed = page.screenshot()
    assert len(page.pdf(format="A4").split(b"/Type /Page\n")) - 1 in (2, 3)
    page.evaluate("document.body.replaceChildren()")
    assert len(printed) > 5 * len(page.screenshot())
