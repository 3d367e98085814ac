"""Kener's read API as files: its documented examples from content that says the same, and more."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from statusgen.dialects import kener_v4
from tests.rendered import changed, rendered
from tests.sites import snapshot_of

NOW = "2026-01-16T00:00Z"
LATER = "2026-02-16T00:00Z"
OUTAGE = "content/incidents/2025/2025-01-16-api-gateway-outage"
SLOWDOWN = "content/incidents/2025/2025-01-16-database-slowdown"

SITE = {
    "content/site.yaml": "title: Example\nurl: https://status.example.com/kener\n",
    "monitors.yaml": """\
- tag: api-gateway
  name: API Gateway
- tag: database
  name: Database
""",
}

OPEN = """\
---
id: 1
title: API Gateway Outage
start: 2025-01-16T04:00:00Z
source: API
monitors:
  api-gateway: DOWN
created_at: 2026-01-15T10:00:00Z
updated_at: 2026-01-15T10:00:00Z
---
"""

FIRST_COMMENT = """\
---
id: 1
created_at: 2026-01-15T10:00:00Z
---
We are investigating increased error rates.
"""

SECOND_COMMENT = """\
---
id: 2
created_at: 2026-01-15T10:30:00Z
---
Root cause identified — rolling back deployment.
"""

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The files below api/v4 of a site that is written as {path: text}."""

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        snapshot = snapshot_of(tmp_path, {**SITE, **content}, now)
        found = rendered(kener_v4.documents(snapshot))
        return {path.removeprefix("api/v4/"): data for path, data in found.items()}

    return files


def compact(documented: str) -> bytes:
    """The same JSON as it is published: all keys in the same order, without blanks."""
    return json.dumps(json.loads(documented), ensure_ascii=False, separators=(",", ":")).encode()


# ---------------------------------------------------------------- the documented examples
# Two things differ from Kener's documentation, and both on purpose: `url`, which Kener has
# had since 4.1 and which leads to our own page, and the seconds of 1737010000 and 1737013600.
# The text says "truncated to the start of the minute", the examples forget it: the text wins.


def test_list_incidents(build: Build) -> None:
    resolved = OPEN.replace("updated_at: 2026-01-15T10", "updated_at: 2026-01-15T11")
    files = build(
        {
            f"{OUTAGE}/incident.md": resolved,
            f"{OUTAGE}/2025-01-16T0400Z.investigating.md": FIRST_COMMENT,
            f"{OUTAGE}/2025-01-16T0500Z.resolved.md": "The gateway works again.",
        }
    )
    assert files["incidents.json"] == compact("""
    {
      "incidents": [
        {
          "id": 1,
          "title": "API Gateway Outage",
          "start_date_time": 1737000000,
          "end_date_time": 1737003600,
          "state": "RESOLVED",
          "incident_source": "API",
          "monitors": [{"monitor_tag": "api-gateway", "impact": "DOWN"}],
          "created_at": "2026-01-15T10:00:00.000Z",
          "updated_at": "2026-01-15T11:00:00.000Z",
          "url": "https://status.example.com/kener/incidents/2025-01-16-api-gateway-outage/"
        }
      ]
    }""")


def test_get_an_incident(build: Build) -> None:
    files = build({f"{OUTAGE}/incident.md": OPEN})
    assert files["incidents/1.json"] == compact("""
    {
      "incident": {
        "id": 1,
        "title": "API Gateway Outage",
        "start_date_time": 1737000000,
        "end_date_time": null,
        "state": "INVESTIGATING",
        "incident_type": "INCIDENT",
        "incident_source": "API",
        "monitors": [{"monitor_tag": "api-gateway", "impact": "DOWN"}],
        "created_at": "2026-01-15T10:00:00.000Z",
        "updated_at": "2026-01-15T10:00:00.000Z",
        "url": "https://status.example.com/kener/incidents/2025-01-16-api-gateway-outage/"
      }
    }""")


