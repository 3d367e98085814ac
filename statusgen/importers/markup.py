"""HTML as other pages have it in their texts -> Markdown."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BLOCKS = {"p", "div", "ul", "ol", "pre", "blockquote", "table", "tr", "h1", "h2", "h3", "h4"}
_HIDDEN = {"script", "style"}
_TAG = re.compile(r"<[^<>]*>")
_BREAK = "\x00"
_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_AT_LINE_START = re.compile(
    r"^(\s*)(#{1,6}(?=\s)|[-+](?=\s)|\d+[.)](?=\s)|={3,}\s*$|-{3,}\s*$)", re.MULTILINE
)


def markdown_of(html: str) -> str:
    """The Markdown of a text in HTML, or of plain text: line breaks stay, letters are themselves."""
    reading = _Reading()
    reading.feed(html.replace("\r\n", "\n").replace(_BREAK, ""))
    reading.close()
    parts = "".join(reading.parts + reading.marks[::-1])
    text = re.sub(rf"{_BREAK}(\s*{_BREAK})+|{_BREAK}(?=\s*(\n\n|\Z))", "\n\n", parts)
    text = re.sub(rf"\s*{_BREAK}\s*", "\\\\\n", text)
    text = re.sub(r"[ \t]+\n", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def plain_of(html: str) -> str:
    """The words of a text in HTML, on one line."""
    return " ".join(unescape(_TAG.sub(" ", html)).split())


class _Reading(HTMLParser):
    """Collects the parts of the Markdown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._links: list[str] = []
        self._hidden = 0
        self.marks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag opens."""
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "br":
            self.parts.append(_BREAK)
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _AROUND:
            self.parts.append(_AROUND[tag])
            self.marks.append(_AROUND[tag])
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
            self.parts.append("[")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        """A tag closes."""
        if tag in _HIDDEN:
            self._hidden = max(self._hidden - 1, 0)
        elif tag in _AROUND:
            self._close(_AROUND[tag])
        elif tag == "a" and self._links:
            self.parts.append(f"](<{self._links.pop().replace('>', '%3E')}>)")
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def _close(self, mark: str) -> None:
        """An end without a beginning, or across another one's, would be letters in Markdown."""
        if mark in self.marks:
            while (last := self.marks.pop()) != mark:
                self.parts.append(last)
            self.parts.append(mark)

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if not self._hidden:
            self.parts.append(_AT_LINE_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", data)))
