"""What people read who have made a mistake: the place, what is wrong, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites import diagnose, instant, write_site

NOW = instant("2026-01-20T12:00:00Z")
IT = "content/incidents/2026-01-15-api-outage"
OPENING = "---\ntitle: API outage\nstart: 2026-01-15T10:30:00Z\nmonitors: [api]\n---\nIt is down.\n"
RESOLVED = f"{IT}/2026-01-15T1120Z.resolved.md"
WORK = "content/maintenances/weekly-restart"

Said = tuple[str, str]


def said(root: Path, files: dict[str, str]) -> list[Said]:
    """Every problem as ``file:line:column message`` and hint; the file without its folder."""
    lines = []
    for located in diagnose(write_site(root, files), NOW):
        one = located.diagnostic
        place = f"{one.where.file.rpartition('/')[2]}:{one.where.line}:{one.where.column}"
        lines.append((f"{place} {one.message}", one.hint))
    return lines


CASES: list[tuple[dict[str, str], str, str]] = [
    # monitors.yaml: which monitor it is
    (
        {"monitors.yaml": "- tag: api\n  name: API\n  defaultStatus: OK\n"},
        "monitors.yaml:3:18 `defaultStatus` of the monitor `api` cannot be `OK`",
        "use one of: UP, DOWN, DEGRADED, NONE",
    ),
    (
        {"monitors.yaml": "- tag: Data Base\n  name: Database\n"},
        "monitors.yaml:1:8 `tag` of the monitor `Database` cannot be `Data Base`",
        "write lower-case letters, digits, `-` and `_`",
    ),
    (
        {"monitors.yaml": "- name: Website\n"},
        "monitors.yaml:1:3 `tag` of the monitor `Website` is missing",
        "add `tag: …`, its short name in URLs and in incidents",
    ),
    (
        {"monitors.yaml": "api:\n  name: API\n"},
        "monitors.yaml:1:1 the file must be a list, not a map",
        "begin each entry with `- ` on a line of its own, or write [one, two]",
    ),
    (
        {"monitors.yaml": "- tag: api\n  name: API\n- website\n"},
        "monitors.yaml:3:3 entry 2 must be a map, not text",
        "write `key: value`, each on a line of its own",
    ),
    # front matter
    (
        {f"{IT}/incident.md": OPENING.replace("[api]", "[api, 5]")},
        "incident.md:4:17 entry 2 of `monitors` must be text, not a whole number",
        'put it in quotes: "5"',
    ),
    (
        {f"{IT}/incident.md": OPENING.replace("[api]", "[api, databse]")},
        "incident.md:4:17 there is no monitor `databse`",
        "did you mean `database`?",
    ),
    (
        {f"{IT}/incident.md": OPENING.replace("API outage", "''")},
        "incident.md:2:8 `title` is empty",
        "write something, or delete it",
    ),
    (
        {f"{IT}/incident.md": OPENING.replace("API outage", "a" * 300)},
        "incident.md:2:8 `title` has 300 characters, not 1 to 255",
        "shorten it",
    ),
    (
        {f"{IT}/incident.md": OPENING.replace("2026-01-15T10:30:00Z", "1768473000000")},
        "incident.md:3:8 `start` is not a time in Unix seconds: 1768473000000",
        "these look like milliseconds: divide by 1000",
    ),
    (
        {f"{IT}/incident.md": OPENING.replace("2026-01-15T10:30:00Z", "2026-01-32T10:30:00Z")},
        "incident.md:3:8 `start` is a day or an hour that does not exist: `2026-01-32T10:30:00Z`",
        "correct the date or the time of day",
    ),
    (
        {f"{IT}/incident.md": "---\n- API outage\n---\nIt is down.\n"},
        "incident.md:1:1 the front matter must be a map, not a list",
        "write `key: value`, each on a line of its own",
    ),
    # names
    (
        {"content/incidents/2026/2026-01-15-api.md": OPENING},
        "2026-01-15-api.md:1:1 `2026-01-15-api.md` is not in a folder of its own",
        "move it to `content/incidents/2026/2026-01-15-api/incident.md`",
    ),
    (
        {f"{IT}/Incident.md": OPENING},
        "2026-01-15-api-outage:0:0 this folder has no incident.md",
        "rename `Incident.md` to `incident.md`",
    ),
    (
        {RESOLVED: "It is up.\n"},
        "2026-01-15-api-outage:0:0 this folder has no incident.md",
        "add incident.md with at least a title",
    ),
    (
        {f"{IT}/incident.md": OPENING, f"{IT}/2026-01-15T1160Z.resolved.md": "It is up.\n"},
        "2026-01-15T1160Z.resolved.md:1:1 `2026-01-15T1160Z.resolved.md` names a day or an hour that does not exist",
        "correct the date or the time in the name",
    ),
    (
        {f"{IT}/incident.md": OPENING, f"{IT}/2026-01-15T11:20.resolved.2.de.md": "x\n"},
        "2026-01-15T11:20.resolved.2.de.md:1:1 `2026-01-15T11:20.resolved.2.de.md` is no comment's name",
        "name it `2026-01-15T1120Z.resolved.2.de.md`: date, time, zone and state; Z is UTC",
    ),
    (
        {"content/pages/about.de.md": "---\ntitle: Über uns\n---\n"},
        "about.de.md:1:1 this is a translation of `about.md`, which is not there or has no text",
        "write `about.md`, or remove this file",
    ),
    (
        {"content/site.yml": "title: Example\n"},
        "site.yml:0:0 `site.yml` means nothing here",
        "did you mean `site.yaml`?",
    ),
    # site.yaml
    (
        {"content/site.yaml": "title: A\nurl: https://a.example\nchecks:\n  going-bak: off\n"},
        "site.yaml:4:3 there is no rule `going-bak`",
        "did you mean `going-back`?",
    ),
    (
        {"content/site.yaml": "title: A\nurl: https://a.example\nlinks:\n- title: Help\n"},
        "site.yaml:4:3 `links.url` is missing",
        "add `url: …`, where it leads",
    ),
    (
        {"content/site.yaml": "title: A\nurl: https://a.example\nhistory: {days: 400}\n"},
        "site.yaml:3:17 `history.days` cannot be 400",
        "write a whole number from 1 to 365",
    ),
    # pushed statuses
    (
        {"content/status/api/2026-01-15.csv": "timestamp,status,latency\n1768473000, OK,12\n"},
        "2026-01-15.csv:2:13 `status` cannot be `OK`",
        "use one of: DOWN, PARTIAL, DEGRADED, MAINTENANCE, UP, NO_DATA",
    ),
    (
        {"content/status/api/2026-01-15.csv": "timestamp,status,latency\n1768473000,UP,12ms\n"},
        "2026-01-15.csv:2:15 `latency` cannot be `12ms`",
        "write milliseconds, or nothing",
    ),
    # what is readable and still wrong
    (
        {
            f"{IT}/incident.md": OPENING,
            f"{IT}/2026-01-15T0930Z.identified.md": "---\nauthor: Jo\n---\nFound.\n",
        },
        "2026-01-15T0930Z.identified.md:1:1 this comment is of 2026-01-15 09:30:00Z, before the incident began",
        "the incident began at 2026-01-15 10:30:00Z: correct one of the two",
    ),
    (
        {
            f"{IT}/incident.md": OPENING,
            RESOLVED: "---\ntimestamp: 2026-01-15T09:30:00Z\n---\nIt is up.\n",
        },
        "2026-01-15T1120Z.resolved.md:2:12 this comment is of 2026-01-15 09:30:00Z, before the incident began",
        "the incident began at 2026-01-15 10:30:00Z: correct one of the two",
    ),
    (
        {
            f"{IT}/incident.md": OPENING,
            RESOLVED: "It is up.\n",
            f"{IT}/2026-01-15T1120Z.resolved.de.md": "Es geht.\n\nDas password=hunter2hunter2\n",
        },
        "2026-01-15T1120Z.resolved.de.md:3:5 this looks like a password",
        "remove it and revoke it: whoever can read the repository has it already",
    ),
    (
        {
            f"{WORK}/maintenance.md": "---\ntitle: Restart\nstart: 2026-01-19T02:00:00Z\n"
            "duration: 1h\n---\n",
            f"{WORK}/2026-01-21T0300Z.completed.md": "Done.\n",
        },
        "2026-01-21T0300Z.completed.md:1:1 this is dated 2026-01-21 03:00:00Z, but now it is 2026-01-20 12:00:00Z",
        "correct the time (Z is UTC, +0100 an hour ahead of it); the clock alone moves a maintenance",
    ),
    (
        {
            f"{IT}/incident.md": OPENING,
            RESOLVED: "---\nid: 41\n---\nIt is up.\n",
            "content/removed.yaml": "- kind: comment\n  id: 41\n",
        },
        "2026-01-15T1120Z.resolved.md:2:5 removed.yaml says that the id 41 is gone for good",
        "give it another, such as `id: 42`",
    ),
]


@pytest.mark.parametrize(("files", "wrong", "hint"), CASES, ids=[wrong for _, wrong, _ in CASES])
def test_one_mistake_is_one_problem(
    files: dict[str, str], wrong: str, hint: str, tmp_path: Path
) -> None:
    assert said(tmp_path, files) == [(wrong, hint)]


def test_a_mistake_in_monitors_yaml_is_not_blamed_on_the_incidents(tmp_path: Path) -> None:
    files = {"monitors.yaml": "- tag: api\n  name: API: public\n", f"{IT}/incident.md": OPENING}
    assert len(said(tmp_path, files)) == 1


def test_a_mistake_in_a_text_is_not_blamed_on_its_translation(tmp_path: Path) -> None:
    files = {
        f"{IT}/incident.md": OPENING,
        RESOLVED: "---\ndeleted: no\n---\nIt is up.\n",
        f"{IT}/2026-01-15T1120Z.resolved.de.md": "Es geht.\n",
    }
    assert said(tmp_path, files) == [
        (
            "2026-01-15T1120Z.resolved.md:2:10 `deleted` must be true or false, not text",
            "write false",
        )
    ]


def test_a_mistake_in_a_time_zone_is_not_blamed_on_the_times(tmp_path: Path) -> None:
    text = "---\ntitle: Restart\nstart: 2026-02-01T02:00\nduration: 1h\ntimezone: Berlin\n---\n"
    assert said(tmp_path, {f"{WORK}/maintenance.md": text}) == [
        (
            "maintenance.md:5:11 `timezone` is no time zone: `Berlin`",
            "use a name of the IANA database, such as Europe/Berlin or UTC",
        )
    ]


def test_an_example_of_a_password_is_none(tmp_path: Path) -> None:
    text = OPENING + "Use `postgres://app:<password>@db.example.com/` or password: <yours>.\n"
    assert said(tmp_path, {f"{IT}/incident.md": text}) == []
