"""What is new: an incident or a maintenance, as a form asks for it."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.dataclass import dataclass
from statusgen.dialects.report_edits import SAID
from statusgen.editing.desk import Desk
from statusgen.editing.entries import begin
from statusgen.editing.incidents import NewIncident
from statusgen.editing.maintenances import NewMaintenance
from statusgen.editing.splice import Writable
from statusgen.inbox.forms import STATES
from statusgen.inbox.values import end_of, impacts_of, line_of, one_of, time_of, weight_of
from statusgen.inbox.verdicts import Deed, refused
from statusgen.model.lifecycle import State
from statusgen.model.status import Status

_NO_TITLE = "the title is empty"
_NOTHING: Mapping[str, Writable] = {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form says, each as it was written; "" where it says nothing."""

    title: str = ""
    state: str = ""
    impact: str = ""
    monitors: str = ""
    start: str = ""
    end: str = ""
    message: str = ""


def open_incident(
    desk: Desk, asked: Asked, began: int, keys: Mapping[str, Writable] = _NOTHING
) -> Deed:
    """A new incident, which began ``began`` where the form does not say when."""
    title = line_of(asked.title)
    if not title:
        raise refused(_NO_TITLE, "say in a few words what is wrong")
    state = one_of(asked.state, STATES, "state") or State.INVESTIGATING
    impact, severity = weight_of(asked.impact)
    start = time_of(asked.start, "start")
    written: dict[str, Writable] = {}
    if severity is not None:
        written["severity"] = severity
    if state is not State.INVESTIGATING:
        written["opened_as"] = state
    new = NewIncident(
        title,
        began if start is None else start,
        impacts_of(asked.monitors, impact, desk.site),
        asked.message.strip() or SAID.get(state, ""),
        keys={**written, **keys},
    )
    return Deed(f"Open incident ({state})", begin(desk, new), title)


def plan_maintenance(desk: Desk, asked: Asked, keys: Mapping[str, Writable] = _NOTHING) -> Deed:
    """A new maintenance."""
    title = line_of(asked.title)
    if not title:
        raise refused(_NO_TITLE, "say in a few words what is done")
    start = time_of(asked.start, "start")
    if start is None:
        raise refused("the start is empty", "say when it begins, such as 2026-06-01T02:00:00Z")
    end = end_of(asked.end, start, "end")
    if end is None:
        raise refused("the end is empty", "say when it ends, or how long it takes, such as 2h")
    if end <= start:
        raise refused("the end is not after the start", "correct one of the two times")
    monitors = impacts_of(asked.monitors, Status.MAINTENANCE, desk.site)
    new = NewMaintenance(title, start, end - start, monitors, asked.message.strip(), keys=keys)
    return Deed("Plan maintenance", begin(desk, new), title)
