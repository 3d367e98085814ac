"""Markdown of bodies to HTML, to plain text and to problems: the only door to markdown-it-py."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from statusgen.diagnostics import Diagnostic

__all__ = ["problems", "render", "to_lines", "to_plain", "to_text"]

_TAG = re.compile(r"<[^>]*>")
_BEFORE_ELLIPSIS = " .,:;-\u2013\u2014"
_END_OF_BLOCK = re.compile(r"</(?:p|li|h[1-6]|pre|tr)>|<br ?/?>")
_IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')


def problems(text: str, file: str, first_line: int) -> list[Diagnostic]:
    """Unsafe links, images of other servers and text that would be dropped in a body.

    ``file`` is what the diagnostics name; ``first_line`` is the line of the file, from 1, on which
    ``text`` begins. Ordinary text costs next to nothing: only doubtful text is parsed.
    """
    from statusgen.markdown import lint

    return lint.problems(text, file, first_line)


def render(text: str, *, shift: int = 2, base: str = "") -> str:
    """The HTML of a body; it is safe to put into a page, a feed or a mail as it stands.

    Headings go down by ``shift`` levels, at most to h6. With ``base``, an absolute URL that ends
    in ``/``, relative links and images become absolute; ``/x`` means ``x`` below it, not the root of
    its host. Links that are not allowed stay text, images of other servers become links, and control characters become U+FFFD.
    """
    from statusgen.markdown import fastpath

    html = fastpath.render(text, shift)
    if html is not None:
        return html
    from statusgen.markdown import reader

    return reader.render(text, shift, base)


def to_text(text: str, limit: int = 0) -> str:
    """A body on one line, without markup; beyond ``limit`` characters it ends in "…" (0 = all)."""
    html = render(text)
    if "<img " in html:
        html = _IMAGE.sub(r"\1", html)
    words = " ".join(_unescape(_TAG.sub("", html)).split())
    if limit <= 0 or len(words) <= limit:
        return words
    end = words.rfind(" ", limit // 2, limit)
    return words[: end if end > 0 else limit - 1].rstrip(_BEFORE_ELLIPSIS) + "…"


def to_lines(text: str) -> str:
    """A body without markup, each paragraph, heading and item of a list on a line of its own."""
    html = _IMAGE.sub(r"\1", render(text))
    blocks = (" ".join(_unescape(_TAG.sub("", one)).split()) for one in _END_OF_BLOCK.split(html))
    return "\n".join(block for block in blocks if block)


def to_plain(text: str, base: str = "") -> str:
    """A body as plain text of several lines, with the addresses of its links (see ``render``)."""
    from statusgen.markdown import plain

    return plain.plain(render(text, base=base))


def _unescape(html: str) -> str:
    """Undoes the four escapes that rendering makes, and no other."""
    if "&" not in html:
        return html
    html = html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return html.replace("&amp;", "&")
