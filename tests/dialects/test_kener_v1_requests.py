"""Kener's first API: its documented requests as sessions, what they leave in files, every error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from statusgen.dialects.request import Answer
from tests.sessions import Session, same
from tests.sites import instant

MUMBAI = "content/incidents/2023/2023-12-12-mumbai"
WORK = "content/maintenances/2026-02-01-move"
NOW = "2023-12-30T12:47:30Z"
CREATED = instant(NOW)

SITE = {
    "monitors.yaml": "- {tag: google-search, name: Google Search}\n- {tag: earth, name: Earth}\n"
    "- {tag: secret, name: Hidden, hidden: true}\n",
}
OUTAGE = """\
---
id: 12
# As the first customer said.
title: Outage in Mumbai
start: 1702405740
opened_as: identified
monitors: {google-search: DOWN}
pin: {at: 1703940450, end: 1702405920}
created_at: 1703940450
---
Login cluster is down in mumbai region
"""
MOVE = """\
---
id: 8
title: Move to new servers
start: 2026-02-01T02:00:00Z
end: 2026-02-01T04:00:00Z
monitors: {earth: MAINTENANCE}
created_at: 2026-01-10T09:00:00Z
---
The database moves.
"""
BODY: dict[str, Any] = {
    "startDatetime": 1702405740,
    "endDatetime": 1702405920,
    "title": "Outage in Mumbai",
    "body": "Login cluster is down in mumbai region",
    "tags": ["google-search"],
    "impact": "DOWN",
    "isMaintenance": False,
    "isIdentified": True,
    "isResolved": False,
}
DOCUMENT = """
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


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """An incident that Kener's documentation has."""
    return Session(tmp_path, {**SITE, f"{MUMBAI}/incident.md": OUTAGE})


@pytest.fixture
def work(tmp_path: Path) -> Session:
    """A maintenance."""
    return Session(tmp_path, {**SITE, f"{WORK}/maintenance.md": MOVE})


# ---------------------------------------------------------------- the documented examples


def test_update_a_status(tmp_path: Path) -> None:
    session = Session(tmp_path, SITE)
    body = {
        "status": "DOWN",
        "latency": 1213,
        "timestampInSeconds": 1702405860,
        "tag": "google-search",
    }
    answer = session.send("POST", "/api/status", body, "2023-12-12T18:31:20Z")
    assert (answer.status, answer.message) == (200, "Status of google-search: DOWN")
    assert same(answer.document, '{"status": 200, "message": "success at 1702405860"}')
    assert session.changed == {
        "content/status/google-search/2023-12-12.csv": "timestamp,status,latency\n"
        "2023-12-12T18:31:00Z,DOWN,1213\n"
    }
    shown = session.document("GET", "/api/status?tag=google-search", now="2023-12-12T18:33:20Z")
    assert shown == {"status": "DOWN", "uptime": "0", "lastUpdatedAt": 1702405860}


def test_get_a_status(tmp_path: Path) -> None:
    """119,243 of the 131,040 minutes in 91 days were down; then it was up, and said so itself."""
    session = Session(
        tmp_path,
        {
            **SITE,
            "content/incidents/outage/incident.md": "---\ntitle: Outage\nstart: 1698584760\n"
            "monitors: [google-search]\n---\n",
            "content/incidents/outage/2024-01-20T0829Z.resolved.md": "Over.",
            "content/status/google-search/2024-01-28.csv": "timestamp,status,latency\n"
            "1706447160,UP,120\n",
        },
    )
    shown = session.document("GET", "/api/status?tag=google-search", now="2024-01-28T13:06:00Z")
    assert same(shown, '{"status": "UP", "uptime": "9.0026", "lastUpdatedAt": 1706447160}')


