"""`statusgen maintenance`: planned once or recurring, moved, cancelled, and told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.edits import refused, site, told, typed, wrote

WORK = "content/maintenances/2026-01-18-database"
NOW = "2026-01-15T104000Z"
RECURRING = """\
---
title: Database
start: 2026-01-18T02:00:00+01:00
duration: 2h
rrule: FREQ=WEEKLY;BYDAY=SU
timezone: Europe/Berlin
monitors:
  database: MAINTENANCE
---
It is made faster.
"""
ONCE = RECURRING.replace("rrule: FREQ=WEEKLY;BYDAY=SU\n", "")


def planned(root: Path, text: str) -> Path:
    return site(root, {f"{WORK}/maintenance.md": text})


def test_new_in_the_zone_that_is_named(tmp_path: Path) -> None:
    words = (
        "maintenance", "new", "Database", "--start", "2026-07-05T02:00", "--duration", "2h30m",
        "--timezone", "Europe/Berlin", "--rrule", "FREQ=MONTHLY;BYDAY=1SU",
        "--monitor", "database", "--monitor", "api=DEGRADED", "-m", "It is made faster.",
    )  # fmt: skip
    assert wrote(site(tmp_path), *words) == {
        "content/maintenances/2026-07-05-database/maintenance.md": """\
---
title: Database
start: 2026-07-05T00:00:00Z
duration: 2h30m
monitors:
  database: MAINTENANCE
  api: DEGRADED
