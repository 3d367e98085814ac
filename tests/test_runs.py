"""Runs of artifacts: equal marks mean equal artifacts, whatever happened to the site or the clock."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product
from pathlib import Path

import pytest

from statusgen import dialects, targets
from statusgen.artifact import Artifact, Run, digest, fingerprint
from statusgen.output import publish
from statusgen.prepare import check, has_errors
from statusgen.series import runs
from statusgen.snapshot import Snapshot
from statusgen.targets import load_theme
from tests.numbered_site import as_if_large, one_file
from tests.sites import instant, snapshot_of, write_site

SITE, MONITORS = "content/site.yaml", "monitors.yaml"
API = "content/incidents/2024-05-15-api"
WEB = "content/incidents/2026-01-16-web"
WORK = "content/maintenances/2026-01-20-work/maintenance.md"
WEEKLY = "content/maintenances/2025-11-03-weekly/maintenance.md"
CONTENT = {
    SITE: "title: Status\nurl: https://status.example.org/\n",
    MONITORS: "- {tag: api, name: API, category: Core}\n- {tag: website, name: Website}\n",
    f"{API}/incident.md": "---\nid: 1\ntitle: Slow\nstart: 2024-05-15T10:00Z\nmonitors: [api]\n---\n",
    f"{API}/2024-05-15T1100Z.resolved.md": "Over.",
    f"{WEB}/incident.md": "---\nid: 2\ntitle: Down\nstart: 2026-01-16T10:00Z\nmonitors: [website]\n---\n",
    WORK: "---\nid: 3\ntitle: Work\nstart: 2026-01-20T01:00Z\nduration: 2h\n"
    "created_at: 2026-01-18T00:00Z\nmonitors: [api]\n---\nText.",
    WEEKLY: "---\nid: 4\ntitle: Weekly\nstart: 2025-11-03T01:00Z\nduration: 1h\n"
    "rrule: FREQ=WEEKLY\nmonitors: [website]\n---\nText.",
}
HEAD = "timestamp,status,latency\n"
CLOCKS = (
    "2026-01-17T12:00Z",
    "2026-01-17T12:01Z",
    "2026-01-18T12:00Z",
    "2026-01-20T02:00Z",
    "2026-01-21T12:00Z",
    "2026-02-01T12:00Z",
    "2026-12-31T23:59:30Z",
    "2027-01-01T00:00Z",
    "2027-01-01T00:00:01Z",
)
EDITS: dict[str, dict[str, str]] = {
    "nothing": {},
    "an update": {f"{WEB}/2026-01-16T1100Z.identified.md": "A full disk."},
    "an update of the future": {f"{WEB}/2026-01-20T0130Z.identified.md": "A full disk."},
    "an old report": {f"{API}/2024-05-15T1100Z.resolved.md": "All of it is over."},
    "a notice": {
        "content/incidents/2026-01-17-note/incident.md": "---\ntitle: Note\n"
        "start: 2026-01-17T11:00Z\nnotice: true\nmonitors: [api]\n---\nRead this."
    },
    "other languages": {SITE: CONTENT[SITE] + "languages: [de]\n"},
    "another zone": {SITE: CONTENT[SITE] + "day_zone: Asia/Kathmandu\n"},
    "another address": {SITE: CONTENT[SITE].replace("example.org", "example.com")},
    "fewer documents": {SITE: CONTENT[SITE] + "api: {documents: 30}\n"},
    "another name": {MONITORS: CONTENT[MONITORS].replace("name: API", "name: Gateway")},
    "another category": {MONITORS: CONTENT[MONITORS].replace("Core", "Edge")},
    "another order": {MONITORS: "\n".join(reversed(CONTENT[MONITORS].splitlines())) + "\n"},
    "a hidden monitor": {MONITORS: CONTENT[MONITORS].replace("Website", "Website, hidden: true")},
    "a page": {"content/pages/about.md": "---\ntitle: About\n---\nWho we are."},
    "records": {
        "content/status/api/2024-01-01.csv": f"{HEAD}2024-01-01T10:00Z,DOWN,\n",
        "content/status/api/2026-01-17.csv": f"{HEAD}2026-01-17T11:00Z,UP,9\n",
    },
    "work that is off": {WORK: CONTENT[WORK].replace("id: 3", "id: 3\nactive: false")},
}


def planned(snapshot: Snapshot, folder: Path) -> Iterator[Run]:
    found = chain(
        targets.plan(snapshot, load_theme("default", folder)), dialects.documents(snapshot)
    )
    return (one for one in runs(found) if isinstance(one, Run))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_the_edits_are_sound(edit: dict[str, str], tmp_path: Path) -> None:
    assert not has_errors(check(write_site(tmp_path, {**CONTENT, **edit}), instant(CLOCKS[-1]))[1])


def test_equal_marks_are_of_equal_artifacts(tmp_path: Path) -> None:
    seen: dict[tuple[str, bytes], dict[str, str]] = {}
    again = 0
    for number, (edit, clock) in enumerate(product(EDITS.values(), CLOCKS)):
        folder = tmp_path / str(number)
        folder.mkdir()
        for run in planned(snapshot_of(folder, {**CONTENT, **edit}, clock), folder):
            found = {one.name: fingerprint(one) for one in run.plan()}
            again += (run.name, run.mark) in seen
            assert seen.setdefault((run.name, run.mark), found) == found, (number, run.name)
    assert again > len(seen)


def numbered(*inputs: int) -> Iterator[Artifact]:
    yield Artifact("numbered", one_file, inputs)


def twice(*inputs: int) -> Iterator[Artifact]:
    yield Artifact("numbered", one_file, (*inputs, *inputs))


def test_a_plan_gets_nothing_that_is_not_in_the_mark() -> None:
    run = Run.of("run", numbered, 1, 2)
    assert [one.inputs for one in run.plan()] == [(1, 2)]
    assert run.mark == Run.of("run", numbered, 1, 2).mark
    others = [
        Run.of("run", plan, *of)
        for plan, of in ((numbered, (1, 3)), (numbered, (1,)), (twice, (1, 2)))
    ]
    assert len({run.mark, *(one.mark for one in others)}) == 4


def test_a_run_is_planned_only_where_its_mark_changed(tmp_path: Path) -> None:
    asked: list[str] = []

    def run(name: str, text: str) -> Run:
        def plan() -> Iterator[Artifact]:
            asked.append(name)
            yield Artifact(f"{name}.html", one_file, (f"{name}.html", text))
            yield Artifact(f"{name}.json", one_file, (f"{name}.json", "same"))

        return Run(name, digest(text), plan)

    def published(*found: Artifact | Run) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
        asked.clear()
        done = publish(found, tmp_path / "public", state=tmp_path / "record")
        return tuple(done.written), done.removed, list(asked)

    with as_if_large():
        assert published(run("a", "1"), run("b", "1"))[2] == ["a", "b"]
        assert published(run("a", "1"), run("b", "1")) == ((), (), [])
        assert published(run("a", "1"), run("b", "2")) == (("b.html",), (), ["b"])
        assert published(run("b", "2")) == ((), ("a.html", "a.json"), [])
        assert published(run("a", "1"), run("b", "2"))[2] == ["a"]
        again = Artifact("b.html", one_file, ("b.html", "2"))
        with pytest.raises(ValueError, match=r"two artifacts are named 'b\.html'"):
            published(run("b", "2"), again)
        (tmp_path / "record").unlink()
        assert published(run("a", "1"), run("b", "2")) == ((), (), ["a", "b"])