def test_create_an_incident(tmp_path: Path) -> None:
    session = Session(tmp_path, SITE)
    answer = session.send("POST", "/api/incident", BODY, NOW)
    assert (answer.status, answer.message) == (200, "Open incident: Outage in Mumbai")
    number = answer.document["incidentNumber"]
    documented = DOCUMENT.replace('"incidentNumber": 12', f'"incidentNumber": {number}')
    assert same(answer.document, documented)
    assert session.changed == {
        "content/incidents/2023/2023-12-12-outage-in-mumbai/incident.md": """\
---
title: Outage in Mumbai
start: 2023-12-12T18:29:00Z
monitors:
  google-search: DOWN
source: API
opened_as: identified
created_at: 2023-12-30T12:47:30Z
pin:
  at: 2023-12-30T12:47:30Z
  state: identified
  end: 2023-12-12T18:32:00Z
---
Login cluster is down in mumbai region
"""
    }
    shown = session.document("GET", f"/api/incident/{number}", now="2024-01-05T00:00Z")
    assert same(shown, documented)


def test_update_an_incident_with_what_it_is(session: Session) -> None:
    answer = session.send("PATCH", "/api/incident/12", BODY, "2024-01-01T00:00:00Z")
    assert (answer.status, answer.message) == (200, "Change incident: Outage in Mumbai")
    assert same(answer.document, DOCUMENT)
    assert session.changed == {
        f"{MUMBAI}/incident.md": OUTAGE.replace(
            "created_at: 1703940450\n",
            "created_at: 1703940450\nupdated_at: 2024-01-01T00:00:00Z\n",
        )
    }


def test_get_an_incident(session: Session) -> None:
    assert same(session.document("GET", "/api/incident/12", now="2024-01-01T00:00Z"), DOCUMENT)


def test_add_and_get_comments(session: Session) -> None:
    """Ids are made from the names of files: the documentation's are GitHub's."""
    first = session.document(
        "POST", "/api/incident/12/comment", {"body": "comment 1"}, "2024-01-01T15:45:38Z"
    )
    assert same(
        first,
        f'{{"commentID": {first["commentID"]}, "body": "comment 1", "createdAt": 1704123938}}',
    )
    pinned = "pin: {at: 2024-01-01T15:45:38Z, state: identified, end: 2023-12-12T18:32:00Z}\n"
    assert session.changed == {
        f"{MUMBAI}/2024-01-01T154538Z.identified.md": "comment 1\n",
        f"{MUMBAI}/incident.md": OUTAGE.replace("pin: {at: 1703940450, end: 1702405920}\n", pinned),
    }
    second = session.document(
        "POST", "/api/incident/12/comment", {"body": "comment 2"}, "2024-01-01T15:45:38Z"
    )
    assert first["commentID"] < second["commentID"]
    listed = session.document("GET", "/api/incident/12/comment", now="2024-01-02T00:00Z")
    assert listed == [first, second]
    assert same(session.document("GET", "/api/incident/12", now="2024-01-02T00:00Z"), DOCUMENT)


def test_get_comments(tmp_path: Path) -> None:
    session = Session(
        tmp_path,
        {
            **SITE,
            f"{MUMBAI}/incident.md": OUTAGE,
            f"{MUMBAI}/2024-01-01T153156Z.identified.md": "---\nid: 1873372042\n---\ncomment 1",
            f"{MUMBAI}/2024-01-01T153219Z.identified.md": "---\nid: 1873372169\n---\ncomment 2",
        },
    )
    assert same(
        session.document("GET", "/api/incident/12/comment", now="2024-01-02T00:00Z"),
        """
    [
        {"commentID": 1873372042, "body": "comment 1", "createdAt": 1704123116},
        {"commentID": 1873372169, "body": "comment 2", "createdAt": 1704123139}
    ]""",
    )


def test_update_the_status_of_an_incident(session: Session) -> None:
    """The documented body lacks a comma: it is no JSON. With one it says what is so already."""
    wanted = '{"isIdentified": true, "isResolved": false %s"endDatetime": 1702405920}'
    url, now = "/api/incident/12/status", "2024-01-01T00:00Z"
    answer = session.send("POST", url, wanted % "", now)
    assert (answer.status, answer.document) == (
        400,
        {"error": "The body is not a valid JSON object"},
    )
    answer = session.send("POST", url, wanted % ", ", now)
    assert (answer.status, session.changed) == (200, {})
    assert same(answer.document, DOCUMENT)


