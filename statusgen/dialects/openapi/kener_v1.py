"""The reads of Kener 0 to 2, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    BOOLEAN,
    INTEGER,
    MONTH,
    PROBLEM,
    SECONDS,
    TAG,
    TEXT,
    Json,
    arr,
    enum,
    get,
    in_path,
    in_query,
    nullable,
    obj,
    only,
    ref,
)

_ROOT = "/api/incident"
_LIST = arr(ref("Kener1Incident"))
_REFUSED = {"400": "Kener1Refusal", "404": "Kener1Refusal"}
_NUMBER = in_path("incidentNumber", INTEGER, "The incident's number")
_TAG = in_path("tag", TAG, "The monitor's tag")

SCHEMAS: dict[str, Json] = {
    "Kener1Incident": obj(
        {
            "createdAt": SECONDS,
            "closedAt": nullable(SECONDS),
            "title": TEXT,
            "tags": arr(TEXT),
            "incidentNumber": INTEGER,
            "startDatetime": SECONDS,
            "endDatetime": nullable(SECONDS),
            "body": TEXT,
            "impact": nullable(enum("DOWN", "DEGRADED")),
            "isMaintenance": BOOLEAN,
            "isIdentified": BOOLEAN,
            "isResolved": BOOLEAN,
        }
    ),
    "Kener1Comment": obj({"commentID": INTEGER, "body": TEXT, "createdAt": SECONDS}),
    "Kener1Status": obj(
        {
            "status": nullable(enum("UP", "DEGRADED", "DOWN")),
            "uptime": {"type": "string", "pattern": r"^(-|\d+(\.\d{4})?)$"},
            "lastUpdatedAt": nullable(SECONDS),
        }
    ),
    "Kener1UnknownTag": obj({"error": TEXT, "status": INTEGER}),
    "Kener1Refusal": only("error", TEXT),
}

PATHS: dict[str, Json] = {
    "/api/status": get(
        "How a monitor is; Kener says that a tag is wrong with the status 200 around it",
        {"oneOf": [ref("Kener1Status"), ref("Kener1UnknownTag")]},
        in_query("tag", TAG, "The monitor's tag", required=True),
        errors={"400": "Kener1Refusal"},
    ),
    "/api/status.json": get(
        "How every monitor is, by its tag",
        {"type": "object", "additionalProperties": ref("Kener1Status")},
    ),
    "/api/status/{tag}.json": get(
        "How a monitor is", ref("Kener1Status"), _TAG, errors={"404": PROBLEM}
    ),
    _ROOT: get(
        "Incidents and maintenances that pass all filters, the newest created first",
        _LIST,
        in_query("state", enum("open", "closed"), "Whether they go on; open by default"),
        in_query("tags", TEXT, "Only those of these monitors: tags with commas between"),
        in_query("created_after_utc", SECONDS, "Only those created then or later"),
        in_query("created_before_utc", SECONDS, "Only those created then or earlier"),
        in_query("title_like", TEXT, "Only those with these words in the title"),
        in_query("page", {"type": "integer", "minimum": 1}, "Counted from 1"),
        in_query("per_page", {"type": "integer", "minimum": 1}, "At most 100, 10 by default"),
        errors={"400": "Kener1Refusal"},
    ),
    f"{_ROOT}.json": get("The 1,000 that were created last, open or closed", _LIST),
    f"{_ROOT}/open.json": get("What goes on or is to come", _LIST),
    f"{_ROOT}/all.json": get(
        "All of them; only where there are more than 1,000", _LIST, errors={"404": PROBLEM}
    ),
    f"{_ROOT}/closed.json": get("What is over: the 1,000 that were created last", _LIST),
    f"{_ROOT}/by-monitor/{{tag}}.json": get(
        "All of a monitor", _LIST, _TAG, errors={"404": PROBLEM}
    ),
    f"{_ROOT}/by-month/{{month}}.json": get(
        "All that began in a month in UTC",
        _LIST,
        in_path("month", MONTH, "Such as 2026-01"),
        errors={"404": PROBLEM},
    ),
    f"{_ROOT}/{{incidentNumber}}": get(
        "An incident, or one time that a maintenance takes place",
        ref("Kener1Incident"),
        _NUMBER,
        static=f"{_ROOT}/{{incidentNumber}}.json",
        errors=_REFUSED,
    ),
    f"{_ROOT}/{{incidentNumber}}/comment": get(
        "What was said about it, oldest first",
        arr(ref("Kener1Comment")),
        _NUMBER,
        static=f"{_ROOT}/{{incidentNumber}}/comment.json",
        errors=_REFUSED,
    ),
}
