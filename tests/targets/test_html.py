"""The pages, from content as people write it to what there is to read in a browser."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from statusgen.model.incident import Link
from statusgen.targets.html import addresses, plan
from statusgen.targets.theme import load_theme
from tests.rendered import changed, rendered
from tests.sites import BASE, snapshot_of
from tests.targets.pages import (
    NOW,
    Pages,
    file_of,
    main,
    one,
    others,
    planned,
    targets,
    text,
    texts,
)

SITE = BASE["content/site.yaml"]
OPEN = "content/incidents/2026-01-16-api"
OVER = "content/incidents/2026-01-10-database"
WORK = "content/maintenances/2026-01-20-upgrade"

CONTENT = {
    "content/site.yaml": SITE
    + """\
description: How our services are doing.
timezone: Europe/Berlin
languages: [en, de]
unreviewed_languages: [de]
links:
  - {title: Example, url: "https://www.example.com"}
footer: We are an example.
repository: {host: github, url: "https://github.com/example/status"}
""",
    "monitors.yaml": """\
- tag: api
  name: API
  name.de: Schnittstelle
  category: Core
  url: https://api.example.com
- tag: database
  name: Database
  category: Core
  description: Where everything is kept.
  aliases: [/monitors/db/]
- tag: website
  name: Website
  category: Front
""",
    f"{OPEN}/incident.md": """\
---
title: The API is slow
title.de: Die API ist langsam
start: 2026-01-16T10:00:00Z
monitors: {api: PARTIAL, website: DEGRADED}
links:
  - {title: How to retry, url: about/}
---
Some requests **fail**.
""",
    f"{OPEN}/incident.de.md": "Einige Anfragen **schlagen fehl**.",
    f"{OPEN}/2026-01-16T1030Z.identified.md": "A bad query.",
    f"{OPEN}/2026-01-16T1100Z.monitoring.md": "---\nmonitors: {website: UP}\nauthor: Ada\n"
    "correction: wrong minute\n---\nIt is *better*.",
    f"{OVER}/incident.md": """\
---
title: The database was down
start: 2026-01-10T22:30:00Z
monitors: {database: DOWN}
aliases: [/old/outage/]
---
Nothing can be stored.
""",
    f"{OVER}/2026-01-10T2345Z.resolved.md": "It works again.",
    f"{OVER}/2026-01-12T0900Z.postmortem.md": "## Why\n\nThe disk was full.\n\n### More\n\nText.",
    f"{WORK}/maintenance.md": """\
