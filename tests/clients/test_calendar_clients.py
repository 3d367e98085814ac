"""Calendar programs that others wrote read every calendar of this checkout's site.

None of them looks at line ends and folding: tests/targets/test_calendar.py does.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import copy, copytree
from typing import Any

import pytest

from statusgen.build import Options, build
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from tests.clients.test_statuspage_clients import PYTHON, ROOT, run_node, run_python
from tests.describe import when
from tests.sites import instant, write_site
from tests.tools import needed

NOW = "2026-11-20T12:00Z"
SINCE, UNTIL = "2026-01-01T00:00Z", "2027-01-01T00:00Z"

RULES = (
    "FREQ=DAILY;INTERVAL=3;COUNT=40",
    "FREQ=WEEKLY;BYDAY=MO,FR",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=WEEKLY;UNTIL=20260601",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
    "FREQ=DAILY;BYHOUR=4,14;BYDAY=SA,SU",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Snapshot]:
    """The site of this checkout, and work by each of the rules."""
    folder = tmp_path_factory.mktemp("site")
    copytree(ROOT / "content", folder / "content")
    copy(ROOT / "monitors.yaml", folder)
    backup = "tests/cases/sites/recurring-across-dst/content/maintenances/weekly-backup"
    work = (ROOT / backup / "maintenance.md").read_text().replace("[storage]", "[]")
    files = {
        f"content/maintenances/rule-{number}/maintenance.md": work.replace(
            "FREQ=WEEKLY;BYDAY=SU", rule
        )
        for number, rule in enumerate(("FREQ=WEEKLY;BYDAY=SU", *RULES))
    }
    kept = {name: (folder / name).read_text() for name in ("monitors.yaml", "content/site.yaml")}
    write_site(folder, files | kept)
    snapshot = build(folder, folder / "public", Options(instant(NOW))).snapshot
    assert snapshot is not None
    return folder / "public", snapshot


def expected(view: MaintenanceView) -> list[list[str]]:
    """When it takes place in the year, and whether it was cancelled."""
    return [
        [when(one.start), when(one.end), "CANCELLED" if one.phase == "cancelled" else "CONFIRMED"]
        for one in view.occurrences
        if instant(SINCE) <= one.start < instant(UNTIL)
    ]


# ---------------------------------------------------------------- vobject and ics, in Python

READ = """
import json, sys
from pathlib import Path
import ics, vobject

events = {}
for path in sorted(Path(sys.argv[1]).rglob("*.ics")):
    text = path.read_bytes().decode()
    vobject.readOne(text).validate(raiseException=True)
    events[str(path.relative_to(sys.argv[1]))] = len(ics.Calendar(text).events)
print(json.dumps(events))
"""


def test_vobject_and_ics(site: tuple[Path, Snapshot]) -> None:
    public, snapshot = site
    found = run_python(READ, str(public))
    assert len(found) == 1 + len(snapshot.monitors) + len(snapshot.maintenances)
    assert found["maintenance.ics"] >= len(snapshot.maintenances)


# ---------------------------------------------------------------- ical.js, for Node

ICAL_JS = """
const fs = require("fs");
const loaded = require("ical.js");
const ICAL = loaded.default || loaded;
const instant = (time) => time.toJSDate().toISOString().slice(0, 16).replace("T", " ");
const found = {};
for (const path of process.argv.slice(3)) {
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(path, "utf8")));
  const parts = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
  const times = [];
  for (const event of parts.filter((one) => !one.isRecurrenceException())) {
    const walk = event.iterator();
    for (let next; (next = walk.next()) && next.toJSDate() < new Date(process.argv[1]); ) {
      const { startDate, endDate, item } = event.getOccurrenceDetails(next);
      times.push([instant(startDate), instant(endDate), item.component.getFirstPropertyValue("status")]);
    }
  }
  found[path] = times.sort();
}
console.log(JSON.stringify(found));
"""


def test_ical_js_finds_the_same_occurrences(site: tuple[Path, Snapshot]) -> None:
    public, snapshot = site
    files = {
        str(public / f"maintenances/{view.slug}/maintenance.ics"): view
        for view in snapshot.maintenances
    }
    found: dict[str, Any] = run_node("ical.js", ICAL_JS, UNTIL, "-", *files)
    for file, times in found.items():
        shown = [one for one in times if one[0] < when(instant(UNTIL))]
        assert shown == sorted(expected(files[file])), file


# ---------------------------------------------------------------- khal, in Python

KHAL = """\
[calendars]
[[status]]
path = {folder}/calendar
[locale]
local_timezone = Europe/Berlin
default_timezone = Europe/Berlin
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/database
"""


def test_khal_shows_two_in_the_morning_before_and_after_the_clocks_change(
    site: tuple[Path, Snapshot], tmp_path: Path
) -> None:
    public, _ = site
    (tmp_path / "calendar").mkdir()
    (tmp_path / "config").write_text(KHAL.format(folder=tmp_path))

    def khal(*arguments: str) -> list[str]:
        command = [str(needed(PYTHON / "khal")), "-c", str(tmp_path / "config"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    for file in sorted(public.rglob("*.ics")):
        khal("printics", str(file))
    khal("import", "--batch", "-a", "status", str(public / "maintenances/rule-0/maintenance.ics"))
    form = ("--format", "{start-date} {start-time}-{end-time}", "--day-format", "")
    assert khal("list", *form, "2026-03-10", "30d") == [
        "2026-03-22 02:00-03:30",
        "2026-03-29 03:00-04:30",  # there is no 02:00 that night
        "2026-04-05 04:00-05:00",  # moved
    ]
    assert khal("list", *form, "2026-10-11", "28d") == [
        "2026-10-11 02:00-03:30",
        "2026-10-18 02:00-03:30",
        "2026-10-25 02:00-02:30",  # an hour of that night comes twice
        "2026-11-01 02:00-03:30",
    ]
