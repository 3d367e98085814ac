"""The calendars as calendar programs see them, from content as people write it."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.tz import tzical
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statusgen.artifact import Artifact
from statusgen.series import artifacts
from statusgen.snapshot import Snapshot
from statusgen.targets import calendar, load_theme
from statusgen.targets.calendar.document import folded, text
from statusgen.targets.calendar.zones import vtimezone
from tests.describe import when
from tests.rendered import changed, rendered
from tests.sites import BASE, instant, snapshot_of

NOW = "2026-01-16T00:00Z"
BERLIN = ZoneInfo("Europe/Berlin")

WORK = "content/maintenances/2026-03-01-work"
WORK_FILE = """\
---
id: 5
title: New servers
start: 2026-03-01T22:00:00Z
duration: 3h
monitors: [database]
created_at: 2026-01-10T09:00:00Z
---
The *database* moves. Please:

- save, often;
- wait.
"""

WEEKLY = "content/maintenances/backup"
WEEKLY_FILE = """\
---
id: 6
title: Backup
start: 2026-03-08T02:00
duration: 90m
timezone: Europe/Berlin
rrule: FREQ=WEEKLY;BYDAY=SU
---
"""

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The calendars of a site that is written as {path: text}."""

    builds = count()

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        return rendered(planned(tmp_path / str(next(builds)), content, now))

    return files


def planned(root: Path, content: dict[str, str], now: str = NOW) -> list[Artifact]:
    return planned_of(snapshot_of(root, content, now))


def planned_of(snapshot: Snapshot) -> list[Artifact]:
    return list(artifacts(calendar.plan(snapshot, load_theme("default", Path()))))


def events(data: bytes) -> list[Any]:
    """The events of a calendar in which icalendar finds nothing wrong."""
    found = icalendar.Calendar.from_ical(data)
    assert not [part.errors for part in found.walk() if part.errors]
    return list(found.walk("VEVENT"))


def facts(data: bytes, *names: str) -> list[tuple[str, ...]]:
    """Properties of each event as they are written."""
    return [
        tuple(one[name].to_ical().decode() if name in one else "" for name in names)
        for one in events(data)
    ]


def expanded(data: bytes, since: str, until: str) -> list[tuple[datetime, datetime, str]]:
    """Start, end and status of everything between two instants, as another library finds it."""
    between = (datetime.fromisoformat(since), datetime.fromisoformat(until))
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(data))
    return sorted((one.start, one.end, str(one.get("STATUS"))) for one in query.between(*between))


def local(data: bytes, since: str, until: str) -> list[str]:
    return [
        f"{start.astimezone(BERLIN):%m-%d %H:%M}-{end.astimezone(BERLIN):%H:%M} {status.lower()}"
        for start, end, status in expanded(data, since, until)
    ]


# ---------------------------------------------------------------- the file


NEW_SERVERS = r"""
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//statusgen//statusgen//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:New servers · Example Status
X-WR-CALNAME:New servers · Example Status
X-WR-TIMEZONE:Europe/Berlin
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:maintenance-5@status.example.com
DTSTAMP:20260110T090000Z
DTSTART:20260301T220000Z
DTEND:20260302T010000Z
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:New servers
DESCRIPTION:The database moves. Please:\nsave\, often\;\nwait.\n\nAffected:
  Database\n\nhttps://status.example.com/maintenances/2026-03-01-work/
URL:https://status.example.com/maintenances/2026-03-01-work/
CATEGORIES:Database
TRANSP:TRANSPARENT
CREATED:20260110T090000Z
LAST-MODIFIED:20260110T090000Z
END:VEVENT
END:VCALENDAR
"""


def crlf(lines: str) -> str:
    return lines.lstrip().replace("\n", "\r\n")


def test_the_calendar_of_one_maintenance(build: Build) -> None:
    site = BASE["content/site.yaml"] + "timezone: Europe/Berlin\n"
    files = build({"content/site.yaml": site, f"{WORK}/maintenance.md": WORK_FILE})
    assert files["maintenances/2026-03-01-work/maintenance.ics"].decode() == crlf(NEW_SERVERS)


