"""The pages for people: Snapshot + theme -> artifacts, one for each page in all its languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from operator import attrgetter
from zoneinfo import ZoneInfo

from statusgen.artifact import Artifact, Files, Run, batch
from statusgen.model.dated import Dated
from statusgen.model.status import Status
from statusgen.series import Planned, Series
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import Affected, IncidentView
from statusgen.targets.html import annals, beside, embed, manage, monitors, months, pages, reports
from statusgen.targets.html.frame import (
    EMBED,
    MANAGE,
    Frame,
    frame_of,
    free_pages,
    path_of_broken,
    places,
)
from statusgen.targets.html.front import front
from statusgen.targets.html.tally import shown
from statusgen.targets.html.trail import dates_of
from statusgen.targets.theme import Theme

_STEP = r"(?!\.)[\w.~@+-]+"
_ALIAS = re.compile(rf"(?:{_STEP}/)*{_STEP}/?")
_LONGEST_NAME = 255  # bytes, on every usual file system
_OF_OTHERS = re.compile(r"\A(?:api|assets|badges|metrics|sitemaps)/|\.(?!html/)[a-z]+/")
"""Of an address that ends in ``/``: where other targets have their files."""


def plan(snapshot: Snapshot, theme: Theme) -> Iterator[Planned]:
    """Every page of the site. Nothing is rendered yet, and no page is given more than it shows:
    only the front page, the pages of monitors and those of their present year know what time it is.
    """
    frame = frame_of(snapshot)
    page = partial(_page, theme, frame)
    linked = len(beside.linked(theme))
    yield Artifact("html/assets", beside.assets, (theme,), linked)
    yield Artifact("html/favicon", beside.favicon, (theme, snapshot.overall.state))
    yield page("home", pages.home, front(snapshot))
    yield from _of_reports(snapshot, theme, frame)
    for written in free_pages(snapshot):
        yield page(f"page/{written.slug}", pages.free_page, written)
    for unreadable in snapshot.broken:
        if path_of_broken(unreadable):
            yield page(f"broken/{unreadable.slug}", reports.broken, unreadable)
    yield from _with_history(snapshot, theme, frame)
    monitors = tuple(map(_named, snapshot.monitors))
    groups = tuple(
        (one.group.title or one.group.name, one.group.titles, one.slug)
        for one in snapshot.groups
        if one.slug
    )
    yield page("subscribe", pages.subscribe, groups, monitors, _has_badges(snapshot))
    yield from embed.plan(snapshot, theme, frame)
    yield from manage.plan(snapshot, theme, frame)
    yield page("404", beside.missing)
    yield from _moved(snapshot, theme, frame)


def addresses(snapshot: Snapshot) -> list[str]:
    """The pages that stand for no one thing, such as ``history/2026-01/``, in every language alike."""
    found = months.names(snapshot)
    zone = snapshot.settings.day_zone
    years = (
        f"monitors/{view.monitor.tag}/{year}/"
        for view in snapshot.monitors
        for year in annals.years_of(view, snapshot.now, zone)
    )
    return ["subscribe/", *(f"history/{name}/" for name in found), *years]


def _page(
    theme: Theme, frame: Frame, name: str, render: Callable[..., Files], *subject: object
) -> Artifact:
    return Artifact(f"html/{name}", render, (theme, frame, *subject), _pages(frame))


def _of_reports(snapshot: Snapshot, theme: Theme, frame: Frame) -> Iterator[Series]:
    """The page of each incident and of each maintenance."""
    told = (
        ("incident", snapshot.incidents, reports.incident, _dates_of_incident),
        ("maintenance", snapshot.maintenances, reports.maintenance, _dates_of_work),
    )
    for kind, views, render, known in told:
        own = partial(known, snapshot.dates) if snapshot.dates else None
        yield Series(kind, views, render, (theme, frame), partial(_pages, frame), own=own)


def _pages(frame: Frame, *_: object) -> int:
    """How many files a page is."""
    return len(frame.settings.all_languages)


def _dates_of_work(known: Mapping[str, Dated], view: MaintenanceView) -> dict[str, Dated]:
    updates = chain.from_iterable(one.updates for one in view.occurrences)
    return dates_of(known, (view.file, *(one.file for one in updates)))


def _dates_of_incident(known: Mapping[str, Dated], view: IncidentView) -> dict[str, Dated]:
    return dates_of(known, (one.file for one in view.updates))


def _with_history(snapshot: Snapshot, theme: Theme, frame: Frame) -> Iterator[Artifact | Run]:
    """The pages that list what happened: months, all months, and monitors."""
    page = partial(_page, theme, frame)
    found, listed = months.happenings(snapshot), partial(batch, of=attrgetter("facts"))
    by_month = months.by_month(found, ZoneInfo(snapshot.settings.day_zone))
    names = list(by_month)
    for index, name in enumerate(names):
        later = names[index - 1] if index else ""
        earlier = names[index + 1] if index + 1 < len(names) else ""
        yield page(f"month/{name}", pages.month, name, listed(by_month[name]), earlier, later)
    counts = tuple((name, len(by_month[name])) for name in names)
    yield page("history", pages.history, counts, listed(by_month[names[0]] if names else ()))
    weights = snapshot.settings.uptime_weights
    chronicle = annals.Chronicle(snapshot, found, names)
    badged = _has_badges(snapshot)
    for view in snapshot.monitors:
        recent, year = chronicle.present(view)
        yield page(
            f"monitor/{view.monitor.tag}", monitors.monitor, shown(view), recent, weights, badged
        )
        if year:
            yield _year(theme, frame, weights, *year)
    yield Run.of("html/years", _years, theme, frame, weights, chronicle.over())


def _years(
    theme: Theme, frame: Frame, weights: Mapping[Status, float], over: annals.Over
) -> Iterator[Artifact]:
    """The pages of all years of monitors that are over."""
    for name, year in over.years():
        yield _year(theme, frame, weights, name, year)


def _year(
    theme: Theme, frame: Frame, weights: Mapping[Status, float], name: str, year: annals.Annals
) -> Artifact:
    tag = year.monitor.tag
    return _page(theme, frame, f"monitor/{tag}/{name}", monitors.year, name, year, weights)


def _has_badges(snapshot: Snapshot) -> bool:
    """Whether there are pictures to show."""
    chosen = snapshot.settings.dialects
    return chosen is None or "badges" in chosen


def _named(view: MonitorView) -> Affected:
    monitor = view.monitor
    return Affected(monitor.tag, monitor.name, monitor.names, Status.UP, Status.UP, Status.UP)


def _moved(snapshot: Snapshot, theme: Theme, frame: Frame) -> Iterator[Artifact]:
    """Pages at old addresses. An address that is none, or that another page has, gets none."""
    moved = [(old, f"incidents/{one.slug}/") for one in snapshot.incidents for old in one.aliases]
    moved += [
        (old, f"maintenances/{one.slug}/") for one in snapshot.maintenances for old in one.aliases
    ]
    monitors = (one.monitor for one in snapshot.monitors)
    moved += [(alias, f"monitors/{one.tag}/") for one in monitors for alias in one.aliases]
    moved += [
        (alias, target)
        for alias, target in snapshot.settings.aliases.items()
        if alias.endswith("/") and (not target or target.endswith("/"))
    ]
    taken = _taken(snapshot, frame) if moved else set()
    for alias, target in moved:
        file = _file_of_alias(alias)
        folders = set(_folders(file))
        if file and not taken & {file, f"{file}/", *(one[:-1] for one in folders)}:
            taken |= {file, *folders}
            yield Artifact(f"html/moved/{file}", beside.moved, (theme, frame, file, target))


def _file_of_alias(alias: str) -> str:
    """The file that an old address stands for, "" if it cannot be one."""
    path = unicodedata.normalize("NFC", alias.lstrip("/"))
    if (
        any(len(step.encode()) > _LONGEST_NAME for step in path.split("/"))
        or path != path.lower()
        or not _ALIAS.fullmatch(path)
        or _OF_OTHERS.search(path.rstrip("/") + "/")
    ):
        return ""
    return path if path.endswith(".html") else f"{path.rstrip('/')}/index.html"


def _taken(snapshot: Snapshot, frame: Frame) -> set[str]:
    """What no redirect may take the place of: the files of pages and, ending in ``/``, the
    folders that they are in.
    """
    paths = chain(
        (f"incidents/{one.slug}/" for one in snapshot.incidents),
        (f"maintenances/{one.slug}/" for one in snapshot.maintenances),
        (f"monitors/{one.monitor.tag}/" for one in snapshot.monitors),
        map(path_of_broken, snapshot.broken),
        (f"{one.slug}/" for one in free_pages(snapshot)),
        addresses(snapshot),
        ("", "history/", EMBED, MANAGE),
    )
    files = {place.file for path in paths for place in places(frame, path)}
    files |= {f"{place.prefix}404.html" for place in places(frame, "")}
    return files | {folder for file in files for folder in _folders(file)}


def _folders(file: str) -> Iterator[str]:
    """The folders that a file is in, each with ``/`` at its end."""
    while "/" in file:
        file = file.rpartition("/")[0]
        yield f"{file}/"