---
title: New database
start: 2026-01-20T01:00:00Z
duration: 2h
monitors: {database: MAINTENANCE}
---
We move to a new server.
""",
    "content/pages/about.md": "---\ntitle: About\ntitle.de: Impressum\n---\n## Us\n\n[API](/monitors/api/)",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("site"), CONTENT)


# ------------------------------------------------------------------------------- every page


def test_the_pages_of_a_site(site: Pages) -> None:
    own = [file for file in site.files if not file.startswith(("assets/", "de/"))]
    assert own == [
        "favicon.svg",
        "index.html",
        "about/index.html",
        "history/2026-01/index.html",
        "history/index.html",
        "monitors/api/index.html",
        "monitors/api/2026/index.html",
        "monitors/database/index.html",
        "monitors/database/2026/index.html",
        "monitors/website/index.html",
        "monitors/website/2026/index.html",
        "subscribe/index.html",
        "embed/index.html",
        "embed/status.json",
        "embed.js",
        "manage/index.html",
        "404.html",
        "old/outage/index.html",
        "monitors/db/index.html",
        "incidents/2026-01-16-api/index.html",
        "incidents/2026-01-10-database/index.html",
        "maintenances/2026-01-20-upgrade/index.html",
    ]
    german = {file.removeprefix("de/") for file in site.files if file.startswith("de/")}
    assert german == set(own) - {
        "old/outage/index.html",
        "monitors/db/index.html",
        "favicon.svg",
    }


def test_addresses_that_no_file_of_the_content_stands_for(tmp_path: Path) -> None:
    assert addresses(snapshot_of(tmp_path, CONTENT, NOW)) == [
        "subscribe/",
        "history/2026-01/",
        "monitors/api/2026/",
        "monitors/database/2026/",
        "monitors/website/2026/",
    ]


def test_every_path_is_one_that_every_host_can_serve(site: Pages) -> None:
    assert all(re.fullmatch(r"[a-z0-9._/-]+", file) for file in site.files)


def test_every_page_has_one_first_heading_a_language_and_a_main_part(site: Pages) -> None:
    for file, page in site.html():
        assert len(page.xpath("//h1")) == 1, file
        assert page.get("lang") == ("de" if file.startswith("de/") else "en"), file
        if not page.xpath("//meta[@http-equiv='refresh']"):
            assert page.get("dir") == "ltr", file
            assert len(page.xpath("//main")) == 1, file
            skip = page.xpath("//a[@class='skip']/@href")
            assert skip == ([] if "embed/" in file else ["#main"]), file


def test_headings_go_down_one_level_at_a_time(site: Pages) -> None:
    for file, page in site.html():
        levels = [int(found.tag[1]) for found in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
        steps = pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), (file, levels)


def test_nothing_runs_and_nothing_is_loaded_that_the_policy_does_not_name(site: Pages) -> None:
    for file, page in site.html():
        assert not page.xpath("//*[@style] | //@*[starts-with(name(), 'on')]"), file
        assert not page.xpath("//script[not(@src)] | //script[text()] | //base | //iframe"), file
        for style in page.xpath("//style"):
            digest = b64encode(sha256(style.text.encode()).digest()).decode()
            policy = one(page, "//meta[@http-equiv='Content-Security-Policy']").get("content")
            assert f"style-src 'sha256-{digest}'" in policy, file
            assert policy.startswith("default-src 'none'; "), file
        for element in page.xpath("//*[@src] | //link[@rel='icon']"):
            assert "://" not in (element.get("src") or element.get("href")), file


def test_every_link_leads_to_a_page_that_there_is(site: Pages) -> None:
    works = [WORK.removeprefix("content/maintenances/")]
    made = site.files.keys() | others(
        iter(("api", "database", "website")), works, ["core", "front"]
    )
    for file, page in site.html():
        for address, fragment in targets(file, page):
            if "://" in address or address.startswith("mailto:"):
                continue
            assert file_of(address) in made, (file, address)
            if fragment and file_of(address) in site.files:
                assert site[address].xpath(f"//*[@id='{fragment}']"), (file, address, fragment)


def test_the_same_links_work_in_a_folder_of_a_host(tmp_path: Path) -> None:
    url = "https://example.com/status/"
    content = CONTENT | {
        "content/site.yaml": CONTENT["content/site.yaml"].replace("https://status.example.com", url)
    }
    pages = Pages(tmp_path, content)
    for file, page in pages.html():
        links = page.xpath("//a/@href | //link[@rel='icon']/@href | //script/@src")
        absolute = [link for link in links if link.startswith("/")]
        if file.endswith("404.html"):
            assert all(link.startswith("/status/") for link in absolute), file
        else:
            assert not absolute, file
        canonical = page.xpath("//link[@rel='canonical']/@href")
        assert all(found.startswith(url) for found in canonical), file


def test_pages_say_where_they_are_and_in_which_languages(site: Pages) -> None:
    page = site["de/monitors/api/"]
    url = "https://status.example.com/"
    assert one(page, "//link[@rel='canonical']").get("href") == f"{url}de/monitors/api/"
    assert {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@hreflang]")} == {
        "en": f"{url}monitors/api/",
        "de": f"{url}de/monitors/api/",
        "x-default": f"{url}monitors/api/",
    }


def test_navigation_marks_where_one_is(site: Pages) -> None:
    def current(address: str) -> list[str]:
        return texts(site[address], "//header//a[@aria-current]")

    assert current("") == ["Status"]
    assert current("incidents/2026-01-10-database/") == ["History"]
    assert current("about/") == ["About"]
    assert current("monitors/api/") == []


# --------------------------------------------------------------------------- the front page


def test_the_front_page_in_its_order(site: Pages) -> None:
    assert texts(site[""], "//h1 | //h2") == [
        "API: partial outage",
        "Current incidents",
        "Planned maintenance",
        "Services",
        "Recent incidents",
    ]


def test_the_banner_says_how_it_is_who_is_hit_and_when_that_was_true(site: Pages) -> None:
    banner = one(site[""], "//section[contains(@class, 'banner')]")
    assert text(banner).startswith("API: partial outage Affected: API")
    assert "A fix is in place and being monitored." in text(banner)
    assert text(banner).endswith("Status as of 16 Jan 2026, 13:00 CET")
    assert "partial" in banner.get("class")
    assert texts(site[""], "//head/title") == ["API: partial outage · Example Status"]
    assert one(site[""], "//link[@rel='icon']").get("href") == "./assets/favicon-partial.svg"


def test_an_active_incident_with_its_newest_update_first(site: Pages) -> None:
    card = one(site[""], "//article[contains(@class, 'alert')]")
    assert texts(card, ".//h3/a") == ["The API is slow"]
    assert texts(card, ".//*[@class='hits'][parent::p[@class='facts']]") == [
        "API Partial outage Website recovered"
    ]
    assert texts(card, ".//li//b") == ["Monitoring", "Identified", "Investigating"]
    assert "since 16 Jan 2026, 11:00 CET" in text(card)


def test_only_the_last_updates_stand_on_the_front_page(tmp_path: Path) -> None:
    more = {f"{OPEN}/2026-01-16T113{n}Z.identified.md": f"Update {n}." for n in range(5)}
    card = one(Pages(tmp_path, CONTENT | more)[""], "//article[contains(@class, 'alert')]")
    assert len(card.xpath(".//ol/li")) == 3
    assert texts(card, ".//p[@class='more']/a")[0] == "All 8 updates"


def test_planned_maintenance_is_announced_and_changes_no_colour(site: Pages) -> None:
    card = one(site[""], "//article[contains(@class, 'maintenance')]")
    assert "New database Scheduled 20 Jan 2026, 02:00 – 04:00 CET Database" in text(card)
    assert "alert" not in card.get("class")


def test_running_maintenance_stands_above_what_is_planned(tmp_path: Path) -> None:
    pages = Pages(tmp_path, CONTENT, "2026-01-20T02:00Z")
    assert texts(pages[""], "//h2")[1] == "Maintenance in progress"
    card = one(pages[""], "//article[contains(@class, 'maintenance')]")
    assert "alert" in card.get("class")
    assert texts(card, ".//*[@class='phase']") == ["In progress"]
    assert "Maintenance is also in progress." in main(pages[""])


def test_services_in_groups_with_a_word_for_every_state(site: Pages) -> None:
    section = one(site[""], "//section[@aria-labelledby='services']")
    assert texts(section, ".//h3") == ["Core", "Front", "What the bars show"]
    assert texts(section, ".//li[@class='mon']/p[@class='head']") == [
        "API Partial outage",
        "Database Operational",
        "Website Operational",
    ]
    assert texts(section, ".//p[@class='cap']")[0].startswith("90 days ago")


def test_groups_close_when_there_are_many_monitors_and_all_is_well(tmp_path: Path) -> None:
    monitors = "".join(
        f"- tag: m{n}\n  name: Monitor {n}\n  category: {'Even' if n % 2 == 0 else 'Odd'}\n"
        for n in range(50)
    )
    incident = "---\ntitle: Down\nstart: 2026-01-16T10:00:00Z\nmonitors: [m1]\n---\nText."
    files = {"monitors.yaml": monitors, f"{OPEN}/incident.md": incident}
    groups = Pages(tmp_path, files)[""].xpath("//details")
    assert [(text(one(group, ".//h3")), "open" in group.attrib) for group in groups] == [
        ("Even", False),
        ("Odd", True),
    ]


def test_recent_incidents_by_day(site: Pages) -> None:
    section = one(site[""], "//section[@aria-labelledby='recent']")
    assert texts(section, ".//h3") == ["10 Jan 2026"]
    when = "10 Jan 2026, 23:30 – 11 Jan 2026, 00:45 CET 1 h 15 min"
    assert texts(section, ".//li") == [
        f"The database was down Resolved Major outage {when} Database"
    ]


def test_quiet_times_are_said(tmp_path: Path) -> None:
    quiet = Pages(tmp_path / "a", CONTENT | {f"{OPEN}/2026-01-16T1130Z.resolved.md": "Done."})
    assert "No incidents" not in main(quiet[""])
    old = {key: value for key, value in CONTENT.items() if not key.startswith(OPEN)}
    assert "No incidents in the last 14 days. The last one was 22 days ago." in main(
        Pages(tmp_path / "b", old, "2026-02-02T12:00Z")[""]
    )
    assert "No incidents have been reported." in main(Pages(tmp_path / "c", {})[""])


def test_a_site_without_monitors_says_so(tmp_path: Path) -> None:
    page = Pages(tmp_path, {"monitors.yaml": "[]\n"})[""]
    assert texts(page, "//h1 | //h2") == ["No services configured yet", "Recent incidents"]
    assert "As soon as there are services, this page shows how they are doing." in main(page)
    assert "No incidents have been reported." in main(page)


def test_a_site_on_which_nothing_happened_yet_says_so_on_every_page(tmp_path: Path) -> None:
    pages = Pages(tmp_path, {"monitors.yaml": "- {tag: api, name: API, defaultStatus: NONE}\n"})
    assert "Nothing has been reported yet." in main(pages["history/"])
    assert "90 days ago No data Today" in main(pages[""])
    monitor = main(pages["monitors/api/"])
    assert "Nothing has been recorded about this service yet." in monitor
    assert "No incidents in the last 365 days." in monitor
    assert "without problems" not in monitor


def test_uptime_says_since_when_where_that_is_after_the_beginning_of_the_bar(
    tmp_path: Path,
) -> None:
    monitors = (
        "- {tag: new, name: New, since: 2026-01-10T12:00Z}\n"
        "- {tag: old, name: Old, since: 2024-01-10T12:00Z}\n"
    )
    assert texts(Pages(tmp_path, {"monitors.yaml": monitors})[""], "//p[@class='cap']") == [
        "90 days ago 100% uptime since 10 Jan 2026 Today",
        "90 days ago 100% uptime Today",
    ]


def test_a_pinned_notice_stands_below_what_is_broken_and_has_no_state(tmp_path: Path) -> None:
    notice = "---\ntitle: New addresses\nstart: 2026-01-01T09:00Z\nkind: notice\npinned: true\n---\nText."
    pages = Pages(tmp_path, CONTENT | {"content/incidents/addresses/incident.md": notice})
    assert texts(pages[""], "//h2")[:2] == ["Current incidents", "Notices"]
    assert "New addresses Notice 1 Jan 2026, 10:00 CET Text." in main(pages[""])
    assert texts(pages["incidents/addresses/"], "//*[contains(@class, 'pill')]") == ["Notice"]


NOTICE = """\
---
title: New addresses
start: 2026-01-01T09:00Z
kind: notice
monitors: {api: DOWN}
---
From June on.
"""


def test_a_notice_has_a_date_and_monitors_but_no_lifecycle_and_no_impact(tmp_path: Path) -> None:
    folder = "content/incidents/addresses"
    files = {
        f"{folder}/incident.md": NOTICE,
        f"{folder}/2026-01-02T0900Z.identified.md": "---\nmonitors: {api: DEGRADED}\n---\nFrom July on.",
        f"{folder}/2026-01-03T0900Z.resolved.md": "Done.",
        f"{folder}/2026-01-04T0900Z.postmortem.md": "It went well.",
    }
    pages = Pages(tmp_path, files)
    assert main(pages["incidents/addresses/"]) == (
        "New addresses Notice 1 Jan 2026, 09:00 UTC Affected API Updates "
        "Notice 1 Jan 2026, 09:00 UTC From June on. "
        "Update 2 Jan 2026, 09:00 UTC From July on. "
        "Update 3 Jan 2026, 09:00 UTC Done. "
        "Update 4 Jan 2026, 09:00 UTC It went well."
    )
    described = one(pages["incidents/addresses/"], "//meta[@name='description']").get("content")
    assert described == "Notice · API"
    looks = one(pages["incidents/addresses/"], "//main").xpath(".//*[contains(@class, 'resolved')]")
    assert looks == []
    listed = "New addresses Notice 1 Jan 2026, 09:00 UTC API"
    assert texts(pages["history/"], "//li[contains(@class, 'entry')]") == [listed]


# ---------------------------------------------------------------------- pages of incidents


def test_an_open_incident(site: Pages) -> None:
    page = site["incidents/2026-01-16-api/"]
    assert texts(page, "//h1") == ["The API is slow"]
    assert texts(page, "//*[contains(@class, 'pill')]") == ["Monitoring"]
    assert texts(page, "//ol[@class='tl']/li") == [
        "Monitoring 16 Jan 2026, 12:00 CET Ada It is better. Website: recovered Edited: wrong minute",
        "Identified 16 Jan 2026, 11:30 CET A bad query.",
        "Investigating 16 Jan 2026, 11:00 CET Some requests fail.",
    ]
    assert one(page, "//ul[@class='links']//a").get("href") == "../../about/"


def test_a_resolved_incident_is_told_from_the_beginning(site: Pages) -> None:
    page = site["incidents/2026-01-10-database/"]
    assert texts(page, "//*[contains(@class, 'pill')]") == ["Resolved"]
    assert texts(page, "//ol[@class='tl']/li//b") == ["Investigating", "Resolved"]
    assert "10 Jan 2026, 23:30 – 11 Jan 2026, 00:45 CET 1 h 15 min" in main(page)
    assert "Database Major outage" in main(page)


def test_a_post_mortem_has_a_place_of_its_own(site: Pages) -> None:
    block = one(site["incidents/2026-01-10-database/"], "//section[@class='postmortem']")
    assert text(block) == "Post-mortem 12 Jan 2026, 10:00 CET Why The disk was full. More Text."
    assert [found.tag for found in block.xpath(".//h2 | .//h3 | .//h4")] == ["h2", "h3", "h4"]


def test_feeds_find_the_updates_that_they_link_to(site: Pages) -> None:
    ids = site["incidents/2026-01-16-api/"].xpath("//ol[@class='tl']/li/@id")
    assert len(ids) == 3
    assert all(re.fullmatch(r"update-\d+", found) for found in ids)


def test_an_open_incident_can_be_continued_on_its_host(site: Pages) -> None:
    link = one(site[""], "//a[@data-edit]").get("href")
    parts = urlsplit(link)
    assert parts.path == "/example/status/new/main"
    assert parse_qs(parts.query) == {
        "filename": ["content/incidents/2026-01-16-api/TIME.monitoring.md"],
        "value": ["---\nmonitors:\n  api: PARTIAL\n---\n"],
    }
    resolved = site["incidents/2026-01-10-database/"]
    assert not resolved.xpath("//a[@data-edit]")


@pytest.mark.parametrize(
    ("host", "new", "source", "history"),
    [
        ("github", "/new/main?filename=F/TIME.", "/blob/main/F/incident.md", "/commits/main/F"),
        (
            "gitlab",
            "/-/new/main?file_name=F/TIME.",
            "/-/blob/main/F/incident.md",
            "/-/commits/main/F",
        ),
        (
            "codeberg",
            "/_new/main/?filename=F/TIME.",
            "/src/branch/main/F/incident.md",
            "/commits/branch/main/F",
        ),
        (
            "gitea",
            "/_new/main/?filename=F/TIME.",
            "/src/branch/main/F/incident.md",
            "/commits/branch/main/F",
        ),
    ],
)
def test_links_to_the_repository_as_each_host_has_them(
    tmp_path: Path, host: str, new: str, source: str, history: str
) -> None:
    site = CONTENT["content/site.yaml"].replace("host: github", f"host: {host}")
    page = Pages(tmp_path, CONTENT | {"content/site.yaml": site})["incidents/2026-01-16-api/"]
    links = page.xpath("//p[@class='more']/a/@href")
    expected = ["https://github.com/example/status" + end for end in (new, source, history)]
    assert len(links) == 3
    for link, beginning in zip(links, expected, strict=True):
        assert link.startswith(beginning.replace("F", OPEN))


def test_without_a_repository_nothing_can_be_edited(tmp_path: Path) -> None:
    site = re.sub("repository: .*\n", "", CONTENT["content/site.yaml"])
    pages = Pages(tmp_path, CONTENT | {"content/site.yaml": site})
    assert not any(page.xpath("//a[contains(@href, 'github')]") for _, page in pages.html())


def test_on_call_steps_are_no_states_for_the_public(tmp_path: Path) -> None:
    step = {f"{OPEN}/2026-01-16T1101Z.escalated.md": "We called for help."}
    page = Pages(tmp_path, CONTENT | step)["incidents/2026-01-16-api/"]
    assert texts(page, "//ol[@class='tl']/li[1]//b") == ["Update"]
    assert texts(page, "//*[contains(@class, 'pill')]") == ["Monitoring"]


def test_a_report_that_cannot_be_read_has_a_page_that_says_so(tmp_path: Path) -> None:
    broken = {f"{OVER}/incident.md": "---\ntitle: [\n---\n"}
    pages = Pages(tmp_path, CONTENT | broken)
    assert "cannot be read at the moment" in main(pages["incidents/2026-01-10-database/"])
    assert "zurzeit nicht lesbar" in main(pages["de/incidents/2026-01-10-database/"])
    card = one(pages[""], "//article[contains(@class, 'unknown')]")
    assert one(card, ".//a").get("href") == "./incidents/2026-01-10-database/"
    assert "Some reports cannot be read at the moment." in main(pages[""])


# ------------------------------------------------------------------------------ other pages


def test_a_maintenance_with_its_dates(tmp_path: Path) -> None:
    weekly = """\