def test_search(session: Session) -> None:
    """The documented search is for what is closed, and shows something open; so does its body,
    which is no JSON and not looked at.
    """
    title = "Outage in Mumbai - Hello Incident"
    session.document("PATCH", "/api/incident/12", {**BODY, "title": title}, "2024-01-01T00:00Z")
    url, body = "/api/incident?state=%s&title_like=Hello%%20Incident", '{"isResolved": false "x"}'
    found = session.document("POST", url % "open", body, "2024-01-01T00:00Z")
    assert same(found, f"[{DOCUMENT.replace('Outage in Mumbai', title)}]")
    assert session.document("GET", url % "open", now="2024-01-01T00:00Z") == found
    assert session.document("POST", url % "closed", body, "2024-01-01T00:00Z") == []


# ---------------------------------------------------------------- flags


def flags(session: Session, now: str = "2024-01-03T00:00Z", number: int = 12) -> tuple[Any, ...]:
    shown = session.document("GET", f"/api/incident/{number}", now=now)
    return shown["isIdentified"], shown["isResolved"], shown["endDatetime"], shown["closedAt"]


def test_a_flag_that_changes_is_an_update(session: Session) -> None:
    url, end = "/api/incident/12/status", instant("2024-01-01T00:00Z")
    session.document("POST", url, {"isResolved": True, "endDatetime": end}, "2024-01-01T00:00Z")
    assert session.changed == {
        f"{MUMBAI}/2024-01-01T000000Z.resolved.md": "This incident has been resolved.\n",
        f"{MUMBAI}/incident.md": OUTAGE.replace("pin: {at: 1703940450, end: 1702405920}\n", ""),
    }
    assert flags(session) == (True, True, end, end)
    session.document("POST", url, {"isResolved": False}, "2024-01-02T00:00Z")
    assert session.changed == {
        f"{MUMBAI}/2024-01-02T000000Z.identified.md": "The cause of this incident has been "
        "identified.\n",
    }
    assert flags(session) == (True, False, None, None)
    session.document("POST", url, {"isIdentified": "true"}, "2024-01-02T00:01Z")
    assert session.changed == {
        f"{MUMBAI}/2024-01-02T000100Z.investigating.md": "We are investigating this incident.\n",
    }
    assert flags(session) == (False, False, None, None)
    session.document("POST", url, {"isIdentified": True, "isResolved": True}, "2024-01-02T00:02Z")
    assert list(session.changed) == [
        f"{MUMBAI}/2024-01-02T000200Z.identified.md",
        f"{MUMBAI}/2024-01-02T000200Z.resolved.2.md",
    ]
    ended = instant("2024-01-02T00:02Z")
    assert flags(session) == (True, True, ended, ended)


def test_a_comment_after_the_end_moves_nothing(session: Session) -> None:
    url = "/api/incident/12"
    session.document("POST", f"{url}/status", {"isResolved": True}, "2024-01-01T00:00Z")
    before = flags(session)
    assert before == (True, True, 1702405920, CREATED)
    session.document("POST", f"{url}/comment", {"body": "A note."}, "2024-01-02T00:00Z")
    assert f"{MUMBAI}/2024-01-02T000000Z.resolved.md" in session.changed
    assert flags(session) == before


