"""Kener v4's reads, described."""

from __future__ import annotations

from statusgen.dialects.openapi.kener_v4_schemas import SCHEMAS
from statusgen.dialects.openapi.words import (
    INTEGER,
    MONTH,
    PROBLEM,
    SECONDS,
    TAG,
    TEXT,
    Json,
    arr,
    get,
    in_path,
    in_query,
    obj,
    only,
    ref,
)

__all__ = ["PATHS", "SCHEMAS"]

_ROOT = "/api/v4"
_MISSING = {"404": PROBLEM}
_PAGES = {"page": INTEGER, "limit": INTEGER}

_INCIDENT = in_path("incident_id", INTEGER, "The incident's id")
_MAINTENANCE = in_path("maintenance_id", INTEGER, "The maintenance's id")
_PAGE = in_query("page", INTEGER, "Counted from 1")
_LIMIT = in_query("limit", INTEGER, "How many there are on a page: 1 to 100, 20 by default")

PATHS: dict[str, Json] = {
    f"{_ROOT}/incidents": get(
        "The 1,000 newest incidents",
        ref("KenerIncidents"),
        in_query("start_ts", SECONDS, "Only those that began then or later"),
        in_query("end_ts", SECONDS, "Only those that began then or earlier"),
        in_query("monitor_tags", TEXT, "Only those of these monitors: tags with commas between"),
        static=f"{_ROOT}/incidents.json",
    ),
    f"{_ROOT}/incidents/open.json": get("What goes on", ref("KenerIncidents")),
    f"{_ROOT}/incidents/all.json": get(
        "All incidents; only where there are more than 1,000",
        ref("KenerIncidents"),
        errors=_MISSING,
    ),
    f"{_ROOT}/incidents/by-monitor/{{tag}}.json": get(
        "All incidents of a monitor",
        ref("KenerIncidents"),
        in_path("tag", TAG, "The monitor's tag"),
        errors=_MISSING,
    ),
    f"{_ROOT}/incidents/by-month/{{month}}.json": get(
        "All incidents that began in a month in UTC",
        ref("KenerIncidents"),
        in_path("month", MONTH, "Such as 2026-01"),
        errors=_MISSING,
    ),
    f"{_ROOT}/incidents/{{incident_id}}": get(
        "An incident",
        only("incident", ref("KenerSingleIncident")),
        _INCIDENT,
        static=f"{_ROOT}/incidents/{{incident_id}}.json",
        errors=_MISSING,
    ),
    f"{_ROOT}/incidents/{{incident_id}}/comments": get(
        "What was said about an incident, newest first",
        only("comments", arr(ref("KenerComment"))),
        _INCIDENT,
        static=f"{_ROOT}/incidents/{{incident_id}}/comments.json",
        errors=_MISSING,
    ),
    f"{_ROOT}/incidents/{{incident_id}}/comments/{{comment_id}}": get(
        "One comment",
        only("comment", ref("KenerComment")),
        _INCIDENT,
        in_path("comment_id", INTEGER, "The comment's id"),
        static=f"{_ROOT}/incidents/{{incident_id}}/comments/{{comment_id}}.json",
        errors={"400": PROBLEM, "404": PROBLEM},
    ),
    f"{_ROOT}/monitors": get(
        "All monitors",
        only("monitors", arr(ref("KenerMonitor"))),
        *(
            in_query(name, TEXT, "Only those with this value")
            for name in ("status", "category_name", "monitor_type", "is_hidden")
        ),
        static=f"{_ROOT}/monitors.json",
    ),
    f"{_ROOT}/monitors/{{tag}}": get(
        "A monitor",
        only("monitor", ref("KenerMonitor")),
        in_path("tag", TAG, "The monitor's tag"),
        static=f"{_ROOT}/monitors/{{tag}}.json",
        errors=_MISSING,
    ),
    f"{_ROOT}/maintenances": get(
        "All maintenances",
        only("maintenances", arr(ref("KenerMaintenance"))),
        in_query("status", TEXT, "ACTIVE or INACTIVE"),
        in_query("monitor_tag", TEXT, "Only those of this monitor"),
        static=f"{_ROOT}/maintenances.json",
    ),
    f"{_ROOT}/maintenances/events": get(
        "When maintenances take place: those to come, unless the request says from when",
        obj({"events": arr(ref("KenerEventInDetail")), **_PAGES, "total": INTEGER}),
        in_query("event_start_date_time", SECONDS, "Only those that begin then or later"),
        in_query("event_status", TEXT, "Only those with this status"),
        in_query("maintenance_id", INTEGER, "Only those of this maintenance"),
        in_query("monitors", TEXT, "Only those of these monitors: tags with commas between"),
        _PAGE,
        _LIMIT,
        static=f"{_ROOT}/maintenances/events.json",
    ),
    f"{_ROOT}/maintenances/{{maintenance_id}}": get(
        "A maintenance",
        only("maintenance", ref("KenerMaintenance")),
        _MAINTENANCE,
        static=f"{_ROOT}/maintenances/{{maintenance_id}}.json",
        errors=_MISSING,
    ),
    f"{_ROOT}/maintenances/{{maintenance_id}}/events": get(
        "When a maintenance takes place",
        obj({"events": arr(ref("KenerEvent")), **_PAGES}),
        _MAINTENANCE,
        _PAGE,
        _LIMIT,
        static=f"{_ROOT}/maintenances/{{maintenance_id}}/events.json",
        errors=_MISSING,
    ),
}
