"""The views of all incidents and maintenances: each is taken anew only where something changed."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from copy import copy
from dataclasses import field
from functools import partial

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor
from statusgen.model.site import Site
from statusgen.snapshot.ahead import make_ahead
from statusgen.snapshot.occurrences import MaintenanceView, maintenance_view
from statusgen.snapshot.runs import lasting, runs
from statusgen.snapshot.sharing import Shared
from statusgen.snapshot.timeline import IncidentView, Said, incident_view


@dataclass(slots=True)
class Views:
    """What the public sees, in the order of the site.

    ``changing`` are all incidents that the clock alone may still change, and others; ``planned`` are
    such maintenances, with their views. Whether they are public matters nothing there.
    """

    incidents: list[IncidentView] = field(default_factory=list)
    maintenances: list[MaintenanceView] = field(default_factory=list)
    changing: list[Incident] = field(default_factory=list)
    planned: list[tuple[Maintenance, MaintenanceView | None]] = field(default_factory=list)


def take_views(
    site: Site,
    shown: Mapping[str, Monitor],
    hidden: frozenset[str],
    now: int,
    memory: Memory,
    jobs: int = 1,
) -> Views:
    """The views at ``now``; ``shown`` are the monitors that the public sees, ``hidden`` the others.

    ``jobs`` processes may take them.
    """
    views = Views()
    around = digest([(one.tag, one.name, one.names) for one in shown.values()], sorted(hidden))
    take_each = partial(_incidents, shown=shown, now=now, hidden=hidden)
    every = list(runs(site.incidents))
    are_new = make_ahead(memory, "incident-views", around, every, now, take_each, jobs)
    shared = Shared()
    for run in every:
        take = partial(take_each, run)
        seen = lasting(memory, "incident-views", around, run, now, take)
        public = [view for view in seen.value if view]
        if public and not public[0].told.can_be_made:
            _seal(run, seen.value, now, shared if are_new else None)
        views.incidents += public
        views.changing += () if seen.until is None else run
    for works in runs(site.maintenances):
        plan = partial(_maintenances, works, shown, hidden, now)
        planned = lasting(memory, "maintenance-views", around, works, now, plan)
        views.maintenances += [view for view in planned.value if view]
        if planned.until is not None:
            views.planned += zip(works, planned.value, strict=True)
    return views


def _seal(
    run: Iterable[Incident],
    views: Iterable[IncidentView | None],
    now: int,
    shared: Shared | None,
) -> None:
    """Has what was said made anew from now on for who looks at views that nobody has seen yet."""
    for incident, view in zip(run, views, strict=True):
        if view:
            # a copy: nothing that stays shall keep the memory of what goes
            comments = copy(incident.comments) if shared else incident.comments
            view.told.made_by(Said(comments, now))
            if shared:
                shared.put_into(view)


def _incidents(
    run: Iterable[Incident], shown: Mapping[str, Monitor], hidden: Container[str], now: int
) -> tuple[IncidentView | None, ...]:
    return tuple([incident_view(one, shown, now, hidden) for one in run])


def _maintenances(
    run: Iterable[Maintenance], shown: Mapping[str, Monitor], hidden: Container[str], now: int
) -> tuple[MaintenanceView | None, ...]:
    return tuple([maintenance_view(one, shown, now, hidden) for one in run])