def test_which_calendar_has_what(build: Build) -> None:
    files = build({f"{WORK}/maintenance.md": WORK_FILE, f"{WEEKLY}/maintenance.md": WEEKLY_FILE})
    titles = {path: [one[0] for one in facts(data, "SUMMARY")] for path, data in files.items()}
    assert titles.pop("maintenance.ics") == ["New servers", *["Backup"] * 2]
    assert titles == {
        "monitors/api/maintenance.ics": [],
        "monitors/database/maintenance.ics": ["New servers"],
        "monitors/website/maintenance.ics": [],
        "maintenances/2026-03-01-work/maintenance.ics": ["New servers"],
        "maintenances/backup/maintenance.ics": ["Backup"] * 2,
    }
    names = icalendar.Calendar.from_ical(files["monitors/database/maintenance.ics"])
    assert names["X-WR-CALNAME"] == "Database · Example Status"


def test_a_calendar_without_events_holds_something_all_the_same(build: Build) -> None:
    assert b"BEGIN:VTIMEZONE\r\nTZID:UTC\r\n" in build({})["maintenance.ics"]


def test_the_language_of_the_page(build: Build) -> None:
    files = build(
        {
            "content/site.yaml": BASE["content/site.yaml"] + "language: de\n",
            "monitors.yaml": "- tag: database\n  name: Database\n  name.de: Datenbank\n",
            f"{WORK}/maintenance.md": WORK_FILE.replace("title:", "title.de: Server\ntitle:"),
            f"{WORK}/maintenance.de.md": "Sie zieht um.",
        }
    )
    (event,) = events(files["maintenance.ics"])
    assert event["SUMMARY"] == "Server"
    assert event["DESCRIPTION"].startswith("Sie zieht um.\n\nBetroffen: Datenbank\n\nhttps://")


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("x" * 75, ["x" * 75]),
        ("x" * 76, ["x" * 75, " x"]),
        ("x" * 150, ["x" * 75, " " + "x" * 74, " x"]),
        ("x" * 74 + "é", ["x" * 74, " é"]),
        ("x" * 72 + "🔥", ["x" * 72, " 🔥"]),
        ("日" * 51, ["日" * 25, " " + "日" * 24, " 日日"]),
    ],
)
def test_long_lines_are_folded_between_characters(line: str, rows: list[str]) -> None:
    assert folded(line) == "".join(f"{row}\r\n" for row in rows)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_at_most_75_bytes_and_comes_back_whole(line: str) -> None:
    rows = folded(line).split("\r\n")
    assert all(len(row.encode()) <= 75 for row in rows)
    assert folded(line).removesuffix("\r\n").replace("\r\n ", "") == line


HOSTILE = 'a\\nb; c, "d": {e}\\ END:VEVENT <script> ]]> 🔥 שלום'


def test_hostile_text_is_text(build: Build) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    files = build(
        {
            "content/site.yaml": f"title: {quoted}\nurl: https://status.example.com\n",
            "monitors.yaml": f"- tag: database\n  name: {quoted}\n",
            f"{WORK}/maintenance.md": WORK_FILE.replace("New servers", quoted)
            + "\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\n",
        }
    )
    for data in files.values():
        assert data.count(b"\r\n") == data.count(b"\n") == data.count(b"\r")
        (event,) = events(data)
        assert event["SUMMARY"] == HOSTILE
        assert event["CATEGORIES"].cats == [HOSTILE]
        assert "BEGIN:VEVENT SUMMARY:x END:VEVENT" in event["DESCRIPTION"]
    name = icalendar.Calendar.from_ical(files["maintenance.ics"])["NAME"]
    assert str(name) == text(HOSTILE)


def test_no_character_of_a_text_breaks_a_line() -> None:
    assert text("a\r\nb\rc\nd\u2028e\x85f\x00g") == "a\\nb\\nc\\nd\\ne\\nf\ufffdg"


# ---------------------------------------------------------------- what recurs


