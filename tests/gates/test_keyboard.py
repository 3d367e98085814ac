"""Keys alone: few stops, each named, each seen, none under the note that lies over the page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gates.conftest import Reader, Sites

STOP = """() => {
    const one = document.activeElement;
    if (!one || one == document.body || one.visited) return null;
    one.visited = true;
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const note = document.querySelector("#live:not(:empty)");
    return {
        name: one.ariaLabel || one.innerText.trim() || one.textContent.trim(),
        role: one.localName,
        outline: style.outlineStyle == "none" ? 0 : parseFloat(style.outlineWidth),
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
        covered: !!note && !note.contains(one) && box.bottom > note.getBoundingClientRect().top,
    };
}"""
FIELD = """() => {
    const one = document.activeElement;
    if (!one || one == document.body) return null;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    return {
        id: one.id,
        name: (one.labels?.[0] || one).textContent.trim(),
        outline: style.outlineStyle == "none" ? 0 : parseFloat(style.outlineWidth),
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
    };
}"""
LINKS = "nav a"
GROUPS = "summary"
MONITORS = ".mon"


def stops(page: Any) -> list[dict[str, Any]]:
    """Where Tab leads, one after another."""
    found: list[dict[str, Any]] = []
    while True:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return found
        found.append(stop)


@pytest.mark.parametrize("name", ["small", "large", "outage", "arabic"])
def test_every_tab_stop_has_a_name_and_is_seen(sites: Sites, reader: Reader, name: str) -> None:
    found = stops(reader(sites(name).url))
    assert found[0]["name"]
    assert [one for one in found if not one["name"] or one["outline"] < 2 or not one["seen"]] == []


@pytest.mark.parametrize("name", ["small", "large"])
def test_tab_stops_are_few(sites: Sites, reader: Reader, name: str) -> None:
    page = reader(sites(name).url)
    links, groups, monitors = (page.locator(one).count() for one in (LINKS, GROUPS, MONITORS))
    found = len(stops(page))
    assert found <= 4 + links + groups + 2 * monitors
    assert found <= 33 or name != "small"


def test_the_first_stop_leads_past_everything_that_all_pages_have(
    sites: Sites, reader: Reader
) -> None:
    page = reader(sites("small").url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') != null")


@pytest.mark.parametrize("width", [320, 1280])
def test_what_has_the_focus_is_never_under_the_note(
    sites: Sites, reader: Reader, width: int
) -> None:
    viewport = {"width": width, "height": 640}
    page = reader(sites("small").url, at="2026-11-21T12:00:00Z", viewport=viewport)
    assert page.get_by_role("status").inner_text()
    assert [one["name"] for one in stops(page) if one["covered"]] == []


@pytest.mark.parametrize("name", ["outage", "arabic"])
@pytest.mark.parametrize("kind", ["incident", "update", "maintenance"])
def test_each_form_can_be_filled_in_with_keys_alone(
    sites: Sites, reader: Reader, name: str, kind: str
) -> None:
    page = reader(sites(name).url + "manage/")
    while page.evaluate("document.activeElement.id") != "incident":
        page.keyboard.press("Tab")
    while page.evaluate("document.activeElement.id") != kind:
        page.keyboard.press("ArrowDown")
    found: list[dict[str, Any]] = []
    while stop := page.evaluate(FIELD):
        found.append(stop)
        page.keyboard.press("Tab")
        assert len(found) < 120
    assert [one for one in found if not one["name"] or one["outline"] < 2 or not one["seen"]] == []
    shown = {field.get_attribute("id") for field in page.locator("form [name]:visible").all()}
    radios = {"incident", "update", "maintenance"}
    assert shown - radios <= {one["id"] for one in found}
    assert {"go", "copy", "again"} <= {one["id"] for one in found}
