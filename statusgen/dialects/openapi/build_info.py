"""What every site has, whichever APIs it speaks: the news and this description."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    INSTANT,
    PROBLEM,
    TEXT,
    Json,
    arr,
    enum,
    get,
    nullable,
    obj,
    only,
    ref,
)
from statusgen.model.channel import Kind
from statusgen.model.status import Severity

_STATES = enum("ok", "degraded", "partial", "major", "maintenance", "unknown")

SCHEMAS: dict[str, Json] = {
    "Build": obj(
        {
            "generated_at": INSTANT,
            "next_change": nullable(INSTANT),
            "version": TEXT,
            "status": obj(
                {
                    "indicator": enum("none", "minor", "major", "critical", "maintenance"),
                    "state": _STATES,
                }
            ),
            "left_out": arr(TEXT),
        }
    ),
    "Event": obj(
        {
            "id": TEXT,
            "kind": enum(*Kind),
            "at": INSTANT,
            "title": TEXT,
            "url": TEXT,
            "state": TEXT,
            "severity": enum(*Severity),
            "monitors": arr(obj({"tag": TEXT, "name": TEXT})),
            "text": TEXT,
            "correction": TEXT,
            "starts_at": nullable(INSTANT),
            "ends_at": nullable(INSTANT),
        }
    ),
    PROBLEM: only("error", obj({"code": TEXT, "message": TEXT})),
}

PATHS: dict[str, Json] = {
    "/api/build.json": get(
        "When the site was built, and when the truth changes next by the clock alone", ref("Build")
    ),
    "/notifications.json": get(
        "The latest 100 events, newest first, with ids that never change",
        only("events", arr(ref("Event"))),
    ),
    "/api/openapi.json": get("This description", {"type": "object"}),
}
