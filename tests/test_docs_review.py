"""Everything that docs/review.md shows is run here, in the order in which it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from statusgen.changes import Changes
from statusgen.rules import RULES
from tests.test_readme import steps

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "review.md").read_text("utf-8")
RULES_TOLD = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \|", PAGE, re.MULTILINE)
_COMMIT = re.compile(r"\(([0-9a-f]{7}|COMMIT)\)")


def test_the_walk(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    statusgen = tmp_path / "bin" / "statusgen"
    statusgen.write_text(f'#!/bin/sh\nexec {sys.executable} -m statusgen "$@"\n')
    statusgen.chmod(0o755)
    mark = "-- step over --"
    lines = [
        f"export PATH={tmp_path / 'bin'}:$PATH PYTHONPATH={ROOT} GIT_CONFIG_GLOBAL=/dev/null",
        "export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b",
        f"cd {tmp_path}",
    ]
    walk = steps(PAGE)
    lines += [f"{step.command}\necho; echo '{mark}'" for step in walk]
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True)
    assert done.stderr == ""
    outputs = done.stdout.split(f"\n{mark}\n")
    assert sum(bool(step.shown) for step in walk) == 3
    for step, output in zip(walk, outputs, strict=False):
        if step.shown:
            assert _COMMIT.sub("(-)", output) == _COMMIT.sub("(-)", step.shown), step.command


@pytest.mark.parametrize(("code", "level"), RULES_TOLD)
def test_the_levels_are_those_of_the_rules(code: str, level: str) -> None:
    assert RULES[code].level == level


def test_no_rule_and_no_key_is_missing() -> None:
    told = {code for code, _ in RULES_TOLD}
    against = {code for code, rule in RULES.items() if "published" in rule.summary}
    assert told == against | {"back-dated"}
    for one in fields(Changes):
        assert f"`{one.name}`" in PAGE.partition("| key | holds |")[2]
