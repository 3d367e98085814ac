"""Times as people type them at three in the morning."""

from __future__ import annotations

import pytest

from statusgen.cli.moments import read_when
from statusgen.content.places import At
from tests.sites import instant

NOW = instant("2026-01-15T10:00Z")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("now", "2026-01-15T10:00Z"),
        ("-10m", "2026-01-15T09:50Z"),
        ("10m ago", "2026-01-15T09:50Z"),
        ("1h30m ago", "2026-01-15T08:30Z"),
        ("+2h", "2026-01-15T12:00Z"),
        ("in 2d", "2026-01-17T10:00Z"),
        ("-90", "2026-01-15T09:58:30Z"),
        ("1768471200", "2026-01-15T10:00Z"),
        ("2026-01-15 11:30+01:00", "2026-01-15T10:30Z"),
    ],
)
def test_times_as_people_type_them(text: str, at: str) -> None:
    found = read_when(text, At("", []))
    assert found is not None
    assert found.at(NOW) == instant(at)


@pytest.mark.parametrize("text", ["", "10m", "-", "- 10m", "-10x", "ago", "10:00", "-99999999d"])
def test_what_is_no_time_says_so(text: str) -> None:
    at = At("", [], ("at",))
    assert read_when(text, at) is None
    assert "`at`" in at.problems[0].message


def test_with_past_a_length_alone_is_ago() -> None:
    found = read_when("7d", At("", []), past=True)
    assert found is not None
    assert found.at(NOW) == instant("2026-01-08T10:00Z")
