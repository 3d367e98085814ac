"""Kener's first read API as files: its documented examples from content that says the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from statusgen.dialects import kener_v1
from statusgen.dialects.kener_v1.uptime import uptime_text
from statusgen.sealed import Sealed
from statusgen.series import artifacts
from tests.documented import HOSTILE, NOT_PUBLIC, QUOTED, compact, strings
from tests.rendered import changed, rendered
from tests.sites import instant, snapshot_of

NOW = "2026-01-16T00:00Z"
MUMBAI = "content/incidents/2023/2023-12-12-mumbai"

SITE = {
    "monitors.yaml": "- {tag: google-search, name: Google Search}\n- {tag: earth, name: Earth}\n",
}

OUTAGE = """\
---
id: 12
title: Outage in Mumbai
start: 1702405740
opened_as: identified
monitors: {google-search: DOWN}
pin: {at: 1703940450, end: 1702405920}
created_at: 1703940450
---
Login cluster is down in mumbai region
"""
"""An end without a resolution is what no timeline can say: a pin does."""

LATER = "2024-01-01T153156Z.identified.md"

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The files below api/ of a site that is written as {path: text}."""

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        found = rendered(kener_v1.documents(snapshot_of(tmp_path, {**SITE, **content}, now)))
        return {path.removeprefix("api/"): data for path, data in found.items()}

    return files


# ---------------------------------------------------------------- the documented examples


def test_get_status(build: Build) -> None:
    """119,243 of the 131,040 minutes in 91 days were down; then it was up, and said so itself."""
    files = build(
        {
            "content/incidents/outage/incident.md": "---\ntitle: Outage\nstart: 1698584760\n"
            "monitors: [google-search]\n---\n",
            "content/incidents/outage/2024-01-20T0829Z.resolved.md": "Over.",
            "content/status/google-search/2024-01-28.csv": "timestamp,status,latency\n"
            "1706447160,UP,120\n",
        },
        "2024-01-28T13:06:00Z",
    )
    assert files["status/google-search.json"] == compact("""
    {
        "status": "UP",
        "uptime": "9.0026",
        "lastUpdatedAt": 1706447160
    }""")


MUMBAI_DOCUMENT = """
    {
        "createdAt": 1703940450,
        "closedAt": null,
        "title": "Outage in Mumbai",
        "tags": ["google-search"],
        "incidentNumber": 12,
        "startDatetime": 1702405740,
        "endDatetime": 1702405920,
        "body": "Login cluster is down in mumbai region",
        "impact": "DOWN",
        "isMaintenance": false,
        "isIdentified": true,
        "isResolved": false
    }"""


def test_get_an_incident(build: Build) -> None:
    """What creating, updating and moving an incident answer, too."""
    files = build({f"{MUMBAI}/incident.md": OUTAGE})
    assert files["incident/12.json"] == compact(MUMBAI_DOCUMENT)


def test_search(build: Build) -> None:
    title = "Outage in Mumbai - Hello Incident"
    files = build({f"{MUMBAI}/incident.md": OUTAGE.replace("Outage in Mumbai", title)})
    document = MUMBAI_DOCUMENT.replace("Outage in Mumbai", title)
    assert files["incident.json"] == compact(f"[{document}]")


def test_get_comments(build: Build) -> None:
    files = build(
        {
            f"{MUMBAI}/incident.md": OUTAGE,
            f"{MUMBAI}/2024-01-01T153156Z.identified.md": "---\nid: 1873372042\n---\ncomment 1",
            f"{MUMBAI}/2024-01-01T153219Z.identified.md": "---\nid: 1873372169\n---\ncomment 2",
        }
    )
    assert files["incident/12/comment.json"] == compact("""
    [
        {
            "commentID": 1873372042,
            "body": "comment 1",
            "createdAt": 1704123116
        },
        {
            "commentID": 1873372169,
            "body": "comment 2",
            "createdAt": 1704123139
        }
    ]""")


# ---------------------------------------------------------------- the status of monitors


