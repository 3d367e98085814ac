"""Kener's writing requests about incidents, as edits of content."""

from __future__ import annotations

from typing import Any

from statusgen.dialects.kener_v4 import incidents
from statusgen.dialects.kener_v4.bodies import (
    Body,
    body_of,
    impacts,
    instant,
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
from statusgen.dialects.kener_v4.places import incident_at
from statusgen.dialects.kener_v4.shapes import impact_word
from statusgen.editing.desk import Desk
from statusgen.editing.entries import begin, delete
from statusgen.editing.incidents import NewIncident, change_comment, change_incident
from statusgen.editing.splice import Writable
from statusgen.editing.standing import pin, settle
from statusgen.instants import rfc3339
from statusgen.model.incident import Incident, Origin
from statusgen.model.lifecycle import State
from statusgen.model.status import Status
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView


def create(task: Task) -> Outcome:
    """POST: a new incident, which is investigated whatever the request says."""
    body = body_of(task.request)
    title = words(body, "title", "Title")
    start = required_instant(body, "start_date_time")
    monitors = impacts(body, task.desk.site, Status.DOWN)
    end = instant(body, "end_date_time") if body.get("end_date_time") else None
    keys: dict[str, Writable] = {"created_at": rfc3339(task.desk.now)}
    if end is not None:
        keys = {"pin": pin(task.desk.now, State.INVESTIGATING, end), **keys}
    new = NewIncident(title, start, monitors, origin=Origin.API, keys=keys)
    slug = begin(task.desk, new)
    return Outcome(201, f"Open incident: {title}", lambda after: _shown(after, slug))


def change(task: Task) -> Outcome:
    """PATCH: title, start, end and monitors, each only where the request names it."""
    view = incident_at(task.place, task.desk.snapshot())
    incident = written(task.desk.site.incidents, view.slug)
    body = body_of(task.request)
    monitors = impacts(body, task.desk.site, Status.DOWN) if "monitors" in body else None
    keys = _facts(body, incident)
    standing = _standing(body, view)
    if monitors is not None:
        keys |= _replaced(task.desk, incident, view, monitors)
    keys["updated_at"] = rfc3339(task.desk.now)
    change_incident(task.desk.draft, incident, keys)
    if standing:
        settle(task.desk, view.slug, standing)
    title = keys.get("title", view.title)
    return Outcome(200, f"Change incident: {title}", lambda after: _shown(after, view.slug))


def remove(task: Task) -> Outcome:
    """DELETE: the folder goes; its id and slug are never used again."""
    view = incident_at(task.place, task.desk.snapshot())
    incident = written(task.desk.site.incidents, view.slug)
    delete(task.desk, incident, BY_API)
    return deleted("Incident", view.id, f"Delete incident: {view.title}")


def _shown(after: Snapshot, slug: str) -> dict[str, Any]:
    view = visible(next((one for one in after.incidents if one.slug == slug), None))
    return {"incident": incidents.incident(view, after.settings.url, single=True)}


def _facts(body: Body, incident: Incident) -> dict[str, Writable | None]:
    """Title and start, as far as they change."""
    keys: dict[str, Writable | None] = {}
    if "title" in body and (title := words(body, "title", "Title")) != incident.title:
        keys["title"] = title
    if "start_date_time" in body:
        start = instant(body, "start_date_time")
        if not same_minute(start, incident.start):
            keys["start"] = rfc3339(start)
    return keys


def _standing(body: Body, view: IncidentView) -> tuple[State, int | None] | None:
    """The state and the end that a request wants; None where it leaves them alone.

    Without an end a resolved incident is open again, in its last state before the resolution.
    """
    if "end_date_time" not in body:
        return None
    if body["end_date_time"] is None:
        faces = [State(update.face) for update in view.updates]
        before = [face for face in faces if face is not State.RESOLVED]
        last = before[-1] if before else State.INVESTIGATING
        return (last if view.state is State.RESOLVED else view.state), None
    end = instant(body, "end_date_time")
    return None if same_minute(end, view.end) else (view.state, end)


def _replaced(
    desk: Desk, incident: Incident, view: IncidentView, wanted: dict[str, Status]
) -> dict[str, Writable | None]:
    """The key ``monitors`` for another set of them, after comments forgot what it contradicts.

    What stays as the client knows it stays as it is written: Kener has no word for some impacts.
    """
    known = {one.tag: impact_word(one.impact) for one in view.affected}
    same = {tag for tag, impact in wanted.items() if known.get(tag) == impact}
    for comment in incident.comments:
        kept: dict[str, Writable] = {
            tag: status
            for tag, status in comment.monitors.items()
            if tag in same or (tag in wanted and status is Status.UP)
        }
        if kept != comment.monitors and not comment.deleted:
            change_comment(desk.draft, incident, comment, {"monitors": kept or None})
    initial = {
        tag: incident.monitors[tag] if tag in same else impact
        for tag, impact in wanted.items()
        if tag in incident.monitors or tag not in same
    }
    initial = in_order(incident.monitors, initial)
    return {} if initial == incident.monitors else {"monitors": dict(initial)}
