"""The on-call side's reads, described; a site has them only where it publishes that side."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    INSTANT_MS,
    INTEGER,
    TEXT,
    Json,
    arr,
    enum,
    get,
    in_path,
    nullable,
    obj,
    only,
    ref,
)

_ROOT = "/api/ops/incidents"
_LIST = only("incidents", arr(ref("OncallIncident")))
_DUTY = ("TRIGGERED", "ACKNOWLEDGED", "ESCALATED", "SNOOZED", "SUPPRESSED", "RESOLVED")
_SAID = ("INVESTIGATING", "IDENTIFIED", "MONITORING", "POSTMORTEM")

SCHEMAS: dict[str, Json] = {
    "OncallStep": obj(
        {"id": INTEGER, "status": enum(*_DUTY, *_SAID), "message": TEXT, "created_at": INSTANT_MS}
    ),
    "OncallIncident": obj(
        {
            "id": INTEGER,
            "title": TEXT,
            "status": enum(*_DUTY),
            "priority": nullable(TEXT),
            "urgency": nullable(TEXT),
            "service": nullable(TEXT),
            "dedup_key": nullable(TEXT),
            "assignee": nullable(TEXT),
            "created_at": INSTANT_MS,
            "acknowledged_at": nullable(INSTANT_MS),
            "resolved_at": nullable(INSTANT_MS),
            "snoozed_until": nullable(INSTANT_MS),
            "timeline": arr(ref("OncallStep")),
        }
    ),
    "OncallRefusal": only("error", {"anyOf": [TEXT, obj({"code": TEXT, "message": TEXT})]}),
}

PATHS: dict[str, Json] = {
    _ROOT: get("Public incidents as those on call see them", _LIST, static=f"{_ROOT}.json"),
    f"{_ROOT}/open.json": get("Those that go on", _LIST),
    f"{_ROOT}/{{id}}": get(
        "One of them",
        only("incident", ref("OncallIncident")),
        in_path("id", {"type": "integer", "minimum": 0, "maximum": 10**18 - 1}, "Its id"),
        static=f"{_ROOT}/{{id}}.json",
        errors={"404": "OncallRefusal"},
    ),
}
