"""Splits a Markdown file into its front matter and its text."""

from __future__ import annotations

import re
from collections.abc import Collection

from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.rules import problem

LONGEST_BODY = 64 * 1024
"""How many bytes of UTF-8 the text below the front matter may have."""

_opening = re.compile(r"---[ \t]*(?:\n|\Z)").match
_closing = re.compile(r"\n---[ \t]*(?:\n|\Z)").search
_first_key = re.compile(r"\s*([A-Za-z_]+)(?:\.[a-z-]+)?:(?:[ \t]|\n)").match
_closing_of_keys = re.compile(r"\s*(?:[ \t]*(?:- |[\w.-]+:)[^\n]*\n)+---[ \t]*(?:\n|\Z)").match
_blank_lines = re.compile(r"(?:[ \t]*\n)*").match


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The two parts of a file and the lines of the file on which they begin; "" = there is none."""

    yaml: str
    first_line: int
    body: str
    body_line: int


def split(text: str, file: str, problems: list[Diagnostic]) -> FrontMatter:
    """The front matter and the text below it, without the blank lines around that.

    ``text`` has Unix line ends. A part that cannot be used is noted in ``problems`` and empty.
    """
    opening = _opening(text)
    if opening is None:
        return FrontMatter("", 1, *_body(text, 0, file, problems))
    closing = _closing(text, opening.end() - 1)
    if closing is None:
        message = "the front matter that opens here is never closed"
        hint = "put a line with `---` below it; a line across a text is written `***`"
        problems.append(problem("yaml-syntax", file, message, hint=hint, line=1, column=1))
        return FrontMatter("", 2, "", 2)
    yaml = text[opening.end() : closing.start() + 1]
    return FrontMatter(yaml, 2, *_body(text, closing.end(), file, problems))


def has_lost_its_opening(text: str, keys: Collection[str], *, always: bool) -> bool:
    """Whether a file begins with ``key: value`` instead of the line ``---`` above it.

    Unless ``always``, only if a line ``---`` stands below: a text may begin with "Author: Jo".
    """
    found = _first_key(text)
    if found is None or found[1] not in keys:
        return False
    return always or _closing_of_keys(text) is not None


def _body(text: str, start: int, file: str, problems: list[Diagnostic]) -> tuple[str, int]:
    """The text from ``start`` without blank lines around it, and the line on which it begins."""
    blank = _blank_lines(text, start)
    begin = blank.end() if blank else start
    body = text[begin:].rstrip(" \t\n")
    line = text.count("\n", 0, begin if body else start) + 1
    size = len(body) if body.isascii() else len(body.encode(errors="replace"))
    if size > LONGEST_BODY:
        message = f"the text has {size:,} bytes; {LONGEST_BODY:,} are allowed"
        hint = "shorten it, or put a part of it on a page of its own"
        problems.append(problem("file-too-large", file, message, hint=hint, line=line, column=1))
        return "", line
    return body, line
