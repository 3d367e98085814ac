"""What an entry says, as HTML that readers of feeds show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from statusgen.markdown import render as render_markdown
from statusgen.targets.feeds.entries import Entry

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def html_of(entry: Entry, site: str) -> str:
    """The HTML of an entry: when, what, where. Links are absolute; ``site`` is their base."""
    return entry.html or "".join(_parts(entry, site))


def _parts(entry: Entry, site: str) -> Iterator[str]:
    if entry.window:
        yield f"<p><strong>{entry.window}</strong></p>\n"
    yield render_markdown(entry.text, base=site)
    if entry.correction:
        yield f"<p><em>Edited: {escape(printable(entry.correction))}</em></p>\n"
    if entry.monitors:
        names = ", ".join(escape(printable(name)) for _, name in entry.monitors)
        yield f"<p>Affected: {names}</p>\n"


def printable(text: str) -> str:
    """The text with U+FFFD for what XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