def test_two_in_the_morning_stays_two_in_the_morning(build: Build) -> None:
    content = {f"{WEEKLY}/maintenance.md": WEEKLY_FILE}
    data = build(content)["maintenance.ics"]
    assert b"DTSTART;TZID=Europe/Berlin:20260308T020000\r\nDURATION:PT1H30M\r\n" in data
    assert local(data, "2026-03-15T00:00Z", "2026-04-06T00:00Z") == [
        "03-15 02:00-03:30 confirmed",
        "03-22 02:00-03:30 confirmed",
        "03-29 03:00-04:30 confirmed",  # there is no 02:00 that night
        "04-05 02:00-03:30 confirmed",
    ]
    data = build(content, "2026-09-01T00:00Z")["maintenance.ics"]
    assert local(data, "2026-10-18T00:00Z", "2026-11-02T00:00Z") == [
        "10-18 02:00-03:30 confirmed",
        "10-25 02:00-02:30 confirmed",  # and an hour of this night comes twice
        "11-01 02:00-03:30 confirmed",
    ]


def test_exceptions(build: Build) -> None:
    more = """\
exdates: [2026-05-03, 2026-05-10T02:00]
overrides:
  - occurrence: 2026-05-17T02:00
    start: 2026-05-18T04:00
    end: 2026-05-18T05:00
  - occurrence: 2026-05-24T02:00
    status: CANCELLED
  - occurrence: 2027-05-02T02:00
    start: 2027-05-02T06:00
"""
    files = build(
        {
            f"{WEEKLY}/maintenance.md": WEEKLY_FILE.replace("rrule:", f"{more}rrule:"),
            f"{WEEKLY}/2026-04-20T0900Z.delayed.md": "---\nstart: 2026-04-26T05:00Z\n---\nLater.",
            f"{WEEKLY}/2026-04-21T0900Z.cancelled.md": "---\noccurrence: 2027-05-09T02:00\n---\nNo.",
            f"{WEEKLY}/2026-04-22T0900Z.cancelled.md": "---\noccurrence: 2026-05-03T02:00\n---\nNo.",
        },
        "2026-04-23T00:00Z",
    )
    data = files["maintenance.ics"]
    assert local(data, "2026-04-19T00:00Z", "2026-06-01T00:00Z") == [
        "04-19 02:00-03:30 confirmed",
        "04-26 07:00-08:30 confirmed",
        "05-18 04:00-05:00 confirmed",
        "05-24 02:00-03:30 cancelled",
        "05-31 02:00-03:30 confirmed",
    ]
    assert local(data, "2027-05-01T00:00Z", "2027-05-17T00:00Z") == [
        "05-02 06:00-07:30 confirmed",
        "05-09 02:00-03:30 cancelled",
        "05-16 02:00-03:30 confirmed",
    ]
    assert len({one["UID"] for one in events(data)}) == 1
    assert len({one["SEQUENCE"] for one in events(data)}) == 1


def test_a_series_begins_when_its_rule_holds_first(build: Build) -> None:
    """Programs take the first date of a series as an occurrence, whatever the rule says."""
    monday = WEEKLY_FILE.replace("BYDAY=SU", "BYDAY=MO;COUNT=2")
    data = build({f"{WEEKLY}/maintenance.md": monday})["maintenance.ics"]
    assert local(data, "2026-03-01T00:00Z", "2026-12-01T00:00Z") == [
        "03-09 02:00-03:30 confirmed",
        "03-16 02:00-03:30 confirmed",
    ]


@pytest.mark.parametrize(
    ("rule", "written"),
    [
        ("RRULE:freq=weekly;byday=su", "FREQ=WEEKLY;BYDAY=SU"),
        ("BYDAY=1SU;FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=1SU"),
        ("FREQ=WEEKLY;UNTIL=20260605", "FREQ=WEEKLY;UNTIL=20260605T215959Z"),
        ("FREQ=WEEKLY;UNTIL=20260605T020000", "FREQ=WEEKLY;UNTIL=20260605T000000Z"),
        ("FREQ=WEEKLY;UNTIL=20260605T020000Z", "FREQ=WEEKLY;UNTIL=20260605T020000Z"),
        ("FREQ=WEEKLY;BYDAY=+1SU", "FREQ=WEEKLY;BYDAY=SU"),
        ("FREQ=YEARLY;BYMONTH=+7", "FREQ=YEARLY;BYMONTH=7"),
        ("FREQ=YEARLY;BYWEEKNO=20", "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYWEEKNO=20"),
    ],
)
def test_rules_are_written_as_the_rfc_has_them(build: Build, rule: str, written: str) -> None:
    content = WEEKLY_FILE.replace("FREQ=WEEKLY;BYDAY=SU", rule)
    data = build({f"{WEEKLY}/maintenance.md": content})["maintenance.ics"]
    assert f"\r\nRRULE:{written}\r\n".encode() in data


