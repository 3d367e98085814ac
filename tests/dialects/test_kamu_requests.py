"""Requests to /api/incidents: the examples of two documentations as sessions, and every error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sessions import Session, same

SITE = {
    "monitors.yaml": "- {tag: abc123, name: API}\n- {tag: def456, name: Database}\n"
    "- {tag: secret, name: Hidden, hidden: true}\n"
}
FOLDER = "content/incidents/2025/2025-05-15-api-degraded"
INCIDENT = {
    f"{FOLDER}/incident.md": """\
---
id: 1
title: API degraded performance   # as they say
start: 2025-05-15T08:30:00Z
monitors: {abc123: DEGRADED}
---
""",
    f"{FOLDER}/2025-05-15T0830Z.investigating.md": "---\nid: 1\n---\n"
    "We are investigating elevated error rates.\n",
    f"{FOLDER}/2025-05-15T0845Z.identified.md": "---\nid: 2\n---\n"
    "Root cause identified as a database connection pool issue.\n",
}
WORK = "content/maintenances/2025-06-01-upgrade/maintenance.md"
MAINTENANCE = {
    WORK: """\
---
id: 2
title: Planned maintenance
start: 2025-06-01T02:00:00Z
end: 2025-06-01T04:00:00Z
monitors: [abc123, def456]
created_at: 2025-05-20T09:00:00Z
---
Scheduled maintenance window for infrastructure upgrade.
"""
}
DOCUMENT = """
{
"id": "inc_1",
"title": "API degraded performance",
"status": "identified",
"monitorIds": ["mon_abc123"],
"startedAt": "2025-05-15T08:30:00Z",
"resolvedAt": null,
"updates": [
{
"id": "upd_1",
"status": "investigating",
"message": "We are investigating elevated error rates.",
"createdAt": "2025-05-15T08:30:00Z"
},
{
"id": "upd_2",
"status": "identified",
"message": "Root cause identified as a database connection pool issue.",
"createdAt": "2025-05-15T08:45:00Z"
}
]
}"""
KEY = {"x-api-key": "km_your_api_key"}
NOW = "2025-05-15T09:00:00Z"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """The incident and the maintenance of Kamu's documentation; ids are whole numbers here."""
    return Session(tmp_path, {**SITE, **INCIDENT, **MAINTENANCE}, KEY)


# ---------------------------------------------------------------- Kamu's documentation


def test_list_and_get_incidents(session: Session) -> None:
    for word in ("inc_1", "1"):
        assert same(session.document("GET", f"/api/incidents/{word}", now=NOW), DOCUMENT)
    listed = session.document("GET", "/api/incidents", now=NOW)
    assert [one["id"] for one in listed] == ["inc_2", "inc_1"]
    assert same(listed[1], DOCUMENT)
    assert same(session.document("GET", "/api/incidents/inc_1.json", now=NOW), DOCUMENT)
    assert [one["id"] for one in session.document("GET", "/api/incidents.json", now=NOW)] == [
        "inc_2",
        "inc_1",
    ]


def test_create_an_incident(tmp_path: Path) -> None:
    session = Session(tmp_path, SITE, KEY)
    body = {
        "title": "Scheduled database migration",
        "status": "investigating",
        "message": "We are performing a planned database migration.",
        "monitorIds": ["mon_abc123"],
    }
    answer = session.send("POST", "/api/incidents", body, NOW)
    assert (answer.status, answer.message) == (201, "Open incident: Scheduled database migration")
    made = answer.document
    assert same(
        made,
        f"""
    {{
    "id": "{made["id"]}",
    "title": "Scheduled database migration",
    "status": "investigating",
    "monitorIds": ["mon_abc123"],
    "startedAt": "2025-05-15T09:00:00Z",
    "resolvedAt": null,
    "updates": [
    {{
    "id": "{made["updates"][0]["id"]}",
    "status": "investigating",
    "message": "We are performing a planned database migration.",
    "createdAt": "2025-05-15T09:00:00Z"
    }}
    ]
    }}""",
    )
    assert session.changed == {
        "content/incidents/2025/2025-05-15-scheduled-database-migration/incident.md": """\
---
title: Scheduled database migration
start: 2025-05-15T09:00:00Z
monitors:
  abc123: DOWN
source: API
---
We are performing a planned database migration.
"""
    }


