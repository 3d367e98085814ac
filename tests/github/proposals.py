"""A repository of a status page with GitHub's files, and pull requests to it."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.github.runner import ROOT, Runner
from tests.repositories import commit, git, write
from tests.sites import write_site

NOW = "1768910400"  # 2026-01-20T12:00Z
PROPOSED = "2026-01-15T11:00:00Z"
INCIDENT = "content/incidents/2026-01-15-outage"
OPEN = {
    f"{INCIDENT}/incident.md": "---\ntitle: Outage\nid: 1\nstart: 2026-01-15T10:00Z\n"
    "monitors: {api: DOWN}\n---\nNothing works.\n"
}
COMMANDS = "::error::forged ##[error]forged ::stop-commands::x ::set-env name=A::b <script>"
"""What a runner would obey, at the start of a line or anywhere in it."""

INVISIBLE = "\\r::error::forged \\e[31mred"
"""For a string of YAML: what begins a new line in a log, and what a terminal would obey."""

INSTALLED = {"Install statusgen": "the statusgen of this checkout stands in for it"}


def statusgen(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command of this checkout."""
    return subprocess.run(
        [sys.executable, "-m", "statusgen", "-C", str(root), *words],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "HOME": str(root)},
    )


def program(folder: Path, name: str, script: str) -> Path:
    """Puts a program into a folder of programs."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(f"#!/usr/bin/env bash\n{script}\n")
    file.chmod(0o755)
    return file


def programs(folder: Path) -> Path:
    """A folder with the `statusgen` of this checkout, at an instant of its own."""
    program(
        folder,
        "statusgen",
        f"export PYTHONPATH={ROOT} SOURCE_DATE_EPOCH={NOW}\n"
        f'exec {sys.executable} -m statusgen "$@"',
    )
    return folder


def repository(root: Path) -> Path:
    """A site with an open incident and GitHub's files, committed."""
    shutil.copytree(_template(), root)
    return root


@cache
def _template() -> Path:
    """Made once: a copy of a repository is a repository."""
    root = Path(tempfile.mkdtemp(prefix="statusgen-test-"))
    atexit.register(shutil.rmtree, root)
    write_site(root, OPEN)
    git(root, "init", "--quiet", "--initial-branch=main")
    done = statusgen(root, "init", "--github")
    assert done.returncode == 0, done.stderr
    commit(root, message="A status page", at="2026-01-15T10:30:00Z")
    return root


def propose(root: Path, files: Mapping[str, str | None]) -> None:
    """A pull request that writes or removes files: what is checked out is GitHub's merge of it."""
    git(root, "checkout", "--quiet", "-b", "proposal")
    write(root, files)
    commit(root, message="A proposal", at=PROPOSED)
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "-m", "Merge", "proposal", at=PROPOSED)


def runner(tmp_path: Path, **more: Any) -> Runner:
    """A machine that has checked out the repository in ``tmp_path / "site"``."""
    temp = more.pop("temp", tmp_path / "temp")
    options = {"instead": INSTALLED, **more}
    return Runner(tmp_path / "site", temp, programs(tmp_path / "bin"), **options)
