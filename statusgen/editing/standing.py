"""Keeps state and end of an incident as a request wants them: by a pin where no comment says so."""

from __future__ import annotations

from dataclasses import replace

from statusgen.editing.desk import Desk
from statusgen.editing.incidents import change_incident
from statusgen.editing.splice import Writable
from statusgen.instants import rfc3339
from statusgen.model.incident import Incident
from statusgen.model.lifecycle import State
from statusgen.snapshot.timeline import incident_view

Standing = tuple[State, int | None]
"""The state that the public sees, and the end."""


def settle(desk: Desk, slug: str, wanted: Standing) -> None:
    """Pins what the timeline would not say after the edits, and drops a pin that says nothing.

    An incident that the edits made unreadable is left to the checks.
    """
    incident = next((one for one in desk.edited().incidents if one.slug == slug), None)
    if incident is None:
        return
    if _standing(desk, replace(incident, pin=None)) == wanted:
        if incident.pin:
            change_incident(desk.draft, incident, {"pin": None})
    elif _standing(desk, incident) != wanted:
        change_incident(desk.draft, incident, {"pin": pin(desk.now, *wanted)})


def pin(at: int, state: State, end: int | None) -> dict[str, Writable]:
    """The value of the key ``pin``."""
    ends = {} if end is None else {"end": rfc3339(end)}
    return {"at": rfc3339(at), "state": state, **ends}


def _standing(desk: Desk, incident: Incident) -> Standing | None:
    shown = {one.tag: one for one in desk.site.monitors if not one.hidden}
    view = incident_view(incident, shown, desk.now)
    return None if view is None else (view.state, view.end)
