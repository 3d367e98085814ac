"""What Kener v4's reads answer with, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    INSTANT_MS,
    INTEGER,
    SECONDS,
    TEXT,
    Json,
    arr,
    enum,
    nullable,
    obj,
    only,
    ref,
)

_IMPACTS = arr(
    obj({"monitor_tag": TEXT, "impact": enum("UP", "DOWN", "DEGRADED", "MAINTENANCE", "NO_DATA")})
)
_STATES = ("INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED")
_PHASES = enum("SCHEDULED", "READY", "ONGOING", "COMPLETED", "CANCELLED")
_ACTIVE = enum("ACTIVE", "INACTIVE")
_YES_NO = enum("YES", "NO")
_DATES = {"created_at": INSTANT_MS, "updated_at": INSTANT_MS}
_SPAN = {"start_date_time": SECONDS, "end_date_time": SECONDS}

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
