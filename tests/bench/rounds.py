"""Measures one size: every phase once in each round, so that a busy moment hits all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.kinds import kinds, weighed
from tests.bench.measuring import Sample, peak_memory
from tests.bench.peers import Commands, CState, peers, timed_peers
from tests.bench.phases import Phase, Work, phases, written
from tests.bench.results import OfSize, Runs
from tests.bench.subject import Subject, prepared

_SLOW = 60.0  # seconds: what takes longer runs once

Tell = Callable[[str], None]


def measure(work: Path, incidents: int, runs: int, cstate: CState, tell: Tell) -> OfSize:
    """All phases of a site of so many incidents, in the folder ``work``, which is made."""
    tell("making the content")
    subject = prepared(work, incidents)
    commands, skipped = peers(subject, cstate)
    texts = sum(1 for _ in (subject.site / "content" / "incidents").rglob("*.md"))
    found = OfSize(incidents, texts, skipped={str(name): why for name, why in skipped.items()})
    works = phases(subject) | timed_peers(subject, commands)
    for number in range(runs):
        _round(works, found, partial(_prefixed, tell, f"round {number + 1} of {runs}"))
    _weigh(subject, _sides(subject, commands), found, partial(_prefixed, tell, "memory"))
    return found


def try_out(work: Path, incidents: int, tell: Tell) -> OfSize:
    """Each kind of phase once, with no care for what the numbers are worth."""
    subject = prepared(work, incidents)
    commands, skipped = peers(subject, CState())
    found = OfSize(incidents, 0, skipped={str(name): why for name, why in skipped.items()})
    works = phases(subject) | timed_peers(subject, commands)
    for variant in (Phase.COLD_LEAN, Phase.COLD_CSTATE):
        del works[variant]
    _round(works, found, tell, settle=False)
    _weigh(subject, {Phase.COLD: _sides(subject, commands)[Phase.COLD]}, found, tell)
    return found


def _round(works: Mapping[str, Work], found: OfSize, tell: Tell, *, settle: bool = True) -> None:
    for name, work in works.items():
        if median(found.seconds(name) or [0]) > _SLOW:
            continue
        tell(name)
        if settle:
            os.sync()  # what the phase before has left to be written is not this one's
        for phase, sample in work().items():
            _note(found.phases.setdefault(str(phase), Runs()), sample)


def _note(runs: Runs, sample: Sample) -> None:
    runs.seconds.append(sample.seconds)
    runs.cpu.append(sample.cpu)
    files = written(sample)
    if files is not None:
        runs.written.append(files)


def _sides(subject: Subject, commands: Commands) -> Commands:
    """The cold builds whose memory and files are looked at."""
    return {
        Phase.COLD: lambda output: subject.command(subject.site, output),
        Phase.COLD_LEAN: lambda output: subject.command(subject.work / "lean", output),
        Phase.COLD_CSTATE: lambda output: subject.command(subject.work / "cstate-json", output),
        **commands,
    }


def _weigh(subject: Subject, sides: Commands, found: OfSize, tell: Tell) -> None:
    """The most memory of each cold build, and the files that come out of it."""
    for phase, command in sides.items():
        if median(found.seconds(phase) or [0]) > _SLOW:
            continue
        tell(phase)
        output = subject.fresh()
        most = peak_memory(command(output))
        if most is not None:
            found.memory[str(phase)] = most
        files, found.bytes[str(phase)] = weighed(output)
        found.kinds[str(phase)] = kinds(files)


def _prefixed(tell: Tell, prefix: str, words: str) -> None:
    tell(f"{prefix}: {words}")
