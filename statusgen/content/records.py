"""content/status/<tag>/<day>.csv -> the samples that were pushed that UTC day."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from statusgen.content.fields import At, OneOf, parse_time
from statusgen.content.sources import Source
from statusgen.diagnostics import Diagnostic
from statusgen.model.monitor import Sample
from statusgen.model.site import DAY
from statusgen.model.status import WORST_FIRST, Status
from statusgen.rules import problem

HEADER = "timestamp,status,latency"
_STATUS = OneOf(tuple(WORST_FIRST))
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)\.csv")


def parse_records(source: Source, problems: list[Diagnostic]) -> tuple[Sample, ...]:
    """The samples of one file in order; lines that cannot be read are left out and reported."""
    start = _start_of(source.file, problems)
    if start is None:
        return ()
    lines = source.text.split("\n")
    if lines[0].replace(" ", "") != HEADER:
        message = f"the first line must be `{HEADER}`"
        problems.append(problem("bad-value", source.file, message, line=1, column=1))
        return ()
    found = (
        _sample(line.strip(), number, start, source.file, problems)
        for number, line in enumerate(lines[1:], start=2)
        if line.strip()
    )
    return tuple(sorted((sample for sample in found if sample), key=lambda sample: sample.at))


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
        at.report("bad-value", f"a line has three values: {HEADER}")
    else:
        sample = _of_cells(cells, start, at)
        if sample:
            return sample
    problems += [found.at(number, 1) for found in noted]
    return None


def _of_cells(cells: list[str], start: int, at: At) -> Sample | None:
    when = int(cells[0]) if cells[0].isdigit() else parse_time(cells[0], at.into("timestamp"))
    status = _STATUS.read(cells[1], at.into("status"))
    latency = cells[2] if len(cells) == 3 else ""
    if latency and not re.fullmatch(r"\d+(\.\d+)?", latency):
        at.report("bad-value", f"`latency` must be milliseconds, not `{latency}`")
        return None
    if when is None or status is None:
        return None
    if not start <= when < start + DAY:
        day = f"{datetime.fromtimestamp(start, UTC):%Y-%m-%d}"
        at.report("bad-value", f"`timestamp` is not on {day} in UTC: `{cells[0]}`")
        return None
    return Sample(when, Status(status), float(latency) if latency else None)
