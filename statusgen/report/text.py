"""Diagnostics as text for people: place, what is wrong, the line itself, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from statusgen.diagnostics import Level
from statusgen.report.sanitize import sanitize

if TYPE_CHECKING:
    from statusgen.content.locate import Located

Paint = Callable[[str, str], str]
"""Text and a colour's name -> text for the terminal; without colours, the text itself."""

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow"}
_WIDEST = 110


def plain(text: str, colour: str) -> str:  # noqa: ARG001 - it has a painter's arguments
    """Text for where there are no colours."""
    return text


def render(found: Iterable[Located], paint: Paint = plain) -> str:
    """All problems, an empty line between them."""
    return "\n\n".join(_one(located, paint) for located in found)


def _one(located: Located, paint: Paint) -> str:
    problem = located.diagnostic
    where = problem.where
    place = ":".join(
        [where.file, *(str(n) for n in (where.line, where.column) if where.line and n)]
    )
    level = paint(f"{problem.level}:", _COLOURS.get(problem.level, "yellow"))
    code = paint(f"[{problem.code}]", "dim")
    lines = [f"{paint(sanitize(place), 'bold')}: {level} {sanitize(problem.message)} {code}"]
    lines += _excerpt(located, paint)
    if problem.hint:
        lines.append(f"  {paint('hint:', 'cyan')} {sanitize(problem.hint)}")
    return "\n".join(lines)


def _excerpt(located: Located, paint: Paint) -> list[str]:
    where = located.diagnostic.where
    if not located.excerpt.strip():
        return []
    shift = max(0, where.column - _WIDEST + 10)
    line = sanitize(located.excerpt[shift : shift + _WIDEST])
    margin = f"{where.line:>5} "
    mark = " " * (where.column - 1 - shift) + "^"
    bar = paint("|", "dim")
    return [f"{paint(margin, 'dim')}{bar} {line}", f"{' ' * len(margin)}{bar} {paint(mark, 'red')}"]


def summary(errors: int, warnings: int) -> str:
    """How many there are, in words: ``1 error and 2 warnings``."""
    pairs = ((errors, "error"), (warnings, "warning"))
    return " and ".join(count(number, word) for number, word in pairs if number) or "no problems"


def count(number: int, word: str) -> str:
    """A number with its word, in the plural where it must be."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
