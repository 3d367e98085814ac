"""Diagnostics as JSON for tools, version 1: keys are only ever added."""

from __future__ import annotations

import json
from collections.abc import Sequence

from statusgen.content.locate import Located
from statusgen.diagnostics import Level
from statusgen.report.sanitize import sanitize_json


def render(found: Sequence[Located]) -> str:
    """All problems as one document; a line or column of 0 is unknown and given as null."""
    levels = [located.diagnostic.level for located in found]
    document = {
        "version": 1,
        "errors": levels.count(Level.ERROR),
        "warnings": levels.count(Level.WARNING),
        "diagnostics": [entry(located) for located in found],
    }
    return sanitize_json(json.dumps(document, indent=2, ensure_ascii=True))


def entry(located: Located) -> dict[str, str | int | None]:
    """One problem as an entry of the document."""
    problem = located.diagnostic
    return {
        "code": problem.code,
        "level": str(problem.level),
        "file": problem.where.file,
        "line": problem.where.line or None,
        "column": problem.where.column or None,
        "message": problem.message,
        "hint": problem.hint or None,
    }
