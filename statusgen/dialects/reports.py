"""Incidents and maintenances side by side, for APIs that know only incidents.

A maintenance appears each time that it takes place: the one that runs, the next one but none after
it, and those in the past; of one that recurs for a year, as routine would outgrow the rest. One that
does not recur has its own id as its number, unless an incident has that id; all others have the ids
of their occurrences.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from statusgen.artifact import digest
from statusgen.dialects.slices import documented
from statusgen.model.lifecycle import Phase, State
from statusgen.model.site import DAY
from statusgen.model.status import Status, worst
from statusgen.sealed import Sealed
from statusgen.series import Tags
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import Affected, IncidentView, Update

KEPT = 366 * DAY
"""How long a time that a recurring maintenance took place is told of."""

_OVER = (Phase.COMPLETED, Phase.CANCELLED)
_RESOLVED = State.RESOLVED


class Report(NamedTuple):
    """An incident, or one time that a maintenance takes place.

    ``tags`` are the monitors in the order of monitors.yaml, ``told`` are its `updates`. ``state`` is
    one of investigating, identified, monitoring and resolved. ``text`` is the opening update's, or
    the description of a maintenance; "" without. ``identified``: its cause is known.
    ``planned_end`` is None for an incident. ``digest`` stands for all of it.
    """

    number: int
    title: str
    start: int
    end: int | None
    state: State
    created_at: int
    tags: tuple[str, ...]
    affected: tuple[Affected, ...]
    told: Sealed[tuple[Update, ...]]
    text: str
    identified: bool
    digest: bytes
    slug: str
    planned_end: int | None = None

    @property
    def id(self) -> int:
        """Its number, as views call it."""
        return self.number

    @property
    def facts(self) -> bytes:
        """What stands for it in lists; when a maintenance was cancelled, only an update says."""
        return self.digest

    @property
    def updates(self) -> tuple[Update, ...]:
        """What was published, oldest first."""
        return self.told.value

    @property
    def open(self) -> bool:
        """Whether it goes on, or is still to come."""
        return self.state is not _RESOLVED

    @property
    def planned(self) -> bool:
        """Whether it is a maintenance."""
        return self.planned_end is not None

    @property
    def comments(self) -> list[Update]:
        """The updates without the opening one."""
        return [one for one in self.updates if not one.opening]

    @property
    def impact(self) -> Status:
        """The worst that it did to a monitor that had not recovered yet; UP for nothing."""
        return worst([one.impact for one in self.affected])

    @property
    def ended_at(self) -> int | None:
        """When it was over; a maintenance that was cancelled, when that was said."""
        if self.open:
            return None
        if self.planned and self.updates and self.updates[-1].state is Phase.CANCELLED:
            return self.updates[-1].at
        return self.start if self.end is None else self.end


Reported: TypeAlias = IncidentView | Report
"""An incident that no report was made of yet, or a report."""


def occasions(snapshot: Snapshot) -> list[Report]:
    """The times that maintenances take place, as an API without maintenances tells of them."""
    if not snapshot.maintenances:
        return []
    order = snapshot.tags
    taken = {view.id for view in snapshot.incidents if not view.notice}
    return [
        report
        for view in snapshot.maintenances
        for report in _of_maintenance(view, order, taken, snapshot.now - KEPT if view.rrule else 0)
    ]


def reports(snapshot: Snapshot) -> list[Report]:
    """A report of every incident, and of every time that a maintenance takes place."""
    order = snapshot.tags
    views = [view for view in snapshot.incidents if not view.notice]
    found = [report_of(one, ordered(one.affected, order)) for one in views]
    return found + occasions(snapshot)


def by_slug(times: Iterable[Report], snapshot: Snapshot) -> dict[str, tuple[Report, ...]]:
    """The times of each maintenance, by its slug, of which site.yaml wants documents alone."""
    wanted = documented(snapshot)
    found = [one for one in times if wanted is None or wanted(one)]
    return {slug: tuple(those) for slug, those in groupby(found, key=attrgetter("slug"))}


def report_of(one: Reported, tags: Tags) -> Report:
    """The report of an incident, with these tags in the order of monitors.yaml."""
    if isinstance(one, Report):
        return one
    return Report(
        one.id,
        one.title,
        one.start,
        one.end,
        one.state,
        one.created_at,
        tags,
        one.affected,
        one.told,
        one.text,
        one.identified,
        one.digest,
        one.slug,
    )


def _of_maintenance(
    view: MaintenanceView, order: Tags, taken: Container[int], since: int
) -> Iterator[Report]:
    tags = ordered(view.affected, order)
    hit = [(one.tag, one.impact) for one in view.affected]
    said = digest(view.slug, view.title, view.text, view.duration, view.created_at, tags, hit)
    coming = 0
    for one in view.occurrences:
        if one.planned < since:
            continue
        coming += one.phase is Phase.SCHEDULED
        if one.phase is Phase.SCHEDULED and coming > 1:
            return
        number = one.id if view.rrule or view.id in taken else view.id
        yield Report(
            number,
            view.title,
            one.start,
            one.end,
            State.RESOLVED if one.phase in _OVER else State.MONITORING,
            min([view.created_at, one.start, *(update.at for update in one.updates)]),
            tags,
            view.affected,
            Sealed(one.updates),
            view.text,
            False,
            digest(said, number, one),
            view.slug,
            one.start + view.duration if one.end is None else one.end,
        )


def ordered(affected: tuple[Affected, ...], order: Tags) -> Tags:
    """The tags of what is affected in their order among all; as they come where that is ()."""
    tags = tuple([one.tag for one in affected])
    return tuple(sorted(tags, key=order.index)) if order and len(tags) > 1 else tags
