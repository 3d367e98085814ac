"""The form of the Actions tab, and what programs send by `repository_dispatch`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from statusgen.inbox.dispatches import TYPES
from statusgen.inbox.forms import INPUTS
from tests.inbox.events import dispatch, form
from tests.inbox.mailbox import Mailbox
from tests.sites import instant

IT = "content/incidents/2026/2026-01-15-disk-full"
OPEN = form(
    action="open",
    title="Disk full",
    state="identified",
    impact="DEGRADED",
    monitors="api, database=DOWN",
    message="We make\r\nroom.",
)


@pytest.fixture
def box(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path)


@pytest.fixture
def opened(box: Mailbox) -> Mailbox:
    box.done("workflow_dispatch", OPEN)
    return box


def test_the_form_opens_an_incident(box: Mailbox) -> None:
    found = box.done("workflow_dispatch", OPEN)
    assert found.slug == "2026-01-15-disk-full"
    assert box.changed == {
        f"{IT}/incident.md": """\
---
title: Disk full
start: 2026-01-15T12:00:00Z
monitors:
  api: DEGRADED
  database: DOWN
opened_as: identified
---
We make
room.
"""
    }


def test_all_of_a_life(opened: Mailbox) -> None:
    later = "2026-01-15T12:10:00Z"
    opened.done("workflow_dispatch", form(action="update", message="Half of it is free."), later)
    update = form(action="update", state="monitoring", monitors="database=UP")
    opened.done("workflow_dispatch", update, "2026-01-15T12:20:00Z")
    opened.done("workflow_dispatch", form(action="resolve"), "2026-01-15T12:30:00Z")
    again = form(action="reopen", incident="2026-01-15-disk-full", message="Full again.")
    opened.done("workflow_dispatch", again, "2026-01-15T12:40:00Z")
    end = form(action="resolve", message="Enough room for a year.")
    opened.done("workflow_dispatch", end, "2026-01-15T12:50:00Z")
    assert opened.told("2026-01-15T13:00:00Z") == [
        ("identified", "We make\nroom."),
        ("identified", "Half of it is free."),
        ("monitoring", "A fix is in place, and we are watching how it works."),
        ("resolved", "This incident has been resolved."),
        ("investigating", "Full again."),
        ("resolved", "Enough room for a year."),
    ]


def test_what_is_over_or_open_stays_so(opened: Mailbox) -> None:
    again = form(action="reopen", incident="2026-01-15-disk-full")
    assert opened.ignored("workflow_dispatch", again) == "2026-01-15-disk-full is open"
    opened.done("workflow_dispatch", form(action="resolve"))
    done = form(action="resolve", incident=str(opened.incident().id))
    assert opened.ignored("workflow_dispatch", done) == "2026-01-15-disk-full is over already"


def test_which_incident_is_meant(opened: Mailbox) -> None:
    def refused(**inputs: str) -> tuple[str, str]:
        return opened.refused("workflow_dispatch", form(action="update", message="Hm", **inputs))

    assert refused(incident="../../etc/passwd")[0] == "there is no incident `../../etc/passwd`"
    opened.done("workflow_dispatch", form(action="update", message="Hm", incident="disk-full"))
    assert refused(incident="2026-01-15-disk-fall")[1] == "did you mean `2026-01-15-disk-full`?"
    opened.done("workflow_dispatch", form(action="open", title="Power", message="Off"))
    message, hint = refused()
    assert message == "2 incidents are open"
    assert "2026-01-15-power" in hint
    assert "2026-01-15-disk-full" in hint
    for name in ("2026-01-15-power", "2026-01-15-disk-full"):
        opened.done("workflow_dispatch", form(action="resolve", incident=name))
    assert refused()[0] == "there is no open incident"


def test_an_empty_form_is_refused(box: Mailbox) -> None:
    assert box.refused("workflow_dispatch", form())[0] == "there is no action ``"
    assert box.refused("workflow_dispatch", {"inputs": None})[0] == "there is no action ``"
    for action in ("open", "maintenance"):
        assert box.refused("workflow_dispatch", form(action=action))[0] == "the title is empty"
    assert box.refused("workflow_dispatch", form(action="reopen"))[0] == (
        "name the incident that happens again"
    )
    assert box.refused("workflow_dispatch", form(action="api"))[0] == "`` is no path"


def test_an_update_needs_words(opened: Mailbox) -> None:
    found = opened.refused("workflow_dispatch", form(action="update"))
    assert found == ("there is nothing to say", "write a message, or choose a state")


def test_an_impact_alone_is_that_of_what_is_hit(opened: Mailbox) -> None:
    opened.done("workflow_dispatch", form(action="update", monitors="database=UP", message="One."))
    opened.done("workflow_dispatch", form(action="update", impact="partial", message="Less."))
    hit = [(one.tag, one.now) for one in opened.incident().affected]
    assert hit == [("api", "PARTIAL"), ("database", "UP")]
    minor = form(action="update", impact="minor", message="Less.")
    assert opened.refused("workflow_dispatch", minor)[0] == "an update has no severity `minor`"


def test_a_state_that_may_not_follow_is_refused(opened: Mailbox) -> None:
    after = form(action="update", state="postmortem", message="It was the log.")
    assert (
        opened.refused("workflow_dispatch", after)[0] == "`postmortem` may not follow `identified`"
    )


def test_maintenance(box: Mailbox) -> None:
    plan = {"action": "maintenance", "title": "New disks", "monitors": "database"}
    times = {"start": "2026-01-20T02:00:00Z", "end": "2026-01-20T04:30:00Z"}
    box.done("workflow_dispatch", form(**plan, **times))
    (view,) = box.snapshot().maintenances
    assert (view.duration, [one.tag for one in view.affected]) == (9000, ["database"])
    backwards = {**times, "end": "2026-01-20T01:00:00Z"}
    assert box.refused("workflow_dispatch", form(**plan, **backwards))[0] == (
        "the end is not after the start"
    )
    for key in times:
        missing = {**times, key: ""}
        assert box.refused("workflow_dispatch", form(**plan, **missing))[0] == f"the {key} is empty"
    during = "2026-01-20T03:00:00Z"
    over = form(action="update", incident="2026-01-20-new-disks", state="completed")
    box.done("workflow_dispatch", over, during)
    assert box.snapshot(during).maintenances[0].occurrences[0].end == instant(during)
    again = form(action="update", incident="2026-01-20-new-disks", state="verifying", message="?")
    assert box.refused("workflow_dispatch", again, during)[0] == "this maintenance is over"


def test_the_form_takes_a_request_of_any_api(box: Mailbox) -> None:
    body = '{"title": "Disk full", "status": "investigating", "message": "Hm", "monitorIds": []}'
    found = box.done("workflow_dispatch", form(action="api", path="/api/incidents", body=body))
    assert found.answer is not None
    assert found.answer.status == 201
    read = box.send("workflow_dispatch", form(action="api", path="/api/incidents"))
    assert read.answer is not None
    assert not read.changed
    assert [one["title"] for one in read.answer.document] == ["Disk full"]


def test_programs_send_the_words_of_the_form(box: Mailbox) -> None:
    payload = {"title": "Disk full", "monitors": {"api": "DEGRADED"}, "message": "Hm"}
    box.done("repository_dispatch", dispatch("statusgen-open", payload))
    assert [(one.tag, one.now) for one in box.incident().affected] == [("api", "DEGRADED")]
    named = {
        "action": "update",
        "incident": box.incident().id,
        "message": "So",
        "monitors": ["api"],
    }
    box.done("repository_dispatch", dispatch("statusgen", named))
    end = {"incident": box.incident().slug, "message": None}
    box.done("repository_dispatch", dispatch("statusgen-resolve", end))
    assert not box.incident().open


@pytest.mark.parametrize(
    ("event_type", "payload", "message"),
    [
        ("statusgen-opne", {}, "there is no event_type `statusgen-opne`"),
        ("statusgen-open", None, "the event has no client_payload"),
        ("statusgen-open", ["title"], "the event has no client_payload"),
        ("statusgen-open", {"titel": "x"}, "`titel` means nothing here"),
        ("statusgen-open", {"title": True}, "`title` must be text"),
        ("statusgen-open", {"monitors": [["api"]], "title": "x"}, "`monitors` must be text"),
        ("statusgen", {}, "`` is no path"),
        ("statusgen", {"path": "api/v4/incidents"}, "`api/v4/incidents` is no path"),
        ("statusgen", {"path": "/x", "method": "BREW"}, "there is no method `BREW`"),
        ("statusgen", {"path": "/x", "data": {}}, "`data` means nothing here"),
    ],
)
def test_what_programs_get_wrong(box: Mailbox, event_type: str, payload: Any, message: str) -> None:
    assert box.refused("repository_dispatch", dispatch(event_type, payload))[0] == message


def test_events_of_others_are_nothing(box: Mailbox) -> None:
    note = box.ignored("repository_dispatch", dispatch("deploy", {"to": "production"}))
    assert note == "its event_type does not begin with `statusgen`"
    assert box.ignored("push", {"ref": "refs/heads/main"}) == (
        "statusgen does nothing about events of this kind"
    )


MONITORS = """\
- {tag: api-gateway, name: API, routing_key: SERVICE_ROUTING_KEY}
- {tag: database, name: Database}
- {tag: google-search, name: Search}
- {tag: abc123, name: A}
- {tag: def456, name: D}
"""
KEPT = "---\nid: 123\ntitle: Kept\nstart: 2026-01-01T00:00:00Z\n---\nIt is slow.\n"

SEEDS: list[tuple[str, str, Any]] = [
    # Kener v4
    ("POST", "/api/v4/incidents", {
        "title": "Database Slowdown", "start_date_time": 1737010000,
        "monitors": [{"monitor_tag": "database", "impact": "DEGRADED"}]}),
    ("PATCH", "/api/v4/incidents/123", {"title": "Kept (resolved)"}),
    ("POST", "/api/v4/incidents/123/comments", {
        "comment": "Root cause identified — rolling back deployment.", "state": "IDENTIFIED",
        "timestamp": 1768400000}),
    ("DELETE", "/api/v4/incidents/123", None),
    # Kener's guide
    ("POST", "/api/incidents", {
        "title": "API Latency Issues", "status": "investigating", "impact": "minor",
        "message": "We are investigating increased API response times."}),
    ("POST", "/api/incidents/123/updates", {
        "status": "identified", "message": "Root cause identified. Working on a fix."}),
    # the on-call side
    ("POST", "/api/events", {
        "routing_key": "SERVICE_ROUTING_KEY", "event_action": "trigger", "dedup_key": "cpu-high",
        "payload": {"summary": "CPU usage above 90%", "source": "prometheus", "severity": "warning"}}),
    # Kamu
    ("POST", "/api/incidents", {
        "title": "Planned maintenance", "status": "monitoring",
        "message": "Scheduled maintenance window for infrastructure upgrade.",
        "monitorIds": ["mon_abc123", "mon_def456"], "maintenance": True,
        "scheduledStart": "2026-06-01T02:00:00Z", "scheduledEnd": "2026-06-01T04:00:00Z"}),
    ("PATCH", "/api/incidents/inc_123", {
        "status": "resolved", "message": "The issue has been resolved."}),
    # Kener v1
    ("POST", "/api/status", {
        "status": "DOWN", "latency": 1213, "timestampInSeconds": 1768400000, "tag": "google-search"}),
    ("POST", "/api/incident", {
        "startDatetime": 1768400000, "endDatetime": 1768400180, "title": "Outage in Mumbai",
        "body": "Login cluster is down in mumbai region", "tags": ["google-search"],
        "impact": "DOWN", "isMaintenance": False, "isIdentified": True, "isResolved": False}),
    ("POST", "/api/incident/123/comment", {"body": "comment 1"}),
    ("POST", "/api/incident/123/status", {"isIdentified": True, "isResolved": False}),
]  # fmt: skip
"""The writing requests of the documentations that this site mirrors."""


@pytest.mark.parametrize(("method", "path", "body"), SEEDS)
def test_requests_as_the_apis_document_them(
    tmp_path: Path, method: str, path: str, body: Any
) -> None:
    box = Mailbox(
        tmp_path, {"monitors.yaml": MONITORS, "content/incidents/2026-01-01-kept/incident.md": KEPT}
    )
    headers = {"x-api-key": "km_your_api_key", "Content-Type": "application/json"}
    payload = {"method": method, "path": path, "headers": headers, "body": body}
    found = box.done("repository_dispatch", dispatch("statusgen", payload))
    assert found.answer is not None
    assert found.answer.status in (200, 201, 202)


@pytest.mark.parametrize(
    ("event_type", "path"),
    [
        ("statusgen-incident", "/api/incidents"),
        ("statusgen-event", "/api/events"),
        ("statusgen-status", "/api/status"),
    ],
)
def test_short_names(tmp_path: Path, event_type: str, path: str) -> None:
    body = next(body for _, one, body in SEEDS if one == path)
    one, other = (
        Mailbox(tmp_path / name, {"monitors.yaml": MONITORS}) for name in ("one", "other")
    )
    one.done("repository_dispatch", dispatch(event_type, body))
    whole = {"path": path, "body": json.dumps(body)}
    other.done("repository_dispatch", dispatch("statusgen", whole))
    assert one.changed == other.changed
    assert event_type in TYPES


def test_a_refusal_of_an_api_changes_nothing(box: Mailbox) -> None:
    payload = {"path": "/api/v4/incidents", "body": {"title": ""}}
    found = box.send("repository_dispatch", dispatch("statusgen", payload))
    assert found.answer is not None
    assert found.answer.status == 400
    assert (found.files, box.changed, found.faults) == ((), {}, ())
    nowhere = box.send("repository_dispatch", dispatch("statusgen", {"path": "/nowhere"}))
    assert nowhere.answer is not None
    assert nowhere.answer.status == 404


def test_the_inputs_are_as_they_are_listed() -> None:
    assert tuple(form()["inputs"]) == INPUTS
    table = (Path(__file__).parent.parent.parent / "docs/requests.md").read_text()
    for name in INPUTS:
        assert re.search(rf"`{name}`", table), name
    for one in TYPES:
        assert f"`{one}`" in table or f"`-{one.removeprefix('statusgen-')}`" in table, one
