"""Changes as Markdown for a pull request: foreign text is nothing but text in it."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.changes import Changes
from statusgen.report.changes_told import NOTHING, Line, Section, Style, tell
from statusgen.report.inert import inert

LARGEST = 60_000
"""Bytes; GitHub refuses a comment of more than 65,536 characters."""

_TAGS = {Style.PLACE: "code", Style.OUT: "del", Style.IN: "ins"}
"""Tags, as emphasis by signs would end in the middle of a word only by luck."""


def render(changes: Changes) -> str:
    """A heading, a list for each section, and how much did not fit."""
    head = f"From {inert(changes.before)} to {inert(changes.after)}."
    lines = ["### What the public sees differently", "", head, ""]
    if changes.empty:
        lines += [NOTHING, ""]
    whole = [row for section in tell(changes) for row in _section(section)]
    size = sum(len(row.encode()) + 1 for row in lines)
    for index, row in enumerate(whole):
        size += len(row.encode()) + 1
        if size > LARGEST:
            left = sum(bool(row) for row in whole[index:])
            lines += ["", f"And {left:,} more lines: run `statusgen diff` to see them."]
            break
        lines.append(row)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section) -> Iterator[str]:
    yield from (f"#### {section.heading}", "")
    yield from (_line(line) for line in section.lines)
    yield ""


def _line(line: Line) -> str:
    return "  " * line.depth + "- " + "".join(_part(style, text) for style, text in line.parts)


def _part(style: Style, text: str) -> str:
    if style is Style.OWN:
        return text
    if tag := _TAGS.get(style):
        return f"<{tag}>{inert(text)}</{tag}>"
    title = text.strip() if style is Style.TITLE else ""
    return f"**{inert(title)}**" if title else inert(text)
