"""Kener's writing requests about comments, as edits of content."""

from __future__ import annotations

from typing import Any

from statusgen.dialects.kener_v4 import incidents
from statusgen.dialects.kener_v4.bodies import Body, body_of, instant, words
from statusgen.dialects.kener_v4.outcome import (
    Outcome,
    Task,
    deleted,
    same_minute,
    visible,
    written,
)
from statusgen.dialects.kener_v4.places import Refused, comment_at, incident_at
from statusgen.editing.entries import say
from statusgen.editing.incidents import change_comment
from statusgen.editing.standing import settle
from statusgen.instants import rfc3339
from statusgen.model.incident import Comment, Incident
from statusgen.model.lifecycle import State
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView, Update

_STATES = (State.INVESTIGATING, State.IDENTIFIED, State.MONITORING, State.RESOLVED)


def create(task: Task) -> Outcome:
    """POST: a comment, and with it the incident's state; RESOLVED ends the incident."""
    view = incident_at(task.place, task.desk.snapshot())
    body = body_of(task.request)
    text = words(body, "comment", "comment")
    at = task.desk.now if body.get("timestamp") is None else instant(body, "timestamp")
    if not isinstance(body.get("state"), str) or not body["state"]:
        raise Refused("state is required")
    state = _state(body)
    keys = {"created_at": rfc3339(task.desk.now)}
    number = say(task.desk, view.slug, state, text, at, keys)
    settle(task.desk, view.slug, (state, at if state is State.RESOLVED else None))
    message = f"Post update ({state}): {view.title}"
    return Outcome(201, message, lambda after: _shown(after, view, number))


def change(task: Task) -> Outcome:
    """PATCH: text, state and time of a comment; the incident stays as it is."""
    view, update, incident, comment = _found(task)
    body = body_of(task.request)
    state = _state(body) if "state" in body else None
    text = words(body, "comment", "comment") if "comment" in body else None
    at = instant(body, "timestamp") if "timestamp" in body else None
    change_comment(
        task.desk.draft,
        incident,
        comment,
        {"updated_at": rfc3339(task.desk.now)},
        text,
        None if state is update.face else state,
        None if at is None or same_minute(at, comment.at) else at,
    )
    settle(task.desk, view.slug, (view.state, view.end))
    message = f"Change update ({state or comment.state}): {view.title}"
    return Outcome(200, message, lambda after: _shown(after, view, update.id))


def remove(task: Task) -> Outcome:
    """DELETE: the comment is hidden; the incident stays as it is."""
    view, update, incident, comment = _found(task)
    change_comment(task.desk.draft, incident, comment, {"deleted": True})
    settle(task.desk, view.slug, (view.state, view.end))
    message = f"Delete update ({comment.state}): {view.title}"
    return deleted("Comment", update.id, message)


def _found(task: Task) -> tuple[IncidentView, Update, Incident, Comment]:
    """The incident and the comment of a path, as the public sees them and as they were written."""
    view = incident_at(task.place, task.desk.snapshot())
    update = comment_at(task.place, view)
    incident = written(task.desk.site.incidents, view.slug)
    return view, update, incident, next(one for one in incident.comments if one.id == update.id)


def _shown(after: Snapshot, view: IncidentView, number: int) -> dict[str, Any]:
    updates = (one for now in after.incidents if now.slug == view.slug for one in now.updates)
    update = visible(next((one for one in updates if one.id == number), None))
    return {"comment": incidents.comment(view.id, update)}


def _state(body: Body) -> State:
    state = body["state"]
    if state not in [one.upper() for one in _STATES]:
        raise Refused(f"state must be one of: {', '.join(one.upper() for one in _STATES)}")
    return State(state.lower())