def test_update_an_incident(session: Session) -> None:
    message = "The issue has been resolved. All services are operating normally."
    body = {"status": "resolved", "message": message}
    answer = session.send("PATCH", "/api/incidents/inc_1", body, NOW)
    assert (answer.status, answer.message) == (
        200,
        "Post update (resolved): API degraded performance",
    )
    found = answer.document
    assert (found["status"], found["resolvedAt"]) == ("resolved", "2025-05-15T09:00:00Z")
    assert [one["status"] for one in found["updates"]] == [
        "investigating",
        "identified",
        "resolved",
    ]
    assert found["updates"][2]["message"] == message
    assert session.changed == {f"{FOLDER}/2025-05-15T090000Z.resolved.md": f"{message}\n"}


def test_delete_an_incident(session: Session) -> None:
    answer = session.send("DELETE", "/api/incidents/inc_1", now=NOW)
    assert (answer.status, answer.document) == (200, {"message": "Incident 'inc_1' deleted"})
    assert session.changed == {
        **dict.fromkeys(INCIDENT),
        "content/removed.yaml": """\
- kind: incident
  slug: 2025-05-15-api-degraded
  id: 1
  reason: Deleted through the API
  at: 2025-05-15T09:00:00Z
""",
    }
    assert session.send("GET", "/api/incidents/inc_1", now=NOW).status == 404


def test_create_a_maintenance_window(tmp_path: Path) -> None:
    session = Session(tmp_path, SITE, KEY)
    body = {
        "title": "Planned maintenance",
        "status": "monitoring",
        "message": "Scheduled maintenance window for infrastructure upgrade.",
        "monitorIds": ["mon_abc123", "mon_def456"],
        "maintenance": True,
        "scheduledStart": "2025-06-01T02:00:00Z",
        "scheduledEnd": "2025-06-01T04:00:00Z",
    }
    made = session.document("POST", "/api/incidents", body, NOW)
    assert same(
        made,
        f"""
    {{
        "id": "{made["id"]}",
        "title": "Planned maintenance",
        "status": "monitoring",
        "monitorIds": ["mon_abc123", "mon_def456"],
        "startedAt": "2025-06-01T02:00:00Z",
        "resolvedAt": null,
        "updates": [
            {{
                "id": "{made["updates"][0]["id"]}",
                "status": "monitoring",
                "message": "Scheduled maintenance window for infrastructure upgrade.",
                "createdAt": "2025-05-15T09:00:00Z"
            }}
        ],
        "maintenance": true,
        "scheduledStart": "2025-06-01T02:00:00Z",
        "scheduledEnd": "2025-06-01T04:00:00Z"
    }}""",
    )
    assert session.changed == {
        "content/maintenances/2025-06-01-planned-maintenance/maintenance.md": """\
---
title: Planned maintenance
start: 2025-06-01T02:00:00Z
duration: 2h
monitors:
  abc123: MAINTENANCE
  def456: MAINTENANCE
created_at: 2025-05-15T09:00:00Z
---
Scheduled maintenance window for infrastructure upgrade.
"""
    }
    assert made in session.document("GET", "/api/incidents", now=NOW)


# ---------------------------------------------------------------- Kener's guide


def test_create_and_update_in_the_words_of_the_guide(tmp_path: Path) -> None:
    """It shows no answers: they are Kamu's."""
    session = Session(tmp_path, SITE, {"Authorization": "Bearer YOUR_API_KEY"})
    made = session.document(
        "POST",
        "/api/incidents",
        {
            "title": "API Latency Issues",
            "status": "investigating",
            "impact": "minor",
            "message": "We are investigating increased API response times.",
        },
        "2024-01-10T10:00:00Z",
    )
    folder = "content/incidents/2024/2024-01-10-api-latency-issues"
    assert session.changed == {
        f"{folder}/incident.md": """\
---
title: API Latency Issues
start: 2024-01-10T10:00:00Z
monitors: {}
source: API
severity: minor
---
We are investigating increased API response times.
"""
    }
    number = made["id"].removeprefix("inc_")
    answer = session.send(
        "POST",
        f"/api/incidents/{number}/updates",
        {"status": "identified", "message": "Root cause identified. Working on a fix."},
        "2024-01-10T10:10:00Z",
    )
    assert (answer.status, answer.document["id"], answer.document["status"]) == (
        201,
        made["id"],
        "identified",
    )
    assert session.changed == {
        f"{folder}/2024-01-10T101000Z.identified.md": "Root cause identified. Working on a fix.\n"
    }


