"""RSS and Atom feeds, of the site and of each monitor: the only door to feedgen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import nlargest
from operator import attrgetter

from statusgen.artifact import Artifact
from statusgen.model.site import Settings
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.targets.feeds.document import Feed, render
from statusgen.targets.feeds.entries import Entry, Post, Source, View, entry_of, source_of

__all__ = ["Entry", "Feed", "plan"]


def plan(snapshot: Snapshot) -> Iterator[Artifact]:
    """The feeds, each with the newest ``feeds.limit`` updates of what it is about.

    There is an entry for each update of an incident, a notice or a maintenance, one for each
    maintenance that is announced, and one for an incident that has no update yet.
    """
    settings = snapshot.settings
    views: tuple[View, ...] = (*snapshot.incidents, *snapshot.maintenances)
    sources = [source for view in views if (source := source_of(view, snapshot.now))]
    entry = _remembering(settings)
    yield _artifact(_of_site(settings), _newest(sources, settings.feeds_limit), entry)
    about: dict[str, list[Source]] = {one.monitor.tag: [] for one in snapshot.monitors}
    for source in sources:
        for one in source.view.affected:
            about[one.tag].append(source)
    for view in snapshot.monitors:
        posts = _newest(about[view.monitor.tag], settings.feeds_limit)
        yield _artifact(_of_monitor(view, settings), posts, entry)


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
            made[post.key] = entry_of(post, settings)
        return made[post.key]

    return entry


def _artifact(feed: Feed, posts: Iterable[Post], entry: Callable[[Post], Entry]) -> Artifact:
    return Artifact(f"{feed.folder}feed", render, (feed, tuple(map(entry, posts))), count=2)


def _of_site(settings: Settings) -> Feed:
    return Feed(
        site=settings.url,
        folder="",
        title=settings.title,
        description=settings.description,
        owner=settings.title,
        language=settings.language,
    )


def _of_monitor(view: MonitorView, settings: Settings) -> Feed:
    monitor, language = view.monitor, settings.language
    return Feed(
        site=settings.url,
        folder=f"monitors/{monitor.tag}/",
        title=f"{monitor.names.get(language, monitor.name)} · {settings.title}",
        description=monitor.descriptions.get(language, monitor.description),
        owner=settings.title,
        language=language,
    )
