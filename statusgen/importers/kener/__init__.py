"""Kener -> content: the files and GitHub issues of its first versions, the API of its fourth."""

from __future__ import annotations

from pathlib import Path

from statusgen.errors import UsageError
from statusgen.importers.found import Found
from statusgen.importers.json_source import Node, documents, json_files
from statusgen.importers.kener.configuration import read_configuration
from statusgen.importers.kener.issues import Issues, is_issue
from statusgen.importers.kener.v4 import Documents
from statusgen.importers.losses import Losses

__all__ = ["read"]


def read(source: Path, _zone: str, now: int) -> Found:
    """What is in a folder, or in one document: ``monitors.yaml`` and ``site.yaml`` of Kener 1 and 2,
    issues of GitHub as JSON, documents of Kener 4's API as JSON.

    Raises UsageError where there is none of them.
    """
    found = Found()
    tags = read_configuration(source, found) if source.is_dir() else None
    has_json = source.is_file() or bool(json_files(source, Losses()))
    if tags is None and not has_json:
        raise UsageError(f"there is nothing of Kener in {source}: no monitors.yaml, no JSON")
    nodes = list(documents(source, found.losses)) if has_json else []
    api = Documents(found)
    issues: list[Node] = []
    for node in nodes:
        items = list(node.nodes("items")) if set(node.value) == {"items"} else []
        issues += [one for one in items if is_issue(one)]
        api.add_all(one for one in items if not is_issue(one))
        if not items:
            if is_issue(node):
                issues.append(node)
            else:
                api.add(node)
    api.settle()
    known = {str(one["tag"]): str(one["tag"]) for one in found.monitors}
    found.entries += Issues(issues, {**known, **(tags or {})}, now).entries()
    return found
