"""docs/github.md and docs/hosts.md: what they show is run, and what they list is there."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from statusgen.scaffold import HOSTS
from tests.github.proposals import programs
from tests.github.runner import ROOT
from tests.test_readme import steps
from tests.tools import program

PAGES = ("github", "hosts")


def page(name: str) -> str:
    return (ROOT / f"docs/{name}.md").read_text()


@pytest.mark.parametrize("name", PAGES)
def test_what_it_shows_is_what_comes_out(tmp_path: Path, name: str) -> None:
    program("rsync")
    shown = steps(page(name))
    assert len(shown) > 5
    mark = "-- step over --"
    lines = [f"{step.command}\necho; echo '{mark}'" for step in shown]
    path = os.pathsep.join([str(programs(tmp_path / "bin")), "/usr/bin", "/bin"])
    (tmp_path / "here").mkdir()
    done = subprocess.run(
        ["bash", "-c", "\n".join(lines)],
        capture_output=True,
        text=True,
        cwd=tmp_path / "here",
        env={"PATH": path, "HOME": str(tmp_path), "LANG": "C.UTF-8"},
    )
    assert done.stderr == ""
    for step, output in zip(shown, done.stdout.split(f"\n{mark}\n"), strict=False):
        if step.shown:
            assert output == step.shown, step.command


@pytest.mark.parametrize("name", PAGES)
def test_every_link_to_a_file_leads_to_one(name: str) -> None:
    for link in re.findall(r"\]\(([^)#:]+)(?:#[\w-]+)?\)", page(name)):
        assert (ROOT / "docs" / link).exists(), link


def test_every_input_output_host_and_workflow_is_listed() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    rows = re.findall(r"^\| (.+?) \|", page("github"), re.MULTILINE)
    listed = {word for row in rows for word in re.findall(r"`([\w.-]+)`", row)}
    assert listed >= {*action["inputs"], *action["outputs"]}
    assert listed >= {
        one.name for one in (ROOT / "statusgen/hosts").glob("github/.github/workflows/*")
    }
    hosts = re.findall(r"^\| `(\w+)` \|", page("hosts"), re.MULTILINE)
    assert set(hosts) == set(HOSTS) - {"github"}
