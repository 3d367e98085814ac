"""The on-call documents: only with oncall.publish, and only of what is public."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen.dialects import oncall
from tests.documented import HOSTILE, NOT_PUBLIC, QUOTED, compact, strings
from tests.rendered import changed, rendered
from tests.sites import BASE, snapshot_of

NOW = "2026-01-15T12:00Z"
PUBLISH = {"content/site.yaml": BASE["content/site.yaml"] + "oncall: {publish: true}\n"}
FOLDER = "content/incidents/2026-01-15-cpu"

ALERT = """\
---
id: 5
title: CPU usage above 90%
start: 2026-01-15T10:00Z
monitors: {api: DEGRADED}
source: ALERT
oncall:
  routing_key: SERVICE_ROUTING_KEY
  dedup_key: cpu-high
  priority: P2
  urgency: high
  assignee: ana
  severity: warning
  source: prometheus
  custom_details: {host: build-7}
---
"""

COURSE = {
    f"{FOLDER}/incident.md": ALERT,
    f"{FOLDER}/2026-01-15T1000Z.triggered.md": "---\nid: 11\n---\n",
    f"{FOLDER}/2026-01-15T1005Z.acknowledged.md": "---\nid: 12\n---\nI look at it.",
    f"{FOLDER}/2026-01-15T1010Z.investigating.md": "---\nid: 13\n---\nBuilds are slow.",
    f"{FOLDER}/2026-01-15T1030Z.snoozed.md": "---\nid: 14\nuntil: 2026-01-15T13:00Z\n---\n",
}

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The on-call files of a site that is written as {path: text}."""

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        snapshot = snapshot_of(tmp_path, {**PUBLISH, **content}, now)
        return rendered(oncall.documents(snapshot))

    return files


DOCUMENT = """
    {
        "id": 5,
        "title": "CPU usage above 90%",
        "status": "SNOOZED",
        "priority": "P2",
        "urgency": "high",
        "service": "api",
        "dedup_key": "cpu-high",
        "assignee": "ana",
        "created_at": "2026-01-15T10:00:00.000Z",
        "acknowledged_at": "2026-01-15T10:05:00.000Z",
        "resolved_at": null,
        "snoozed_until": "2026-01-15T13:00:00.000Z",
        "timeline": [
            {
                "id": 11,
                "status": "TRIGGERED",
                "message": "",
                "created_at": "2026-01-15T10:00:00.000Z"
            },
            {
                "id": 12,
                "status": "ACKNOWLEDGED",
                "message": "I look at it.",
                "created_at": "2026-01-15T10:05:00.000Z"
            },
            {
                "id": 13,
                "status": "INVESTIGATING",
                "message": "Builds are slow.",
                "created_at": "2026-01-15T10:10:00.000Z"
            },
            {
                "id": 14,
                "status": "SNOOZED",
                "message": "",
                "created_at": "2026-01-15T10:30:00.000Z"
            }
        ]
    }"""


def test_an_incident_and_the_lists(build: Build) -> None:
    assert build(COURSE) == {
        "api/ops/incidents.json": compact(f'{{"incidents": [{DOCUMENT}]}}'),
        "api/ops/incidents/open.json": compact(f'{{"incidents": [{DOCUMENT}]}}'),
        "api/ops/incidents/5.json": compact(f'{{"incident": {DOCUMENT}}}'),
    }


def test_what_is_not_known_is_null(build: Build) -> None:
    content = {
        "content/incidents/it/incident.md": "---\ntitle: It\nid: 1\nstart: 2026-01-15T10:00Z\n---\n",
        "content/incidents/it/2026-01-15T1030Z.escalated.md": "Help.",
    }
    found = json.loads(build(content)["api/ops/incidents/1.json"])["incident"]
    assert found["status"] == "ESCALATED"
    unknown = ("priority", "urgency", "service", "dedup_key", "assignee", "acknowledged_at")
    assert [found[key] for key in unknown] == [None] * len(unknown)


def test_the_newest_comes_first_and_what_is_resolved_is_not_open(build: Build) -> None:
    content = {
        **COURSE,
        "content/incidents/old/incident.md": ALERT.replace("id: 5", "id: 4").replace(
            "T10:00", "T09:00"
        ),
        "content/incidents/old/2026-01-15T0930Z.investigating.md": "Slow.",
        "content/incidents/old/2026-01-15T0940Z.resolved.md": "Over.",
    }
    files = build(content)
    lists = {
        path: [one["id"] for one in json.loads(data).get("incidents", ())]
        for path, data in files.items()
    }
    assert lists["api/ops/incidents.json"] == [5, 4]
    assert lists["api/ops/incidents/open.json"] == [5]
    found = json.loads(files["api/ops/incidents/4.json"])["incident"]
    assert (found["status"], found["resolved_at"]) == ("RESOLVED", "2026-01-15T09:40:00.000Z")


def test_without_publish_there_is_nothing(tmp_path: Path) -> None:
    assert list(oncall.documents(snapshot_of(tmp_path, COURSE, NOW))) == []


def test_every_list_exists_when_there_is_nothing_to_list(build: Build) -> None:
    assert build({}) == {
        "api/ops/incidents.json": b'{"incidents":[]}',
        "api/ops/incidents/open.json": b'{"incidents":[]}',
    }


def test_what_is_not_public_is_in_no_document(build: Build) -> None:
    shown = "content/incidents/shown/incident.md"
    keys = "oncall: {routing_key: secret-key, custom_details: {password: secret}}\n"
    content = {shown: NOT_PUBLIC[shown].replace("id: 1\n", f"id: 1\n{keys}")}
    files = build({**NOT_PUBLIC, **content}, "2026-01-16T00:00Z")
    assert "api/ops/incidents/1.json" in files
    assert not [path for path, data in files.items() if b"secret" in path.encode() + data]


def test_hostile_text_comes_back_as_it_was_and_cannot_leave_a_script_element(build: Build) -> None:
    opening = ALERT.replace("CPU usage above 90%", f"'{QUOTED}'").replace("ana", f"'{QUOTED}'")
    content = {**COURSE, f"{FOLDER}/incident.md": opening}
    content[f"{FOLDER}/2026-01-15T1040Z.identified.md"] = HOSTILE
    for path, data in build(content).items():
        assert not set(data) & set(b"<>&"), path
        assert strings(json.loads(data)).count(HOSTILE) == 3, path


def test_one_comment_renders_only_what_shows_it(tmp_path: Path) -> None:
    content = {**PUBLISH, **COURSE}
    content["content/incidents/b/incident.md"] = ALERT.replace("id: 5", "id: 6")
    content["content/incidents/b/2026-01-15T1100Z.identified.md"] = "Found."
    content["content/incidents/b/2026-01-15T1130Z.resolved.md"] = "Over."
    before = list(oncall.documents(snapshot_of(tmp_path, content, NOW)))
    content["content/incidents/b/2026-01-15T1145Z.resolved.md"] = "A note."
    after = list(oncall.documents(snapshot_of(tmp_path, content, NOW)))
    assert changed(before, after) == {"api/ops/incidents.json", "incident/b"}
