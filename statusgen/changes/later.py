"""What is not public yet, or not true yet, and will be by the clock alone."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.changes.change import Later
from statusgen.changes.said import span
from statusgen.model.incident import Incident
from statusgen.model.lifecycle import Phase
from statusgen.snapshot.side import Side
from statusgen.snapshot.timeline import incident_view

_MOST_DATES = 3


def later_of(before: Side, after: Side) -> list[Later]:
    """Incidents and updates of the future that the other side does not have, and the next dates
    of maintenances that it does not know of, in order of time.
    """
    found = [*_of_incidents(before, after), *_of_maintenances(before, after)]
    return sorted(found, key=lambda one: (one.at, one.path, one.text))


def _of_incidents(before: Side, after: Side) -> Iterator[Later]:
    known = {one.id: one for one in before.site.incidents}
    for one in after.site.incidents:
        old = known.get(one.id)
        if old is None or old.digest != one.digest:
            yield from _of_incident(old, one, after)


def _of_incident(old: Incident | None, new: Incident, after: Side) -> Iterator[Later]:
    """What a view of the future shows of it that one of the present does not."""
    monitors = {one.monitor.tag: one.monitor for one in after.snapshot.monitors}
    hidden = frozenset(one.tag for one in after.site.monitors if one.hidden)
    told = {(one.id, one.at, one.text) for one in old.comments} if old else set()
    times = [one.at for one in new.comments if one.at > after.now]
    if new.start > after.now and (old is None or old.start != new.start):
        times.append(new.start)
    if not times:
        return
    view = incident_view(new, monitors, max(times), hidden)
    if view is None:
        return
    path = f"/incidents/{new.slug}/"
    if new.start > after.now and not view.updates:
        yield Later(new.start, path, new.title, "begins")
    for update in view.updates:
        if update.at > after.now and (update.id, update.at, update.text) not in told:
            yield Later(update.at, path, new.title, f"becomes public: {update.state}")


def _of_maintenances(before: Side, after: Side) -> Iterator[Later]:
    known = {one.id: one for one in before.snapshot.maintenances}
    for view in after.snapshot.maintenances:
        old = known.get(view.id)
        if old is not None and old.digest == view.digest:
            continue
        told = {(one.start, one.end) for one in old.occurrences} if old and old.active else set()
        coming = [one for one in view.occurrences if one.phase is Phase.SCHEDULED]
        for one in [one for one in coming if (one.start, one.end) not in told][:_MOST_DATES]:
            path = f"/maintenances/{view.slug}/"
            yield Later(one.start, path, view.title, f"starts ({span(one.start, one.end)})")
