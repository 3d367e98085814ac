"""`statusgen monitor` and `statusgen status`: what is watched, and what a probe found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.edits import refused, site, told, typed, wrote
from tests.sites import BASE

DAY = "content/status/api/2026-01-15.csv"


def test_a_monitor_is_added_as_the_list_is_written(tmp_path: Path) -> None:
    words = ("monitor", "add", "payments", "Pay: ments", "--category", "Core", "--hidden")
    assert wrote(site(tmp_path), *words) == {
        "monitors.yaml": BASE["monitors.yaml"]
        + '\n- tag: payments\n  name: "Pay: ments"\n  category: Core\n  hidden: true\n'
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[{tag: api, name: API}]\n", "[{tag: api, name: API}, {tag: new, name: new}]\n"),
        ("  - tag: api\n    name: A", "  - tag: api\n    name: A\n  - tag: new\n    name: new\n"),
        ("# none yet\n", "# none yet\n- tag: new\n  name: new\n"),
    ],
)
def test_in_whatever_style(tmp_path: Path, before: str, after: str) -> None:
    root = site(tmp_path, {"monitors.yaml": before})
    assert wrote(root, "monitor", "add", "new") == {"monitors.yaml": after}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("api",), "[duplicate-tag]"),
        (("Not A Tag",), "[bad-value]"),
        (("x", "--url", "ftp://x"), "[bad-value]"),
    ],
)
def test_a_wrong_monitor_is_refused_with_its_place(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    found = refused(site(tmp_path), "monitor", "add", *words)
    assert said in found
    assert found.startswith("monitors.yaml:1")


def test_monitors_are_listed(tmp_path: Path) -> None:
    root = site(tmp_path)
    assert typed(root, "monitor", "list").stdout.splitlines()[-1] == (
        "secret              hidden  Hidden from everybody"
    )
    assert told(root, "monitor", "list")["monitors"][0]["tag"] == "api"


def test_a_status_is_a_line_of_its_day(tmp_path: Path) -> None:
    root = site(tmp_path)
    wrote(root, "status", "set", "api", "down", "--at", "-5m")
    assert wrote(root, "status", "set", "api", "UP", "--latency", "120.5") == {
        DAY: "timestamp,status,latency\n2026-01-15T10:35:00Z,DOWN,\n2026-01-15T10:40:00Z,UP,120.5\n"
    }
    assert typed(root, "status", "list", "api").stdout == (
        "STATUS  AT                    LATENCY\n"
        "UP      2026-01-15T10:40:00Z  120.5 ms\n"
        "DOWN    2026-01-15T10:35:00Z\n"
    )
    assert told(root, "status", "list", "api")["records"][0] == {
        "at": "2026-01-15T10:40:00Z",
        "status": "UP",
        "latency": 120.5,
    }
    shown = {one["tag"]: one["status"] for one in told(root, "status", "list")["statuses"]}
    assert shown == {"api": "PARTIAL", "database": "UP", "website": "UP", "secret": None}
    assert "\nPARTIAL  api       2026-01-15 10:40Z  API\n" in typed(root, "status", "list").stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("apii", "UP"), "There is no monitor `apii`: did you mean `api`?"),
        (("api", "FINE"), "'FINE' is not one of"),
        (("api", "UP", "--at", "+5m"), "still to come"),
        (("api", "UP", "--latency", "-3"), "--latency"),
    ],
)
def test_wrong_use_says_what_to_do(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused(site(tmp_path), "status", "set", *words, code=2)
