"""Takes the public view once: whatever is published is made from it, so nothing internal passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property
from itertools import chain

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.memory import Memory
from statusgen.model.dated import Dated
from statusgen.model.site import FreePage, Group, Placeholder, Settings, Site
from statusgen.model.slugs import slugify
from statusgen.model.status import Status, worst
from statusgen.snapshot.forecast import next_change
from statusgen.snapshot.monitors import MonitorView, monitor_views
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence
from statusgen.snapshot.oncall import OncallView, oncall_views
from statusgen.snapshot.overall import Overall, Standing, overall
from statusgen.snapshot.slices import Slices, slices_of
from statusgen.snapshot.timeline import IncidentView, Span
from statusgen.snapshot.views import take_views


@dataclass(frozen=True, slots=True)
class GroupView:
    """Monitors under one heading ("" shows none), with the worst status among them.

    ``slug`` names it in addresses, "" where it has no name.
    """

    group: Group
    slug: str
    status: Status
    monitors: tuple[MonitorView, ...]


@dataclass(frozen=True)
class Snapshot:
    """Everything public at the instant ``now`` (Unix seconds).

    ``incidents`` are newest first and include notices. ``next_change`` is the next moment at
    which the truth changes by the clock alone (None: never). ``broken`` stands for incidents
    and maintenances that could not be read, ``left_out`` for all files that errors kept out.
    ``oncall`` is empty unless site.yaml wants it published, and so is ``dates``: what git knows of
    the updates, by file.
    """

    now: int
    settings: Settings
    overall: Overall
    groups: tuple[GroupView, ...]
    monitors: tuple[MonitorView, ...]
    incidents: tuple[IncidentView, ...]
    maintenances: tuple[MaintenanceView, ...]
    pages: tuple[FreePage, ...]
    broken: tuple[Placeholder, ...]
    left_out: tuple[str, ...]
    next_change: int | None
    oncall: tuple[OncallView, ...] = ()
    dates: Mapping[str, Dated] = field(default_factory=dict)

    @cached_property
    def open_incidents(self) -> tuple[IncidentView, ...]:
        """The incidents that go on, newest first."""
        return tuple(incident for incident in self.incidents if incident.open)

    @cached_property
    def told(self) -> bytes:
        """A digest of all incidents and maintenances in their order."""
        incidents = b"".join([one.digest for one in self.incidents])
        return digest(incidents, b"".join([one.digest for one in self.maintenances]))

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """Those of all monitors, in the order of monitors.yaml."""
        return tuple([one.monitor.tag for one in self.monitors])

    @cached_property
    def slices(self) -> Slices:
        """The incidents without notices, by month and by monitor."""
        return slices_of(self.incidents, self.tags)

    def occurrences(self) -> list[tuple[MaintenanceView, Occurrence]]:
        """Every occurrence of every maintenance, in order of its start."""
        pairs = [(view, one) for view in self.maintenances for one in view.occurrences]
        return sorted(pairs, key=lambda pair: (pair[1].start, pair[1].id))


def take_snapshot(site: Site, now: int, memory: Memory | None = None, jobs: int = 1) -> Snapshot:
    """What the public may see of ``site`` at ``now``.

    With the ``memory`` of earlier times the views of what stayed the same are kept; ``jobs``
    processes may take the others.
    """
    memory = memory or Memory()
    shown = {monitor.tag: monitor for monitor in site.monitors if not monitor.hidden}
    hidden = frozenset(monitor.tag for monitor in site.monitors if monitor.hidden)
    views = take_views(site, shown, hidden, now, memory, jobs)
    incidents, maintenances = tuple(views.incidents), tuple(views.maintenances)
    spans: dict[str, list[Span]] = {tag: [] for tag in shown}
    for span in chain.from_iterable(
        (*(view.spans for view in incidents), *(view.spans for view in maintenances))
    ):
        spans[span.tag].append(span)
    starts = [view.start for view in incidents] + [view.start for view in maintenances]
    starts += [found[0].at for tag, found in site.records.items() if tag in shown and found]
    earliest = min(starts, default=now)
    monitors = monitor_views(site, shown, spans, earliest, now)
    published = site.settings.oncall_publish
    oncall = oncall_views(site.incidents, incidents, shown, now) if published else ()
    standings = [Standing(m.monitor.tag, m.monitor.name, m.status) for m in monitors]
    return Snapshot(
        now=now,
        settings=site.settings,
        overall=overall(
            standings,
            [incident.state for incident in incidents if incident.open],
            broken=bool(site.placeholders or site.left_out),
        ),
        groups=tuple(_groups(site.settings, monitors)),
        monitors=monitors,
        incidents=incidents,
        maintenances=maintenances,
        pages=site.pages,
        broken=site.placeholders,
        left_out=site.left_out,
        next_change=next_change(
            site, views, hidden, [view.snoozed_until or 0 for view in oncall], now
        ),
        oncall=oncall,
    )


def _groups(settings: Settings, monitors: Iterable[MonitorView]) -> list[GroupView]:
    """The groups of site.yaml in its order, then the other categories as they appear."""
    by_category: dict[str, list[MonitorView]] = {group.name: [] for group in settings.groups}
    for view in monitors:
        by_category.setdefault(view.monitor.category, []).append(view)
    known = {group.name: group for group in settings.groups}
    found = {name: views for name, views in by_category.items() if views}
    return [
        GroupView(
            known.get(name) or Group(name, name),
            slug,
            _together([view.status for view in views]),
            tuple(views),
        )
        for (name, views), slug in zip(found.items(), _slugs(found), strict=True)
    ]


def _slugs(names: Iterable[str]) -> Iterator[str]:
    """A slug for each name: those without a letter get a number of their own, equal ones ``-2``."""
    count: dict[str, int] = {}
    for name in names:
        slug = slugify(name) if name else ""
        if name and slug == slugify(""):
            slug = f"group-{digest(name).hex()[:8]}"
        count[slug] = count.get(slug, 0) + 1
        yield f"{slug}-{count[slug]}" if slug and count[slug] > 1 else slug


def _together(statuses: Sequence[Status]) -> Status:
    """The worst; some that are unknown keep a group from reading as healthy."""
    found = worst(statuses)
    return Status.NO_DATA if found is Status.UP and Status.NO_DATA in statuses else found
