"""Incidents sorted out once, for all who make lists of them: by the month of their start, by monitor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from statusgen.artifact import Batch, batch
from statusgen.dataclass import dataclass
from statusgen.instants import months
from statusgen.snapshot.timeline import IncidentView


@dataclass(frozen=True, slots=True)
class Slices:
    """Incidents without notices, newest first: all, by ``2026-08`` in UTC, by the tag of a monitor.

    A month that is past stays as it is; the slices of monitors, of which every one has its own, grow.
    """

    every: Batch[IncidentView]
    by_month: Mapping[str, Batch[IncidentView]]
    by_tag: Mapping[str, Batch[IncidentView]]


def slices_of(incidents: Iterable[IncidentView], tags: Iterable[str]) -> Slices:
    """The slices of incidents, which are newest first; ``tags`` are those of all monitors."""
    views = [view for view in incidents if not view.notice]
    by_tag: dict[str, list[IncidentView]] = {tag: [] for tag in tags}
    by_month: defaultdict[str, list[IncidentView]] = defaultdict(list)
    for view, month in zip(views, months([view.start for view in views]), strict=True):
        by_month[month].append(view)
        for one in view.affected:
            by_tag[one.tag].append(view)
    return Slices(
        batch(views),
        {month: batch(found) for month, found in by_month.items()},
        {tag: batch(found) for tag, found in by_tag.items()},
    )
