"""On-call events as edits: ``POST /api/events``.

What a machine says stays internal: notes are internal comments in the state that holds, and an
incident that an event opens is an ALERT, which no output shows until a person tells the public.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields

from statusgen.dialects.oncall.duty import Duty, document, duty_of, private_view
from statusgen.dialects.oncall.event import (
    ACTIONS,
    SEVERITIES,
    Event,
    InvalidEvent,
    parse_event,
)
from statusgen.dialects.request import Answer, Request
from statusgen.editing.desk import Desk
from statusgen.editing.entries import begin, say
from statusgen.editing.incidents import NewIncident, change_incident
from statusgen.editing.splice import Writable
from statusgen.instants import rfc3339
from statusgen.model.incident import Impacts, Incident, Oncall, Origin
from statusgen.model.lifecycle import State

_EVENTS = "/api/events"
_SPECIAL = re.compile(r"[\\`*\[<&]")
_LONGEST_TITLE = 255
_OVER = "This incident has been resolved."


def write(request: Request, desk: Desk) -> Answer | None:
    """Performs an event; 202 says what came of it, 400 what is wrong with it."""
    if request.path.rstrip("/") != _EVENTS or request.method != "POST":
        return None
    try:
        event = parse_event(request.json(), desk.now)
    except InvalidEvent as error:
        return refusal(str(error))
    except (ValueError, RecursionError):
        return refusal("The body is not valid JSON")
    return _perform(event, desk)


def refusal(message: str) -> Answer:
    """An error in this API's shape."""
    return Answer(400, {"error": message})


def _perform(event: Event, desk: Desk) -> Answer:
    match = _match(event, desk)
    if event.action == "trigger":
        return _repeat(event, desk, match) if match else _open(event, desk)
    if match is None:
        return Answer(202, {"status": "success", "result": {"action": "ignored", "incident": None}})
    return _move(event, desk, match)


def _match(event: Event, desk: Desk) -> Incident | None:
    """The newest incident of these keys that is not resolved."""
    for incident in desk.site.incidents:
        keys = incident.oncall
        if keys is None or keys.routing_key != event.routing_key:
            continue
        if keys.dedup_key == event.dedup_key and not duty_of(incident, desk.now).over:
            return incident
    return None


def _open(event: Event, desk: Desk) -> Answer:
    title = event.summary
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1].rstrip() + "…"
    new = NewIncident(
        title, desk.now, _impacts(event, desk), "", Origin.ALERT, {"oncall": _oncall(event)}
    )
    slug = begin(desk, new)
    say(desk, slug, State.TRIGGERED, _told("Triggered", event), keys=_INTERNAL)
    return _answer("triggered", slug, desk)


_INTERNAL: dict[str, Writable] = {"visibility": "internal"}


def _impacts(event: Event, desk: Desk) -> Impacts:
    """The monitor of this routing key, hit as badly as the severity says; none for other keys."""
    impact = SEVERITIES[event.severity].impact
    return {one.tag: impact for one in desk.site.monitors if one.routing_key == event.routing_key}


def _oncall(event: Event) -> dict[str, Writable]:
    weight = SEVERITIES[event.severity]
    keys: dict[str, Writable] = {"routing_key": event.routing_key, "dedup_key": event.dedup_key}
    keys |= {"priority": weight.priority, "urgency": weight.urgency}
    if event.assignee:
        keys["assignee"] = event.assignee
    keys |= {"severity": event.severity, "source": event.source}
    if event.details is not None:
        keys["custom_details"] = event.details
    return keys


def _repeat(event: Event, desk: Desk, incident: Incident) -> Answer:
    """One more alert of an incident that is known: a note, and no other state."""
    _note(desk, incident, duty_of(incident, desk.now), _told("Re-triggered", event))
    return _answer("deduplicated", incident.slug, desk)


def _move(event: Event, desk: Desk, incident: Incident) -> Answer:
    state, duty = ACTIONS[event.action], duty_of(incident, desk.now)
    _assign(event, desk, incident)
    known = state is State.ACKNOWLEDGED and duty.status is state
    if state is State.RESOLVED:
        if event.summary:
            _note(desk, incident, duty, _told("Resolved", event))
        _comment(desk, incident, state, _OVER, {})
    elif event.summary or not known:
        text = _told(state.capitalize(), event) if event.summary else ""
        keys = _INTERNAL if text and state is not State.SUPPRESSED else {}
        _comment(desk, incident, state, text, {**keys, **_sleep(event.until)})
    return _answer(str(state), incident.slug, desk)


def _assign(event: Event, desk: Desk, incident: Incident) -> None:
    if event.assignee and incident.oncall and event.assignee != incident.oncall.assignee:
        change_incident(desk.draft, incident, {"oncall": _reassigned(incident.oncall, event)})


def _reassigned(oncall: Oncall, event: Event) -> dict[str, Writable]:
    written = {field.name: getattr(oncall, field.name) for field in fields(Oncall)}
    keys = {name: value for name, value in written.items() if value}
    if oncall.custom_details:
        keys["custom_details"] = json.loads(oncall.custom_details)
    return {**keys, "assignee": event.assignee}


def _note(desk: Desk, incident: Incident, duty: Duty, text: str) -> None:
    """Words for the team in the state that holds, so that nothing moves."""
    until = duty.snoozed_until if duty.newest is State.SNOOZED else None
    _comment(desk, incident, duty.newest, text, {**_INTERNAL, **_sleep(until)})


def _sleep(until: int | None) -> dict[str, Writable]:
    return {} if until is None else {"until": rfc3339(until)}


def _comment(
    desk: Desk, incident: Incident, state: State, text: str, keys: dict[str, Writable]
) -> None:
    say(desk, incident.slug, state, text, keys=keys)


def _told(what: str, event: Event) -> str:
    """A sentence about an event; what a machine wrote is text, never Markdown."""
    origin = f" from {_plain(event.source)}" if event.source else ""
    summary = f" Summary: {_plain(event.summary)}" if event.summary else ""
    return f"{what} by event{origin}.{summary}"


def _plain(words: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", words)


def _answer(action: str, slug: str, desk: Desk) -> Answer:
    edited = desk.edited()
    found = next((one for one in edited.incidents if one.slug == slug), None)
    shown = document(private_view(found, edited.monitors, desk.now)) if found else None
    title = found.title if found else slug
    message = f"On-call: {action}: {title}" if desk.draft.files else ""
    return Answer(
        202, {"status": "success", "result": {"action": action, "incident": shown}}, message
    )
