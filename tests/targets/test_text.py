"""The status as text, from content as people write it to what curl prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from statusgen.sealed import Sealed
from statusgen.snapshot import Snapshot
from statusgen.targets import text
from statusgen.targets.text.columns import clean, padded, width, wrapped
from statusgen.targets.theme import load_theme
from tests.rendered import rendered
from tests.sites import BASE, snapshot_of
from tests.targets.pages import NOW, Pages, one, texts
from tests.targets.test_html import CONTENT, OPEN

SITE = BASE["content/site.yaml"]


def files_of(snapshot: Snapshot) -> dict[str, str]:
    found = rendered(text.plan(snapshot, load_theme("default", Path("no site here"))))
    return {path: content.decode() for path, content in found.items()}


def status(root: Path, files: Mapping[str, str], now: str = NOW, lang: str = "") -> str:
    return files_of(snapshot_of(root, files, now))[f"{lang}status.txt"]


def test_a_site_as_text(tmp_path: Path) -> None:
    assert (
        status(tmp_path, CONTENT)
        == """\
Example Status - API: PARTIAL OUTAGE           Status as of 2026-01-16 13:00 CET
Affected: API
A fix is in place and being monitored.

Current incidents

! The API is slow
  Partial outage, since 2026-01-16 11:00 CET, ongoing for 2 h
  API, Website (recovered)
  Monitoring, 2026-01-16 12:00 CET: It is better.

Planned maintenance

m New database
  Scheduled, 2026-01-20 02:00-04:00 CET
  Database

Services

Core
[PART]  API       99.55%                                        ......=
[ok]    Database  99.06%                                        #......

Front
[ok]    Website     100%                                        ......-

. Operational  - Degraded performance  = Partial outage  # Major outage
m Maintenance
One mark per day, the last 45 days; the percentage is the uptime of the last 90
days.

Recent incidents

2026-01-10  The database was down
            Resolved, Major outage, 1 h 15 min: Database

