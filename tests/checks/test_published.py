"""What a change does to what the public has read: content as it was, as it is, and what is said."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.content.locate import locate
from statusgen.model.ids import comment_id
from statusgen.prepare import check
from statusgen.review import check_base
from tests.repositories import commit, git, repository, write
from tests.sites import BASE, instant
from tests.tools import FULL

NOW = instant("2026-01-15T12:00Z")
IT = "content/incidents/2026/2026-01-15-outage"
FIRST = f"{IT}/2026-01-15T1030Z.identified.md"
LAST = f"{IT}/2026-01-15T1100Z.monitoring.md"
OPENING = """\
---
title: Outage
start: 2026-01-15T10:00Z
monitors: {api: DOWN}
---
No answer.
"""
WORK = "content/maintenances/2026-01-18-restart/maintenance.md"
PLAN = (
    "---\ntitle: Restart\nstart: 2026-01-18T10:00Z\nduration: 1h\nmonitors: [api]\n---\nA disk.\n"
)
DAY = "content/status/api/2026-01-14.csv"
RECORDS = (
    "timestamp,status,latency\n2026-01-14T10:00:00Z,DOWN,\n1768388400,UP,12\n"
    "2026-01-14T12:00:00Z,UP,12\n"
)
FILES = {
    f"{IT}/incident.md": OPENING,
    f"{IT}/incident.de.md": "Keine Antwort.\n",
    FIRST: "A full disk.\n",
    LAST: "We watch it.\n",
    f"{IT}/2026-01-15T1045Z.identified.2.md": "---\nvisibility: internal\n---\nJo did it.\n",
    WORK: PLAN,
    DAY: RECORDS,
}
SLUG = "2026-01-15-outage"
FIRST_ID = comment_id(SLUG, FIRST.rpartition("/")[2], instant("2026-01-15T10:30Z"))


def found(
    root: Path, change: dict[str, str | None], before: dict[str, str] | None = None
) -> list[str]:
    """What is said of a change of the files above: place, level, code and message."""
    repository(root, {**FILES, **(before or {})})
    write(root, change)
    return said(root)


def said(root: Path, base: str = "HEAD") -> list[str]:
    site, problems = check(root, NOW)
    problems = check_base(root, base, site, problems, NOW)
    lines = []
    for one in locate(root, problems):
        where, text = one.diagnostic.where, one.diagnostic
        name = where.file.rpartition("/")[2]
        lines.append(f"{name}:{where.line}:{where.column} {text.level} {text.code}: {text.message}")
    return lines


CASES: list[tuple[str, dict[str, str | None], list[str]]] = [
    ("nothing", {}, []),
    (
        "a text that was corrected in silence",
        {FIRST: "A full disk, we think.\n"},
        [
            (
                "2026-01-15T1030Z.identified.md:1:1 warning comment-changed: the text of this published "
                "comment was `A full disk.` and is now `A full disk, we think.`"
            )
        ],
    ),
    ("and one that says why", {FIRST: "---\ncorrection: We are not sure\n---\nA disk.\n"}, []),
    (
        "white space and front matter that nobody sees",
        {FIRST: "---\nnotify: false\ncreated_at: 2026-01-15T10:31Z\n---\n\nA full disk.\n\n"},
        [],
    ),
    (
        "the opening update",
        {f"{IT}/incident.md": OPENING.replace("No answer.", "Late answers.")},
        [
            (
                "incident.md:6:1 warning comment-changed: the text of this published comment was "
                "`No answer.` and is now `Late answers.`"
            )
        ],
    ),
    (
        "all facts at once, each at its key",
        {f"{IT}/incident.md": OPENING.replace("Outage", "Slow").replace("DOWN", "DEGRADED")},
        [
            (
                "incident.md:2:8 warning fact-changed: the title of this published incident was "
                "`Outage` and is now `Slow`"
            ),
            (
                "incident.md:4:1 warning fact-changed: the impact of this published incident was "
                "`api: DOWN` and is now `api: DEGRADED`"
            ),
        ],
    ),
    (
        "facts that say why",
        {
            f"{IT}/incident.md": OPENING.replace("Outage", "Slow")
            .replace("10:00Z", "09:50Z")
            .replace("---\nNo answer", "correction: It was not down\n---\nLate answers")
        },
        [],
    ),
    (
        "a severity that is said only now, and is the one that held",
        {f"{IT}/incident.md": OPENING.replace("title", "severity: major\ntitle")},
        [],
    ),
    (
        "another severity",
        {f"{IT}/incident.md": OPENING.replace("title", "severity: minor\ntitle")},
        [
            (
                "incident.md:2:11 warning fact-changed: the severity of this published incident was "
                "major and is now minor"
            )
        ],
    ),
    (
        "a start",
        {f"{IT}/incident.md": OPENING.replace("10:00Z", "09:50Z")},
        [
            (
                "incident.md:3:8 warning fact-changed: the start of this published incident was "
                "2026-01-15 10:00:00Z and is now 2026-01-15 09:50:00Z"
            )
        ],
    ),
    (
        "a translation",
        {f"{IT}/incident.de.md": "Keine.\n"},
        [
            (
                "incident.md:1:1 warning comment-changed: the text of this published comment in `de` was "
                "`Keine Antwort.`"
            )
        ],
    ),
    (
        "a comment that is gone",
        {FIRST: None},
        [
            (
                "2026-01-15T1030Z.identified.md:0:0 error comment-removed: the published comment of "
                "2026-01-15 10:30:00Z is gone: `A full disk.`"
            )
        ],
    ),
    ("deleted softly", {FIRST: "---\ndeleted: true\nreason: Wrong\n---\nA full disk.\n"}, []),
    (
        "deleted without a reason",
        {FIRST: "---\ndeleted: true\n---\nA full disk.\n"},
        [
            (
                "2026-01-15T1030Z.identified.md:2:10 error comment-removed: this published comment is "
                "deleted without a reason"
            )
        ],
    ),
    (
        "deleted by the list",
        {FIRST: None, "content/removed.yaml": f"- {{kind: comment, id: {FIRST_ID}}}\n"},
        [],
    ),
    (
        "made internal",
        {FIRST: "---\nvisibility: internal\n---\nA full disk.\n"},
        [
            (
                "2026-01-15T1030Z.identified.md:2:13 error comment-removed: this published comment is "
                "internal now: readers lose it"
            )
        ],
    ),
    (
        "renamed, its id written down",
        {
            FIRST: None,
            f"{IT}/2026-01-15T103000Z.identified.md": f"---\nid: {FIRST_ID}\n---\nA full disk.\n",
        },
        [],
    ),
    (
        "another minute and state, its id written down",
        {
            FIRST: None,
            f"{IT}/2026-01-15T1031Z.investigating.md": f"---\nid: {FIRST_ID}\n---\nA full disk.\n",
        },
        [
            (
                "2026-01-15T1031Z.investigating.md:1:1 warning comment-changed: the state of this "
                "published comment was identified and is now investigating"
            ),
            (
                "2026-01-15T1031Z.investigating.md:1:1 warning comment-changed: the time of this "
                "published comment was 2026-01-15 10:30:00Z and is now 2026-01-15 10:31:00Z"
            ),
        ],
    ),
    (
        "renamed without it",
        {FIRST: None, f"{IT}/2026-01-15T103000Z.identified.md": "A full disk.\n"},
        [
            "2026-01-15T103000Z.identified.md:1:1 error id-changed: the id of this published comment "
            f"was {FIRST_ID} and is now "
            + str(
                comment_id(SLUG, "2026-01-15T103000Z.identified.md", instant("2026-01-15T10:30Z"))
            )
        ],
    ),
    ("an internal comment that is gone", {f"{IT}/2026-01-15T1045Z.identified.2.md": None}, []),
    (
        "an incident that is gone",
        {name: None for name in FILES if name.startswith(IT)},
        [
            "incident.md:0:0 error incident-removed: the published incident `2026-01-15-outage` is gone"
        ],
    ),
    (
        "an incident that is gone on purpose",
        {
            **{name: None for name in FILES if name.startswith(IT)},
            "content/removed.yaml": "- {kind: incident, slug: 2026-01-15-outage}\n",
        },
        [],
    ),
    (
        "a maintenance that is gone",
        {WORK: None},
        [
            "maintenance.md:0:0 error incident-removed: the published maintenance `2026-01-18-restart` is gone"
        ],
    ),
    (
        "a maintenance that is another time and another work",
        {WORK: PLAN.replace("18T10", "19T10").replace("A disk.", "Two disks.")},
        [
            (
                "maintenance.md:3:8 warning fact-changed: the start of this published maintenance was "
                "2026-01-18 10:00:00Z and is now 2026-01-19 10:00:00Z"
            ),
            (
                "maintenance.md:7:1 warning fact-changed: the description of this published maintenance "
                "was `A disk.` and is now `Two disks.`"
            ),
        ],
    ),
    (
        "a maintenance that says why",
        {WORK: PLAN.replace("18T10", "19T10").replace("\nstart", "\ncorrection: Wrong day\nstart")},
        [],
    ),
    (
        "a maintenance that was delayed in an update",
        {
            "content/maintenances/2026-01-18-restart/2026-01-15T1130Z.delayed.md": "---\nstart: "
            "2026-01-19T10:00Z\n---\nOne day later.\n"
        },
        [],
    ),
    (
        "records of the past",
        {DAY: RECORDS.replace("DOWN", "UP").replace("1768388400,UP,12\n", "")},
        [
            (
                "2026-01-14.csv:2:1 warning fact-changed: the record of 10:00:00Z was DOWN and is UP; and "
                "1 more of this day"
            )
        ],
    ),
    (
        "a record that is gone, where it would stand",
        {DAY: RECORDS.replace("1768388400,UP,12\n", "")},
        [
            (
                "2026-01-14.csv:3:1 warning fact-changed: the record of 11:00:00Z was UP (12 ms) and is "
                "gone"
            )
        ],
    ),
    ("a record that came late", {DAY: RECORDS + "2026-01-14T13:00:00Z,UP,9\n"}, []),
    (
        "a comment of before the newest",
        {f"{IT}/2026-01-15T1050Z.identified.md": "Said in time.\n"},
        [
            (
                "2026-01-15T1050Z.identified.md:1:1 warning back-dated: this new comment is of 2026-01-15 "
                "10:50:00Z, but readers have seen one of 2026-01-15 11:00:00Z"
            )
        ],
    ),
    (
        "one that says why",
        {f"{IT}/2026-01-15T1050Z.identified.md": "---\ncorrection: Late\n---\nSaid in time.\n"},
        [],
    ),
    ("an update", {f"{IT}/2026-01-15T1130Z.resolved.md": "It is over.\n"}, []),
    ("a translation of an update", {f"{FIRST[:-3]}.de.md": "Die Platte ist voll.\n"}, []),
    (
        "an incident of long ago",
        {
            "content/incidents/old/incident.md": OPENING.replace("2026-01", "2025-03"),
            "content/incidents/old/2025-03-15T1130Z.resolved.md": "Over.\n",
        },
        [],
    ),
    (
        "a broken file is broken, not removed",
        {FIRST: "---\ndeleted: maybe\n---\nA full disk.\n"},
        [],
    ),
]


@pytest.mark.parametrize(("name", "change", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_is_said(
    name: str, change: dict[str, str | None], expected: list[str], tmp_path: Path
) -> None:
    assert found(tmp_path, change) == expected


def test_a_monitor_keeps_its_id(tmp_path: Path) -> None:
    monitors = BASE["monitors.yaml"].replace("name: API", "name: API\n  id: 5")
    lines = found(tmp_path, {"monitors.yaml": monitors})
    assert len(lines) == 1
    assert lines[0].startswith(
        "monitors.yaml:3:7 error id-changed: the id of the monitor `api` was"
    )


def test_a_renamed_folder_keeps_what_it_was_by_its_id(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    number = check(tmp_path, NOW)[0].incidents[0].id
    (tmp_path / IT).rename(tmp_path / "content/incidents/2026/2026-01-15-api-outage")
    assert [line.split(": ")[0] for line in said(tmp_path)] == ["incident.md:1:1 error id-changed"]
    opening = tmp_path / "content/incidents/2026/2026-01-15-api-outage/incident.md"
    opening.write_text(OPENING.replace("title", f"id: {number}\ntitle"))
    codes = {line.split(": ")[0].rpartition(" ")[2] for line in said(tmp_path)}
    assert codes == {"id-changed"}  # its comments have other ids, as their slug has changed


def test_hiding_a_monitor_rewrites_no_incident(tmp_path: Path) -> None:
    hidden = BASE["monitors.yaml"].replace("name: API", "name: API\n  hidden: true")
    of_two = {
        f"{IT}/incident.md": OPENING.replace("{api: DOWN}", "{api: DOWN, database: DOWN}"),
        WORK: PLAN.replace("[api]", "[api, database]"),
    }
    assert found(tmp_path, {"monitors.yaml": hidden}, of_two) == []


def test_levels_are_those_of_the_settings(tmp_path: Path) -> None:
    levels = BASE["content/site.yaml"] + "checks: {comment-changed: error, fact-changed: off}\n"
    change = {FIRST: "Other.\n", f"{IT}/incident.md": OPENING.replace("Outage", "Slow")}
    lines = found(tmp_path, dict(change), {"content/site.yaml": levels})
    assert [line.split(": ")[0] for line in lines] == [
        "2026-01-15T1030Z.identified.md:1:1 error comment-changed"
    ]


def test_a_change_cannot_switch_off_the_rule_that_sees_it(tmp_path: Path) -> None:
    levels = "checks: {incident-removed: off, comment-changed: error, fact-changed: off}\n"
    change = {
        "content/site.yaml": BASE["content/site.yaml"] + levels,
        FIRST: "Other.\n",
        f"{IT}/incident.md": OPENING.replace("Outage", "Slow"),
        WORK: None,
    }
    lines = found(tmp_path, change)
    assert sorted(line.split(": ")[0] for line in lines) == [
        "2026-01-15T1030Z.identified.md:1:1 error comment-changed",
        "incident.md:2:8 warning fact-changed",
        "maintenance.md:0:0 error incident-removed",
    ]


def test_hiding_a_monitor_does_not_hide_what_was_said_of_it(tmp_path: Path) -> None:
    monitors = BASE["monitors.yaml"].replace("name: API\n", "name: API\n  hidden: true\n")
    lines = found(tmp_path, {"monitors.yaml": monitors})
    assert lines == [
        (
            "monitors.yaml:3:11 error incident-removed: the published incident `2026-01-15-outage` "
            "is gone: `api` is hidden now"
        ),
        (
            "monitors.yaml:3:11 error incident-removed: the published maintenance `2026-01-18-restart` "
            "is gone: `api` is hidden now"
        ),
    ]


def test_what_others_did_since_is_not_the_change_of_this_branch(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    git(tmp_path, "switch", "--quiet", "-c", "change")
    write(tmp_path, {f"{IT}/2026-01-15T1130Z.resolved.md": "It is over.\n"})
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "main")
    write(tmp_path, {f"{IT}/2026-01-15T1110Z.monitoring.md": "Still well.\n"})
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "change")
    assert said(tmp_path, "main") == []


UPDATES = st.lists(
    st.tuples(
        st.integers(61, 119),
        st.sampled_from(["monitoring", "identified", "resolved"]),
        st.text(
            st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=9
        ),
    ),
    max_size=4,
)


@settings(max_examples=12 if not FULL else 150, deadline=None)
@given(UPDATES)
def test_files_that_are_only_added_after_the_newest_are_no_news(
    updates: list[tuple[int, str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = repository(Path(folder), FILES)
        for minute, state, text in updates:
            name = f"2026-01-15T{10 + minute // 60}{minute % 60:02}Z.{state}.md"
            (root / IT / name).write_text(f"x{text}\n")
        site, problems = check(root, NOW)
        assert check_base(root, "HEAD", site, problems, NOW) == []
