"""The on-call side of incidents that are public: the only door through which it leaves the content.

A snapshot holds it only where site.yaml says ``oncall.publish``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.model.incident import Comment, Incident, Oncall, Origin
from statusgen.model.lifecycle import HUMAN, ON_CALL, State
from statusgen.model.monitor import Monitor
from statusgen.snapshot.timeline import IncidentView

_KEPT_BY_WORDS = frozenset({State.TRIGGERED, State.ESCALATED, State.ACKNOWLEDGED})
"""What a word to the public leaves as it is; everything else it wakes up."""


@dataclass(frozen=True, slots=True)
class Step:
    """A comment as the team reads it. One that suppresses hides its own text."""

    id: int
    at: int
    state: State
    text: str


@dataclass(frozen=True, slots=True)
class OncallView:
    """What may be shown of an incident's on-call side; "" and None: nothing is known.

    ``status`` is triggered, acknowledged, escalated, snoozed, suppressed or resolved. ``service``
    is the tag of a monitor. ``steps`` are in order, oldest first.
    """

    slug: str
    id: int
    title: str
    status: State
    priority: str
    urgency: str
    service: str
    dedup_key: str
    assignee: str
    created_at: int
    acknowledged_at: int | None
    resolved_at: int | None
    snoozed_until: int | None
    steps: tuple[Step, ...]
    digest: bytes


def oncall_views(
    incidents: Iterable[Incident],
    views: Iterable[IncidentView],
    monitors: Mapping[str, Monitor],
    now: int,
) -> tuple[OncallView, ...]:
    """The on-call side of those incidents that have one, in the order of their public ``views``.

    ``monitors`` are those that are shown, by tag.
    """
    written = {incident.slug: incident for incident in incidents}
    services = {one.routing_key: tag for tag, one in monitors.items() if one.routing_key}
    found = ((written[view.slug], view) for view in views)
    return tuple(
        _oncall_view(incident, view, services, now)
        for incident, view in found
        if _has_a_side(incident)
    )


def _has_a_side(incident: Incident) -> bool:
    if incident.notice:
        return False
    alerted = incident.oncall is not None or incident.origin is Origin.ALERT
    return alerted or any(comment.state in ON_CALL for comment in incident.comments)


def _oncall_view(
    incident: Incident, view: IncidentView, services: Mapping[str, str], now: int
) -> OncallView:
    comments = [c for c in incident.comments if c.public and c.at <= now]
    said = incident.oncall or Oncall()
    ended = view.state is State.RESOLVED
    status, until = (State.RESOLVED, None) if ended else _standing(comments, now)
    hit = view.affected[0].tag if view.affected else ""
    service = services.get(said.routing_key, hit)
    return OncallView(
        slug=view.slug,
        id=view.id,
        title=view.title,
        status=status,
        priority=said.priority,
        urgency=said.urgency,
        service=service,
        dedup_key=said.dedup_key,
        assignee=said.assignee,
        created_at=view.created_at,
        acknowledged_at=next((c.at for c in comments if c.state is State.ACKNOWLEDGED), None),
        resolved_at=view.end if ended else None,
        snoozed_until=until,
        steps=tuple(_step(comment) for comment in comments),
        digest=digest(view.digest, status, until, service),
    )


def _standing(comments: Iterable[Comment], now: int) -> tuple[State, int | None]:
    """The status of an incident that goes on, and until when it sleeps."""
    status, until = State.TRIGGERED, None
    for comment in comments:
        state = State(comment.state)
        if state in ON_CALL:
            status, until = state, comment.until
        elif state not in HUMAN or status not in _KEPT_BY_WORDS:
            status = State.TRIGGERED
    if status is not State.SNOOZED:
        return status, None
    return (State.TRIGGERED, None) if until is not None and until <= now else (status, until)


def _step(comment: Comment) -> Step:
    state = State(comment.state)
    text = "" if state is State.SUPPRESSED else comment.text
    return Step(comment.id, comment.at, state, text)
