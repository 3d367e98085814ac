"""Kener's writing requests about maintenances, as edits of content."""

from __future__ import annotations

from typing import Any

from statusgen.dialects.kener_v4 import maintenances
from statusgen.dialects.kener_v4.bodies import (
    Body,
    body_of,
    impacts,
    instant,
    is_number,
    required_instant,
    words,
)
from statusgen.dialects.kener_v4.outcome import (
    BY_API,
    Outcome,
    Task,
    deleted,
    in_order,
    same_minute,
    visible,
    written,
)
from statusgen.dialects.kener_v4.places import Refused, maintenance_at
from statusgen.dialects.kener_v4.shapes import impact_word
from statusgen.editing.desk import Desk
from statusgen.editing.entries import begin, delete
from statusgen.editing.maintenances import NewMaintenance, change_maintenance, in_words
from statusgen.editing.splice import Writable, has_key
from statusgen.instants import rfc3339
from statusgen.model.maintenance import Maintenance
from statusgen.model.status import Status
from statusgen.recurrence import rule_problem
from statusgen.snapshot import Snapshot


def create(task: Task) -> Outcome:
    """POST: a new maintenance."""
    body = body_of(task.request)
    title = words(body, "title", "title")
    start = required_instant(body, "start_date_time")
    rule = _rule(words(body, "rrule", "rrule"), start)
    if body.get("duration_seconds") is None:
        raise Refused("duration_seconds is required")
    duration = _duration(body)
    monitors = impacts(body, task.desk.site, Status.MAINTENANCE)
    keys: dict[str, Writable] = {"created_at": rfc3339(task.desk.now)}
    new = NewMaintenance(title, start, duration, monitors, _description(body), rule, keys)
    slug = begin(task.desk, new)
    message = f"Schedule maintenance: {title}"
    return Outcome(201, message, lambda after: _shown(after, slug))


def change(task: Task) -> Outcome:
    """PATCH: whatever the request names."""
    view = maintenance_at(task.place, task.desk.snapshot())
    maintenance = written(task.desk.site.maintenances, view.slug)
    body = body_of(task.request)
    keys = _checked(body, maintenance)
    if "monitors" in body:
        wanted = impacts(body, task.desk.site, Status.MAINTENANCE)
        keys |= _replaced(maintenance, wanted)
    keys |= _facts(body, maintenance)
    keys |= _times(body, task.desk, maintenance)
    keys["updated_at"] = rfc3339(task.desk.now)
    text = _description(body) if "description" in body else None
    change_maintenance(task.desk.draft, maintenance, keys, text)
    message = f"Change maintenance: {keys.get('title', view.title)}"
    return Outcome(200, message, lambda after: _shown(after, view.slug))


def remove(task: Task) -> Outcome:
    """DELETE: the folder goes; its id and slug are never used again."""
    view = maintenance_at(task.place, task.desk.snapshot())
    maintenance = written(task.desk.site.maintenances, view.slug)
    delete(task.desk, maintenance, BY_API)
    return deleted("Maintenance", view.id, f"Delete maintenance: {view.title}")


def _shown(after: Snapshot, slug: str) -> dict[str, Any]:
    view = visible(next((one for one in after.maintenances if one.slug == slug), None))
    return {"maintenance": maintenances.maintenance(view, after.settings.url)}


def _checked(body: Body, maintenance: Maintenance) -> dict[str, Writable | None]:
    """Rule and status; the duration is only looked at."""
    keys: dict[str, Writable | None] = {}
    if "rrule" in body:
        if not isinstance(body["rrule"], str) or not body["rrule"].strip():
            raise Refused("rrule must be a non-empty string")
        rule = _rule(body["rrule"].strip(), maintenance.start)
        if rule != maintenance.rrule:
            keys["rrule"] = rule or None
    if "duration_seconds" in body:
        _duration(body)
    if "status" in body:
        if body["status"] not in ("ACTIVE", "INACTIVE"):
            raise Refused("status must be 'ACTIVE' or 'INACTIVE'")
        if (body["status"] == "ACTIVE") != maintenance.active:
            keys["status"] = body["status"]
    return keys


def _facts(body: Body, maintenance: Maintenance) -> dict[str, Writable | None]:
    if "title" in body and (title := words(body, "title", "title")) != maintenance.title:
        return {"title": title}
    return {}


def _times(body: Body, desk: Desk, maintenance: Maintenance) -> dict[str, Writable | None]:
    """Start and duration, as far as they change; where an end is written, the end moves."""
    start = instant(body, "start_date_time") if "start_date_time" in body else maintenance.start
    start = maintenance.start if same_minute(start, maintenance.start) else start
    duration = _duration(body) if "duration_seconds" in body else maintenance.duration
    if (start, duration) == (maintenance.start, maintenance.duration):
        return {}
    keys: dict[str, Writable | None] = {}
    if start != maintenance.start:
        keys["start"] = rfc3339(start)
    if has_key(desk.draft.text(maintenance.file), "end"):
        keys["end"] = rfc3339(start + duration)
    elif duration != maintenance.duration:
        keys["duration"] = in_words(duration)
    return keys


def _replaced(maintenance: Maintenance, wanted: dict[str, Status]) -> dict[str, Writable | None]:
    """The key ``monitors``; what stays as the client knows it stays as it is written."""
    old = maintenance.monitors
    new = {
        tag: old[tag] if tag in old and impact_word(old[tag]) == impact else impact
        for tag, impact in wanted.items()
    }
    new = in_order(old, new)
    return {} if new == old else {"monitors": dict(new)}


def _rule(rule: str, start: int) -> str:
    """A rule as content has it: "" for once."""
    if rule == maintenances.ONCE:
        return ""
    if rule_problem(rule, start, "UTC"):
        raise Refused("rrule is not a valid iCalendar RRULE string")
    return rule


def _duration(body: Body) -> int:
    value = body["duration_seconds"]
    if is_number(value) and 0 < value < float("inf") and value == int(value):
        return int(value)
    raise Refused("duration_seconds must be a positive number")


def _description(body: Body) -> str:
    value = body.get("description") or ""
    if not isinstance(value, str):
        raise Refused("description must be a string")
    return value