@pytest.mark.parametrize(
    ("up", "covered", "text"),
    [
        (0, 0, "-"),
        (0, 5, "0"),
        (5, 5, "100"),
        (1, 2, "50"),
        (9, 10, "90"),
        (1, 4, "25.0000"),
        (1, 3, "33.3333"),
        (1, 32, "3.1250"),
        (1, 3200, "0.0313"),
        (3197, 3200, "99.9063"),
        (1439, 1440, "99.9306"),
        (9999999, 10000000, "100.0000"),
        pytest.param(23, 640, "3.5937", id="3.59375 is a little less in binary"),
        (1, 131040, "0.0008"),
    ],
)
def test_uptime_as_javascript_writes_it(up: int, covered: int, text: str) -> None:
    assert uptime_text(up, covered) == text


def status(build: Build, content: dict[str, str], monitor: str = "", now: str = NOW) -> Any:
    written = f"- {{tag: api, name: API, since: 2026-01-15T00:00Z{monitor}}}\n"
    return json.loads(build({"monitors.yaml": written, **content}, now)["status/api.json"])


def incident(monitors: str, start: str = "2026-01-15T12:00Z", more: str = "") -> str:
    return f"---\ntitle: It\nstart: {start}\nmonitors: {monitors}\n{more}---\n"


@pytest.mark.parametrize(
    ("impact", "shown", "uptime"),
    [
        ("DOWN", "DOWN", "50"),
        ("PARTIAL", "DEGRADED", "100"),
        ("DEGRADED", "DEGRADED", "100"),
        pytest.param("MAINTENANCE", "UP", "100", id="Kener 1 has no word for maintenance"),
        ("UP", "UP", "100"),
    ],
)
def test_an_open_incident_gives_its_impact(
    build: Build, impact: str, shown: str, uptime: str
) -> None:
    found = status(build, {"content/incidents/it/incident.md": incident(f"{{api: {impact}}}")})
    assert (found["status"], found["uptime"]) == (shown, uptime)


@pytest.mark.parametrize(("impact", "uptime"), [("DEGRADED", "50"), ("PARTIAL", "50")])
def test_a_monitor_may_count_degraded_minutes_as_downtime(
    build: Build, impact: str, uptime: str
) -> None:
    content = {"content/incidents/it/incident.md": incident(f"{{api: {impact}}}")}
    assert status(build, content, ", includeDegradedInDowntime: true")["uptime"] == uptime


def test_uptime_is_of_the_minutes_with_data(build: Build) -> None:
    """A record holds for a day; before it, nothing is known of this monitor."""
    content = {
        "content/status/api/2026-01-15.csv": "timestamp,status,latency\n"
        "2026-01-15T22:00:00Z,UP,\n2026-01-15T23:30:00Z,DOWN,\n",
    }
    assert status(build, content, ", defaultStatus: NONE") == {
        "status": "DOWN",
        "uptime": "75.0000",
        "lastUpdatedAt": instant("2026-01-15T23:30Z"),
    }


def test_the_window_is_91_days(build: Build) -> None:
    content = {
        "content/incidents/it/incident.md": incident("[api]", "2025-10-16T00:00Z"),
        "content/incidents/it/2025-10-17T0000Z.resolved.md": "Over.",
    }
    monitors = "- {tag: api, name: API, since: 2025-01-01}\n"
    for now, uptime in (
        ("2026-01-15T00:00Z", uptime_text(90 * 1440, 91 * 1440)),
        ("2026-01-15T12:00Z", uptime_text(90 * 1440 + 720, 91 * 1440)),
        ("2026-01-16T00:00Z", "100"),
    ):
        files = build({"monitors.yaml": monitors, **content}, now)
        assert json.loads(files["status/api.json"])["uptime"] == uptime, now


RECORDS = {
    "content/status/api/2026-01-15.csv": "timestamp,status,latency\n"
    "2026-01-15T10:00:30Z,UP,\n2026-01-15T11:00:30Z,DEGRADED,\n",
}