---
title: Weekly restart
start: 2026-01-07T03:00
duration: 1h
timezone: Europe/Berlin
rrule: FREQ=WEEKLY
monitors: {api: MAINTENANCE}
---
We restart everything.
"""
    done = {"content/maintenances/weekly/2026-01-14T0230Z.completed.md": "Done early."}
    pages = Pages(tmp_path, CONTENT | {"content/maintenances/weekly/maintenance.md": weekly} | done)
    page = pages["maintenances/weekly/"]
    assert texts(page, "//*[contains(@class, 'pill')]") == ["Scheduled"]
    assert "21 Jan 2026, 03:00 – 04:00 CET 1 h Affected API" in main(page)
    assert "We restart everything." in main(page)
    dates = texts(page, "//ul[@class='dates']/li")
    assert dates[0] == "28 Jan 2026, 03:00 – 04:00 CET Scheduled"
    assert dates[-2:] == [
        "14 Jan 2026, 03:00 – 03:30 CET Completed",
        "7 Jan 2026, 03:00 – 04:00 CET Completed",
    ]


def test_a_monitor(site: Pages) -> None:
    page = site["monitors/database/"]
    assert texts(page, "//h1") == ["Database"]
    assert "Operational Where everything is kept." in main(page)
    assert texts(page, "//dt") == ["24 hours", "7 days", "30 days", "90 days", "365 days"]
    days = one(page, "//section[@aria-labelledby='days']")
    assert texts(days, ".//tbody/tr") == [
        "10 Jan 2026 Major outage 1 h 15 min The database was down"
    ]
    assert one(days, ".//tbody/tr").get("id") == "d2026-01-10"
    assert "6 days without problems" in main(page)
    assert "a partial outage 30%, degraded performance 0%" in main(page)
    assert "The database was down Resolved Major outage" in main(page)


def test_a_month(site: Pages) -> None:
    page = site["history/2026-01/"]
    assert texts(page, "//h1 | //h2") == ["January 2026", "16 Jan 2026", "10 Jan 2026"]


def test_the_history_shows_the_latest_month_and_leads_to_all_others(tmp_path: Path) -> None:
    old = "---\ntitle: Long ago\nstart: 2025-11-30T23:30:00Z\n---\nText."
    over = {"content/incidents/old/2025-12-01T0100Z.resolved.md": "Done."}
    pages = Pages(tmp_path, CONTENT | {"content/incidents/old/incident.md": old} | over)
    page = pages["history/"]
    assert "The API is slow" in main(page)
    assert "Long ago" not in main(page)
    assert texts(page, "//nav[@class='years']/*") == [
        "2026",
        "January 2026 2 entries",
        "2025",
        "November 2025 1 entry",
    ]
    assert "history/2025-12/" not in pages
    assert texts(pages["history/2025-11/"], "//nav[@class='pager']") == ["Later: January 2026"]
    assert texts(pages["history/2026-01/"], "//nav[@class='pager']") == ["Earlier: November 2025"]


def test_days_and_months_begin_in_the_zone_of_days(tmp_path: Path) -> None:
    late = "---\ntitle: New Year\nstart: 2025-12-31T23:30:00Z\n---\nText."
    site = {"content/site.yaml": SITE + "day_zone: Europe/Berlin\n"}
    pages = Pages(tmp_path, site | {"content/incidents/new-year/incident.md": late})
    assert texts(pages["history/2026-01/"], "//h2") == ["1 Jan 2026"]


def test_a_free_page(site: Pages) -> None:
    page = site["about/"]
    assert texts(page, "//h1 | //h2") == ["About", "Us"]
    assert one(page, "//main//a[text()='API']").get("href") == "../monitors/api/"


def test_old_addresses_lead_to_the_new_ones(site: Pages) -> None:
    page = site["old/outage/"]
    refresh = one(page, "//meta[@http-equiv='refresh']").get("content")
    assert refresh == "0; url=../../incidents/2026-01-10-database/"
    assert one(page, "//a").get("href") == "../../incidents/2026-01-10-database/"
    assert one(site["monitors/db/"], "//a").get("href") == "../../monitors/database/"


def moved(root: Path, *aliases: str) -> list[str]:
    """The files of an incident's old addresses, however they came past the checks."""
    snapshot = snapshot_of(root, CONTENT, NOW)
    incidents = tuple(
        replace(view, aliases=aliases if view.slug == "2026-01-10-database" else ())
        for view in snapshot.incidents
    )
    snapshot = replace(snapshot, incidents=incidents)
    files = rendered(plan(snapshot, load_theme("default", root)))
    content = [file for file, page in files.items() if b'http-equiv="refresh"' in page]
    return [file for file in content if file != "monitors/db/index.html"]


