"""A repository that everybody pushes to, and clones of it, all real."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.sites import write_site

ROOT = Path(__file__).parent.parent.parent


def git(where: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(where), *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def refuse_history_to_change(bare: Path) -> None:
    """A host that lets nobody push by force."""
    git(bare, "config", "receive.denyNonFastForwards", "true")


class Remote:
    """A bare repository with a site in it, at `origin`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bare = folder / "origin.git"
        git(folder, "init", "--bare", "--quiet", "--initial-branch=main", str(self.bare))
        refuse_history_to_change(self.bare)
        seed = write_site(folder / "seed", {})
        git(folder, "init", "--quiet", "--initial-branch=main", str(seed))
        self.name_somebody(seed)
        git(seed, "add", "-A")
        git(seed, "commit", "-qm", "A site")
        git(seed, "push", "-q", str(self.bare), "main")

    def clone(self, name: str, *words: str) -> Path:
        """A fresh working copy, as a workflow has one."""
        clone = self.folder / name
        git(self.folder, "clone", "--quiet", *words, f"file://{self.bare}", str(clone))
        self.name_somebody(clone)
        return clone

    def name_somebody(self, clone: Path) -> None:
        git(clone, "config", "user.name", "Anna")
        git(clone, "config", "user.email", "anna@example.com")

    def log(self) -> list[str]:
        """The subjects of all commits, newest first."""
        return git(self.bare, "log", "--format=%s", "main").splitlines()

    def files(self) -> list[str]:
        return git(self.bare, "ls-tree", "-r", "--name-only", "main").splitlines()


def start(clone: Path, name: str, payload: Any, *words: str, **variables: str) -> Any:
    """A process `statusgen receive` in a working copy, as a workflow starts it."""
    event = clone.parent / f"{clone.name}-{name}-{len(list(clone.parent.iterdir()))}.json"
    event.write_text(json.dumps(payload))
    plain = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "statusgen", "receive", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=clone,
        env={
            **plain,
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_EVENT_NAME": name,
            **variables,
        },
    )


def receive(
    clone: Path, name: str, payload: Any, *words: str, **variables: str
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of such a process."""
    process = start(clone, name, payload, *words, **variables)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err
