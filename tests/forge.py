"""Runs of the command line as users start them, without the price of starting Python each time.

A process that has imported everything, and done nothing else, makes a copy of itself for each run:
what one run keeps in memory is not there in the next.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Run:
    """The exit code (negative for a signal), and what was written to stdout and stderr."""

    code: int
    said: str
    wrong: str

    def document(self) -> dict[str, Any]:
        """What ``--json`` has said; empty where nothing was."""
        found: dict[str, Any] = json.loads(self.said) if self.said else {}
        return found


class Forge:
    """Runs commands one after another; two of them run two at once."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._streams = [Path(self._folder.name) / name for name in ("stdout", "stderr")]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.forge"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self, *arguments: str | Path, **environment: str | Path) -> None:
        """Starts `statusgen` with these arguments; `end` waits for it."""
        request = {
            "arguments": list(map(str, arguments)),
            "environment": {name: str(value) for name, value in environment.items()},
            "streams": list(map(str, self._streams)),
        }
        assert self._process.stdin
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def end(self) -> Run:
        """What became of the command that was begun."""
        assert self._process.stdout
        code = int(self._process.stdout.readline())
        return Run(code, *(stream.read_text(encoding="utf-8") for stream in self._streams))

    def run(self, *arguments: str | Path, **environment: str | Path) -> Run:
        """Runs `statusgen` with these arguments and further variables of the environment."""
        self.begin(*arguments, **environment)
        return self.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()
        self._folder.cleanup()


def _serve() -> None:
    import statusgen.build
    import statusgen.cli.build  # noqa: F401 - what each run would import

    for line in sys.stdin:
        request = json.loads(line)
        process = os.fork()
        if not process:
            _perform(request["arguments"], request["environment"], request["streams"])
        _, status = os.waitpid(process, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _perform(
    arguments: Sequence[str], environment: Mapping[str, str], streams: Sequence[str]
) -> None:
    from statusgen.cli import main

    code = 1
    try:
        for stream, path in enumerate(streams, start=1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
        os.environ.update(environment)
        sys.argv = ["statusgen", *arguments]
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