def test_a_series_in_utc_needs_no_rules_of_a_zone(build: Build) -> None:
    plain = WEEKLY_FILE.replace("timezone: Europe/Berlin\n", "").replace("T02:00", "T02:00Z")
    data = build({f"{WEEKLY}/maintenance.md": plain})["maintenance.ics"]
    assert b"DTSTART:20260308T020000Z" in data
    assert b"VTIMEZONE" not in data


@pytest.mark.parametrize("year", [1970, 1995, 2026, 2100])
@pytest.mark.parametrize(
    "zone",
    [
        "UTC", "Europe/Berlin", "Europe/Dublin", "Europe/Istanbul", "America/New_York",
        "America/Nuuk", "America/Recife", "America/St_Johns", "Africa/Casablanca", "Asia/Gaza",
        "Asia/Jerusalem", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia",
    ],
)  # fmt: skip
def test_the_rules_of_a_zone_show_the_time_there(zone: str, year: int) -> None:
    lines = ["BEGIN:VCALENDAR", *vtimezone(zone, year), "END:VCALENDAR"]
    read: Any = tzical(io.StringIO("\n".join(lines)))
    noon, there = datetime(year, 1, 1, 12), ZoneInfo(zone)  # noqa: DTZ001
    for day in range(0, min(2066 - year, 40) * 366 if year < 2066 else 4000, 3):
        at = noon + timedelta(days=day)
        if f"{at:%F}" == "2011-12-30" and zone == "Pacific/Apia":
            continue  # that day was left out there
        assert at.replace(tzinfo=read.get()).utcoffset() == at.replace(tzinfo=there).utcoffset()


# ---------------------------------------------------------------- what changes


def state_of(files: dict[str, bytes]) -> tuple[str, ...]:
    (found,) = facts(files["maintenance.ics"], "UID", "SEQUENCE", "STATUS", "DTSTART", "DTSTAMP")
    return found


def test_a_change_grows_the_sequence_and_keeps_the_uid(build: Build) -> None:
    uid = "maintenance-5@status.example.com"
    content = {f"{WORK}/maintenance.md": WORK_FILE}
    now = "2026-02-01T00:00Z"
    assert state_of(build(content, now)) == (
        (uid, "0", "CONFIRMED", "20260301T220000Z", "20260110T090000Z")
    )
    content[f"{WORK}/2026-01-20T0900Z.delayed.md"] = "Later, we do not know when."
    assert state_of(build(content, now)) == (
        (uid, "1", "TENTATIVE", "20260301T220000Z", "20260120T090000Z")
    )
    content[f"{WORK}/2026-01-21T0900Z.delayed.md"] = "---\nstart: 2026-03-02T20:00Z\n---\nNow."
    assert state_of(build(content, now)) == (
        (uid, "2", "CONFIRMED", "20260302T200000Z", "20260121T090000Z")
    )
    content[f"{WORK}/2026-01-22T0900Z.cancelled.md"] = "Not at all."
    assert state_of(build(content, now)) == (
        (uid, "3", "CANCELLED", "20260302T200000Z", "20260122T090000Z")
    )
    edited = WORK_FILE.replace("22:00", "23:00").replace("created_at", "updated_at")
    moved = "title: New\nurl: https://status.example.com/moved/\n"
    content = {
        "content/site.yaml": moved,
        f"{WORK}/maintenance.md": edited.replace("2026-01-10", "2026-01-30"),
    }
    found = state_of(build(content, now))
    assert found[0] == uid
    assert int(found[1]) > 3
    assert found[2:] == ("CONFIRMED", "20260301T230000Z", "20260130T090000Z")


def test_work_that_nobody_dated_is_not_stamped_in_its_own_time(build: Build) -> None:
    undated = WORK_FILE.replace("created_at", "# written")
    found = events(build({f"{WORK}/maintenance.md": undated})["maintenance.ics"])
    assert [one["DTSTAMP"].dt for one in found] == [datetime.fromisoformat("2026-02-22T22:00Z")]
    assert "CREATED" not in found[0]


