"""The on-call side of incidents: what is published of it, and only where site.yaml wants it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen.snapshot.oncall import OncallView
from tests.sites import BASE, instant, snapshot_of

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
visibility: public
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

View = Callable[..., OncallView]


@pytest.fixture
def view(tmp_path: Path) -> View:
    """The on-call view of an alert with comments, written as {name: text}."""

    def only(comments: dict[str, str], now: str = NOW, opening: str = ALERT) -> OncallView:
        files = {f"{FOLDER}/2026-01-15T{name}.md": text for name, text in comments.items()}
        snapshot = snapshot_of(
            tmp_path, {**PUBLISH, f"{FOLDER}/incident.md": opening, **files}, now
        )
        (found,) = snapshot.oncall
        return found

    return only


def test_nothing_of_it_is_in_the_snapshot_unless_site_yaml_says_so(tmp_path: Path) -> None:
    assert snapshot_of(tmp_path, {f"{FOLDER}/incident.md": ALERT}, NOW).oncall == ()


def test_what_is_known_of_it(view: View) -> None:
    found = view({"1000Z.triggered": "", "1005Z.acknowledged": "Looking."})
    assert (found.id, found.title, found.status) == (5, "CPU usage above 90%", "acknowledged")
    assert (found.priority, found.urgency, found.assignee) == ("P2", "high", "ana")
    assert (found.dedup_key, found.service) == ("cpu-high", "api")
    assert found.created_at == instant("2026-01-15T10:00Z")
    assert found.acknowledged_at == instant("2026-01-15T10:05Z")
    assert (found.resolved_at, found.snoozed_until) == (None, None)
    assert [(step.state, step.text) for step in found.steps] == [
        ("triggered", ""),
        ("acknowledged", "Looking."),
    ]


@pytest.mark.parametrize(
    ("comments", "status"),
    [
        ([], "triggered"),
        (["triggered"], "triggered"),
        (["triggered", "acknowledged"], "acknowledged"),
        (["triggered", "escalated"], "escalated"),
        (["triggered", "snoozed"], "snoozed"),
        (["identified", "suppressed"], "suppressed"),
        (["triggered", "resolved"], "resolved"),
        (["triggered", "resolved", "postmortem"], "resolved"),
        pytest.param(["acknowledged", "investigating"], "acknowledged", id="words change nothing"),
        pytest.param(["escalated", "identified"], "escalated", id="nor here"),
        pytest.param(["snoozed", "identified"], "triggered", id="words wake what is snoozed"),
        pytest.param(["suppressed", "identified"], "triggered", id="and what is suppressed"),
        pytest.param(["acknowledged", "resolved", "investigating"], "triggered", id="reopened"),
    ],
)
def test_where_it_stands(view: View, comments: list[str], status: str) -> None:
    names = {f"10{minute}Z.{state}": "." for minute, state in enumerate(comments, start=10)}
    assert view(names).status == status


def test_the_first_acknowledgement_counts_and_the_end_that_the_public_sees(view: View) -> None:
    found = view(
        {
            "1001Z.acknowledged": "",
            "1002Z.escalated": "",
            "1003Z.acknowledged": "",
            "1004Z.resolved": "Over.",
            "1005Z.resolved": "A later note.",
        }
    )
    assert found.acknowledged_at == instant("2026-01-15T10:01Z")
    assert found.resolved_at == instant("2026-01-15T10:04Z")


@pytest.mark.parametrize(
    ("now", "status", "until"),
    [
        ("2026-01-15T10:59Z", "snoozed", "2026-01-15T11:00Z"),
        ("2026-01-15T11:00Z", "triggered", None),
    ],
)
def test_what_is_snoozed_wakes_by_the_clock(
    view: View, now: str, status: str, until: str | None
) -> None:
    found = view({"1010Z.snoozed": "---\nuntil: 2026-01-15T11:00Z\n---\n"}, now)
    assert found.status == status
    assert found.snoozed_until == (instant(until) if until else None)


@pytest.mark.parametrize(("publish", "change"), [(True, "2026-01-15T15:00Z"), (False, None)])
def test_the_page_changes_when_it_wakes(tmp_path: Path, publish: bool, change: str | None) -> None:
    files = {
        **(PUBLISH if publish else {}),
        f"{FOLDER}/incident.md": ALERT,
        f"{FOLDER}/2026-01-15T1010Z.snoozed.md": "---\nuntil: 2026-01-15T15:00Z\n---\n",
    }
    expected = instant(change) if change else None
    assert snapshot_of(tmp_path, files, NOW).next_change == expected


MONITORS = """\
- {tag: api, name: API}
- {tag: database, name: Database, routing_key: SERVICE_ROUTING_KEY}
- {tag: secret, name: Secret, hidden: true, routing_key: HIDDEN}
"""


@pytest.mark.parametrize(
    ("key", "service"),
    [
        pytest.param("SERVICE_ROUTING_KEY", "database", id="the monitor with that key"),
        pytest.param("HIDDEN", "api", id="a hidden one is not named"),
        pytest.param("OTHER", "api", id="else the first one that is hit"),
    ],
)
def test_the_service(tmp_path: Path, key: str, service: str) -> None:
    opening = ALERT.replace("SERVICE_ROUTING_KEY", key)
    files = {**PUBLISH, "monitors.yaml": MONITORS, f"{FOLDER}/incident.md": opening}
    (found,) = snapshot_of(tmp_path, files, NOW).oncall
    assert found.service == service


def test_what_is_internal_stays_out(tmp_path: Path) -> None:
    """An alert is internal until a person tells the public, and so are single comments."""
    quiet = ALERT.replace("visibility: public\n", "")
    files = {
        **PUBLISH,
        f"{FOLDER}/incident.md": quiet,
        f"{FOLDER}/2026-01-15T1000Z.triggered.md": "---\nvisibility: internal\n---\nsecret",
        f"{FOLDER}/2026-01-15T1001Z.acknowledged.md": "---\ndeleted: true\n---\nsecret",
        f"{FOLDER}/2026-01-16T1000Z.escalated.md": "secret",
    }
    assert snapshot_of(tmp_path, files, NOW).oncall == ()
    files[f"{FOLDER}/2026-01-15T1005Z.suppressed.md"] = "secret"
    files[f"{FOLDER}/2026-01-15T1010Z.identified.md"] = "Found."
    (found,) = snapshot_of(tmp_path, files, NOW).oncall
    assert [(step.state, step.text) for step in found.steps] == [
        ("suppressed", ""),
        ("identified", "Found."),
    ]
    assert found.acknowledged_at is None


def test_incidents_without_an_on_call_side_are_not_among_them(tmp_path: Path) -> None:
    plain = "---\ntitle: {}\nstart: 2026-01-15T10:00Z\nmonitors: [api]\n{}---\n"
    snapshot = snapshot_of(
        tmp_path,
        {
            **PUBLISH,
            "content/incidents/plain/incident.md": plain.format("Plain", ""),
            "content/incidents/notice/incident.md": plain.format(
                "Notice", "kind: notice\noncall: {priority: P1}\n"
            ),
            "content/incidents/escalated/incident.md": plain.format("Escalated", ""),
            "content/incidents/escalated/2026-01-15T1030Z.escalated.md": "Help.",
        },
        NOW,
    )
    assert [one.title for one in snapshot.oncall] == ["Escalated"]
