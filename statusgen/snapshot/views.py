"""The views of all incidents and maintenances: each is taken anew only where something changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from statusgen.artifact import digest
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor
from statusgen.model.site import Site
from statusgen.snapshot.moments import lasting
from statusgen.snapshot.occurrences import MaintenanceView, maintenance_view
from statusgen.snapshot.timeline import IncidentView, incident_view, updates_of


@dataclass(slots=True)
class Views:
    """What the public sees, in the order of the site.

    ``changing`` are the incidents that the clock alone will still change, ``planned`` is the
    maintenance of which that is true, with its view. Whether they are public matters nothing there.
    """

    incidents: list[IncidentView] = field(default_factory=list)
    maintenances: list[MaintenanceView] = field(default_factory=list)
    changing: list[Incident] = field(default_factory=list)
    planned: list[tuple[Maintenance, MaintenanceView | None]] = field(default_factory=list)


def take_views(
    site: Site, shown: Mapping[str, Monitor], hidden: frozenset[str], now: int, memory: Memory
) -> Views:
    """The views at ``now``; ``shown`` are the monitors that the public sees, ``hidden`` the others."""
    views = Views()
    around = digest([(one.tag, one.name, one.names) for one in shown.values()], sorted(hidden))
    for incident in site.incidents:
        take = partial(incident_view, incident, shown, now, hidden)
        key, of = ("incident-views", incident.file), incident.digest + around
        seen = lasting(memory, key, of, incident, now, take)
        if seen.value:
            seen.value.told.made_by(partial(updates_of, incident, now))
            views.incidents.append(seen.value)
        if seen.until is not None:
            views.changing.append(incident)
    for work in site.maintenances:
        view = partial(maintenance_view, work, shown, now, hidden)
        key, of = ("maintenance-views", work.file), work.digest + around
        planned = lasting(memory, key, of, work, now, view)
        if planned.value:
            views.maintenances.append(planned.value)
        if planned.until is not None:
            views.planned.append((work, planned.value))
    return views