def test_what_a_patch_does_not_say_is_cleared(session: Session) -> None:
    """Without a start, an incident began when it was entered, as Kener's page shows it."""
    session.document("POST", "/api/incident/12/status", {"isResolved": True}, "2024-01-01T00:00Z")
    body = {"title": "Outage", "tags": ["earth", "google-search", "earth"]}
    assert same(
        session.document("PATCH", "/api/incident/12", body, "2024-01-01T00:01Z"),
        """
    {
        "createdAt": 1703940450,
        "closedAt": null,
        "title": "Outage",
        "tags": ["google-search", "earth"],
        "incidentNumber": 12,
        "startDatetime": 1703940450,
        "endDatetime": null,
        "body": "",
        "impact": null,
        "isMaintenance": false,
        "isIdentified": false,
        "isResolved": false
    }""",
    )
    assert session.changed == {
        f"{MUMBAI}/2024-01-01T000100Z.investigating.md": "We are investigating this incident.\n",
        f"{MUMBAI}/incident.md": """\
---
id: 12
# As the first customer said.
title: Outage
start: 2023-12-30T12:47:30Z
opened_as: identified
monitors: {google-search: UP, earth: UP}
created_at: 1703940450
updated_at: 2024-01-01T00:01:00Z
---
""",
    }


def test_another_impact_is_that_of_now_on_and_a_new_start_keeps_the_body(tmp_path: Path) -> None:
    session = Session(
        tmp_path,
        {
            **SITE,
            f"{MUMBAI}/incident.md": OUTAGE.replace("pin:", "# "),
            f"{MUMBAI}/2024-01-01T000000Z.identified.md": "---\n"
            "monitors: {google-search: DEGRADED}\n---\nBetter.\n",
        },
    )
    body = {**BODY, "startDatetime": 1702405680, "endDatetime": None, "tags": ["earth"]}
    shown = session.document("PATCH", "/api/incident/12", body, "2024-01-01T00:01Z")
    assert (shown["startDatetime"], shown["tags"], shown["impact"], shown["body"]) == (
        1702405680,
        ["earth"],
        "DOWN",
        "Login cluster is down in mumbai region",
    )
    assert "google-search" not in "".join(text or "" for text in session.changed.values())


@pytest.mark.parametrize(
    ("body", "state", "shown"),
    [
        ({}, "investigating", (False, False, None)),
        ({"isIdentified": True}, "identified", (True, False, None)),
        ({"isResolved": True}, "resolved", (False, True, CREATED)),
        ({"isIdentified": True, "isResolved": True}, "resolved", (True, True, CREATED)),
        (
            {"isResolved": True, "startDatetime": CREATED - 60, "endDatetime": CREATED - 30},
            "resolved",
            (False, True, CREATED - 30),
        ),
    ],
)
def test_flags_of_a_new_incident(
    tmp_path: Path, body: dict[str, Any], state: str, shown: tuple[Any, ...]
) -> None:
    """Without a body there is no opening update: the flags are updates."""
    session = Session(tmp_path, SITE)
    made = session.document("POST", "/api/incident", {"title": "T", "tags": ["earth"], **body}, NOW)
    assert (made["isIdentified"], made["isResolved"], made["endDatetime"]) == shown
    assert made["impact"] is None
    names = [path for path in session.changed if not path.endswith("incident.md")]
    assert [name.split(".")[1] for name in names[-1:]] == ([state] if body else [])


# ---------------------------------------------------------------- maintenances

PLANNED = {
    "title": "Move to new servers",
    "body": "The database moves.",
    "startDatetime": instant("2026-02-01T02:00Z"),
    "endDatetime": instant("2026-02-01T04:00Z"),
    "tags": ["earth"],
    "isMaintenance": True,
}


def test_a_maintenance_with_an_end_is_one(tmp_path: Path) -> None:
    session = Session(tmp_path, SITE)
    made = session.document("POST", "/api/incident", PLANNED, "2026-01-10T09:00Z")
    assert session.changed == {
        "content/maintenances/2026-02-01-move-to-new-servers/maintenance.md": """\
---
title: Move to new servers
start: 2026-02-01T02:00:00Z
duration: 2h
monitors:
  earth: MAINTENANCE
created_at: 2026-01-10T09:00:00Z
---
The database moves.
"""
    }
    assert same(
        made,
        f"""
    {{
        "createdAt": 1768035600,
        "closedAt": null,
        "title": "Move to new servers",
        "tags": ["earth"],
        "incidentNumber": {made["incidentNumber"]},
        "startDatetime": 1769911200,
        "endDatetime": 1769918400,
        "body": "The database moves.",
        "impact": null,
        "isMaintenance": true,
        "isIdentified": false,
        "isResolved": false
    }}""",
    )


