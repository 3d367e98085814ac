"""What an entry says, as HTML that readers of feeds show."""

from __future__ import annotations

import re
from functools import lru_cache

from statusgen.markdown import render as render_markdown
from statusgen.targets.feeds.entries import Entry, Monitors

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def html_of(entry: Entry, site: str) -> str:
    """The HTML of an entry: when, what, where. It is printable; links are absolute on ``site``."""
    if entry.html:
        return entry.html
    when = f"<p><strong>{entry.window}</strong></p>\n" if entry.window else ""
    said = render_markdown(entry.text, base=site)
    edited = _edited(entry.correction) if entry.correction else ""
    return f"{when}{said}{edited}{_affected(entry.monitors)}"


def printable(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _edited(why: str) -> str:
    from html import escape

    return f"<p><em>Edited: {escape(printable(why))}</em></p>\n"


@lru_cache(1024)
def _affected(monitors: Monitors) -> str:
    from html import escape

    if not monitors:
        return ""
    names = ", ".join(escape(printable(name)) for _, name in monitors)
    return f"<p>Affected: {names}</p>\n"
