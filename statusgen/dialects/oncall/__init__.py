"""The on-call side of public incidents as files: snapshot -> ``api/ops/incidents**.json``.

Only where site.yaml says ``oncall: {publish: true}``; without it there is nothing, not even a
list. ``api/ops/incidents.json`` has the 1,000 that were created last, ``incidents/open.json`` all
that go on, ``incidents/<id>.json`` is one. Internal comments are in none of them, so an incident
that machines alone acknowledged may still show as triggered.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.artifact import Artifact, Files
from statusgen.dialects.oncall.duty import document
from statusgen.dialects.wire import encode
from statusgen.model.lifecycle import State
from statusgen.series import Planned, Series
from statusgen.snapshot import Snapshot
from statusgen.snapshot.oncall import OncallView
from statusgen.snapshot.timeline import IncidentView

ROOT = "api/ops/incidents"

ROUTES = (f"/{ROOT}", f"/{ROOT}/:id")
"""Every URL that is read."""

MOST = 1000
"""How many incidents the list holds."""


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """The lists, and each incident."""
    if not snapshot.settings.oncall_publish:
        return
    views = sorted(snapshot.oncall, key=lambda view: (view.created_at, view.id), reverse=True)
    going_on = [view for view in views if view.status is not State.RESOLVED]
    for path, found in ((f"{ROOT}.json", views[:MOST]), (f"{ROOT}/open.json", going_on)):
        yield Artifact(path, render_list, (path, tuple(found)))
    sides = {view.slug: view for view in views}
    yield Series(
        "incident",
        snapshot.incidents,
        render_alone,
        (),
        _count,
        own=lambda view: sides.get(view.slug),
    )


def render_list(path: str, views: tuple[OncallView, ...]) -> Files:
    """``{"incidents": […]}``."""
    yield path, encode({"incidents": [document(view) for view in views]})


def render_alone(_: IncidentView, side: OncallView | None) -> Files:
    """``{"incident": …}``, where there is an on-call side."""
    if side:
        yield f"{ROOT}/{side.id}.json", encode({"incident": document(side)})


def _count(_: IncidentView, side: OncallView | None) -> int:
    return 1 if side else 0
