"""Which APIs a site speaks, and the small document that every page reads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statusgen import __version__
from statusgen.dialects import documents
from tests.rendered import rendered
from tests.sites import BASE, snapshot_of

SITE = "content/site.yaml"
NOW = "2026-01-15T12:00Z"
BROKEN = "content/incidents/2026-01-15-broken/incident.md"


@pytest.mark.parametrize(
    ("chosen", "kener"),
    [
        ("", True),
        ("api:\n  dialects: [kener-v4]\n", True),
        ("api:\n  dialects: [kamu]\n", False),
        ("api:\n  dialects: []\n", False),
    ],
)
def test_site_yaml_chooses_the_dialects(tmp_path: Path, chosen: str, kener: bool) -> None:
    files = rendered(documents(snapshot_of(tmp_path, {SITE: BASE[SITE] + chosen}, NOW)))
    assert ("api/v4/incidents.json" in files) is kener
    assert "api/build.json" in files


def test_the_build_says_when_it_was_and_when_the_truth_changes_next(tmp_path: Path) -> None:
    work = "---\ntitle: Work\nstart: 2026-01-16T02:00Z\nduration: 1h\nmonitors: [api]\n---\n"
    files = {"content/maintenances/work/maintenance.md": work}
    built = rendered(documents(snapshot_of(tmp_path, files, NOW)))["api/build.json"]
    assert list(json.loads(built).items()) == [
        ("generated_at", "2026-01-15T12:00:00Z"),
        ("next_change", "2026-01-16T01:00:00Z"),
        ("version", __version__),
        ("status", {"indicator": "none", "state": "ok"}),
        ("left_out", []),
    ]


def test_the_build_names_what_was_left_out_and_is_not_well(tmp_path: Path) -> None:
    files = {BROKEN: "---\ntitle: [\n---\n"}
    built = rendered(documents(snapshot_of(tmp_path, files, NOW)))["api/build.json"]
    found = json.loads(built)
    assert found["left_out"] == [BROKEN]
    assert found["status"]["state"] == "unknown"
    assert found["next_change"] is None
