"""Kener v4's reads, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    INSTANT_MS,
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

_ROOT = "/api/v4"
_MISSING = {"404": PROBLEM}
_IMPACTS = arr(
    obj({"monitor_tag": TEXT, "impact": enum("UP", "DOWN", "DEGRADED", "MAINTENANCE", "NO_DATA")})
)
_STATES = ("INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED")
_PHASES = enum("SCHEDULED", "READY", "ONGOING", "COMPLETED", "CANCELLED")
_ACTIVE = enum("ACTIVE", "INACTIVE")
_YES_NO = enum("YES", "NO")
_DATES = {"created_at": INSTANT_MS, "updated_at": INSTANT_MS}
_SPAN = {"start_date_time": SECONDS, "end_date_time": SECONDS}
_PAGES = {"page": INTEGER, "limit": INTEGER}

_INCIDENT = in_path("incident_id", INTEGER, "The incident's id")
_MAINTENANCE = in_path("maintenance_id", INTEGER, "The maintenance's id")
_PAGE = in_query("page", INTEGER, "Counted from 1")
_LIMIT = in_query("limit", INTEGER, "How many there are on a page: 1 to 100, 20 by default")

_COMMON = {
    "id": INTEGER,
    "title": TEXT,
    "start_date_time": SECONDS,
    "end_date_time": nullable(SECONDS),
    "state": enum(*_STATES),
    "incident_source": enum("MANUAL", "API", "ALERT", "DASHBOARD"),
    "monitors": _IMPACTS,
    **_DATES,
    "url": TEXT,
}

SCHEMAS: dict[str, Json] = {
    "KenerIncident": obj(_COMMON),
    "KenerSingleIncident": obj({**_COMMON, "incident_type": enum("INCIDENT")}),
    "KenerIncidents": only("incidents", arr(ref("KenerIncident"))),
    "KenerComment": obj(
        {
            "id": INTEGER,
            "incident_id": INTEGER,
            "comment": TEXT,
            "timestamp": SECONDS,
            "state": enum(*_STATES),
            **_DATES,
        }
    ),
    "KenerMonitor": obj(
        {
            "id": INTEGER,
            "tag": TEXT,
            "name": TEXT,
            "description": nullable(TEXT),
            "image": nullable(TEXT),
            "cron": nullable(TEXT),
            "default_status": nullable(enum("UP", "DOWN", "DEGRADED", "PARTIAL", "MAINTENANCE")),
            "status": _ACTIVE,
            "category_name": nullable(TEXT),
            "monitor_type": enum("NONE"),
            "down_trigger": nullable(TEXT),
            "degraded_trigger": nullable(TEXT),
            "type_data": obj({}),
            "day_degraded_minimum_count": nullable(INTEGER),
            "day_down_minimum_count": nullable(INTEGER),
            "confirmation_threshold": INTEGER,
            "include_degraded_in_downtime": _YES_NO,
            "is_hidden": _YES_NO,
            "monitor_settings_json": obj({}),
            "external_url": nullable(TEXT),
            "created_at": nullable(INSTANT_MS),
            "updated_at": nullable(INSTANT_MS),
        }
    ),
    "KenerMaintenance": obj(
        {
            "id": INTEGER,
            "title": TEXT,
            "description": nullable(TEXT),
            "start_date_time": SECONDS,
            "rrule": TEXT,
            "duration_seconds": INTEGER,
            "status": _ACTIVE,
            "monitors": _IMPACTS,
            **_DATES,
            "url": TEXT,
        }
    ),
    "KenerEvent": obj(
        {
            "id": INTEGER,
            "maintenance_id": INTEGER,
            **_SPAN,
            "status": _PHASES,
            **_DATES,
            "url": TEXT,
        }
    ),
    "KenerEventInDetail": obj(
        {
            "maintenance_id": INTEGER,
            "event_id": INTEGER,
            "event_start_date_time": SECONDS,
            "event_end_date_time": SECONDS,
            "event_status": _PHASES,
            "maintenance_title": TEXT,
            "maintenance_description": nullable(TEXT),
            "maintenance_status": _ACTIVE,
            "maintenance_rrule": TEXT,
            "maintenance_duration_seconds": INTEGER,
            "monitors": _IMPACTS,
            "url": TEXT,
        }
    ),
}

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
