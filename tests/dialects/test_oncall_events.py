"""On-call events: what a machine says, what becomes of it in the content, and what stays internal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from statusgen.dialects.dispatch import answer_read
from statusgen.dialects.perform import perform
from statusgen.dialects.request import Answer, request_of
from statusgen.prepare import check
from statusgen.snapshot import take_snapshot
from tests.sites import instant, write_site

NOW = instant("2026-01-20T12:00:00Z")
MONITORS = "- tag: api\n  name: API\n  routing_key: SERVICE_ROUTING_KEY\n- tag: web\n  name: Web\n"
PAYLOAD = {"summary": "CPU usage above 90%", "source": "prometheus", "severity": "warning"}
EVENT = {"routing_key": "SERVICE_ROUTING_KEY", "dedup_key": "cpu-high"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path, {"monitors.yaml": MONITORS})


def send(site: Path, action: str, at: int = NOW, **keys: Any) -> Answer:
    """The answer to an event; a trigger has a payload unless it is given another."""
    body: dict[str, Any] = {**EVENT, "event_action": action, **keys}
    if action == "trigger" and "payload" not in keys:
        body["payload"] = PAYLOAD
    return perform(site, request_of("POST", "/api/events", {}, json.dumps(body).encode()), at)


def result(found: Answer) -> tuple[str, Any]:
    """The action and the incident of an answer."""
    assert found.status == 202
    assert list(found.document) == ["status", "result"]
    assert found.document["status"] == "success"
    return found.document["result"]["action"], found.document["result"]["incident"]


def files(site: Path) -> dict[str, str]:
    """The comments and incidents by name, with their texts."""
    return {file.name: file.read_text() for file in sorted((site / "content").rglob("2*/**/*.md"))}


def test_a_trigger_opens_an_incident(site: Path) -> None:
    details = {"load": 0.97, "hosts": ["a", "b"], "rack": None}
    action, incident = result(send(site, "trigger", payload={**PAYLOAD, "custom_details": details}))
    assert action == "triggered"
    identity, steps = incident.pop("id"), incident.pop("timeline")
    assert isinstance(identity, int)
    assert incident == {
        "title": "CPU usage above 90%",
        "status": "TRIGGERED",
        "priority": "P3",
        "urgency": "medium",
        "service": "api",
        "dedup_key": "cpu-high",
        "assignee": None,
        "created_at": "2026-01-20T12:00:00.000Z",
        "acknowledged_at": None,
        "resolved_at": None,
        "snoozed_until": None,
    }
    told = "Triggered by event from prometheus. Summary: CPU usage above 90%"
    assert [(step["status"], step["message"]) for step in steps] == [("TRIGGERED", told)]
    assert files(site) == {
        "2026-01-20T120000Z.triggered.md": f"---\nvisibility: internal\n---\n{told}\n",
        "incident.md": """\
---
title: CPU usage above 90%
start: 2026-01-20T12:00:00Z
monitors:
  api: DEGRADED
source: ALERT
oncall:
  routing_key: SERVICE_ROUTING_KEY
  dedup_key: cpu-high
  priority: P3
  urgency: medium
  severity: warning
  source: prometheus
  custom_details:
    load: 0.97
    hosts: [a, b]
    rack: null
