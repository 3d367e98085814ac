"""Measures one size: every phase once in each round, so that a busy moment hits all of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.kinds import kinds, weighed
from tests.bench.measuring import Sample, peak_memory
from tests.bench.peers import MOST, TOO_MANY, Commands, CState, peers, timed_peers
from tests.bench.phases import Phase, Work, phases, written
from tests.bench.results import OfSize, Runs
from tests.bench.subject import Subject, cache_of, prepared

_SLOW = 60.0  # seconds: what takes longer runs once, but for what a goal is about
_TIMED_AGAIN = (Phase.COLD, Phase.COPY)
_FOR_OTHERS = (Phase.COLD_ALONE, Phase.COLD_LEAN, Phase.COLD_CSTATE, Phase.CHECKOUT_COLD)
_KEEPS_NOTHING = (  # all others write a whole output into a fresh folder
    *(Phase.PYTHON, Phase.HELP, Phase.VERSION, "stages", Phase.OLD, Phase.UNCHANGED),
    *(Phase.NEWEST, Phase.SOON, Phase.MONITORS, Phase.HOUR, Phase.CHECKOUT),
)

Tell = Callable[[str], None]


def measure(work: Path, incidents: int, runs: int, cstate: CState, tell: Tell) -> OfSize:
    """All phases of a site of so many incidents, in the folder ``work``, which is made."""
    tell("making the content")
    subject = prepared(work, incidents, sisters=incidents <= MOST)
    commands, skipped = peers(subject, cstate)
    texts = sum(1 for _ in (subject.site / "content" / "incidents").rglob("*.md"))
    found = OfSize(incidents, texts, skipped={str(name): why for name, why in skipped.items()})
    works = phases(subject) | timed_peers(subject, commands)
    sides = _sides(subject, commands)
    if incidents > MOST:
        for name in _FOR_OTHERS:
            found.skipped[str(name)] = TOO_MANY
            del works[name]
            sides.pop(name, None)
    for number in range(runs):
        if not _has_room(subject, len(works.keys() - {*_KEEPS_NOTHING})):
            tell("no room for another round of whole outputs")
            works = {name: work for name, work in works.items() if name in _KEEPS_NOTHING}
        _round(works, found, partial(_prefixed, tell, f"round {number + 1} of {runs}"))
    _weigh(subject, sides, found, partial(_prefixed, tell, "memory"))
    return found


def _has_room(subject: Subject, outputs: int) -> bool:
    """Whether so many outputs, and one to weigh, fit on the disk: nothing is deleted before the end."""
    disk, taken = os.statvfs(subject.work), _taken(subject.output)
    free = disk.f_favail, disk.f_bavail * disk.f_frsize
    return all(have > (outputs + 1) * take for have, take in zip(free, taken, strict=True))


def _taken(output: Path) -> tuple[int, int]:
    """How many files and folders an output is, and how many bytes on the disk."""
    found = [os.lstat(path) for path in (output, *output.rglob("*"))]
    return len(found), sum(one.st_blocks for one in found) * 512


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
        if name not in _TIMED_AGAIN and median(found.seconds(name) or [0]) > _SLOW:
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
        if phase != Phase.COLD and median(found.seconds(phase) or [0]) > _SLOW:
            continue
        tell(phase)
        output = subject.fresh()
        _note_memory(found, phase, command(output), output)
        files, found.bytes[str(phase)] = weighed(output)
        found.kinds[str(phase)] = kinds(files)
    _note_memory(
        found, Phase.UNCHANGED, subject.command(subject.site, subject.output), subject.output
    )


def _note_memory(found: OfSize, phase: str, command: Sequence[str], output: Path) -> None:
    most = peak_memory(command, cache_of(output))
    if most is not None:
        found.memory[str(phase)] = most


def _prefixed(tell: Tell, prefix: str, words: str) -> None:
    tell(f"{prefix}: {words}")
