"""Text in columns of a terminal, in which some characters are two columns wide and some none."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width

COLUMNS = 80
"""How wide a terminal is at least."""

_CUT = ".."
_JOINERS = "\u200c\u200d"
_PLAIN = str.maketrans(
    {"\u2013": "-", "\u2026": "...", "\u00a0": " ", "\u202f": " ", "\u2019": "'", "\u200e": ""}
)


def clean(text: str) -> str:
    """What somebody wrote, on one line and without anything that a terminal obeys or that turns
    the direction of what follows.
    """
    kept = (
        " " if category(one) in ("Cc", "Zl", "Zp") else one
        for one in text
        if category(one) not in ("Cf", "Cs") or one in _JOINERS
    )
    return " ".join("".join(kept).split())


def plain(text: str) -> str:
    """Wording of the theme, with ASCII for the signs that terminals may not have."""
    return text.translate(_PLAIN)


def width(text: str) -> int:
    """How many columns a text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def padded(text: str, columns: int) -> str:
    """A text that takes exactly so many columns; what is longer is cut, and that is shown."""
    missing = columns - width(text)
    if missing >= 0:
        return text + " " * missing
    kept, _ = _split(text, columns - len(_CUT))
    return padded(kept.rstrip() + _CUT, columns)


def wrapped(text: str, first: str = "", rest: str = "") -> Iterator[str]:
    """Lines of at most COLUMNS; ``first`` stands before the first, ``rest`` before the others.

    A word that is longer than a line is broken: in Japanese that is every sentence.
    """
    line, empty = first, True
    for word in text.split():
        left = word
        while width(line) + (not empty) + width(left) > COLUMNS:
            if empty or width(rest) + width(left) > COLUMNS:
                head, left = _split(left, COLUMNS - width(line) - (not empty))
                line += (" " if head and not empty else "") + head
            yield line
            line, empty = rest, True
        line += left if empty else f" {left}"
        empty = False
    yield line


def _split(text: str, columns: int) -> tuple[str, str]:
    """The beginning of a text that fits, and what is left."""
    used = 0
    for index, character in enumerate(text):
        used += _width(character)
        if used > columns:
            return text[:index], text[index:]
    return text, ""


def _width(character: str) -> int:
    if category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1