def test_the_newest_record_says_when_it_was_updated_last(build: Build) -> None:
    for now, at in (("2026-01-15T10:30Z", "2026-01-15T10:00Z"), (NOW, "2026-01-15T11:00Z")):
        assert status(build, RECORDS, now=now)["lastUpdatedAt"] == instant(at)


@pytest.mark.parametrize(
    ("comments", "at"),
    [
        pytest.param({}, "2026-01-15T12:00Z", id="it began"),
        pytest.param({"T1300Z.identified": ""}, "2026-01-15T12:00Z", id="nothing changed"),
        pytest.param(
            {"T1300Z.identified": "---\nmonitors: {api: DEGRADED}\n---\n"},
            "2026-01-15T13:00Z",
            id="another impact",
        ),
        pytest.param({"T1400Z.resolved": ""}, "2026-01-15T14:00Z", id="it ended"),
    ],
)
def test_an_incident_says_so_as_well(build: Build, comments: dict[str, str], at: str) -> None:
    content = {
        **RECORDS,
        "content/incidents/it/incident.md": incident("{api: DOWN}"),
        **{
            f"content/incidents/it/2026-01-15{name}.md": front + "News."
            for name, front in comments.items()
        },
    }
    assert status(build, content)["lastUpdatedAt"] == instant(at)


def test_without_any_word_a_default_holds_since_the_monitor_is_known(build: Build) -> None:
    assert status(build, {}) == {
        "status": "UP",
        "uptime": "100",
        "lastUpdatedAt": instant("2026-01-15T00:00Z"),
    }


def test_nothing_is_known_of_a_monitor_without_a_default_and_without_data(build: Build) -> None:
    assert status(build, {}, ", defaultStatus: NONE") == {
        "status": None,
        "uptime": "-",
        "lastUpdatedAt": None,
    }


def test_all_monitors_by_their_tags(build: Build) -> None:
    files = build({"content/incidents/it/incident.md": incident("{earth: DOWN}")})
    every = json.loads(files["status.json"])
    assert list(every) == ["google-search", "earth"]
    assert [one["status"] for one in every.values()] == ["UP", "DOWN"]
    for tag, one in every.items():
        assert json.loads(files[f"status/{tag}.json"]) == one


# ---------------------------------------------------------------- incidents


def one(build: Build, content: dict[str, str], now: str = NOW) -> dict[str, Any]:
    (found,) = json.loads(build(content, now)["incident.json"])
    assert isinstance(found, dict)
    return found


def test_times_are_exact_to_the_second(build: Build) -> None:
    content = {
        "content/incidents/it/incident.md": incident("[earth]", "2026-01-15T10:00:07Z"),
        "content/incidents/it/2026-01-15T103009Z.resolved.md": "Over.",
    }
    found = one(build, content)
    assert found["startDatetime"] == found["createdAt"] == instant("2026-01-15T10:00:07Z")
    assert found["endDatetime"] == found["closedAt"] == instant("2026-01-15T10:30:09Z")


def test_nothing_was_closed_before_it_was_created(build: Build) -> None:
    """An incident that was entered afterwards."""
    content = {
        "content/incidents/it/incident.md": incident(
            "[earth]", "2026-01-10T10:00Z", "created_at: 2026-01-15T08:00Z\n"
        ),
        "content/incidents/it/2026-01-10T1100Z.resolved.md": "Over.",
    }
    found = one(build, content)
    assert found["endDatetime"] == instant("2026-01-10T11:00Z")
    assert found["closedAt"] == found["createdAt"] == instant("2026-01-15T08:00Z")