def test_a_maintenance_without_an_end_is_an_incident_of_planned_work(tmp_path: Path) -> None:
    session = Session(tmp_path, SITE)
    body = {"title": "Work", "tags": ["earth"], "isMaintenance": True}
    made = session.document("POST", "/api/incident", body, NOW)
    assert (made["isMaintenance"], made["impact"], made["endDatetime"]) == (True, None, None)
    assert [path.split("/")[1] for path in session.changed] == ["incidents"]


def test_update_a_maintenance(work: Session) -> None:
    """Without a start it keeps the planned one: work cannot be without."""
    body = {**PLANNED, "startDatetime": None, "endDatetime": instant("2026-02-01T05:00Z")}
    shown = work.document("PATCH", "/api/incident/8", body, "2026-01-11T00:00Z")
    assert (shown["startDatetime"], shown["endDatetime"]) == (
        instant("2026-02-01T02:00Z"),
        instant("2026-02-01T05:00Z"),
    )
    assert work.changed == {
        f"{WORK}/maintenance.md": MOVE.replace("04:00:00Z", "05:00:00Z").replace(
            "09:00:00Z\n", "09:00:00Z\nupdated_at: 2026-01-11T00:00:00Z\n"
        )
    }


@pytest.mark.parametrize(
    ("now", "file", "text"),
    [
        (
            "2026-01-11T00:00Z",
            "2026-01-11T000000Z.cancelled",
            "This maintenance has been cancelled.",
        ),
        ("2026-02-01T03:00Z", "2026-02-01T030000Z.completed", "This maintenance is over."),
    ],
)
def test_a_maintenance_that_is_resolved_is_over(
    work: Session, now: str, file: str, text: str
) -> None:
    shown = work.document("POST", "/api/incident/8/status", {"isResolved": True}, now)
    assert work.changed == {f"{WORK}/{file}.md": f"{text}\n"}
    assert (shown["isResolved"], shown["closedAt"]) == (True, instant(now))


@pytest.mark.parametrize(
    ("now", "file", "more"),
    [
        ("2026-01-11T00:00Z", "2026-01-11T000000Z.scheduled", ""),
        ("2026-02-01T03:00Z", "2026-02-01T030000Z.in-progress", ""),
        (
            "2026-02-02T00:00Z",
            "2026-02-01T040000Z.completed",
            "---\ncreated_at: 2026-02-02T00:00:00Z\n---\n",
        ),
    ],
)
def test_a_comment_on_a_maintenance_moves_nothing(
    work: Session, now: str, file: str, more: str
) -> None:
    before = work.document("GET", "/api/incident/8", now=now)
    made = work.document("POST", "/api/incident/8/comment", {"body": "A note."}, now)
    assert work.changed == {f"{WORK}/{file}.md": f"{more}A note.\n"}
    assert (made["body"], made["createdAt"]) == ("A note.", instant(now))
    assert work.document("GET", "/api/incident/8", now=now) == before
    assert work.document("GET", "/api/incident/8/comment", now=now) == [made]


def test_a_comment_on_one_time_of_many(tmp_path: Path) -> None:
    weekly = MOVE.replace("end: 2026-02-01T04:00:00Z", "rrule: FREQ=WEEKLY\nduration: 2h")
    work = Session(tmp_path, {**SITE, f"{WORK}/maintenance.md": weekly})
    now = "2026-02-09T00:00Z"
    listed = work.document("GET", "/api/incident?state=closed", now=now)
    assert len(listed) == 2
    url = f"/api/incident/{listed[1]['incidentNumber']}"
    made = work.document("POST", f"{url}/comment", {"body": "A note."}, now)
    assert work.changed == {
        f"{WORK}/2026-02-01T040000Z.completed.md": "---\noccurrence: 2026-02-01T02:00:00Z\n"
        "created_at: 2026-02-09T00:00:00Z\n---\nA note.\n"
    }
    assert work.document("GET", f"{url}/comment", now=now) == [made]
    refused = work.send("PATCH", url, PLANNED, now)
    assert refused.document == {
        "error": "Invalid incidentNumber: it is one time of a recurring maintenance, "
        "whose file says when"
    }


