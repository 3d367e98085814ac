"""One call of git, and what is known of the repository as a whole."""

from __future__ import annotations

import subprocess
from pathlib import Path

from statusgen.errors import CannotWrite

Done = subprocess.CompletedProcess[str]

ME = ("-c", "user.name=statusgen", "-c", "user.email=statusgen@localhost")
"""A name for commits that no person made, and for machines whose user has none."""


SAFE = ("-c", "safe.bareRepository=explicit")
"""Otherwise git takes a folder of the content for a repository, and obeys the configuration in it,
where a pull request has put files that are named like those of one."""


def run(root: Path, *words: str, given: str = "") -> Done:
    """``git`` in the folder ``root``, with ``given`` as its input; 127 where there is no git.

    Paths, and what hooks and remotes say, need not be UTF-8: other bytes are surrogates in the text.
    """
    command = ["git", "-C", str(root), *SAFE, *words]
    try:
        return subprocess.run(  # noqa: S603
            command,
            input=given,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            start_new_session=True,  # there is nobody to ask for a password
        )
    except OSError:
        return subprocess.CompletedProcess(command, 127, "", "")


def run_bytes(root: Path, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The same for what need not be text; 127 where there is no git."""
    command = ["git", "-C", str(root), *SAFE, *words]
    try:
        return subprocess.run(  # noqa: S603
            command, input=given, capture_output=True, check=False, start_new_session=True
        )
    except OSError:
        return subprocess.CompletedProcess(command, 127, b"", b"")


def is_repository(root: Path) -> bool:
    """Whether ``root`` is in a working copy, and git is there at all."""
    return run(root, "rev-parse", "--git-dir").returncode == 0


def git_folder(root: Path) -> Path:
    """The folder that all working copies of the repository share."""
    done = run(root, "rev-parse", "--path-format=absolute", "--git-common-dir")
    if done.returncode:
        raise CannotWrite(f"git: cannot find the repository of {root} (git rev-parse)")
    return Path(done.stdout.strip())


def prefix(root: Path) -> str:
    """Where the folder ``root`` is in its repository: "" at the top, else with a final ``/``."""
    return as_path(run_bytes(root, "rev-parse", "--show-prefix").stdout.removesuffix(b"\n"))


def is_shallow(root: Path) -> bool:
    """Whether this clone has only the newest part of the history."""
    return run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == "true"


def listed(root: Path, *words: str) -> list[bytes]:
    """The parts, ended by NUL, of what git says. Raises CannotWrite where it fails."""
    done = run_bytes(root, *words)
    if done.returncode:
        raise CannotWrite(f"git {words[0]} failed; is the repository whole? (git fsck)")
    return [part for part in done.stdout.split(b"\0") if part]


def as_path(name: bytes) -> str:
    """A path as Python has it, whatever its bytes are."""
    return name.decode("utf-8", "surrogateescape")


def has_remote(root: Path, name: str) -> bool:
    """Whether the repository knows a remote by that name."""
    return name in run(root, "remote").stdout.split()


def reason(done: Done) -> str:
    """Why a call failed, in a line."""
    if done.returncode == 127 and not done.stderr:
        return "there is no git on this machine"
    lines = (done.stderr or done.stdout).strip().splitlines() or ["it does not say why"]
    told = [line for line in lines if line.startswith(("fatal:", "error:"))]
    return (told or lines[-1:])[0]
