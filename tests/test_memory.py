"""Remembering changes nothing but the time: after any edits it gives what fresh reading gives."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from statusgen.cache import remembered
from statusgen.content.again import forget_file, load_again
from statusgen.content.load import load
from statusgen.memory import Memory
from statusgen.prepare import check
from statusgen.snapshot import take_snapshot
from statusgen.triage import leave_out
from tests.sites import instant, write_site
from tests.tools import FULL

NOW = instant("2026-01-20T12:00Z")
FOLDERS = (
    "content/incidents/2026/first",
    "content/incidents/2026/second",
    "content/incidents/Bad Name",
    "content/maintenances/work",
    "content/status/api",
    "content/pages",
)
NAMES = (
    "incident.md",
    "incident.de.md",
    "maintenance.md",
    "about.md",
    "2026-01-20T1100Z.identified.md",
    "2026-01-20T1159Z.resolved.md",
    "2026-01-20T1201Z.resolved.md",
    "2026-01-20T1130Z.completed.md",
    "2026-01-20.csv",
    "notes.txt",
)
TEXTS = (
    b"---\ntitle: One\nstart: 2026-01-20T10:00Z\nmonitors: {api: DOWN}\n---\nText.\n",
    b"---\ntitle: Two\nstart: 2026-01-20T10:30Z\nmonitors: {api: UP}\n---\nText.\n",
    b"---\ntitle: Work\nstart: 2026-01-20T12:30Z\nduration: 1h\nmonitors: [api]\n---\n",
    b"---\ntitle: Inside\nstart: 2026-01-20T10:00Z\nvisibility: internal\n---\n",
    b"---\ntitle: [\n---\n",
    b"password: hunter2-hunter2",
    b"<<<<<<< HEAD\none\n=======\ntwo\n>>>>>>> other\n",
    b"\xff\xfe",
    b"Plain words.\n",
    b"timestamp,status,latency\n2026-01-20T11:00:00Z,DOWN,3\n",
)
MONITORS = ("", "- {tag: api, name: API}\n", "- {tag: api, name: API, hidden: true}\n")

files = st.builds("{}/{}".format, st.sampled_from(FOLDERS), st.sampled_from(NAMES))
written = st.tuples(st.just("write"), files, st.sampled_from(TEXTS))
removed = st.tuples(st.just("remove"), files, st.just(b""))
linked = st.tuples(st.just("link"), files, st.just(b""))
gone = st.tuples(st.just("clear"), st.sampled_from(FOLDERS), st.just(b""))
monitors = st.tuples(
    st.just("write"), st.just("monitors.yaml"), st.sampled_from(MONITORS).map(str.encode)
)
later = st.tuples(st.just("wait"), st.just(""), st.just(b""))
edits = st.lists(st.lists(st.one_of(written, written, removed, linked, gone, monitors, later)))


def edit(root: Path, act: str, name: str, content: bytes) -> None:
    place = root / name
    if act == "write":
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    elif act == "link":
        place.unlink(missing_ok=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(root / "monitors.yaml")
    elif act == "remove":
        place.unlink(missing_ok=True)
    elif act == "clear":
        shutil.rmtree(place, ignore_errors=True)


@settings(
    max_examples=300 if FULL else 40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits)
def test_a_remembered_site_is_the_same_as_a_fresh_one(
    tmp_path: Path, rounds: list[list[tuple[str, str, bytes]]]
) -> None:
    root = tmp_path / "site"
    shutil.rmtree(root, ignore_errors=True)
    write_site(root, {})
    memory, now = Memory(), NOW
    for batch in rounds:
        for act, name, content in batch:
            edit(root, act, name, content)
            now += 60 * (act == "wait")
        fresh, remembered = load(root), load_again(root, memory)
        assert remembered == fresh
        site, problems = check(root, now, memory)
        assert (site, problems) == check(root, now)
        public = leave_out(site, problems)
        assert take_snapshot(public, now, memory) == take_snapshot(public, now)
        memory.sweep()


@settings(
    max_examples=200 if FULL else 25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits, st.sampled_from([time.time_ns, lambda: 2**62]))
def test_what_another_process_left_changes_nothing(
    tmp_path: Path, rounds: list[list[tuple[str, str, bytes]]], clock: Callable[[], int]
) -> None:
    root = tmp_path / "site"
    shutil.rmtree(root, ignore_errors=True)
    write_site(root, {})
    now = NOW
    for batch in rounds:
        for act, name, content in batch:
            edit(root, act, name, content)
            now += 60 * (act == "wait")
        memory = remembered(root, tmp_path / "cache", clock)
        site, problems = check(root, now, memory)
        assert (site, problems) == check(root, now)
        public = leave_out(site, problems)
        assert take_snapshot(public, now, memory) == take_snapshot(public, now)
        memory.put_away()


def _counted(make: Callable[[], str]) -> tuple[Callable[[], str], list[int]]:
    calls: list[int] = []

    def counting() -> str:
        calls.append(1)
        return make()

    return counting, calls


def test_what_stays_the_same_is_made_once() -> None:
    memory = Memory()
    make, calls = _counted(lambda: "made")
    assert [memory.made("key", of, make) for of in (1, 1, 2, 2)] == ["made"] * 4
    assert len(calls) == 2


def test_what_nobody_asks_for_is_let_go() -> None:
    memory = Memory()
    make, calls = _counted(lambda: "made")
    memory.made("key", 1, make)
    memory.sweep()
    memory.made("key", 1, make)
    memory.sweep()
    assert len(calls) == 1
    memory.sweep()
    memory.made("key", 1, make)
    assert len(calls) == 2


def _contents(made: bytes) -> tuple[bytes, tuple[str, ...], tuple[str, ...]]:
    return made, (), ("incident.md",)


def test_what_is_forgotten_is_made_again_wherever_it_stands(tmp_path: Path) -> None:
    found = []
    for made in (b"first", b"second", b"third"):
        memory = remembered(tmp_path, tmp_path / "cache", time.time_ns)
        if made == b"third":
            memory.forget(("folders", "a/"))
        known = memory.made(("folders", "a/"), b"same", partial(_contents, made))
        found.append(known[0])
        memory.put_away()
    assert found == [b"first", b"first", b"third"]


def test_unchanged_entries_are_the_very_same_values(tmp_path: Path) -> None:
    opening = TEXTS[0].decode()
    write_site(
        tmp_path, {f"{FOLDERS[0]}/incident.md": opening, f"{FOLDERS[1]}/incident.md": opening}
    )
    memory = Memory()
    before = {one.slug: one for one in load_again(tmp_path, memory).site.incidents}
    (tmp_path / FOLDERS[0] / "2026-01-20T1100Z.identified.md").write_text("Found.")
    after = {one.slug: one for one in load_again(tmp_path, memory).site.incidents}
    assert after["second"] is before["second"]
    assert len(after["first"].comments) == 2


def test_a_file_of_equal_length_and_time_is_read_again_where_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / FOLDERS[0] / "incident.md"
    write_site(tmp_path, {f"{FOLDERS[0]}/incident.md": TEXTS[0].decode()})
    memory = Memory()
    load_again(tmp_path, memory)
    times = file.stat()
    with file.open("r+b") as held:
        held.write(TEXTS[0].replace(b"One", b"Ein"))
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    forget_file(memory, f"{FOLDERS[0]}/incident.md")
    assert load_again(tmp_path, memory).site.incidents[0].title == "Ein"
