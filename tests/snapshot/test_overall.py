"""The one sentence of the page: the first rule that holds, problems first."""

from __future__ import annotations

import pytest

from statusgen.model.lifecycle import State
from statusgen.model.status import Status
from statusgen.snapshot.overall import Standing, overall

CASES = [
    # monitors (D down, P partial, G degraded, M maintenance, U up, ? unknown), open incidents
    ("", "", "unknown banner.none none"),
    ("", "investigating", "degraded banner.notice minor"),
    ("U", "", "ok banner.ok none"),
    ("UUUU", "", "ok banner.ok none"),
    ("D", "", "major banner.major critical"),
    ("DDDD", "", "major banner.major critical"),
    ("DDUU", "", "major banner.major critical"),
    ("DUUU", "", "partial banner.one.major major"),
    ("DGUUU", "", "partial banner.partial major"),
    ("P", "", "partial banner.one.partial minor"),
    ("PUUU", "", "partial banner.one.partial minor"),
    ("PGUUU", "", "partial banner.partial minor"),
    ("PPUU", "", "partial banner.partial major"),
    ("GUUU", "", "degraded banner.one.degraded minor"),
    ("GGUU", "", "degraded banner.degraded minor"),
    ("UUUU", "investigating", "degraded banner.notice minor"),
    ("MMMM", "", "maintenance banner.maintenance_all maintenance"),
    ("MUUU", "", "maintenance banner.maintenance_some maintenance"),
    ("DMMM", "", "partial banner.one.major major"),
    ("????", "", "unknown banner.unknown minor"),
    ("?UUU", "", "unknown banner.unknown_some minor"),
    ("?MUU", "", "maintenance banner.maintenance_some maintenance"),
]
LETTERS = {
    "D": Status.DOWN,
    "P": Status.PARTIAL,
    "G": Status.DEGRADED,
    "M": Status.MAINTENANCE,
    "U": Status.UP,
    "?": Status.NO_DATA,
}


def standings(letters: str) -> list[Standing]:
    return [Standing(f"m{n}", f"Monitor {n}", LETTERS[one]) for n, one in enumerate(letters)]


@pytest.mark.parametrize(("monitors", "states", "expected"), CASES)
def test_the_first_rule_that_holds(monitors: str, states: str, expected: str) -> None:
    found = overall(standings(monitors), [State(state) for state in states.split()])
    assert f"{found.state} {found.key} {found.indicator}" == expected


@pytest.mark.parametrize("monitors", ["UUUU", "MUUU", "?UUU", "DUUU", ""])
def test_it_is_never_green_while_something_cannot_be_read(monitors: str) -> None:
    found = overall(standings(monitors), [], broken=True)
    assert found.state != "ok"
    assert found.indicator not in ("none", "maintenance")


@pytest.mark.parametrize("monitors", [case[0] for case in CASES])
def test_it_is_never_green_while_an_incident_is_open(monitors: str) -> None:
    assert overall(standings(monitors), [State.MONITORING]).state != "ok"


def test_the_affected_are_named_worst_first() -> None:
    found = overall(standings("UGUD"), [State.MONITORING])
    assert found.affected == ("m3", "m1")
    assert found.notes == ("banner.fix_monitored",)


def test_maintenance_is_said_beside_a_problem_but_does_not_hide_it() -> None:
    found = overall(standings("DMUUU"), [])
    assert (found.key, found.name) == ("banner.one.major", "Monitor 0")
    assert found.notes == ("banner.also_maintenance",)
