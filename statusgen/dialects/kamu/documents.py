"""The read API of Kamu as files: snapshot -> ``api/incidents**.json``.

| Kamu | here |
|---|---|
| ``GET /api/incidents`` | ``api/incidents.json``, the 1,000 with the newest start; beside it ``incidents/open.json`` has all that go on, and ``incidents/by-month/2026-01.json`` all of a month |
| ``GET /api/incidents/inc_12`` | ``api/incidents/inc_12.json`` |

Maintenances stand among the incidents. Until they are over their status is ``monitoring``, as
Kamu's own example has it, and three keys follow: ``maintenance``, ``scheduledStart`` and
``scheduledEnd``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from statusgen.artifact import Artifact, Files, Run
from statusgen.dialects.lists import MOST, Shape, by_month, lists, of_reports
from statusgen.dialects.reports import Report, Reported, by_slug, occasions, ordered, report_of
from statusgen.dialects.slices import documented, has_documents
from statusgen.dialects.wire import encode
from statusgen.instants import rfc3339
from statusgen.model.ids import comment_id
from statusgen.model.lifecycle import Phase, State
from statusgen.series import Planned, Series
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.slices import Reports
from statusgen.snapshot.timeline import IncidentView, Update

ROOT = "api/incidents"

ROUTES = (f"/{ROOT}", f"/{ROOT}/:id")
"""Every URL that is read."""

_OVER = (Phase.COMPLETED, Phase.CANCELLED)


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """The list and its slices, and each incident."""
    times = occasions(snapshot)
    yield Run.of(ROOT, _lists, snapshot.reports, times)
    own = documented(snapshot)
    yield Series(
        "incident", snapshot.incidents, render_alone, (), has_documents, own=own, keys=_keys
    )
    works = by_slug(times, snapshot)
    yield Series(
        "maintenance",
        snapshot.maintenances,
        render_works,
        (),
        lambda _, own: len(own),
        own=lambda view: works.get(view.slug, ()),
        keys=lambda view: (f"inc_{one.number}" for one in works.get(view.slug, ())),
    )


def _lists(reports: Reports, times: Sequence[Report]) -> Iterator[Artifact]:
    going_on: list[Reported] = [*reports.open_incidents, *(one for one in times if one.open)]
    newest = _SHAPE.newest([*reports.slices.every.values[:MOST], *times], MOST)
    slices = {"": of_reports(newest), "open": of_reports(going_on)}
    yield from lists(ROOT, _SHAPE, (), slices | by_month(reports, times))


def _keys(view: IncidentView) -> tuple[str]:
    return (f"inc_{view.id}",)


def render_alone(view: IncidentView, wanted: bool = True) -> Files:
    """The document of one incident, where there is any."""
    if has_documents(view, wanted):
        yield from render_incident(report_of(view, ordered(view.affected, ())))


def render_works(_: MaintenanceView, own: tuple[Report, ...]) -> Files:
    """The documents of one maintenance, for each time that it takes place."""
    for report in own:
        yield from render_incident(report)


def render_incident(report: Report) -> Files:
    """An incident."""
    yield f"{ROOT}/inc_{report.number}.json", encode(shape(report))


def shape(report: Report) -> dict[str, Any]:
    """An incident as Kamu shows it, with its updates oldest first."""
    resolved_at = report.ended_at
    found = {
        "id": f"inc_{report.number}",
        "title": report.title,
        "status": str(report.state),
        "monitorIds": [f"mon_{one.tag}" for one in report.affected],
        "startedAt": rfc3339(report.start),
        "resolvedAt": None if resolved_at is None else rfc3339(resolved_at),
        "updates": [*_announcement(report), *(_update(one) for one in report.updates)],
    }
    if report.planned_end is None:
        return found
    return {
        **found,
        "maintenance": True,
        "scheduledStart": rfc3339(report.start),
        "scheduledEnd": rfc3339(report.planned_end),
    }


_SHAPE = Shape(shape, by=("start", "id"))


def _announcement(report: Report) -> Iterator[dict[str, str]]:
    """The description of a maintenance, which Kamu takes as its first update."""
    if report.planned and report.text:
        number = comment_id(report.slug, "maintenance.md", report.start, order=0)
        yield _entry(number, State.MONITORING, report.text, report.created_at)


def _update(update: Update) -> dict[str, str]:
    status = update.face
    if isinstance(status, Phase):
        status = State.RESOLVED if status in _OVER else State.MONITORING
    return _entry(update.id, status, update.text, update.at)


def _entry(number: int, status: State, message: str, at: int) -> dict[str, str]:
    return {
        "id": f"upd_{number}",
        "status": str(status),
        "message": message,
        "createdAt": rfc3339(at),
    }
