"""Kener's files, its issues of GitHub and documents of its API, and the content that becomes of them."""

from __future__ import annotations

import json
from pathlib import Path

from tests.importers.moving import Moved, moved, written

MONITORS = """\
- name: Search
  tag: "google search"
  description: "Search <a href='https://x.example'>the web</a>"
  api: {url: https://x.example}
- name: API
  tag: api
  day: 3
"""


def kener(tmp_path: Path, files: dict[str, object]) -> Moved:
    texts = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in files.items()
    }
    return moved("kener", written(tmp_path / "old", texts), tmp_path / "new")


def labels(*names: str) -> list[dict[str, str]]:
    return [{"name": name} for name in names]


def test_the_configuration_is_kept_and_tags_are_made_fit(tmp_path: Path) -> None:
    site = "siteName: Acme\nsiteURL: https://acme.example\ntheme: dark\nnav: [{name: Docs, url: /docs}]\n"
    came = kener(tmp_path, {"config/monitors.yaml": MONITORS, "config/site.yaml": site})
    assert (tmp_path / "new/monitors.yaml").read_text() == (
        "- tag: google-search\n  name: Search\n  description: Search the web\n"
        "  api: {url: https://x.example}\n- tag: api\n  name: API\n"
    )
    assert came.losses == [
        "config/monitors.yaml: [0]: changed: google search -> google-search",
        "config/monitors.yaml: [1].day: left out: 3",
        "config/site.yaml: theme: left out: dark",
    ]
    assert came.problems == []


def test_an_issue_of_github_becomes_an_incident(tmp_path: Path) -> None:
    issue = {
        "number": 7, "title": "API down", "createdAt": "2023-12-12T18:30:00Z",
        "closedAt": "2023-12-12T19:40:00Z",
        "body": "It is down [start_datetime:1702405740] [end_datetime:1702409340]",
        "labels": labels("incident", "google search", "incident-down", "identified", "resolved"),
        "comments": [
            {"body": "We look", "createdAt": "2023-12-12T18:40:00Z"},
            {"body": "Found", "createdAt": "2023-12-12T18:50:00Z"},
        ],
    }  # fmt: skip
    came = kener(tmp_path, {"monitors.yaml": MONITORS, "issues.json": [issue, {"labels": []}]})
    (incident,) = came.site.incidents
    assert (incident.id, dict(incident.monitors)) == (7, {"google-search": "DOWN"})
    assert [(one.at - incident.start, str(one.state), one.text) for one in incident.comments] == [
        (0, "investigating", "It is down"),
        (660, "investigating", "We look"),
        (1260, "identified", "Found"),
        (3600, "resolved", "Resolved."),
    ]
    assert "issues.json: items[1]: left out" in "\n".join(came.losses)


def test_comments_of_githubs_api_stand_beside_their_issue(tmp_path: Path) -> None:
    issue = {"number": 8, "title": "x", "created_at": "2023-12-12T18:30:00Z", "body": "y",
             "labels": labels("incident", "api", "incident-degraded"), "comments": 1}  # fmt: skip
    comment = {"issue_url": "https://api.example/repos/a/b/issues/8", "body": "z",
               "created_at": "2023-12-12T18:40:00Z"}  # fmt: skip
    came = kener(tmp_path, {"monitors.yaml": MONITORS, "a.json": [issue], "b.json": [comment]})
    assert [one.text for one in came.site.incidents[0].comments] == ["y", "z"]


