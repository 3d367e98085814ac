"""What counts as an event, of which kind, and what its id depends on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statusgen.dialects.build_info import documents
from statusgen.events import Event, event_id, fresh, latest
from tests.documented import HOSTILE, NOT_PUBLIC, QUOTED
from tests.rendered import rendered
from tests.sites import instant, snapshot_of

IT = "content/incidents/2026-01-15-outage"
OPENING = "---\ntitle: Outage\nstart: 2026-01-15T10:00Z\nmonitors: [api]\n---\nNo answer.\n"
WORK = "content/maintenances/restart"
ONCE = (
    "---\ntitle: Restart\nstart: 2026-01-15T10:00Z\nduration: 1h\nmonitors: [api]\n---\nA disk.\n"
)


def told(root: Path, files: dict[str, str], now: str = "2026-01-15T12:00Z") -> list[Event]:
    return fresh(snapshot_of(root, files, now), 0)


def kinds(events: list[Event]) -> list[str]:
    return [str(event.kind) for event in events]


CASES = [
    ("an opening update", {f"{IT}/incident.md": OPENING}, ["incident.opened"]),
    (
        "an incident without words",
        {f"{IT}/incident.md": OPENING.replace("No answer.\n", "")},
        ["incident.opened"],
    ),
    (
        "resolved and reopened",
        {
            f"{IT}/incident.md": OPENING,
            f"{IT}/2026-01-15T1030Z.identified.md": "x\n",
            f"{IT}/2026-01-15T1040Z.resolved.md": "x\n",
            f"{IT}/2026-01-15T1041Z.resolved.md": "A note.\n",
            f"{IT}/2026-01-15T1050Z.investigating.md": "x\n",
            f"{IT}/2026-01-15T1055Z.resolved.md": "x\n",
            f"{IT}/2026-01-15T1056Z.postmortem.md": "x\n",
        },
        [
            *("incident.opened", "incident.updated", "incident.resolved", "incident.updated"),
            *("incident.reopened", "incident.resolved", "incident.updated"),
        ],
    ),
    (
        "what is not for everybody",
        {
            f"{IT}/incident.md": OPENING,
            f"{IT}/2026-01-15T1030Z.identified.md": "---\nnotify: false\n---\nx\n",
            f"{IT}/2026-01-15T1031Z.identified.md": "---\nvisibility: internal\n---\nx\n",
            f"{IT}/2026-01-15T1032Z.snoozed.md": "---\nuntil: 2026-01-15T11:00Z\n---\nx\n",
            f"{IT}/2026-01-15T1033Z.suppressed.md": "x\n",
            f"{IT}/2026-01-15T1034Z.identified.md": "---\ndeleted: true\nreason: x\n---\nx\n",
        },
        ["incident.opened"],
    ),
    (
        "resolved by hand",
        {
            f"{IT}/incident.md": OPENING.replace(
                "monitors: [api]",
                "monitors: [api]\npin: {at: 2026-01-15T11:00Z, state: resolved, end: 2026-01-15T10:55Z}",
            )
        },
        ["incident.opened", "incident.resolved"],
    ),
    (
        "a notice",
        {
            f"{IT}/incident.md": OPENING.replace("monitors: [api]", "kind: notice"),
            f"{IT}/2026-01-15T1030Z.identified.md": "More.\n",
        },
        ["notice", "notice"],
    ),
    (
        "work by the clock",
        {f"{WORK}/maintenance.md": ONCE},
        ["maintenance.scheduled", "maintenance.starting", "maintenance.completed"],
    ),
    (
        "work by what is said",
        {
            f"{WORK}/maintenance.md": ONCE,
            f"{WORK}/2026-01-15T0955Z.in-progress.md": "We begin early.\n",
            f"{WORK}/2026-01-15T1010Z.verifying.md": "We look.\n",
            f"{WORK}/2026-01-15T1020Z.completed.md": "Done.\n",
        },
        [
            *("maintenance.scheduled", "maintenance.starting", "maintenance.updated"),
            "maintenance.completed",
        ],
    ),
    (
        "work that somebody tells of after the clock did",
        {
            f"{WORK}/maintenance.md": ONCE,
            f"{WORK}/2026-01-15T1005Z.in-progress.md": "We are at it.\n",
        },
        [
            *("maintenance.scheduled", "maintenance.starting", "maintenance.updated"),
            "maintenance.completed",
        ],
    ),
    (
        "work that is cancelled",
        {f"{WORK}/maintenance.md": ONCE, f"{WORK}/2026-01-15T0900Z.cancelled.md": "Not today.\n"},
        ["maintenance.scheduled", "maintenance.cancelled"],
    ),
    (
        "work that is cancelled without a word",
        {
            f"{WORK}/maintenance.md": ONCE.replace(
                "monitors: [api]",
                "monitors: [api]\noverrides: [{occurrence: 2026-01-15T10:00Z, status: cancelled}]",
            )
        },
        ["maintenance.scheduled", "maintenance.cancelled"],
    ),
    (
        "work that recurs",
        {
            f"{WORK}/maintenance.md": ONCE.replace("15T10:00Z", "12T10:00Z").replace(
                "duration: 1h", "duration: 1h\nrrule: FREQ=DAILY;COUNT=10"
            )
        },
        [
            "maintenance.scheduled",
            *["maintenance.starting", "maintenance.completed"] * 4,
        ],
    ),
]


@pytest.mark.parametrize(
    ("files", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_kinds(tmp_path: Path, files: dict[str, str], expected: list[str]) -> None:
    found = told(tmp_path, files)
    assert sorted(kinds(found)) == sorted(expected)
    assert len({event.id for event in found}) == len(found)


@pytest.mark.parametrize("files", [case[1] for case in CASES], ids=[c[0] for c in CASES])
def test_an_event_never_gets_another_id(tmp_path: Path, files: dict[str, str]) -> None:
    """Whoever asks each half hour hears of the same events as who asks once."""
    final = {event.id for event in told(tmp_path, files)}
    seen: set[str] = set()
    for minute in range(0, 121, 10):
        snapshot = snapshot_of(tmp_path, files, f"2026-01-15T{10 + minute // 60}:{minute % 60:02}Z")
        seen |= {event.id for event in fresh(snapshot, 0)}
    assert seen == final


def test_the_id_depends_on_what_stays(tmp_path: Path) -> None:
    before = told(tmp_path, {f"{IT}/incident.md": OPENING})[0]
    changed = OPENING.replace("Outage", "Another title").replace("No answer", "Still no answer")
    assert told(tmp_path, {f"{IT}/incident.md": changed})[0].id == before.id
    assert event_id(before.key, "a") != event_id(before.key, "b")
    assert before.key[:1] == ("incident",)
    assert len(before.id) == 32


def test_work_to_come_is_news_until_it_begins(tmp_path: Path) -> None:
    work = ONCE.replace("monitors: [api]", "monitors: [api]\ncreated_at: 2025-12-01T00:00Z")
    snapshot = snapshot_of(tmp_path, {f"{WORK}/maintenance.md": work}, "2026-01-01T00:00Z")
    assert kinds(fresh(snapshot, snapshot.now - 7 * 86400)) == ["maintenance.scheduled"]


def test_nothing_internal_becomes_an_event(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, NOT_PUBLIC, "2026-01-16T00:00Z")
    files = rendered(documents(snapshot))
    text = files["notifications.json"].decode()
    assert "Shown" in text
    assert "secret" not in text


def test_the_site_has_the_latest_hundred(tmp_path: Path) -> None:
    files = {
        f"content/incidents/2026-01-{day:02}-{n}/incident.md": f"---\nid: {day * 100 + n}\n"
        f"title: '{QUOTED}'\nstart: 2026-01-{day:02}T{n:02}:00Z\nmonitors: [api]\n---\nIt is "
        f"**down**.\n"
        for day in range(1, 15)
        for n in range(10)
    }
    snapshot = snapshot_of(tmp_path, files, "2026-01-15T12:00Z")
    found = json.loads(rendered(documents(snapshot))["notifications.json"])["events"]
    assert len(found) == 100
    assert [one["at"] for one in found] == sorted((one["at"] for one in found), reverse=True)
    assert found[0]["title"] == HOSTILE
    assert found[0]["text"] == "It is down."
    assert found[0]["id"] == latest(snapshot, 1)[0].id
    everything = sorted(fresh(snapshot, 0), key=lambda one: (one.at, one.key), reverse=True)
    assert [one["id"] for one in found] == [one.id for one in everything[:100]]


def test_planned_work_crowds_nothing_out(tmp_path: Path) -> None:
    files = {f"{IT}/incident.md": OPENING}
    for n in range(120):
        files[f"content/maintenances/work-{n}/maintenance.md"] = (
            f"---\nid: {n + 1}\ntitle: Work\nstart: 2026-02-{n % 28 + 1:02}T00:00Z\n"
            "duration: 1h\ncreated_at: 2026-01-01T00:00Z\n---\n"
        )
    snapshot = snapshot_of(tmp_path, files, "2026-01-15T12:00Z")
    assert latest(snapshot, 100)[0].at == instant("2026-01-15T10:00Z")


CORRECTED = "updated_at: 2026-01-15T11:00Z\ncorrection: The wrong service\n---\n"


@pytest.mark.parametrize(
    ("file", "text", "first"),
    [
        (f"{IT}/incident.md", OPENING, "incident.opened"),
        (f"{WORK}/maintenance.md", ONCE.replace("15T10:00Z", "18T10:00Z"), "maintenance.scheduled"),
    ],
)
def test_a_corrected_opening_file_is_told_of_and_keeps_its_id(
    file: str, text: str, first: str, tmp_path: Path
) -> None:
    before = told(tmp_path, {file: text})
    after = told(
        tmp_path, {file: text.replace("---\n", CORRECTED, 2).replace(CORRECTED, "---\n", 1)}
    )
    assert kinds(after) == [first, "comment.corrected"]
    assert after[0].id == before[0].id
    assert after[1].correction == "The wrong service"
    assert after[1].corrects == after[0].key
    assert after[1].at == instant("2026-01-15T11:00Z")