@pytest.mark.parametrize(
    "alias",
    [
        "/incidents/2026-01-16-api/",
        "/de/incidents/2026-01-16-api/",
        "/de/about/index.html",
        "/history/2026-01/",
        "/monitors/api/2026/",
        "/monitors/api/2026/index.html",
        "/de/404.html",
        "/subscribe/",
        "/feed.rss",
        "/monitors/api/feed.rss/",
        "/api/v4/monitors.json/",
        "/assets/x/",
        "/metrics",
    ],
)
def test_an_old_address_that_something_else_has_gets_no_page(tmp_path: Path, alias: str) -> None:
    assert moved(tmp_path, alias, "/old/") == ["old/index.html"]


def test_an_old_address_cannot_be_a_file_and_a_folder(tmp_path: Path) -> None:
    aliases = ("/2019/5.html", "/2019/5.html/x/", "/2019/6/", "/2019/6/index.html")
    assert moved(tmp_path, *aliases) == ["2019/5.html", "2019/6/index.html"]


@pytest.mark.parametrize("alias", ["../up/", "A/B/", "a//b/", "a/../b/", "%2e%2e/", ".htaccess"])
def test_an_old_address_that_is_none_gets_no_page(tmp_path: Path, alias: str) -> None:
    assert moved(tmp_path, alias) == []


