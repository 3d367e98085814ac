"""content/status: what was pushed on a day, and what is said about bad lines."""

from __future__ import annotations

from pathlib import Path

from statusgen.content.load import load
from statusgen.model.monitor import Sample
from statusgen.model.status import Status
from tests.sites import instant, write_site

FILE = "content/status/api/2026-01-15.csv"


def test_times_are_unix_seconds_or_rfc_3339_and_a_latency_may_be_missing(tmp_path: Path) -> None:
    text = "timestamp,status,latency\n1768471200,UP,110.5\n2026-01-15T10:05Z,DOWN,\n\n"
    loaded = load(write_site(tmp_path, {FILE: text}))
    assert loaded.problems == []
    assert loaded.site.records["api"] == (
        Sample(instant("2026-01-15T10:00Z"), Status.UP, 110.5),
        Sample(instant("2026-01-15T10:05Z"), Status.DOWN, None),
    )


def test_a_bad_line_is_left_out_and_named(tmp_path: Path) -> None:
    text = (
        "timestamp,status,latency\n"
        "2026-01-16T00:00Z,UP,1\n"
        "2026-01-15T10:00Z,OK,1\n"
        "2026-01-15T10:00Z,UP,fast\n"
        "2026-01-15T10:00,UP,1\n"
        "UP\n"
        "2026-01-15T10:00Z,UP,1\n"
    )
    loaded = load(write_site(tmp_path, {FILE: text}))
    assert [(one.code, one.where.line) for one in loaded.problems] == [
        ("bad-value", 2),
        ("bad-value", 3),
        ("bad-value", 4),
        ("time-without-zone", 5),
        ("bad-value", 6),
    ]
    assert len(loaded.site.records["api"]) == 1


def test_a_file_that_is_not_named_after_a_day(tmp_path: Path) -> None:
    loaded = load(write_site(tmp_path, {"content/status/api/2026-02-30.csv": "x"}))
    assert [one.code for one in loaded.problems] == ["bad-file-name"]


def test_a_readme_is_for_people(tmp_path: Path) -> None:
    readme = {"content/status/api/README.md": "Pushed by the probe."}
    assert load(write_site(tmp_path, readme)).problems == []


def test_a_file_without_the_header(tmp_path: Path) -> None:
    loaded = load(write_site(tmp_path, {FILE: "1768471200,UP,110\n"}))
    assert [(one.code, one.where.line) for one in loaded.problems] == [("bad-value", 1)]
