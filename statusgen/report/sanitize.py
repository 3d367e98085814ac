"""What may reach a terminal or a CI log: the one place that makes foreign text harmless."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]"
)
_COMMAND_ANYWHERE = "##["
_COMMAND_AT_START = re.compile(r"^(?=\s*::)")


def sanitize(text: str) -> str:
    """``text`` as one line without escape sequences, reordering, or commands of a CI runner.

    A GitHub runner obeys lines that begin with ``::`` after any white space, and ``##[`` wherever
    it stands.
    """
    visible = _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return _COMMAND_AT_START.sub(".", visible.replace(_COMMAND_ANYWHERE, "# #["))


def sanitize_lines(text: str) -> str:
    """The same line by line, for text of our own that foreign text cannot bring a line into."""
    return "\n".join(map(sanitize, text.split("\n")))


def sanitize_json(document: str) -> str:
    """JSON in ASCII that means the same, without commands of a CI runner.

    No string of it is at the start of a line without its quote, so that no ``::`` is.
    """
    return document.replace(_COMMAND_ANYWHERE, "\\u0023#[")
