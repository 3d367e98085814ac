"""Builds that are killed or refused by the disk at any step leave the old site or the new one."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from statusgen.artifact import Artifact
from statusgen.output import publish
from tests.numbered_site import as_if_large, number_of, numbered_site, one_file
from tests.tools import FULL

ROOT = Path(__file__).parents[1]

PREVIOUS = ".public.previous"

SMALL = 12
LARGE = 200

Preparation = Callable[[], None]


def command(public: Path, files: int, first: int, last: int) -> list[str]:
    """Publishes some builds of the numbered site, in a process of its own."""
    numbers = map(str, (files, first, last))
    known = map(str, filter(None, [record_of(public)]))
    return [sys.executable, "-B", "-m", "tests.numbered_site", str(public), *numbers, *known]


def record_of(public: Path) -> Path | None:
    """Where publications are remembered, if they were."""
    record = public.parent.parent / "record"
    return record if record.exists() else None


def run(
    arguments: list[str], preparation: Preparation | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=preparation,
    )


def assert_repaired(public: Path, files: int, number: int) -> None:
    """The next build works and nothing of the one that failed is left."""
    with as_if_large():
        publish(numbered_site(files, number), public, state=record_of(public))
    assert number_of(public, files) == number
    assert {*os.listdir(public.parent)} - {PREVIOUS} == {".public.lock", "public"}


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public"


# ------------------------------------------------------------------ kill -9 at any moment


def test_kill_9_at_random_moments(public: Path) -> None:
    chance = random.Random(20260115)
    number = 0
    publish(numbered_site(LARGE, number), public)
    for _ in range(500 if FULL else 12):
        with subprocess.Popen(
            command(public, LARGE, number + 1, number + 1000), cwd=ROOT, stdout=subprocess.PIPE
        ) as build:
            assert build.stdout is not None
            assert build.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 0.08))
            build.kill()
        assert number_of(public, LARGE) >= number
        number += 1001
        assert_repaired(public, LARGE, number)


# ------------------------------------------------------------------ every system call, by strace

# A step and the system calls that do it on one processor or another.
STEPS = {
    "lock": ("flock",),
    "make folder": ("mkdir", "mkdirat"),
    "open": ("openat",),
    "write": ("write",),
    "close": ("close",),
    "link": ("link", "linkat"),
    "list": ("getdents64",),
    "rename": ("rename", "renameat"),
    "swap": ("renameat2",),
    "remove": ("unlink", "unlinkat", "rmdir"),
}
FIRST_BUILD = ("lock", "make folder", "open", "write", "close", "rename")
NEXT_BUILD = (*FIRST_BUILD, "list", "link", "swap")
LATER_BUILD = (
    *FIRST_BUILD,
    "list",
    "swap",
    "remove",
)  # made from the site before the published one
EACH_STEP = pytest.mark.parametrize(
    ("before", "step"),
    [
        (before, step)
        for before, steps in enumerate((FIRST_BUILD, NEXT_BUILD, LATER_BUILD, LATER_BUILD))
        for step in steps
    ],
)
REMEMBERED = 3
ERRORS = ("ENOSPC", "EACCES", "EROFS", "EIO", "EMFILE", "EDQUOT") if FULL else ("ENOSPC",)

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and os.environ.get("CI") != "true",
    reason="strace is not installed; it kills a build, or fails it, at a chosen system call",
)


def traced(public: Path, calls: str, *options: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Builds number 2 of the small site under strace; the process and strace's log.

    Calls with a ``?`` need not exist on this processor.
    """
    log = public.parent.parent / "log"
    strace = ["strace", "-f", "-y", "-o", str(log), "-e", f"trace={calls}", *options]
    build = run([*strace, *command(public, SMALL, 2, 2)])
    return build, log.read_text()


def killed(public: Path, call: str, index: int, *options: str) -> None:
    """A build that dies when it makes this call for that time."""
    kill = ("-e", f"inject={call}:signal=SIGKILL:when={index}", *options)
    build, log = traced(public, f"{call},?renameat2", *kill)
    assert build.returncode == -signal.SIGKILL, build.stderr
    assert mentions(public, log.splitlines()[-2]), log


def failed(
    public: Path, call: str, index: int, error: str, *options: str
) -> subprocess.CompletedProcess[str]:
    """A build in which this call fails for that time."""
    fail = ("-e", f"inject={call}:error={error}:when={index}", *options)
    # With this option strace is three times as fast, but version 6.1 then kills nothing.
    build, log = traced(public, f"{call},?renameat2", "--seccomp-bpf", *fail)
    assert any(f"{error} (" in line and mentions(public, line) for line in log.splitlines()), log
    return build


def mentions(public: Path, line: str) -> bool:
    """Whether a line of strace's log is about the site or what is beside it."""
    return re.search(rf"{re.escape(str(public.parent))}/\.?public", line) is not None


def prepared(folder: Path, before: int) -> Path:
    """Where a build is going to publish to: nothing is there, or ``before`` builds up to number 1.

    Three are remembered: what they made is trusted.
    """
    public = folder / "site" / "public"
    public.parent.mkdir(parents=True)
    record = folder / "record" if before == REMEMBERED else None
    with as_if_large():
        for number in range(2 - before, 2):
            publish(numbered_site(SMALL, number), public, state=record)
    return public


