"""The site that is measured: its content, what it was last built into, and its clock."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from statusgen.content.scan import TICK
from statusgen.predecessor import MANY, OUT_OF_SIGHT
from tests.bench.generate import END, generate
from tests.bench.measuring import Sample, timed

_CACHE = "XDG_CACHE_HOME"
NOW = int(END.timestamp()) + 86_400  # a day later: every generated incident is over


@dataclass(slots=True)
class Subject:
    """A generated site, what it was last built into, and the clock of its builds."""

    work: Path
    incidents: int
    now: int = NOW
    numbers: Iterator[int] = field(default_factory=count)
    built: float = 0.0
    """When something was built into the output, on the clock that `time.monotonic` reads."""

    @property
    def site(self) -> Path:
        """The content that edits change."""
        return self.work / "site"

    @property
    def output(self) -> Path:
        """What the edits are built into, again and again."""
        return self.work / "public"

    def fresh(self) -> Path:
        """A folder that was never there: after deleting one, ext4 makes files several times slower."""
        return self.work / f"fresh-{next(self.numbers)}"

    def command(self, site: Path, output: Path, *options: str) -> list[str]:
        """A build as its users call it: what it remembers is in the user's cache folder."""
        build = [sys.executable, "-m", "statusgen", "-C", str(site), "build", "-o", str(output)]
        return [*build, "--now", str(self.now), *options]

    def cold(self, site: Path, *options: str) -> Sample:
        """A build into a fresh folder, with nothing in the cache."""
        output = self.fresh()
        return timed(self.command(site, output, *options), cache_of(output))

    def again(self, *, fresh: bool = False) -> Sample:
        """A build of whatever has changed, with the cache of the build before.

        It goes into the output, or into a ``fresh`` folder with a copy of that cache.
        """
        output = self.fresh() if fresh else self.output
        environment, kept = cache_of(output), Path(cache_of(self.output)[_CACHE])
        if fresh and kept.is_dir():
            shutil.copytree(kept, environment[_CACHE])
        sample = timed(self.command(self.site, output), environment)
        if not fresh:
            self.built = time.monotonic()
        return sample


def cache_of(output: Path) -> dict[str, str]:
    """The environment of builds into a folder: each folder has a cache of its own."""
    return {_CACHE: str(output.with_name(f"{output.name}-cache"))}


def prepared(work: Path, incidents: int, *, sisters: bool = True) -> Subject:
    """Writes the site and its two leaner sisters, and builds it, then an edit of it: it has all that it keeps."""
    generate(work / "site", incidents)
    if sisters:
        for name, dialects in (("lean", "statuspage-v2"), ("cstate-json", "cstate")):
            generate(work / name, incidents)
            with (work / name / "content" / "site.yaml").open("a") as settings:
                settings.write(f"api:\n  dialects: [{dialects}]\n")
    subject = Subject(work, incidents)
    subject.again()
    add_comment(subject, incident_folder(subject, incidents // 2))
    subject.again()
    return subject


def incident_folder(subject: Subject, number: int) -> Path:
    """Where the incident of this number is; 0 is the newest."""
    return next((subject.site / "content" / "incidents").glob(f"*/*-incident-{number}"))


def let_rest(subject: Subject) -> None:
    """Waits until a build may change large folders of the site before the published one."""
    if subject.incidents > MANY:
        time.sleep(max(0.0, subject.built + OUT_OF_SIGHT + 1 - time.monotonic()))


def check_out_anew(subject: Subject) -> None:
    """All files of the site get new times, as a CI job finds them; what is in them stays.

    They are old enough to be trusted when this is over.
    """
    for folder, _, files in os.walk(subject.site):
        for name in files:
            os.utime(f"{folder}/{name}")
    time.sleep(TICK / 1e9)


def add_comment(subject: Subject, incident: Path) -> None:
    """Adds a later note to an incident that is resolved."""
    second = next(subject.numbers)
    name = f"2026-11-21T11{second // 60:02}{second % 60:02}Z.resolved.md"
    (incident / name).write_text(f"A later note, number {second}.\n")