def test_how_it_went_is_shown_as_it_went(build: Build) -> None:
    content = {
        f"{WORK}/maintenance.md": WORK_FILE,
        f"{WORK}/2026-03-01T2210Z.in-progress.md": "It has begun.",
        f"{WORK}/2026-03-02T0130Z.in-progress.md": "It takes longer.",
    }
    running = build(content, "2026-03-02T02:00Z")["maintenance.ics"]
    assert facts(running, "DTSTART", "DTEND") == [("20260301T220000Z", "20260302T013000Z")]
    content[f"{WORK}/2026-03-02T0300Z.completed.md"] = "Done."
    done = build(content, "2026-03-02T04:00Z")["maintenance.ics"]
    assert facts(done, "DTSTART", "DTEND") == [("20260301T220000Z", "20260302T030000Z")]


def test_what_ended_when_it_began_has_no_end(build: Build) -> None:
    said = {
        f"{WEEKLY}/maintenance.md": WEEKLY_FILE.replace(
            "rrule:", "overrides: [{occurrence: 2026-03-08T02:00, status: COMPLETED}]\nrrule:"
        )
    }
    data = build(said, "2026-03-08T01:10Z")["maintenance.ics"]
    assert facts(data, "DTSTART", "DTEND")[1] == ("20260308T010000Z", "")


def test_inactive_work_is_cancelled_in_its_own_calendar_and_in_no_other(build: Build) -> None:
    for path, file in ((WORK, WORK_FILE), (WEEKLY, WEEKLY_FILE)):
        files = build({f"{path}/maintenance.md": file.replace("title", "status: INACTIVE\ntitle")})
        own = files.pop(f"{path.removeprefix('content/')}/maintenance.ics")
        assert facts(own, "STATUS", "SEQUENCE") == [("CANCELLED", "1")]
        assert not any(events(data) for data in files.values())


def test_what_is_long_over_leaves_the_calendars(build: Build) -> None:
    until = WEEKLY_FILE.replace("id: 6", "id: 7").replace("BYDAY=SU", "COUNT=3")
    content = {
        f"{WORK}/maintenance.md": WORK_FILE,
        f"{WEEKLY}/maintenance.md": WEEKLY_FILE,
        f"{WEEKLY}/2026-03-01T0000Z.delayed.md": "---\nstart: 2026-03-09T02:00Z\n---\nLater.",
        "content/maintenances/three/maintenance.md": until,
    }

    def uids(now: str) -> list[tuple[str, ...]]:
        return [
            (uid.partition("@")[0], at)
            for uid, at in facts(build(content, now)["maintenance.ics"], "UID", "RECURRENCE-ID")
        ]

    early, late = uids("2027-02-20T00:00Z"), uids("2027-06-20T00:00Z")
    assert {"maintenance-5", "maintenance-6", "maintenance-7"} == {uid for uid, _ in early}
    assert ("maintenance-6", "20260308T020000") in early
    assert {uid for uid, _ in late} == {"maintenance-6"}
    assert [at for _, at in late] == ["", "20261025T020000", "20270328T020000"]
    own = build(content, "2030-01-01T00:00Z")["maintenances/2026-03-01-work/maintenance.ics"]
    assert len(events(own)) == 1


# ---------------------------------------------------------------- what stays


def test_a_later_build_writes_the_same_bytes(build: Build) -> None:
    content = {f"{WORK}/maintenance.md": WORK_FILE, f"{WEEKLY}/maintenance.md": WEEKLY_FILE}
    assert build(content, NOW) == build(content, "2026-01-16T09:00Z")


def test_a_change_renders_only_the_calendars_that_show_it(tmp_path: Path) -> None:
    content = {f"{WORK}/maintenance.md": WORK_FILE, f"{WEEKLY}/maintenance.md": WEEKLY_FILE}
    before = planned(tmp_path, content)
    content[f"{WORK}/2026-01-15T1000Z.delayed.md"] = "Later."
    assert changed(before, planned(tmp_path, content)) == {
        "calendar",
        "monitors/database/calendar",
        "maintenance/2026-03-01-work",
    }


