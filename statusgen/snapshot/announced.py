"""When planned work was announced, from its content alone."""

from __future__ import annotations

from collections.abc import Iterable

from statusgen.model.site import DAY
from statusgen.snapshot.occurrences import MaintenanceView

ANNOUNCED_BEFORE = 7 * DAY
"""How long before its start a maintenance is announced that does not say when it was written."""


def announced(views: Iterable[MaintenanceView], now: int) -> list[MaintenanceView]:
    """The maintenances that were announced by ``now`` and are not off."""
    return [view for view in views if view.active and announced_at(view) <= now]


def announced_at(view: MaintenanceView) -> int:
    """When a maintenance was announced (Unix seconds), so that it stays the same.

    That is ``created_at``; else a week before its start, or its first update if that is earlier.
    """
    if view.created_at != view.start:
        return view.created_at
    updates = (update.at for one in view.occurrences for update in one.updates)
    return max(0, min(min(updates, default=view.start), view.start - ANNOUNCED_BEFORE))
