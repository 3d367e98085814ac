"""Changes as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.changes import Changes
from statusgen.report.changes_told import NOTHING, Line, Style, tell
from statusgen.report.sanitize import sanitize
from statusgen.report.text import Paint, plain

_COLOURS = {Style.TITLE: "bold", Style.PLACE: "dim", Style.OUT: "red", Style.IN: "green"}
_MARKS = {Style.OUT: ("[-", "-]"), Style.IN: ("{+", "+}")}


def render(changes: Changes, paint: Paint = plain) -> str:
    """Section by section; what was taken out stands in ``[-…-]``, what was put in in ``{+…+}``."""
    return "\n".join(_lines(changes, paint))


def _lines(changes: Changes, paint: Paint) -> Iterator[str]:
    yield sanitize(f"What the public sees differently: {changes.before} → {changes.after}")
    if changes.empty:
        yield from ("", NOTHING)
    for section in tell(changes):
        yield from ("", paint(section.heading, "cyan"))
        for line in section.lines:
            yield _line(line, paint)


def _line(line: Line, paint: Paint) -> str:
    said = []
    for style, text in line.parts:
        before, after = _MARKS.get(style, ("", ""))
        words = f"{before}{sanitize(text)}{after}"
        said.append(paint(words, _COLOURS[style]) if style in _COLOURS else words)
    # Two parts that are harmless alone may be a command together.
    return "  " * (line.depth + 1) + _joined("".join(said))


def _joined(line: str) -> str:
    """A line of harmless parts, without a command of a CI runner that they form together."""
    return line.replace("##[", "# #[")
