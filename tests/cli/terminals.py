"""Programs at a terminal, as a person uses them: typed at, and read until something is there."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_PATIENCE = 30.0


class Terminal:
    """A program in a folder whose stdin, stdout and stderr are one terminal."""

    def __init__(self, command: Sequence[str], cwd: Path, env: Mapping[str, str] | None = None):
        self.shown = ""
        self._read = 0
        process, self._terminal = pty.fork()
        if not process:
            os.chdir(cwd)
            os.environ.update({"PYTHONPATH": str(ROOT), "TERM": "dumb", **(env or {})})
            os.execvp(command[0], list(command))
        self._process = process

    def type(self, text: str) -> None:
        """Types, as fast as a terminal takes it."""
        os.write(self._terminal, text.encode())

    def until(self, words: str) -> str:
        """What was shown since the last time, as soon as ``words`` are in it."""
        end = time.monotonic() + _PATIENCE
        while words not in self.shown[self._read :]:
            if not self._more(end - time.monotonic()):
                raise AssertionError(f"no {words!r} in {self.shown[self._read :]!r}")
        start = self._read
        self._read = self.shown.index(words, start) + len(words)
        return self.shown[start : self._read]

    def ended(self) -> int:
        """The exit code, once the program is over; ``shown`` has all that it said."""
        end = time.monotonic() + _PATIENCE
        while self._more(end - time.monotonic()):
            pass
        os.close(self._terminal)
        return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])

    def _more(self, patience: float) -> bool:
        if not select.select([self._terminal], [], [], max(patience, 0))[0]:
            return False
        try:
            read = os.read(self._terminal, 65536)
        except OSError:
            return False
        self.shown += read.decode(errors="replace").replace("\r\n", "\n")
        return bool(read)


def statusgen(folder: Path) -> Path:
    """A folder with the command `statusgen`, for PATH."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "statusgen"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m statusgen "$@"\n')
    program.chmod(0o755)
    return folder