@pytest.mark.parametrize(
    ("comments", "identified", "resolved"),
    [
        ([], False, False),
        (["investigating"], False, False),
        (["identified"], True, False),
        (["monitoring"], True, False),
        (["identified", "investigating"], False, False),
        (["resolved"], False, True),
        (["identified", "resolved"], True, True),
        (["monitoring", "resolved", "postmortem"], True, True),
        (["identified", "resolved", "investigating"], False, False),
        (["acknowledged"], False, False),
    ],
)
def test_flags_in_place_of_a_state(
    build: Build, comments: list[str], identified: bool, resolved: bool
) -> None:
    content = {"content/incidents/it/incident.md": incident("[earth]")}
    for hour, state in enumerate(comments, start=13):
        content[f"content/incidents/it/2026-01-15T{hour}00Z.{state}.md"] = "News."
    found = one(build, content)
    assert (found["isIdentified"], found["isResolved"]) == (identified, resolved)
    assert (found["closedAt"] is not None) is resolved


@pytest.mark.parametrize(
    ("monitors", "impact", "maintenance", "tags"),
    [
        ("{}", None, False, []),
        ("{earth: DOWN}", "DOWN", False, ["earth"]),
        ("{earth: PARTIAL}", "DEGRADED", False, ["earth"]),
        ("{earth: DEGRADED, google-search: DOWN}", "DOWN", False, ["google-search", "earth"]),
        ("{earth: UP}", None, False, ["earth"]),
        ("{earth: MAINTENANCE}", None, True, ["earth"]),
        ("{earth: MAINTENANCE, google-search: DEGRADED}", "DEGRADED", False, None),
    ],
)
def test_one_impact_for_all_and_tags_in_the_order_of_monitors_yaml(
    build: Build, monitors: str, impact: str | None, maintenance: bool, tags: list[str] | None
) -> None:
    found = one(build, {"content/incidents/it/incident.md": incident(monitors)})
    assert (found["impact"], found["isMaintenance"]) == (impact, maintenance)
    assert found["tags"] == (tags if tags is not None else ["google-search", "earth"])


def test_a_resolved_incident_keeps_the_impact_that_it_had(build: Build) -> None:
    content = {
        "content/incidents/it/incident.md": incident("{earth: DOWN}"),
        "content/incidents/it/2026-01-15T1300Z.resolved.md": "Over.",
    }
    assert one(build, content)["impact"] == "DOWN"


def test_the_opening_update_is_the_body_and_no_comment(build: Build) -> None:
    content = {
        "content/incidents/it/incident.md": incident("[earth]", more="id: 7\n") + "It is *slow*.",
        "content/incidents/it/2026-01-15T1300Z.identified.md": "Found.",
    }
    files = build(content)
    assert json.loads(files["incident/7.json"])["body"] == "It is *slow*."
    assert [c["body"] for c in json.loads(files["incident/7/comment.json"])] == ["Found."]


def test_without_a_text_the_body_is_empty(build: Build) -> None:
    assert one(build, {"content/incidents/it/incident.md": incident("[earth]")})["body"] == ""


def test_comments_come_in_the_order_in_which_they_were_written(build: Build) -> None:
    """The second is about an earlier moment, and was written later."""
    content = {
        "content/incidents/it/incident.md": incident("[earth]", more="id: 7\n"),
        "content/incidents/it/2026-01-15T1300Z.identified.md": "First.",
        "content/incidents/it/2026-01-15T1230Z.investigating.md": "---\n"
        "created_at: 2026-01-15T14:00Z\n---\nSecond.",
    }
    found = json.loads(build(content)["incident/7/comment.json"])
    assert [(c["body"], c["createdAt"]) for c in found] == [
        ("First.", instant("2026-01-15T13:00Z")),
        ("Second.", instant("2026-01-15T14:00Z")),
    ]


def test_a_notice_is_no_incident(build: Build) -> None:
    content = {"content/incidents/it/incident.md": incident("{}", more="id: 9\nkind: notice\n")}
    files = build(content)
    assert files["incident.json"] == b"[]"
    assert "incident/9.json" not in files


# ---------------------------------------------------------------- maintenances

WORK = """\
---
id: 8
title: Move to new servers
start: 2026-02-01T02:00:00Z
duration: 2h
monitors: {earth: MAINTENANCE}
created_at: 2026-01-10T09:00:00Z
---
The database moves.
"""
WORK_FILE = "content/maintenances/2026-02-01-move/maintenance.md"


