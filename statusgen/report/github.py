"""Diagnostics for GitHub Actions: annotations on the lines of a pull request, and a summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.content.locate import Located
from statusgen.diagnostics import Level
from statusgen.report.inert import inert
from statusgen.report.sanitize import sanitize

SHOWN = 10
"""How many annotations of a level GitHub shows for a step."""

LARGEST_SUMMARY = 900_000
"""Bytes; GitHub refuses a summary of more than 1 MiB."""

_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTY = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def render(found: Sequence[Located]) -> str:
    """Workflow commands, errors first; what GitHub would not show is counted."""
    return "\n".join(_commands(found))


def summary(found: Sequence[Located], verdict: str) -> str:
    """Markdown for the page of the run: a table of all problems, and in one line what came out."""
    lines = ["### Content of the status page", "", inert(verdict), ""]
    if found:
        lines += ["| place | | problem | what to do |", "|---|---|---|---|"]
    size = sum(len(line.encode()) + 1 for line in lines)
    for index, located in enumerate(found):
        row = _row(located)
        size += len(row.encode()) + 1
        if size > LARGEST_SUMMARY:
            lines += ["", f"And {len(found) - index} more."]
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def _commands(found: Sequence[Located]) -> Iterator[str]:
    for level in (Level.ERROR, Level.WARNING):
        own = [one for one in found if one.diagnostic.level is level]
        yield from map(_command, own[:SHOWN])
        if len(own) > SHOWN:
            yield f"::notice::and {len(own) - SHOWN} more {level}s, which GitHub would not show"


def _command(located: Located) -> str:
    problem = located.diagnostic
    where = problem.where
    places = {"file": where.file, "line": where.line, "col": where.column, "title": problem.code}
    properties = ",".join(
        f"{name}={sanitize(str(value)).translate(_IN_PROPERTY)}"
        for name, value in places.items()
        if value
    )
    parts = [sanitize(text) for text in (problem.message, problem.hint) if text]
    return f"::{problem.level} {properties}::" + "\n".join(parts).translate(_IN_DATA)


def _row(located: Located) -> str:
    problem = located.diagnostic
    where = problem.where
    place = ":".join([where.file, *([str(where.line)] if where.line else [])])
    cells = (place, problem.level, f"{problem.message} ({problem.code})", problem.hint)
    return "| " + " | ".join(inert(str(cell)) for cell in cells) + " |"