V4_INCIDENT = {
    "id": 12, "title": "API Gateway Outage", "start_date_time": 1737000000,
    "end_date_time": 1737003600, "state": "RESOLVED", "incident_source": "ALERT",
    "monitors": [{"monitor_tag": "api", "impact": "DOWN"}],
    "created_at": "2025-01-16T04:00:00.000Z", "updated_at": "2025-01-16T05:00:00.000Z",
}  # fmt: skip
V4_COMMENTS = [
    {"id": 2, "incident_id": 12, "comment": "Over", "timestamp": 1737003600, "state": "RESOLVED"},
    {"id": 1, "incident_id": 12, "comment": "We look", "timestamp": 1737000060, "state": "INVESTIGATING"},
]  # fmt: skip
V4_MONITORS = {
    "monitors": [
        {"id": 3, "tag": "api", "name": "API", "category_name": "Core", "is_hidden": "NO",
         "type_data": {"headers": "secret"}, "day_down_minimum_count": 5}
    ]
}  # fmt: skip


def test_documents_of_the_api_keep_their_ids(tmp_path: Path) -> None:
    came = kener(
        tmp_path,
        {"m.json": V4_MONITORS, "i.json": {"incidents": [V4_INCIDENT]}, "c.json": {"comments": V4_COMMENTS}},
    )  # fmt: skip
    assert came.files() == {
        "incidents/2025/2025-01-16-api-gateway-outage/2025-01-16T040100Z.investigating.md": (
            "---\nid: 1\n---\nWe look\n"
        ),
        "incidents/2025/2025-01-16-api-gateway-outage/2025-01-16T050000Z.resolved.md": (
            "---\nid: 2\n---\nOver\n"
        ),
        "incidents/2025/2025-01-16-api-gateway-outage/incident.md": (
            "---\ntitle: API Gateway Outage\nstart: 2025-01-16T04:00:00Z\n"
            "created_at: 2025-01-16T04:00:00Z\nupdated_at: 2025-01-16T05:00:00Z\n"
            "monitors:\n  api: DOWN\nsource: ALERT\nvisibility: public\n"
            "aliases: [/incidents/12/]\nid: 12\n---\n"
        ),
    }
    assert "secret" not in (tmp_path / "new/monitors.yaml").read_text()
    assert came.problems == []


def test_a_state_that_comments_do_not_lead_to_is_pinned(tmp_path: Path) -> None:
    came = kener(tmp_path, {"m.json": V4_MONITORS, "i.json": {"incident": V4_INCIDENT}})
    pin = came.site.incidents[0].pin
    assert pin is not None
    assert (pin.state, pin.end) == ("resolved", 1737003600)


def test_a_maintenance_that_recurs(tmp_path: Path) -> None:
    work = {"id": 4, "title": "Restart", "start_date_time": 1737000000, "rrule": "FREQ=WEEKLY;BYDAY=SU",
            "duration_seconds": 1800, "status": "ACTIVE", "description": "Each week",
            "monitors": [{"monitor_tag": "api", "impact": "MAINTENANCE"}]}  # fmt: skip
    once = {**work, "id": 5, "title": "Once", "rrule": "FREQ=MINUTELY;COUNT=1"}
    events = [{"id": 9, "maintenance_id": 4, "start_date_time": 1737244800, "status": "CANCELLED"}]
    documents = {"maintenances": [work, once], "events": events}
    came = kener(tmp_path, {"m.json": V4_MONITORS, "w.json": documents})
    found = {one.title: one for one in came.site.maintenances}
    assert (found["Restart"].rrule, found["Once"].rrule) == ("FREQ=WEEKLY;BYDAY=SU", "")
    assert [one.occurrence for one in found["Restart"].overrides] == [1737244800]
    assert came.problems == []


def test_an_address_that_is_none_is_guessed_and_told(tmp_path: Path) -> None:
    site = [
        {"key": "siteName", "value": "Acme"},
        {"key": "siteURL", "value": "status.acme.example"},
    ]
    came = kener(tmp_path, {"m.json": V4_MONITORS, "s.json": {"site_data": site}})
    assert (came.site.settings.title, came.site.settings.url) == ("Acme", "http://localhost/")
    assert (
        "s.json: site_data[1].value: guessed: status.acme.example -> http://localhost/"
        in came.losses
    )