---
""",
    }
    assert check(site, NOW)[1] == []


@pytest.mark.parametrize(
    ("severity", "priority", "urgency", "impact"),
    [
        ("critical", "P1", "high", "DOWN"),
        ("error", "P2", "medium", "PARTIAL"),
        ("warning", "P3", "medium", "DEGRADED"),
        ("info", "P4", "low", "UP"),
    ],
)
def test_severity_says_priority_urgency_and_impact(
    site: Path, severity: str, priority: str, urgency: str, impact: str
) -> None:
    _, incident = result(send(site, "trigger", payload={**PAYLOAD, "severity": severity}))
    assert (incident["priority"], incident["urgency"]) == (priority, urgency)
    assert f"  api: {impact}\n" in files(site)["incident.md"]


def test_a_key_of_no_monitor_hits_none(site: Path) -> None:
    _, incident = result(send(site, "trigger", routing_key="OTHER"))
    assert incident["service"] == "OTHER"
    assert "monitors: {}\n" in files(site)["incident.md"]


def test_the_same_key_joins_and_never_changes_the_state(site: Path) -> None:
    _, first = result(send(site, "trigger"))
    until = "2026-01-20T18:00:00Z"
    for minute, (action, keys, status) in enumerate(
        [
            ("acknowledge", {}, "ACKNOWLEDGED"),
            ("snooze", {"until": until}, "SNOOZED"),
            ("escalate", {}, "ESCALATED"),
            ("suppress", {}, "SUPPRESSED"),
        ]
    ):
        at = NOW + 60 * (2 * minute + 1)
        _, moved = result(send(site, action, at, **keys))
        assert moved["status"] == status
        action, again = result(send(site, "trigger", at + 60))
        assert (action, again["id"], again["status"]) == ("deduplicated", first["id"], status)
        assert again["snoozed_until"] == moved["snoozed_until"]
        assert again["timeline"][-1]["message"].startswith("Re-triggered by event from prometheus.")
    assert check(site, NOW + 3600)[1] == []


def test_another_key_opens_another_incident(site: Path) -> None:
    _, one = result(send(site, "trigger"))
    _, two = result(send(site, "trigger", dedup_key="disk-full"))
    _, three = result(send(site, "trigger", routing_key="OTHER"))
    assert len({one["id"], two["id"], three["id"]}) == 3


def test_after_the_end_a_trigger_opens_a_new_incident(site: Path) -> None:
    _, old = result(send(site, "trigger"))
    action, over = result(send(site, "resolve", NOW + 60))
    assert (action, over["status"]) == ("resolved", "RESOLVED")
    assert over["resolved_at"] == "2026-01-20T12:01:00.000Z"
    action, new = result(send(site, "trigger", NOW + 120))
    assert (action, new["status"]) == ("triggered", "TRIGGERED")
    assert new["id"] != old["id"]
    assert check(site, NOW + 200)[1] == []


def test_acknowledging_twice_writes_once(site: Path) -> None:
    send(site, "trigger")
    _, first = result(send(site, "acknowledge", NOW + 60))
    before = files(site)
    action, second = result(send(site, "acknowledge", NOW + 120))
    assert (action, files(site)) == ("acknowledged", before)
    assert first["acknowledged_at"] == second["acknowledged_at"] == "2026-01-20T12:01:00.000Z"


def test_an_assignee_is_written_down(site: Path) -> None:
    send(site, "trigger", payload={**PAYLOAD, "custom_details": {"a": [1, "x"]}})
    _, incident = result(send(site, "acknowledge", NOW + 60, assignee="anna"))
    assert incident["assignee"] == "anna"
    text = files(site)["incident.md"]
    assert "  assignee: anna\n" in text
    assert "  custom_details:\n    a: [1, x]\n" in text


@pytest.mark.parametrize("action", ["acknowledge", "resolve", "suppress", "escalate"])
def test_what_matches_nothing_is_ignored(site: Path, action: str) -> None:
    assert result(send(site, action)) == ("ignored", None)
    assert files(site) == {}


def test_a_snoozed_incident_wakes_by_itself(site: Path) -> None:
    send(site, "trigger")
    _, incident = result(send(site, "snooze", NOW + 60, until=NOW + 600))
    assert (incident["status"], incident["snoozed_until"]) == (
        "SNOOZED",
        "2026-01-20T12:10:00.000Z",
    )
    action, awake = result(send(site, "trigger", NOW + 601))
    assert (action, awake["status"], awake["snoozed_until"]) == ("deduplicated", "TRIGGERED", None)


def test_nothing_is_public_until_a_person_says_so(site: Path) -> None:
    send(site, "trigger")
    send(site, "acknowledge", NOW + 60, payload=PAYLOAD)

    def public() -> list[list[str]]:
        incidents = take_snapshot(check(site, NOW + 900)[0], NOW + 900).incidents
        return [[update.text for update in one.updates] for one in incidents]

    assert public() == []
    [opening] = (site / "content").rglob("incident.md")
    (opening.parent / "2026-01-20T1205Z.investigating.md").write_text("We are looking into it.\n")
    send(site, "trigger", NOW + 360)
    send(site, "resolve", NOW + 420, payload=PAYLOAD)
    assert public() == [["We are looking into it.", "This incident has been resolved."]]
    assert check(site, NOW + 900)[1] == []


def test_what_a_machine_writes_is_text(site: Path) -> None:
    nasty = "# <b>[x](javascript:1)\n---\n![i](https://a.example/b.png) `${{ x }}` *"
    _, incident = result(send(site, "trigger", payload={**PAYLOAD, "summary": nasty}))
    assert incident["title"] == " ".join(nasty.split())
    assert check(site, NOW)[1] == []


def test_a_long_summary_is_a_shorter_title(site: Path) -> None:
    _, incident = result(send(site, "trigger", payload={**PAYLOAD, "summary": "a" * 500}))
    assert incident["title"] == "a" * 254 + "…"
    assert incident["timeline"][0]["message"].endswith("a" * 500)


def without(keys: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if key != name}


TRIGGER = {**EVENT, "event_action": "trigger", "payload": PAYLOAD}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{", "The body is not valid JSON"),
        ("[" * 100_000, "The body is not valid JSON"),
        ([], "The body must be a JSON object"),
        (without(TRIGGER, "event_action"), "event_action must be one of trigger, acknowledge"),
        ({**TRIGGER, "event_action": "close"}, "event_action must be one of trigger, acknowledge"),
        (without(TRIGGER, "routing_key"), "routing_key must be a text of 1 to 200 characters"),
        ({**TRIGGER, "dedup_key": "  "}, "dedup_key must be a text of 1 to 200 characters"),
        ({**TRIGGER, "dedup_key": "k" * 201}, "dedup_key must be a text of 1 to 200 characters"),
        (without(TRIGGER, "payload"), "payload must be an object with summary, source and"),
        (
            {**TRIGGER, "payload": without(PAYLOAD, "summary")},
            "payload.summary must be a text of 1 to 500 characters",
        ),
        ({**TRIGGER, "payload": {**PAYLOAD, "source": 5}}, "payload.source must be a text"),
        (
            {**TRIGGER, "payload": {**PAYLOAD, "severity": "fatal"}},
            "payload.severity must be one of critical, error, warning, info",
        ),
        (
            {**TRIGGER, "payload": {**PAYLOAD, "custom_details": "x" * 10_000}},
            "payload.custom_details is longer than 10000 characters",
        ),
        ({**TRIGGER, "payload": {**PAYLOAD, "summary": "\ud800"}}, "half of a surrogate pair"),
        ({**TRIGGER, "payload": {**PAYLOAD, "summary": "a\u202eb"}}, "U+202E"),
        ({**EVENT, "event_action": "snooze"}, "until must be a time to come"),
        ({**EVENT, "event_action": "snooze", "until": NOW}, "until must be a time to come"),
        ({**EVENT, "event_action": "resolve", "until": NOW + 9}, "until belongs to"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(site: Path, body: Any, message: str) -> None:
    written = body if isinstance(body, str) else json.dumps(body)
    found = perform(site, request_of("POST", "/api/events", {}, written.encode()), NOW)
    assert found.status == 400
    assert list(found.document) == ["error"]
    assert message in found.document["error"]
    assert files(site) == {}


def test_the_team_reads_everything(site: Path) -> None:
    _, one = result(send(site, "trigger"))
    _, two = result(send(site, "trigger", NOW + 60, dedup_key="disk-full"))

    def read(path: str) -> Answer:
        return perform(site, request_of("GET", path), NOW + 60)

    assert read("/api/ops/incidents").document == {"incidents": [two, one]}
    assert read(f"/api/ops/incidents/{one['id']}").document == {"incident": one}
    missing = read("/api/ops/incidents/7")
    assert (missing.status, missing.document) == (404, {"error": "Incident with id '7' not found"})


def test_a_person_ends_it_and_reopens_it(site: Path) -> None:
    _, incident = result(send(site, "trigger"))
    [opening] = (site / "content").rglob("incident.md")
    (opening.parent / "2026-01-20T1205Z.resolved.md").write_text("It is over.\n")
    assert result(send(site, "acknowledge", NOW + 600)) == ("ignored", None)
    (opening.parent / "2026-01-20T1215Z.investigating.md").write_text("It is back.\n")
    action, again = result(send(site, "trigger", NOW + 1200))
    assert (action, again["id"], again["status"]) == ("deduplicated", incident["id"], "TRIGGERED")


def test_the_public_reads_what_site_yaml_publishes(site: Path) -> None:
    _, alert = result(send(site, "trigger"))
    settings = site / "content/site.yaml"

    def read(path: str) -> Answer:
        public = take_snapshot(check(site, NOW + 900)[0], NOW + 900)
        return answer_read(request_of("GET", path), public)

    assert read("/api/ops/incidents").status == 404
    settings.write_text(settings.read_text() + "oncall: {publish: true}\n")
    assert read("/api/ops/incidents").document == {"incidents": []}
    [opening] = (site / "content").rglob("incident.md")
    (opening.parent / "2026-01-20T1205Z.investigating.md").write_text("We are looking into it.\n")
    found = read(f"/api/ops/incidents/{alert['id']}").document["incident"]
    assert list(found) == list(alert)
    assert [step["message"] for step in found["timeline"]] == ["We are looking into it."]
    assert read("/api/ops/incidents").document == {"incidents": [found]}
