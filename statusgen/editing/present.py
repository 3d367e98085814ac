"""Where an entry stands for those who edit it: what is internal is seen, what is deleted is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from statusgen.dataclass import dataclass
from statusgen.model.incident import Impacts, Incident
from statusgen.model.lifecycle import ON_CALL, Phase, State
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor
from statusgen.model.status import Status
from statusgen.snapshot.course import walk
from statusgen.snapshot.occurrences import AHEAD, Occurrence, maintenance_view
from statusgen.snapshot.schedule import FAR

_NO_MONITORS: Mapping[str, Monitor] = {}


@dataclass(frozen=True, slots=True)
class Present:
    """State, times (Unix seconds) and impacts at an instant.

    ``open``: an incident goes on, a maintenance runs or is still to come. ``said`` is the state in
    which one more comment changes none: that of the newest where it is of the on-call side, which
    tells the public nothing. ``occurrence`` is the one that runs, else the next, else the last.
    """

    state: State | Phase
    open: bool
    start: int
    end: int | None
    impacts: Impacts
    said: State | Phase
    occurrence: Occurrence | None = None
    occurrences: tuple[Occurrence, ...] = ()


def present(entry: Incident | Maintenance, now: int) -> Present:
    """Where an entry stands at ``now``."""
    return _incident(entry, now) if isinstance(entry, Incident) else _maintenance(entry, now)


def _incident(incident: Incident, now: int) -> Present:
    comments = [one for one in incident.comments if not one.deleted and one.at <= now]
    course = walk(incident, comments, now)
    state = course.face or State.INVESTIGATING
    going_on = not incident.notice and state is not State.RESOLVED
    held = dict(incident.monitors) | course.held
    if not going_on:
        held = dict.fromkeys(held, Status.UP)
    newest = State(comments[-1].state) if comments else state
    said = newest if newest in ON_CALL else state
    return Present(state, going_on, incident.start, course.end, held, said)


def _maintenance(maintenance: Maintenance, now: int) -> Present:
    found = _occurrences(maintenance, now, AHEAD)
    if maintenance.rrule and not any(_to_come(one) for one in found):
        found = _occurrences(maintenance, now, FAR)
    running = [one for one in found if one.running]
    ahead = [one for one in found if _to_come(one)]
    one = next(iter([*running, *ahead, *found[-1:]]), None)
    if one is None:
        end = maintenance.start + maintenance.duration
        phase = Phase.CANCELLED
        return Present(phase, False, maintenance.start, end, maintenance.monitors, phase)
    going_on, phase, hit = bool(running or ahead), one.phase, maintenance.monitors
    return Present(phase, going_on, one.start, one.end, hit, phase, one, found)


def _occurrences(maintenance: Maintenance, now: int, ahead: int) -> tuple[Occurrence, ...]:
    """The occurrences that begin within ``ahead`` seconds."""
    whole = replace(maintenance, internal=False)
    view = maintenance_view(whole, _NO_MONITORS, now, ahead=ahead)
    return view.occurrences if view else ()


def _to_come(one: Occurrence) -> bool:
    return one.phase is Phase.SCHEDULED