def test_get_an_incident_that_was_just_created(build: Build) -> None:
    created = """\
---
id: 2
title: Database Slowdown
start: 1737010000
source: API
monitors:
  database: DEGRADED
created_at: 2026-01-15T12:00:00Z
updated_at: 2026-01-15T12:00:00Z
---
"""
    files = build({f"{SLOWDOWN}/incident.md": created})
    assert files["incidents/2.json"] == compact("""
    {
      "incident": {
        "id": 2,
        "title": "Database Slowdown",
        "start_date_time": 1737009960,
        "end_date_time": null,
        "state": "INVESTIGATING",
        "incident_type": "INCIDENT",
        "incident_source": "API",
        "monitors": [{"monitor_tag": "database", "impact": "DEGRADED"}],
        "created_at": "2026-01-15T12:00:00.000Z",
        "updated_at": "2026-01-15T12:00:00.000Z",
        "url": "https://status.example.com/kener/incidents/2025-01-16-database-slowdown/"
      }
    }""")


def test_get_an_incident_whose_end_was_patched(build: Build) -> None:
    """An end without a resolution is what no timeline can say: a pin does."""
    patched = """\
---
id: 2
title: Database Slowdown (resolved)
start: 1737010000
source: API
monitors:
  database: DEGRADED
pin:
  at: 2026-01-15T13:00:00Z
  end: 1737013600
created_at: 2026-01-15T12:00:00Z
updated_at: 2026-01-15T13:00:00Z
---
"""
    files = build({f"{SLOWDOWN}/incident.md": patched})
    assert files["incidents/2.json"] == compact("""
    {
      "incident": {
        "id": 2,
        "title": "Database Slowdown (resolved)",
        "start_date_time": 1737009960,
        "end_date_time": 1737013560,
        "state": "INVESTIGATING",
        "incident_type": "INCIDENT",
        "incident_source": "API",
        "monitors": [{"monitor_tag": "database", "impact": "DEGRADED"}],
        "created_at": "2026-01-15T12:00:00.000Z",
        "updated_at": "2026-01-15T13:00:00.000Z",
        "url": "https://status.example.com/kener/incidents/2025-01-16-database-slowdown/"
      }
    }""")


def test_get_an_incident_without_monitors(build: Build) -> None:
    files = build({f"{OUTAGE}/incident.md": OPEN.replace("\n  api-gateway: DOWN", " {}")})
    assert json.loads(files["incidents/1.json"])["incident"]["monitors"] == []


def test_list_comments(build: Build) -> None:
    files = build(
        {
            f"{OUTAGE}/incident.md": OPEN,
            f"{OUTAGE}/2025-01-16T0400Z.investigating.md": FIRST_COMMENT,
        }
    )
    assert files["incidents/1/comments.json"] == compact("""
    {
      "comments": [
        {
          "id": 1,
          "incident_id": 1,
          "comment": "We are investigating increased error rates.",
          "timestamp": 1737000000,
          "state": "INVESTIGATING",
          "created_at": "2026-01-15T10:00:00.000Z",
          "updated_at": "2026-01-15T10:00:00.000Z"
        }
      ]
    }""")


@pytest.mark.parametrize(
    ("number", "comment"),
    [
        pytest.param(
            1,
            """
            {
              "comment": {
                "id": 1,
                "incident_id": 1,
                "comment": "We are investigating increased error rates.",
                "timestamp": 1737000000,
                "state": "INVESTIGATING",
                "created_at": "2026-01-15T10:00:00.000Z",
                "updated_at": "2026-01-15T10:00:00.000Z"
              }
            }""",
            id="the first",
        ),
        pytest.param(
            2,
            """
            {
              "comment": {
                "id": 2,
                "incident_id": 1,
                "comment": "Root cause identified — rolling back deployment.",
                "timestamp": 1737001800,
                "state": "IDENTIFIED",
                "created_at": "2026-01-15T10:30:00.000Z",
                "updated_at": "2026-01-15T10:30:00.000Z"
              }
            }""",
            id="one that was added",
        ),
    ],
)
def test_get_a_comment(build: Build, number: int, comment: str) -> None:
    files = build(
        {
            f"{OUTAGE}/incident.md": OPEN,
            f"{OUTAGE}/2025-01-16T0400Z.investigating.md": FIRST_COMMENT,
            f"{OUTAGE}/2025-01-16T0430Z.identified.md": SECOND_COMMENT,
        }
    )
    assert files[f"incidents/1/comments/{number}.json"] == compact(comment)


