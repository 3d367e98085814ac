"""What a runner makes of the lines that a step prints, and of the files that it leaves.

The grammar is that of actions/runner: `::` at the start of a line after any white space, `##[`
wherever it stands, on stdout and on stderr alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

LARGEST_SUMMARY = 1024 * 1024
_KNOWN = frozenset(
    [
        "set-env",
        "set-output",
        "save-state",
        "add-mask",
        "add-path",
        "add-matcher",
        "remove-matcher",
        "debug",
        "warning",
        "error",
        "notice",
        "group",
        "endgroup",
        "echo",
        "stop-commands",
        "internal-set-repo-path",
    ]
)
_REFUSED = {"set-env", "add-path"}
_DATA = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_PROPERTY = (*_DATA[:2], ("%3A", ":"), ("%2C", ","), _DATA[2])


@dataclass(frozen=True)
class Command:
    """A workflow command, decoded."""

    name: str
    properties: dict[str, str]
    data: str


def commands(log: str) -> list[Command]:
    """Every command in a log. A carriage return ends a line too."""
    found = (_command(line) for line in re.split(r"\r\n|\n|\r", log))
    return [one for one in found if one and one.name in _KNOWN]


def failing(found: list[Command]) -> list[Command]:
    """The commands for which a runner fails the step: it has been forbidden to obey them."""
    return [one for one in found if one.name in _REFUSED]


def _command(line: str) -> Command | None:
    trimmed = line.lstrip()
    if trimmed.startswith("::") and "::" in trimmed[2:]:
        head, _, data = trimmed[2:].partition("::")
        return _parsed(head, data, _DATA, _PROPERTY, ",")
    start, end = line.find("##["), -1
    if start >= 0:
        end = line.find("]", start)
    if end > start >= 0:
        return _parsed(line[start + 3 : end], line[end + 1 :], _DATA, _PROPERTY, ";")
    return None


def _parsed(
    head: str,
    data: str,
    in_data: tuple[tuple[str, str], ...],
    in_property: tuple[tuple[str, str], ...],
    between: str,
) -> Command:
    name, _, rest = head.strip().partition(" ")
    pairs = (pair.partition("=") for pair in rest.split(between) if "=" in pair)
    properties = {key.strip(): _decoded(value, in_property) for key, _, value in pairs}
    return Command(name.lower(), properties, _decoded(data, in_data))


def _decoded(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for escaped, character in table:
        text = text.replace(escaped, character)
    return text


def pairs(file: Path) -> dict[str, str]:
    """A file of outputs or variables: the first of `=` and `<<` in a line decides what it is."""
    found: dict[str, str] = {}
    lines = iter(file.read_text().split("\n"))
    for line in lines:
        if not line:
            continue
        equals, heredoc = line.find("="), line.find("<<")
        if heredoc >= 0 and not 0 <= equals < heredoc:
            name, end = line[:heredoc], line[heredoc + 2 :]
            value = []
            for inner in lines:
                if inner == end:
                    break
                value.append(inner)
            else:
                raise ValueError(f"the end {end} of {name} is missing")
            found[name] = "\n".join(value)
        elif equals >= 0:
            found[line[:equals]] = line[equals + 1 :]
        else:
            raise ValueError(f"no output: {line}")
    return found


def summary(file: Path) -> str:
    """What a step leaves for the page of the run; too much of it fails the step."""
    if file.stat().st_size > LARGEST_SUMMARY:
        raise ValueError("the summary is larger than 1 MiB")
    return file.read_text()