def test_a_page_cannot_take_the_folder_of_a_language(tmp_path: Path) -> None:
    pages = Pages(tmp_path, CONTENT | {"content/pages/de.md": "---\ntitle: Germany\n---\nText."})
    assert texts(pages["de/"], "//h1") == ["Schnittstelle: Teilausfall"]


def test_the_page_for_wrong_addresses_has_links_that_work_everywhere(site: Pages) -> None:
    assert one(site["404.html"], "//main//a[1]").get("href") == "/"
    assert one(site["de/404.html"], "//main//a[1]").get("href") == "/de/"


# -------------------------------------------------------------------------------- languages


def test_german_pages_say_german_words(site: Pages) -> None:
    page = site["de/"]
    assert texts(page, "//h1 | //h2") == [
        "Schnittstelle: Teilausfall",
        "Aktuelle Störungen",
        "Geplante Wartung",
        "Dienste",
        "Letzte Störungen",
    ]
    assert texts(page, "//article//h3/a")[0] == "Die API ist langsam"
    assert "Stand: 16. Jan. 2026, 13:00 MEZ" in main(page)
    assert "100 % verfügbar" in main(page)


def test_what_is_not_translated_is_marked_as_what_it_is(site: Pages) -> None:
    page = site["de/incidents/2026-01-16-api/"]
    bodies = page.xpath("//div[contains(@class, 'text')]")
    assert [(text(body), body.get("lang")) for body in bodies] == [
        ("It is better.", "en"),
        ("A bad query.", "en"),
        ("Einige Anfragen schlagen fehl.", None),
    ]
    assert one(page, "//h1").get("lang") is None
    assert one(site["de/incidents/2026-01-10-database/"], "//h1").get("lang") == "en"
    assert not site["incidents/2026-01-16-api/"].xpath("//body//*[@lang][not(@hreflang)]")


