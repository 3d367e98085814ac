"""The page that writes reports: forms that make the files, and links that hand them to the host."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import nlargest

from statusgen.artifact import Artifact, Files
from statusgen.model.site import Repository
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.targets.html.forms import Facts, Named, form
from statusgen.targets.html.frame import MANAGE, MANAGING, Frame, manages
from statusgen.targets.html.shell import PAGE, Kind, blanks
from statusgen.targets.html.subjects import subjects
from statusgen.targets.theme import Theme

_KIND = Kind("manage", sheets=(PAGE, "manage"), indexed=False)
_MOST_SLUGS = 50
"""How many slugs of each kind the page knows. The host knows all files, but a phone need not."""


def plan(snapshot: Snapshot, theme: Theme, frame: Frame) -> Iterator[Artifact]:
    """The page and its script, where there is a repository to write to."""
    repository = frame.settings.repository
    if repository and manages(frame.settings):
        inputs = (theme, frame, repository, _facts(snapshot))
        yield Artifact("html/manage", render, inputs, len(frame.settings.all_languages))
        yield Artifact("html/manage.js", render_script, (theme,))


def render(theme: Theme, frame: Frame, repository: Repository, facts: Facts) -> Files:
    """``manage/`` in each language."""
    for blank in blanks(theme, frame, MANAGE):
        title = blank.voice.t("manage.title")
        page = form(facts, repository, frame.settings.timezone, blank.voice)
        main = blank.fill("manage.html", manage=page)
        yield blank.page(_KIND, title=title, description=title, main=main)


def render_script(theme: Theme) -> Files:
    """The script, beside those of other pages."""
    yield f"assets/{MANAGING}", theme.assets[MANAGING]


def _facts(snapshot: Snapshot) -> Facts:
    reports = (snapshot.incidents, snapshot.maintenances, snapshot.broken)
    newest = (nlargest(_MOST_SLUGS, [one.slug for one in found]) for found in reports)
    return Facts(
        groups=tuple(
            (one.group.title, one.group.titles, tuple(map(_named, one.monitors)))
            for one in snapshot.groups
        ),
        subjects=tuple(subjects(snapshot)),
        taken=tuple(slug for slugs in newest for slug in slugs),
    )


def _named(view: MonitorView) -> Named:
    return Named(view.monitor.tag, view.monitor.name, view.monitor.names)