def test_a_maintenance_is_an_incident_too(build: Build) -> None:
    files = build({WORK_FILE: WORK})
    assert files["incident/8.json"] == compact("""
    {
        "createdAt": 1768035600,
        "closedAt": null,
        "title": "Move to new servers",
        "tags": ["earth"],
        "incidentNumber": 8,
        "startDatetime": 1769911200,
        "endDatetime": 1769918400,
        "body": "The database moves.",
        "impact": null,
        "isMaintenance": true,
        "isIdentified": false,
        "isResolved": false
    }""")
    assert json.loads(files["incident/open.json"])[0]["incidentNumber"] == 8


@pytest.mark.parametrize(
    ("comment", "now", "end", "closed"),
    [
        pytest.param("", "2026-02-01T03:00Z", "04:00", "", id="while it runs"),
        pytest.param("", "2026-02-01T04:00Z", "04:00", "2026-02-01T04:00Z", id="it is over"),
        pytest.param(
            "2026-02-01T0240Z.completed",
            "2026-02-01T03:00Z",
            "02:40",
            "2026-02-01T02:40Z",
            id="done early",
        ),
        pytest.param(
            "2026-01-20T0800Z.cancelled",
            "2026-01-21T00:00Z",
            "04:00",
            "2026-01-20T08:00Z",
            id="cancelled beforehand",
        ),
        pytest.param("2026-02-01T0430Z.in-progress", "2026-02-01T05:00Z", "", "", id="it drags on"),
    ],
)
def test_a_maintenance_ends(build: Build, comment: str, now: str, end: str, closed: str) -> None:
    content = {WORK_FILE: WORK}
    if comment:
        content[f"{WORK_FILE.rpartition('/')[0]}/{comment}.md"] = "News."
    files = build(content, now)
    found = json.loads(files["incident/8.json"])
    assert found["endDatetime"] == (instant(f"2026-02-01T{end}Z") if end else None)
    assert found["closedAt"] == (instant(closed) if closed else None)
    assert found["isResolved"] is bool(closed)
    comments = json.loads(files["incident/8/comment.json"])
    assert [c["body"] for c in comments] == (["News."] if comment else [])


def test_of_a_recurring_one_the_past_and_the_next_time_are_told(build: Build) -> None:
    weekly = WORK.replace("duration", "rrule: FREQ=WEEKLY\nduration")
    found = json.loads(build({WORK_FILE: weekly}, "2026-02-15T03:00Z")["incident.json"])
    assert [(f["startDatetime"], f["isResolved"]) for f in found] == [
        (instant("2026-02-22T02:00Z"), False),
        (instant("2026-02-15T02:00Z"), False),
        (instant("2026-02-08T02:00Z"), True),
        (instant("2026-02-01T02:00Z"), True),
    ]
    assert len({f["incidentNumber"] for f in found}) == 4


def test_routine_of_more_than_a_year_ago_is_not_told(build: Build) -> None:
    monthly = WORK.replace("duration", "rrule: FREQ=MONTHLY\nduration")
    found = json.loads(build({WORK_FILE: monthly}, "2028-02-15T00:00Z")["incident.json"])
    assert len(found) == 13
    assert found[-1]["startDatetime"] == instant("2027-03-01T02:00Z")
    once = json.loads(build({WORK_FILE: WORK}, "2028-02-15T00:00Z")["incident.json"])
    assert len(once) == 1


def test_an_incident_keeps_its_number_where_a_maintenance_has_it_too(build: Build) -> None:
    files = build(
        {
            WORK_FILE: WORK,
            "content/incidents/it/incident.md": incident("[earth]", more="id: 8\n"),
        }
    )
    assert json.loads(files["incident/8.json"])["isMaintenance"] is False
    both = json.loads(files["incident.json"])
    (work,) = [one for one in both if one["isMaintenance"]]
    assert json.loads(files[f"incident/{work['incidentNumber']}.json"]) == work


# ---------------------------------------------------------------- lists