# ---------------------------------------------------------------- the search


@pytest.fixture
def many(tmp_path: Path) -> Session:
    """120 incidents, one created each day from 1 January 2025 on; every tenth is closed."""
    content: dict[str, str] = {}
    for n in range(1, 121):
        start = 1735689600 + (n - 1) * 86400
        tag = "earth" if n % 2 else "google-search"
        folder = f"content/incidents/i-{n}"
        content[f"{folder}/incident.md"] = (
            f"---\nid: {n}\ntitle: Outage number {n}\nstart: {start}\nmonitors: [{tag}]\n---\n"
        )
        if n % 10 == 0:
            content[f"{folder}/2025-12-01T0000Z.resolved.md"] = "Over."
    return Session(tmp_path, {**SITE, **content})


def test_filters_and_pages(many: Session) -> None:
    def found(query: str) -> list[int]:
        shown = many.document("GET", f"/api/incident{query}", now="2026-01-01T00:00Z")
        return [one["incidentNumber"] for one in shown]

    day = 86400
    first = 1735689600
    assert found("") == [119, 118, 117, 116, 115, 114, 113, 112, 111, 109]
    assert found("?page=2&per_page=3") == [116, 115, 114]
    assert len(found("?per_page=500")) == 100
    assert found("?page=99") == []
    assert found("?state=closed&per_page=3") == [120, 110, 100]
    assert found("?tags=earth&per_page=3") == [119, 117, 115]
    assert found("?tags=earth,%20google-search&per_page=3") == [119, 118, 117]
    assert found("?tags=mars") == []
    assert found(f"?created_after_utc={first + 117 * day}") == [119, 118]
    assert found(f"?created_before_utc={first + day}") == [2, 1]
    between = f"?created_after_utc={first + day}&created_before_utc={first + 2 * day}"
    assert found(between) == [3, 2]
    assert found("?title_like=NUMBER%207") == [117, 107, 97, 87, 79, 78, 77, 76, 75, 74]
    assert found("?title_like=nothing") == []
    assert found("?state=&tags=&page=&per_page=1") == [119]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("state=resolved", "state must be open or closed"),
        ("page=0", "Invalid page"),
        ("page=x", "Invalid page"),
        ("per_page=-1", "Invalid per_page"),
        ("created_after_utc=today", "Invalid created_after_utc"),
        ("created_before_utc=NaN", "Invalid created_before_utc"),
    ],
)
def test_searches_that_are_refused(session: Session, query: str, error: str) -> None:
    answer = session.send("GET", f"/api/incident?{query}", now=NOW)
    assert (answer.status, answer.document) == (400, {"error": error})


def test_names_of_files_answer_with_the_files(session: Session) -> None:
    now = "2024-01-01T00:00Z"
    assert same(session.document("GET", "/api/incident/12.json", now=now), DOCUMENT)
    assert session.document("GET", "/api/incident/12/comment.json", now=now) == []
    assert session.document("GET", "/api/incident/closed.json", now=now) == []
    assert list(session.document("GET", "/api/status.json", now=now)) == ["google-search", "earth"]
    assert session.send("GET", "/api/incident/13.json", now=now).status == 404


# ---------------------------------------------------------------- errors


def refused(session: Session, answer: Answer) -> str:
    assert session.changed == {}
    assert list(answer.document) == ["error"]
    return f"{answer.status} {answer.document['error']}"


