"""Where an entry stands for those who edit it: what is internal is seen, what is deleted is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from statusgen.model.incident import Impacts, Incident
from statusgen.model.lifecycle import Phase, State
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor
from statusgen.model.status import Status
from statusgen.snapshot.course import walk
from statusgen.snapshot.occurrences import Occurrence, maintenance_view

_NO_MONITORS: Mapping[str, Monitor] = {}


@dataclass(frozen=True, slots=True)
class Present:
    """State, times (Unix seconds) and impacts at an instant.

    ``open``: an incident goes on, a maintenance runs or is still to come. ``occurrence`` is the
    one that runs, else the next, else the last.
    """

    state: State | Phase
    open: bool
    start: int
    end: int | None
    impacts: Impacts
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
    return Present(state, going_on, incident.start, course.end, held)


def _maintenance(maintenance: Maintenance, now: int) -> Present:
    view = maintenance_view(replace(maintenance, internal=False), _NO_MONITORS, now)
    found = view.occurrences if view else ()
    running = [one for one in found if one.running]
    ahead = [one for one in found if one.phase is Phase.SCHEDULED]
    one = next(iter([*running, *ahead, *found[-1:]]), None)
    if one is None:
        end = maintenance.start + maintenance.duration
        return Present(Phase.CANCELLED, False, maintenance.start, end, maintenance.monitors)
    going_on = bool(running or ahead)
    return Present(one.phase, going_on, one.start, one.end, maintenance.monitors, one, found)
