"""The states of incidents and maintenances, and which may follow which: the tables."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING


class State(StrEnum):
    """What a comment says about an incident."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"
    TRIGGERED = "triggered"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    SNOOZED = "snoozed"
    SUPPRESSED = "suppressed"


class Phase(StrEnum):
    """What a comment says about a maintenance, and where the clock has brought it."""

    SCHEDULED = "scheduled"
    DELAYED = "delayed"
    IN_PROGRESS = "in-progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


if TYPE_CHECKING:
    from typing_extensions import TypeVar

    Stage_co = TypeVar("Stage_co", bound=State | Phase, default=State | Phase, covariant=True)
else:
    from typing import TypeVar

    Stage_co = TypeVar("Stage_co", bound=State | Phase, covariant=True)
"""What a comment says: a State of an incident, a Phase of a maintenance."""


class Verdict(StrEnum):
    """What is to be said of one state after another."""

    ALLOWED = "allowed"
    GOING_BACK = "going back"
    FORBIDDEN = "forbidden"


ON_CALL = frozenset(
    {State.TRIGGERED, State.ACKNOWLEDGED, State.ESCALATED, State.SNOOZED, State.SUPPRESSED}
)
"""States of the on-call side: they leave the public face as it was."""

HUMAN = frozenset({State.INVESTIGATING, State.IDENTIFIED, State.MONITORING})
"""States that only a person who tells the public uses: they publish an alert."""

FOUND = frozenset({State.IDENTIFIED, State.MONITORING})
"""States in which the cause is known."""

ENDED = frozenset({State.RESOLVED, State.POSTMORTEM})

_REOPENING = {State.INVESTIGATING, State.IDENTIFIED}
_ANY_UNRESOLVED = set(State) - {State.POSTMORTEM}
_AFTER_THE_END = {State.RESOLVED, State.POSTMORTEM} | _REOPENING

MAY_FOLLOW: dict[State, frozenset[State]] = {
    State.INVESTIGATING: frozenset(_ANY_UNRESOLVED),
    State.IDENTIFIED: frozenset(_ANY_UNRESOLVED),
    State.MONITORING: frozenset(_ANY_UNRESOLVED),
    State.RESOLVED: frozenset(_AFTER_THE_END),
    State.POSTMORTEM: frozenset(_AFTER_THE_END),
    **{state: frozenset(_ANY_UNRESOLVED) for state in ON_CALL},
}

GOING_BACK: frozenset[tuple[State, State]] = frozenset({(State.IDENTIFIED, State.INVESTIGATING)})
"""Steps that are allowed but deserve a warning."""

PHASE_MAY_FOLLOW: dict[Phase, frozenset[Phase]] = {
    Phase.SCHEDULED: frozenset(Phase),
    Phase.DELAYED: frozenset(Phase),
    Phase.IN_PROGRESS: frozenset(
        {Phase.IN_PROGRESS, Phase.VERIFYING, Phase.COMPLETED, Phase.DELAYED, Phase.CANCELLED}
    ),
    Phase.VERIFYING: frozenset(
        {Phase.VERIFYING, Phase.IN_PROGRESS, Phase.COMPLETED, Phase.DELAYED, Phase.CANCELLED}
    ),
    Phase.COMPLETED: frozenset({Phase.COMPLETED}),
    Phase.CANCELLED: frozenset({Phase.CANCELLED, Phase.DELAYED}),
}


def may_follow(before: State, after: State) -> Verdict:
    """Whether a comment in state ``after`` may come when the incident is in ``before``."""
    if after not in MAY_FOLLOW[before]:
        return Verdict.FORBIDDEN
    return Verdict.GOING_BACK if (before, after) in GOING_BACK else Verdict.ALLOWED


def public_face(state: State, before: State | None) -> State:
    """What the public sees when an incident that showed ``before`` moves to ``state``."""
    if state in ON_CALL:
        return before or State.INVESTIGATING
    return State.RESOLVED if state is State.POSTMORTEM else state
