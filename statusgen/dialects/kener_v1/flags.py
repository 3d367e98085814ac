"""Kener's flags of an incident, ``isIdentified`` and ``isResolved``, as updates that people read.

A flag that changes is an update of its own, with a sentence that says so. An end that no update
gives is pinned.
"""

from __future__ import annotations

from statusgen.dataclass import dataclass
from statusgen.dialects.report_edits import SAID, SAID_OF_WORK, Subject, say_of_work
from statusgen.dialects.reports import Report
from statusgen.editing.desk import Desk
from statusgen.editing.entries import say
from statusgen.editing.standing import settle
from statusgen.model.lifecycle import State


@dataclass(frozen=True, slots=True)
class Flags:
    """Both flags."""

    identified: bool = False
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Before:
    """Where an incident stands when its flags are to change."""

    state: State = State.INVESTIGATING
    flags: Flags = Flags()
    end: int | None = None


def before_of(report: Report) -> Before:
    """Where a report stands."""
    return Before(report.state, Flags(report.identified, not report.open), report.end)


def move(desk: Desk, slug: str, before: Before, wanted: Flags, end: int | None, at: int) -> None:
    """Brings an incident to these flags by updates at ``at``, and to this end.

    What is resolved without an end keeps the one that it has, or ended at ``at``.
    """
    steps = _steps(before.flags, wanted)
    for step in steps:
        say(desk, slug, step, SAID[step], at)
    state = steps[-1] if steps else before.state
    if state is State.RESOLVED and end is None:
        end = before.end if before.flags.resolved else at
    settle(desk, slug, (state, end))


def finish(desk: Desk, about: Subject, wanted: Flags) -> None:
    """Ends a maintenance that is resolved; nothing else of the flags fits one."""
    if wanted.resolved and about.report.open:
        say_of_work(desk, about, True, SAID_OF_WORK[desk.now >= about.report.start])


def _steps(before: Flags, wanted: Flags) -> list[State]:
    """The updates that lead from some flags to others."""
    if before.resolved:
        reopened = State.IDENTIFIED if wanted.identified else State.INVESTIGATING
        return [] if wanted.resolved else [reopened]
    steps = [State.IDENTIFIED] if wanted.identified and not before.identified else []
    if wanted.resolved:
        return [*steps, State.RESOLVED]
    return [State.INVESTIGATING] if before.identified and not wanted.identified else steps
