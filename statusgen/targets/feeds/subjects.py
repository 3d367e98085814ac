"""What there are feeds of: the whole site, each monitor, each group, the maintenances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter

from statusgen.dataclass import dataclass
from statusgen.model.site import Settings
from statusgen.snapshot import GroupView, MonitorView, Snapshot
from statusgen.targets.feeds.channel import Feed
from statusgen.targets.feeds.entries import Source

MAINTENANCES = "maintenances/"
"""The folder of the feed of what is planned."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A feed and the newest of what it is about, newest first: no more than it shows, at least."""

    feed: Feed
    sources: Sequence[Source]


def subjects(snapshot: Snapshot, sources: Sequence[Source]) -> list[Subject]:
    """Every feed, that of the site first; ``sources`` are newest first."""
    settings = snapshot.settings
    limit = settings.feeds_limit
    about = _newest_of_each([one.monitor.tag for one in snapshot.monitors], sources, limit)
    planned = [source for source in sources if source.newest[1] == "maintenance"]
    return [
        Subject(_of_site(settings), sources),
        Subject(_of_maintenances(settings), planned),
        *(Subject(_of_group(o, settings), _of_any(o, about, limit)) for o in _named(snapshot)),
        *(Subject(_of_monitor(o, settings), about[o.monitor.tag]) for o in snapshot.monitors),
    ]


def _named(snapshot: Snapshot) -> Iterator[GroupView]:
    return (group for group in snapshot.groups if group.slug)


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


def _of_any(group: GroupView, about: Mapping[str, list[Source]], limit: int) -> list[Source]:
    """The newest sources about any of the monitors of a group, each once."""
    every = merge(
        *(about[view.monitor.tag] for view in group.monitors), key=itemgetter(0), reverse=True
    )
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


def _of_group(view: GroupView, settings: Settings) -> Feed:
    group, language = view.group, settings.language
    name = group.titles.get(language, group.title or group.name)
    return Feed(
        site=settings.url,
        folder=f"groups/{view.slug}/",
        title=f"{name} · {settings.title}",
        description=group.description,
        owner=settings.title,
        language=language,
        page="",
    )


def _of_monitor(view: MonitorView, settings: Settings) -> Feed:
    monitor, language = view.monitor, settings.language
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
