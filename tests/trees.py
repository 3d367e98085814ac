"""All that is in a folder, to hold one folder against another."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

Tree = Mapping[str, str]
"""Path -> mode and digest of a file, mode of a folder (its path ends in ``/``), aim of a link."""


def tree_of(folder: Path) -> Tree:
    """Everything below ``folder``, empty folders and links included; empty if it is not there."""
    found: dict[str, str] = {}
    pending = [""] if folder.is_dir() else []
    while pending:
        below = pending.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                path = below + entry.name
                mode = f"{entry.stat(follow_symlinks=False).st_mode:o}"
                if entry.is_symlink():
                    found[path] = f"link to {os.readlink(entry.path)}"
                elif entry.is_dir():
                    pending.append(path + "/")
                    found[path + "/"] = mode
                else:
                    found[path] = f"{mode} {digest_of(entry.path)}"
    return found


def digest_of(path: str | Path) -> str:
    """What tells one content from another."""
    with open(path, "rb") as file:
        return blake2b(file.read(), digest_size=16).hexdigest()


def differences(found: Tree, wanted: Tree) -> list[str]:
    """A line for each path at which two folders differ; none where they are the same."""
    return [
        f"{path}: {found.get(path, 'missing')}, not {wanted.get(path, 'there')}"
        for path in sorted(found.keys() | wanted.keys())
        if found.get(path) != wanted.get(path)
    ]


def changed(before: Tree, after: Tree) -> tuple[set[str], set[str]]:
    """The files whose bytes are new, and those that are gone."""
    files = {path for path in after if not path.endswith("/")}
    gone = {path for path in before.keys() - after.keys() if not path.endswith("/")}
    return {path for path in files if before.get(path) != after[path]}, gone
