"""What there are feeds of: the whole site, each monitor, each group, the maintenances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter

from statusgen.dataclass import dataclass
from statusgen.model.monitor import Monitor
from statusgen.model.site import Group, Settings
from statusgen.snapshot import Snapshot
from statusgen.targets.feeds.channel import Feed
from statusgen.targets.feeds.entries import Source

MAINTENANCES = "maintenances/"
"""The folder of the feed of what is planned."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A feed and the newest of what it is about, newest first: no more than it shows, at least."""

    feed: Feed
    sources: Sequence[Source]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A group that has a feed: the slug of its folder, and the tags of its monitors."""

    group: Group
    slug: str
    tags: tuple[str, ...]


def groups_of(snapshot: Snapshot) -> tuple[Grouped, ...]:
    """The groups that have a feed: those with a name."""
    return tuple(
        Grouped(one.group, one.slug, tuple(view.monitor.tag for view in one.monitors))
        for one in snapshot.groups
        if one.slug
    )


def subjects(
    settings: Settings,
    monitors: Sequence[Monitor],
    groups: Iterable[Grouped],
    sources: Sequence[Source],
) -> list[Subject]:
    """Every feed, that of the site first; ``sources`` are newest first."""
    limit = settings.feeds_limit
    about = _newest_of_each([one.tag for one in monitors], sources, limit)
    planned = [source for source in sources if source.newest[1] == "maintenance"]
    return [
        Subject(_of_site(settings), sources),
        Subject(_of_maintenances(settings), planned),
        *(Subject(_of_group(o, settings), _of_any(o.tags, about, limit)) for o in groups),
        *(Subject(_of_monitor(o, settings), about[o.tag]) for o in monitors),
    ]


def _newest_of_each(
    tags: Iterable[str], sources: Iterable[Source], limit: int
) -> dict[str, list[Source]]:
    """The newest sources about each monitor, no more than ``limit``."""
    about: dict[str, list[Source]] = {tag: [] for tag in tags}
    lacking = len(about)
    for source in sources:
        if not lacking:
            break
        for one in source.view.affected:
            found = about[one.tag]
            if len(found) < limit:
                found.append(source)
                lacking -= len(found) == limit
    return about


def _of_any(tags: Iterable[str], about: Mapping[str, list[Source]], limit: int) -> list[Source]:
    """The newest sources about any of some monitors, each once."""
    every = merge(*(about[tag] for tag in tags), key=itemgetter(0), reverse=True)
    return list(islice((next(equal) for _, equal in groupby(every, key=itemgetter(0))), limit))


def _of_site(settings: Settings) -> Feed:
    return Feed(
        site=settings.url,
        folder="",
        title=settings.titles.get(settings.language, settings.title),
        description=settings.description,
        owner=settings.title,
        language=settings.language,
    )


def _of_maintenances(settings: Settings) -> Feed:
    return Feed(
        site=settings.url,
        folder=MAINTENANCES,
        title=f"Maintenance · {settings.title}",
        description="Planned work: when, what, and how it goes.",
        owner=settings.title,
        language=settings.language,
        page="",
    )


def _of_group(one: Grouped, settings: Settings) -> Feed:
    group, language = one.group, settings.language
    name = group.titles.get(language, group.title or group.name)
    return Feed(
        site=settings.url,
        folder=f"groups/{one.slug}/",
        title=f"{name} · {settings.title}",
        description=group.description,
        owner=settings.title,
        language=language,
        page="",
    )


def _of_monitor(monitor: Monitor, settings: Settings) -> Feed:
    language = settings.language
    folder = f"monitors/{monitor.tag}/"
    return Feed(
        site=settings.url,
        folder=folder,
        title=f"{monitor.names.get(language, monitor.name)} · {settings.title}",
        description=monitor.descriptions.get(language, monitor.description),
        owner=settings.title,
        language=language,
        page=folder,
    )
