"""The body of an on-call event: what is valid, and what its severity means for the site."""

from __future__ import annotations

import json
from typing import Any

from statusgen.content.places import At
from statusgen.content.times import Time
from statusgen.dataclass import dataclass
from statusgen.editing.splice import Writable
from statusgen.model.lifecycle import State
from statusgen.model.status import Status

ACTIONS: dict[str, State] = {
    "trigger": State.TRIGGERED,
    "acknowledge": State.ACKNOWLEDGED,
    "resolve": State.RESOLVED,
    "snooze": State.SNOOZED,
    "suppress": State.SUPPRESSED,
    "escalate": State.ESCALATED,
}
"""What an event may ask for, and the state of the comment that says so."""


@dataclass(frozen=True, slots=True)
class Weight:
    """What a severity means: priority and urgency for the team, impact on the monitor."""

    priority: str
    urgency: str
    impact: Status


SEVERITIES: dict[str, Weight] = {
    "critical": Weight("P1", "high", Status.DOWN),
    "error": Weight("P2", "medium", Status.PARTIAL),
    "warning": Weight("P3", "medium", Status.DEGRADED),
    "info": Weight("P4", "low", Status.UP),
}
"""P1 is production down, P2 a major feature broken, P3 degraded performance, P4 a minor issue."""

_LONGEST_DETAILS = 10_000


class InvalidEvent(ValueError):
    """The event is refused; the message says why."""


@dataclass(frozen=True, slots=True)
class Event:
    """A valid event. ``until`` is Unix seconds; texts are "" where nothing was said."""

    action: str
    routing_key: str
    dedup_key: str
    summary: str = ""
    source: str = ""
    severity: str = ""
    details: Writable | None = None
    assignee: str = ""
    until: int | None = None


def parse_event(body: Any, now: int) -> Event:
    """The event in a JSON value; InvalidEvent says the first thing that is wrong with it."""
    if not isinstance(body, dict):
        raise InvalidEvent("The body must be a JSON object")
    action = body.get("event_action")
    if not isinstance(action, str) or action not in ACTIONS:
        raise InvalidEvent(f"event_action must be one of {', '.join(ACTIONS)}")
    payload = body.get("payload")
    if payload is None and action != "trigger":
        payload = {}
    if not isinstance(payload, dict):
        raise InvalidEvent("payload must be an object with summary, source and severity")
    needed = action == "trigger"
    return Event(
        action=action,
        routing_key=_text(body, "routing_key", 200),
        dedup_key=_text(body, "dedup_key", 200),
        summary=_text(payload, "summary", 500, "payload.", needed=needed),
        source=_text(payload, "source", 200, "payload.", needed=needed),
        severity=_severity(payload, needed=needed),
        details=_details(payload.get("custom_details")),
        assignee=_text(body, "assignee", 200, needed=False),
        until=_until(body, action, now),
    )


def _text(
    values: dict[str, Any], key: str, limit: int, place: str = "", *, needed: bool = True
) -> str:
    value = values.get(key)
    if value is None and not needed:
        return ""
    words = " ".join(value.split()) if isinstance(value, str) else ""
    if not words or len(words) > limit:
        raise InvalidEvent(f"{place}{key} must be a text of 1 to {limit} characters")
    return words


def _severity(payload: dict[str, Any], *, needed: bool) -> str:
    value = payload.get("severity")
    if value is None and not needed:
        return ""
    if not isinstance(value, str) or value not in SEVERITIES:
        raise InvalidEvent(f"payload.severity must be one of {', '.join(SEVERITIES)}")
    return value


def _until(body: dict[str, Any], action: str, now: int) -> int | None:
    value = body.get("until")
    if action != "snooze":
        if value is not None:
            raise InvalidEvent("until belongs to the event_action snooze only")
        return None
    at = None if isinstance(value, bool) else Time().read(value, At("", [], ("until",)))
    if at is None or at <= now:
        raise InvalidEvent(
            "until must be a time to come, such as 2026-01-15T10:30:00Z or Unix seconds"
        )
    return at


def _details(value: Any) -> Writable | None:
    if value is None:
        return None
    if len(json.dumps(value)) > _LONGEST_DETAILS:
        raise InvalidEvent(f"payload.custom_details is longer than {_LONGEST_DETAILS} characters")
    return _writable(value)


def _writable(value: Any) -> Writable:
    """JSON as the content files have it: they know no fractions and no null, so these are text."""
    if isinstance(value, dict):
        return {key: _writable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_writable(item) for item in value]
    return value if isinstance(value, str | int) else json.dumps(value)