@cache
def moments(before: int, step: str) -> list[tuple[str, int]]:
    """When a build takes a step with the site or beside it: the how-manieth of which call."""
    counted: Counter[str] = Counter()
    found = []
    with TemporaryDirectory() as temporary:
        public = prepared(Path(temporary).resolve(), before)
        build, log = traced(public, ",".join(f"?{call}" for call in STEPS[step]))
        assert build.returncode == 0, build.stderr
    for line in log.splitlines():
        if begun := re.match(r"\d+ +(\w+)\(", line):
            counted[begun[1]] += 1
            if mentions(public, line):
                found.append((begun[1], counted[begun[1]]))
    assert found, f"a build does not {step}"
    return found


def some_moments(before: int, step: str) -> list[tuple[str, int]]:
    """All of them in a full run, else one in the middle and the last."""
    found = moments(before, step)
    return found if FULL else sorted({found[len(found) // 2], found[-1]})


@needs_strace
@EACH_STEP
def test_a_kill_at_any_step_leaves_a_whole_site(tmp_path: Path, before: int, step: str) -> None:
    for call, index in some_moments(before, step):
        public = prepared(tmp_path / f"{call}-{index}", before)
        killed(public, call, index)
        if public.exists() or before:
            assert number_of(public, SMALL) in (1, 2)
        assert_repaired(public, SMALL, 3)


@needs_strace
@pytest.mark.parametrize("error", ERRORS)
@EACH_STEP
def test_an_error_at_any_step_leaves_a_whole_site(
    tmp_path: Path, before: int, step: str, error: str
) -> None:
    for call, index in some_moments(before, step):
        public = prepared(tmp_path / f"{call}-{index}", before)
        build = failed(public, call, index, error)
        published = number_of(public, SMALL) if public.exists() else 0
        if build.returncode == 0:
            assert published == 2, (call, index)
        else:
            assert published == min(before, 1), (call, index)
            assert_refused(build)
        assert not [name for name in os.listdir(public.parent) if "staging" in name], (call, index)
        assert_repaired(public, SMALL, 3)


def assert_refused(build: subprocess.CompletedProcess[str]) -> None:
    """It ended with its own exit code and one line that says what to do."""
    assert build.returncode in (73, 74), build.stderr
    assert re.fullmatch(r"cannot (create|write) /.*: .*; .*\n", build.stderr), build.stderr


NO_SWAP = ("-e", "inject=renameat2:error=EINVAL")
RENAME = "?rename,?renameat"


@needs_strace
@pytest.mark.parametrize("index", [1, 2])
def test_a_kill_between_two_renames_is_repaired(tmp_path: Path, index: int) -> None:
    public = prepared(tmp_path, before=1)
    killed(public, RENAME, index, *NO_SWAP)
    assert public.exists() is (index == 1)
    assert publish(numbered_site(SMALL, 1), public).written == ()
    assert_repaired(public, SMALL, 3)


@needs_strace
@pytest.mark.parametrize("index", [1, 2])
def test_an_error_in_one_of_two_renames_gives_the_old_site_back(tmp_path: Path, index: int) -> None:
    public = prepared(tmp_path, before=1)
    assert_refused(failed(public, RENAME, index, "EIO", *NO_SWAP))
    assert number_of(public, SMALL) == 1
    assert_repaired(public, SMALL, 3)


# ------------------------------------------------------------------ limits, and two at once


def test_a_limit_of_the_file_size_leaves_the_old_site(public: Path) -> None:
    publish(numbered_site(LARGE, 1), public)
    limit = 1000
    assert (public / ".statusgen.json").stat().st_size > limit
    build = run(
        command(public, LARGE, 2, 2),
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert_refused(build)
    assert "File too large; raise the limit of the file size" in build.stderr
    assert number_of(public, LARGE) == 1
    assert_repaired(public, LARGE, 3)


def test_the_second_of_two_builds_is_told_to_wait(public: Path) -> None:
    others: list[subprocess.CompletedProcess[str]] = []

    def meanwhile() -> Iterable[tuple[str, bytes]]:
        others.append(run(command(public, SMALL, 1, 1)))
        return one_file("index.html", "the first build")

    publish([Artifact("index", meanwhile, ())], public)
    (other,) = others
    assert other.returncode == 75
    assert other.stderr == f"another build is publishing to {public}; wait for it and try again\n"
    assert (public / "index.html").read_text() == "the first build"


def test_builds_at_the_same_time_do_not_break_each_other(public: Path) -> None:
    for number in range(1, 61 if FULL else 7):
        both = [
            subprocess.Popen(command(public, LARGE, build, build), cwd=ROOT, stderr=-1, stdout=-1)
            for build in (number, number + 1000)
        ]
        for build in both:
            build.communicate(timeout=60)
        codes = sorted(build.returncode for build in both)
        assert codes in ([0, 0], [0, 75])
        assert number_of(public, LARGE) in (number, number + 1000)
        assert {*os.listdir(public.parent)} - {PREVIOUS} == {".public.lock", "public"}
