"""One run of a program: how long it took, how much processor time, how much memory at the most."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_EVERY = 0.02  # seconds between two looks at the memory


class Failed(Exception):
    """A program that was to be measured ended with an error."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Seconds on the clock and of the processors (workers included), and what it wrote.

    ``said`` is its stdout, ``wrong`` its stderr.
    """

    seconds: float
    cpu: float = 0.0
    said: str = ""
    wrong: str = ""


def timed(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Sample:
    """Runs a program in the folder of this project; Failed where it ends with an error."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as wrong:
        began = time.perf_counter()
        process = _started(command, environment, said.fileno(), wrong.fileno())
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        wrong.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        done = Sample(seconds, cpu, said.read().decode(), wrong.read().decode())
    if process.returncode:
        raise Failed(f"{' '.join(command)}\n{(done.wrong + done.said)[-2000:]}")
    return done


def peak_memory(command: Sequence[str], environment: Mapping[str, str] | None = None) -> int | None:
    """Bytes that a program and all that it started held at once; None where only Linux can say.

    Memory that processes share counts once (PSS). Looking slows the program down: what is measured
    here is not timed.
    """
    if not sys.platform.startswith("linux"):
        return None
    process = _started(command, environment, subprocess.DEVNULL, subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_held, _family(process.pid))))
        time.sleep(_EVERY)
    if process.returncode:
        raise Failed(" ".join(command))
    return most


def _started(
    command: Sequence[str], environment: Mapping[str, str] | None, said: int, wrong: int
) -> subprocess.Popen[bytes]:
    # An installed program has its bytecode; without it every start would compile the sources.
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env={**own, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=wrong,
    )


def _family(pid: int) -> Iterator[int]:
    """A process and all below it that are still there."""
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield from _family(int(child))


def _held(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0
