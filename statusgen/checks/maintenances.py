"""The life of a maintenance, and that two of them do not meet on one monitor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise

from statusgen.diagnostics import Diagnostic
from statusgen.model.lifecycle import PHASE_MAY_FOLLOW, Phase
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.rules import problem
from statusgen.snapshot.occurrences import MaintenanceView, maintenance_view

_LATER = "correct one of the two times: the end must come after the start"


def phases_follow(site: Site, now: int) -> Iterator[Diagnostic]:
    """The steps of each occurrence are those of the lifecycle's tables."""
    for maintenance in site.maintenances:
        yield from _ends(maintenance)
        before: dict[int | None, Phase] = {}
        comments = [comment for comment in maintenance.comments if not comment.deleted]
        for comment in comments if not maintenance.rrule else ():
            phase = Phase(comment.state)
            last = before.get(comment.occurrence, Phase.SCHEDULED)
            if phase not in PHASE_MAY_FOLLOW[last]:
                allowed = ", ".join(one for one in Phase if one in PHASE_MAY_FOLLOW[last])
                message = f"`{phase}` may not follow `{last}`"
                hint = f"after `{last}` may come: {allowed}"
                yield problem("state-not-allowed", comment.file, message, hint=hint)
            before[comment.occurrence] = phase


def _ends(maintenance: Maintenance) -> Iterator[Diagnostic]:
    for comment in maintenance.comments:
        if comment.start is not None and comment.end is not None and comment.end <= comment.start:
            message = "the new end is not after the new start"
            yield problem("end-before-start", comment.file, message, hint=_LATER, route=("end",))
    for index, one in enumerate(maintenance.overrides):
        start = one.occurrence if one.start is None else one.start
        if one.end is not None and one.end <= start:
            message = "this occurrence ends before it begins"
            route = ("overrides", index, "end")
            yield problem("end-before-start", maintenance.file, message, hint=_LATER, route=route)


def windows_do_not_overlap(site: Site, now: int) -> Iterator[Diagnostic]:
    """Two maintenances at once on one monitor are usually a mistake; past ones are history."""
    shown = {monitor.tag: monitor for monitor in site.monitors}
    views = [view for one in site.maintenances if (view := maintenance_view(one, shown, now))]
    windows: dict[str, list[tuple[int, int, MaintenanceView]]] = {}
    for view in views:
        for span in view.spans:
            end = span.end if span.end is not None else now
            if end > now:
                windows.setdefault(span.tag, []).append((span.start, end, view))
    told: set[tuple[str, str]] = set()
    for tag, found in windows.items():
        found.sort(key=lambda window: (window[0], window[1], window[2].slug))
        for (_, end, one), (start, _, other) in pairwise(found):
            pair = (one.slug, other.slug)
            if start < end and one.slug != other.slug and pair not in told:
                told.add(pair)
                when = f"{datetime.fromtimestamp(start, UTC):%Y-%m-%d %H:%MZ}"
                message = f"on {when} `{tag}` is in the maintenance `{one.slug}` as well"
                hint = "move one of the two, or say both in one"
                yield problem(
                    "overlapping-maintenance", other.file, message, hint=hint, route=("start",)
                )
