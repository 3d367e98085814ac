"""All reports as one value, sorted out once for all who make lists: by their month, by monitor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from statusgen.artifact import Batch, batch, digest
from statusgen.dataclass import dataclass
from statusgen.instants import months
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView


@dataclass(frozen=True, slots=True)
class Slices:
    """Incidents without notices, newest first: all, by ``2026-08`` in UTC, by the tag of a monitor.

    A month that is past stays as it is; the slices of monitors, of which every one has its own, grow.
    """

    every: Batch[IncidentView]
    by_month: Mapping[str, Batch[IncidentView]]
    by_tag: Mapping[str, Batch[IncidentView]]


@dataclass(frozen=True)
class Reports:
    """All incidents and maintenances as one value: the clock changes it only where it changes one.

    ``incidents`` are newest first and include notices, ``tags`` are those of all monitors in the
    order of monitors.yaml.
    """

    incidents: tuple[IncidentView, ...]
    maintenances: tuple[MaintenanceView, ...]
    tags: tuple[str, ...]

    @cached_property
    def digest(self) -> bytes:
        """Stands for all of it."""
        incidents = b"".join([one.digest for one in self.incidents])
        maintenances = b"".join([one.digest for one in self.maintenances])
        return digest(incidents, maintenances, self.tags)

    @cached_property
    def open_incidents(self) -> tuple[IncidentView, ...]:
        """The incidents that go on, newest first."""
        return tuple(incident for incident in self.incidents if incident.open)

    @cached_property
    def slices(self) -> Slices:
        """The incidents without notices, by month and by monitor."""
        return slices_of(self.incidents, self.tags)


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
