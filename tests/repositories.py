"""Sites in real git repositories."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.sites import write_site

_ME = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
_WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "commit.gpgsign=false")


def git(root: Path, *words: str, at: str = "2026-01-15T09:00:00Z") -> str:
    """What git says in ``root``; commits are of the instant ``at``."""
    dates = {"GIT_COMMITTER_DATE": at, "GIT_AUTHOR_DATE": at}
    command = ["env", *(f"{key}={value}" for key, value in {**_ME, **dates}.items())]
    command += ["git", "-C", str(root), *_WHO, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def repository(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """The base site with ``files`` in it, as the first commit of the branch main."""
    write_site(root, files)
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root)
    return root


def commit(root: Path, message: str = "Content", at: str = "2026-01-15T09:00:00Z") -> str:
    """Commits everything in ``root``; gives the name of the commit."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "-m", message, at=at)
    return git(root, "rev-parse", "HEAD")


def write(root: Path, files: Mapping[str, str | None]) -> None:
    """Writes files of a site; None removes one."""
    for name, text in files.items():
        path = root / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
