"""Whether artifacts are in each other's way: one path of two, or a file where another has a folder."""

from __future__ import annotations

from collections.abc import Iterable


def clash(claims: Iterable[tuple[str, Iterable[str]]]) -> str:
    """What is wrong with names of artifacts and the paths that each publishes; "" for nothing."""
    owners: dict[str, str] = {}
    for name, paths in claims:
        for path in paths:
            if taken := _claimed(owners, path, name):
                return f"{owners[taken]!r} and {name!r} both publish {taken.rstrip('/')}"
    return ""


def _claimed(owners: dict[str, str], path: str, name: str) -> str:
    """Notes whose path this is, and whose its folders; gives what is taken already, or ""."""
    for taken in (path, path + "/"):
        if taken in owners:
            return taken
    owners[path] = name
    folder = path.rpartition("/")[0]
    while folder and folder + "/" not in owners:
        if folder in owners:
            return folder
        owners[folder + "/"] = name
        folder = folder.rpartition("/")[0]
    return ""
