"""Feeds: of the site, each monitor, each group and the maintenances; archives, incidents, OPML."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from statusgen.artifact import Artifact, Run, batch, code, digest
from statusgen.instants import month
from statusgen.snapshot import Snapshot
from statusgen.snapshot.announced import announced_at
from statusgen.targets.feeds import archives, history, newest, opml
from statusgen.targets.feeds.channel import Feed
from statusgen.targets.feeds.entries import Entry, sources_of
from statusgen.targets.feeds.subjects import subjects

__all__ = ["Entry", "Feed", "newest_entries", "plan"]


def plan(snapshot: Snapshot) -> Iterator[Run]:
    """The feeds, each with the newest ``feeds.limit`` updates of what it is about.

    There is an entry for each update of an incident, a notice or a maintenance, one for each
    maintenance that is announced, and one for an incident that has no update yet. The feed of the
    site has the whole month that goes on; what it has no room for is in its archives. No entry is
    looked into before one is rendered.
    """
    mark = digest(
        code(_feeds),
        snapshot.settings,
        snapshot.told,
        [announced_at(view) <= snapshot.now for view in snapshot.maintenances],
        month(snapshot.now),
        [one.named for one in snapshot.monitors],
        [(one.slug, one.group) for one in snapshot.groups],
    )
    yield Run("feeds", mark, partial(_feeds, snapshot))


def _feeds(snapshot: Snapshot) -> Iterator[Artifact]:
    settings = snapshot.settings
    sources = sources_of(snapshot)
    whole, *others = subjects(snapshot, sources)
    months = archives.months(sources, snapshot.now)
    most = max(settings.feeds_limit, archives.not_archived(sources, snapshot.now))
    yield newest.artifact(whole, most, archives.newest(months))
    for subject in others:
        yield newest.artifact(subject, settings.feeds_limit)
    yield from archives.plan(whole.feed, months)
    yield from history.plan(snapshot, whole.feed, sources)
    yield opml.artifact(settings.title, [subject.feed for subject in (whole, *others)])


def newest_entries(snapshot: Snapshot) -> list[Entry]:
    """The newest entries of the feed of the site, newest first."""
    settings = snapshot.settings
    views = batch(one.view for one in sources_of(snapshot)[: settings.feeds_limit])
    return newest.entries(views, settings.feeds_limit, settings.url, settings.language)
