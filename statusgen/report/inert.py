"""Foreign text in Markdown: the one place that keeps it from being anything but text."""

from __future__ import annotations

import re

from statusgen.report.sanitize import sanitize

_BREAK = "&#8203;"
_MARKUP = re.compile(r"[\\`*_\[\]#|~$]")
_BLOCK = re.compile(r"\s*(?:[-+](?=[\s-]|$)|\d+[.)](?=\s|$))")
"""What begins a list or a rule where it begins a line."""

_LINKED = re.compile(
    r"@|(?<=[#!&%])(?=\d)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bGH-)(?=\d)", re.IGNORECASE
)


def inert(text: str) -> str:
    """``text`` as one line in which nothing is markup, a link, a mention or a reference."""
    line = sanitize(re.sub(r"\s+", " ", text))
    parts = (_plain(part) for part in _LINKED.sub(_parted, line).split("\0"))
    return (_BREAK if _BLOCK.match(line) else "") + _BREAK.join(parts)


def _parted(found: re.Match[str]) -> str:
    return f"{found[0]}\0"


def _plain(text: str) -> str:
    from html import escape

    return _MARKUP.sub(lambda found: "\\" + found[0], escape(text, quote=False))
