"""`statusgen explain TAG TIME`: what spoke of a monitor, the winner first, and where it is written."""

from __future__ import annotations

from pathlib import Path

from statusgen.content.load import load
from statusgen.content.locate import line_of
from statusgen.why import reasons
from tests.sites import instant, write_site

INCIDENT = "content/incidents/2026-01-15-outage/"
FILES = {
    INCIDENT + "incident.md": """\
---
title: Outage
start: 2026-01-15T10:00:00Z
monitors:
  api: DEGRADED
---
Slow.
""",
    INCIDENT + "2026-01-15T1030Z.identified.md": "---\nmonitors:\n  api: DOWN\n---\nDown.",
    INCIDENT + "2026-01-15T1100Z.resolved.md": "Fixed.",
    INCIDENT + "2026-01-15T1200Z.investigating.md": "Again.",
    "content/maintenances/move/maintenance.md": """\
---
title: Move
start: 2026-01-15T10:00:00Z
duration: 3h
monitors: [api]
---
""",
    "content/status/api/2026-01-15.csv": "timestamp,status,latency\n2026-01-15T09:00Z,DOWN,\n",
}


def voices(root: Path, at: str) -> list[str]:
    """Status, file and line of each voice."""
    site = load(write_site(root, FILES)).site
    found = reasons(site, site.monitors[0], instant(at), instant("2026-01-16T00:00Z"))
    return [
        f"{one.status} {one.where.file.rpartition('/')[2]}:{line_of(root, one.where)}"
        for one in found
    ]


def test_the_worst_of_what_was_declared_counts(tmp_path: Path) -> None:
    assert voices(tmp_path, "2026-01-15T10:15Z") == [
        "DEGRADED incident.md:5",
        "MAINTENANCE maintenance.md:5",
        "DOWN 2026-01-15.csv:0",
        "UP monitors.yaml:1",
    ]


def test_the_comment_that_changed_the_impact_is_named(tmp_path: Path) -> None:
    assert voices(tmp_path, "2026-01-15T10:45Z")[0] == "DOWN 2026-01-15T1030Z.identified.md:3"


def test_the_comment_that_reopened_it_is_named(tmp_path: Path) -> None:
    assert voices(tmp_path, "2026-01-15T12:30Z")[0] == "DOWN 2026-01-15T1200Z.investigating.md:1"


def test_without_anything_declared_the_record_counts_and_then_the_default(tmp_path: Path) -> None:
    assert voices(tmp_path, "2026-01-15T09:30Z") == ["DOWN 2026-01-15.csv:0", "UP monitors.yaml:1"]
    assert voices(tmp_path, "2026-01-15T08:30Z") == ["UP monitors.yaml:1"]
