"""A repository of a status page with GitHub's files, and pull requests to it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.github.runner import ROOT, Runner
from tests.sites import write_site

NOW = "1768910400"  # 2026-01-20T12:00Z
INCIDENT = "content/incidents/2026-01-15-outage"
OPEN = {
    f"{INCIDENT}/incident.md": "---\ntitle: Outage\nid: 1\nstart: 2026-01-15T10:00Z\n"
    "monitors: {api: DOWN}\n---\nNothing works.\n"
}
HOSTILE = (
    "::error::forged ##[error]forged \\r::error::forged \\e[31mred ::stop-commands::x ::set-env name=A::b"
)
"""For a string of YAML: what a runner would obey, and what a terminal would."""

INSTALLED = {"Install statusgen": "the statusgen of this checkout stands in for it"}


def git(root: Path, *words: str) -> str:
    """git in a folder, as somebody whom git knows."""
    known = ("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", "-C", str(root), *known, *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


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
    write_site(root, OPEN)
    git(root, "init", "--quiet")
    done = statusgen(root, "init", "--github")
    assert done.returncode == 0, done.stderr
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "A status page")
    return root


def propose(root: Path, files: Mapping[str, str | None]) -> None:
    """A pull request that writes or removes files: what is checked out is GitHub's merge of it."""
    git(root, "checkout", "--quiet", "-b", "proposal")
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "A proposal")
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "-m", "Merge", "proposal")


def runner(tmp_path: Path, **more: object) -> Runner:
    """A machine that has checked out the repository in ``tmp_path / "site"``."""
    return Runner(
        tmp_path / "site",
        Path(str(more.pop("temp", tmp_path / "temp"))),
        programs(tmp_path / "bin"),
        **{"instead": INSTALLED, **more},  # type: ignore[arg-type]
    )
