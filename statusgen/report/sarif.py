"""Diagnostics as SARIF 2.1.0, for code scanning and for editors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from statusgen import __version__
from statusgen.content.locate import Located
from statusgen.report.sanitize import sanitize_json
from statusgen.rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ADDRESS = "https://github.com/statusgen/statusgen"


def render(found: Sequence[Located]) -> str:
    """All problems as one run, with the rules that they break."""
    codes = list(dict.fromkeys(located.diagnostic.code for located in found))
    driver = {
        "name": "statusgen",
        "version": __version__,
        "informationUri": _ADDRESS,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(located, codes) for located in found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return sanitize_json(json.dumps(document, indent=2, ensure_ascii=True))


def _rule(code: str) -> dict[str, Any]:
    rule = RULES[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": str(rule.level)},
    }


def _result(located: Located, codes: Sequence[str]) -> dict[str, Any]:
    problem = located.diagnostic
    where = problem.where
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(where.file)}}
    if where.line:
        place["region"] = {"startLine": where.line, "startColumn": where.column or 1}
    text = f"{problem.message}; {problem.hint}" if problem.hint else problem.message
    return {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": str(problem.level),
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
