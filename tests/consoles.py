"""What pages of documentation show as `console`: the commands, run as a reader would run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
_MARK = "-- step over --"
_PERSON = {
    f"GIT_{role}_{key}": value
    for role in ("AUTHOR", "COMMITTER")
    for key, value in (("NAME", "Ada"), ("EMAIL", "ada@example.com"))
}


@dataclass
class Step:
    """A command of a page and what the page shows below it."""

    command: str
    shown: str


@dataclass(frozen=True)
class Output:
    """What the commands printed, one after another, and all that went to stderr."""

    steps: list[str]
    stderr: str


def steps(text: str) -> list[Step]:
    """The commands of all console blocks; `> ` continues a command."""
    found: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Step(line[2:], ""))
            elif line.startswith("> ") and not found[-1].shown:
                found[-1].command += "\n" + line[2:]
            else:
                found[-1].shown += line + "\n"
    return found


def output_of(commands: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Output:
    """What commands print in one shell that begins in ``folder / "here"``, with Ada at the keys.

    The shell has the statusgen of this checkout, the programs of the system, and the
    ``environment``.
    """
    (folder / "here").mkdir()
    statusgen = folder / "bin" / "statusgen"
    statusgen.parent.mkdir()
    statusgen.write_text(f'#!/bin/sh\nexec {sys.executable} -m statusgen "$@"\n')
    statusgen.chmod(0o755)
    plain = {
        "PATH": os.pathsep.join([str(statusgen.parent), "/usr/local/bin", "/usr/bin", "/bin"]),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }
    script = "".join(f"{command}\necho; echo '{_MARK}'\n" for command in commands)
    done = subprocess.run(
        ["bash", "-c", script],
        capture_output=True,
        text=True,
        cwd=folder / "here",
        env={**plain, **_PERSON, **environment},
    )
    return Output(done.stdout.split(f"\n{_MARK}\n")[:-1], done.stderr)
