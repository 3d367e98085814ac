"""Kener's incidents of the time when they were issues on GitHub: flags in place of a state.

The list, and the one of what is closed, end after 1,000; where there are more, ``all`` has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from statusgen.artifact import Artifact, Files, Run, batch, digest
from statusgen.dataclass import dataclass
from statusgen.dialects.lists import MOST, Shape, Slice, by_monitor, by_month, lists, of_reports
from statusgen.dialects.reports import (
    Report,
    Reported,
    by_slug,
    occasions,
    report_of,
)
from statusgen.dialects.slices import documented, has_documents
from statusgen.dialects.wire import encode
from statusgen.model.status import Status
from statusgen.series import Planned, Series, Tags
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.slices import Reports
from statusgen.snapshot.timeline import IncidentView, Update

ROOT = "api/incident"

_IMPACTS = {
    Status.DOWN: "DOWN",
    Status.PARTIAL: "DEGRADED",
    Status.DEGRADED: "DEGRADED",
}


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """The search and its slices, and each incident with its comments."""
    order, times = snapshot.tags, occasions(snapshot)
    yield Run.of(ROOT, _lists, snapshot.reports, times)
    yield Series(
        "incident",
        snapshot.incidents,
        render_alone,
        (),
        _count,
        named=_Order(order, digest(order)),
        own=documented(snapshot),
    )
    works = by_slug(times, snapshot)
    yield Series(
        "maintenance",
        snapshot.maintenances,
        render_works,
        (),
        lambda _, own: 2 * len(own),
        own=lambda view: works.get(view.slug, ()),
        keys=lambda view: (f"{one.number}" for one in works.get(view.slug, ())),
    )


@dataclass(frozen=True, slots=True)
class _Order:
    """The tags of all monitors in their order."""

    tags: Tags
    digest: bytes

    def named(self, tags: Tags) -> Tags:
        """Some of them in this order."""
        return tuple(sorted(tags, key=self.tags.index))


def _lists(reports: Reports, times: Sequence[Report]) -> Iterator[Artifact]:
    yield from lists(ROOT, _SHAPE, reports.tags, _slices(reports, times))


def _slices(reports: Reports, times: Sequence[Report]) -> dict[str, Slice]:
    every = reports.slices.every
    going_on: list[Reported] = [*reports.open_incidents, *(one for one in times if one.open)]
    newest = _SHAPE.newest([*every.values, *times], MOST + len(going_on))
    slices = {"": of_reports(newest[:MOST])}
    if len(every.values) + len(times) > MOST:
        slices["all"] = every, batch(times)
    slices["open"] = of_reports(going_on)
    slices["closed"] = of_reports(islice((one for one in newest if not one.open), MOST))
    return slices | by_monitor(reports, times) | by_month(reports, times)


def _count(view: IncidentView, wanted: bool = True) -> int:
    return 2 * has_documents(view, wanted)


def render_alone(view: IncidentView, tags: Tags, wanted: bool = True) -> Files:
    """The documents of one incident, where there are any."""
    if has_documents(view, wanted):
        yield from render_incident(report_of(view, tags))


def render_works(_: MaintenanceView, own: tuple[Report, ...]) -> Files:
    """The documents of one maintenance, for each time that it takes place."""
    for report in own:
        yield from render_incident(report)


def render_incident(report: Report) -> Files:
    """An incident, and its comments."""
    base = f"{ROOT}/{report.number}"
    yield f"{base}.json", encode(shape(report))
    yield f"{base}/comment.json", encode([comment(update) for update in comments(report)])


def shape(report: Report) -> dict[str, Any]:
    """An incident as Kener shows it. Times are exact to the second."""
    impact, ended_at = report.impact, report.ended_at
    return {
        "createdAt": report.created_at,
        "closedAt": None if ended_at is None else max(ended_at, report.created_at),
        "title": report.title,
        "tags": report.tags,
        "incidentNumber": report.number,
        "startDatetime": report.start,
        "endDatetime": report.end,
        "body": report.text,
        "impact": _IMPACTS.get(impact),
        "isMaintenance": report.planned or impact is Status.MAINTENANCE,
        "isIdentified": report.identified,
        "isResolved": not report.open,
    }


_SHAPE = Shape(shape, by=("created_at", "id"), with_updates=False)


def comments(report: Report) -> list[Update]:
    """The comments in the order in which they were written; the opening update is the body."""
    return sorted(report.comments, key=lambda update: update.created_at)


def comment(update: Update) -> dict[str, Any]:
    """A comment as Kener shows it."""
    return {"commentID": update.id, "body": update.text, "createdAt": update.created_at}
