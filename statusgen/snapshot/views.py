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
from statusgen.snapshot.moments import stage
from statusgen.snapshot.occurrences import MaintenanceView, maintenance_view
from statusgen.snapshot.timeline import IncidentView, incident_view


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
        at = stage(incident, now, memory)
        of = (incident.digest, around, *at)
        make = partial(incident_view, incident, shown, now, hidden)
        seen = memory.made(("incident", incident.file), of, make)
        if seen:
            views.incidents.append(seen)
        if at.coming:
            views.changing.append(incident)
    for work in site.maintenances:
        at = stage(work, now, memory)
        of = (work.digest, around, *at)
        view = memory.made(
            ("maintenance", work.file), of, partial(maintenance_view, work, shown, now, hidden)
        )
        if view:
            views.maintenances.append(view)
        if at.coming:
            views.planned.append((work, view))
    return views