def test_get_a_comment_that_was_patched(build: Build) -> None:
    patched = SECOND_COMMENT.replace("rolling back deployment", "rollback in progress").replace(
        "id: 2\n", "id: 2\nupdated_at: 2026-01-15T10:35:00Z\n"
    )
    files = build(
        {f"{OUTAGE}/incident.md": OPEN, f"{OUTAGE}/2025-01-16T0430Z.identified.md": patched}
    )
    assert files["incidents/1/comments/2.json"] == compact("""
    {
      "comment": {
        "id": 2,
        "incident_id": 1,
        "comment": "Root cause identified — rollback in progress.",
        "timestamp": 1737001800,
        "state": "IDENTIFIED",
        "created_at": "2026-01-15T10:30:00.000Z",
        "updated_at": "2026-01-15T10:35:00.000Z"
      }
    }""")


def test_a_deleted_comment_appears_neither_in_the_list_nor_by_itself(build: Build) -> None:
    deleted = SECOND_COMMENT.replace("id: 2\n", "id: 2\ndeleted: true\n")
    files = build(
        {
            f"{OUTAGE}/incident.md": OPEN,
            f"{OUTAGE}/2025-01-16T0400Z.investigating.md": FIRST_COMMENT,
            f"{OUTAGE}/2025-01-16T0430Z.identified.md": deleted,
        }
    )
    assert [one["id"] for one in json.loads(files["incidents/1/comments.json"])["comments"]] == [1]
    assert "incidents/1/comments/1.json" in files
    assert "incidents/1/comments/2.json" not in files


# ---------------------------------------------------------------- incidents


def incident(title: str, start: str, monitors: str = "{}", more: str = "") -> str:
    return f"---\ntitle: {title}\nstart: {start}\nmonitors: {monitors}\n{more}---\n"


def ids(data: bytes, key: str = "incidents") -> list[int]:
    return [one["id"] for one in json.loads(data)[key]]


def test_the_newest_start_comes_first_then_the_highest_id(build: Build) -> None:
    files = build(
        {
            f"content/incidents/{name}/incident.md": incident(name, start, more=f"id: {number}\n")
            for number, name, start in (
                (7, "old", "2026-01-01T00:00Z"),
                (3, "new", "2026-01-02T00:00Z"),
                (5, "same-minute-later-second", "2026-01-01T12:00:50Z"),
                (6, "same-minute", "2026-01-01T12:00:10Z"),
            )
        }
    )
    assert ids(files["incidents.json"]) == [3, 6, 5, 7]


def test_comments_come_newest_minute_first_then_the_highest_id(build: Build) -> None:
    files = build(
        {
            f"{OUTAGE}/incident.md": OPEN,
            f"{OUTAGE}/2025-01-16T041030Z.investigating.md": "---\nid: 12\n---\nOne.",
            f"{OUTAGE}/2025-01-16T041040Z.identified.md": "---\nid: 11\n---\nTwo.",
            f"{OUTAGE}/2025-01-16T0420Z.monitoring.md": "---\nid: 10\n---\nThree.",
        }
    )
    comments = json.loads(files["incidents/1/comments.json"])["comments"]
    assert [(one["id"], one["timestamp"] % 3600) for one in comments] == [
        (10, 20 * 60),
        (12, 10 * 60),
        (11, 10 * 60),
    ]


