"""What the public sees of an incident: state, end, impact over time, and what stays hidden."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from statusgen.snapshot.timeline import IncidentView
from tests.sites import instant, snapshot_of

FOLDER = "content/incidents/2026-01-15-outage/"
OPENING = """\
---
title: Outage
start: 2026-01-15T10:00:00Z
monitors:
  api: DOWN
  database: DEGRADED
---
We are looking into it.
"""


HIDDEN = pytest.raises(IndexError)
"""The snapshot has no incident to show."""


class View(Protocol):
    def __call__(
        self, comments: dict[str, str], opening: str = ..., now: str = ...
    ) -> IncidentView: ...


@pytest.fixture
def incident(tmp_path: Path) -> View:
    """The view of an incident whose comments are given as {name: text}."""

    def view(
        comments: dict[str, str], opening: str = OPENING, now: str = "2026-01-16T00:00Z"
    ) -> IncidentView:
        files = {FOLDER + name: text for name, text in comments.items()}
        snapshot = snapshot_of(tmp_path, {FOLDER + "incident.md": opening, **files}, now)
        return snapshot.incidents[0]

    return view


def spans(view: IncidentView) -> list[str]:
    """The spans as lines: tag, impact, minutes from the start."""
    return [
        f"{s.tag} {s.status} {(s.start - view.start) // 60}"
        f"-{'' if s.end is None else (s.end - view.start) // 60}"
        for s in view.spans
    ]


def test_without_comments_it_is_being_investigated(incident: View) -> None:
    view = incident({})
    assert (view.state, view.end, view.open) == ("investigating", None, True)
    assert spans(view) == ["api DOWN 0-", "database DEGRADED 0-"]


def test_the_newest_comment_is_the_state_and_resolved_is_the_end(incident: View) -> None:
    view = incident(
        {
            "2026-01-15T1030Z.identified.md": "Found.",
            "2026-01-15T1100Z.resolved.md": "Fixed.",
            "2026-01-16T0000Z.resolved.md": "A note on the day after.",
        }
    )
    assert view.state == "resolved"
    assert view.end == instant("2026-01-15T11:00Z")
    assert spans(view) == ["api DOWN 0-60", "database DEGRADED 0-60"]


def test_reopening_takes_the_end_away_and_restores_the_impact(incident: View) -> None:
    view = incident(
        {
            "2026-01-15T1030Z.resolved.md": "Fixed.",
            "2026-01-15T1100Z.investigating.md": "Not fixed.",
        }
    )
    assert (view.state, view.end) == ("investigating", None)
    assert spans(view) == [
        "api DOWN 0-30",
        "database DEGRADED 0-30",
        "api DOWN 60-",
        "database DEGRADED 60-",
    ]


def test_a_comment_changes_the_impact_from_then_on(incident: View) -> None:
    view = incident(
        {
            "2026-01-15T1020Z.identified.md": "---\nmonitors: {api: DEGRADED}\n---\nBetter.",
            "2026-01-15T1040Z.monitoring.md": "---\nmonitors: {api: UP, website: DOWN}\n---\nHm.",
            "2026-01-15T1100Z.resolved.md": "Fixed.",
        }
    )
    assert spans(view) == [
        "api DOWN 0-20",
        "api DEGRADED 20-40",
        "database DEGRADED 0-60",
        "website DOWN 40-60",
    ]
    assert {one.tag: (one.impact, one.now) for one in view.affected} == {
        "api": ("DEGRADED", "UP"),
        "database": ("DEGRADED", "UP"),
        "website": ("DOWN", "UP"),
    }


def test_comments_of_one_minute_are_ordered_by_their_number(incident: View) -> None:
    view = incident(
        {
            "2026-01-15T1030Z.resolved.3.md": "third",
            "2026-01-15T1030Z.monitoring.2.md": "second",
            "2026-01-15T1030Z.identified.md": "first",
        }
    )
    assert [update.text for update in view.updates[1:]] == ["first", "second", "third"]
    assert view.state == "resolved"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("2026-01-15T1100Z.resolved.md", "---\nvisibility: internal\n---\nFor us only."),
        ("2026-01-15T1100Z.resolved.md", "---\ndeleted: true\nreason: wrong\n---\nWrong."),
        ("2026-01-17T1100Z.resolved.md", "Of tomorrow."),
    ],
)
def test_what_is_internal_deleted_or_of_the_future_counts_for_nothing(
    incident: View, name: str, text: str
) -> None:
    view = incident({name: text})
    assert (view.state, view.end) == ("investigating", None)
    assert [update.text for update in view.updates] == ["We are looking into it."]


ALERT = """\
---
title: CPU is high
source: ALERT
start: 2026-01-15T10:00:00Z
opened_as: triggered
monitors: {api: DOWN}
---
CPU usage above 90 %.
"""


def test_an_alert_is_internal_until_a_person_speaks(incident: View) -> None:
    acknowledged = {"2026-01-15T1005Z.acknowledged.md": ""}
    with HIDDEN:
        incident(acknowledged, ALERT)
    spoken = {**acknowledged, "2026-01-15T1010Z.investigating.md": "The API is slow."}
    assert incident(spoken, ALERT).state == "investigating"


def test_visibility_wins_over_the_source(incident: View) -> None:
    public = ALERT.replace("source: ALERT", "source: ALERT\nvisibility: public")
    assert incident({}, public).title == "CPU is high"
    with HIDDEN:
        incident({}, OPENING.replace("start:", "visibility: internal\nstart:"))


def test_a_suppressed_alert_is_not_published_while_nothing_else_was_said(incident: View) -> None:
    opening = OPENING.replace("We are looking into it.\n", "")
    suppressed = {"2026-01-15T1030Z.suppressed.md": ""}
    with HIDDEN:
        incident(suppressed, opening)
    spoken = {"2026-01-15T1010Z.identified.md": "Found.", **suppressed}
    view = incident(spoken, opening)
    assert [update.text for update in view.updates] == ["Found."]


def test_snoozing_changes_nothing_that_the_public_sees(incident: View) -> None:
    view = incident(
        {
            "2026-01-15T1030Z.identified.md": "Found.",
            "2026-01-15T1040Z.snoozed.md": "---\nuntil: 2026-01-15T12:00Z\n---\n",
        }
    )
    assert view.state == "identified"
    assert len(view.updates) == 2


PIN = "pin: {at: 2026-01-15T10:30Z, state: monitoring, end: 2026-01-15T10:20Z}\nstart:"


def test_a_pin_holds_until_a_later_comment(incident: View) -> None:
    opening = OPENING.replace("start:", PIN)
    view = incident({}, opening)
    assert (view.state, view.end) == ("monitoring", instant("2026-01-15T10:20Z"))
    assert spans(view) == ["api DOWN 0-20", "database DEGRADED 0-20"]
    later = incident({"2026-01-15T1100Z.identified.md": "Found."}, opening)
    assert (later.state, later.end) == ("identified", None)


def test_an_incident_of_hidden_monitors_alone_is_hidden(incident: View) -> None:
    hidden = OPENING.replace("  api: DOWN\n  database: DEGRADED", "  secret: DOWN")
    with HIDDEN:
        incident({}, hidden)
    both = OPENING.replace("database: DEGRADED", "secret: DOWN")
    assert [one.tag for one in incident({}, both).affected] == ["api"]


def test_a_notice_has_no_lifecycle_and_no_effect(incident: View) -> None:
    view = incident({}, OPENING.replace("start:", "kind: notice\nstart:"))
    assert (view.open, view.spans) == (False, ())


def test_a_pin_that_reopens_restores_the_impact_from_then_on(incident: View) -> None:
    opening = OPENING.replace("start:", "pin: {at: 2026-01-15T12:00Z, state: identified}\nstart:")
    view = incident({"2026-01-15T1100Z.resolved.md": "Fixed."}, opening)
    assert (view.state, view.end) == ("identified", None)
    assert spans(view)[-2:] == ["api DOWN 120-", "database DEGRADED 120-"]


def test_a_pinned_end_cuts_what_came_after_it(incident: View) -> None:
    pin = "pin: {at: 2026-01-15T13:00Z, state: resolved, end: 2026-01-15T10:30Z}\nstart:"
    change = "---\nmonitors: {api: DEGRADED}\n---\nBetter."
    view = incident({"2026-01-15T1100Z.identified.md": change}, OPENING.replace("start:", pin))
    assert spans(view) == ["api DOWN 0-30", "database DEGRADED 0-30"]


def test_a_pin_counts_from_its_time_on(incident: View) -> None:
    view = incident({}, OPENING.replace("start:", PIN), now="2026-01-15T10:29Z")
    assert (view.state, view.end) == ("investigating", None)


def test_what_a_resolution_says_of_monitors_does_not_outlive_a_reopening(incident: View) -> None:
    view = incident(
        {
            "2026-01-15T1030Z.resolved.md": "---\nmonitors: {api: UP}\n---\nFixed.",
            "2026-01-15T1100Z.identified.md": "Not fixed.",
        }
    )
    assert {one.tag: one.now for one in view.affected} == {"api": "DOWN", "database": "DEGRADED"}


def test_nothing_ends_before_it_begins(incident: View) -> None:
    opening = OPENING.replace("10:00:00Z", "10:00:40Z")
    view = incident({"2026-01-15T1000Z.resolved.md": "Over."}, opening)
    assert view.end == view.start


def test_an_incident_of_unknown_monitors_is_shown(incident: View) -> None:
    unknown = OPENING.replace("  api: DOWN\n  database: DEGRADED", "  secret: DOWN\n  nope: DOWN")
    settings = "title: A\nurl: https://a.example\nchecks: {unknown-monitor: warning}\n"
    view = incident({"../../site.yaml": settings}, unknown)
    assert (view.affected, view.open) == ((), True)
