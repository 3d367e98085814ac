"""Values as people write them in YAML, what is read, and what is said about the wrong ones."""

from __future__ import annotations

from typing import Any

import pytest

from statusgen.content import fields, scalars, times
from statusgen.content.fields import Key, Record
from statusgen.content.places import At, Type
from statusgen.content.yamldoc import parse
from statusgen.diagnostics import Diagnostic
from statusgen.model.status import Status
from tests.sites import instant


def read(kind: Type, written: str, zone: str = "") -> tuple[Any, list[Diagnostic]]:
    """What ``key: <written>`` gives, and what is said about it."""
    problems: list[Diagnostic] = []
    value = parse(f"key: {written}\n", "f", problems)
    assert isinstance(value, dict), problems
    return kind.read(value["key"], At("f", problems, ("key",), zone)), problems


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("2026-01-15T10:30:00Z", "2026-01-15T10:30:00Z"),
        ("2026-01-15T10:30Z", "2026-01-15T10:30:00Z"),
        ("2026-01-15 10:30 +01:00", "2026-01-15T09:30:00Z"),
        ("2026-01-15t10:30:00.999z", "2026-01-15T10:30:00Z"),
        ("2026-01-15T10:30:00-0500", "2026-01-15T15:30:00Z"),
        ("1768473000", "2026-01-15T10:30:00Z"),
        ("'2026-01-15T10:30:00Z'", "2026-01-15T10:30:00Z"),
    ],
)
def test_times(written: str, at: str) -> None:
    assert read(times.Time(), written) == (instant(at), [])


@pytest.mark.parametrize(
    ("written", "code", "hint"),
    [
        ("2026-01-15T10:30:00", "time-without-zone", "2026-01-15T10:30:00Z if it is UTC"),
        ("2026-01-15", "bad-time", "2026-01-15T10:30:00Z"),
        ("2026-13-15T10:30Z", "bad-time", ""),
        ("2026-02-30T10:30Z", "bad-time", ""),
        ("2026-01-15T25:30Z", "bad-time", ""),
        ("2026-01-15T10:30+99:00", "bad-time", ""),
        ("yesterday", "bad-time", "+01:00"),
        ("1768473000000", "bad-time", "milliseconds"),
        ("-5", "bad-time", ""),
        ("true", "wrong-type", ""),
        ("[1]", "wrong-type", ""),
    ],
)
def test_what_is_no_time(written: str, code: str, hint: str) -> None:
    value, problems = read(times.Time(), written)
    assert value is None
    assert [one.code for one in problems] == [code]
    assert hint in problems[0].hint


def test_a_zoneless_time_is_in_the_zone_that_its_document_names() -> None:
    assert read(times.Time(), "2026-07-01T02:00", "Europe/Berlin")[0] == instant(
        "2026-07-01T00:00Z"
    )
    assert read(times.Time(), "2026-12-01T02:00", "Europe/Berlin")[0] == instant(
        "2026-12-01T01:00Z"
    )


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        (scalars.Text(), "  API outage ", "API outage"),
        (scalars.Text(), "no", "no"),
        (scalars.Text(), "1.10", "1.10"),
        (scalars.Text(), "'500'", "500"),
        (scalars.Flag(), "true", True),
        (scalars.Whole(), "42", 42),
        (scalars.Share(), "0.3", 0.3),
        (times.Duration(), "2h30m", 9000),
        (times.Duration(), "7d", 604800),
        (times.Duration(), "90", 90),
        (times.Zone(), "Europe/Berlin", "Europe/Berlin"),
        (fields.ImpactsType(), "{api: DOWN, db: UP}", {"api": Status.DOWN, "db": Status.UP}),
        (fields.ImpactsType(), "[api, db]", {"api": Status.DOWN, "db": Status.DOWN}),
        (fields.ImpactsType(), "{}", {}),
    ],
)
def test_values(kind: Type, written: str, expected: object) -> None:
    assert read(kind, written) == (expected, [])


@pytest.mark.parametrize(
    ("kind", "written", "code", "hint"),
    [
        (scalars.Text(), "500", "wrong-type", 'put it in quotes: "500"'),
        (scalars.Text(), "true", "wrong-type", 'put it in quotes: "true"'),
        (scalars.Text(1, 3), "long", "bad-value", ""),
        (scalars.Flag(), '"false"', "wrong-type", "without quotes: false"),
        (scalars.Flag(), "yes", "wrong-type", ""),
        (scalars.Flag(), "1", "wrong-type", ""),
        (scalars.Whole(), '"42"', "wrong-type", "without quotes: 42"),
        (scalars.Whole(), "0", "bad-value", ""),
        (scalars.Share(), "1.5", "bad-value", ""),
        (times.Duration(), "2 hours", "bad-value", "2h30m"),
        (times.Duration(), "0", "bad-value", ""),
        (times.Zone(), "Berlin", "bad-value", "Europe/Berlin"),
        (times.Zone(), "../../etc/passwd", "bad-value", ""),
        (fields.ImpactsType(), "{api: down}", "bad-value", "did you mean `DOWN`"),
        (fields.ImpactsType(), "api", "wrong-type", ""),
    ],
)
def test_wrong_values(kind: Type, written: str, code: str, hint: str) -> None:
    _, problems = read(kind, written)
    assert [one.code for one in problems] == [code]
    assert hint in problems[0].hint


KEYS = Record(
    (
        Key("title", scalars.Text(1), "what happened", required=True, translated=True),
        Key("pinned", scalars.Flag(), "on top"),
    )
)


@pytest.mark.parametrize(
    ("written", "values", "codes"),
    [
        ("{title: A, pinned: true}", {"title": "A", "pinned": True}, []),
        ("{title: A, title.de: B}", {"title": "A", "title.de": "B"}, []),
        ("{title: A, pinned.de: true}", {"title": "A"}, ["unknown-key"]),
        ("{title: A, pined: true}", {"title": "A"}, ["unknown-key"]),
        ("{pinned: true}", {"pinned": True}, ["missing-key"]),
        ("{title: , pinned: }", {}, ["missing-key"]),
        ("{title: [A]}", {}, ["wrong-type"]),
        ("[title]", None, ["wrong-type"]),
    ],
)
def test_a_map_with_known_keys(written: str, values: object, codes: list[str]) -> None:
    found, problems = read(KEYS, written)
    assert found == values
    assert [one.code for one in problems] == codes


def test_an_unknown_key_gets_the_nearest_known_one() -> None:
    assert read(KEYS, "{title: A, pined: true}")[1][0].hint == "did you mean `pinned`?"
