"""A workflow that receives events: in clones of a repository that everybody pushes to, all real."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.repositories import clone, git, remote

ROOT = Path(__file__).parent.parent.parent


class Remote:
    """A bare repository with a site in it, at `origin`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bare = remote(folder)

    def clone(self, name: str, *words: str) -> Path:
        """A fresh working copy, as a workflow has one."""
        return clone(self.bare, self.folder / name, *words, person="Anna")

    def log(self) -> list[str]:
        """The subjects of all commits, newest first."""
        return git(self.bare, "log", "--format=%s", "main").splitlines()

    def files(self) -> list[str]:
        """The files that are pushed."""
        return git(self.bare, "ls-tree", "-r", "--name-only", "main").splitlines()


def start(root: Path, name: str, payload: Any, *words: str, **variables: str) -> Any:
    """A process `statusgen receive` in a working copy, as a workflow starts it."""
    event = root.parent / f"{root.name}-{name}-{len(list(root.parent.iterdir()))}.json"
    event.write_text(json.dumps(payload))
    plain = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "statusgen", "receive", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=root,
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
    root: Path, name: str, payload: Any, *words: str, **variables: str
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of such a process."""
    process = start(root, name, payload, *words, **variables)
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err