def test_a_resolved_comment_ends_the_incident_at_its_minute(build: Build) -> None:
    files = build(
        {
            f"{OUTAGE}/incident.md": OPEN,
            f"{OUTAGE}/2025-01-16T050059Z.resolved.md": "Over.",
        }
    )
    found = json.loads(files["incidents/1.json"])["incident"]
    assert (found["state"], found["end_date_time"]) == ("RESOLVED", 1737003600)


def test_states_that_kener_does_not_know_show_what_the_public_saw(build: Build) -> None:
    files = build(
        {
            f"{OUTAGE}/incident.md": OPEN,
            f"{OUTAGE}/2025-01-16T0410Z.identified.md": "Found.",
            f"{OUTAGE}/2025-01-16T0420Z.escalated.md": "The database team helps.",
            f"{OUTAGE}/2025-01-16T0500Z.resolved.md": "Over.",
            f"{OUTAGE}/2025-01-20T0900Z.postmortem.md": "What we learned.",
        }
    )
    comments = json.loads(files["incidents/1/comments.json"])["comments"]
    assert [(one["comment"], one["state"]) for one in comments] == [
        ("What we learned.", "RESOLVED"),
        ("Over.", "RESOLVED"),
        ("The database team helps.", "IDENTIFIED"),
        ("Found.", "IDENTIFIED"),
    ]


def test_impacts_stand_as_written_and_a_partial_outage_is_called_degraded(build: Build) -> None:
    monitors = "{database: PARTIAL, api-gateway: MAINTENANCE}"
    files = build({f"{OUTAGE}/incident.md": incident("Both", "2026-01-01T00:00Z", monitors)})
    (found,) = json.loads(files["incidents.json"])["incidents"]
    assert found["monitors"] == [
        {"monitor_tag": "database", "impact": "DEGRADED"},
        {"monitor_tag": "api-gateway", "impact": "MAINTENANCE"},
    ]


@pytest.mark.parametrize("source", ["MANUAL", "API", "ALERT", "DASHBOARD"])
def test_incident_source(build: Build, source: str) -> None:
    more = f"source: {source}\nvisibility: public\n"
    files = build({f"{OUTAGE}/incident.md": incident("It", "2026-01-01T00:00Z", more=more)})
    assert json.loads(files["incidents.json"])["incidents"][0]["incident_source"] == source


def test_a_notice_is_no_incident(build: Build) -> None:
    notice = incident("New addresses", "2026-01-01T00:00Z", more="kind: notice\nid: 9\n") + "Hello."
    files = build({"content/incidents/notice/incident.md": notice})
    assert ids(files["incidents.json"]) == []
    assert not [path for path in files if path.startswith("incidents/9")]


def test_slices_of_the_list(build: Build) -> None:
    files = build(
        {
            "content/incidents/a/incident.md": incident(
                "A", "2025-12-31T23:59Z", "{database: DOWN}", "id: 1\n"
            ),
            "content/incidents/b/incident.md": incident(
                "B", "2026-01-01T00:00Z", "{database: DOWN, api-gateway: DOWN}", "id: 2\n"
            ),
            "content/incidents/b/2026-01-02T0000Z.resolved.md": "Over.",
        }
    )
    lists = {path: ids(data) for path, data in files.items() if data.startswith(b'{"incidents"')}
    assert lists == {
        "incidents.json": [2, 1],
        "incidents/open.json": [1],
        "incidents/by-monitor/api-gateway.json": [2],
        "incidents/by-monitor/database.json": [2, 1],
        "incidents/by-month/2025-12.json": [1],
        "incidents/by-month/2026-01.json": [2],
    }


def test_every_list_exists_when_there_is_nothing_to_list(build: Build) -> None:
    files = build({})
    assert {path: data for path, data in files.items() if not path.startswith("monitors")} == {
        "incidents.json": b'{"incidents":[]}',
        "incidents/open.json": b'{"incidents":[]}',
        "incidents/by-monitor/api-gateway.json": b'{"incidents":[]}',
        "incidents/by-monitor/database.json": b'{"incidents":[]}',
        "maintenances.json": b'{"maintenances":[]}',
        "maintenances/events.json": b'{"events":[],"page":1,"limit":20,"total":0}',
    }


