"""The pages in a browser: what the script adds. How they look is in tests/gates/."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from tests.targets.pages import ROOT, Pages, file_of
from tests.targets.test_html import CONTENT, OPEN, SITE
from tests.targets.test_theme import LANGUAGES

BUILT = "2026-01-16T12:00:00Z"
Opened = Callable[..., Any]


@pytest.fixture
def visit(browser: Any) -> Iterator[Opened]:
    """Opens a page of a site at a time, for a reader somewhere; its errors fail the test."""
    contexts: list[Any] = []
    errors: list[str] = []

    def opened(
        pages: Pages,
        address: str = "",
        at: str = BUILT,
        built: str = BUILT,
        truly: str = "",
        **reader: Any,
    ) -> Any:
        reader = {"timezone_id": "Asia/Tokyo", **reader}
        context = browser.new_context(**reader)
        contexts.append(context)
        files = {**pages.files, "api/build.json": json.dumps({"generated_at": built}).encode()}

        def answer(route: Any) -> None:
            path = file_of(route.request.url.removeprefix(ROOT).partition("?")[0])
            kinds = {"html": "text/html", "js": "text/javascript", "svg": "image/svg+xml"}
            kind = kinds.get(path.rpartition(".")[2], "application/json")
            picture = b"<svg/>" if path.startswith("badge") else b""
            sent = {"Content-Type": kind}
            if truly:
                sent["Date"] = format_datetime(datetime.fromisoformat(truly), usegmt=True)
            route.fulfill(body=picture or files[path], headers=sent)

        context.route("**/*", answer)
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.clock.install(time=at)
        page.goto(ROOT + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("site"), CONTENT)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    resolved = {f"{OPEN}/2026-01-16T1130Z.resolved.md": "Done."}
    return Pages(tmp_path_factory.mktemp("calm"), CONTENT | resolved)


def banner(page: Any) -> Any:
    return page.locator(".banner")


def test_times_are_in_the_zone_of_the_reader_and_keep_their_form(
    site: Pages, visit: Opened
) -> None:
    time = visit(site, at="2026-01-16T12:03:00Z").locator(".banner time")
    assert time.inner_text() == "16 Jan 2026, 21:00 GMT+9"
    assert time.get_attribute("title") == "16 Jan 2026, 13:00 CET"


def test_nothing_moves_when_the_times_change(site: Pages, visit: Opened) -> None:
    page = visit(site, at="2026-01-16T12:03:00Z", timezone_id="Europe/Berlin")
    assert page.locator(".banner time").inner_text() == "16 Jan 2026, 13:00 CET"
    window = page.locator("article.maintenance .facts").inner_text()
    assert "20 Jan 2026, 02:00 – 04:00 CET" in window


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    every = ", ".join(LANGUAGES)
    settings = CONTENT["content/site.yaml"].replace("languages: [en, de]", f"languages: [{every}]")
    files = CONTENT | {"content/site.yaml": settings}
    return Pages(tmp_path_factory.mktemp("languages"), files)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_language_writes_times_as_browsers_do(
    languages: Pages, visit: Opened, lang: str
) -> None:
    prefix = "" if lang == "en" else f"{lang}/"
    for address in ("", "incidents/2026-01-10-database/"):
        page = visit(languages, prefix + address, timezone_id="Europe/Berlin")
        times = page.locator("time[datetime*=T]").all()
        assert times
        for time in times:
            assert same_order(time.text_content()) == same_order(time.get_attribute("title"))


def same_order(text: str) -> str:
    """Where the offset stands has changed in Portuguese: a browser may have another CLDR than ours."""
    return re.sub(r"([+-]\d\S*) GMT", r"GMT\1", text)


def test_a_span_that_ends_on_another_day_of_the_reader_says_so(site: Pages, visit: Opened) -> None:
    page = visit(site, timezone_id="America/New_York")
    window = page.locator("article.maintenance .facts").inner_text()
    assert "19 Jan 2026, 20:00 – 22:00 GMT-5" in window
    page = visit(site, timezone_id="Atlantic/Azores")
    window = page.locator("article.maintenance .facts").inner_text()
    assert "20 Jan 2026, 00:00 – 02:00 GMT-1" in window


def test_the_reader_can_switch_to_the_zone_of_the_site_and_it_is_kept(
    site: Pages, visit: Opened
) -> None:
    page = visit(site)
    page.get_by_role("button", name="Show times in Europe/Berlin").click()
    assert page.locator(".banner time").inner_text() == "16 Jan 2026, 13:00 CET"
    page.goto(ROOT + "incidents/2026-01-16-api/")
    assert page.locator("#zone").inner_text().startswith("Times are shown in Europe/Berlin.")
    page.get_by_role("button", name="Show times in Asia/Tokyo").click()
    assert "20:00 GMT+9" in page.locator("main").inner_text()


def test_durations_go_on(site: Pages, visit: Opened) -> None:
    page = visit(site, at="2026-01-16T12:03:00Z")
    assert banner(page).inner_text().endswith("3 min ago")
    assert "ongoing for 2 h 3 min" in page.locator("article.alert").inner_text()
    page.clock.run_for(120_000)
    assert banner(page).inner_text().endswith("5 min ago")


def test_a_page_that_grows_old_says_so_and_is_green_no_more(calm: Pages, visit: Opened) -> None:
    page = visit(calm, at="2026-01-16T12:29:00Z")
    assert banner(page).get_attribute("class") == "banner ok"
    assert page.locator("#live").inner_text() == ""
    page.clock.run_for(180_000)
    assert banner(page).get_attribute("class") == "banner unknown"
    said = page.get_by_role("status").inner_text()
    assert said.startswith("This page has not been updated since 16 Jan 2026, 21:00 GMT+9")
    assert said.endswith("Reload")


def test_an_old_page_keeps_the_colour_of_a_problem(site: Pages, visit: Opened) -> None:
    page = visit(site, at="2026-01-17T12:00:00Z")
    page.locator("#live button").wait_for()
    assert banner(page).get_attribute("class") == "banner partial"


@pytest.mark.parametrize("address", ["", "incidents/2026-01-16-api/"])
def test_news_are_offered_and_not_forced(site: Pages, visit: Opened, address: str) -> None:
    page = visit(site, address, at="2026-01-16T12:01:00Z")
    page.clock.run_for(60_000)
    page.wait_for_timeout(50)
    assert page.locator("#live").inner_text() == ""
    page.context.unroute("**/api/build.json")
    later = json.dumps({"generated_at": "2026-01-16T12:05:00Z"})
    page.context.route("**/api/build.json", lambda route: route.fulfill(body=later))
    page.clock.run_for(60_000)
    page.locator("#live button").wait_for()
    assert page.get_by_role("status").inner_text() == "There is newer information. Reload"


def test_maintenance_begins_and_ends_by_the_clock(calm: Pages, visit: Opened) -> None:
    def phase(at: str) -> tuple[str, str]:
        page = visit(calm, at=at)
        page.locator(".banner [data-ago]").get_by_text("ago").wait_for()
        return page.locator(".phase").inner_text(), page.locator("h1").inner_text()

    assert phase("2026-01-16T12:01:00Z") == ("Scheduled", "All systems operational")
    assert phase("2026-01-20T01:01:00Z") == ("In progress", "Maintenance in progress")
    assert phase("2026-01-20T03:00:00Z") == ("Completed", "All systems operational")


@pytest.mark.parametrize("wrong", ["2026-01-15T12:00:00Z", "2026-01-18T12:00:00Z"])
def test_the_clock_of_the_server_counts_where_that_of_the_reader_is_wrong(
    calm: Pages, visit: Opened, wrong: str
) -> None:
    page = visit(calm, at=wrong, truly="2026-01-16T12:07:30Z")
    banner(page).get_by_text("7 min ago").wait_for()
    assert banner(page).get_attribute("class") == "banner ok"
    page.clock.run_for(60_000)
    assert banner(page).inner_text().endswith("8 min ago")
    assert page.locator("#live").inner_text() == ""
    assert page.locator(".phase").inner_text() == "Scheduled"


def test_a_page_is_old_by_the_clock_of_the_server_too(calm: Pages, visit: Opened) -> None:
    page = visit(calm, at="2026-01-01T00:00:00Z", truly="2026-01-17T12:00:00Z")
    page.locator("#live button").wait_for()
    assert page.get_by_role("status").inner_text().startswith("This page has not been updated")
    assert banner(page).inner_text().endswith("1 d ago")


@pytest.mark.parametrize(
    ("at", "look"),
    [
        ("2026-01-16T12:01:00Z", "ok"),
        ("2026-01-17T12:00:00Z", "unknown"),
        ("2026-01-20T01:01:00Z", "maintenance"),
    ],
)
def test_the_icon_follows_the_banner(calm: Pages, visit: Opened, at: str, look: str) -> None:
    page = visit(calm, at=at)
    page.locator(f".banner.{look}").wait_for()
    icon = page.locator("link[rel=icon]").get_attribute("href")
    assert icon.removeprefix("./").removeprefix(ROOT) == f"assets/favicon-{look}.svg"


def test_the_icon_of_a_problem_and_an_icon_of_ones_own_stay(
    site: Pages, visit: Opened, tmp_path: Path
) -> None:
    page = visit(site, at="2026-01-20T01:01:00Z")
    page.locator("#live button").wait_for()
    icon = page.locator("link[rel=icon]")
    assert icon.get_attribute("href") == "./assets/favicon-partial.svg"
    own = "favicon: assets/favicon-ok.svg\n"
    page = visit(Pages(tmp_path, {"content/site.yaml": SITE + own}), at="2026-01-17T12:00:00Z")
    page.locator(".banner.unknown").wait_for()
    assert page.locator("link[rel=icon]").get_attribute("href") == "./assets/favicon-ok.svg"


def test_maintenance_does_not_cover_a_problem(site: Pages, visit: Opened) -> None:
    page = visit(site, at="2026-01-20T01:01:00Z")
    page.locator("#live button").wait_for()
    assert page.locator("h1").inner_text() == "API: partial outage"
    assert page.locator(".phase").inner_text() == "In progress"


def test_the_link_to_a_new_update_leads_to_the_form_or_has_the_time_in_it(
    tmp_path: Path, site: Pages, visit: Opened
) -> None:
    def clicked(pages: Pages) -> str:
        link = visit(pages, at="2026-01-16T12:34:56Z").locator("a[data-edit]")
        link.evaluate("link => link.onclick()")
        return str(link.get_attribute("href"))

    assert clicked(site) == "./manage/#update-2026-01-16-api"
    settings = CONTENT["content/site.yaml"].replace("{host: github,", "{manage: false,")
    formless = Pages(tmp_path, CONTENT | {"content/site.yaml": settings})
    assert f"filename={OPEN}/2026-01-16T1234Z.monitoring.md&" in clicked(formless)


def test_a_day_without_problems_says_which_it_is(site: Pages, visit: Opened) -> None:
    page = visit(site, viewport={"width": 1000, "height": 2000})
    bar = page.locator(".bar").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    six_days_ago = box["x"] + box["width"] * 83.5 / 90
    page.mouse.move(six_days_ago, box["y"] + box["height"] / 2)
    assert "10 Jan 2026: No problems reported" in bar.evaluate("bar => bar.textContent")


def test_a_chart_and_its_table_fit_on_a_small_phone(tmp_path: Path, visit: Opened) -> None:
    lines = "".join(f"2026-01-16T{hour:02}:00:00Z,UP,{900 + hour * 20}\n" for hour in range(12))
    records = {"content/status/api/2026-01-16.csv": f"timestamp,status,latency\n{lines}"}
    page = visit(
        Pages(tmp_path, CONTENT | records),
        "monitors/api/",
        viewport={"width": 320, "height": 640},
    )
    page.get_by_text("Show as a table").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    picture = page.locator(".plot svg").bounding_box()
    assert picture["width"] > 200
    assert picture["height"] == 128
    assert page.locator("figure tbody tr").first.inner_text().startswith("16 Jan 2026, 20:00")


def test_everything_is_there_without_the_script(site: Pages, visit: Opened) -> None:
    page = visit(site, java_script_enabled=False)
    shown = page.locator("body").inner_text()
    assert "Status as of 16 Jan 2026, 13:00 CET" in shown
    assert "since 16 Jan 2026, 11:00 CET" in shown
    for word in ("{", "undefined", "#", "newer information", "not been updated"):
        assert word not in shown


def test_on_paper_everything_is_there_and_nothing_that_needs_a_hand(
    tmp_path: Path, visit: Opened
) -> None:
    files = {
        "content/site.yaml": CONTENT["content/site.yaml"]
        + "groups: [{name: Front, collapse: closed}]\n",
        "content/pages/about.md": "---\ntitle: About\n---\n[Us](https://www.example.com/us)",
    }
    page = visit(Pages(tmp_path, CONTENT | files), color_scheme="dark")
    closed = page.locator("details:not([open]) .mon")
    assert closed.count() == 1
    assert not closed.is_visible()
    page.emulate_media(media="print")
    for gone in ("nav", ".tabs", ".key", "button", ".more"):
        found = page.locator(gone)
        assert found.count()
        assert not any(one.is_visible() for one in found.all()), gone
    assert closed.is_visible()
    background = "el => getComputedStyle(el).backgroundColor"
    assert page.locator("html").evaluate(background) == "rgb(255, 255, 255)"
    page.goto(ROOT + "about/")
    behind = "el => getComputedStyle(el, '::after').content"
    assert "(https://www.example.com/us)" in page.locator(".text a").evaluate(behind)


def test_a_header_of_ones_own_keeps_its_distance(visit: Opened, tmp_path: Path) -> None:
    files = {"themes/default/blocks/header.html": "<header>Ours</header>"}
    page = visit(Pages(tmp_path, CONTENT | files))
    edges = (
        "[...document.querySelectorAll('body > header, main')].map(e => e.getBoundingClientRect())"
    )
    assert page.evaluate(f"(([header, main]) => main.top - header.bottom)({edges})") == 32
