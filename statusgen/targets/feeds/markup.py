"""Text in XML, as lxml writes it."""

from __future__ import annotations

from statusgen.targets.feeds.told import printable


def element(name: str, text: str) -> str:
    """An element of text alone, on a line."""
    return f"<{name}>{escaped(text)}</{name}>\n"


def escaped(text: str) -> str:
    """Text of an element, with U+FFFD for what XML cannot hold."""
    return escaped_html(text if text.isprintable() else printable(text))


def escaped_html(html: str) -> str:
    """The same of what is known to be printable, such as the HTML of an entry."""
    html = html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return html.replace("\r", "&#13;") if "\r" in html else html


def quoted(text: str) -> str:
    """The value of an attribute, without its quotes."""
    return attribute(escaped(text))


def attribute(text: str) -> str:
    """The same of text that is escaped for an element already."""
    return text.replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