def test_a_language_that_runs_from_right_to_left(tmp_path: Path) -> None:
    strings = "language: {name: العربية, direction: rtl, locale: ar}"
    site = CONTENT["content/site.yaml"].replace("[en, de]", "[en, ar]")
    files = CONTENT | {"content/site.yaml": site, "themes/default/strings/ar.yaml": strings}
    page = Pages(tmp_path, files)["ar/incidents/2026-01-16-api/"]
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    written = page.xpath("//h1 | //div[contains(@class, 'text')] | //*[@class='hit']/a")
    assert written
    assert all(element.get("dir") == "auto" for element in written)
    assert texts(page, "//footer//nav/a[@hreflang]") == ["English", "العربية"]


# ------------------------------------------------------------------------------ hostile text

HOSTILE = "\"'><img src=x onerror=alert(1)></title></style><script>alert(1)</script>{{7*7}}{%if%}&lt;b&gt;"


def test_hostile_text_in_any_field_stays_text(tmp_path: Path) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    files = {
        "content/site.yaml": f"title: {quoted}\nurl: https://status.example.com\n"
        f"description: {quoted}\nfooter: {quoted}\nlanguages: [en, de]\n"
        f"links: [{{title: {quoted}, url: 'https://example.com/?a=\"b'}}]\n"
        f"groups: [{{name: {quoted}, description: {quoted}}}]\n",
        "monitors.yaml": f"- tag: api\n  name: {quoted}\n  description: {quoted}\n  category: {quoted}\n",
        f"{OPEN}/incident.md": f"---\ntitle: {quoted}\nstart: 2026-01-16T10:00Z\nmonitors: [api]\n"
        f"links: [{{title: {quoted}, url: 'https://example.com/?a=\"b'}}]\n---\n{HOSTILE}",
        f"{OPEN}/2026-01-16T1030Z.identified.md": f"---\nauthor: {quoted}\ncorrection: {quoted}\n"
        f"monitors: {{api: DEGRADED}}\n---\n{HOSTILE}",
        f"{OVER}/incident.md": f"---\ntitle: {quoted}\nstart: 2026-01-10T10:00Z\nmonitors: [api]\n---\n",
        f"{OVER}/2026-01-10T1130Z.resolved.md": HOSTILE,
        f"{OVER}/2026-01-11T1130Z.postmortem.md": f"---\nauthor: {quoted}\n---\n{HOSTILE}",
        f"{WORK}/maintenance.md": f"---\ntitle: {quoted}\nstart: 2026-01-20T10:00Z\nduration: 1h\n"
        f"monitors: [api]\n---\n{HOSTILE}",
        "content/pages/about.md": f"---\ntitle: {quoted}\n---\n{HOSTILE}",
    }
    pages = Pages(tmp_path, files)
    assert len(pages.files) > 20
    for file, page in pages.html():
        assert not page.xpath("//img[@src='x'] | //script[not(@src)] | //b[text()='>']"), file
        assert not page.xpath("//@*[starts-with(name(), 'on')]"), file
        assert len(page.xpath("//style")) == 1, file
        assert len(page.xpath("//head/title")) == 1, file
    for address in ("", "incidents/2026-01-16-api/", "maintenances/2026-01-20-upgrade/", "about/"):
        assert "<script>alert(1)</script>{{7*7}}" in main(pages[address]), address
    incident = main(pages["incidents/2026-01-16-api/"])
    assert incident.count("<script>alert(1)</script>") == len(
        ["title", "monitor", "text", "text", "author", "change", "correction", "link"]
    )


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "data:text/html,x"])
def test_links_that_are_not_safe_are_left_out_however_they_came_here(
    tmp_path: Path, url: str
) -> None:
    snapshot = snapshot_of(tmp_path, CONTENT, NOW)
    bad = tuple(replace(view, links=(Link("here", url),)) for view in snapshot.incidents)
    settings = replace(snapshot.settings, links=(Link("here", url),), logo=url)
    snapshot = replace(snapshot, incidents=bad, settings=settings)
    files = rendered(plan(snapshot, load_theme("default", tmp_path)))
    assert not any(url.encode() in content for content in files.values())


