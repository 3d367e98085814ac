"""When a maintenance takes place, and where the clock and its comments have brought it."""

from __future__ import annotations

from pathlib import Path

from statusgen.snapshot.occurrences import MaintenanceView
from tests.describe import when
from tests.sites import snapshot_of

FOLDER = "content/maintenances/move/"
ONCE = """\
---
title: Move
start: 2026-06-01T02:00:00Z
duration: 2h
monitors: [api]
---
We move.
"""


def view(root: Path, now: str, opening: str = ONCE, **comments: str) -> MaintenanceView:
    files = {f"{FOLDER}{name}.md": text for name, text in comments.items()}
    return snapshot_of(root, {FOLDER + "maintenance.md": opening, **files}, now).maintenances[0]


def lines(found: MaintenanceView) -> list[str]:
    return [f"{when(o.start)} - {when(o.end)} {o.phase}" for o in found.occurrences]


def test_without_comments_the_clock_alone_moves_it(tmp_path: Path) -> None:
    phases = {
        "2026-06-01T01:59:59Z": "scheduled",
        "2026-06-01T02:00:00Z": "in-progress",
        "2026-06-01T03:59:59Z": "in-progress",
        "2026-06-01T04:00:00Z": "completed",
    }
    for now, phase in phases.items():
        assert view(tmp_path, now).occurrences[0].phase == phase, now


def test_work_that_was_finished_early_ends_early(tmp_path: Path) -> None:
    found = view(tmp_path, "2026-06-01T03:00Z", **{"2026-06-01T0230Z.completed": "Done."})
    assert lines(found) == ["2026-06-01 02:00 - 2026-06-01 02:30 completed"]
    assert [(s.start, s.end) for s in found.spans] == [
        (found.occurrences[0].start, found.occurrences[0].end)
    ]


def test_work_that_overruns_goes_on_until_somebody_says_so(tmp_path: Path) -> None:
    said = {"2026-06-01T0410Z.in-progress": "It takes longer."}
    found = view(tmp_path, "2026-06-01T05:00Z", **said)
    assert lines(found) == ["2026-06-01 02:00 - - in-progress"]
    found = view(tmp_path, "2026-06-01T06:00Z", **said, **{"2026-06-01T0530Z.completed": "Done."})
    assert lines(found) == ["2026-06-01 02:00 - 2026-06-01 05:30 completed"]


def test_a_delay_moves_it(tmp_path: Path) -> None:
    delay = "---\nstart: 2026-06-02T02:00Z\n---\nOne day later."
    found = view(tmp_path, "2026-06-01T03:00Z", **{"2026-06-01T0100Z.delayed": delay})
    assert lines(found) == ["2026-06-02 02:00 - 2026-06-02 04:00 scheduled"]


def test_what_was_cancelled_beforehand_touches_nothing(tmp_path: Path) -> None:
    found = view(tmp_path, "2026-06-01T03:00Z", **{"2026-06-01T0100Z.cancelled": "Not today."})
    assert lines(found) == ["2026-06-01 02:00 - 2026-06-01 04:00 cancelled"]
    assert found.spans == ()


def test_what_was_cancelled_half_way_ends_there(tmp_path: Path) -> None:
    found = view(tmp_path, "2026-06-01T03:30Z", **{"2026-06-01T0300Z.cancelled": "We roll back."})
    assert lines(found) == ["2026-06-01 02:00 - 2026-06-01 03:00 cancelled"]
    assert len(found.spans) == 1


WEEKLY = """\
---
title: Move
start: 2026-10-11T02:30
duration: 1h
timezone: Europe/Berlin
rrule: FREQ=WEEKLY;BYDAY=SU;UNTIL=20261108
exdates: [2026-10-18]
overrides:
  - {occurrence: 2026-11-01T02:30, start: 2026-11-01T05:00, end: 2026-11-01T05:30}
  - {occurrence: 2026-11-08T02:30, status: CANCELLED}
monitors: [api]
---
"""


def test_half_past_two_stays_half_past_two_across_daylight_saving(tmp_path: Path) -> None:
    assert lines(view(tmp_path, "2026-10-20T00:00Z", WEEKLY)) == [
        "2026-10-11 00:30 - 2026-10-11 01:30 completed",
        "2026-10-25 00:30 - 2026-10-25 01:30 scheduled",
        "2026-11-01 04:00 - 2026-11-01 04:30 scheduled",
        "2026-11-08 01:30 - 2026-11-08 02:30 cancelled",
    ]


def test_a_comment_is_about_what_runs_at_its_time_or_comes_next(tmp_path: Path) -> None:
    found = view(
        tmp_path,
        "2026-10-26T00:00Z",
        WEEKLY,
        **{
            "2026-10-11T0045Z.completed": "Quick.",
            "2026-10-20T0000Z.delayed": "---\nstart: 2026-10-25T03:30Z\n---\nAn hour later.",
        },
    )
    texts = [[update.text for update in one.updates] for one in found.occurrences]
    assert texts == [["Quick."], ["An hour later."], [], []]
    assert found.occurrences[1].phase == "completed"


def test_ninety_days_ahead_are_known(tmp_path: Path) -> None:
    daily = WEEKLY.replace("FREQ=WEEKLY;BYDAY=SU;UNTIL=20261108", "FREQ=DAILY")
    found = view(tmp_path, "2026-10-11T00:00Z", daily)
    assert lines(found)[-1].startswith("2027-01-08 01:30")


def test_an_inactive_maintenance_does_not_take_place(tmp_path: Path) -> None:
    found = view(tmp_path, "2026-06-01T03:00Z", ONCE.replace("start:", "status: INACTIVE\nstart:"))
    assert (found.active, found.occurrences, found.spans) == (False, (), ())


RECURRING = ONCE.replace(
    "start: 2026-06-01T02:00:00Z", "start: 2026-06-01T02:00:00Z\nrrule: FREQ=WEEKLY"
)


def test_a_comment_is_about_the_occurrence_that_was_moved_to_its_time(tmp_path: Path) -> None:
    delay = "---\nstart: 2026-06-01T05:00Z\n---\nLater."
    found = view(
        tmp_path,
        "2026-06-01T06:00Z",
        RECURRING,
        **{"2026-06-01T0130Z.delayed": delay, "2026-06-01T0500Z.in-progress": "Now."},
    )
    assert lines(found)[:2] == [
        "2026-06-01 05:00 - 2026-06-01 07:00 in-progress",
        "2026-06-08 02:00 - 2026-06-08 04:00 scheduled",
    ]


def test_done_a_little_late_is_about_this_week_not_the_next(tmp_path: Path) -> None:
    found = view(
        tmp_path, "2026-06-02T00:00Z", RECURRING, **{"2026-06-01T0410Z.completed": "Done."}
    )
    assert lines(found)[:2] == [
        "2026-06-01 02:00 - 2026-06-01 04:10 completed",
        "2026-06-08 02:00 - 2026-06-08 04:00 scheduled",
    ]


def test_a_frequent_job_of_years_still_takes_place(tmp_path: Path) -> None:
    frequent = "start: 2020-01-01T00:00:00Z\nrrule: FREQ=HOURLY;INTERVAL=12"
    often = ONCE.replace("start: 2026-06-01T02:00:00Z", frequent)
    found = view(tmp_path, "2026-06-01T00:30Z", often.replace("2h", "10m"))
    assert any(one.start > found.start + 6 * 365 * 86_400 for one in found.occurrences)
