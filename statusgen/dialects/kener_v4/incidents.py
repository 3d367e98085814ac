"""Kener's incidents: the list and its slices, and each incident with its comments.

The list ends after 1,000 as Kener's does. ``incidents/all.json`` is written only where there are
more, so that a small site has no second copy of its list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from time import gmtime
from typing import Any

from statusgen.artifact import Artifact, Files, digest
from statusgen.dataclass import dataclass
from statusgen.dialects.kener_v4.shapes import ROOT, dates, impacts, listing
from statusgen.dialects.wire import encode, minute, to_bytes
from statusgen.model.site import DAY
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView, Update

MOST = 1000
"""How many incidents Kener's list holds."""


@dataclass(frozen=True)
class Item:
    """An incident on the site at this URL: encoded once for all documents, and only if one is due."""

    view: IncidentView
    site: str

    @cached_property
    def parts(self) -> tuple[str, str]:
        """Its JSON, divided where ``incident_type`` belongs in some documents."""
        return _incident(self.view, self.site)

    @property
    def text(self) -> str:
        """Its JSON as lists show it."""
        return ",".join(self.parts)


@dataclass(frozen=True, slots=True)
class Batch:
    """The incidents of one list; ``digest`` stands for all of them."""

    items: tuple[Item, ...]
    digest: bytes


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """The lists, and the documents of each incident. Notices are no incidents."""
    site = snapshot.settings.url
    items = [Item(view, site) for view in listed(snapshot)]
    yield from _lists(items, snapshot, site)
    for item in items:
        if _has_own(item.view, snapshot):
            name = f"{ROOT}/incidents/{item.view.id}"
            yield Artifact(name, render_incident, (item,), 2 + len(item.view.updates))


def listed(snapshot: Snapshot) -> list[IncidentView]:
    """All incidents in the order of the list; a notice is none."""
    views = [view for view in snapshot.incidents if not view.notice]
    return sorted(views, key=lambda view: (minute(view.start), view.id), reverse=True)


def _has_own(view: IncidentView, snapshot: Snapshot) -> bool:
    """Whether site.yaml wants documents for this incident alone."""
    wanted = snapshot.settings.documents
    if wanted == "all" or view.open:
        return True
    ended = view.start if view.end is None else view.end
    return wanted != "open" and ended >= snapshot.now - int(wanted) * DAY


def _lists(items: Sequence[Item], snapshot: Snapshot, site: str) -> Iterator[Artifact]:
    """The list and its slices: by what is open, by monitor, by the month of the start."""
    by_monitor: dict[str, list[Item]] = {one.monitor.tag: [] for one in snapshot.monitors}
    by_month: dict[str, list[Item]] = {}
    for item in items:
        for one in item.view.affected:
            by_monitor[one.tag].append(item)
        by_month.setdefault(_month(item.view.start), []).append(item)
    slices = {"incidents": items[:MOST]}
    if len(items) > MOST:
        slices["incidents/all"] = items
    slices["incidents/open"] = [item for item in items if item.view.open]
    slices.update((f"incidents/by-monitor/{tag}", found) for tag, found in by_monitor.items())
    slices.update((f"incidents/by-month/{month}", found) for month, found in by_month.items())
    for name, found in slices.items():
        batch = Batch(tuple(found), digest(site, b"".join(one.view.digest for one in found)))
        path = f"{ROOT}/{name}.json"
        yield Artifact(path, render_list, (path, batch))


def _month(at: int) -> str:
    moment = gmtime(at)
    return f"{moment.tm_year:04}-{moment.tm_mon:02}"


def render_list(path: str, batch: Batch) -> Files:
    """``{"incidents": […]}``."""
    yield path, listing("incidents", (item.text for item in batch.items))


def render_incident(item: Item) -> Files:
    """An incident, its comments, and each comment: three kinds of files."""
    view, (head, tail) = item.view, item.parts
    base = f"{ROOT}/incidents/{view.id}"
    yield f"{base}.json", to_bytes(f'{{"incident":{head},"incident_type":"INCIDENT",{tail}}}')
    comments = {update.id: encode(comment(view.id, update)) for update in newest_first(view)}
    yield f"{base}/comments.json", listing("comments", comments.values())
    for number, text in comments.items():
        yield f"{base}/comments/{number}.json", to_bytes(f'{{"comment":{text}}}')


def _incident(view: IncidentView, site: str) -> tuple[str, str]:
    """What belongs before ``incident_type`` with an open brace, and after it with a closed one."""
    head, tail = _halves(view, site)
    return encode(head)[:-1], encode(tail)[1:]


def incident(view: IncidentView, site: str, *, single: bool = False) -> dict[str, Any]:
    """An incident as lists show it, or as its ``single`` document does."""
    head, tail = _halves(view, site)
    return {**head, **({"incident_type": "INCIDENT"} if single else {}), **tail}


def _halves(view: IncidentView, site: str) -> tuple[dict[str, Any], dict[str, Any]]:
    head = {
        "id": view.id,
        "title": view.title,
        "start_date_time": minute(view.start),
        "end_date_time": None if view.end is None else minute(view.end),
        "state": view.state.upper(),
    }
    tail = {
        "incident_source": str(view.origin),
        "monitors": impacts(view.affected),
        **dates(view.created_at, view.updated_at),
        "url": f"{site}incidents/{view.slug}/",
    }
    return head, tail


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
