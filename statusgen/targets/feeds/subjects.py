"""What there are feeds of: the whole site, each monitor, each group, the maintenances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.dataclass import dataclass
from statusgen.model.site import Settings
from statusgen.snapshot import GroupView, MonitorView, Snapshot
from statusgen.targets.feeds.channel import Feed
from statusgen.targets.feeds.entries import Source

MAINTENANCES = "maintenances/"
"""The folder of the feed of what is planned."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A feed and what it is about."""

    feed: Feed
    sources: Sequence[Source]


def subjects(snapshot: Snapshot, sources: Sequence[Source]) -> list[Subject]:
    """Every feed, that of the site first."""
    settings = snapshot.settings
    about: dict[str, list[Source]] = {one.monitor.tag: [] for one in snapshot.monitors}
    for source in sources:
        for one in source.view.affected:
            about[one.tag].append(source)
    planned = [source for source in sources if source.newest[1] == "maintenance"]
    return [
        Subject(_of_site(settings), sources),
        Subject(_of_maintenances(settings), planned),
        *(Subject(_of_group(one, settings), _of_any(one, about)) for one in _named(snapshot)),
        *(Subject(_of_monitor(o, settings), about[o.monitor.tag]) for o in snapshot.monitors),
    ]


def _named(snapshot: Snapshot) -> Iterator[GroupView]:
    return (group for group in snapshot.groups if group.slug)


def _of_any(group: GroupView, about: dict[str, list[Source]]) -> list[Source]:
    """What is about any of the monitors of a group, once."""
    found = {
        source.newest[1:]: source for view in group.monitors for source in about[view.monitor.tag]
    }
    return list(found.values())


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
