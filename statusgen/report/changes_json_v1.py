"""Changes as JSON for tools, version 1: keys are only ever added."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from statusgen.changes import Changes
from statusgen.instants import rfc3339
from statusgen.report.sanitize import sanitize_json

_TIMES = frozenset({"at", "now"})


def render(changes: Changes) -> str:
    """The fields of `changes.change` by their names; times are in RFC 3339."""
    return sanitize_json(json.dumps(document(changes), indent=2, ensure_ascii=True))


def document(changes: Changes) -> dict[str, Any]:
    """What is written, before it is JSON."""
    return {"version": 1, "empty": changes.empty, **_value("", changes)}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value):
        return {one.name: _value(one.name, getattr(value, one.name)) for one in fields(value)}
    if name == "first":
        return [{"what": str(what), "file": file} for what, file in value]
    if isinstance(value, tuple):
        return [_value("", one) for one in value]
    return rfc3339(value) if name in _TIMES else value
