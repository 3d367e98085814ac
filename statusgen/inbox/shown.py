"""What readers see of an incident or a maintenance after an edit, in a few lines."""

from __future__ import annotations

from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView

Lines = tuple[str, ...]


def shown_of(after: Snapshot, slug: str) -> tuple[Lines, str]:
    """The lines and the address of the page; nothing for what the public does not see."""
    site = after.settings.url.rstrip("/")
    for incident in after.incidents:
        if incident.slug == slug:
            return _incident(incident), f"{site}/incidents/{slug}/"
    for maintenance in after.maintenances:
        if maintenance.slug == slug:
            return _maintenance(maintenance), f"{site}/maintenances/{slug}/"
    return (), ""


def _incident(view: IncidentView) -> Lines:
    hit = [f"{one.tag} {one.now}" for one in view.affected]
    said = [one.text for one in view.updates[-1:]]
    return (view.title, ", ".join([view.state, *hit]), *said)


def _maintenance(view: MaintenanceView) -> Lines:
    updates = [update for one in view.occurrences for update in one.updates]
    said = [one.text for one in updates[-1:]] or ([view.text] if view.text else [])
    return (view.title, *said)