def numbers(data: bytes) -> list[int]:
    return [one["incidentNumber"] for one in json.loads(data)]


def test_the_search_and_its_slices(build: Build) -> None:
    files = build(
        {
            "content/incidents/a/incident.md": incident(
                "{earth: DOWN}", "2025-12-31T23:59Z", "id: 1\n"
            ),
            "content/incidents/b/incident.md": incident(
                "{earth: DOWN, google-search: DOWN}", "2026-01-01T00:00Z", "id: 2\n"
            ),
            "content/incidents/b/2026-01-02T0000Z.resolved.md": "Over.",
            "content/incidents/c/incident.md": incident(
                "{}", "2025-12-01T00:00Z", "id: 3\ncreated_at: 2026-01-03T00:00Z\n"
            ),
        }
    )
    lists = {
        path.removeprefix("incident"): numbers(data)
        for path, data in files.items()
        if data.startswith(b"[") and not path.endswith("comment.json")
    }
    assert lists == {
        ".json": [3, 2, 1],
        "/open.json": [3, 1],
        "/closed.json": [2],
        "/by-monitor/google-search.json": [2],
        "/by-monitor/earth.json": [2, 1],
        "/by-month/2025-12.json": [3, 1],
        "/by-month/2026-01.json": [2],
    }


def test_every_list_exists_when_there_is_nothing_to_list(build: Build) -> None:
    files = build({"monitors.yaml": "- {tag: earth, name: Earth}\n"})
    assert {path: data for path, data in files.items() if "status" not in path} == {
        "incident.json": b"[]",
        "incident/open.json": b"[]",
        "incident/closed.json": b"[]",
        "incident/by-monitor/earth.json": b"[]",
    }
    assert build({"monitors.yaml": ""})["status.json"] == b"{}"


def test_lists_end_after_1000_and_all_of_1200_stand_beside_them(build: Build) -> None:
    content: dict[str, str] = {}
    for n in range(1, 1201):
        start = f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}T00:00Z"
        folder = f"content/incidents/i-{n}"
        content[f"{folder}/incident.md"] = incident("[earth]", start, f"id: {n}\n")
        content[f"{folder}/2025-12-31T{n // 60:02}{n % 60:02}Z.resolved.md"] = "Over."
    files = build(content)
    sizes = {
        name: len(numbers(files[f"incident{name}.json"]))
        for name in ("", "/all", "/open", "/closed", "/by-monitor/earth", "/by-month/2025-03")
    }
    assert sizes == {
        "": 1000,
        "/all": 1200,
        "/open": 0,
        "/closed": 1000,
        "/by-monitor/earth": 1200,
        "/by-month/2025-03": 100,
    }
    assert all(f"incident/{n}/comment.json" in files for n in range(1, 1201))


@pytest.mark.parametrize(("wanted", "own"), [("all", [1, 2, 3]), ("open", [1]), ("30", [1, 2])])
def test_site_yaml_says_which_incidents_have_documents_of_their_own(
    build: Build, wanted: str, own: list[int]
) -> None:
    site = "title: Example\nurl: https://status.example.com\n"
    files = build(
        {
            "content/site.yaml": site + f"api:\n  documents: {wanted}\n",
            "content/incidents/a/incident.md": incident("{}", "2025-03-01T00:00Z", "id: 1\n"),
            "content/incidents/b/incident.md": incident("{}", "2025-03-01T00:00Z", "id: 2\n"),
            "content/incidents/b/2026-01-02T0000Z.resolved.md": "It took long.",
            "content/incidents/c/incident.md": incident("{}", "2025-03-01T00:00Z", "id: 3\n"),
            "content/incidents/c/2025-03-02T0000Z.resolved.md": "Over.",
        }
    )
    assert [n for n in (1, 2, 3) if f"incident/{n}.json" in files] == own
    assert numbers(files["incident.json"]) == [3, 2, 1]


# ---------------------------------------------------------------- what holds for all documents