PUSH = {"status": "UP", "latency": 0, "tag": "earth"}


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({"status": None, "latency": "x"}, "status missing"),
        ({"status": "MAINTENANCE"}, "status missing"),
        ({"latency": None, "timestampInSeconds": "x"}, "latency missing or not a number"),
        ({"latency": "fast"}, "latency missing or not a number"),
        ({"latency": True}, "latency missing or not a number"),
        ({"timestampInSeconds": "x", "tag": "mars"}, "timestampInSeconds not a number"),
        ({"timestampInSeconds": CREATED + 60, "tag": "mars"}, "timestampInSeconds is in future"),
        (
            {"timestampInSeconds": CREATED - 91 * 86400, "tag": "mars"},
            "timestampInSeconds is older than 90days",
        ),
        ({"tag": "mars"}, "invalid tag"),
        ({"tag": None}, "invalid tag"),
        ({"tag": ["earth"]}, "invalid tag"),
    ],
)
def test_a_status_that_is_refused(session: Session, keys: dict[str, Any], error: str) -> None:
    """In the order in which Kener checks; its errors here repeat their status in the document."""
    answer = session.send("POST", "/api/status", {**PUSH, **keys}, NOW)
    assert (answer.status, answer.document) == (400, {"error": error, "status": 400})
    assert session.changed == {}


def test_a_status_of_this_minute_and_of_none(session: Session) -> None:
    """A latency of 0 is none; digits in a text are a number; hidden monitors have records too."""
    minute = CREATED - 30
    for body in (
        PUSH,
        {**PUSH, "status": "DEGRADED", "latency": "12.5"},
        {**PUSH, "tag": "secret"},
    ):
        said = session.document("POST", "/api/status", body, NOW)
        assert said == {"status": 200, "message": f"success at {minute}"}
    records = {path: text for path, text in session.files().items() if path.endswith(".csv")}
    assert records == {
        "content/status/earth/2023-12-30.csv": "timestamp,status,latency\n"
        "2023-12-30T12:47:00Z,DEGRADED,12.5\n",
        "content/status/secret/2023-12-30.csv": "timestamp,status,latency\n"
        "2023-12-30T12:47:00Z,UP,\n",
    }


def test_statuses_that_cannot_be_shown(session: Session) -> None:
    missing = session.send("GET", "/api/status", now=NOW)
    assert (missing.status, missing.document) == (400, {"error": "tag missing"})
    for tag in ("mars", "secret"):
        unknown = session.send("GET", f"/api/status?tag={tag}", now=NOW)
        assert (unknown.status, unknown.document) == (200, {"error": "invalid tag", "status": 400})


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({"startDatetime": "now", "endDatetime": "x"}, "Invalid startDatetime"),
        ({"startDatetime": -5}, "Invalid startDatetime"),
        ({"endDatetime": "x", "title": ""}, "Invalid endDatetime"),
        ({"endDatetime": 1702405740, "title": ""}, "Invalid endDatetime"),
        ({"title": "", "tags": []}, "Invalid title"),
        ({"title": 5}, "Invalid title"),
        ({"title": "  "}, "Invalid title"),
        ({"tags": [], "body": 5}, "Invalid tags"),
        ({"tags": "earth"}, "Invalid tags"),
        ({"tags": ["earth", 5]}, "Invalid tags"),
        ({"body": 5, "impact": "UP"}, "Invalid body"),
        ({"impact": "UP", "tags": ["mars"]}, "Invalid impact"),
        ({"impact": ["DOWN"]}, "Invalid impact"),
        ({"tags": ["mars"], "isMaintenance": "yes"}, "Unknown tags"),
        ({"tags": ["secret"]}, "Unknown tags"),
        ({"isMaintenance": "yes"}, "Invalid isMaintenance"),
    ],
)
def test_an_incident_that_is_refused(
    session: Session, method: str, keys: dict[str, Any], error: str
) -> None:
    """In the order in which Kener checks."""
    url = "/api/incident" + ("/12" if method == "PATCH" else "")
    answer = session.send(method, url, {**BODY, **keys}, "2024-01-01T00:00Z")
    assert refused(session, answer) == f"400 {error}"


