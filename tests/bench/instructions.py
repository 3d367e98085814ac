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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.machine import libraries
from tests.bench.measuring import Failed, timed
from tests.bench.subject import add_comment, cache_of, incident_folder, prepared

EXPECTED = Path(__file__).with_name("instructions.json")
TOLERANCE = 0.05
"""How much more than expected is still no failure; as much less, and it is to be recorded again."""

YARDSTICK = "yardstick"

_INCIDENTS = 100
_WIDTH = 40
_COUNTED = re.compile(r"I\s+refs:\s+([\d,]+)")
_SAME_EVERY_TIME = {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}

Counts = dict[str, int]
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What was counted before, with which libraries."""

    libraries: dict[str, str]
    counts: Counts


def expectation(file: Path) -> Expectation:
    """What is expected of this minor version of Python; Failed where nothing is."""
    entry = _read(file).get(_python())
    if entry is None:
        raise Failed(f"{file.name} expects nothing of Python {_python()}: use --record")
    return Expectation(entry["libraries"], entry["counts"])


def record(counts: Counts, file: Path) -> None:
    """Expects these counts from now on of this minor version of Python."""
    document = _read(file)
    document[_python()] = {"libraries": libraries(), "counts": counts}
    file.write_text(json.dumps(dict(sorted(document.items())), indent=2) + "\n")


def held(expected: Expectation, counts: Counts, tell: Tell) -> bool:
    """Tells how each count has changed, and says whether none has grown beyond the tolerance."""
    if expected.libraries != libraries():
        tell(f"recorded with {_listed(expected.libraries)}; this is {_listed(libraries())}")
    changes = changed(expected.counts, counts)
    for name, change in changes.items():
        tell(f"{name:{_WIDTH}}{change - 1:+8.1%}  {_verdict(change)}")
    return all(change <= 1 + TOLERANCE for change in changes.values())


def changed(expected: Counts, counts: Counts) -> dict[str, float]:
    """Each count by what is expected of it, both measured with their own yardstick."""
    unit = counts[YARDSTICK] / expected[YARDSTICK]
    names = [name for name in expected if name != YARDSTICK]
    return {name: counts[name] / expected[name] / unit for name in names}


def count(work: Path, tell: Tell) -> Counts:
    """Instructions of the yardstick, the start, and builds of a hundred incidents.

    All but the cold one have the cache of the build before.
    """
    subject = prepared(work / "counted", _INCIDENTS)
    python = sys.executable

    def counted(name: str, command: Sequence[str], cache: Mapping[str, str] | None = None) -> None:
        counts[name] = instructions(command, cache)
        tell(f"{name:{_WIDTH}}{counts[name]:>16,}")

    def build(name: str, output: Path) -> None:
        command = subject.command(subject.site, output, "--jobs", "1")
        counted(f"{name}, {_INCIDENTS} incidents", command, cache_of(output))

    counts: Counts = {}
    counted(YARDSTICK, [python, "-m", "tests.bench.yardstick"])
    counted("statusgen --help", [python, "-m", "statusgen", "--help"])
    counted("statusgen --version", [python, "-m", "statusgen", "--version"])
    build("nothing changed", subject.output)
    subject.now += 3600
    build("an hour later", subject.output)
    add_comment(subject, incident_folder(subject, _INCIDENTS * 3 // 4))
    build("a comment added", subject.output)
    build("cold build", subject.fresh())
    return counts


def instructions(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int:
    """How many instructions a program takes, without those of the kernel; Failed without valgrind."""
    if shutil.which("valgrind") is None:
        raise Failed("instructions are counted by valgrind, which is not installed")
    tool = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    fixed = ["setarch", "-R"] if shutil.which("setarch") else []  # addresses decide hash collisions
    found = _COUNTED.search(
        timed([*fixed, *tool, *command], _SAME_EVERY_TIME | dict(environment or {})).wrong
    )
    if found is None:
        raise Failed("valgrind has not said how many instructions there were")
    return int(found[1].replace(",", ""))


def _verdict(change: float) -> str:
    if change > 1 + TOLERANCE:
        return "more than expected"
    return "less than expected: use --record" if change < 1 - TOLERANCE else "as expected"


def _listed(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def _read(expected: Path) -> dict[str, Any]:
    if not expected.exists():
        return {}
    document: dict[str, Any] = json.loads(expected.read_text())
    return document
