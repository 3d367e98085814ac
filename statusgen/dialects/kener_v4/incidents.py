"""Kener's incidents: the list and its slices, and each incident with its comments.

The list ends after 1,000 as Kener's does. ``incidents/all.json`` is written only where there are
more, so that a small site has no second copy of its list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from statusgen.artifact import Artifact, Batch, Files, Run, batch
from statusgen.dialects.kener_v4.shapes import ROOT, dates, impacts, listing
from statusgen.dialects.slices import documented, has_documents
from statusgen.dialects.wire import encode, minute
from statusgen.model.site import MINUTE
from statusgen.series import Planned, Series
from statusgen.snapshot import Snapshot
from statusgen.snapshot.slices import Reports
from statusgen.snapshot.timeline import IncidentView, Update

MOST = 1000
"""How many incidents Kener's list holds."""


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """The lists, and the documents of each incident. Notices are no incidents."""
    site = snapshot.settings.url
    yield Run.of(f"{ROOT}/incidents", _lists, site, snapshot.reports)
    own = documented(snapshot)
    yield Series("incident", snapshot.incidents, render_alone, (site,), _count, own=own)


def listed(snapshot: Snapshot) -> list[IncidentView]:
    """All incidents in the order of the list; a notice is none."""
    return sorted(snapshot.reports.slices.every.values, key=_in_order, reverse=True)


def _in_order(view: IncidentView) -> tuple[int, int]:
    return view.start // MINUTE, view.id


def _lists(site: str, reports: Reports) -> Iterator[Artifact]:
    """The list and its slices: by what is open, by monitor, by the month of the start."""
    slices = reports.slices
    found = {"incidents": batch(_newest(slices.every.values))}
    if len(slices.every.values) > MOST:
        found["incidents/all"] = slices.every
    found["incidents/open"] = batch(reports.open_incidents)
    found |= {f"incidents/by-monitor/{tag}": those for tag, those in slices.by_tag.items()}
    found |= {f"incidents/by-month/{month}": those for month, those in slices.by_month.items()}
    for name, views in found.items():
        path = f"{ROOT}/{name}.json"
        yield Artifact(path, render_list, (path, site, views))


def _newest(views: Sequence[IncidentView]) -> list[IncidentView]:
    """Those that the list holds, of all, which are newest first to the second."""
    if len(views) <= MOST:
        return list(views)
    last = views[MOST - 1].start // MINUTE
    minutes = takewhile(lambda view: view.start // MINUTE >= last, views)
    return sorted(minutes, key=_in_order, reverse=True)[:MOST]


def render_list(path: str, site: str, views: Batch[IncidentView]) -> Files:
    """``{"incidents": […]}``."""
    found = sorted(views.values, key=_in_order, reverse=True)
    yield path, listing(b"incidents", (encode(incident(view, site)) for view in found))


def _count(view: IncidentView, wanted: bool = True) -> int:
    return (2 + len(view.times)) * has_documents(view, wanted)


def render_alone(site: str, view: IncidentView, wanted: bool = True) -> Files:
    """The documents of one incident, where there are any."""
    if has_documents(view, wanted):
        yield from render_incident(view, site)


def render_incident(view: IncidentView, site: str) -> Files:
    """An incident, its comments, and each comment: three kinds of files."""
    base = f"{ROOT}/incidents/{view.id}"
    yield f"{base}.json", encode({"incident": incident(view, site, single=True)})
    comments = {update.id: encode(comment(view.id, update)) for update in newest_first(view)}
    yield f"{base}/comments.json", listing(b"comments", comments.values())
    for number, text in comments.items():
        yield f"{base}/comments/{number}.json", b'{"comment":%b}' % text


def incident(view: IncidentView, site: str, *, single: bool = False) -> dict[str, Any]:
    """An incident as lists show it, or as its ``single`` document does."""
    return {
        "id": view.id,
        "title": view.title,
        "start_date_time": minute(view.start),
        "end_date_time": None if view.end is None else minute(view.end),
        "state": view.state.upper(),
        **({"incident_type": "INCIDENT"} if single else {}),
        "incident_source": str(view.origin),
        "monitors": impacts(view.affected),
        **dates(view.created_at, view.updated_at),
        "url": f"{site}incidents/{view.slug}/",
    }


def newest_first(view: IncidentView) -> list[Update]:
    """The comments in the order of the list."""
    return sorted(view.updates, key=lambda update: (minute(update.at), update.id), reverse=True)


def comment(number: int, update: Update) -> dict[str, Any]:
    """A comment of the incident with this id."""
    return {
        "id": update.id,
        "incident_id": number,
        "comment": update.text,
        "timestamp": minute(update.at),
        "state": update.face.upper(),
        **dates(update.created_at, update.updated_at),
    }
