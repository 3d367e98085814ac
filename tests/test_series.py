"""What is made of each incident alone: one artifact, which changes with its inputs and no others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import Any, NoReturn

import pytest

from statusgen.artifact import Artifact, fingerprint
from statusgen.dialects import kener_v1, kener_v4
from statusgen.model.lifecycle import State
from statusgen.output import publish
from statusgen.plan import plan
from statusgen.profiling import profiled
from statusgen.sealed import Sealed
from statusgen.series import Series, artifacts, keys
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView, Update
from statusgen.targets import load_theme
from tests.rendered import changed, rendered
from tests.sites import BASE, snapshot_of

NOW = "2026-02-01T12:00Z"
SITE = "content/site.yaml"
MONITORS = "monitors.yaml"
API = "content/incidents/2026-01-15-api"
WEB = "content/incidents/2026-01-16-web"
WORK = "content/maintenances/2026-01-20-work/maintenance.md"
CONTENT = {
    f"{API}/incident.md": "---\nid: 1\ntitle: Slow\nstart: 2026-01-15T10:00Z\nmonitors: [api]\n---\n",
    f"{API}/2026-01-15T1100Z.resolved.md": "Over.",
    f"{WEB}/incident.md": "---\nid: 2\ntitle: Down\nstart: 2026-01-16T10:00Z\nmonitors: [website]\n---\n",
    f"{WEB}/2026-01-16T1100Z.resolved.md": "Over.",
    WORK: "---\nid: 3\ntitle: Work\nstart: 2026-01-20T01:00Z\nduration: 2h\nmonitors: [api]\n---\n",
}


def planned(root: Path, content: dict[str, str], now: str = NOW) -> list[Artifact]:
    snapshot = snapshot_of(root, {**CONTENT, **content}, now)
    return list(plan(snapshot, load_theme("default", root)))


def reports(names: set[str]) -> set[str]:
    """Those artifacts that are of one report alone."""
    return {name for name in names if name.startswith(("incident/", "maintenance/"))}


def test_the_files_of_a_report_are_one_artifact_whatever_makes_them(tmp_path: Path) -> None:
    found = {one.name: one for one in planned(tmp_path, {})}
    names = reports({*found})
    assert names == {
        "incident/2026-01-15-api",
        "incident/2026-01-16-web",
        "maintenance/2026-01-20-work",
    }
    files = rendered([found["incident/2026-01-15-api"]])
    assert {"incidents/2026-01-15-api/index.html", "api/incidents/inc_1.json"} <= files.keys()
    assert {"api/v4/incidents/1.json", "api/incident/1.json"} <= files.keys()
    work = rendered([found["maintenance/2026-01-20-work"]])
    assert {
        "maintenances/2026-01-20-work/maintenance.ics",
        "api/v4/maintenances/3.json",
    } <= work.keys()


def test_a_file_is_found_by_the_words_of_its_path(tmp_path: Path) -> None:
    for artifact in planned(tmp_path, {}):
        if reports({artifact.name}):
            words = {artifact.name.partition("/")[2], *keys(artifact)}
            for path in rendered([artifact]):
                assert words & set(path.replace(".", "/").split("/")), path


def test_only_what_it_is_about_makes_it_anew(tmp_path: Path) -> None:
    before = planned(tmp_path / "a", {})
    text = {f"{API}/2026-01-15T1030Z.identified.md": "Found."}
    assert reports(changed(before, planned(tmp_path / "b", text))) == {"incident/2026-01-15-api"}
    later = planned(tmp_path / "c", {}, "2026-02-01T13:00Z")
    assert reports(changed(before, later)) == set()


def test_a_monitor_changes_the_reports_that_name_it(tmp_path: Path) -> None:
    before = planned(tmp_path / "a", {})
    described = BASE[MONITORS].replace("tag: website", "description: Pages\n  tag: website")
    assert described != BASE[MONITORS]
    after = planned(tmp_path / "b", {MONITORS: described})
    assert reports(changed(before, after)) == {"incident/2026-01-16-web"}
    more = planned(tmp_path / "c", {MONITORS: f"{BASE[MONITORS]}- {{tag: new, name: New}}\n"})
    assert reports(changed(before, more)) == set()


def test_the_clock_takes_documents_away_where_site_yaml_says_so(tmp_path: Path) -> None:
    some = {SITE: f"{BASE[SITE]}api: {{documents: 16}}\n"}
    before = planned(tmp_path / "a", some, "2026-01-31T10:30Z")
    after = planned(tmp_path / "b", some, "2026-01-31T11:30Z")
    assert reports(changed(before, after)) == {"incident/2026-01-15-api"}
    gone = rendered(before).keys() - rendered(after).keys()
    assert {"api/v4/incidents/1.json", "api/incident/1.json", "api/incidents/inc_1.json"} <= gone


class Closed(Sealed[Any]):
    """Updates into which nobody may look."""

    @property
    def value(self) -> NoReturn:
        raise AssertionError("an update was looked into")


def test_nothing_is_planned_by_looking_into_old_updates(tmp_path: Path) -> None:
    theme = load_theme("default", tmp_path)
    snapshot = snapshot_of(tmp_path, CONTENT, NOW)
    views = tuple(_aged(snapshot.incidents[-1], number) for number in range(1500))
    long = replace(snapshot, incidents=(*snapshot.incidents, *views))
    sealed = tuple(replace(one, told=Closed(())) for one in views[200:])
    kept = replace(snapshot, incidents=(*snapshot.incidents, *views[:200], *sealed))
    marks = {one.name: fingerprint(one) for one in plan(long, theme)}
    assert marks == {one.name: fingerprint(one) for one in plan(kept, theme)}
    assert sum(one.count for one in plan(long, theme)) == sum(
        one.count for one in plan(kept, theme)
    )


def test_kener_lists_incidents_without_looking_into_their_updates(tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, CONTENT, NOW)
    views = tuple(_aged(snapshot.incidents[-1], number) for number in range(1500))
    long = replace(snapshot, incidents=(*snapshot.incidents, *views))
    kept = replace(long, incidents=tuple(replace(v, told=Closed(())) for v in long.incidents))
    lists = _lists(long)
    assert {"api/incident.json", "api/incident/all.json", "api/v4/incidents/all.json"} <= {*lists}
    assert {"api/incident/by-month/2026-01.json", "api/incident/closed.json"} <= {*lists}
    assert lists == _lists(kept)


def _lists(snapshot: Snapshot) -> dict[str, bytes]:
    """The lists of Kener's incidents."""
    return {
        path: data
        for one in artifacts(chain(kener_v1.documents(snapshot), kener_v4.documents(snapshot)))
        if one.name.startswith(("api/incident.", "api/incident/", "api/v4/incidents"))
        for path, data in one.render(*one.inputs)
    }


