"""Feeds: of the site, each monitor, each group and the maintenances; archives, incidents, OPML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import nlargest
from operator import attrgetter

from statusgen.artifact import Artifact
from statusgen.model.site import Settings
from statusgen.snapshot import Snapshot
from statusgen.targets.feeds import archives, history, opml
from statusgen.targets.feeds.channel import Feed
from statusgen.targets.feeds.document import render
from statusgen.targets.feeds.entries import Entry, Post, Source, View, entry_of, source_of
from statusgen.targets.feeds.subjects import Subject, subjects

__all__ = ["Entry", "Feed", "newest_entries", "plan"]


def plan(snapshot: Snapshot) -> Iterator[Artifact]:
    """The feeds, each with the newest ``feeds.limit`` updates of what it is about.

    There is an entry for each update of an incident, a notice or a maintenance, one for each
    maintenance that is announced, and one for an incident that has no update yet. The feed of the
    site has the whole month that goes on; what it has no room for is in its archives.
    """
    settings = snapshot.settings
    views: tuple[View, ...] = (*snapshot.incidents, *snapshot.maintenances)
    sources = [source for view in views if (source := source_of(view, snapshot.now))]
    entry = _remembering(settings)
    found = subjects(snapshot, sources)
    months = archives.months(sources, snapshot.now)
    for subject in found:
        whole = subject is found[0]
        least = archives.not_archived(sources, snapshot.now) if whole else 0
        posts = _newest(subject.sources, max(settings.feeds_limit, least))
        yield _artifact(subject, posts, entry, archives.newest(months) if whole else "")
    yield from archives.plan(found[0].feed, months)
    yield from history.plan(snapshot, found[0].feed)
    yield opml.artifact(settings.title, [subject.feed for subject in found])


def newest_entries(snapshot: Snapshot) -> list[Entry]:
    """The newest entries of the feed of the site, newest first."""
    settings = snapshot.settings
    views: tuple[View, ...] = (*snapshot.incidents, *snapshot.maintenances)
    sources = [source for view in views if (source := source_of(view, snapshot.now))]
    entry = _remembering(settings)
    return [entry(post) for post in _newest(sources, settings.feeds_limit)]


def _newest(sources: Iterable[Source], limit: int) -> list[Post]:
    """The newest posts, newest first.

    They can only be in those sources of which the newest post is among the newest: however many
    updates there are, no more than ``limit`` sources are looked into.
    """
    recent = nlargest(limit, sources, key=attrgetter("newest"))
    return nlargest(limit, (post for one in recent for post in one.posts()), key=attrgetter("key"))


def _remembering(settings: Settings) -> Callable[[Post], Entry]:
    """Makes each entry once, however many feeds it is in."""
    made: dict[tuple[int, str, int, int], Entry] = {}

    def entry(post: Post) -> Entry:
        if post.key not in made:
            made[post.key] = entry_of(post, settings.url, settings.language)
        return made[post.key]

    return entry


def _artifact(
    subject: Subject, posts: Iterable[Post], entry: Callable[[Post], Entry], older: str
) -> Artifact:
    feed = subject.feed
    inputs = (feed, tuple(map(entry, posts)), older)
    return Artifact(f"{feed.folder}feed", render, inputs, count=3)