def test_the_list_ends_after_1000_and_all_of_1200_stand_beside_it(build: Build) -> None:
    def numbered(count: int) -> dict[str, str]:
        return {
            f"content/incidents/i-{n}/incident.md": incident(
                "It", f"2025-{n % 12 + 1:02}-{n % 28 + 1:02}T00:00Z", more=f"id: {n}\n"
            )
            for n in range(1, count + 1)
        }

    assert "incidents/all.json" not in build(numbered(1000))
    files = build(numbered(1200))
    assert len(ids(files["incidents.json"])) == 1000
    assert len(ids(files["incidents/all.json"])) == 1200
    assert ids(files["incidents/all.json"])[:1000] == ids(files["incidents.json"])
    assert all(f"incidents/{n}/comments.json" in files for n in range(1, 1201))


@pytest.mark.parametrize(
    ("wanted", "own"),
    [("all", [1, 2, 3]), ("open", [1]), ("30", [1, 2])],
)
def test_site_yaml_says_which_incidents_have_documents_of_their_own(
    build: Build, wanted: str, own: list[int]
) -> None:
    files = build(
        {
            "content/site.yaml": SITE["content/site.yaml"] + f"api:\n  documents: {wanted}\n",
            "content/incidents/a/incident.md": incident("A", "2025-03-01T00:00Z", more="id: 1\n"),
            "content/incidents/b/incident.md": incident("B", "2025-03-01T00:00Z", more="id: 2\n"),
            "content/incidents/b/2026-01-02T0000Z.resolved.md": "It took long.",
            "content/incidents/c/incident.md": incident("C", "2025-03-01T00:00Z", more="id: 3\n"),
            "content/incidents/c/2025-03-02T0000Z.resolved.md": "Over.",
        }
    )
    assert [n for n in (1, 2, 3) if f"incidents/{n}.json" in files] == own
    assert ids(files["incidents.json"]) == [3, 2, 1]


# ---------------------------------------------------------------- monitors


def test_a_monitor_shows_what_is_public_and_nothing_of_how_it_is_probed(build: Build) -> None:
    written = """\
- tag: api-gateway
  name: API Gateway
  id: 4
  description: What everything goes through
  image: /logo.png
  category: Core
  url: https://api.example.com
  since: 2026-01-01
  dayDownMinimumCount: 3
  includeDegradedInDowntime: true
  routing_key: team-key
  cron: "*/7 * * * *"
  api:
    url: https://user:password@internal.example.com
- tag: database
  name: Database
  id: 3
  defaultStatus: NONE
"""
    files = build({"monitors.yaml": written})
    first = """
    {
      "id": 4,
      "tag": "api-gateway",
      "name": "API Gateway",
      "description": "What everything goes through",
      "image": "/logo.png",
      "cron": null,
      "default_status": "UP",
      "status": "ACTIVE",
      "category_name": "Core",
      "monitor_type": "NONE",
      "down_trigger": null,
      "degraded_trigger": null,
      "type_data": {},
      "day_degraded_minimum_count": 1,
      "day_down_minimum_count": 3,
      "confirmation_threshold": 1,
      "include_degraded_in_downtime": "YES",
      "is_hidden": "NO",
      "monitor_settings_json": {},
      "external_url": "https://api.example.com",
      "created_at": "2026-01-01T00:00:00.000Z",
      "updated_at": "2026-01-01T00:00:00.000Z"
    }"""
    second = """
    {
      "id": 3,
      "tag": "database",
      "name": "Database",
      "description": null,
      "image": null,
      "cron": null,
      "default_status": null,
      "status": "ACTIVE",
      "category_name": null,
      "monitor_type": "NONE",
      "down_trigger": null,
      "degraded_trigger": null,
      "type_data": {},
      "day_degraded_minimum_count": 1,
      "day_down_minimum_count": 1,
      "confirmation_threshold": 1,
      "include_degraded_in_downtime": "NO",
      "is_hidden": "NO",
      "monitor_settings_json": {},
      "external_url": null,
      "created_at": null,
      "updated_at": null
    }"""
    assert files["monitors.json"] == compact(f'{{"monitors": [{first}, {second}]}}')
    assert files["monitors/api-gateway.json"] == compact(f'{{"monitor": {first}}}')
    assert files["monitors/database.json"] == compact(f'{{"monitor": {second}}}')