def test_what_is_not_public_is_in_no_calendar(build: Build) -> None:
    def work(more: str) -> str:
        return WORK_FILE.replace("id: 5\n", "").replace("monitors: [database]", more)

    files = build(
        {
            "content/maintenances/shown/maintenance.md": work("monitors: [database, secret]"),
            "content/maintenances/shown/2026-01-15T0900Z.delayed.md": "---\n"
            "visibility: internal\nstart: 2026-04-04T00:00Z\n---\nSecret delay.",
            "content/maintenances/shown/2026-01-15T0910Z.cancelled.md": "---\n"
            "deleted: true\n---\nSecret.",
            "content/maintenances/shown/2026-01-17T0900Z.cancelled.md": "Secret future.",
            "content/maintenances/s1/maintenance.md": work("monitors: [secret]\nid: 8"),
            "content/maintenances/s2/maintenance.md": work("visibility: internal\nid: 9"),
        }
    )
    assert [path for path in files if path.startswith("maintenances/")] == [
        "maintenances/shown/maintenance.ics"
    ]
    for data in files.values():
        assert b"ecret" not in data
        assert b"Hidden" not in data
    assert facts(files["maintenance.ics"], "SEQUENCE", "STATUS") == [("0", "CONFIRMED")]


# ---------------------------------------------------------------- the law


@st.composite
def recurring(draw: st.DrawFn) -> str:
    """A maintenance that recurs, with exceptions, as somebody might write it."""
    zone = draw(st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Sydney", "UTC"]))
    start = datetime(2026, 1, 1) + timedelta(  # noqa: DTZ001
        days=draw(st.integers(0, 60)), minutes=15 * draw(st.integers(0, 95))
    )
    rule = draw(
        st.sampled_from(
            [
                "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3;COUNT=40", "FREQ=WEEKLY",
                "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
                "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYDAY=2WE",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=WEEKLY;UNTIL=20260601",
                "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU", "FREQ=YEARLY;BYWEEKNO=14",
                "FREQ=DAILY;BYHOUR=2,14;BYDAY=SA,SU", "FREQ=WEEKLY;BYDAY=1MO;UNTIL=20260710T020000",
            ]
        )
    )  # fmt: skip
    days = draw(st.lists(st.integers(0, 200), max_size=3, unique=True))
    exdates = ", ".join(f"{start + timedelta(days=day):%Y-%m-%d}" for day in days)
    moved = [
        f"  - {{occurrence: {start + timedelta(days=day):%Y-%m-%dT%H:%M}, {change}}}\n"
        for day, change in draw(
            st.lists(
                st.tuples(
                    st.sampled_from([7, 14, 28, 84, 91]),
                    st.sampled_from(["status: CANCELLED", "start: 2026-05-05T05:05"]),
                ),
                max_size=2,
                unique_by=lambda one: one[0],
            )
        )
    ]
    return (
        f"---\ntitle: A\nstart: {start:%Y-%m-%dT%H:%M}\ntimezone: {zone}\nrrule: {rule}\n"
        f"duration: {draw(st.sampled_from([30, 90, 600, 1500]))}m\nexdates: [{exdates}]\n"
        + (f"overrides:\n{''.join(moved)}" if moved else "")
        + "---\n"
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(recurring())
@example(WEEKLY_FILE)
def test_other_programs_find_the_same_occurrences(work: str) -> None:
    since, now, until = "2026-01-01T00:00Z", "2026-11-20T00:00Z", "2027-01-01T00:00Z"
    with tempfile.TemporaryDirectory() as folder:
        snapshot = snapshot_of(Path(folder), {f"{WEEKLY}/maintenance.md": work}, now)
    data = rendered(planned_of(snapshot))["maintenance.ics"]
    (view,) = snapshot.maintenances
    expected = sorted(
        f"{when(one.start)} {when(one.end)} {one.phase == 'cancelled'}"
        for one in view.occurrences
        if instant(since) <= one.start < instant(until)
    )
    found = [
        f"{when(int(start.timestamp()))} {when(int(end.timestamp()))} {status == 'CANCELLED'}"
        for start, end, status in expanded(data, since, until)
        if instant(since) <= start.timestamp() < instant(until)
    ]
    assert sorted(found) == expected
