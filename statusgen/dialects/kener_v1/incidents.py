"""Kener's incidents of the time when they were issues on GitHub: flags in place of a state.

The list, and the one of what is closed, end after 1,000; where there are more, ``all`` has them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from statusgen.artifact import Artifact, Files
from statusgen.dialects.lists import MOST, Item, by_monitor, by_month, lists, still_open
from statusgen.dialects.reports import Report, has_own, reports
from statusgen.dialects.wire import encode
from statusgen.model.status import Status
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import Update

ROOT = "api/incident"

_IMPACTS = {
    Status.DOWN: "DOWN",
    Status.PARTIAL: "DEGRADED",
    Status.DEGRADED: "DEGRADED",
}


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """The search and its slices, and each incident with its comments."""
    items = [Item(report, shape) for report in reports(snapshot)]
    items.sort(key=lambda item: (item.report.created_at, item.report.number), reverse=True)
    yield from lists(ROOT, _slices(items, snapshot))
    for item in items:
        if has_own(item.report, snapshot):
            yield Artifact(f"{ROOT}/{item.report.number}", render_incident, (item,), 2)


def _slices(items: list[Item], snapshot: Snapshot) -> dict[str, Sequence[Item]]:
    closed = [item for item in items if not item.report.open]
    return {
        "": items[:MOST],
        **({"all": items} if len(items) > MOST else {}),
        "open": still_open(items),
        "closed": closed[:MOST],
        **by_monitor(items, snapshot),
        **by_month(items),
    }


def render_incident(item: Item) -> Files:
    """An incident, and its comments."""
    base = f"{ROOT}/{item.report.number}"
    yield f"{base}.json", item.text
    found = [comment(update) for update in comments(item.report)]
    yield f"{base}/comment.json", encode(found)


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