def test_a_link_from_the_root_is_meant_from_the_root_of_the_site(tmp_path: Path) -> None:
    files = {
        "content/site.yaml": "title: A\nurl: https://h.example/infra/status/\nlanguages: [de]\n",
        "content/pages/about.md": "---\ntitle: About\n---\n"
        "[a](/contact/) ![b](/assets/b.png) [c](/) [d](/a:b) [e](https://h.example/infra/)",
    }
    pages = Pages(tmp_path, files)
    for address, root in (("about/", "../"), ("de/about/", "../../")):
        found = one(pages[address], "//div[contains(@class, 'text')]")
        assert found.xpath(".//@href | .//@src") == [
            f"{root}contact/",
            f"{root}assets/b.png",
            root,
            f"{root}a:b",
            "https://h.example/infra/",
        ]


# -------------------------------------------------------------------------------- the looks


def test_colours_of_the_site_are_in_the_style_and_each_scheme_has_its_own(tmp_path: Path) -> None:
    tokens = "tokens: {light: {link: '#a00', bad: 'red;}x{'}, dark: {fg: 'rgb(1 2 3 / 50%)'}}\n"
    page = Pages(tmp_path, {"content/site.yaml": SITE + tokens})[""]
    light, dark = one(page, "//style").text.split("@media screen and (prefers-color-scheme:dark)")[
        :2
    ]
    assert "--link:#a00;" in light
    assert "--link:#7db7ff;" in dark
    assert "--fg:#17212b;" in light
    assert "--fg:rgb(1 2 3 / 50%);" in dark
    assert "bad" not in light


def test_the_owner_may_choose_one_scheme_for_everybody(tmp_path: Path) -> None:
    page = Pages(tmp_path, {"content/site.yaml": SITE + "color_scheme: dark\n"})[""]
    assert "prefers-color-scheme" not in one(page, "//style").text
    assert "--bg:#0f1419;" in one(page, "//style").text
    assert one(page, "//meta[@name='color-scheme']").get("content") == "dark"


def test_additions_to_the_style_come_last_those_of_the_site_after_those_of_its_theme(
    tmp_path: Path,
) -> None:
    files = {
        "content/site.yaml": SITE + "theme: acme\n",
        "themes/acme/css/custom.css": ".card { border: 0 }",
        "themes/default/css/custom.css": ".grp { border: 0 }",
    }
    style = one(Pages(tmp_path, files, theme="acme")[""], "//style").text
    assert style.endswith(".grp{border:0}.card{border:0}")


def test_every_documented_colour_is_used_in_a_style() -> None:
    theme = load_theme("default", Path("no site here"))
    css = "".join(theme.text(f"css/{name}.css") for name in ("tokens", "page", "services", "lists"))
    for name in ("bg", "card", "fg", "mut", "line", "link", "brand"):
        assert f"var(--{name})" in css, name


def test_a_block_of_the_sites_own_theme_is_used(tmp_path: Path) -> None:
    files = {"themes/default/blocks/footer.html": "<footer>Ours</footer>\n"}
    assert texts(Pages(tmp_path, files)[""], "//footer") == ["Ours"]


HOOKS = {
    "head": "//head",
    "body_start": "//body",
    "header": "//header",
    "main_start": "//main",
    "before_banner": "//main",
    "after_banner": "//main",
    "before_services": "//main",
    "after_services": "//main",
    "main_end": "//main",
    "after_updates": "//main/article",
    "footer": "//footer",
    "body_end": "//body",
}


def test_a_theme_may_add_to_the_pages_without_copying_a_template(tmp_path: Path) -> None:
    files = {
        f"themes/default/hooks/{name}.html": f'<meta name="{name}" content="{{{{ site.title }}}}">\n'
        for name in HOOKS
    }
    pages = Pages(tmp_path, CONTENT | files)
    home, report = pages[""], pages["incidents/2026-01-10-database/"]
    for name, place in HOOKS.items():
        page = report if name == "after_updates" else home
        assert one(page, f"//meta[@name='{name}']/..").tag == place.rpartition("/")[2], name
    assert one(home, "//meta[@name='before_services']/following-sibling::section[1]/h2/@id") == (
        "services"
    )


