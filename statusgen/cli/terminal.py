"""What the commands share on the terminal: the clock, colours, problems, a progress bar."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from statusgen.content.places import At
from statusgen.content.times import Duration, Time
from statusgen.diagnostics import Diagnostic, Level
from statusgen.report import text
from statusgen.report.text import Paint

if TYPE_CHECKING:
    from statusgen.content.sources import Reader

_STYLES: dict[str, dict[str, bool | str]] = {
    "bold": {"bold": True},
    "dim": {"dim": True},
}
_SHOW_AFTER = 0.5  # seconds: a bar that only flashes helps nobody
_WIDTH = 30


class Instant(click.ParamType[int]):
    """A time in RFC 3339 or Unix seconds."""

    name = "time"

    def convert(  # noqa: D102 - click's own interface
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        if isinstance(value, int):
            return value
        written = str(value)
        problems: list[Diagnostic] = []
        number = int(written) if re.fullmatch(r"\d{1,12}", written) else written
        at = Time().read(number, At("", problems, ("now",)))
        if at is None:
            self.fail(f"{problems[0].message}; {problems[0].hint}", param, ctx)
        return at


class Length(click.ParamType[int]):
    """A duration such as 7d or 15m, as seconds."""

    name = "duration"

    def convert(  # noqa: D102 - click's own interface
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        if isinstance(value, int):
            return value
        problems: list[Diagnostic] = []
        written = str(value)
        given = int(written) if written.isdecimal() else written
        seconds = Duration().read(given, At("", problems, ("duration",)))
        if seconds is None:
            self.fail(f"{problems[0].message}; {problems[0].hint}", param, ctx)
        return seconds


now_option = click.option(
    "--now",
    type=Instant(),
    envvar="SOURCE_DATE_EPOCH",
    help="The instant to take for the present (default: SOURCE_DATE_EPOCH, else the clock).",
)


def the_present(now: int | None) -> int:
    """``now``, or what the clock says. But for `cli.clock` nothing else reads the clock."""
    return int(time.time()) if now is None else now


def processors() -> int:
    """How many this process may use; elsewhere than on Linux a copy of a process is not safe."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def painter(stream: object) -> Paint:
    """Colours where ``stream`` is a terminal that wants them; NO_COLOR is respected."""
    terminal = getattr(stream, "isatty", bool)()
    if not terminal or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text.plain

    def paint(words: str, colour: str) -> str:
        style = _STYLES.get(colour)
        if style is None:
            return click.style(words, fg=colour, bold=True)
        return click.style(words, bold=bool(style.get("bold")), dim=bool(style.get("dim")))

    return paint


def show_problems(root: Path, problems: Sequence[Diagnostic], reader: Reader | None = None) -> None:
    """All problems with their places, on stderr; ``reader`` may know of files not on disk yet."""
    from statusgen.content.locate import locate

    if problems:
        located = locate(root, problems, reader)
        click.echo(text.render(located, painter(sys.stderr)) + "\n", err=True)


def counted(problems: Sequence[Diagnostic]) -> str:
    """How many errors and warnings there are, in words."""
    return text.summary(*levels(problems).values())


def levels(problems: Sequence[Diagnostic]) -> dict[str, int]:
    """How many errors and warnings there are, by the names of these outputs."""
    found = [problem.level for problem in problems]
    return {"errors": found.count(Level.ERROR), "warnings": found.count(Level.WARNING)}


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int], None] | None]:
    """What to call with (done, total): a bar on stderr for long work on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    began = time.monotonic()
    shown = [0.0]

    def show(done: int, total: int) -> None:
        moment = time.monotonic()
        if moment - began < _SHOW_AFTER or (moment - shown[0] < 0.1 and done < total):
            return
        shown[0] = moment
        full = _WIDTH * done // total if total else 0
        sys.stderr.write(f"\r{words} [{'#' * full}{'.' * (_WIDTH - full)}] {done:,} of {total:,}")
        sys.stderr.flush()

    try:
        yield show
    finally:
        if shown[0]:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
