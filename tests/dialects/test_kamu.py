"""Kamu's read API as files: its documented example from content that says the same, and more."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen.dialects import kamu
from tests.documented import HOSTILE, NOT_PUBLIC, QUOTED, compact, strings
from tests.rendered import changed, rendered
from tests.sites import snapshot_of

NOW = "2025-05-15T09:00Z"
DEGRADED = "content/incidents/2025/2025-05-15-api-degraded"
WORK_FILE = "content/maintenances/2025-06-01-upgrade/maintenance.md"

SITE = {"monitors.yaml": "- {tag: def456, name: Database}\n- {tag: abc123, name: API}\n"}

OPEN = """\
---
id: 1
title: API degraded performance
start: 2025-05-15T08:30:00Z
monitors: {abc123: DEGRADED}
---
"""

WORK = """\
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

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The files below api/incidents of a site that is written as {path: text}."""

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        found = rendered(kamu.documents(snapshot_of(tmp_path, {**SITE, **content}, now)))
        return {path.removeprefix("api/incidents"): data for path, data in found.items()}

    return files


def test_get_an_incident(build: Build) -> None:
    """Ids are whole numbers here: Kamu's example has inc_001, upd_001 and upd_002."""
    files = build(
        {
            f"{DEGRADED}/incident.md": OPEN,
            f"{DEGRADED}/2025-05-15T0830Z.investigating.md": "---\nid: 1\n---\n"
            "We are investigating elevated error rates.",
            f"{DEGRADED}/2025-05-15T0845Z.identified.md": "---\nid: 2\n---\n"
            "Root cause identified as a database connection pool issue.",
        }
    )
    document = """
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
    assert files["/inc_1.json"] == compact(document)
    assert files[".json"] == compact(f"[{document}]")


def test_an_incident_that_was_updated_to_resolved(build: Build) -> None:
    message = "The issue has been resolved. All services are operating normally."
    files = build(
        {f"{DEGRADED}/incident.md": OPEN, f"{DEGRADED}/2025-05-15T085507Z.resolved.md": message}
    )
    found = json.loads(files["/inc_1.json"])
    assert (found["status"], found["resolvedAt"]) == ("resolved", "2025-05-15T08:55:07Z")
    (update,) = found["updates"]
    assert (update["status"], update["message"]) == ("resolved", message)
    assert update["createdAt"] == "2025-05-15T08:55:07Z"


def test_a_maintenance_stands_among_the_incidents(build: Build) -> None:
    data = build({WORK_FILE: WORK}, "2025-05-21T00:00Z")["/inc_2.json"]
    number = json.loads(data)["updates"][0]["id"]
    assert number.startswith("upd_")
    assert data == compact(f"""
    {{
        "id": "inc_2",
        "title": "Planned maintenance",
        "status": "monitoring",
        "monitorIds": ["mon_abc123", "mon_def456"],
        "startedAt": "2025-06-01T02:00:00Z",
        "resolvedAt": null,
        "updates": [
            {{
                "id": "{number}",
                "status": "monitoring",
                "message": "Scheduled maintenance window for infrastructure upgrade.",
                "createdAt": "2025-05-20T09:00:00Z"
            }}
        ],
        "maintenance": true,
        "scheduledStart": "2025-06-01T02:00:00Z",
        "scheduledEnd": "2025-06-01T04:00:00Z"
    }}""")


@pytest.mark.parametrize(
    ("comment", "now", "status", "resolved_at", "scheduled_end"),
    [
        ("", "2025-06-01T03:00Z", "monitoring", None, "04:00"),
        ("", "2025-06-01T04:00Z", "resolved", "2025-06-01T04:00:00Z", "04:00"),
        (
            "2025-06-01T0230Z.completed",
            "2025-06-01T03:00Z",
            "resolved",
            "2025-06-01T02:30:00Z",
            "02:30",
        ),
        (
            "2025-05-25T0800Z.cancelled",
            "2025-05-26T00:00Z",
            "resolved",
            "2025-05-25T08:00:00Z",
            "04:00",
        ),
        ("2025-06-01T0430Z.verifying", "2025-06-01T05:00Z", "monitoring", None, "04:00"),
    ],
)
def test_a_maintenance_ends(
    build: Build,
    comment: str,
    now: str,
    status: str,
    resolved_at: str | None,
    scheduled_end: str,
) -> None:
    content = {WORK_FILE: WORK}
    if comment:
        content[f"{WORK_FILE.rpartition('/')[0]}/{comment}.md"] = "News."
    found = json.loads(build(content, now)["/inc_2.json"])
    assert (found["status"], found["resolvedAt"]) == (status, resolved_at)
    assert found["scheduledEnd"] == f"2025-06-01T{scheduled_end}:00Z"
    assert [one["status"] for one in found["updates"][1:]] == ([status] if comment else [])


def test_updates_ascend_also_where_a_maintenance_was_announced_before_its_file_says(
    build: Build,
) -> None:
    """Without created_at a maintenance is as old as its start."""
    files = build(
        {
            WORK_FILE: WORK.replace("created_at", "# written"),
            f"{WORK_FILE.rpartition('/')[0]}/2025-05-12T0800Z.scheduled.md": "Mark the day.",
        }
    )
    updates = json.loads(files["/inc_2.json"])["updates"]
    assert [one["createdAt"] for one in updates] == ["2025-05-12T08:00:00Z"] * 2
    assert [one["message"] for one in updates][1] == "Mark the day."


def test_each_time_of_a_recurring_maintenance_is_one_incident(build: Build) -> None:
    weekly = WORK.replace("end:", "rrule: FREQ=WEEKLY\nduration: 2h\n# end:")
    found = json.loads(build({WORK_FILE: weekly}, "2025-06-09T00:00Z")[".json"])
    assert [(one["startedAt"], one["status"]) for one in found] == [
        ("2025-06-15T02:00:00Z", "monitoring"),
        ("2025-06-08T02:00:00Z", "resolved"),
        ("2025-06-01T02:00:00Z", "resolved"),
    ]
    assert len({one["id"] for one in found}) == 3
    assert len({one["updates"][0]["id"] for one in found}) == 3


@pytest.mark.parametrize(
    ("comments", "status", "shown"),
    [
        (["identified", "escalated"], "identified", ["identified", "identified"]),
        (["triggered"], "investigating", ["investigating"]),
        (["resolved", "postmortem"], "resolved", ["resolved", "resolved"]),
        (["resolved", "identified"], "identified", ["resolved", "identified"]),
    ],
)
def test_states_that_kamu_does_not_know_show_what_the_public_saw(
    build: Build, comments: list[str], status: str, shown: list[str]
) -> None:
    content = {f"{DEGRADED}/incident.md": OPEN}
    for minute, state in enumerate(comments, start=31):
        content[f"{DEGRADED}/2025-05-15T08{minute}Z.{state}.md"] = "News."
    found = json.loads(build(content)["/inc_1.json"])
    assert found["status"] == status
    assert [one["status"] for one in found["updates"]] == shown
    assert (found["resolvedAt"] is None) is (status != "resolved")


def test_an_end_without_a_resolution_is_none(build: Build) -> None:
    pinned = OPEN.replace("id: 1", "id: 1\npin: {at: 2025-05-15T08:50Z, end: 2025-05-15T08:40Z}")
    found = json.loads(build({f"{DEGRADED}/incident.md": pinned})["/inc_1.json"])
    assert (found["status"], found["resolvedAt"]) == ("investigating", None)


def test_an_incident_that_was_entered_afterwards_was_resolved_when_it_ended(build: Build) -> None:
    late = OPEN.replace("id: 1", "id: 1\ncreated_at: 2025-05-15T08:59Z")
    files = build(
        {f"{DEGRADED}/incident.md": late, f"{DEGRADED}/2025-05-15T0840Z.resolved.md": "."}
    )
    assert json.loads(files["/inc_1.json"])["resolvedAt"] == "2025-05-15T08:40:00Z"


def ids(data: bytes) -> list[str]:
    return [one["id"] for one in json.loads(data)]


def test_the_list_and_its_slices(build: Build) -> None:
    other = OPEN.replace("id: 1", "id: 2").replace("05-15T08:30", "04-30T08:30")
    files = build(
        {
            f"{DEGRADED}/incident.md": OPEN,
            "content/incidents/other/incident.md": other.replace("abc123: DEGRADED", ""),
            "content/incidents/other/2025-05-01T0000Z.resolved.md": "Over.",
            "content/incidents/notice/incident.md": OPEN.replace("id: 1", "id: 3\nkind: notice"),
        }
    )
    assert {path: ids(data) for path, data in files.items() if data.startswith(b"[")} == {
        ".json": ["inc_1", "inc_2"],
        "/open.json": ["inc_1"],
        "/by-month/2025-05.json": ["inc_1"],
        "/by-month/2025-04.json": ["inc_2"],
    }
    assert {path for path in files if "inc_" in path} == {"/inc_1.json", "/inc_2.json"}


def test_every_list_exists_when_there_is_nothing_to_list(build: Build) -> None:
    assert build({}) == {".json": b"[]", "/open.json": b"[]"}


def test_the_list_ends_after_1000_and_months_have_all(build: Build) -> None:
    files = build(
        {
            f"content/incidents/i-{n}/incident.md": OPEN.replace("id: 1", f"id: {n}")
            for n in range(1, 1101)
        }
    )
    assert len(ids(files[".json"])) == 1000
    assert len(ids(files["/by-month/2025-05.json"])) == len(ids(files["/open.json"])) == 1100


@pytest.mark.parametrize(("wanted", "own"), [("all", True), ("open", False), ("3", False)])
def test_site_yaml_says_which_incidents_have_documents_of_their_own(
    build: Build, wanted: str, own: bool
) -> None:
    site = "title: Example\nurl: https://status.example.com\n"
    files = build(
        {
            "content/site.yaml": site + f"api:\n  documents: {wanted}\n",
            f"{DEGRADED}/incident.md": OPEN.replace("05-15T08:30", "05-10T08:30"),
            f"{DEGRADED}/2025-05-11T0000Z.resolved.md": "Over.",
        }
    )
    assert ("/inc_1.json" in files) is own
    assert ids(files[".json"]) == ["inc_1"]


def test_hostile_text_comes_back_as_it_was_and_cannot_leave_a_script_element(build: Build) -> None:
    front = f"---\ntitle: '{QUOTED}'\nid: 7\nstart: 2025-05-01T00:00Z\n---\n{HOSTILE}"
    files = build(
        {
            f"{DEGRADED}/incident.md": front,
            WORK_FILE: front.replace("id: 7", "id: 8\nduration: 1h"),
        }
    )
    for path, data in files.items():
        assert not set(data) & set(b"<>&"), path
    for path in ("/inc_7.json", "/inc_8.json"):
        assert strings(json.loads(files[path])).count(HOSTILE) == 2, path


def test_what_is_not_public_is_in_no_document(build: Build) -> None:
    files = build(NOT_PUBLIC, "2026-01-16T00:00Z")
    assert ids(files[".json"]) == ["inc_1"]
    assert not [path for path, data in files.items() if b"secret" in path.encode() + data]


def test_a_later_build_writes_the_same_bytes(build: Build) -> None:
    content = {f"{DEGRADED}/incident.md": OPEN, WORK_FILE: WORK}
    assert build(content) == build(content, "2025-05-31T00:00Z")


def test_one_comment_renders_only_what_shows_it(tmp_path: Path) -> None:
    content = {
        **SITE,
        f"{DEGRADED}/incident.md": OPEN,
        "content/incidents/other/incident.md": OPEN.replace("id: 1", "id: 2").replace(
            "abc123", "def456"
        ),
        WORK_FILE: WORK,
    }
    before = list(kamu.documents(snapshot_of(tmp_path, content, NOW)))
    content[f"{DEGRADED}/2025-05-15T0845Z.identified.md"] = "Found."
    after = list(kamu.documents(snapshot_of(tmp_path, content, NOW)))
    assert changed(before, after) == {
        "api/incidents.json",
        "api/incidents/open.json",
        "api/incidents/by-month/2025-05.json",
        "incident/2025-05-15-api-degraded",
    }
