"""An invented site in its worst hour: everything that a page can show happens at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from statusgen.model.dated import Dated
from statusgen.model.incident import Comment, Impacts, Incident, Link
from statusgen.model.lifecycle import Phase, State
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import (
    DAY,
    HOUR,
    MINUTE,
    FreePage,
    Placeholder,
    Repository,
    Settings,
    Site,
)
from statusgen.model.status import Severity, Status

S = TypeVar("S", State, Phase)

NOW = 1_767_268_800
"""The instant at which it is: 2026-01-01T12:00:00Z."""

_MARKDOWN = """\
## A heading

Some *words*, a [link](https://example.com/) and `code`.

| a | table |
|---|-------|
| 1 | 2     |
"""
_REPOSITORY = Repository("github", "https://github.com/a/b")
_HIT = {"down": Status.DOWN, "partial": Status.PARTIAL, "degraded": Status.DEGRADED}


def worst_hour(settings: Settings) -> Site:
    """Such a site, with the settings of a real one."""
    shown = replace(
        settings,
        description=settings.description or "A description",
        footer=settings.footer or "A footer",
        logo=settings.logo or "assets/logo.svg",
        logo_dark=settings.logo_dark or "assets/logo-dark.svg",
        links=settings.links or (Link("A link", "https://example.com/"),),
        repository=replace(settings.repository or _REPOSITORY, dates=True, authors=True),
        groups=(),
        oncall_publish=True,
    )
    return Site(
        shown,
        monitors=_monitors(),
        incidents=(_outage(), _notice(), _past()),
        maintenances=_maintenances(),
        records={"pushed": _records()},
        pages=(FreePage("content/pages/about.md", "about", "About", _MARKDOWN, b"", order=1),),
        placeholders=(
            Placeholder("content/incidents/unreadable/incident.md", "unreadable"),
            Placeholder("content/incidents/No Address/incident.md", "No Address"),
        ),
        left_out=("content/incidents/unreadable/incident.md",),
    )


def dates(site: Site) -> dict[str, Dated]:
    """What git would know of its updates: all were late, some were edited."""
    files = (one.file for entry in site.entries for one in (entry, *entry.comments))
    return {
        file: Dated("Ada", 0 if number % 2 else NOW, NOW + DAY, "a1", number % 3, NOW + DAY, "b2")
        for number, file in enumerate(files)
    }


def _records() -> tuple[Sample, ...]:
    """Three days of answers, of which the last are slow."""
    old = tuple(Sample(NOW - hours * HOUR, Status.UP, 180.0) for hours in range(72, 1, -1))
    return (*old, Sample(NOW - HOUR, Status.DEGRADED, 2400.0), Sample(NOW - MINUTE, Status.UP))


def _monitors() -> tuple[Monitor, ...]:
    return (
        _described(Monitor("down", "Down", 1, category="First", aliases=("old/down/",))),
        Monitor("partial", "Partial", 2, category="First"),
        Monitor("degraded", "Degraded", 3, category="First"),
        Monitor("worked-on", "Worked on", 4, category="Second"),
        _described(Monitor("well", "Well", 5, category="Second")),
        Monitor("unknown", "Unknown", 6, default_status=Status.NO_DATA),
        Monitor("pushed", "Pushed", 7),
    )


def _described(monitor: Monitor) -> Monitor:
    url = "https://a.example/"
    return replace(monitor, description="What it is.", image="assets/a.svg", url=url)


def _outage() -> Incident:
    start = NOW - 3 * HOUR
    steps: tuple[tuple[State, Impacts], ...] = (
        (State.INVESTIGATING, {}),
        (State.IDENTIFIED, {"partial": Status.DOWN}),
        (State.MONITORING, {"degraded": Status.UP}),
        (State.RESOLVED, {}),
        (State.POSTMORTEM, {}),
        (State.INVESTIGATING, {"down": Status.DOWN}),
        (State.IDENTIFIED, {}),
    )
    comments = tuple(
        replace(
            _comment("outage", number, start + number * 15 * MINUTE, state),
            monitors=changes,
            opening=not number,
        )
        for number, (state, changes) in enumerate(steps)
    )
    return Incident(
        "content/incidents/outage/incident.md", "outage", 1, "An outage", start, b"outage",
        monitors=_HIT, severity=Severity.CRITICAL, comments=comments, aliases=("old/outage/",),
        links=(Link("More", "https://example.com/"), Link("About", "about/")),
    )  # fmt: skip


def _notice() -> Incident:
    comments = (
        replace(_comment("notice", 0, NOW - DAY, State.INVESTIGATING), opening=True),
        _comment("notice", 1, NOW - HOUR, State.IDENTIFIED),
    )
    return Incident(
        "content/incidents/notice/incident.md", "notice", 2, "A notice", NOW - DAY, b"notice",
        monitors={"well": Status.UP}, notice=True, pinned=True, comments=comments,
    )  # fmt: skip


def _past() -> Incident:
    states = (State.INVESTIGATING, State.RESOLVED, State.POSTMORTEM, State.POSTMORTEM)
    start = NOW - 40 * DAY
    comments = tuple(
        replace(_comment("past", number, start + number * HOUR, state), opening=not number)
        for number, state in enumerate(states)
    )
    return Incident(
        "content/incidents/past/incident.md", "past", 3, "It was down", start, b"past",
        monitors=_HIT, comments=comments,
    )  # fmt: skip


def _maintenances() -> tuple[Maintenance, ...]:
    running = _work("running", 11, NOW - HOUR)
    comments = (
        _comment("running", 0, NOW - HOUR, Phase.IN_PROGRESS),
        _comment("running", 1, NOW - 60, Phase.VERIFYING),
    )
    cancelled = _comment("cancelled", 0, NOW - DAY, Phase.CANCELLED)
    return (
        replace(running, comments=comments),
        replace(_work("planned", 12, NOW + DAY), text=""),
        replace(_work("weekly", 13, NOW - 30 * DAY), rrule="FREQ=WEEKLY"),
        replace(_work("cancelled", 14, NOW + HOUR), comments=(cancelled,)),
        replace(_work("inactive", 15, NOW + HOUR), active=False),
        _work("over", 16, NOW - 3 * DAY),
    )


def _work(slug: str, number: int, start: int) -> Maintenance:
    return Maintenance(
        f"content/maintenances/{slug}/maintenance.md", slug, number, f"Work: {slug}", start,
        2 * HOUR, slug.encode(), text=_MARKDOWN, monitors={"worked-on": Status.MAINTENANCE},
    )  # fmt: skip


def _comment(slug: str, number: int, at: int, state: S) -> Comment[S]:
    """An update; every second has a long text, an author and a correction."""
    file = f"content/incidents/{slug}/{number}.md"
    plain = Comment(file, number + 1, at, state, "Text.")
    corrected = replace(plain, text=_MARKDOWN, author="Ada", correction="a typo")
    return corrected if number % 2 else plain