# ---------------------------------------------------------------- maintenances

MOVE = """\
---
id: 8
title: Move to new servers
start: 2026-02-01T02:00:30Z
duration: 2h
monitors:
  database: MAINTENANCE
  api-gateway: PARTIAL
created_at: 2026-01-10T09:00:00Z
---
The database moves.
"""
MOVE_FILE = "content/maintenances/2026-02-01-move/maintenance.md"


def test_get_a_maintenance(build: Build) -> None:
    files = build({MOVE_FILE: MOVE})
    shown = """
    {
      "id": 8,
      "title": "Move to new servers",
      "description": "The database moves.",
      "start_date_time": 1769911200,
      "rrule": "FREQ=MINUTELY;COUNT=1",
      "duration_seconds": 7200,
      "status": "ACTIVE",
      "monitors": [
        {"monitor_tag": "database", "impact": "MAINTENANCE"},
        {"monitor_tag": "api-gateway", "impact": "DEGRADED"}
      ],
      "created_at": "2026-01-10T09:00:00.000Z",
      "updated_at": "2026-01-10T09:00:00.000Z",
      "url": "https://status.example.com/kener/maintenances/2026-02-01-move/"
    }"""
    assert files["maintenances/8.json"] == compact(f'{{"maintenance": {shown}}}')
    assert files["maintenances.json"] == compact(f'{{"maintenances": [{shown}]}}')


def test_list_the_events_of_a_maintenance(build: Build) -> None:
    files = build({MOVE_FILE: MOVE})
    number = json.loads(files["maintenances/8/events.json"])["events"][0]["id"]
    assert files["maintenances/8/events.json"] == compact(f"""
    {{
      "events": [
        {{
          "id": {number},
          "maintenance_id": 8,
          "start_date_time": 1769911200,
          "end_date_time": 1769918400,
          "status": "SCHEDULED",
          "created_at": "2026-01-10T09:00:00.000Z",
          "updated_at": "2026-01-10T09:00:00.000Z",
          "url": "https://status.example.com/kener/maintenances/2026-02-01-move/"
        }}
      ],
      "page": 1,
      "limit": 20
    }}""")
    assert files["maintenances/events.json"] == compact(f"""
    {{
      "events": [
        {{
          "maintenance_id": 8,
          "event_id": {number},
          "event_start_date_time": 1769911200,
          "event_end_date_time": 1769918400,
          "event_status": "SCHEDULED",
          "maintenance_title": "Move to new servers",
          "maintenance_description": "The database moves.",
          "maintenance_status": "ACTIVE",
          "maintenance_rrule": "FREQ=MINUTELY;COUNT=1",
          "maintenance_duration_seconds": 7200,
          "monitors": [
            {{"monitor_tag": "database", "impact": "MAINTENANCE"}},
            {{"monitor_tag": "api-gateway", "impact": "DEGRADED"}}
          ],
          "url": "https://status.example.com/kener/maintenances/2026-02-01-move/"
        }}
      ],
      "page": 1,
      "limit": 20,
      "total": 1
    }}""")


@pytest.mark.parametrize(
    ("now", "status", "listed"),
    [
        ("2026-02-01T01:00:29Z", "SCHEDULED", True),
        ("2026-02-01T01:00:30Z", "READY", True),
        ("2026-02-01T02:00:30Z", "ONGOING", True),
        ("2026-02-01T04:00:30Z", "COMPLETED", False),
    ],
)
def test_the_clock_moves_an_event(build: Build, now: str, status: str, listed: bool) -> None:
    files = build({MOVE_FILE: MOVE}, now)
    (event,) = json.loads(files["maintenances/8/events.json"])["events"]
    assert event["status"] == status
    found = json.loads(files["maintenances/events.json"])["events"]
    assert [one["event_status"] for one in found] == ([status] if listed else [])


