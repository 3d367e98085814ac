"""A bare repository and the clones of several people, with git as it is."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.cli.test_commands import run
from tests.sites import instant, write_site


def git(root: Path, *words: str, fails: bool = False) -> str:
    """What git prints; it must succeed, unless it ``fails``."""
    done = subprocess.run(["git", "-C", root, *words], capture_output=True, text=True)
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout


def person(root: Path, name: str) -> None:
    """Somebody who works in the clone ``root``."""
    git(root, "config", "user.name", name)
    git(root, "config", "user.email", f"{name.lower()}@example.com")


def shared(folder: Path, files: dict[str, str | bytes] | None = None) -> tuple[Path, Path]:
    """Ada's and Ben's clones of one bare repository whose branch main has a site."""
    origin = folder / "origin.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", origin], check=True)
    ada, ben = folder / "ada", folder / "ben"
    git(folder, "clone", "-q", str(origin), str(ada))
    person(ada, "Ada")
    git(ada, "checkout", "-q", "-B", "main")
    write_site(ada, files or {})
    git(ada, "add", "-A")
    git(ada, "commit", "-q", "-m", "A site")
    git(ada, "push", "-q", "-u", "origin", "main")
    git(folder, "clone", "-q", str(origin), str(ben))
    person(ben, "Ben")
    return ada, ben


def command(root: Path, now: str, *words: str) -> str:
    """What `statusgen` prints at ``now``; it must succeed and have nothing to complain of."""
    done = run(*words, cwd=root, SOURCE_DATE_EPOCH=str(instant(now)))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout
