"""Which state may follow which: the whole table, as the documentation has it."""

from __future__ import annotations

import pytest

from statusgen.model.lifecycle import (
    ON_CALL,
    PHASE_MAY_FOLLOW,
    Phase,
    State,
    Verdict,
    may_follow,
    public_face,
)

OK, WARN, NO = Verdict.ALLOWED, Verdict.GOING_BACK, Verdict.FORBIDDEN
HUMAN = ("investigating", "identified", "monitoring", "resolved", "postmortem")
TABLE = {
    #                 investigating identified monitoring resolved postmortem
    "investigating": (OK, OK, OK, OK, NO),
    "identified": (WARN, OK, OK, OK, NO),
    "monitoring": (OK, OK, OK, OK, NO),
    "resolved": (OK, OK, NO, OK, OK),
    "postmortem": (OK, OK, NO, OK, OK),
    "triggered": (OK, OK, OK, OK, NO),
    "acknowledged": (OK, OK, OK, OK, NO),
    "escalated": (OK, OK, OK, OK, NO),
    "snoozed": (OK, OK, OK, OK, NO),
    "suppressed": (OK, OK, OK, OK, NO),
}


@pytest.mark.parametrize("before", TABLE)
def test_what_may_follow_a_state(before: str) -> None:
    assert tuple(may_follow(State(before), State(after)) for after in HUMAN) == TABLE[before]


@pytest.mark.parametrize("state", sorted(ON_CALL))
def test_an_on_call_state_may_follow_whatever_is_not_over(state: State) -> None:
    over = {State.RESOLVED, State.POSTMORTEM}
    for before in State:
        assert may_follow(before, state) is (NO if before in over else OK), before


def test_the_public_face_is_what_a_person_said_last() -> None:
    assert public_face(State.TRIGGERED, None) is State.INVESTIGATING
    assert public_face(State.ACKNOWLEDGED, State.IDENTIFIED) is State.IDENTIFIED
    assert public_face(State.SNOOZED, State.MONITORING) is State.MONITORING
    assert public_face(State.POSTMORTEM, State.RESOLVED) is State.RESOLVED


@pytest.mark.parametrize(
    ("before", "allowed"),
    [
        ("scheduled", "scheduled delayed in-progress verifying completed cancelled"),
        ("delayed", "scheduled delayed in-progress verifying completed cancelled"),
        ("in-progress", "delayed in-progress verifying completed cancelled"),
        ("verifying", "delayed in-progress verifying completed cancelled"),
        ("completed", "completed"),
        ("cancelled", "delayed cancelled"),
    ],
)
def test_what_may_follow_a_phase(before: str, allowed: str) -> None:
    found = {phase for phase in Phase if phase in PHASE_MAY_FOLLOW[Phase(before)]}
    assert found == {Phase(word) for word in allowed.split()}
