"""What every site has, whichever APIs it speaks: the news of the build, and this description."""

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
    PROBLEM: only("error", obj({"code": TEXT, "message": TEXT})),
}

PATHS: dict[str, Json] = {
    "/api/build.json": get(
        "When the site was built, and when the truth changes next by the clock alone", ref("Build")
    ),
    "/api/openapi.json": get("This description", {"type": "object"}),
}
