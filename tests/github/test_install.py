"""What action.yml installs: the script is executed for real, and what it reads is looked at."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.github.proposals import repository
from tests.github.runner import ROOT, Runner
from tests.tools import FULL, without

LOCK = ROOT / ".github/lock"
_OFFLINE = ("Could not find a version", "NewConnectionError", "No matching distribution")


def pinned(name: str) -> dict[str, str]:
    """The versions that a file pins, by package."""
    lines = (LOCK / name).read_text().splitlines()
    found = (re.match(r"([\w.-]+)==([\w.]+)", line) for line in lines)
    return {canonicalize_name(one[1]): one[2] for one in found if one}


def test_all_that_it_needs_is_pinned_by_hash() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for name, wanted in (
        ("run.txt", project["project"]["dependencies"]),
        ("build.txt", project["build-system"]["requires"]),
    ):
        versions = pinned(name)
        for requirement in map(Requirement, wanted):
            version = versions[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), requirement
        blocks = re.split(r"\n(?=\w)", (LOCK / name).read_text())[1:]
        assert len(blocks) == len(versions)
        assert all("--hash=sha256:" in block for block in blocks)


def test_the_script_installs_this_checkout(tmp_path: Path) -> None:
    if not FULL and os.environ.get("CI") != "true":
        pytest.skip("it fetches packages: in CI, and with STATUSGEN_TEST_ALL")
    site = repository(tmp_path / "site")
    (tmp_path / "none").mkdir()
    machine = Runner(site, tmp_path / "temp", tmp_path / "none")
    # How this machine reaches packages is no part of the action.
    pip = {key: value for key, value in os.environ.items() if key.startswith("PIP_")}
    result = machine.action(ROOT, {"command": "check"}, pip)
    log = result.step("Install statusgen").log
    if result.code and any(word in log for word in _OFFLINE):
        without("there is no network to install from")
    assert result.step("Install statusgen").code == 0, log
    assert "1 incident, 0 maintenances and 4 monitors checked" in result.step("Run statusgen").log
    again = machine.action(ROOT, {"command": "install"}, pip)
    assert again.step("Install statusgen").log == ""
