"""A body as plain text with its lines, for messages that know no markup."""

from __future__ import annotations

import re
from html import unescape

_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_ITEM = re.compile(r"<li>(?:\s*<p>)?\s*")
_CELL = re.compile(r"</t[hd]>\s*(?=<t[hd])")
_FRAME = re.compile(r"(</?(?:table|thead|tbody|tr|ul|ol|li|blockquote)>)\n")
_ROW = re.compile(r"</(?:li|tr)>")
_END = re.compile(r"</(?:p|h[1-6]|pre|blockquote|table|ul|ol)>|<hr />")
_TAG = re.compile(r"<[^>]*>")
_GAP = re.compile(r"\n[ \t]*\n\s*")


def plain(html: str) -> str:
    """The text of HTML that this package has rendered; a link's address stands behind its words."""
    text = _IMAGE.sub(r"\1", html)
    text = _LINK.sub(_link, text)
    text = _CELL.sub(" | ", _FRAME.sub(r"\1", text))
    text = _ITEM.sub("- ", text)
    text = _END.sub("\n\n", _ROW.sub("\n", text))
    text = unescape(_TAG.sub("", text))
    return _GAP.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def _link(found: re.Match[str]) -> str:
    """Words and address, once where they are the same."""
    address, words = found.groups()
    same = unescape(_TAG.sub("", words)) in (unescape(address), unescape(address)[len("mailto:") :])
    return words if same or address.startswith("#") else f"{words} ({address})"