timezone: Europe/Berlin
rrule: FREQ=MONTHLY;BYDAY=1SU
---
It is made faster.
"""
    }


def test_an_end_is_written_as_an_end(tmp_path: Path) -> None:
    words = (
        "--start",
        "+1d",
        "--end",
        "2026-01-16T12:00Z",
        "--slug",
        "work",
        "--severity",
        "minor",
    )
    assert wrote(site(tmp_path), "maintenance", "new", "Work", *words) == {
        "content/maintenances/work/maintenance.md": (
            "---\ntitle: Work\nstart: 2026-01-16T10:40:00Z\nend: 2026-01-16T12:00:00Z\n"
            "monitors: {}\nseverity: minor\n---\n"
        )
    }


def test_a_template_may_know_how_long_it_takes(tmp_path: Path) -> None:
    template = (
        "---\ntitle: Database\nduration: 2h\nmonitors:\n  database: MAINTENANCE\n---\nOften.\n"
    )
    root = site(tmp_path, {"content/templates/database/maintenance.md": template})
    words = ("--template", "database", "--start", "2026-01-18T01:00Z")
    assert wrote(root, "maintenance", "new", *words) == {
        f"{WORK}/maintenance.md": (
            "---\ntitle: Database\nstart: 2026-01-18T01:00:00Z\nduration: 2h\nmonitors:\n"
            "  database: MAINTENANCE\n---\nOften.\n"
        )
    }


def test_the_life_of_one(tmp_path: Path) -> None:
    root = planned(tmp_path, ONCE)
    before = "2026-01-18T00:50:00Z"
    assert wrote(root, "maintenance", "start", "-m", "We begin.", now=before) == {
        f"{WORK}/2026-01-18T005000Z.in-progress.md": "We begin.\n"
    }
    later = "2026-01-18T01:30:00Z"
    words = ("maintenance", "update", "database", "--state", "verifying", "-m", "Nearly.")
    assert wrote(root, *words, now=later) == {
        f"{WORK}/2026-01-18T013000Z.verifying.md": "Nearly.\n"
    }
    assert told(root, "maintenance", "show", now=later)["entry"]["state"] == "verifying"
    wrote(root, "maintenance", "complete", "-m", "Done.", now="2026-01-18T02:00:00Z")
    shown = told(root, "maintenance", "show", "database", now="2026-01-18T02:01:00Z")["entry"]
    assert (shown["state"], shown["open"], shown["end"]) == (
        "completed",
        False,
        "2026-01-18T02:00:00Z",
    )
    assert wrote(
        root, "comment", "add", "database", "-m", "All fine.", now="2026-01-18T03:00Z"
    ) == {
        f"{WORK}/2026-01-18T020000Z.completed.2.md": (
            "---\ncreated_at: 2026-01-18T03:00:00Z\n---\nAll fine.\n"
        )
    }
    shown = told(root, "maintenance", "show", "database", now="2026-01-18T03:01:00Z")["entry"]
    assert shown["end"] == "2026-01-18T02:00:00Z"
    said = refused(root, "maintenance", "start", "database", "-m", "x", now="2026-01-18T02:05:00Z")
    assert "`in-progress` may not follow `completed`" in said


def test_delay_moves_it_and_tells_of_it(tmp_path: Path) -> None:
    root = planned(tmp_path, ONCE)
    words = ("maintenance", "delay", "--start", "2026-01-18T05:00", "-m", "A part is missing.")
    assert wrote(root, *words) == {
        f"{WORK}/{NOW}.delayed.md": "---\nstart: 2026-01-18T04:00:00Z\n---\nA part is missing.\n"
    }
    shown = told(root, "maintenance", "show")["entry"]
    assert (shown["start"], shown["end"]) == ("2026-01-18T04:00:00Z", "2026-01-18T06:00:00Z")
    said = refused(root, "maintenance", "delay", "-m", "x", code=2)
    assert "Say until when: --start TIME, --end TIME or both." in said


def test_cancel_once(tmp_path: Path) -> None:
    assert wrote(planned(tmp_path, ONCE), "maintenance", "cancel", "-m", "Not needed.") == {
        f"{WORK}/{NOW}.cancelled.md": "Not needed.\n"
    }
    assert told(tmp_path, "maintenance", "list", "--open")["entries"] == []


def test_of_one_that_recurs_it_must_be_said_what_is_cancelled(tmp_path: Path) -> None:
    root = planned(tmp_path, RECURRING)
    said = refused(root, "maintenance", "cancel", "-m", "x", code=2)
    assert "recurs: cancel one (--occurrence 2026-01-18T01:00:00Z) or all that are ahead" in said
    words = ("maintenance", "cancel", "--occurrence", "2026-01-25T02:00", "-m", "A holiday.")
    assert wrote(root, *words) == {
        f"{WORK}/{NOW}.cancelled.md": "---\noccurrence: 2026-01-25T01:00:00Z\n---\nA holiday.\n"
    }
    shown = told(root, "maintenance", "show")["entry"]
    assert shown["occurrence"]["start"] == "2026-01-18T01:00:00Z"
    words = ("maintenance", "cancel", "--occurrence", "2026-01-26T02:00", "-m", "x")
    assert "not planned for 2026-01-26 01:00Z; near it: 2026-01-" in refused(root, *words, code=2)


def test_all_that_are_ahead_are_cancelled_and_what_was_stays(tmp_path: Path) -> None:
    root, now = planned(tmp_path, RECURRING), "2026-01-27T10:00:00Z"
    words = ("maintenance", "cancel", "--whole", "-m", "The database is gone.")
    assert wrote(root, *words, now=now) == {
        f"{WORK}/maintenance.md": RECURRING.replace("BYDAY=SU", "BYDAY=SU;UNTIL=20260201T010000Z")
        .replace("MAINTENANCE\n", "MAINTENANCE\nupdated_at: 2026-01-27T10:00:00Z\n"),
        f"{WORK}/2026-01-27T100000Z.cancelled.md": (
            "---\noccurrence: 2026-02-01T01:00:00Z\n---\nThe database is gone.\n"
        ),
    }  # fmt: skip
    shown = told(root, "maintenance", "show", "database", now=now)["entry"]
    assert (shown["state"], shown["open"]) == ("cancelled", False)
    typed(root, "build", "-o", "out", now=now)
    page = (root / "out/maintenances/2026-01-18-database/index.html").read_text()
    assert "The database is gone." in page


def test_edit_moves_the_end_with_the_start(tmp_path: Path) -> None:
    text = ONCE.replace("duration: 2h", "end: 2026-01-18T04:00:00+01:00")
    root = planned(tmp_path, text)
    words = (
        "maintenance",
        "edit",
        "database",
        "--start",
        "2026-01-18T03:00",
        "--title",
        "Postgres",
    )
    (found,) = wrote(root, *words).values()
    assert found.startswith(
        "---\ntitle: Postgres\nstart: 2026-01-18T02:00:00Z\nend: 2026-01-18T04:00:00Z\n"
    )
    (found,) = wrote(root, "maintenance", "edit", "database", "--duration", "3h").values()
    assert "end:" not in found
    assert "duration: 3h\n" in found
    (found,) = wrote(
        root, "maintenance", "edit", "database", "--remove-monitor", "database"
    ).values()
    assert "monitors: {}\n" in found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "x", "--duration", "2h"), "Say when it begins: --start TIME."),
        (("new", "x", "--start", "+1d"), "Say how long it takes"),
        (("new", "x", "--start", "+1d", "--end", "now"), "The end is not after the start"),
        (("new", "x", "--start", "+1d", "--end", "+2d", "--duration", "1h"), "not both"),
        (
            ("new", "x", "--start", "2026-01-18T02:00", "--duration", "1h"),
            "2026-01-18T02:00:00Z if",
        ),
        (("new", "x", "--start", "+1d", "--duration", "1h", "--timezone", "Berlin"), "IANA"),
        (("start", "--occurrence", "next", "-m", "x"), "does not recur: leave out --occurrence"),
    ],
)
def test_wrong_use_says_what_to_do(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused(planned(tmp_path, ONCE), "maintenance", *words, code=2)


def test_a_rule_that_means_nothing_is_refused(tmp_path: Path) -> None:
    words = ("new", "Work", "--start", "+1d", "--duration", "1h", "--rrule", "WEEKLY")
    assert "[bad-rrule]" in refused(site(tmp_path), "maintenance", *words)


def test_list_and_show(tmp_path: Path) -> None:
    root = planned(tmp_path, RECURRING)
    assert typed(root, "maintenance", "list").stdout.splitlines()[1] == (
        "scheduled  2026-01-18 01:00Z  2026-01-18-database  database MAINTENANCE  Database"
    )
    entry = told(root, "maintenance", "list")["entries"][0]
    assert (entry["rrule"], entry["timezone"]) == ("FREQ=WEEKLY;BYDAY=SU", "Europe/Berlin")


def test_one_that_recurs_rarely_is_still_to_come(tmp_path: Path) -> None:
    yearly = RECURRING.replace("FREQ=WEEKLY;BYDAY=SU", "FREQ=YEARLY")
    root = planned(tmp_path, yearly)
    wrote(root, "maintenance", "cancel", "database", "--occurrence", "next", "-m", "Not now.")
    (entry,) = told(root, "maintenance", "list", "--open")["entries"]
    assert (entry["state"], entry["start"]) == ("scheduled", "2027-01-18T01:00:00Z")
    wrote(root, "maintenance", "cancel", "database", "--whole", "-m", "Never again.")
    assert told(root, "maintenance", "list", "--open")["entries"] == []