def test_a_start_makes_a_maintenance(tmp_path: Path) -> None:
    session = Session(tmp_path, SITE)
    body = {
        "title": "Database Maintenance",
        "scheduledStart": "2024-01-15T02:00:00Z",
        "scheduledEnd": "2024-01-15T04:00:00Z",
        "impact": "minor",
        "message": "Scheduled database maintenance. Expect brief interruptions.",
    }
    made = session.document("POST", "/api/incidents", body, "2024-01-10T10:00:00Z")
    assert (made["maintenance"], made["status"]) == (True, "monitoring")
    assert session.changed == {
        "content/maintenances/2024-01-15-database-maintenance/maintenance.md": """\
---
title: Database Maintenance
start: 2024-01-15T02:00:00Z
duration: 2h
monitors: {}
severity: minor
created_at: 2024-01-10T10:00:00Z
---
Scheduled database maintenance. Expect brief interruptions.
"""
    }


# ---------------------------------------------------------------- what follows from both


@pytest.mark.parametrize(
    ("impact", "monitors"),
    [
        (None, "  abc123: DOWN\n"),
        ("none", "  abc123: UP\n"),
        ("minor", "  abc123: DEGRADED\n"),
        ("Major", "  abc123: PARTIAL\n"),
        ("critical", "  abc123: DOWN\n"),
    ],
)
def test_the_impact_is_that_on_the_monitors_too(
    tmp_path: Path, impact: str | None, monitors: str
) -> None:
    session = Session(tmp_path, SITE)
    body = {"title": "T", "message": "M", "monitorIds": ["abc123"], "impact": impact}
    session.document("POST", "/api/incidents", body, NOW)
    (text,) = session.changed.values()
    assert text is not None
    assert f"monitors:\n{monitors}" in text
    assert (f"severity: {impact.lower()}\n" in text) if impact else ("severity" not in text)


@pytest.mark.parametrize("status", ["investigating", "identified", "MONITORING", "resolved"])
def test_the_status_of_a_new_incident(tmp_path: Path, status: str) -> None:
    session = Session(tmp_path, SITE)
    body = {"title": "T", "message": "M", "status": status}
    made = session.document("POST", "/api/incidents", body, NOW)
    shown = status.lower()
    assert (made["status"], [one["status"] for one in made["updates"]]) == (shown, [shown])
    assert made["resolvedAt"] == (NOW if shown == "resolved" else None)


def test_an_update_without_words_and_one_without_a_status(session: Session) -> None:
    session.document("PATCH", "/api/incidents/inc_1", {"status": "monitoring"}, NOW)
    session.document("PATCH", "/api/incidents/inc_1", {"message": "Still."}, "2025-05-15T09:05:00Z")
    found = session.document("GET", "/api/incidents/inc_1", now="2025-05-15T09:06:00Z")
    assert [(one["status"], one["message"]) for one in found["updates"][2:]] == [
        ("monitoring", "A fix is in place, and we are watching how it works."),
        ("monitoring", "Still."),
    ]


def test_what_is_resolved_may_be_opened_again(session: Session) -> None:
    session.document("PATCH", "/api/incidents/1", {"status": "resolved"}, NOW)
    note = session.document(
        "PATCH", "/api/incidents/1", {"message": "A note."}, "2025-05-15T09:05Z"
    )
    assert (note["status"], note["resolvedAt"]) == ("resolved", NOW)
    again = session.document(
        "PATCH", "/api/incidents/1", {"status": "identified"}, "2025-05-15T09:06Z"
    )
    assert (again["status"], again["resolvedAt"]) == ("identified", None)


