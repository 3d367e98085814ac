"""Builds of a whole site by two workers that are killed: the old site or the new one, at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.bench.generate import END, generate
from tests.forge import ROOT
from tests.readers import Reader
from tests.tools import FULL
from tests.trees import Tree, differences, tree_of

KILLS = 200 if FULL else 15
INCIDENTS = 200 if FULL else 40
NOW = int(END.timestamp()) + 86_400
BUSY = 75
BEFORE, WRITING, PUBLISHING, AFTER, ENDED = (
    *("before anything was written", "while writing", "while publishing", "after publishing"),
    "after its end",
)
TITLES = ("Bench", "Another title, which is on every page")


@dataclass(frozen=True, slots=True)
class Sites:
    """A site in two states that differ on every page, and what clean builds make of them."""

    work: Path
    trees: tuple[Tree, Tree]

    @property
    def public(self) -> Path:
        return self.work / "kept" / "public"

    def change(self, state: int) -> None:
        """The content becomes that of this state: another title, a comment more or less."""
        settings = f"title: {TITLES[state]}\nurl: https://status.example.com\n"
        (self.work / "site" / "content" / "site.yaml").write_text(settings)
        incident = next((self.work / "site" / "content" / "incidents").glob("*/*-incident-0"))
        comment = incident / "2026-11-21T110000Z.resolved.md"
        comment.write_text("A later note.\n") if state else comment.unlink(missing_ok=True)

    def command(self, public: Path) -> list[str]:
        build = [sys.executable, "-m", "statusgen", "-C", str(self.work / "site"), "build"]
        return [*build, "-o", str(public), "--now", str(NOW), "--jobs", "2"]

    def begun(self) -> subprocess.Popen[bytes]:
        """A build in a group of processes of its own."""
        with (self.work / "stderr").open("w") as stderr:
            return subprocess.Popen(
                self.command(self.public),
                cwd=ROOT,
                env={**os.environ, "XDG_CACHE_HOME": str(self.work / "cache")},
                stdout=subprocess.DEVNULL,
                stderr=stderr,
                start_new_session=True,
            )

    def said(self) -> str:
        """What the last build wrote to stderr."""
        return (self.work / "stderr").read_text()

    def build(self) -> None:
        """A build that succeeds; workers of another that are still dying are waited for."""
        for _ in range(200):
            code = self.begun().wait()
            if code != BUSY:
                assert code == 0, self.said()
                return
            time.sleep(0.05)
        raise AssertionError("something still holds the output")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    work = tmp_path_factory.mktemp("kills")
    generate(work / "site", INCIDENTS, monitors=3)
    found = Sites(work, ({}, {}))
    trees = []
    for state in (0, 1):
        found.change(state)
        clean = work / f"clean-{state}"
        environment = {**os.environ, "XDG_CACHE_HOME": str(work / f"no-cache-{state}")}
        subprocess.run(found.command(clean), cwd=ROOT, env=environment, check=True)
        trees.append(tree_of(clean))
    return Sites(work, (trees[0], trees[1]))


def test_a_reader_tells_a_mixture(tmp_path: Path) -> None:
    """The reader of these tests sees what it is for."""
    names = [f"{number:02}.html" for number in range(30)]
    for name in [*names, "index.html", ".statusgen.json"]:
        (tmp_path / name).write_text("old")
    for number in range(4):
        (tmp_path / f"same-{number}").write_text("same")
    old = tree_of(tmp_path)
    mode, digest = old["index.html"].split()
    new = {path: f"{mode} new" if "same" not in path else old[path] for path in old}
    assert digest != "new"
    reader = Reader(tmp_path, old, new)

    def write_into_the_site() -> None:
        with reader.reading():
            for name in names:
                (tmp_path / name).write_text("half")
            time.sleep(0.3)

    with pytest.raises(AssertionError, match="neither old nor new"):
        write_into_the_site()


# ------------------------------------------------------------------ kills


def everybody(build: subprocess.Popen[bytes]) -> None:
    os.killpg(build.pid, signal.SIGKILL)


def parent_alone(build: subprocess.Popen[bytes]) -> None:
    build.kill()


def one_worker(build: subprocess.Popen[bytes]) -> None:
    """The build goes on; where there is no worker yet or any more, nothing is killed."""
    with suppress(OSError):
        children = Path(f"/proc/{build.pid}/task/{build.pid}/children").read_text().split()
        for child in children[:1]:
            os.kill(int(child), signal.SIGKILL)


VICTIMS: tuple[Callable[[subprocess.Popen[bytes]], None], ...] = (
    *[everybody] * 3,
    parent_alone,
    one_worker,
)


def beside(public: Path) -> set[str]:
    return {path.name for path in public.parent.iterdir()} - {public.name}


def moment_of(sites: Sites, inode: int) -> str:
    """How far a build has come, as the disk shows it; ``inode`` is that of the old site."""
    try:
        if sites.public.stat().st_ino != inode:
            return AFTER
    except FileNotFoundError:
        return PUBLISHING
    writing = [name for name in beside(sites.public) if "staging" in name]
    if any((sites.public.parent / name / ".statusgen.json").exists() for name in writing):
        return PUBLISHING  # the manifest is the last file that is written
    return WRITING if writing else BEFORE


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(sites: Sites) -> None:
    took, ordinary = _ordinary_builds(sites)
    chance = random.Random(20261130)
    hits: Counter[str] = Counter()
    state = 1
    for number in range(KILLS):
        old, new, state = sites.trees[state], sites.trees[1 - state], 1 - state
        sites.change(state)
        kill = VICTIMS[number % len(VICTIMS)]
        said = f"kill {number}, of {kill.__name__}"
        with Reader(sites.public, old, new).reading():
            inode = sites.public.stat().st_ino
            build = sites.begun()
            if number % 4 == 1:
                _wait_for_publishing(build, sites, inode, chance.uniform(0, 0.01))
            else:  # one moment in each equal part of the time that a build takes
                _wait(build, (number + chance.random()) / KILLS * took)
            hits[_hit(build, kill, sites, inode)] += 1
            code = build.wait()
            found = tree_of(sites.public)
            assert not differences(found, old) or not differences(found, new), said
            assert "bug of ours" not in sites.said(), (said, sites.said())
            assert code in (0, -signal.SIGKILL), (said, code, sites.said())
            if kill is one_worker:  # the others do its work
                assert code == 0, (said, code, sites.said())
                assert differences(found, new) == [], said
            began = time.monotonic()
            sites.build()
            took = (took + time.monotonic() - began) / 2  # others may use the machine
        assert differences(tree_of(sites.public), new) == [], said
        assert beside(sites.public) <= ordinary, said
    print(f"{KILLS} kills: {dict(hits)}; a build takes {took:.2f} s")
    assert {BEFORE, WRITING, PUBLISHING} <= hits.keys()


def _wait(build: subprocess.Popen[bytes], seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        build.wait(seconds)


def _wait_for_publishing(
    build: subprocess.Popen[bytes], sites: Sites, inode: int, seconds: float
) -> None:
    """Waits until a build puts its site into place, and then for so long."""
    while build.poll() is None and moment_of(sites, inode) in (BEFORE, WRITING):
        time.sleep(0.0005)
    time.sleep(seconds)


def _hit(
    build: subprocess.Popen[bytes],
    kill: Callable[[subprocess.Popen[bytes]], None],
    sites: Sites,
    inode: int,
) -> str:
    """Stops a build, looks how far it is, and kills it: what is seen is what is hit."""
    if build.poll() is not None:
        return ENDED
    os.killpg(build.pid, signal.SIGSTOP)
    moment = moment_of(sites, inode)
    kill(build)
    with suppress(ProcessLookupError):
        os.killpg(build.pid, signal.SIGCONT)
    return moment


def _ordinary_builds(sites: Sites) -> tuple[float, set[str]]:
    """How long a build takes from one state to the other, and what is beside the output then."""
    took: list[float] = []
    for state in (0, 1, 0, 1):
        sites.change(state)
        began = time.monotonic()
        sites.build()
        took.append(time.monotonic() - began)
        assert differences(tree_of(sites.public), sites.trees[state]) == []
    return sorted(took[1:])[1], beside(sites.public)
