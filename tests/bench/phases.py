"""What is timed of statusgen: each phase is a process of its own, as its users start it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from random import Random

from tests.bench.measuring import Sample, timed
from tests.bench.subject import Subject, add_comment, check_out_anew, incident_folder, let_rest

Work = Callable[[], Mapping[str, Sample]]
"""One run; it may tell of several phases."""

_WRITTEN = re.compile(r"([\d,]+) written")


class Phase(StrEnum):
    """The names of all phases, in the order of the table."""

    PYTHON = "python -c pass"
    HELP = "statusgen --help"
    VERSION = "statusgen --version"
    READ = "read (in the process)"
    CHECK = "check (in the process)"
    SNAPSHOT = "snapshot (in the process)"
    PLAN = "plan (in the process)"
    FINGERPRINTS = "fingerprints (in the process)"
    COLD_ALONE = "cold build, --jobs 1"
    COLD = "cold build"
    COPY = "cp -r of its output"
    UNCHANGED = "nothing changed"
    OLD = "a comment added to any old incident"
    NEWEST = "a comment added to the newest incident"
    SOON = "another comment within a minute"
    MONITORS = "monitors.yaml changed"
    HOUR = "the clock moved by an hour"
    CHECKOUT = "checked out anew, cache and output kept"
    CHECKOUT_COLD = "checked out anew, cache kept, new output"
    HUGO_FULL = "Hugo, same kinds of files"
    COLD_LEAN = "cold build with one API, a JSON per incident"
    HUGO_LEAN = "Hugo, one HTML and one JSON per incident"
    COLD_CSTATE = "cold build with cState's JSON only"
    CSTATE_PATCHED = "cState without 15 unused lines"
    CSTATE = "cState as shipped"


def phases(subject: Subject) -> dict[str, Work]:
    """The phases of statusgen itself, and what they are compared with on every machine.

    Between phases that wait for the site before to be out of sight are some that build into other
    folders. After a checkout the cache of the output knows the new times of all files, so
    that the next round begins as this one.
    """
    python, work = sys.executable, subject.work
    newest = incident_folder(subject, 0)
    return {
        Phase.PYTHON: _alone(Phase.PYTHON, lambda: timed([python, "-c", "pass"])),
        Phase.HELP: _alone(Phase.HELP, lambda: timed([python, "-m", "statusgen", "--help"])),
        Phase.VERSION: _alone(
            Phase.VERSION, lambda: timed([python, "-m", "statusgen", "--version"])
        ),
        "stages": lambda: _stages(subject),
        Phase.COLD_ALONE: _alone(
            Phase.COLD_ALONE, lambda: subject.cold(subject.site, "--jobs", "1")
        ),
        Phase.COLD: _alone(Phase.COLD, lambda: subject.cold(subject.site)),
        Phase.COPY: _alone(Phase.COPY, lambda: _copy(subject)),
        Phase.OLD: _alone(Phase.OLD, lambda: _later_comment(subject, _old(subject))),
        Phase.UNCHANGED: _alone(Phase.UNCHANGED, subject.again),
        Phase.COLD_LEAN: _alone(Phase.COLD_LEAN, lambda: subject.cold(work / "lean")),
        Phase.NEWEST: _alone(Phase.NEWEST, lambda: _later_comment(subject, newest)),
        Phase.SOON: _alone(Phase.SOON, lambda: _comment(subject, _old(subject))),
        Phase.MONITORS: _alone(Phase.MONITORS, lambda: _monitors(subject)),
        Phase.COLD_CSTATE: _alone(Phase.COLD_CSTATE, lambda: subject.cold(work / "cstate-json")),
        Phase.HOUR: _alone(Phase.HOUR, lambda: _an_hour_later(subject)),
        Phase.CHECKOUT_COLD: _alone(Phase.CHECKOUT_COLD, lambda: _checkout(subject, fresh=True)),
        Phase.CHECKOUT: _alone(Phase.CHECKOUT, lambda: _checkout(subject)),
    }


def written(sample: Sample) -> int | None:
    """How many files a build says it has written."""
    found = _WRITTEN.search(sample.said)
    return int(found[1].replace(",", "")) if found else None


def _alone(phase: Phase, work: Callable[[], Sample]) -> Work:
    return lambda: {phase: work()}


def _stages(subject: Subject) -> dict[str, Sample]:
    command = [sys.executable, "-m", "tests.bench.stages", str(subject.site), str(subject.now)]
    seconds = json.loads(timed(command).said)
    return {f"{name} (in the process)": Sample(*took) for name, took in seconds.items()}


def _copy(subject: Subject) -> Sample:
    return timed(["cp", "-r", str(subject.output), str(subject.fresh())])


def _later_comment(subject: Subject, incident: Path) -> Sample:
    """A comment more than a minute after the build before, which is the usual case."""
    let_rest(subject)
    return _comment(subject, incident)


def _comment(subject: Subject, incident: Path) -> Sample:
    add_comment(subject, incident)
    return subject.again()


def _old(subject: Subject) -> Path:
    """Any incident but those of the last few months; another one each time, the same each run."""
    chance = Random(next(subject.numbers))
    return incident_folder(subject, chance.randrange(subject.incidents // 10, subject.incidents))


def _checkout(subject: Subject, *, fresh: bool = False) -> Sample:
    check_out_anew(subject)
    return subject.again(fresh=fresh)


def _monitors(subject: Subject) -> Sample:
    monitors = subject.site / "monitors.yaml"
    lines = monitors.read_text().splitlines(keepends=True)
    lines[1] = f"  name: Service, renamed {next(subject.numbers)}\n"
    monitors.write_text("".join(lines))
    return subject.again()


def _an_hour_later(subject: Subject) -> Sample:
    let_rest(subject)
    subject.now += 3600
    return subject.again()
