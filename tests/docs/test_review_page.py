"""What docs/review.md says of rules and of the keys of the JSON is true and complete."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from statusgen.changes import Changes
from statusgen.rules import RULES
from tests.consoles import ROOT

PAGE = (ROOT / "docs" / "review.md").read_text("utf-8")
RULES_TOLD = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize(("code", "level"), RULES_TOLD)
def test_the_levels_are_those_of_the_rules(code: str, level: str) -> None:
    assert RULES[code].level == level


def test_no_rule_and_no_key_is_missing() -> None:
    told = {code for code, _ in RULES_TOLD}
    against = {code for code, rule in RULES.items() if "published" in rule.summary}
    assert told == against | {"back-dated"}
    for one in fields(Changes):
        assert f"`{one.name}`" in PAGE.partition("| key | holds |")[2]