@pytest.mark.parametrize(
    ("comment", "status", "minutes"),
    [
        pytest.param("2026-01-20T0800Z.cancelled.md", "CANCELLED", 120, id="before it began"),
        pytest.param("2026-02-01T0230Z.verifying.md", "COMPLETED", 120, id="while it runs"),
        pytest.param("2026-02-01T0240Z.completed.md", "COMPLETED", 40, id="early"),
        pytest.param("2026-02-01T0430Z.in-progress.md", "ONGOING", 120, id="after its end"),
    ],
)
def test_a_comment_moves_an_event(build: Build, comment: str, status: str, minutes: int) -> None:
    folder = MOVE_FILE.rpartition("/")[0]
    files = build({MOVE_FILE: MOVE, f"{folder}/{comment}": "News."}, "2026-02-01T05:00Z")
    (event,) = json.loads(files["maintenances/8/events.json"])["events"]
    assert event["status"] == status
    assert event["end_date_time"] - event["start_date_time"] == minutes * 60
    at = f"{comment[:13]}:{comment[13:15]}:00.000Z"
    assert event["updated_at"] == at


def test_an_event_is_never_changed_before_it_was_made(build: Build) -> None:
    """Without created_at a maintenance is as old as its start, and it is announced before that."""
    folder = MOVE_FILE.rpartition("/")[0]
    files = build(
        {
            MOVE_FILE: MOVE.replace("created_at", "# written"),
            f"{folder}/2026-01-12T0800Z.scheduled.md": "Mark your calendars.",
        }
    )
    (event,) = json.loads(files["maintenances/8/events.json"])["events"]
    assert event["created_at"] == event["updated_at"] == "2026-02-01T02:00:30.000Z"


def test_however_many_events_there_are_they_stand_on_one_page(build: Build) -> None:
    daily = MOVE.replace("duration", "rrule: FREQ=DAILY;COUNT=30\nduration")
    found = json.loads(build({MOVE_FILE: daily})["maintenances/8/events.json"])
    assert len(found["events"]) == 30
    assert (found["page"], found["limit"]) == (1, 30)


def test_events_of_a_recurring_maintenance_and_what_is_off(build: Build) -> None:
    weekly = MOVE.replace("duration", "rrule: FREQ=WEEKLY;COUNT=3\nduration")
    off = MOVE.replace("id: 8", "id: 9\nstatus: INACTIVE")
    files = build(
        {MOVE_FILE: weekly, "content/maintenances/off/maintenance.md": off}, "2026-02-08T02:30Z"
    )
    events = json.loads(files["maintenances/8/events.json"])["events"]
    assert [(one["start_date_time"], one["status"]) for one in events] == [
        (1769911200, "COMPLETED"),
        (1769911200 + 7 * 86400, "ONGOING"),
        (1769911200 + 14 * 86400, "SCHEDULED"),
    ]
    assert json.loads(files["maintenances/8.json"])["maintenance"]["rrule"] == "FREQ=WEEKLY;COUNT=3"
    listed = json.loads(files["maintenances/events.json"])
    assert [one["event_status"] for one in listed["events"]] == ["ONGOING", "SCHEDULED"]
    assert listed["total"] == 2
    assert json.loads(files["maintenances/9.json"])["maintenance"]["status"] == "INACTIVE"
    assert json.loads(files["maintenances/9/events.json"])["events"] == []


# ---------------------------------------------------------------- what holds for all documents

HOSTILE = "\"quoted\" 'single' \\ </script><script>alert(1)</script> ]]> &amp; 🔥 שלום"