@pytest.mark.parametrize(
    ("method", "url", "body", "error"),
    [
        ("GET", "/api/incident/7", None, "404 incident not found"),
        ("GET", "/api/incident/7/comment", None, "404 incident not found"),
        ("PATCH", "/api/incident/7", BODY, "404 incident not found"),
        ("POST", "/api/incident/7/comment", {"body": "x"}, "404 incident not found"),
        ("POST", "/api/incident/7/status", {}, "404 incident not found"),
        ("GET", "/api/incident/x", None, "400 Invalid incidentNumber"),
        ("PATCH", "/api/incident/x", {}, "400 Invalid incidentNumber"),
        ("POST", "/api/incident/x/comment", {}, "400 Invalid incidentNumber"),
        ("POST", "/api/incident/x/status", {}, "400 Invalid incidentNumber"),
        ("POST", "/api/incident/12/comment", {}, "400 Invalid body"),
        ("POST", "/api/incident/12/comment", {"body": " "}, "400 Invalid body"),
        ("POST", "/api/incident/12/comment", {"body": 5}, "400 Invalid body"),
        ("POST", "/api/incident/12/status", {"endDatetime": "x"}, "400 Invalid endDatetime"),
        ("POST", "/api/incident/12/status", {"endDatetime": 5}, "400 Invalid endDatetime"),
        ("POST", "/api/incident", "{", "400 The body is not a valid JSON object"),
        ("POST", "/api/incident", [], "400 The body is not a valid JSON object"),
        ("POST", "/api/status", "[" * 100_000, "400 The body is not a valid JSON object"),
        ("DELETE", "/api/incident/12", None, "405 DELETE is not allowed for /api/incident/12"),
        ("PUT", "/api/status", {}, "405 PUT is not allowed for /api/status"),
        (
            "POST",
            "/api/incident/12/comment",
            {"body": "half \ud800"},
            "400 The body holds half of a surrogate pair, which is no text",
        ),
        (
            "PATCH",
            "/api/incident/12",
            {**BODY, "isMaintenance": True},
            "400 Invalid isMaintenance: an incident with an impact is none",
        ),
    ],
)
def test_requests_that_are_refused(
    session: Session, method: str, url: str, body: Any, error: str
) -> None:
    answer = session.send(method, url, body, "2024-01-01T00:00Z")
    assert refused(session, answer) == error


def test_what_the_checks_do_not_accept_is_refused_in_their_words(session: Session) -> None:
    answer = session.send("POST", "/api/incident", {**BODY, "title": "a" * 256}, NOW)
    assert "255" in refused(session, answer)


def test_what_has_not_begun_is_no_incident(session: Session) -> None:
    body = {**BODY, "startDatetime": CREATED + 3600, "endDatetime": None}
    answer = session.send("POST", "/api/incident", body, NOW)
    assert "planned work belongs in content/maintenances" in refused(session, answer)


@pytest.mark.parametrize(
    ("keys", "error"),
    [
        ({"isMaintenance": False}, "Invalid isMaintenance: a maintenance stays one"),
        ({"endDatetime": None}, "Invalid endDatetime: a maintenance needs one"),
    ],
)
def test_a_maintenance_stays_one(work: Session, keys: dict[str, Any], error: str) -> None:
    answer = work.send("PATCH", "/api/incident/8", {**PLANNED, **keys}, "2026-01-11T00:00Z")
    assert refused(work, answer) == f"400 {error}"


def test_a_derived_number_that_is_taken_is_another(tmp_path: Path) -> None:
    made = Session(tmp_path / "a", SITE).document("POST", "/api/incident", BODY, NOW)
    number = made["incidentNumber"]
    taken = OUTAGE.replace("id: 12", f"id: {number}")
    session = Session(tmp_path / "b", {**SITE, f"{MUMBAI}/incident.md": taken})
    other = session.document("POST", "/api/incident", BODY, NOW)
    assert other["incidentNumber"] == number + 1
    assert f"id: {number + 1}\n" in json.dumps(list(session.changed.values())).replace("\\n", "\n")
