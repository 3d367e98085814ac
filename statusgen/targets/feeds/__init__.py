"""Feeds: of the site, each monitor, each group and the maintenances; archives, incidents, OPML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter

from statusgen.artifact import Artifact, Batch, Run, batch
from statusgen.instants import month_around
from statusgen.model.site import Settings
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.snapshot.announced import announced
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.slices import Reports
from statusgen.targets.feeds import archives, history, newest, opml
from statusgen.targets.feeds.channel import Feed
from statusgen.targets.feeds.entries import Entry, sources_of
from statusgen.targets.feeds.subjects import Grouped, groups_of, subjects

__all__ = ["Entry", "Feed", "newest_entries", "plan"]


def plan(snapshot: Snapshot) -> Iterator[Run]:
    """The feeds, each with the newest ``feeds.limit`` updates of what it is about.

    There is an entry for each update of an incident, a notice or a maintenance, one for each
    maintenance that is announced, and one for an incident that has no update yet. The feed of the
    site has the whole month that goes on; what it has no room for is in its archives. No entry is
    looked into before one is rendered.
    """
    _, begun, _ = month_around(snapshot.now)
    yield Run.of(
        "feeds",
        _feeds,
        snapshot.settings,
        snapshot.reports,
        batch(announced(snapshot.maintenances, snapshot.now)),
        batch(snapshot.monitors, attrgetter("named")),
        groups_of(snapshot),
        begun,
    )


def _feeds(
    settings: Settings,
    reports: Reports,
    announced: Batch[MaintenanceView],
    monitors: Batch[MonitorView],
    groups: Iterable[Grouped],
    begun: int,
) -> Iterator[Artifact]:
    """All feeds; ``begun`` is when the month began: all that they know of the clock."""
    sources = sources_of(reports.incidents, announced.values)
    whole, *others = subjects(settings, [one.plain for one in monitors.values], groups, sources)
    months = archives.months(sources, begun)
    most = max(settings.feeds_limit, archives.not_archived(sources, begun))
    yield newest.artifact(whole, most, archives.newest(months))
    for subject in others:
        yield newest.artifact(subject, settings.feeds_limit)
    yield from archives.plan(whole.feed, months)
    yield from history.plan(reports.maintenances, whole.feed, sources)
    yield opml.artifact(settings.title, [subject.feed for subject in (whole, *others)])


def newest_entries(snapshot: Snapshot) -> list[Entry]:
    """The newest entries of the feed of the site, newest first."""
    settings = snapshot.settings
    told = announced(snapshot.maintenances, snapshot.now)
    sources = sources_of(snapshot.incidents, told)
    views = batch(one.view for one in sources[: settings.feeds_limit])
    return newest.entries(views, settings.feeds_limit, settings.url, settings.language)
