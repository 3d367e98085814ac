"""The file that a static host has at a path: how a live answer to ``….json`` is the same one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from statusgen.dialects.request import Answer
from statusgen.series import Planned, artifacts, keys


def file_at(path: str, planned: Iterable[Planned]) -> Answer | None:
    """The JSON document that is planned for ``path``; None where none is."""
    words = set(path.replace(".", "/").split("/"))
    for artifact in artifacts(planned):
        if _may_hold(artifact.name, path) or not words.isdisjoint(keys(artifact)):
            for name, content in artifact.render(*artifact.inputs):
                if name == path:
                    found: Any = json.loads(content)
                    return Answer(200, found)
    return None


def _may_hold(name: str, path: str) -> bool:
    """Whether an artifact may render this file: one of several files is named by their folder."""
    return path == name or path.startswith((f"{name}.", f"{name}/"))
