"""Foreign text on its way to a terminal or a CI log."""

from __future__ import annotations

import json

import pytest

from statusgen.report.sanitize import sanitize, sanitize_json, sanitize_lines


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("plain text, ümlauts and 日本", "plain text, ümlauts and 日本"),
        ("a\x1b[31mred", "a\\u001b[31mred"),
        ("a\x1b]8;;http://evil\x07b", "a\\u001b]8;;http://evil\\u0007b"),
        ("100 %\rdone", "100 %\\u000ddone"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u2028::error::b", "a\\u2028::error::b"),
        ("::error file=x::forged", ".::error file=x::forged"),
        ("ok\n1 error", "ok\\u000a1 error"),
        ("  ::stop-commands::x", ".  ::stop-commands::x"),
        ("\u00a0::add-mask::a", ".\u00a0::add-mask::a"),
        ("x ##[set-env name=A]b", "x # #[set-env name=A]b"),
        ("Impact::major", "Impact::major"),
    ],
)
def test_what_becomes_of_it(hostile: str, harmless: str) -> None:
    assert sanitize(hostile) == harmless


def test_lines_of_our_own_stay_lines() -> None:
    assert (
        sanitize_lines("ok\n  ::stop-commands::x\n\n::y\r")
        == "ok\n.  ::stop-commands::x\n\n.::y\\u000d"
    )


@pytest.mark.parametrize("value", ["##[error]x", "###[group]", "\\##[x", "\\\\##[##[", "# #["])
def test_json_means_the_same_and_commands_nothing(value: str) -> None:
    written = sanitize_json(json.dumps({"value": value, "list": [value]}))
    assert "##[" not in written
    assert json.loads(written) == {"value": value, "list": [value]}