More: https://status.example.com/
"""
    )


def test_the_same_in_another_language(tmp_path: Path) -> None:
    lines = status(tmp_path, CONTENT, lang="de/").splitlines()
    assert lines[:2] == [
        "Example Status - Schnittstelle: TEILAUSFALL          Stand: 2026-01-16 13:00 MEZ",
        "Betroffen: Schnittstelle",
    ]
    assert "! Die API ist langsam" in lines
    assert lines[-1] == "Mehr: https://status.example.com/de/"


def test_a_site_on_which_nothing_is_watched_and_nothing_happened(tmp_path: Path) -> None:
    assert status(tmp_path, {"monitors.yaml": "[]\n"}) == (
        "Example Status - NO SERVICES CONFIGURED YET    Status as of 2026-01-16 12:00 UTC\n"
        "As soon as there are services, this page shows how they are doing.\n"
        "\nRecent incidents\n\nNo incidents have been reported.\n\nMore: https://status.example.com/\n"
    )


def test_maintenance_that_runs_and_notices(tmp_path: Path) -> None:
    notice = "---\ntitle: New addresses\nstart: 2026-01-01T09:00Z\nkind: notice\npinned: true\n---\nText."
    files = CONTENT | {"content/incidents/addresses/incident.md": notice}
    shown = status(tmp_path, files, "2026-01-20T02:00Z")
    assert "\nNotices\n\n* New addresses\n  Notice, 2026-01-01 10:00 CET\n" in shown
    assert (
        "\nMaintenance in progress\n\nm New database\n  In progress, 2026-01-20 02:00-04" in shown
    )
    assert "[mnt]   Database" in shown
    assert "Maintenance is also in progress." in shown


@pytest.mark.parametrize(
    ("end", "now", "window"),
    [
        ("21T00:30", NOW, "Scheduled, 2026-01-20 23:30 UTC - 2026-01-21 00:30 UTC"),
        ("20T23:45", NOW, "Scheduled, 2026-01-20 23:30-23:45 UTC"),
        (
            "20T23:45",
            "2026-01-21T01:00Z",
            "Verifying, 2026-01-20 23:30 UTC - until further notice",
        ),
    ],
)
def test_from_when_to_when(tmp_path: Path, end: str, now: str, window: str) -> None:
    folder = "content/maintenances/work"
    work = (
        f"---\ntitle: Work\nstart: 2026-01-20T23:30Z\nend: 2026-01-{end}Z\nmonitors: [api]\n---\n"
    )
    files = {
        f"{folder}/maintenance.md": work,
        f"{folder}/2026-01-20T2350Z.verifying.md": "Not yet.",
    }
    assert window in status(tmp_path, files, now)


def test_it_says_that_all_is_well_only_where_the_page_does(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, CONTENT, NOW)
    assert "ALL SYSTEMS" not in files_of(snapshot)["status.txt"]
    unread = {f"{OPEN}/incident.md": "---\ntitle: [\n---\n"}
    shown = status(tmp_path, CONTENT | unread)
    assert shown.startswith("Example Status - SOME REPORTS CANNOT BE READ AT THE MOMENT\n")
    silent = "- {tag: a, name: A, defaultStatus: NONE}\n- {tag: b, name: B, since: 2026-01-15}\n"
    shown = status(tmp_path / "b", {"monitors.yaml": silent})
    assert shown.startswith("Example Status - NO PROBLEMS DETECTED; 1 SERVICE IS NOT REPORTING\n")
    assert "\n[?]     A     -\n[ok]    B  100%  " + "..".rjust(45) + "\n" in shown


def test_long_and_wide_names_stay_whole_at_the_cost_of_the_oldest_days(tmp_path: Path) -> None:
    names = (
        "Object storage in Frankfurt",
        "\u6771\u4eac\u306e\u30c7\u30fc\u30bf\u30d9\u30fc\u30b9",
        "x" * 60,
    )
    monitors = "".join(
        f"- {{tag: m{n}, name: '{name}', since: 2025-11-01T00:00Z}}\n"
        for n, name in enumerate(names)
    )
    shown = status(tmp_path, {"monitors.yaml": monitors})
    rows = [line for line in shown.splitlines() if line.startswith("[")]
    assert [width(row) for row in rows] == [80, 80, 80]
    assert rows[0] == f"[ok]    {names[0]}         100%  " + "." * 30
    assert rows[1] == f"[ok]    {names[1]}                  100%  " + "." * 30
    assert rows[2].endswith("xx..  100%  " + "." * 30)
    assert "the last 30 days" in shown


HOSTILE = "a\u202eb\x1b[31mc\u2066d\u2028e\x07\u200bf"


def test_nothing_that_a_terminal_obeys_comes_through_however_it_came_here(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, CONTENT, NOW)
    views = tuple(
        replace(
            view,
            title=HOSTILE,
            told=Sealed(tuple(replace(told, text=HOSTILE) for told in view.updates)),
            affected=tuple(replace(hit, name=HOSTILE) for hit in view.affected),
        )
        for view in snapshot.incidents
    )
    settings = replace(snapshot.settings, title=HOSTILE)
    shown = files_of(replace(snapshot, incidents=views, settings=settings))["status.txt"]
    assert shown.startswith("ab [31mcd e f - API: PARTIAL OUTAGE")
    assert not [one for one in shown if one != "\n" and not one.isprintable()]


@pytest.mark.parametrize("lang", ["", "de/"])
def test_no_line_is_wider_than_a_terminal(tmp_path: Path, lang: str) -> None:
    long = "\u969c\u5bb3" * 60 + " word " * 40 + "x" * 200
    files = CONTENT | {
        f"{OPEN}/2026-01-16T1130Z.identified.md": long,
        f"{OPEN}/incident.md": CONTENT[f"{OPEN}/incident.md"].replace(
            "The API is slow", long[:180]
        ),
        "content/site.yaml": CONTENT["content/site.yaml"].replace("Example Status", "x" * 79),
    }
    for line in status(tmp_path, files, lang=lang).splitlines():
        assert width(line) <= 80, line


def test_words_are_kept_whole_unless_they_are_longer_than_a_line() -> None:
    assert list(wrapped("a " * 50, "! ", "  ")) == ["! " + "a " * 38 + "a", "  " + "a " * 10 + "a"]
    assert list(wrapped("x" * 100, "! ", "  ")) == ["! " + "x" * 78, "  " + "x" * 22]
    assert list(wrapped("a " + "x" * 90)) == ["a " + "x" * 78, "x" * 12]
    assert [width(line) for line in wrapped("\u969c" * 50)] == [80, 20]
    assert list(wrapped("", "  ")) == ["  "]


def test_columns() -> None:
    assert [width(found) for found in ("ab", "\u969c\u5bb3", "e\u0301", "")] == [2, 4, 1, 0]
    assert padded("abc", 5) == "abc  "
    assert padded("abcdef", 5) == "abc.."
    assert padded("\u969c\u5bb3\u969c", 5) == "\u969c.. "
    assert clean(" a\t\nb ") == "a b"


def test_the_page_says_where_its_text_is_before_anything_else(tmp_path: Path) -> None:
    pages = Pages(tmp_path, CONTENT)
    first, second = pages.files["de/index.html"].decode().splitlines()[:2]
    assert first == "<!doctype html>"
    assert second == "<!-- Textfassung: https://status.example.com/de/status.txt -->"
    link = one(pages["de/"], "//link[@type='text/plain']")
    assert link.get("href") == "./status.txt"
    assert texts(pages[""], "//footer/nav[2]/a") == [
        "Atom feed",
        "Maintenance calendar",
        "Text version",
        "API",
        "Manage",
    ]
    assert one(pages["about/"], "//a[text()='Text version']").get("href") == "../status.txt"
    assert "<!--" not in pages.files["about/index.html"].decode()
