"""cState's API as files: snapshot -> ``index.json`` and ``issues/index.json``.

The keys are those of cState 6, in its order. Two things are better than there: the JSON is always
valid, and times are ISO 8601. cState has no word for unknown: what is not known is a ``notice``,
so that nobody takes it for well. ``issues/index.json`` ends after 1,000.

``index.json`` says when it was built, so it is new in every build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from statusgen.artifact import Artifact, Files
from statusgen.dataclass import dataclass
from statusgen.dialects.wire import encode
from statusgen.instants import rfc3339
from statusgen.markdown import render
from statusgen.model.site import Group, Settings
from statusgen.model.status import Severity, Status
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence
from statusgen.snapshot.timeline import IncidentView

VERSION = "6.0.1"
"""The version of cState whose documents these are."""

MOST = 1000
"""How many issues the list holds."""

_SUMMARY = ("down", "disrupted", "notice", "ok")
_STATUSES = {
    Status.DOWN: "down",
    Status.PARTIAL: "disrupted",
    Status.DEGRADED: "disrupted",
    Status.MAINTENANCE: "notice",
    Status.NO_DATA: "notice",
    Status.UP: "ok",
}
_SEVERITIES = {
    Severity.CRITICAL: "down",
    Severity.MAJOR: "down",
    Severity.MINOR: "disrupted",
    Severity.NONE: "notice",
}
_COLOURS = {
    "colorBrand": "#0b57b7",
    "colorOk": "#259b74",
    "colorDisrupted": "#c28410",
    "colorDown": "#7f0d1c",
    "colorNotice": "#4338a0",
}


@dataclass(frozen=True, slots=True)
class System:
    """A monitor, and what goes on there: the tags of ``issues`` hold its tag."""

    name: str
    description: str
    category: str
    status: str
    tag: str


@dataclass(frozen=True, slots=True)
class Work:
    """A maintenance that takes place."""

    view: MaintenanceView
    one: Occurrence


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """The index, and the list of issues."""
    settings = snapshot.settings
    running = tuple(
        Work(view, one) for view in snapshot.maintenances for one in view.occurrences if one.running
    )
    yield Artifact(
        "index.json",
        render_index,
        (
            settings,
            _summary(snapshot),
            tuple(view.group for view in snapshot.groups),
            tuple(_system(view) for view in snapshot.monitors),
            tuple(view for view in snapshot.incidents if view.notice and view.pinned),
            snapshot.open_incidents,
            running,
            snapshot.now,
        ),
    )
    yield Artifact("issues/index.json", render_issues, (settings.url, snapshot.incidents[:MOST]))
    yield from _moved_in(snapshot)


def _moved_in(snapshot: Snapshot) -> Iterator[Artifact]:
    """The documents of issues and systems that had an address on a page of cState."""
    url = snapshot.settings.url
    for view in snapshot.incidents:
        for path in _old(view.aliases, "issues/") if view.aliases else ():
            yield Artifact(f"cstate/{path}index", render_issue, (url, path, view))
    old = {one.monitor.tag: _old(one.monitor.aliases, "affected/") for one in snapshot.monitors}
    named: dict[str, list[IncidentView]] = {tag: [] for tag, paths in old.items() if paths}
    for view in snapshot.incidents if named else ():
        for affected in view.affected:
            if affected.tag in named and len(named[affected.tag]) < MOST:
                named[affected.tag].append(view)
    for one in snapshot.monitors:
        tag = one.monitor.tag
        for path in old[tag]:
            inputs = (url, path, _system(one), tuple(named[tag]))
            yield Artifact(f"cstate/{path}index", render_system, inputs)


def _old(aliases: Iterable[str], folder: str) -> tuple[str, ...]:
    """Those of the old addresses that are in a folder of cState."""
    paths = (alias.lstrip("/") for alias in aliases)
    return tuple(path for path in paths if path.startswith(folder) and path.endswith("/"))


def _summary(snapshot: Snapshot) -> str:
    """The worst of all systems; ``ok`` only where the page says that all is well."""
    statuses = {_STATUSES[view.status] for view in snapshot.monitors}
    worst = next((status for status in _SUMMARY if status in statuses), "ok")
    return "notice" if worst == "ok" and snapshot.overall.indicator != "none" else worst


def _system(view: MonitorView) -> System:
    monitor = view.monitor
    status = _STATUSES[view.status]
    return System(monitor.name, monitor.description, monitor.category, status, monitor.tag)


def render_index(
    settings: Settings,
    summary: str,
    groups: tuple[Group, ...],
    systems: tuple[System, ...],
    pinned: tuple[IncidentView, ...],
    unresolved: tuple[IncidentView, ...],
    running: tuple[Work, ...],
    now: int,
) -> Files:
    """The whole page in one document."""
    url, built = settings.url, datetime.fromtimestamp(now, UTC)
    tabs = [{"name": link.title, "link": link.url} for link in settings.links]
    issues = [(one.affected, issue(one, url)) for one in unresolved]
    issues += [(work.view.affected, _work(work, url)) for work in running]
    by_tag: dict[str, list[Any]] = {system.tag: [] for system in systems}
    for affected, found in issues:
        for one in affected:
            by_tag[one.tag].append(found)
    index = {
        "is": "index",
        "cStateVersion": VERSION,
        "apiVersion": "2.0",
        "title": settings.title,
        "languageCodeHTML": settings.language,
        "languageCode": settings.language,
        "baseURL": url,
        "description": settings.description,
        "summaryStatus": summary,
        "categories": [_category(group) for group in groups],
        "pinnedIssues": [_pinned(one, url) for one in pinned],
        "systems": [_shown(system, by_tag[system.tag]) for system in systems],
        **({"tabs": tabs} if tabs else {}),
        "buildDate": f"{built:%Y-%m-%d}",
        "buildTime": f"{built:%H:%M}",
        "buildTimezone": "UTC",
        **_COLOURS,
        "alwaysKeepBrandColor": "false",
        "logo": _absolute(settings.logo, url),
        "googleAnalytics": "",
    }
    yield "index.json", encode(index)


def render_issues(url: str, views: tuple[IncidentView, ...]) -> Files:
    """The incidents and notices, newest first."""
    found = {
        "is": "issues",
        "title": "Issues",
        "baseURL": url,
        "description": "",
        "pages": [issue(view, url) for view in views],
    }
    yield "issues/index.json", encode(found)


def render_issue(url: str, path: str, view: IncidentView) -> Files:
    """An issue alone, with its text: the newest update stands on top."""
    facts = issue(view, url)
    said = (render(one.text, base=url) for one in reversed(view.updates))
    head = {"is": facts.pop("is"), "title": facts.pop("title"), "body": "".join(said)}
    yield f"{path}index.json", encode({**head, **facts})


def render_system(url: str, path: str, system: System, views: tuple[IncidentView, ...]) -> Files:
    """A system and the issues that name it."""
    found = {
        "is": "system",
        "title": system.name,
        "permalink": f"{url}monitors/{system.tag}/",
        "status": system.status,
        "pages": [issue(view, url) for view in views],
    }
    yield f"{path}index.json", encode(found)


def issue(view: IncidentView, url: str) -> dict[str, Any]:
    """An incident as cState lists it. A notice is informational and, as there, resolved."""
    head = _pinned(view, url)
    affected, filename = head.pop("affected"), head.pop("filename")
    return {
        **head,
        "severity": _SEVERITIES[view.severity],
        "resolved": not view.open,
        "informational": view.notice,
        "resolvedAt": "" if view.open or view.end is None else rfc3339(view.end),
        "affected": affected,
        "filename": filename,
    }


def _pinned(view: IncidentView, url: str) -> dict[str, Any]:
    return {
        "is": "issue",
        "title": view.title,
        "createdAt": rfc3339(view.start),
        "lastMod": rfc3339(view.updated_at),
        "permalink": f"{url}incidents/{view.slug}/",
        "affected": [one.name for one in view.affected],
        "filename": f"{view.slug}.md",
    }


def _work(work: Work, url: str) -> dict[str, Any]:
    view = work.view
    return {
        "is": "issue",
        "title": view.title,
        "createdAt": rfc3339(work.one.start),
        "lastMod": rfc3339(max([work.one.start, *(one.updated_at for one in work.one.updates)])),
        "permalink": f"{url}maintenances/{view.slug}/",
        "severity": "notice",
        "resolved": False,
        "informational": False,
        "resolvedAt": "",
        "affected": [one.name for one in view.affected],
        "filename": f"{view.slug}.md",
    }


def _category(group: Group) -> dict[str, Any]:
    about = {"description": group.description} if group.description else {}
    closed = group.collapse == "closed"
    return {
        "name": group.name,
        **about,
        "hideTitle": not group.title,
        "closedByDefault": closed,
    }


def _shown(system: System, issues: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    about = {"description": system.description} if system.description else {}
    return {
        "name": system.name,
        **about,
        "category": system.category,
        "status": system.status,
        "unresolvedIssues": list(issues),
    }


def _absolute(path: str, url: str) -> str:
    return path if not path or "://" in path else url + path.lstrip("/")