def _aged(view: IncidentView, days: int) -> IncidentView:
    """The same incident some days earlier."""
    back = (days + 1) * 86_400
    return replace(
        view,
        slug=f"{view.slug}-{days}",
        id=1000 + days,
        start=view.start - back,
        end=None if view.end is None else view.end - back,
        times=tuple(at - back for at in view.times),
        told=Sealed(tuple(_earlier(one, back) for one in view.updates)),
        changed_at=view.changed_at - back,
        updated_at=view.updated_at - back,
        digest=days.to_bytes(16, "big"),
    )


def _earlier(update: Update[State], seconds: int) -> Update[State]:
    return replace(update, at=update.at - seconds, updated_at=update.at - seconds)


def one_file(report: Any) -> Iterator[tuple[str, bytes]]:
    yield f"{report.slug}/a.html", b"four"


def two_files(report: Any) -> Iterator[tuple[str, bytes]]:
    yield f"{report.slug}/b.json", b"eleven"
    yield f"{report.slug}/c.json", b"eleven"


def many(snapshot: Snapshot) -> list[Artifact]:
    """Three files of each of many incidents, made by two functions."""
    views = [_aged(snapshot.incidents[0], number) for number in range(200)]
    series = [
        Series("incident", views, render, (), files)
        for render, files in ((one_file, lambda _: 1), (two_files, lambda _: 2))
    ]
    return list(artifacts(series))


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_time_of_each_is_its_own(jobs: int, tmp_path: Path) -> None:
    seconds = count()
    found = many(snapshot_of(tmp_path / "site", CONTENT, NOW))
    with profiled(lambda: float(next(seconds))) as profile:
        publish(found, tmp_path / "public", jobs=jobs)
    times = {name.rpartition(".")[2]: one for name, one in profile.renderings.items()}
    assert (times["one_file"].files, times["one_file"].bytes) == (200, 800)
    assert (times["two_files"].files, times["two_files"].bytes) == (400, 2400)
    assert times["one_file"].seconds == times["two_files"].seconds == 200.0
