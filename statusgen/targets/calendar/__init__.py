"""Calendars of the maintenances (iCalendar, RFC 5545): of the site, of each monitor, of each one.

A program that subscribes to one asks again every hour; an event keeps its UID for ever.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.artifact import Artifact, Files
from statusgen.series import Planned, Series
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.targets.calendar.document import Calendar, render
from statusgen.targets.calendar.events import KEPT, Event, events_of
from statusgen.targets.theme import Theme

__all__ = ["plan"]


def plan(snapshot: Snapshot, theme: Theme) -> Iterator[Planned]:
    """The calendars, with everything that lies ahead and what ended at most KEPT seconds ago.

    Work that does not take place at present (``INACTIVE``) is in none of them but its own, where
    it is cancelled: somebody may have added it by hand.
    """
    settings, now = snapshot.settings, snapshot.now
    language, zone = settings.language, settings.timezone
    title = settings.titles.get(language, settings.title)
    affected = theme.strings(language)("banner.affected")
    views = sorted(snapshot.maintenances, key=lambda view: (view.start, view.id))
    events = {view.slug: events_of(view, settings, affected, now) for view in views}
    kept = [view for view in views if view.active and not _is_past(view, now)]
    yield _artifact(Calendar("", title, zone), [events[view.slug] for view in kept])
    about = {one.monitor.tag: list[tuple[Event, ...]]() for one in snapshot.monitors}
    for view in kept:
        for hit in view.affected:
            about[hit.tag].append(events[view.slug])
    for one in snapshot.monitors:
        tag, name = one.monitor.tag, one.monitor.names.get(language, one.monitor.name)
        yield _artifact(Calendar(f"monitors/{tag}/", f"{name} · {title}", zone), about[tag])

    def own(view: MaintenanceView) -> tuple[Calendar, tuple[Event, ...]]:
        name = f"{view.titles.get(language, view.title)} · {title}"
        return Calendar(f"maintenances/{view.slug}/", name, zone), events[view.slug]

    yield Series("maintenance", snapshot.maintenances, render_alone, (), lambda *_: 1, own=own)


def render_alone(_: MaintenanceView, own: tuple[Calendar, tuple[Event, ...]]) -> Files:
    """The calendar of one maintenance."""
    return render(*own)


def _is_past(view: MaintenanceView, now: int) -> bool:
    """Whether it has ended long ago. What recurs stays, unless its rule came to an end."""
    if view.rrule and not any(part in view.rrule.upper() for part in ("UNTIL=", "COUNT=")):
        return False
    ends = (one.end for one in (*view.occurrences, *view.later))
    return all(end is not None and end < now - KEPT for end in ends)


def _artifact(calendar: Calendar, found: list[tuple[Event, ...]]) -> Artifact:
    events = tuple(event for events in found for event in events)
    return Artifact(f"{calendar.folder}calendar", render, (calendar, events))
