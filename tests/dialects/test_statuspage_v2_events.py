"""Statuspage's incidents, maintenances and history: what content becomes of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.dialects.statuspage import (
    ONE,
    Build,
    builder,
    found,
    ids,
    incident,
    the_one,
)


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return builder(tmp_path)


# ---------------------------------------------------------------- incidents


def test_the_50_newest_and_all_that_goes_on(build: Build) -> None:
    content = {
        f"content/incidents/i-{n}/incident.md": incident(
            f"I {n}", f"2025-01-{n % 28 + 1:02}T{n % 24:02}:00Z"
        )
        for n in range(120)
    }
    content |= {f"content/incidents/i-{n}/2025-06-01T0000Z.resolved.md": "Over." for n in range(60)}
    files = build(content)
    listed, unresolved, resolved = (
        found(files, path) for path in ("incidents", "incidents/unresolved", "incidents/resolved")
    )
    assert (len(listed), len(unresolved), len(resolved)) == (50, 60, 50)
    for one in (listed, unresolved, resolved):
        starts = [incident["created_at"] for incident in one]
        assert starts == sorted(starts, reverse=True)
    assert len(ids(files)) == 120


@pytest.mark.parametrize(
    ("comments", "status", "monitoring", "resolved"),
    [
        ([], "investigating", None, None),
        (["1010 identified", "1020 monitoring"], "monitoring", "10:20", None),
        (["1010 monitoring", "1020 monitoring"], "monitoring", "10:10", None),
        (["1010 monitoring", "1020 identified"], "identified", "10:10", None),
        (["1010 monitoring", "1020 identified", "1030 monitoring"], "monitoring", "10:30", None),
        (["1010 monitoring", "1020 resolved"], "resolved", "10:10", "10:20"),
        (["1010 resolved", "1020 resolved"], "resolved", None, "10:10"),
        (["1010 resolved", "1020 investigating"], "investigating", None, None),
        (["1010 resolved", "1020 postmortem"], "postmortem", None, "10:10"),
        (["1010 resolved", "1020 postmortem", "1030 resolved"], "resolved", None, "10:10"),
        (["1010 resolved", "1020 postmortem", "1030 identified"], "identified", None, None),
        (["1010 identified", "1020 escalated"], "identified", None, None),
    ],
)
def test_the_course_of_an_incident(
    build: Build,
    comments: list[str],
    status: str,
    monitoring: str | None,
    resolved: str | None,
) -> None:
    content = {f"{ONE}/incident.md": incident("It", "2026-01-15T10:00Z") + "It broke."}
    for comment in comments:
        at, state = comment.split()
        content[f"{ONE}/2026-01-15T{at}Z.{state}.md"] = state
    one = the_one(build(content), "incidents")
    assert one["status"] == status

    def clock(at: str | None) -> str | None:
        return at and at[11:16]

    assert (clock(one["monitoring_at"]), clock(one["resolved_at"])) == (monitoring, resolved)
    assert one["started_at"] == one["created_at"] == "2026-01-15T10:00:00.000Z"
    updates = one["incident_updates"]
    assert [update["body"] for update in updates] == [
        *(comment[5:] for comment in reversed(comments)),
        "It broke.",
    ]
    assert updates[0]["status"] == status


@pytest.mark.parametrize(
    ("front", "impact"),
    [
        ("monitors: {}", "none"),
        ("monitors: {database: DEGRADED}", "minor"),
        ("monitors: {database: PARTIAL}", "minor"),
        ("monitors: {database: DOWN}", "major"),
        ("monitors: {database: DOWN}\nseverity: critical", "critical"),
        ("monitors: {database: MAINTENANCE}", "none"),
    ],
)
def test_the_impact_of_an_incident(build: Build, front: str, impact: str) -> None:
    text = f"---\ntitle: It\nstart: 2026-01-15T10:00Z\n{front}\n---\n"
    assert the_one(build({f"{ONE}/incident.md": text}), "incidents")["impact"] == impact


@pytest.mark.parametrize(
    ("pin", "comment", "status", "resolved"),
    [
        ("state: resolved, end: 2026-01-15T10:45Z", "identified", "resolved", "10:45"),
        ("state: identified", "resolved", "identified", None),
        ("state: identified", "postmortem", "identified", None),
        ("end: 2026-01-15T10:45Z", "identified", "identified", None),
    ],
)
def test_a_pin_says_what_the_updates_do_not(
    build: Build, pin: str, comment: str, status: str, resolved: str | None
) -> None:
    front = incident(
        "It", "2026-01-15T10:00Z", "[website]", f"pin: {{at: 2026-01-15T11:00Z, {pin}}}\n"
    )
    content = {
        f"{ONE}/incident.md": front,
        f"{ONE}/2026-01-15T1020Z.resolved.md": "Over." if comment == "postmortem" else None,
        f"{ONE}/2026-01-15T1030Z.{comment}.md": "News.",
    }
    files = build({path: text for path, text in content.items() if text})
    one = the_one(files, f"incidents/{'resolved' if resolved else 'unresolved'}")
    assert one["status"] == status
    assert (one["resolved_at"] and one["resolved_at"][11:16]) == resolved


def test_an_incident_without_a_word_has_its_title_as_its_update(build: Build) -> None:
    text = incident("No answer", "2026-01-15T10:00Z", "[website]")
    one = the_one(build({f"{ONE}/incident.md": text}), "incidents")
    (update,) = one["incident_updates"]
    assert (update["status"], update["body"]) == ("investigating", "No answer")
    assert update["display_at"] == one["started_at"]
    assert update["deliver_notifications"] is False
    assert [change["new_status"] for change in update["affected_components"]] == ["major_outage"]


def test_updates_say_what_became_of_each_component(build: Build) -> None:
    files = build(
        {
            f"{ONE}/incident.md": incident("It", "2026-01-15T10:00Z", "{api: UP}") + "It is odd.",
            f"{ONE}/2026-01-15T1010Z.identified.md": "---\nmonitors: {api: DEGRADED}\n---\nSlow.",
            f"{ONE}/2026-01-15T1020Z.identified.md": "---\nmonitors: {website: DOWN}\n---\nDown.",
            f"{ONE}/2026-01-15T1030Z.resolved.md": "Over.",
            f"{ONE}/2026-01-15T1040Z.resolved.md": "Still over.",
        }
    )
    one = the_one(files, "incidents")
    assert [component["name"] for component in one["components"]] == ["API", "Website"]
    assert [
        update["affected_components"]
        and [
            (change["name"], change["old_status"], change["new_status"])
            for change in update["affected_components"]
        ]
        for update in reversed(one["incident_updates"])
    ] == [
        None,
        [("Core platform - API", "operational", "degraded_performance")],
        [
            ("Core platform - API", "degraded_performance", "degraded_performance"),
            ("Website", "operational", "major_outage"),
        ],
        [
            ("Core platform - API", "degraded_performance", "operational"),
            ("Website", "major_outage", "operational"),
        ],
        [
            ("Core platform - API", "operational", "operational"),
            ("Website", "operational", "operational"),
        ],
    ]


def test_an_update_written_later_is_shown_at_its_time(build: Build) -> None:
    comment = "---\ncreated_at: 2026-01-15T11:00Z\nupdated_at: 2026-01-15T11:30Z\n---\nLate."
    content = {
        f"{ONE}/incident.md": incident("It", "2026-01-15T10:00Z"),
        f"{ONE}/2026-01-15T1010Z.identified.md": comment,
    }
    one = the_one(build(content), "incidents")
    (update,) = one["incident_updates"]
    dates = [update[key][11:16] for key in ("display_at", "created_at", "updated_at")]
    assert dates == ["10:10", "11:00", "11:30"]
    assert one["updated_at"] == update["updated_at"]


def test_a_notice_is_no_incident(build: Build) -> None:
    notice = incident("New addresses", "2026-01-15T10:00Z", more="kind: notice\n") + "Hello."
    files = build({f"{ONE}/incident.md": notice})
    assert found(files, "incidents") == []
    assert json.loads(files["history.json"]) == {"months": []}
    assert not ids(files)


# ---------------------------------------------------------------- maintenances

SCHEDULED = "scheduled-maintenances"
WORK = "content/maintenances/work"
WEEKLY = """\
---
title: Work
start: 2026-01-07T02:00Z
duration: 2h
rrule: FREQ=WEEKLY
monitors: {api: PARTIAL}
---
Every week.
"""
ONCE = WEEKLY.replace("rrule: FREQ=WEEKLY\n", "created_at: 2026-01-01T08:00Z\n")


@pytest.mark.parametrize(
    ("now", "status", "where", "component"),
    [
        ("2026-01-07T01:59Z", "scheduled", "upcoming", "operational"),
        ("2026-01-07T02:00Z", "in_progress", "active", "partial_outage"),
        ("2026-01-07T04:00Z", "completed", None, "operational"),
    ],
)
def test_the_clock_moves_a_maintenance(
    build: Build, now: str, status: str, where: str | None, component: str
) -> None:
    files = build({f"{WORK}/maintenance.md": ONCE}, now)
    work = the_one(files)
    assert (work["status"], work["impact"]) == (status, "maintenance")
    assert [work["created_at"], work["scheduled_for"], work["scheduled_until"]] == [
        "2026-01-01T08:00:00.000Z",
        "2026-01-07T02:00:00.000Z",
        "2026-01-07T04:00:00.000Z",
    ]
    for path in ("upcoming", "active"):
        listed = found(files, f"scheduled-maintenances/{path}")
        assert listed == ([work] if path == where else [])
    assert found(files, "summary")["scheduled_maintenances"] == ([work] if where else [])
    newest = work["incident_updates"][0]
    assert newest["status"] == status
    assert newest["affected_components"][0]["new_status"] == component
    assert work["updated_at"] == newest["display_at"]


def test_what_the_clock_did_is_told_by_updates_that_nobody_gets_mail_about(build: Build) -> None:
    work = the_one(build({f"{WORK}/maintenance.md": ONCE}))
    assert [
        (update["status"], update["display_at"], update["body"], update["deliver_notifications"])
        for update in work["incident_updates"]
    ] == [
        ("completed", "2026-01-07T04:00:00.000Z", "The planned maintenance is complete.", False),
        (
            "in_progress",
            "2026-01-07T02:00:00.000Z",
            "The planned maintenance is in progress.",
            False,
        ),
        ("scheduled", "2026-01-01T08:00:00.000Z", "Every week.", True),
    ]
    assert work["resolved_at"] == "2026-01-07T04:00:00.000Z"


PLANNED = ("02:00", "04:00")


@pytest.mark.parametrize(
    ("comments", "status", "window", "resolved"),
    [
        pytest.param(["0150 in-progress"], "completed", PLANNED, "04:00", id="begun early"),
        pytest.param(["0340 completed"], "completed", PLANNED, "03:40", id="done early"),
        pytest.param(["0330 verifying"], "completed", PLANNED, "04:00", id="never said done"),
        pytest.param(["0430 in-progress"], "in_progress", PLANNED, None, id="takes longer"),
        pytest.param(["0430 verifying"], "verifying", PLANNED, None, id="verified after its end"),
        pytest.param(
            ["0410 in-progress", "0440 completed"], "completed", PLANNED, "04:40", id="done late"
        ),
        pytest.param(["0210 scheduled"], "completed", PLANNED, "04:00", id="a word in between"),
        pytest.param(
            ["0100 delayed 2026-01-07T04:30Z", "0430 in-progress"],
            "in_progress",
            ("04:30", "06:30"),
            None,
            id="begun on time after a delay",
        ),
        pytest.param(["0100 cancelled"], "completed", PLANNED, "01:00", id="cancelled"),
        pytest.param(
            ["0100 delayed 2026-01-07T05:00Z"], "scheduled", ("05:00", "07:00"), None, id="delayed"
        ),
    ],
)
def test_the_course_of_a_maintenance(
    build: Build,
    comments: list[str],
    status: str,
    window: tuple[str, str],
    resolved: str | None,
) -> None:
    content = {f"{WORK}/maintenance.md": ONCE}
    for comment in comments:
        at, state, *start = comment.split()
        front = f"---\nstart: {start[0]}\n---\n" if start else ""
        content[f"{WORK}/2026-01-07T{at}Z.{state}.md"] = f"{front}About {state}."
    files = build(content, "2026-01-07T04:50Z")
    work = the_one(files)
    assert work["status"] == work["incident_updates"][0]["status"] == status
    assert (work["scheduled_for"][11:16], work["scheduled_until"][11:16]) == window
    assert (work["resolved_at"] and work["resolved_at"][11:16]) == resolved
    times = [update["display_at"] for update in work["incident_updates"]]
    assert times == sorted(times, reverse=True)
    bodies = [update["body"] for update in work["incident_updates"]]
    assert all(f"About {comment.split()[1]}." in bodies for comment in comments)
    told = json.loads(files["history.json"])["months"]
    assert bool(told) is (status != "scheduled" and "cancelled" not in comments[0])


def test_who_does_not_say_when_announced_it_90_days_before(build: Build) -> None:
    files = build({f"{WORK}/maintenance.md": WEEKLY.replace("rrule", "severity: minor\nrrule")})
    (work,) = [one for one in found(files, SCHEDULED) if "2026-01-21" in one["scheduled_for"]]
    assert work["created_at"] == "2025-10-23T02:00:00.000Z"
    assert work["impact"] == "minor"


def test_an_occurrence_that_an_override_cancelled_says_so(build: Build) -> None:
    override = "overrides:\n  - {occurrence: 2026-01-14T02:00Z, status: cancelled}\n"
    files = build({f"{WORK}/maintenance.md": WEEKLY.replace("monitors", f"{override}monitors")})
    listed = {one["scheduled_for"]: one for one in found(files, SCHEDULED)}
    work = listed["2026-01-14T02:00:00.000Z"]
    assert work["status"] == "completed"
    assert work["incident_updates"][0]["body"] == "The planned maintenance was cancelled."
    assert work["resolved_at"] == work["created_at"] < work["scheduled_for"]


@pytest.mark.parametrize("day", ["2026-01-14", "2026-01-21"])
def test_what_front_matter_calls_completed_early_is_not_dated_by_the_build(
    build: Build, day: str
) -> None:
    override = f"overrides:\n  - {{occurrence: {day}T02:00Z, status: completed}}\n"
    content = {f"{WORK}/maintenance.md": WEEKLY.replace("monitors", f"{override}monitors")}
    early, later = (build(content, f"2026-01-14T03:{minute}Z") for minute in (10, 20))
    (work,) = [one for one in found(early, SCHEDULED) if one["scheduled_for"].startswith(day)]
    assert (work["status"], work["scheduled_until"]) == ("completed", f"{day}T04:00:00.000Z")
    path = f"incidents/{work['id']}.json"
    assert early[path] == later[path]


def test_each_time_of_a_recurring_maintenance_is_one_of_its_own(build: Build) -> None:
    comment = {f"{WORK}/2026-01-07T0300Z.completed.md": "That was quick."}
    files = build({f"{WORK}/maintenance.md": WEEKLY, **comment}, "2026-01-14T03:00Z")
    listed = found(files, SCHEDULED)
    assert [one["scheduled_for"][:10] for one in listed][-3:] == [
        "2026-01-21",
        "2026-01-14",
        "2026-01-07",
    ]
    assert [one["status"] for one in listed][-3:] == ["scheduled", "in_progress", "completed"]
    assert len({one["id"] for one in listed}) == len(listed)
    assert {one["id"] for one in listed} == ids(files)
    bodies = [[update["body"] for update in one["incident_updates"]] for one in listed]
    assert [bool("That was quick." in body) for body in bodies][-3:] == [False, False, True]
    upcoming = found(files, "scheduled-maintenances/upcoming")
    starts = [one["scheduled_for"] for one in upcoming]
    assert starts == sorted(starts)
    assert len(starts) == 12


def test_half_of_a_full_list_is_kept_for_what_was(build: Build) -> None:
    daily = WEEKLY.replace("WEEKLY", "DAILY").replace("2026-01-07", "2025-11-07")
    files = build({f"{WORK}/maintenance.md": daily}, "2026-01-14T03:00Z")
    statuses = [one["status"] for one in found(files, SCHEDULED)]
    assert statuses == ["scheduled"] * 24 + ["in_progress"] + ["completed"] * 25
    assert len(found(files, "scheduled-maintenances/upcoming")) == 50
    assert len(found(files, "summary")["scheduled_maintenances"]) == 51


def test_routine_of_more_than_a_year_ago_is_not_told(build: Build) -> None:
    weekly = WEEKLY.replace("2026-01-07", "2020-01-01")
    once = WEEKLY.replace("rrule: FREQ=WEEKLY\n", "").replace("2026-01-07", "2020-01-01")
    for text, oldest in ((weekly, "January 2025"), (once, "January 2020")):
        months = json.loads(build({f"{WORK}/maintenance.md": text})["history.json"])["months"]
        assert f"{months[-1]['name']} {months[-1]['year']}" == oldest


# ---------------------------------------------------------------- history


def test_months_have_no_gaps_and_what_goes_on_stands_first(build: Build) -> None:
    def resolved(name: str, start: str, end: str) -> dict[str, str]:
        folder = f"content/incidents/{name}"
        return {
            f"{folder}/incident.md": incident(name, start),
            f"{folder}/{end.replace(':', '')}.resolved.md": "Over.",
        }

    content = {
        **resolved("new-year", "2025-12-31T23:30Z", "2026-01-01T00:45Z"),
        **resolved("leap-day", "2024-02-29T10:00Z", "2024-02-29T10:07Z"),
        **resolved("begun-first", "2025-12-05T10:00Z", "2025-12-09T08:00Z"),
        **resolved("begun-second", "2025-12-06T10:00Z", "2025-12-06T12:00Z"),
        "content/incidents/open/incident.md": incident("open", "2025-12-01T07:05Z"),
    }
    months = json.loads(build(content)["history.json"])["months"]
    assert len(months) == 23
    december, *_, february = months
    assert [one["name"] for one in december["incidents"]] == [
        "open",
        "new-year",
        "begun-first",
        "begun-second",
    ]
    text = re.compile("<[^>]*>")
    assert [text.sub("", one["timestamp"]) for one in december["incidents"]] == [
        "Dec 1, 07:05 UTC",
        "Dec 31, 23:30 - Jan 1, 00:45 UTC",
        "Dec 5, 10:00 - Dec 9, 08:00 UTC",
        "Dec 6, 10:00 - 12:00 UTC",
    ]
    assert {key: february[key] for key in ("name", "year", "starts_on", "days")} == {
        "name": "February",
        "year": 2024,
        "starts_on": 4,
        "days": 29,
    }
    assert [month["incidents"] for month in months[1:-1]] == [[]] * 21
    on_sunday = [month["name"] for month in months if month["starts_on"] == 0]
    assert on_sunday == ["June", "December", "September"]


def test_the_history_ends_after_1000(build: Build) -> None:
    content = {
        f"content/incidents/i-{n}/incident.md": incident(
            "It", f"{2000 + n // 60}-{n % 12 + 1:02}-01T00:00Z"
        )
        for n in range(1100)
    }
    months = json.loads(build(content)["history.json"])["months"]
    assert sum(len(month["incidents"]) for month in months) == 1000
    assert (months[0]["year"], months[-1]["year"]) == (2018, 2001)
