"""Kamu's reads, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    INSTANT,
    MONTH,
    PROBLEM,
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

_ROOT = "/api/incidents"
_LIST = arr(ref("KamuIncident"))
_STATES = enum("investigating", "identified", "monitoring", "resolved")
_ID = {"type": "string", "pattern": "^inc_[0-9]{1,18}$"}

SCHEMAS: dict[str, Json] = {
    "KamuUpdate": obj({"id": TEXT, "status": _STATES, "message": TEXT, "createdAt": INSTANT}),
    "KamuIncident": obj(
        {
            "id": _ID,
            "title": TEXT,
            "status": _STATES,
            "monitorIds": arr(TEXT),
            "startedAt": INSTANT,
            "resolvedAt": nullable(INSTANT),
            "updates": arr(ref("KamuUpdate")),
        },
        {"maintenance": {"const": True}, "scheduledStart": INSTANT, "scheduledEnd": INSTANT},
    ),
    "KamuRefusal": only("error", TEXT),
}

PATHS: dict[str, Json] = {
    _ROOT: get(
        "The 1,000 incidents and maintenances with the newest start",
        _LIST,
        static=f"{_ROOT}.json",
    ),
    f"{_ROOT}/open.json": get("What goes on or is to come", _LIST),
    f"{_ROOT}/by-month/{{month}}.json": get(
        "All that began in a month in UTC",
        _LIST,
        in_path("month", MONTH, "Such as 2026-01"),
        errors={"404": PROBLEM},
    ),
    f"{_ROOT}/{{id}}": get(
        "An incident, or one time that a maintenance takes place",
        ref("KamuIncident"),
        in_path("id", _ID, "Its id"),
        static=f"{_ROOT}/{{id}}.json",
        errors={"404": "KamuRefusal"},
    ),
}