def strings(value: Any) -> list[str]:
    """Every text in a document."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


def test_hostile_text_comes_back_as_it_was_and_cannot_leave_a_script_element(build: Build) -> None:
    quoted = HOSTILE.replace("'", "''")
    files = build(
        {
            "monitors.yaml": f"- tag: api-gateway\n  name: '{quoted}'\n",
            f"{OUTAGE}/incident.md": f"---\ntitle: '{quoted}'\nstart: 2026-01-01T00:00Z\n---\n{HOSTILE}",
            MOVE_FILE: f"---\ntitle: '{quoted}'\nstart: 2026-02-01T02:00Z\nduration: 1h\n---\n{HOSTILE}",
        }
    )
    for path, data in files.items():
        assert not set(data) & set(b"<>&"), path
    for path in ("incidents.json", "monitors.json", "maintenances.json"):
        assert HOSTILE in strings(json.loads(files[path])), path
    comments = next(path for path in files if path.endswith("/comments.json"))
    assert HOSTILE in strings(json.loads(files[comments]))


def test_what_is_not_public_is_in_no_document(build: Build) -> None:
    files = build(
        {
            "monitors.yaml": "- {tag: website, name: Website}\n"
            "- {tag: secret-one, name: secret monitor, hidden: true}\n",
            "content/incidents/shown/incident.md": incident(
                "Shown", "2026-01-01T00:00Z", "{website: DOWN, secret-one: DOWN}"
            ),
            "content/incidents/shown/2026-01-01T0100Z.identified.md": "---\n"
            "visibility: internal\n---\nsecret note",
            "content/incidents/shown/2026-01-01T0200Z.identified.md": "---\n"
            "deleted: true\nreason: it had a secret in it\n---\nsecret deleted",
            "content/incidents/shown/2026-01-17T0000Z.resolved.md": "secret future",
            "content/incidents/secret-monitor/incident.md": incident(
                "secret of a hidden monitor", "2026-01-01T00:00Z", "{secret-one: DOWN}"
            ),
            "content/incidents/secret-internal/incident.md": incident(
                "secret internal", "2026-01-01T00:00Z", more="visibility: internal\n"
            ),
            "content/incidents/secret-alert/incident.md": incident(
                "secret alert", "2026-01-01T00:00Z", more="source: ALERT\n"
            ),
            "content/incidents/secret-future/incident.md": incident(
                "secret future", "2026-01-17T00:00Z"
            ),
            "content/maintenances/secret-work/maintenance.md": "---\ntitle: secret work\n"
            "start: 2026-02-01T00:00Z\nduration: 1h\nvisibility: internal\n---\n",
        }
    )
    assert len(json.loads(files["incidents.json"])["incidents"]) == 1
    assert not [path for path, data in files.items() if b"secret" in path.encode() + data]


def test_a_later_build_writes_the_same_bytes(build: Build) -> None:
    content = {
        f"{OUTAGE}/incident.md": OPEN,
        f"{OUTAGE}/2025-01-16T0400Z.investigating.md": FIRST_COMMENT,
    }
    assert build(content, NOW) == build(content, LATER)


def test_one_comment_renders_only_what_shows_it(tmp_path: Path) -> None:
    content = {
        **SITE,
        f"{OUTAGE}/incident.md": OPEN,
        f"{SLOWDOWN}/incident.md": incident("It", "2025-02-01T00:00Z", "{database: DOWN}"),
        MOVE_FILE: MOVE,
    }
    before = list(kener_v4.documents(snapshot_of(tmp_path, content, NOW)))
    content[f"{OUTAGE}/2025-01-16T0430Z.identified.md"] = SECOND_COMMENT
    after = list(kener_v4.documents(snapshot_of(tmp_path, content, NOW)))
    assert changed(before, after) == {
        "api/v4/incidents.json",
        "api/v4/incidents/open.json",
        "api/v4/incidents/by-month/2025-01.json",
        "api/v4/incidents/by-monitor/api-gateway.json",
        "incident/2025-01-16-api-gateway-outage",
    }