def test_tabs_follow_the_pages(tmp_path: Path) -> None:
    tabs = "tabs: [{title: Forum, title.de: Foren, url: https://f.example}, {title: X, url: x/}]\n"
    site = CONTENT["content/site.yaml"] + tabs
    page = Pages(tmp_path, CONTENT | {"content/site.yaml": site})["de/history/"]
    assert page.xpath("//nav[@class='tabs']/a/@href")[-2:] == ["https://f.example", "../../x/"]
    assert texts(page, "//nav[@class='tabs']/a")[-2:] == ["Foren", "X"]


def test_a_logo_of_its_own_for_dark_pages(tmp_path: Path) -> None:
    logos = "logo: assets/day.svg\nlogo_dark: assets/night.svg\n"
    page = Pages(tmp_path / "a", {"content/site.yaml": SITE + logos})[""]
    assert page.xpath("//header//source/@srcset | //header//img/@src") == [
        "./assets/night.svg",
        "./assets/day.svg",
    ]
    dark = Pages(tmp_path / "b", {"content/site.yaml": SITE + logos + "color_scheme: dark\n"})[""]
    assert dark.xpath("//header//source/@srcset | //header//img/@src") == ["./assets/night.svg"]


def test_the_icon_of_the_site_follows_its_state(site: Pages) -> None:
    assert site.files["favicon.svg"] == site.files["assets/favicon-partial.svg"]
    assert one(site["about/"], "//link[@rel='icon']").get("href") == "../favicon.svg"


def test_an_icon_of_ones_own_is_never_replaced(tmp_path: Path) -> None:
    pages = Pages(tmp_path, {"content/site.yaml": SITE + "favicon: assets/ours.svg\n"})
    icons = {icon for _, page in pages.html() for icon in page.xpath("//link[@rel='icon']/@href")}
    assert {icon.replace("../", "").removeprefix("./") for icon in icons} == {
        "assets/ours.svg",
        "/assets/ours.svg",
    }


# -------------------------------------------------------------- what is rendered once more


def test_time_alone_changes_only_the_front_page_and_what_goes_on(tmp_path: Path) -> None:
    before = planned(tmp_path, CONTENT, "2026-01-16T12:00Z")
    after = planned(tmp_path, CONTENT, "2026-01-16T12:05Z")
    assert changed(before, after) == {
        "html/home",
        "html/monitor/api",
        "html/monitor/api/2026",
    }


def test_a_setting_that_no_page_shows_renders_no_page_again(tmp_path: Path) -> None:
    before = planned(tmp_path, CONTENT)
    site = CONTENT["content/site.yaml"]
    silent = """\
feeds: {limit: 7}
records: {hold: 2d}
forgotten_after: 3d
hosting: {host: netlify}
checks: {low-contrast: off}
"""
    assert (
        changed(before, planned(tmp_path, CONTENT | {"content/site.yaml": site + silent})) == set()
    )
    stale = site + "stale_after: 5m\n"
    after = planned(tmp_path, CONTENT | {"content/site.yaml": stale})
    assert changed(before, after) == {"html/home"}


def test_an_update_changes_its_incident_and_the_pages_that_list_it(tmp_path: Path) -> None:
    before = planned(tmp_path, CONTENT)
    after = planned(tmp_path, CONTENT | {f"{OPEN}/2026-01-16T1130Z.resolved.md": "Done."})
    assert changed(before, after) == {
        "html/home",
        "incident/2026-01-16-api",
        "html/month/2026-01",
        "html/history",
        "html/monitor/api",
        "html/monitor/api/2026",
        "html/monitor/website",
        "html/monitor/website/2026",
        "html/embed",
        "html/manage",
        "html/favicon",
    }


def test_a_change_of_the_theme_changes_every_page(tmp_path: Path) -> None:
    before = planned(tmp_path, CONTENT)
    after = planned(tmp_path, CONTENT | {"themes/default/css/page.css": "a { b: c }"})
    assert changed(before, after) == {artifact.name for artifact in before}


def test_the_same_content_gives_the_same_bytes(tmp_path: Path, site: Pages) -> None:
    assert Pages(tmp_path, CONTENT).files == site.files


def test_one_language_means_one_file_for_each_page(tmp_path: Path) -> None:
    one_language = {artifact.name: artifact.count for artifact in planned(tmp_path, BASE)}
    two = {artifact.name: artifact.count for artifact in planned(tmp_path, CONTENT)}
    assert (one_language["html/home"], two["html/home"]) == (1, 2)


@pytest.mark.parametrize("text", ["", "Some requests fail.\n"])
def test_what_was_corrected_is_shown_as_edited_once(text: str, tmp_path: Path) -> None:
    why = "correction: Not <b>all</b> of them\n"
    front = f"---\ntitle: Slow\nstart: 2026-01-16T10:00:00Z\nmonitors: [api]\n{why}---\n{text}"
    work = f"---\ntitle: Work\nstart: 2026-01-20T01:00:00Z\nduration: 2h\n{why}---\n{text}"
    pages = Pages(tmp_path, {f"{OPEN}/incident.md": front, f"{WORK}/maintenance.md": work})
    for address in ("incidents/2026-01-16-api/", "maintenances/2026-01-20-upgrade/"):
        assert pages[address].text_content().count("Edited: Not <b>all</b> of them") == 1
