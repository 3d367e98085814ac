"""A page that nobody builds any more: it goes by the clock, and says what it no longer knows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.gates.conftest import Reader, Sites

ABSURD = re.compile(r"[-−]\d+ (?:min|h|d)\b|NaN|undefined|null|Invalid|Infinity|#(?!\w)")
FRESH = "2026-11-20T12:31:00Z"
STALE = "2026-11-20T13:01:00Z"
YEAR_LATER = "2027-11-20T12:30:00Z"
YEAR_BEFORE = "2025-11-20T12:30:00Z"


def look(page: Any) -> str:
    """The state that the banner shows by its colour and its icon."""
    return str(page.locator(".banner").get_attribute("class")).removeprefix("banner ")


def note(page: Any) -> str:
    return str(page.locator("#live").inner_text())


def test_a_fresh_page_says_nothing_about_its_age(sites: Sites, reader: Reader) -> None:
    page = reader(sites("fine").url, at=FRESH)
    assert (look(page), note(page)) == ("ok", "")
    assert page.locator("#live").bounding_box() is None


def test_a_stale_page_is_green_no_more(sites: Sites, reader: Reader) -> None:
    page = reader(sites("fine").url, at=STALE)
    page.locator("#live button").wait_for()
    assert look(page) == "unknown"
    assert note(page).startswith("This page has not been updated since 20 Nov 2026, 13:30 CET")


@pytest.mark.parametrize("name", ["fine", "outage", "arabic"])
@pytest.mark.parametrize("at", [YEAR_LATER, YEAR_BEFORE])
def test_no_page_says_anything_absurd_however_wrong_the_clock_is(
    sites: Sites, reader: Reader, name: str, at: str
) -> None:
    site = sites(name)
    page = reader(site.url, at=at)
    for address in site.kinds.values():
        page.goto(site.url + address)
        assert ABSURD.findall(page.locator("body").inner_text()) == [], address


def test_a_page_that_is_opened_a_year_later_tells_its_age(sites: Sites, reader: Reader) -> None:
    page = reader(sites("fine").url, at=YEAR_LATER)
    page.locator("#live button").wait_for()
    assert look(page) == "unknown"
    assert note(page).startswith("This page has not been updated since 20 Nov 2026, 13:30 CET")
    assert page.locator(".banner").inner_text().endswith("365 d ago")


def test_a_problem_keeps_its_colour_a_year_later(sites: Sites, reader: Reader) -> None:
    page = reader(sites("outage").url, at=YEAR_LATER)
    page.locator("#live button").wait_for()
    assert look(page) == look(reader(sites("outage").url, at=FRESH)) != "ok"
    assert "not been updated" in note(page)


def test_maintenance_goes_through_its_phases_while_the_page_is_open(
    sites: Sites, reader: Reader
) -> None:
    page = reader(sites("soon").url, at=FRESH, runs=True)
    phase, sentence = page.locator(".phase"), page.locator("h1")
    assert (phase.inner_text(), look(page)) == ("Scheduled", "ok")
    page.clock.fast_forward("10:00")
    assert (phase.inner_text(), look(page)) == ("In progress", "maintenance")
    assert sentence.inner_text() == "Maintenance in progress"
    page.clock.fast_forward("10:00")
    assert phase.inner_text() == "Completed"
    page.reload()
    assert (phase.inner_text(), look(page)) == ("Completed", "ok")
    assert sentence.inner_text() == "All systems operational"
