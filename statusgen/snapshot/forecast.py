"""The next moment at which the truth changes by the clock alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence

from statusgen.model.incident import Incident
from statusgen.model.lifecycle import Phase
from statusgen.model.monitor import Sample
from statusgen.model.site import HOUR, Site
from statusgen.snapshot.course import is_internal
from statusgen.snapshot.occurrences import AHEAD, MaintenanceView
from statusgen.snapshot.views import Views


def next_change(
    site: Site,
    views: Views,
    hidden: Container[str],
    further: Iterable[int],
    now: int,
) -> int | None:
    """The earliest time after ``now`` at which something begins, ends or appears to the public.

    An hour before it begins a maintenance counts as ready. ``views`` say which entries the clock
    still changes, ``further`` are times that others know of. None: nothing changes in the next 90 days.
    """
    times = [*further]
    for incident in views.changing:
        times += _of_incident(incident, hidden)
    for maintenance, view in views.planned:
        if not maintenance.internal and not _is_hidden(maintenance.monitors, hidden):
            times += [comment.at for comment in maintenance.comments if comment.public]
        times += _of_maintenance(view) if view else ()
    for monitor in site.monitors:
        if not monitor.hidden:
            times += _of_records(site.records.get(monitor.tag, ()), site.settings.records_hold, now)
    return min((at for at in times if now < at <= now + AHEAD), default=None)


def _of_incident(incident: Incident, hidden: Container[str]) -> Iterator[int]:
    comments = [comment for comment in incident.comments if comment.public]
    if is_internal(incident, comments) or _is_hidden(incident.monitors, hidden):
        return
    yield incident.start
    yield from (comment.at for comment in comments)
    if incident.pin:
        yield incident.pin.at
        yield incident.pin.end or 0


def _of_maintenance(view: MaintenanceView) -> Iterator[int]:
    for one in view.occurrences:
        if one.phase not in (Phase.COMPLETED, Phase.CANCELLED):
            yield from (one.start - HOUR, one.start, one.end or 0)


def _of_records(samples: Sequence[Sample], hold: int, now: int) -> Iterator[int]:
    """When the record that holds now does so no longer, and when the next one begins."""
    index = bisect_right(samples, now, key=lambda sample: sample.at)
    if index:
        yield samples[index - 1].at + hold
    if index < len(samples):
        yield samples[index].at


def _is_hidden(tags: Iterable[str], hidden: Container[str]) -> bool:
    named = list(tags)
    return bool(named) and all(tag in hidden for tag in named)
