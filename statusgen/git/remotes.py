"""Where a repository is at home: its address for readers, out of the address that git uses."""

from __future__ import annotations

import re
from pathlib import Path

from statusgen.git.calling import run

_SSH = re.compile(r"(?:ssh://)?[\w.-]+@([\w.-]+)(?::\d+/|[:/])(.+)")
_WEB = re.compile(r"https?://(?:[^@/]*@)?([\w.-]+(?::\d+)?)/(.+)")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+")


def home(root: Path, remote: str = "origin") -> str:
    """The https address of the repository at ``root``, without names and passwords; "" if unknown."""
    written = run(root, "remote", "get-url", remote).stdout.strip()
    found = _WEB.fullmatch(written) or _SSH.fullmatch(written)
    path = found[2].strip("/").removesuffix(".git") if found else ""
    return f"https://{found[1]}/{path}" if found and _PATH.fullmatch(path) else ""


def top(root: Path) -> Path | None:
    """The topmost folder of the working copy that ``root`` is in; None where it is in none."""
    done = run(root, "rev-parse", "--show-toplevel")
    return Path(done.stdout.removesuffix("\n")) if done.returncode == 0 else None
