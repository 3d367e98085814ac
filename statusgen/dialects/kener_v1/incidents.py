"""Kener's incidents of the time when they were issues on GitHub: flags in place of a state.

The list, and the one of what is closed, end after 1,000; where there are more, ``all`` has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from operator import attrgetter
from typing import Any

from statusgen.artifact import Artifact, Files
from statusgen.dialects.lists import MOST, Shape, lists
from statusgen.dialects.reports import (
    Report,
    Reported,
    order_of,
    own_occasions,
    report_of,
    reported,
)
from statusgen.dialects.slices import by_month, by_tag, documented, has_documents
from statusgen.dialects.wire import encode
from statusgen.model.status import Status
from statusgen.series import Series, Tags
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView, Update

ROOT = "api/incident"

_IMPACTS = {
    Status.DOWN: "DOWN",
    Status.PARTIAL: "DEGRADED",
    Status.DEGRADED: "DEGRADED",
}


def documents(snapshot: Snapshot) -> Iterator[Artifact | Series]:
    """The search and its slices, and each incident with its comments."""
    order = order_of(snapshot)
    found = sorted(reported(snapshot), key=attrgetter("created_at", "id"), reverse=True)
    yield from lists(ROOT, Shape(shape, with_updates=False), order, _slices(found, snapshot))
    yield Series(
        "incident",
        snapshot.incidents,
        render_alone,
        (),
        _count,
        named=partial(_ordered, order),
        own=documented(snapshot),
    )
    works = own_occasions(snapshot)
    yield Series(
        "maintenance",
        snapshot.maintenances,
        render_works,
        (),
        lambda _, own: 2 * len(own),
        own=lambda view: works.get(view.slug, ()),
        keys=lambda view: (f"{one.number}" for one in works.get(view.slug, ())),
    )


def _ordered(order: Tags, tags: Tags) -> Tags:
    return tuple(sorted(tags, key=order.index))


def _slices(found: list[Reported], snapshot: Snapshot) -> dict[str, Sequence[Reported]]:
    slices: dict[str, Sequence[Reported]] = {"": found[:MOST]}
    if len(found) > MOST:
        slices["all"] = found
    slices["open"] = [one for one in found if one.open]
    slices["closed"] = list(islice((one for one in found if not one.open), MOST))
    slices |= {f"by-monitor/{tag}": those for tag, those in by_tag(found, snapshot).items()}
    slices |= {f"by-month/{month}": those for month, those in by_month(found).items()}
    return slices


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


def comments(report: Report) -> list[Update]:
    """The comments in the order in which they were written; the opening update is the body."""
    return sorted(report.comments, key=lambda update: update.created_at)


def comment(update: Update) -> dict[str, Any]:
    """A comment as Kener shows it."""
    return {"commentID": update.id, "body": update.text, "createdAt": update.created_at}