def test_hostile_text_comes_back_as_it_was_and_cannot_leave_a_script_element(build: Build) -> None:
    front = f"---\ntitle: '{QUOTED}'\nid: 7\nstart: 2026-01-01T00:00Z\n---\n{HOSTILE}"
    files = build(
        {
            "content/incidents/it/incident.md": front,
            "content/incidents/it/2026-01-02T0000Z.identified.md": HOSTILE,
            WORK_FILE: front.replace("id: 7", "duration: 1h"),
        }
    )
    for path, data in files.items():
        assert not set(data) & set(b"<>&"), path
    for path in ("incident.json", "incident/7.json", "incident/7/comment.json"):
        assert HOSTILE in strings(json.loads(files[path])), path


def test_what_is_not_public_is_in_no_document(build: Build) -> None:
    files = build(NOT_PUBLIC)
    assert numbers(files["incident.json"]) == [1]
    assert list(json.loads(files["status.json"])) == ["website"]
    assert not [path for path, data in files.items() if b"secret" in path.encode() + data]


@pytest.mark.parametrize(
    ("comment", "lists"),
    [
        (LATER, set()),
        (
            "2024-01-01T153156Z.resolved.md",
            {
                "api/incident.json",
                "api/incident/open.json",
                "api/incident/closed.json",
                "api/incident/by-month/2023-12.json",
                "api/incident/by-monitor/google-search.json",
                "api/status.json",
                "api/status/google-search.json",
            },
        ),
    ],
)
def test_one_comment_renders_only_what_shows_it(
    tmp_path: Path, comment: str, lists: set[str]
) -> None:
    """Lists show no comment, but whether the incident is over."""
    content = {
        **SITE,
        f"{MUMBAI}/incident.md": OUTAGE.replace("pin:", "#"),
        "content/incidents/it/incident.md": incident("{earth: DOWN}"),
        WORK_FILE: WORK,
    }
    before = list(kener_v1.documents(snapshot_of(tmp_path, content, NOW)))
    content[f"{MUMBAI}/{comment}"] = "comment 1"
    after = list(kener_v1.documents(snapshot_of(tmp_path, content, NOW)))
    assert changed(before, after) == {*lists, "incident/2023-12-12-mumbai"}


def test_lists_of_incidents_look_into_no_comment(tmp_path: Path) -> None:
    """What stands for an incident in a list does not stand for what was said of it."""
    content = {**SITE, f"{MUMBAI}/incident.md": OUTAGE, f"{MUMBAI}/{LATER}": "comment 1"}
    snapshot = snapshot_of(tmp_path, content, NOW)
    silent = [replace(one, told=Sealed(("nothing to look at",))) for one in snapshot.incidents]
    planned = artifacts(kener_v1.documents(replace(snapshot, incidents=tuple(silent))))
    lists = [one for one in planned if one.name.startswith("api/incident")]
    shown = {one.name: numbers(dict(one.render(*one.inputs))[one.name]) for one in lists}
    assert shown["api/incident.json"] == shown["api/incident/by-month/2023-12.json"] == [12]


def test_the_order_of_monitors_yaml_is_the_order_of_the_tags(tmp_path: Path) -> None:
    content = {**SITE, "content/incidents/it/incident.md": incident("[earth, google-search]")}
    before = list(kener_v1.documents(snapshot_of(tmp_path, content, NOW)))
    first, second = SITE["monitors.yaml"].splitlines(keepends=True)
    content["monitors.yaml"] = second + first
    after = list(kener_v1.documents(snapshot_of(tmp_path, content, NOW)))
    assert "api/incident.json" in changed(before, after)


def test_a_later_build_writes_the_same_incidents(build: Build) -> None:
    """Only the uptime knows the time."""
    content = {f"{MUMBAI}/incident.md": OUTAGE, WORK_FILE: WORK}
    early, late = build(content), build(content, "2026-01-30T00:00Z")
    differ = {path for path in early | late if early.get(path) != late.get(path)}
    assert differ <= {"status.json", "status/google-search.json", "status/earth.json"}
