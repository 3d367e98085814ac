"""Counts instructions under valgrind: what must not grow, whatever else the machine does.

A count is taken by that of a yardstick, a fixed piece of Python, and held against the same of the
same minor version of Python: another interpreter, compiler or processor changes both.
"""

from __future__ import annotations

import json
import platform
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.machine import libraries
from tests.bench.measuring import Failed, timed
from tests.bench.phases import Subject, add_comment, incident_folder, prepared

EXPECTED = Path(__file__).with_name("instructions.json")
TOLERANCE = 0.05
"""How much more than expected is still no failure; as much less, and it is to be recorded again."""

_INCIDENTS = 100
_YARDSTICK = "yardstick"
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
_SAME_EVERY_TIME = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

Counts = dict[str, int]
Tell = Callable[[str], None]


def held(work: Path, expected: Path, tell: Tell) -> bool:
    """Counts, tells each ratio to what is expected, and says whether all are within the tolerance."""
    entry = _read(expected).get(_python())
    if entry is None:
        raise Failed(f"{expected.name} expects nothing of Python {_python()}: use --record")
    counts = count(work, tell)
    if entry["libraries"] != libraries():
        tell(f"note: recorded with other libraries: {entry['libraries']}, these are {libraries()}")
    changes = changed(entry["counts"], counts)
    for name, change in changes.items():
        tell(f"{name:40}{counts[name]:>16,}  {change - 1:+7.1%}  {_verdict(change)}")
    return all(change <= 1 + TOLERANCE for change in changes.values())


def record(work: Path, expected: Path, tell: Tell) -> bool:
    """Counts, and expects that from now on of this minor version of Python."""
    counts = count(work, tell)
    document = _read(expected)
    document[_python()] = {"libraries": libraries(), "counts": counts}
    expected.write_text(json.dumps(dict(sorted(document.items())), indent=2) + "\n")
    return True


def changed(expected: Counts, counts: Counts) -> dict[str, float]:
    """Each count by what is expected of it, both measured with their own yardstick."""
    unit = counts[_YARDSTICK] / expected[_YARDSTICK]
    return {
        name: counts[name] / before / unit
        for name, before in expected.items()
        if name != _YARDSTICK
    }


def count(work: Path, tell: Tell) -> Counts:
    """Instructions of the yardstick, the start, and three builds of a hundred incidents."""
    subject = prepared(work / "counted", _INCIDENTS)
    python = sys.executable

    def counted(name: str, command: Sequence[str]) -> None:
        counts[name] = instructions(command)
        tell(f"{name:40}{counts[name]:>16,}")

    def build(output: Path) -> list[str]:
        return subject.command(subject.site, output, "--jobs", "1")

    counts: Counts = {}
    counted(_YARDSTICK, [python, "-m", "tests.bench.yardstick"])
    counted("statusgen --help", [python, "-m", "statusgen", "--help"])
    counted("nothing changed, 100 incidents", build(subject.output))
    _edit(subject)
    counted("a comment added, 100 incidents", build(subject.output))
    counted("cold build, 100 incidents", build(subject.fresh()))
    return counts


def instructions(command: Sequence[str]) -> int:
    """How many instructions a program takes, without those of the kernel; Failed without valgrind."""
    if shutil.which("valgrind") is None:
        raise Failed("instructions are counted by valgrind, which is not installed")
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    fixed = ["setarch", "-R"] if shutil.which("setarch") else []  # addresses decide hash collisions
    found = _COUNTED.search(timed([*fixed, *tool, *command], _SAME_EVERY_TIME).wrong)
    if found is None:
        raise Failed("valgrind has not said how many instructions there were")
    return int(found[1].replace(",", ""))


def _edit(subject: Subject) -> None:
    add_comment(subject, incident_folder(subject, _INCIDENTS * 3 // 4))


def _verdict(change: float) -> str:
    if change > 1 + TOLERANCE:
        return "more than expected"
    return "less than expected: use --record" if change < 1 - TOLERANCE else "as expected"


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def _read(expected: Path) -> dict[str, Any]:
    if not expected.exists():
        return {}
    document: dict[str, Any] = json.loads(expected.read_text())
    return document
