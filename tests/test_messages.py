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
        "2026-01-15T1160Z.resolved.md:1:1 `2026-01-15T1160Z.resolved.md` names a day, an hour or a zone that does not exist",
        "correct the date, the time or the zone in the name",
    ),
    (
        {f"{IT}/incident.md": OPENING, f"{IT}/2026-01-15T11:20.resolved.2.de.md": "x\n"},
        "2026-01-15T11:20.resolved.2.de.md:1:1 `2026-01-15T11:20.resolved.2.de.md` is no comment's name",
        "name it `2026-01-15T1120Z.resolved.2.de.md` if that is UTC, or `2026-01-15T1120+0100.resolved.2.de.md` if that clock is an hour ahead of UTC",
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
    (
        {f"{IT}/incident.md": OPENING, f"{IT}/2026-01-15T1120+01.resolved.md": "x\n"},
        "2026-01-15T1120+01.resolved.md:1:1 `2026-01-15T1120+01.resolved.md` is no comment's name",
        "name it `2026-01-15T1120+0100.resolved.md`: date, time, zone and state; Z is UTC",
    ),
    (
        {f"{IT}/incident.md": OPENING, f"{IT}/incident.DE.md": "x\n"},
        "incident.DE.md:1:1 `incident.DE.md` is no comment's name",
        "rename it to `incident.de.md`: languages are written in lower case",
    ),
    (
        {f"{IT}/incident.md": OPENING, f"{IT}/incident.draft.md": "x\n"},
        "incident.draft.md:1:1 `incident.draft.md` is no comment's name",
        "a translation is named after its language, such as `incident.de.md`",
    ),
    *(
        (
            {f"{IT}/{name}": OPENING},
            "2026-01-15-api-outage:0:0 this folder has no incident.md",
            hint,
        )
        for name, hint in (
            ("incident.md.txt", "rename `incident.md.txt` to `incident.md`"),
            ("Incident.MD", "rename `Incident.MD` to `incident.md`"),
            ("incident.markdown", "rename `incident.markdown` to `incident.md`"),
            ("incident.de.md", "add incident.md, of which `incident.de.md` is a translation"),
            ("maintenance.md", "move the folder to `content/maintenances`"),
        )
    ),
    (
        {f"{WORK}/incident.md": OPENING},
        "weekly-restart:0:0 this folder has no maintenance.md",
        "move the folder to `content/incidents`",
    ),
    *(
        (
            {f"content/{name}/2026-01-15-api/incident.md": OPENING},
            f"{name}:0:0 `{name}` means nothing here, and nothing in it is read",
            f"did you mean `{meant}`?",
        )
        for name, meant in (
            ("incident", "incidents"),
            ("incidents ", "incidents"),
            ("Maintenances", "maintenances"),
        )
    ),
    (
        {"content/incidents/2026/2026-01-15T1120Z.resolved.md": "It is up.\n"},
        "2026-01-15T1120Z.resolved.md:1:1 this comment is not in the folder of an incident",
        "move it to the folder with the incident.md that it belongs to",
    ),
    # what is not where it belongs
    (
        {f"{IT}/incident.md": OPENING.removeprefix("---\n")},
        "incident.md:1:1 the front matter must begin with a line `---`",
        "put `---` above this line, and another below the last line of the kind `key: value`",
    ),
    (
        {f"{IT}/incident.md": OPENING, RESOLVED: "author: Jo\n---\nIt is up.\n"},
        "2026-01-15T1120Z.resolved.md:1:1 the front matter must begin with a line `---`",
        "put `---` above this line, and another below the last line of the kind `key: value`",
    ),
    (
        {f"{IT}/incident.md": OPENING.replace("monitors: [api]", "monitors:\napi: DOWN")},
        "incident.md:5:1 `api` means nothing here",
        "indent it below `monitors:`; as it is, `api` is not shown as affected",
    ),
    (
        {f"{IT}/incident.md": OPENING.replace("monitors:", "monitor:")},
        "incident.md:4:1 `monitor` means nothing here",
        "did you mean `monitors`? As it is, nothing is shown as affected",
    ),
    (
        {"monitors.yaml": "- tag: api\n  name: API\n  - tag: web\n    name: Website\n"},
        "monitors.yaml:3:3 this entry of the list is indented further than the ones above",
        "begin every entry with `- ` in the same column",
    ),
    (
        {"monitors.yaml": "  - tag: api\n    name: API\n- tag: web\n  name: Website\n"},
        "monitors.yaml:3:1 this entry of the list is indented less than the first one",
        "begin every entry with `- ` in the same column",
    ),
    *(
        (
            {f"{IT}/incident.md": OPENING.replace("---\ntitle", f"---\nid: {number}\ntitle")},
            "incident.md:2:5 `id` must be a whole number, not text",
            hint,
        )
        for number, hint in (
            ("007", "write it without leading zeros: 7"),
            ("12345678901234567890", "write a smaller number, of at most 15 digits"),
            ('"7"', "write it without quotes: 7"),
        )
    ),
    # recurrences
    *(
        (
            {
                f"{WORK}/maintenance.md": "---\ntitle: Restart\nstart: 2026-01-19T02:00:00Z\n"
                f"duration: 1h\nrrule: {rule}\n---\n"
            },
            f"maintenance.md:5:8 `rrule` cannot be used: {wrong}",
            "write it as in RFC 5545, such as FREQ=WEEKLY;BYDAY=SU",
        )
        for rule, wrong in (
            ("FREQ=DAILY;INTERVAL=0", "`INTERVAL=0` is not of the form INTERVAL=2"),
            ("FREQ=DAILY;INTERVAL=-1", "`INTERVAL=-1` is not of the form INTERVAL=2"),
            ("FREQ=DAILY;COUNT=-5", "`COUNT=-5` is not of the form COUNT=10"),
            ("FREQ=MONTHLY;BYDAY=+99MO", "`BYDAY=+99MO` is not of the form BYDAY=MO,1FR"),
            ("FREQ=MONTHLY;BYDAY=9MO", "no month has 9 weeks"),
            ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "it never takes place"),
            ("FREQ=DAILY;BYSETPOS=366", "it never takes place"),
            ("FREQ=YEARLY;BYWEEKNO=53;BYMONTH=5", "it never takes place"),
            ("FREQ=WEEKLY;UNTIL=20250101", "it never takes place"),
            ("FREQ=HOURLY", "it recurs more than 1,000 times a year"),
            (
                "FREQ=SECONDLY;COUNT=10000",
                "it recurs every minute or second without a COUNT of at most 1,000",
            ),
            (
                "FREQ=MINUTELY;COUNT=1;INTERVAL=60;BYHOUR=5;BYMONTHDAY=31;BYMONTH=2",
                "what recurs every minute or second takes no part that begins with BY",
            ),
        )
    ),
    # site.yaml
    *(
        (
            {"content/site.yaml": f'title: A\nurl: "{url}"\n'},
            f"site.yaml:2:6 `url` cannot be `{url}`",
            "correct its host name",
        )
        for url in ("https://[x", "https://a\u2100b/", "https://a.example:99999/")
    ),
    (
        {"content/site.yaml": "title: A\nurl: https://a.example\ntokens: {lihgt: {bg: red}}\n"},
        "site.yaml:3:10 `tokens.lihgt` means nothing here",
        "did you mean `light`?",
    ),
    *(
        (
            {
                "content/site.yaml": "title: A\nurl: https://a.example\n"
                f"tokens: {{dark: {{bg: '{value}'}}}}\n"
            },
            f"site.yaml:3:21 `tokens.dark.bg` cannot be `{value}`",
            "write a colour, a font or a length, such as #0b57d0, Inter or 50rem",
        )
        for value in ("url(x)", "URL(x)", "//x", "red;}x{", "</style>")
    ),
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
