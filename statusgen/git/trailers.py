"""Marks at the end of commit messages, by which a later run knows what was done already."""

from __future__ import annotations

from pathlib import Path

from statusgen.git.calling import run

AMONG = 1000
"""How many of the newest commits are looked at."""


def commit_with(root: Path, key: str, value: str) -> str:
    """The newest commit whose message ends with ``key: value``; "" where none of them does."""
    form = f"%H %(trailers:key={key},valueonly,separator=%x2C)"
    found = run(root, "log", f"--max-count={AMONG}", f"--format={form}", "--end-of-options", "HEAD")
    for line in found.stdout.splitlines():
        commit, _, values = line.partition(" ")
        if value in values.split(","):
            return commit
    return ""
