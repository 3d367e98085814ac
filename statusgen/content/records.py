"""content/status/<tag>/<day>.csv -> the samples that were pushed that UTC day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from statusgen.content.characters import Source
from statusgen.content.places import At
from statusgen.content.scalars import OneOf
from statusgen.content.times import Time
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.monitor import Sample
from statusgen.model.site import DAY
from statusgen.model.status import WORST_FIRST, Status
from statusgen.patterns import pattern
from statusgen.rules import problem

HEADER = "timestamp,status,latency"
_STATUS = OneOf(tuple(WORST_FIRST))
_DAY = pattern(r"(\d{4}-\d\d-\d\d)\.csv", re.ASCII)
_SECONDS = pattern(r"[0-9]{1,12}")
_LATENCY = pattern(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_MOST_PROBLEMS = 100


def parse_records(source: Source, problems: list[Diagnostic]) -> tuple[Sample, ...]:
    """The samples of one file in order; lines that cannot be read are left out and reported."""
    start = _start_of(source.file, problems)
    if start is None:
        return ()
    lines = source.text.split("\n")
    if lines[0].replace(" ", "") != HEADER:
        message = "the first line does not name the columns"
        hint = f"write `{HEADER}` there"
        problems.append(problem("bad-value", source.file, message, hint=hint, line=1, column=1))
        return ()
    samples: list[Sample] = []
    noted: list[Diagnostic] = []
    for number, line in enumerate(lines[1:], start=2):
        sample = _sample(line, number, start, source.file, noted) if line.strip() else None
        if sample:
            samples.append(sample)
        if len(noted) >= _MOST_PROBLEMS:
            break
    if len(noted) >= _MOST_PROBLEMS:
        last = noted[_MOST_PROBLEMS - 1]
        noted[_MOST_PROBLEMS - 1 :] = [_given_up(last, len(lines))]
    problems += noted
    return tuple(sorted(samples, key=lambda sample: sample.at))


def line_of_record(lines: Sequence[str], at: int) -> int:
    """The line of the record at an instant (Unix seconds), or before which it would stand."""
    for number, line in enumerate(lines[1:], start=2):
        stamp = line.partition(",")[0].strip()
        when = Time().read(int(stamp) if _SECONDS.fullmatch(stamp) else stamp, At("", []))
        if when is not None and when >= at:
            return number
    return max(1, sum(bool(line.strip()) for line in lines))


def _given_up(last: Diagnostic, lines: int) -> Diagnostic:
    left = max(0, lines - last.where.line)
    message = f"{last.message}; {left:,} more lines of this file were not looked at"
    return replace(last, message=message)


def _start_of(file: str, problems: list[Diagnostic]) -> int | None:
    name = file.rpartition("/")[2]
    dated = _DAY.fullmatch(name)
    try:
        if dated:
            return int(datetime.fromisoformat(dated[1]).replace(tzinfo=UTC).timestamp())
    except ValueError:
        pass
    message = f"`{name}` is not the name of a day"
    hint = "name it after the UTC day, such as 2026-01-15.csv"
    problems.append(problem("bad-file-name", file, message, hint=hint))
    return None


def _sample(
    line: str, number: int, start: int, file: str, problems: list[Diagnostic]
) -> Sample | None:
    noted: list[Diagnostic] = []
    cells = [cell.strip() for cell in line.split(",")]
    at = At(file, noted)
    if len(cells) not in (2, 3):
        hint = f"write {HEADER}, such as 2026-01-15T10:30:00Z,DOWN,"
        at.report("bad-value", f"a line has three values, not {len(cells)}", hint)
    else:
        sample = _of_cells(cells, start, at)
        if sample:
            return sample
    problems += [found.at(number, _column(line, found.where.route)) for found in noted]
    return None


def _column(line: str, route: Route) -> int:
    """The column, from 1, of the value that a route such as ``("status",)`` names."""
    before = HEADER.split(",").index(str(route[0])) if route else 0
    begin = sum(len(cell) + 1 for cell in line.split(",")[:before])
    return begin + len(line[begin:]) - len(line[begin:].lstrip()) + 1


def _of_cells(cells: list[str], start: int, at: At) -> Sample | None:
    stamp = cells[0]
    when = Time().read(int(stamp) if _SECONDS.fullmatch(stamp) else stamp, at.into("timestamp"))
    status = _STATUS.read(cells[1], at.into("status"))
    latency = cells[2] if len(cells) == 3 else ""
    if latency and not _LATENCY.fullmatch(latency):
        message = f"`latency` cannot be `{latency}`"
        at.into("latency").report("bad-value", message, "write milliseconds, or nothing")
        return None
    if when is None or status is None:
        return None
    if not start <= when < start + DAY:
        day = f"{datetime.fromtimestamp(start, UTC):%Y-%m-%d}"
        message = f"`timestamp` is not on {day} in UTC: `{cells[0]}`"
        hint = "move the line to the file of its own UTC day"
        at.into("timestamp").report("bad-value", message, hint)
        return None
    return Sample(when, Status(status), float(latency) if latency else None)