@pytest.mark.parametrize(
    ("body", "now", "file", "status", "resolved_at"),
    [
        (
            {"message": "M"},
            "2025-05-25T08:00:00Z",
            "2025-05-25T080000Z.scheduled",
            "monitoring",
            None,
        ),
        (
            {"status": "monitoring", "message": "M"},
            "2025-06-01T03:00:00Z",
            "2025-06-01T030000Z.in-progress",
            "monitoring",
            None,
        ),
        (
            {"status": "resolved", "message": "M"},
            "2025-06-01T03:00:00Z",
            "2025-06-01T030000Z.completed",
            "resolved",
            "2025-06-01T03:00:00Z",
        ),
        (
            {"status": "resolved", "message": "M"},
            "2025-05-25T08:00:00Z",
            "2025-05-25T080000Z.cancelled",
            "resolved",
            "2025-05-25T08:00:00Z",
        ),
        (
            {"message": "M"},
            "2025-06-02T00:00:00Z",
            "2025-06-01T040000Z.completed",
            "resolved",
            "2025-06-01T04:00:00Z",
        ),
    ],
)
def test_an_update_of_a_maintenance(
    session: Session,
    body: dict[str, str],
    now: str,
    file: str,
    status: str,
    resolved_at: str | None,
) -> None:
    """The clock moves it, and an update only where it says that it is over."""
    found = session.document("PATCH", "/api/incidents/inc_2", body, now)
    (path,) = session.changed
    assert path == f"{WORK.rpartition('/')[0]}/{file}.md"
    assert (found["status"], found["resolvedAt"]) == (status, resolved_at)
    assert (found["updates"][-1]["message"], found["updates"][-1]["status"]) == ("M", status)


@pytest.mark.parametrize(
    ("now", "status", "message"),
    [
        ("2025-05-25T08:00Z", "resolved", "This maintenance has been cancelled."),
        ("2025-06-01T03:00Z", "resolved", "This maintenance is over."),
        ("2025-06-01T03:00Z", "identified", "The work goes on as planned."),
    ],
)
def test_an_update_of_a_maintenance_without_words(
    session: Session, now: str, status: str, message: str
) -> None:
    found = session.document("PATCH", "/api/incidents/2", {"status": status}, now)
    assert found["updates"][-1]["message"] == message


def test_delete_a_maintenance(session: Session) -> None:
    session.document("DELETE", "/api/incidents/2", now=NOW)
    assert session.changed[WORK] is None
    assert "kind: maintenance\n" in (session.changed["content/removed.yaml"] or "")


def test_one_time_of_many_is_cancelled_and_not_deleted(tmp_path: Path) -> None:
    weekly = MAINTENANCE[WORK].replace(
        "end: 2025-06-01T04:00:00Z", "duration: 2h\nrrule: FREQ=WEEKLY"
    )
    session = Session(tmp_path, {**SITE, WORK: weekly})
    now = "2025-06-01T00:00:00Z"
    (found,) = session.document("GET", "/api/incidents", now=now)
    url = f"/api/incidents/{found['id']}"
    refused = session.send("DELETE", url, now=now)
    assert (refused.status, session.changed) == (400, {})
    assert refused.document == {
        "error": "This is one time of a recurring maintenance: cancel it by an update"
    }
    session.document("PATCH", url, {"status": "resolved", "message": "Not today."}, now)
    assert list(session.changed.values()) == [
        "---\noccurrence: 2025-06-01T02:00:00Z\n---\nNot today.\n"
    ]
    assert session.document("GET", url, now=now)["status"] == "resolved"


# ---------------------------------------------------------------- errors

