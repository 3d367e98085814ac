"""Why a monitor had its status at an instant: everything that spoke of it, the winner first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime

from statusgen.dataclass import dataclass
from statusgen.diagnostics import Where
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor
from statusgen.model.site import Site
from statusgen.model.status import WORST_FIRST, Status
from statusgen.snapshot.occurrences import maintenance_view
from statusgen.snapshot.timeline import Span, incident_view


@dataclass(frozen=True, slots=True)
class Reason:
    """One voice: the status it gives, since when (Unix seconds), in words, and where it is written."""

    status: Status
    since: int | None
    words: str
    where: Where


def reasons(site: Site, monitor: Monitor, at: int, now: int) -> list[Reason]:
    """What is known at ``now`` of ``monitor`` at ``at``: the first counts, the others do not.

    Incidents and maintenances come before records, records before the default; among
    incidents and maintenances the worst comes first.
    """
    if monitor.since is not None and at < monitor.since:
        return [
            Reason(
                Status.NO_DATA, None, "`since`: before it there is no data", _key(monitor, "since")
            )
        ]
    declared = sorted(
        _declared(site, monitor, at, now), key=lambda one: WORST_FIRST.index(one.status)
    )
    return [*declared, *_recorded(site, monitor, at), _default(monitor)]


def _declared(site: Site, monitor: Monitor, at: int, now: int) -> Iterator[Reason]:
    shown = {one.tag: one for one in site.monitors}
    for incident in site.incidents:
        view = incident_view(incident, shown, now)
        for span in view.spans if view else ():
            if span.tag == monitor.tag and _holds(span, at):
                yield _said("the incident", incident, span)
    for maintenance in site.maintenances:
        planned = maintenance_view(maintenance, shown, now)
        for span in planned.spans if planned else ():
            if span.tag == monitor.tag and _holds(span, at):
                yield _said("the maintenance", maintenance, span)


def _holds(span: Span, at: int) -> bool:
    return span.start <= at and (span.end is None or at < span.end)


def _said(kind: str, entry: Incident | Maintenance, span: Span) -> Reason:
    """The file that set the impact: the comment of that instant, else the opening file."""
    changes = [c for c in entry.comments if c.at == span.start and span.tag in c.monitors]
    reopening = [c for c in entry.comments if c.at == span.start and not c.opening]
    comment = next(iter(changes or reopening), None)
    file = comment.file if comment else entry.file
    route = ("monitors", span.tag) if comment is None or changes else ()
    return Reason(span.status, span.start, f"{kind} `{entry.title}`", Where(file, route))


def _recorded(site: Site, monitor: Monitor, at: int) -> Iterator[Reason]:
    samples = site.records.get(monitor.tag, ())
    index = bisect_right(samples, at, key=lambda sample: sample.at) - 1
    if index < 0 or at >= samples[index].at + site.settings.records_hold:
        return
    sample = samples[index]
    file = f"content/status/{monitor.tag}/{datetime.fromtimestamp(sample.at, UTC):%Y-%m-%d}.csv"
    yield Reason(sample.status, sample.at, "a record", Where(file))


def _default(monitor: Monitor) -> Reason:
    words = "the default: nothing else is known"
    return Reason(monitor.default_status, None, words, _key(monitor, "defaultStatus"))


def _key(monitor: Monitor, name: str) -> Where:
    return Where("monitors.yaml", (monitor.entry, name))
