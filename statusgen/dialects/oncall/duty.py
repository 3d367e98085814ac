"""How an on-call system sees an incident: where it stands, and the one shape of its JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from statusgen.dataclass import dataclass
from statusgen.dialects.wire import iso_ms
from statusgen.model.incident import Comment, Incident, Oncall, Origin
from statusgen.model.lifecycle import ENDED, HUMAN, ON_CALL, State
from statusgen.model.monitor import Monitor
from statusgen.snapshot.oncall import OncallView, Step

_WOKEN_BY_WORDS = frozenset({State.RESOLVED, State.SNOOZED, State.SUPPRESSED})


@dataclass(slots=True)
class Duty:
    """Where an incident stands for those on call; all times are Unix seconds.

    ``status`` is a state of the on-call side or resolved; what people tell the public only wakes
    what sleeps. ``newest`` is the state that a note must carry to change nothing.
    """

    status: State = State.TRIGGERED
    newest: State = State.TRIGGERED
    acknowledged_at: int | None = None
    resolved_at: int | None = None
    snoozed_until: int | None = None

    @property
    def over(self) -> bool:
        """Whether it is resolved: no event reaches it any more."""
        return self.status is State.RESOLVED


def is_alert(incident: Incident) -> bool:
    """Whether an incident belongs to the on-call side."""
    if incident.notice:
        return False
    alerted = incident.oncall is not None or incident.origin is Origin.ALERT
    return alerted or any(comment.state in ON_CALL for comment in incident.comments)


def duty_of(incident: Incident, now: int) -> Duty:
    """Where an incident stands at ``now``, internal comments included."""
    duty = Duty()
    comments = [one for one in incident.comments if not one.deleted and one.at <= now]
    for comment in comments:
        _advance(duty, comment)
    _apply_pin(duty, incident, comments)
    if duty.newest in ENDED and not duty.over:
        duty.newest = State.INVESTIGATING
    _wake(duty, now)
    return duty


def private_view(incident: Incident, monitors: Iterable[Monitor], now: int) -> OncallView:
    """The on-call side of an incident with everything internal: never for an output."""
    duty, said = duty_of(incident, now), incident.oncall or Oncall()
    shown = [one for one in incident.comments if not one.deleted and one.at <= now]
    named = [one.tag for one in monitors if one.routing_key and one.routing_key == said.routing_key]
    return OncallView(
        slug=incident.slug,
        id=incident.id,
        title=incident.title,
        status=duty.status,
        priority=said.priority,
        urgency=said.urgency,
        service=next(iter(named), said.routing_key or next(iter(incident.monitors), "")),
        dedup_key=said.dedup_key,
        assignee=said.assignee,
        created_at=incident.created_at or incident.start,
        acknowledged_at=duty.acknowledged_at,
        resolved_at=duty.resolved_at,
        snoozed_until=duty.snoozed_until,
        steps=tuple(Step(one.id, one.at, State(one.state), one.text) for one in shown),
        digest=incident.digest,
    )


def document(view: OncallView) -> dict[str, Any]:
    """An incident as the on-call API gives it; what nobody said is null."""
    return {
        "id": view.id,
        "title": view.title,
        "status": view.status.upper(),
        "priority": view.priority or None,
        "urgency": view.urgency or None,
        "service": view.service or None,
        "dedup_key": view.dedup_key or None,
        "assignee": view.assignee or None,
        "created_at": iso_ms(view.created_at),
        "acknowledged_at": _time(view.acknowledged_at),
        "resolved_at": _time(view.resolved_at),
        "snoozed_until": _time(view.snoozed_until),
        "timeline": [_step(one) for one in view.steps],
    }


def _advance(duty: Duty, comment: Comment) -> None:
    state = State(comment.state)
    if state in ENDED:
        duty.resolved_at = duty.resolved_at or comment.at
        duty.status = State.RESOLVED
    elif state in ON_CALL:
        duty.status, duty.resolved_at = state, None
    elif duty.status in _WOKEN_BY_WORDS and state in HUMAN:
        duty.status, duty.resolved_at = State.TRIGGERED, None
    if state is State.ACKNOWLEDGED:
        duty.acknowledged_at = duty.acknowledged_at or comment.at
    if state is State.SNOOZED:
        duty.snoozed_until = comment.until
    duty.newest = state


def _apply_pin(duty: Duty, incident: Incident, comments: Iterable[Comment]) -> None:
    """What the timeline cannot say holds until a comment that is later than it."""
    pin = incident.pin
    if pin is None or any(comment.at > pin.at for comment in comments):
        return
    if pin.state in ENDED or (pin.end is not None and pin.state is None):
        duty.status, duty.resolved_at = State.RESOLVED, pin.end or duty.resolved_at or pin.at
    elif pin.state and duty.over:
        duty.status, duty.resolved_at = State.TRIGGERED, None


def _wake(duty: Duty, now: int) -> None:
    """A snoozed incident wakes silently when its time has come."""
    if duty.status is not State.SNOOZED:
        duty.snoozed_until = None
    elif duty.snoozed_until is not None and duty.snoozed_until <= now:
        duty.status, duty.snoozed_until = State.TRIGGERED, None
        duty.newest = State.TRIGGERED if duty.newest is State.SNOOZED else duty.newest


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "status": step.state.upper(),
        "message": step.text,
        "created_at": iso_ms(step.at),
    }


def _time(at: int | None) -> str | None:
    return None if at is None else iso_ms(at)
