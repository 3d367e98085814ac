"""The on-call side of incidents as answers: ``/api/ops/incidents``, for the public and for the team."""

from __future__ import annotations

import re
from collections.abc import Iterable

from statusgen.dialects.oncall.duty import document, is_alert, private_view
from statusgen.dialects.request import Answer, Request
from statusgen.editing.desk import Desk
from statusgen.snapshot import Snapshot
from statusgen.snapshot.oncall import OncallView

_INCIDENTS = re.compile(r"/api/ops/incidents(?:/(?P<id>\d{1,18}))?(?:\.json)?/?")


def read(request: Request, snapshot: Snapshot) -> Answer | None:
    """The on-call side of public incidents, where site.yaml has it published."""
    published = snapshot.settings.oncall_publish
    found = _INCIDENTS.fullmatch(request.path)
    return _shown(snapshot.oncall, found["id"]) if found and published else None


def read_private(request: Request, desk: Desk) -> Answer | None:
    """The on-call incidents with everything internal, for who has the content at hand."""
    found = _INCIDENTS.fullmatch(request.path)
    if not found:
        return None
    site = desk.site
    alerts = [private_view(one, site.monitors, desk.now) for one in site.incidents if is_alert(one)]
    return _shown(alerts, found["id"])


def _shown(views: Iterable[OncallView], number: str | None) -> Answer:
    """The newest first, or the one of this id."""
    if number is None:
        newest = sorted(views, key=lambda view: (view.created_at, view.id), reverse=True)
        return Answer(200, {"incidents": [document(view) for view in newest]})
    wanted = next((view for view in views if view.id == int(number)), None)
    if wanted is None:
        return Answer(404, {"error": f"Incident with id '{number}' not found"})
    return Answer(200, {"incident": document(wanted)})
