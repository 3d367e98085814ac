"""How a text was changed, word by word, and short enough to be read in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from statusgen.changes.change import Op, Piece

LONGEST = 280
"""How many characters of a text, or of one piece of it, are shown."""

_AROUND = 40
_MOST_WORK = 400_000
_MOST_PIECES = 24
_WORD = re.compile(r"\s+|\w+|[^\w\s]")


def excerpt(text: str, most: int = LONGEST) -> str:
    """The beginning of a text in one line."""
    line = " ".join(text[: most * 4].split())
    return line if len(line) <= most and len(text) <= most * 4 else line[: most - 1] + "…"


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """What was taken out and put in, with a few words around; () where nothing was."""
    if old == new:
        return ()
    found = list(_short(_pieces(_WORD.findall(old), _WORD.findall(new))))
    if len(found) > _MOST_PIECES:
        found = [*found[:_MOST_PIECES], Piece(Op.SAME, "…")]
    return tuple(found)


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    yield Piece(Op.SAME, "".join(old[:head]))
    yield from _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    yield Piece(Op.SAME, "".join(old[len(old) - tail :]) if tail else "")


def _common(old: list[str], new: list[str]) -> int:
    pairs = zip(old, new, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _middle(old: list[str], new: list[str]) -> Iterator[Piece]:
    if len(old) * len(new) > _MOST_WORK:
        yield Piece(Op.OUT, "".join(old))
        yield Piece(Op.IN, "".join(new))
        return
    for op, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if op == "equal":
            yield Piece(Op.SAME, "".join(old[a:b]))
        else:
            yield Piece(Op.OUT, "".join(old[a:b]))
            yield Piece(Op.IN, "".join(new[c:d]))


def _short(found: Iterator[Piece]) -> Iterator[Piece]:
    """Without what is empty; long stretches that are the same keep their ends."""
    whole = list(found)
    for index, one in enumerate(whole):
        text = re.sub(r"\s+", " ", one.text)
        if one.op is Op.SAME:
            text = _ends(text, left=index > 0, right=index + 1 < len(whole))
        elif len(text) > LONGEST:
            text = text[: LONGEST - 1] + "…"
        if text:
            yield Piece(one.op, text)


def _ends(text: str, *, left: bool, right: bool) -> str:
    if len(text) <= 2 * _AROUND:
        return text
    start = text[:_AROUND].rpartition(" ")[0] if left else ""
    end = text[-_AROUND:].partition(" ")[2] if right else ""
    return f"{start + ' ' if start else ''}…{' ' + end if end else ''}"
