"""How runs are measured: time, memory of all processes, instructions, and runs that fail."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.instructions import (
    YARDSTICK,
    Expectation,
    changed,
    expectation,
    held,
    record,
)
from tests.bench.kinds import kind
from tests.bench.machine import file_system, libraries
from tests.bench.measuring import Failed, peak_memory, timed

COUNTS = {YARDSTICK: 1_000, "start": 200, "cold": 4_000}


def test_a_run_has_its_time_and_what_it_said() -> None:
    sample = timed([sys.executable, "-c", "import time; time.sleep(0.05); print('1,234 written')"])
    assert sample.seconds >= 0.05
    assert sample.cpu > 0
    assert sample.said == "1,234 written\n"


def test_a_run_that_fails_is_no_measurement() -> None:
    with pytest.raises(Failed, match="no such thing"):
        timed([sys.executable, "-c", "raise SystemExit('no such thing')"])
    with pytest.raises(Failed):
        peak_memory([sys.executable, "-c", "raise SystemExit(3)"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can say")
def test_memory_is_that_of_all_processes_together() -> None:
    hold = "import time; data = bytearray(40_000_000); time.sleep(0.4)"
    both = f"import os; os.fork(); {hold}"
    alone = peak_memory([sys.executable, "-c", hold]) or 0
    assert alone > 40_000_000
    assert (peak_memory([sys.executable, "-c", both]) or 0) > alone + 35_000_000


def test_a_count_is_taken_by_the_yardstick_of_its_own_machine() -> None:
    twice = {name: 2 * count for name, count in COUNTS.items()}
    assert changed(COUNTS, twice) == {"start": 1, "cold": 1}


@pytest.mark.parametrize(
    ("cold", "verdict", "fine"),
    [
        (4_100, "as expected", True),
        (4_400, "more than expected", False),
        (3_600, "less than expected: use --record", True),
    ],
)
def test_more_than_the_tolerance_is_not_held(cold: int, verdict: str, fine: bool) -> None:
    said: list[str] = []
    expected = Expectation(libraries(), COUNTS)
    assert held(expected, {**COUNTS, "cold": cold}, said.append) is fine
    assert said[-1].endswith(verdict)


def test_other_libraries_are_named(tmp_path: Path) -> None:
    said: list[str] = []
    assert held(Expectation({"click": "1.0"}, COUNTS), COUNTS, said.append)
    assert said[0].startswith("recorded with click 1.0; this is ")


def test_what_is_recorded_is_expected_of_this_python(tmp_path: Path) -> None:
    file = tmp_path / "instructions.json"
    with pytest.raises(Failed, match="use --record"):
        expectation(file)
    record(COUNTS, file)
    assert expectation(file) == Expectation(libraries(), COUNTS)


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("incidents/2026-01-02-incident-7/index.html", "incidents/<slug>/index.html"),
        ("api/v4/incidents/1000570534/comments/288160290026176.json",
         "api/v4/incidents/<id>/comments/<id>.json"),
        ("api/incidents/inc_1000570534.json", "api/incidents/<id>.json"),
        ("incidents/zdz95ts0y4q0.json", "incidents/<id>.json"),
        ("incidents/unresolved.json", "incidents/unresolved.json"),
        ("monitors/service-3/2/index.html", "monitors/<tag>/<number>/index.html"),
        ("history/2026-01/index.html", "history/<month>/index.html"),
        ("index.html", "index.html"),
    ],
)  # fmt: skip
def test_a_kind_is_a_name_without_what_differs(file: str, found: str) -> None:
    assert kind(file) == found


def test_a_folder_is_on_the_nearest_mount(tmp_path: Path) -> None:
    mounts = f"/dev/vda / ext4 rw 0 0\ntmpfs {tmp_path} tmpfs rw 0 0\nproc /proc proc rw 0 0\n"
    assert file_system(tmp_path / "site", mounts) == "tmpfs"
    assert file_system(Path("/usr"), mounts) == "ext4"
    assert file_system(tmp_path, "") == ""
