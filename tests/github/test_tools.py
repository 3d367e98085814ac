"""What the tools of the field say of our workflows: nothing, of any of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.github.proposals import statusgen
from tests.github.runner import KNOWN, OURS, ROOT
from tests.repositories import git
from tests.tools import NODE_MODULES, needed, program

PIN = "0123456789abcdef0123456789abcdef01234567"
SERVICE = ROOT / "tests/github/language_service.mjs"
OF_THE_RUNNER = ("GITHUB_ACTION_PATH", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "RUNNER_TEMP")
OF_GITLAB = (
    "CI_MERGE_REQUEST_DIFF_BASE_SHA",
    "CI_PROJECT_DIR",
    "CI_PROJECT_PATH",
    "CI_SERVER_HOST",
    "STATUSGEN_TOKEN",
)
BAD = """\
on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: echo ${{ github.event.pull_request.titel }} ${{ githubb.sha }}
"""


def tool(name: str) -> str:
    """A program that is installed with the tests."""
    beside = Path(sys.executable).parent / name
    return str(beside) if beside.exists() else program(name)


def call(*words: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(one) for one in words], capture_output=True, text=True, cwd=cwd)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site with the files of all hosts, pinned."""
    site = tmp_path_factory.mktemp("shipped")
    git(site, "init", "--quiet")
    hosts = ("github", "private", "gitlab", "netlify", "cloudflare", "publish")
    done = statusgen(site, "init", "--pin", PIN, *(f"--ci={host}" for host in hosts))
    assert done.returncode == 0, done.stderr
    return site


def workflows(root: Path) -> list[Path]:
    return sorted((root / ".github/workflows").glob("*.yml"))


def actions(root: Path) -> list[Path]:
    return [*root.glob("action.yml"), *sorted((root / ".github/actions").glob("*/action.yml"))]


def steps(root: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every step, and every job that calls a workflow."""
    for path in workflows(root):
        for job in yaml.safe_load(path.read_text())["jobs"].values():
            yield from ((path, step) for step in job.get("steps", [job]))
    for path in actions(root):
        yield from ((path, one) for one in yaml.safe_load(path.read_text())["runs"]["steps"])


def test_zizmor(shipped: Path, tmp_path: Path) -> None:
    words = (tool("zizmor"), "--offline", "--no-progress", "--persona=pedantic")
    for root, places in ((ROOT, ("action.yml", ".github")), (shipped, (".",))):
        done = call(*words, *places, cwd=root)
        assert done.returncode == 0, done.stdout
        assert "No findings to report" in done.stdout
    (tmp_path / "bad.yml").write_text(BAD)
    assert call(*words, tmp_path / "bad.yml").returncode != 0


def test_the_language_service_of_github(shipped: Path, tmp_path: Path) -> None:
    node = program("node")
    needed(NODE_MODULES / "@actions/languageservice")
    files = [one for root in (ROOT, shipped) for one in (*workflows(root), *actions(root))]
    done = call(node, SERVICE, NODE_MODULES, *files)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert f"{len(files)} files looked at" in done.stderr
    (tmp_path / "bad.yml").write_text(BAD)
    found = call(node, SERVICE, NODE_MODULES, tmp_path / "bad.yml").stdout.splitlines()
    assert any("githubb" in json.loads(line)["message"] for line in found)


def test_schemas(shipped: Path) -> None:
    for root in (ROOT, shipped):
        forms = [
            one for one in (root / ".github/ISSUE_TEMPLATE").glob("*.yml") if one.stem != "config"
        ]
        for schema, files in (
            ("vendor.github-workflows", workflows(root)),
            ("custom.github-workflows-require-timeout", workflows(root)),
            ("vendor.github-actions", actions(root)),
            ("vendor.github-issue-forms", forms),
            ("vendor.dependabot", [root / ".github/dependabot.yml"]),
        ):
            done = call(tool("check-jsonschema"), "--builtin-schema", schema, *files)
            assert done.returncode == 0, done.stdout
    gitlab = shipped / ".gitlab-ci.yml"
    done = call(tool("check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", gitlab)
    assert done.returncode == 0, done.stdout


def test_shellcheck(shipped: Path, tmp_path: Path) -> None:
    scripts = [ROOT / ".github/lock/install", ROOT / ".ci/run", shipped / "publish.sh"]
    for root in (ROOT, shipped):
        for path, step in steps(root):
            if "run" in step:
                scripts.append(tmp_path / f"{len(scripts)}-{path.stem}.sh")
                known = "".join(
                    f"export {name}=\n" for name in (*step.get("env", {}), *OF_THE_RUNNER)
                )
                scripts[-1].write_text(f"#!/usr/bin/env bash\n{known}{step['run']}\n")
    for job in yaml.safe_load((shipped / ".gitlab-ci.yml").read_text()).values():
        if isinstance(job, dict) and "script" in job:
            scripts.append(tmp_path / f"{len(scripts)}-gitlab.sh")
            known = "".join(f"export {name}=\n" for name in OF_GITLAB)
            scripts[-1].write_text(f"#!/bin/sh\n{known}" + "\n".join(job["script"]) + "\n")
    assert len(scripts) > 20
    done = call(
        program("shellcheck"), "--enable=all", "--exclude=SC2250,SC2312,SC2310,SC2311", *scripts
    )
    assert done.returncode == 0, done.stdout


def test_actions_of_others_are_known_and_pinned_by_commit(shipped: Path) -> None:
    used = {step["uses"] for root in (ROOT, shipped) for _, step in steps(root) if "uses" in step}
    others = {one for one in used if not one.startswith(("./", "$/"))} - {f"{OURS}@{PIN}"}
    assert others <= {f"{name}@{commit}" for name, (commit, _) in KNOWN.items()}
    for root in (ROOT, shipped):
        for path in (*workflows(root), *actions(root)):
            for line in path.read_text().splitlines():
                name, _, version = line.partition("uses: ")[2].partition("@")
                if name in KNOWN:
                    assert version == " # ".join(KNOWN[name])
