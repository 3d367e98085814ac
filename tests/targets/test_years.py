"""Long histories: the last year on the page of a monitor, and a page for each of its years."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from statusgen.targets import hosting
from statusgen.targets.html import addresses
from tests.rendered import changed, rendered
from tests.sites import BASE, snapshot_of
from tests.targets.pages import Pages, main, one, planned, texts

NOW = "2026-03-31T12:00Z"
MONITORS = "- tag: api\n  name: API\n  name.de: Schnittstelle\n"
SITE = BASE["content/site.yaml"]


def incident(slug: str, start: str, end: str, impact: str = "DOWN") -> dict[str, str]:
    folder = f"content/incidents/{slug}"
    front = f"---\ntitle: It {slug}\nstart: {start}\nmonitors: {{api: {impact}}}\n---\n"
    ended = {f"{folder}/{end.replace(':', '')}.resolved.md": "Done."} if end else {}
    return {f"{folder}/incident.md": front} | ended


HISTORY = {
    "monitors.yaml": MONITORS,
    **incident("2024-a", "2024-02-29T10:00Z", "2024-02-29T11:00Z"),
    **incident("2025-b", "2025-03-20T10:00Z", "2025-03-20T10:30Z"),
    **incident("2025-c", "2025-07-01T10:00Z", "2025-07-01T16:00Z", "DEGRADED"),
    **incident("2026-d", "2025-12-31T23:00Z", "2026-01-01T01:00Z", "PARTIAL"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    root = tmp_path_factory.mktemp("years")
    return Pages(root, HISTORY | {"content/site.yaml": SITE + "languages: [en, de]\n"}, NOW)


def table(page: Any, section: str) -> list[str]:
    """The lines of a table, cell by cell."""
    rows = one(page, f"//section[@aria-labelledby='{section}']").xpath(".//tbody/tr")
    return [" | ".join(texts(row, "./*")) for row in rows]


def test_the_page_of_a_monitor_tells_of_the_last_365_days(site: Pages) -> None:
    page = site["monitors/api/"]
    assert table(page, "days") == [
        "1 Jan 2026 | Partial outage 1 h | It 2026-d",
        "31 Dec 2025 | Partial outage 1 h | It 2026-d",
        "1 Jul 2025 | Degraded performance 6 h | It 2025-c",
    ]
    assert page.xpath("//tr/@id") == ["d2026-01-01", "d2025-12-31", "d2025-07-01"]
    assert "362 days without problems" in main(page)
    assert texts(page, "//p[@class='name']") == ["It 2026-d", "It 2025-c"]
    assert one(page, "//section[@aria-labelledby='uptime']//*[@class='bar']").get("viewbox") == (
        "0 0 540 30"
    )


def test_the_months_of_the_last_year_lead_to_what_happened_in_them(site: Pages) -> None:
    page = site["monitors/api/"]
    lines = table(page, "months")
    assert len(lines) == 12
    assert lines[0] == "March 2026 | 100% | – | – | –"
    assert lines[2:4] == [
        "January 2026 | 99.95% | 1 h | – | –",
        "December 2025 | 99.95% | 1 h | – | 1",
    ]
    assert lines[8] == "July 2025 | 100% | – | 6 h | 1"
    assert lines[-1] == "April 2025 | 100% | – | – | –"
    links = one(page, "//section[@aria-labelledby='months']").xpath(".//a/@href")
    assert links == ["../../history/2025-12/", "../../history/2025-07/"]
    assert all(link.removeprefix("../../") in site for link in links)


def test_it_leads_to_all_years_and_each_of_them_to_the_others(site: Pages) -> None:
    section = one(site["monitors/api/"], "//section[@aria-labelledby='years']")
    assert section.xpath(".//a/@href") == [f"../../monitors/api/{y}/" for y in (2026, 2025, 2024)]
    page = site["monitors/api/2025/"]
    assert texts(page, "(//main//nav)[1]/*") == ["Current state", "2026", "2025", "2024"]
    assert texts(page, "//main//*[@aria-current]") == ["2025"]
    pager = one(page, "//p[contains(@class, 'pager')]")
    assert [(link.get("rel"), link.get("href")) for link in pager] == [
        ("prev", "../2024/"),
        ("next", "../2026/"),
    ]
    assert texts(site["monitors/api/2024/"], "//p[contains(@class, 'pager')]/a") == ["Later: 2025"]
    assert texts(site["monitors/api/2026/"], "//p[contains(@class, 'pager')]/a") == [
        "Earlier: 2025"
    ]
    assert "monitors/api/2023/" not in site
    assert "monitors/api/2027/" not in site


def test_a_year_tells_of_itself_alone(site: Pages) -> None:
    page = site["monitors/api/2025/"]
    assert texts(page, "//h1 | //head/title") == ["API 2025 · Example Status", "API 2025"]
    assert table(page, "days") == [
        "31 Dec 2025 | Partial outage 1 h | It 2026-d",
        "1 Jul 2025 | Degraded performance 6 h | It 2025-c",
        "20 Mar 2025 | Major outage 30 min | It 2025-b",
    ]
    assert len(table(page, "months")) == 12
    assert texts(page, "//p[@class='name']") == ["It 2026-d", "It 2025-c", "It 2025-b"]
    assert "362 days without problems" in main(page)


def test_what_reaches_into_a_year_is_told_in_both(site: Pages) -> None:
    page = site["monitors/api/2026/"]
    assert table(page, "days") == ["1 Jan 2026 | Partial outage 1 h | It 2026-d"]
    assert texts(page, "//p[@class='name']") == ["It 2026-d"]
    assert len(table(page, "months")) == 3


def test_the_first_year_begins_with_the_data(site: Pages) -> None:
    page = site["monitors/api/2024/"]
    lines = table(page, "months")
    assert len(lines) == 11
    assert lines[-1] == "February 2024 | 92.85% | 1 h | – | 1"
    assert "306 days without problems" in main(page)


def test_years_speak_german(site: Pages) -> None:
    page = site["de/monitors/api/2025/"]
    assert texts(page, "//h1 | //h2") == [
        "Schnittstelle 2025",
        "Monat für Monat",
        "Tage mit Problemen",
        "Störungen und Wartungen",
    ]
    assert table(page, "months")[5] == "Juli 2025 | 100 % | – | 6 Std. | 1"
    assert texts(page, "//p[contains(@class, 'pager')]/a") == ["Früher: 2024", "Später: 2026"]


def test_years_and_months_begin_in_the_zone_of_days(tmp_path: Path) -> None:
    pages = Pages(tmp_path, HISTORY | {"content/site.yaml": SITE + "day_zone: Asia/Tokyo\n"}, NOW)
    page = pages["monitors/api/2026/"]
    assert table(page, "days") == ["1 Jan 2026 | Partial outage 2 h | It 2026-d"]
    assert table(page, "months")[-1] == "January 2026 | 99.91% | 2 h | – | 1"
    assert texts(pages["monitors/api/2025/"], "//p[@class='name']") == ["It 2025-c", "It 2025-b"]


def test_a_day_of_23_hours_is_counted_as_such(tmp_path: Path) -> None:
    files = {"monitors.yaml": MONITORS, "content/site.yaml": SITE + "day_zone: Europe/Berlin\n"}
    files |= incident("spring", "2026-03-28T23:00Z", "2026-03-29T22:00Z")
    page = Pages(tmp_path, files, NOW)["monitors/api/"]
    assert table(page, "days") == ["29 Mar 2026 | Major outage 23 h | It spring"]
    assert table(page, "months") == ["March 2026 | 62.29% | 23 h | – | 1"]


def test_a_monitor_without_data_has_no_years(tmp_path: Path) -> None:
    silent = MONITORS + "  defaultStatus: NONE\n"
    files = HISTORY | {"monitors.yaml": silent + "- tag: web\n  name: Web\n  defaultStatus: NONE\n"}
    pages = Pages(tmp_path, files, NOW)
    assert "monitors/web/2026/" not in pages
    assert not pages["monitors/web/"].xpath("//section[@aria-labelledby='years']")
    assert table(pages["monitors/api/2024/"], "months") == ["February 2024 | 0.00% | 1 h | – | 1"]
    assert "No incidents or maintenance" not in main(pages["monitors/api/2024/"])


def test_where_there_is_nothing_to_tell_no_table_stands(tmp_path: Path) -> None:
    silent = "- tag: api\n  name: API\n  defaultStatus: NONE\n"
    page = Pages(tmp_path, {"monitors.yaml": silent}, NOW)["monitors/api/"]
    assert not page.xpath("//table")
    assert texts(page, "//section[@aria-labelledby='months']") == ["Month by month No data"]


def test_only_so_many_reports_are_listed_and_the_years_have_the_others(tmp_path: Path) -> None:
    files = {"monitors.yaml": MONITORS}
    for number in range(60):
        day = f"2025-{number // 20 + 8:02}-{number % 20 + 1:02}"
        files |= incident(f"{day}-x", f"{day}T10:00Z", f"{day}T10:05Z")
    pages = Pages(tmp_path, files, NOW)
    page = pages["monitors/api/"]
    assert len(page.xpath("//li[contains(@class, 'entry')]")) == 50
    assert "These are the latest 50 of 60." in main(page)
    assert len(table(page, "days")) == 60
    assert len(pages["monitors/api/2025/"].xpath("//li[contains(@class, 'entry')]")) == 60


def test_a_notice_is_of_its_moment(tmp_path: Path) -> None:
    notice = "---\ntitle: News\nkind: notice\nstart: 2024-05-01T10:00Z\nmonitors: [api]\n---\nText."
    pages = Pages(tmp_path, HISTORY | {"content/incidents/news/incident.md": notice}, NOW)
    listing = [y for y in ("", "2024/", "2025/") if "News" in main(pages[f"monitors/api/{y}"])]
    assert listing == ["2024/"]
    assert "May 2024 | 100% | – | – | –" in table(pages["monitors/api/2024/"], "months")


# ------------------------------------------------------------------------------ past is past


def years(names: set[str]) -> set[str]:
    return {name for name in names if name.startswith("html/monitor/api/2")}


def test_years_that_are_over_are_not_written_again(tmp_path: Path) -> None:
    open_one = HISTORY | incident("now", "2026-03-30T10:00Z", "")
    before = planned(tmp_path, open_one, NOW)
    for later in ("2026-03-31T12:01Z", "2026-04-01T12:00Z", "2026-12-31T23:59Z"):
        after = planned(tmp_path, open_one, later)
        assert years(changed(before, after)) == {"html/monitor/api/2026"}


def test_at_midnight_the_new_year_has_not_begun(tmp_path: Path) -> None:
    pages = Pages(tmp_path, HISTORY, "2027-01-01T00:00Z")
    assert "monitors/api/2026/" in pages
    assert "monitors/api/2027/" not in pages
    begun = Pages(tmp_path / "b", {"monitors.yaml": MONITORS}, NOW)
    assert "monitors/api/2026/" not in begun


def test_a_new_year_has_a_page_to_which_the_others_lead(tmp_path: Path) -> None:
    before = planned(tmp_path, HISTORY, "2026-12-31T23:59Z")
    after = planned(tmp_path, HISTORY, "2027-01-01T00:01Z")
    found = {f"html/monitor/api/{year}" for year in (2024, 2025, 2026, 2027)}
    assert years(changed(before, after)) == found


def test_a_year_that_is_over_says_the_same_whenever_it_is_rendered(tmp_path: Path) -> None:
    early = rendered(planned(tmp_path, HISTORY, NOW))
    late = rendered(planned(tmp_path, HISTORY, "2026-09-30T12:00Z"))
    for year in ("2024", "2025"):
        file = f"monitors/api/{year}/index.html"
        assert early[file] == late[file]


def test_what_happens_now_changes_no_other_year(tmp_path: Path) -> None:
    before = planned(tmp_path, HISTORY, NOW)
    after = planned(
        tmp_path, HISTORY | incident("e", "2026-03-30T10:00Z", "2026-03-30T11:00Z"), NOW
    )
    assert years(changed(before, after)) == {"html/monitor/api/2026"}


def test_a_correction_of_the_past_changes_its_year(tmp_path: Path) -> None:
    before = planned(tmp_path, HISTORY, NOW)
    others = {path: text for path, text in HISTORY.items() if "2025-b" not in path}
    longer = others | incident("2025-b", "2025-03-20T10:00Z", "2025-03-20T10:45Z")
    worse = HISTORY | incident("2025-c", "2025-07-01T10:00Z", "2025-07-01T16:00Z", "PARTIAL")
    for number, files in enumerate((longer, worse)):
        after = planned(tmp_path / f"{number}", files, NOW)
        assert "html/monitor/api/2025" in changed(before, after)


def test_a_note_on_what_is_over_changes_no_list_of_what_happened(tmp_path: Path) -> None:
    before = planned(tmp_path, HISTORY, NOW)
    note = {"content/incidents/2025-b/2025-03-20T1045Z.resolved.md": "Why it broke."}
    after = planned(tmp_path, HISTORY | note, NOW)
    assert changed(before, after) == {"incident/2025-b"}


def test_sitemaps_name_every_year(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, HISTORY, NOW)
    files = rendered(hosting.plan(snapshot, addresses(snapshot)))
    for year in (2024, 2025, 2026):
        assert (
            f"https://status.example.com/monitors/api/{year}/".encode()
            in (files["sitemaps/pages.xml"])
        )


def test_an_alias_cannot_take_the_place_of_a_year(tmp_path: Path) -> None:
    aliases = MONITORS + "  aliases: [/monitors/api/2025/, /monitors/api/1999/]\n"
    files = rendered(planned(tmp_path, HISTORY | {"monitors.yaml": aliases}, NOW))
    assert b'http-equiv="refresh"' not in files["monitors/api/2025/index.html"]
    assert b'http-equiv="refresh"' in files["monitors/api/1999/index.html"]
