"""Statuspage's documents, described."""

from __future__ import annotations

from statusgen.dialects.openapi.words import (
    BOOLEAN,
    INSTANT_MS,
    INTEGER,
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

_ROOT = "/api/v2"
_SHORT: Json = {"type": "string", "pattern": "^[a-z][0-9a-z]{11}$"}
_STATUS = enum(
    "operational",
    "degraded_performance",
    "partial_outage",
    "major_outage",
    "under_maintenance",
)
_INCIDENT_STATES = ("investigating", "identified", "monitoring", "resolved", "postmortem")
_WORK_STATES = ("scheduled", "in_progress", "verifying", "completed")
_IMPACT = enum("none", "minor", "major", "critical", "maintenance")
_WHEN = {"created_at": INSTANT_MS, "updated_at": INSTANT_MS}
_ID = in_path("id", _SHORT, "The id of an incident, or of one time that a maintenance takes place")
_WINDOW = {"scheduled_for": INSTANT_MS, "scheduled_until": INSTANT_MS}
_POSTMORTEM = {
    "postmortem_ignored": BOOLEAN,
    "postmortem_body": nullable(TEXT),
    "postmortem_body_last_updated_at": nullable(INSTANT_MS),
    "postmortem_published_at": nullable(INSTANT_MS),
    "postmortem_notified_subscribers": BOOLEAN,
    "postmortem_notified_twitter": BOOLEAN,
}


def _event(*states: str) -> Json:
    update = {
        "id": _SHORT,
        "status": enum(*states),
        "body": TEXT,
        "incident_id": _SHORT,
        **_WHEN,
        "display_at": INSTANT_MS,
        "affected_components": nullable(arr(ref("StatuspageChange"))),
        "deliver_notifications": BOOLEAN,
        "custom_tweet": {"type": "null"},
        "tweet_id": {"type": "null"},
    }
    return {
        "id": _SHORT,
        "name": TEXT,
        "status": enum(*states),
        **_WHEN,
        "monitoring_at": nullable(INSTANT_MS),
        "resolved_at": nullable(INSTANT_MS),
        "impact": _IMPACT,
        "shortlink": TEXT,
        "started_at": INSTANT_MS,
        "page_id": _SHORT,
        "incident_updates": {**arr(obj(update)), "minItems": 1},
        "components": arr(ref("StatuspageComponent")),
    }


_INCIDENT = {**_event(*_INCIDENT_STATES), "reminder_intervals": {"type": "null"}}
_WORK = {**_event(*_WORK_STATES), **_WINDOW}


def _paged(**keys: Json) -> Json:
    return obj({"page": ref("StatuspagePage"), **keys})


_INCIDENTS = _paged(incidents=arr(ref("StatuspageIncident")))
_WORKS = _paged(scheduled_maintenances=arr(ref("StatuspageMaintenance")))
_EITHER = {"oneOf": [ref("StatuspageIncident"), ref("StatuspageMaintenance")]}
_EITHER_BARE = {"oneOf": [obj({**_INCIDENT, **_POSTMORTEM}), obj({**_WORK, **_POSTMORTEM})]}

SCHEMAS: dict[str, Json] = {
    "StatuspagePage": obj(
        {
            "id": _SHORT,
            "name": TEXT,
            "url": TEXT,
            "time_zone": TEXT,
            "updated_at": INSTANT_MS,
        }
    ),
    "StatuspageStatus": obj({"indicator": _IMPACT, "description": TEXT}),
    "StatuspageComponent": obj(
        {
            "id": _SHORT,
            "name": TEXT,
            "status": _STATUS,
            **_WHEN,
            "position": INTEGER,
            "description": nullable(TEXT),
            "showcase": BOOLEAN,
            "start_date": nullable({"type": "string", "format": "date"}),
            "group_id": nullable(_SHORT),
            "page_id": _SHORT,
            "group": BOOLEAN,
            "only_show_if_degraded": BOOLEAN,
        },
        {"components": arr(_SHORT)},
    ),
    "StatuspageChange": obj(
        {"code": _SHORT, "name": TEXT, "old_status": _STATUS, "new_status": _STATUS}
    ),
    "StatuspageIncident": obj(_INCIDENT),
    "StatuspageMaintenance": obj(_WORK),
    "StatuspageMonth": obj(
        {
            "name": TEXT,
            "year": INTEGER,
            "starts_on": {"type": "integer", "minimum": 0, "maximum": 6},
            "days": INTEGER,
            "incidents": arr(
                obj(
                    {
                        "code": _SHORT,
                        "name": TEXT,
                        "message": TEXT,
                        "impact": _IMPACT,
                        "timestamp": TEXT,
                    }
                )
            ),
        }
    ),
}

PATHS: dict[str, Json] = {
    f"{_ROOT}/status.json": get("The page in one sentence", _paged(status=ref("StatuspageStatus"))),
    f"{_ROOT}/summary.json": get(
        "Everything that a client shows of the page",
        _paged(
            components=arr(ref("StatuspageComponent")),
            incidents=arr(ref("StatuspageIncident")),
            scheduled_maintenances=arr(ref("StatuspageMaintenance")),
            status=ref("StatuspageStatus"),
        ),
    ),
    f"{_ROOT}/components.json": get(
        "All components", _paged(components=arr(ref("StatuspageComponent")))
    ),
    f"{_ROOT}/incidents.json": get("The 50 newest incidents", _INCIDENTS),
    f"{_ROOT}/incidents/unresolved.json": get("All that go on", _INCIDENTS),
    f"{_ROOT}/incidents/resolved.json": get("The 50 newest that are over", _INCIDENTS),
    f"{_ROOT}/scheduled-maintenances.json": get("The 50 around now", _WORKS),
    f"{_ROOT}/scheduled-maintenances/upcoming.json": get("The next 50", _WORKS),
    f"{_ROOT}/scheduled-maintenances/active.json": get("Those that are running", _WORKS),
    f"{_ROOT}/incidents/{{id}}.json": get(
        "An incident or a maintenance", _paged(incident=_EITHER), _ID, errors={"404": PROBLEM}
    ),
    "/incidents/{id}.json": get(
        "The same with its post-mortem", _EITHER_BARE, _ID, errors={"404": PROBLEM}
    ),
    "/history.json": get(
        "What happened, month by month", only("months", arr(ref("StatuspageMonth")))
    ),
}
