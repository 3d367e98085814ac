"""Times as people type them: RFC 3339, Unix seconds, and `now`, `-10m` or `10m ago`."""

from __future__ import annotations

import re

import click

from statusgen.content.places import At
from statusgen.content.times import Duration, Time, is_instant
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic

_RELATIVE = re.compile(
    r"(?P<sign>[+-])(?P<length>\w+)|(?P<past>\w+) ago|in (?P<ahead>\w+)", re.ASCII
)
FORMS = "2026-01-15T10:30Z, Unix seconds, `now`, `-10m`, `10m ago` or `+2h`"


@dataclass(frozen=True, slots=True)
class When:
    """An instant (Unix seconds), or so many seconds from the present."""

    seconds: int
    relative: bool = False

    def at(self, now: int) -> int:
        """Unix seconds, where the present is ``now``."""
        return max(now + self.seconds, 0) if self.relative else self.seconds


class Moment(click.ParamType[When]):
    """A time that may be relative to the present; with ``past``, `7d` alone is 7 days ago."""

    name = "time"

    def __init__(self, *, past: bool = False) -> None:
        self.past = past

    def convert(  # noqa: D102 - click's own interface
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> When:
        if isinstance(value, When):
            return value
        problems: list[Diagnostic] = []
        name = param.name if param and param.name else "time"
        found = read_when(str(value), At("", problems, (name,)), past=self.past)
        if found is None:
            self.fail(said(problems), param, ctx)
        return found


def read_when(text: str, at: At, *, past: bool = False) -> When | None:
    """What a time says, or None after reporting what is wrong; zoneless ones are in ``at.zone``."""
    text = text.strip()
    if text.lower() == "now":
        return When(0, relative=True)
    found = _RELATIVE.fullmatch(text.lower())
    if found or (past and re.fullmatch(r"(\d+[wdhms])+", text)):
        length = (found[2] or found[3] or found[4]) if found else text
        seconds = Duration().read(int(length) if length.isdecimal() else length, at)
        ahead = found is not None and (found["sign"] == "+" or found["ahead"] is not None)
        return None if seconds is None else When(seconds if ahead else -seconds, relative=True)
    number = int(text) if re.fullmatch(r"\d{1,12}", text, re.ASCII) else text
    instant = Time().read(number, at)
    return When(instant) if instant is not None and is_instant(instant) else None


def said(problems: list[Diagnostic]) -> str:
    """What is wrong with a time that was typed, and what to type."""
    one = problems[0]
    hint = one.hint if one.code == "time-without-zone" else f"{one.hint}; or type {FORMS}"
    return f"{one.message}; {hint}"