GOOD: dict[str, Any] = {"title": "T", "message": "M"}
PLAN = {
    **GOOD,
    "scheduledStart": "2025-06-01T02:00:00Z",
    "scheduledEnd": "2025-06-01T04:00:00Z",
}


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("{", "The body must be a JSON object"),
        ([], "The body must be a JSON object"),
        ("[" * 100_000, "The body must be a JSON object"),
        ({"message": "M"}, "title must be a text that is not empty"),
        ({**GOOD, "title": " "}, "title must be a text that is not empty"),
        (
            {**GOOD, "status": "open"},
            "status must be one of investigating, identified, monitoring, resolved",
        ),
        (
            {**GOOD, "status": 5},
            "status must be one of investigating, identified, monitoring, resolved",
        ),
        ({"title": "T"}, "message must be a text that is not empty"),
        ({**GOOD, "message": 5}, "message must be a text that is not empty"),
        ({**GOOD, "impact": "huge"}, "impact must be one of none, minor, major, critical"),
        (
            {**GOOD, "monitorIds": "mon_abc123"},
            'monitorIds must be a list of monitors, such as ["mon_api"]',
        ),
        ({**GOOD, "monitorIds": ["mon_mars"]}, "Monitor 'mon_mars' not found"),
        ({**GOOD, "monitorIds": ["mon_secret"]}, "Monitor 'mon_secret' not found"),
        ({**GOOD, "maintenance": "yes"}, "maintenance must be true or false"),
        (
            {**GOOD, "maintenance": True},
            "scheduledStart must be a time such as 2025-06-01T02:00:00Z",
        ),
        (
            {**PLAN, "scheduledStart": "2025-06-01T02:00:00"},
            "scheduledStart must be a time such as 2025-06-01T02:00:00Z",
        ),
        (
            {**PLAN, "scheduledEnd": 1748750400.5},
            "scheduledEnd must be a time such as 2025-06-01T02:00:00Z",
        ),
        (
            {**PLAN, "scheduledEnd": None},
            "scheduledEnd must be a time such as 2025-06-01T02:00:00Z",
        ),
        (
            {**PLAN, "scheduledEnd": "2025-06-01T02:00:00Z"},
            "scheduledEnd must be after scheduledStart",
        ),
        (
            {**PLAN, "scheduledStart": None},
            "scheduledEnd belongs to a maintenance: add scheduledStart",
        ),
        (
            {**PLAN, "status": "resolved"},
            "status cannot be resolved: this maintenance is not over yet",
        ),
        (
            {**GOOD, "message": "half \ud800"},
            "The body holds half of a surrogate pair, which is no text",
        ),
    ],
)
def test_incidents_that_are_refused(session: Session, body: Any, error: str) -> None:
    answer = session.send("POST", "/api/incidents", body, NOW)
    assert (answer.status, answer.document, session.changed) == (400, {"error": error}, {})


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "error"),
    [
        ("GET", "/inc_9", None, 404, "Incident 'inc_9' not found"),
        ("GET", "/upd_1", None, 404, "Incident 'upd_1' not found"),
        ("GET", "/1/updates", None, 405, "GET is not allowed for /api/incidents/1/updates"),
        ("PATCH", "/9", {"status": "resolved"}, 404, "Incident '9' not found"),
        ("PATCH", "/1", {}, 400, "Send status, message or both"),
        ("PATCH", "/1", {"message": ""}, 400, "message must be a text that is not empty"),
        ("PATCH", "/1", "{", 400, "The body must be a JSON object"),
        (
            "PATCH",
            "/1",
            {"status": "closed"},
            400,
            "status must be one of investigating, identified, monitoring, resolved",
        ),
        ("POST", "/9/updates", GOOD, 404, "Incident '9' not found"),
        ("DELETE", "/9", None, 404, "Incident '9' not found"),
        ("DELETE", "", None, 405, "DELETE is not allowed for /api/incidents"),
        ("PUT", "/1", GOOD, 405, "PUT is not allowed for /api/incidents/1"),
        ("POST", "/1", GOOD, 405, "POST is not allowed for /api/incidents/1"),
    ],
)
def test_requests_that_are_refused(
    session: Session, method: str, path: str, body: Any, status: int, error: str
) -> None:
    answer = session.send(method, f"/api/incidents{path}", body, NOW)
    assert (answer.status, answer.document, session.changed) == (status, {"error": error}, {})


def test_a_status_that_may_not_follow_is_refused(session: Session) -> None:
    session.document("PATCH", "/api/incidents/1", {"status": "resolved"}, NOW)
    body = {"status": "monitoring", "message": "M"}
    answer = session.send("POST", "/api/incidents/1/updates", body, "2025-05-15T09:05Z")
    assert (answer.status, session.changed) == (400, {})
    assert answer.document == {
        "error": "`monitoring` may not follow `resolved`: after `resolved` may come: "
        "investigating, identified, resolved, postmortem"
    }


def test_a_maintenance_that_is_over_stays_so(session: Session) -> None:
    body = {"status": "monitoring", "message": "M"}
    answer = session.send("PATCH", "/api/incidents/2", body, "2025-06-02T00:00Z")
    assert (answer.status, session.changed) == (400, {})
    assert answer.document == {"error": "This maintenance is over: plan a new one"}


def test_a_derived_id_that_is_taken_is_another(tmp_path: Path) -> None:
    for kind, body in (("incident", GOOD), ("maintenance", PLAN)):
        first = Session(tmp_path / kind, SITE).document("POST", "/api/incidents", body, NOW)
        number = int(first["id"].removeprefix("inc_"))
        files = {
            path: text.replace("id: 1\n", f"id: {number}\n", 1) for path, text in INCIDENT.items()
        }
        session = Session(tmp_path / f"{kind} again", {**SITE, **files})
        other = session.document("POST", "/api/incidents", body, NOW)
        assert other["id"] == f"inc_{number + 1}"
        assert f"\nid: {number + 1}\n" in "".join(text or "" for text in session.changed.values())
