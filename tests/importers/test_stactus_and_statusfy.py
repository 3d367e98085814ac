"""stactus (YAML) and Statusfy (Markdown), and the content that becomes of them."""

from __future__ import annotations

from pathlib import Path

from tests.importers.moving import moved, written

STACTUS = """\
version: stactus/v1
name: Acme
url: https://acme.example
systems:
  - {id: api, name: API, description: The API}
"""
TIMELINE = """\
version: incident/v1
id: slow
name: API is slow
impact: major
systems: [api, gone]
timeline:
  - ts: 2024-01-02 10:00
    description: We look.
    investigating: true
  - ts: "10:30"
    description: We **know**.
  - ts: +1h15m
    description: Over.
    resolved: true
---
version: incident/v1
id: other
name: Other
impact: minor
systems: [api]
timeline: [{ts: "2024-02-02T10:00:00Z", description: x}]
"""
STATUSFY = """\
---
title: Systems are down
date: '2018-03-14T22:06:14.019Z'
severity: major-outage
affectedsystems: [cdn]
resolved: true
---
Systems are down.

::: update Resolved | 2018-03-15T04:45:12.000Z
Back.
:::

::: update Investigating | 2018-03-14T23:36:09.000Z
Slow.
:::
"""
PLANNED = """\
---json
{"id": "382ee1ab", "title": "Move", "date": "2026-12-01T00:00:00.000Z",
 "scheduled": "2026-12-24T00:00:00Z", "duration": 90, "severity": "under-maintenance",
 "affectedsystems": ["cdn"], "resolved": false}
---
We move.
"""


def test_a_timeline_of_stactus(tmp_path: Path) -> None:
    files = {"stactus.yaml": STACTUS, "incidents/one.yaml": TIMELINE}
    came = moved("stactus", written(tmp_path / "old", files), tmp_path / "new", "Europe/Berlin")
    other, slow = came.site.incidents
    assert (other.slug, slow.slug) == ("2024-02-02-other", "2024-01-02-slow")
    assert [(one.at, str(one.state), one.text) for one in slow.comments] == [
        (1_704_186_000, "investigating", "We look."),
        (1_704_191_400, "investigating", "We **know**."),
        (1_704_195_900, "resolved", "Over."),
    ]
    assert dict(slow.monitors) == {"api": "PARTIAL"}
    assert "incidents/one.yaml: systems: left out: gone" in came.losses


def test_containers_of_statusfy(tmp_path: Path) -> None:
    config = "module.exports = {title: 'Acme', baseUrl: 'https://acme.example', content: {systems: ['api', 'cdn']}}"
    files = {
        "config.js": config,
        "content/2018-03-14_down.md": STATUSFY,
        "content/move.md": PLANNED,
    }
    came = moved("statusfy", written(tmp_path / "old", files), tmp_path / "new")
    assert [one.tag for one in came.site.monitors] == ["api", "cdn"]
    (incident,), (work,) = came.site.incidents, came.site.maintenances
    assert [(str(one.state), one.text) for one in incident.comments] == [
        ("investigating", "Systems are down."),
        ("investigating", "Slow."),
        ("resolved", "Back."),
    ]
    assert (work.duration, work.aliases) == (5400, ("/incidents/382ee1ab/",))
    assert came.losses == []
    assert came.problems == []


def test_of_a_report_in_several_languages_the_first_is_read(tmp_path: Path) -> None:
    files = {
        "content/en/incidents/a.md": STATUSFY,
        "content/es/incidents/a.md": STATUSFY.replace("are down", "caídos"),
        "content/es/incidents/b.md": STATUSFY.replace("are down", "lentos"),
    }
    came = moved("statusfy", written(tmp_path / "old", files), tmp_path / "new")
    assert sorted(one.title for one in came.site.incidents) == [
        "Systems are down",
        "Systems lentos",
    ]
    assert "content/es/incidents/a.md: left out: the file" in came.losses
