"""Git repositories as people make them: commits by whom and when, branches, merges, clones, remotes.

Git is the real one. Times are texts such as ``2026-01-15T10:00Z``.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.sites import instant, write_site
from tests.tools import program

ADA = "Ada <ada@example.com>"
BOB = "Bob <bob@example.com>"
MORNING = "2026-01-15T09:00Z"
_SETTINGS = {
    "GIT_CONFIG_GLOBAL": str(Path(__file__).with_name("gitconfig")),
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def git(
    root: Path,
    *words: str,
    at: str = MORNING,
    committed: str = "",
    given: bytes = b"",
    fails: bool = False,
) -> str:
    """What git says in ``root``, without the last line's end; it must succeed, unless it ``fails``.

    ``at`` is when something was written, and committed unless told.
    """
    dates = {
        "GIT_AUTHOR_DATE": f"{instant(at)} +0000",
        "GIT_COMMITTER_DATE": f"{instant(committed or at)} +0000",
    }
    done = subprocess.run(
        [program("git"), *words],
        cwd=root,
        env=os.environ | _SETTINGS | dates,
        input=given,
        capture_output=True,
    )
    assert (done.returncode != 0) == fails, (words, done.stdout, done.stderr)
    return done.stdout.decode(errors="replace").rstrip("\n")


def new_repository(root: Path, *options: str) -> Path:
    """An empty repository whose branch is called main."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "--quiet", *options)
    return root


def repository(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """The base site with ``files`` in it, as the first commit of the branch main."""
    new_repository(write_site(root, files))
    commit(root, message="A site")
    return root


def write(root: Path, files: Mapping[str, str | bytes | None]) -> None:
    """Writes files of a repository; None removes one."""
    for name, content in files.items():
        path = root / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(
    root: Path,
    files: Mapping[str, str | bytes | None] | None = None,
    at: str = MORNING,
    *,
    committed: str = "",
    author: str = "",
    message: str = "An edit",
    amend: bool = False,
) -> str:
    """Writes ``files``, and commits everything there is; gives the name of the commit."""
    write(root, files or {})
    git(root, "add", "--all")
    words = ["--quiet", "--allow-empty", "-m", message]
    words += [f"--author={author}"] if author else []
    words += ["--amend", f"--date={instant(at)} +0000"] if amend else []
    git(root, "commit", *words, at=at, committed=committed)
    return git(root, "rev-parse", "HEAD")


def merge(root: Path, branch: str, at: str, *options: str) -> str:
    """Merges with a commit of its own, as the button of a host does; gives its name."""
    git(root, "merge", "--quiet", "--no-ff", "-m", "Merge", *options, branch, at=at)
    return git(root, "rev-parse", "HEAD")


def clone(root: Path, copy: Path, *options: str, person: str = "Ada") -> Path:
    """A copy of a repository in the folder ``copy``, where ``person`` works."""
    git(root, "clone", "--quiet", *options, root.as_uri(), str(copy))
    belongs_to(copy, person)
    return copy


def belongs_to(root: Path, person: str) -> None:
    """Who works in ``root``, also for what runs git there itself."""
    git(root, "config", "user.name", person)
    git(root, "config", "user.email", f"{person.lower()}@example.com")


def remote(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A bare repository in ``folder`` whose branch main has a site; nobody pushes to it by force."""
    bare = new_repository(folder / "origin.git", "--bare")
    git(bare, "config", "receive.denyNonFastForwards", "true")
    git(repository(folder / "seed", files or {}), "push", "--quiet", str(bare), "main")
    return bare


def shared(folder: Path, files: Mapping[str, str | bytes] | None = None) -> tuple[Path, Path]:
    """Ada's and Ben's clones of such a repository."""
    bare = remote(folder, files)
    return clone(bare, folder / "ada"), clone(bare, folder / "ben", person="Ben")
