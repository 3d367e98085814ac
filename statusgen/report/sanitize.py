"""What may reach a terminal or a CI log: the one place that makes foreign text harmless."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff]"
)
_COMMAND_ANYWHERE = "##["
_COMMAND_AT_START = re.compile(r"^(?=\s*::)", re.MULTILINE)


def sanitize(text: str) -> str:
    """``text`` without escape sequences, reordering, or commands of a CI runner.

    Line feeds stay. A GitHub runner obeys lines that begin with ``::`` after any white space,
    and ``##[`` wherever it stands.
    """
    visible = _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    return _COMMAND_AT_START.sub(".", visible.replace(_COMMAND_ANYWHERE, "# #["))
