"""Takes values out of requests to ``/api/incidents``, and says in plain words what is wrong.

Two public documentations share the path: Kamu's, with ``monitorIds`` and ``maintenance``, and the
one of Kener's guide, with ``impact`` and without the flag. A body may have the keys of both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from statusgen.content.places import At
from statusgen.content.times import Time
from statusgen.dataclass import dataclass
from statusgen.dialects.request import Refused, Request
from statusgen.editing.desk import Desk
from statusgen.model.lifecycle import State
from statusgen.model.status import Severity, Status

Body = Mapping[str, Any]

STATES = (State.INVESTIGATING, State.IDENTIFIED, State.MONITORING, State.RESOLVED)

IMPACTS: Mapping[Severity, Status] = {
    Severity.NONE: Status.UP,
    Severity.MINOR: Status.DEGRADED,
    Severity.MAJOR: Status.PARTIAL,
    Severity.CRITICAL: Status.DOWN,
}
"""How badly the monitors are hit; without a word they are down, as in content."""


@dataclass(frozen=True, slots=True)
class Planned:
    """When a maintenance takes place."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request wants to be told of; ``planned`` makes it a maintenance."""

    title: str
    state: State
    message: str
    monitors: Mapping[str, Status]
    severity: Severity | None
    planned: Planned | None


def body_of(request: Request) -> Body:
    """The JSON object of a request."""
    body = request.json_object()
    if body is None:
        raise Refused("The body must be a JSON object")
    return body


def asked(body: Body, desk: Desk) -> Asked:
    """The incident or maintenance that a body describes."""
    title = text_of(body, "title")
    state = state_of(body, State.INVESTIGATING)
    message = text_of(body, "message")
    severity = _severity(body)
    planned = _planned(body)
    impact = Status.DOWN if severity is None else IMPACTS[severity]
    impact = Status.MAINTENANCE if planned else impact
    monitors = dict.fromkeys(_tags(body, desk), impact)
    return Asked(title, state, message, monitors, severity, planned)


def text_of(body: Body, key: str) -> str:
    """Text that may not be blank, without the blanks around it."""
    value = body.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(f"{key} must be a text that is not empty")
    return value.strip()


def state_of(body: Body, default: State) -> State:
    """The status, in small letters as documented or in any."""
    value = body.get("status")
    if value is None:
        return default
    if not isinstance(value, str) or value.lower() not in STATES:
        raise Refused(f"status must be one of {', '.join(STATES)}")
    return State(value.lower())


def _severity(body: Body) -> Severity | None:
    value = body.get("impact")
    if value is None:
        return None
    if not isinstance(value, str) or value.lower() not in list(Severity):
        raise Refused(f"impact must be one of {', '.join(Severity)}")
    return Severity(value.lower())


def _planned(body: Body) -> Planned | None:
    """The times of a maintenance; a start makes one, with or without the flag."""
    flag = body.get("maintenance")
    if not isinstance(flag, bool | None):
        raise Refused("maintenance must be true or false")
    if not flag and body.get("scheduledStart") is None:
        if body.get("scheduledEnd") is not None:
            raise Refused("scheduledEnd belongs to a maintenance: add scheduledStart")
        return None
    start, end = _instant(body, "scheduledStart"), _instant(body, "scheduledEnd")
    if end <= start:
        raise Refused("scheduledEnd must be after scheduledStart")
    return Planned(start, end)


def _instant(body: Body, key: str) -> int:
    value = body.get(key)
    found = Time().read(value, At("", [])) if isinstance(value, str | int) else None
    if found is None:
        raise Refused(f"{key} must be a time such as 2025-06-01T02:00:00Z")
    return found


def _tags(body: Body, desk: Desk) -> list[str]:
    """The monitors, by tags or by Kamu's ids of them."""
    named = body.get("monitorIds")
    named = [] if named is None else named
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        raise Refused('monitorIds must be a list of monitors, such as ["mon_api"]')
    known = {one.tag for one in desk.site.monitors if not one.hidden}
    return [_tag(one, known) for one in named]


def _tag(named: str, known: set[str]) -> str:
    for tag in (named, named.removeprefix("mon_")):
        if tag in known:
            return tag
    raise Refused(f"Monitor '{named}' not found")
