"""What the rules mean: one Markdown file per rule, with an example that fails and one that passes."""

from __future__ import annotations

import re
from pathlib import Path

from statusgen.dataclass import dataclass
from statusgen.rules import RULES

_FOLDER = Path(__file__).parent / "explanations"
_FENCE = re.compile(
    r"^(?P<fence>```+)(?P<info>[^\n`]+)\n(?P<text>.*?)^(?P=fence)$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Example:
    """One file of an example: its path in a site, its text, and how to write it.

    ``how`` is "" for plain text; ``escaped`` for text in which bytes stand as Python's escapes,
    ``link`` for a symbolic link to the text, ``repeat N`` for the text N times, ``absent`` for a
    file that is not there, ``before`` for what it was at the revision that is compared with.
    """

    file: str
    text: str
    how: str = ""

    def bytes(self) -> bytes:
        """What the file holds."""
        if self.how == "escaped":
            return self.text.encode().decode("unicode_escape").encode("latin-1")
        if self.how.startswith("repeat "):
            return self.text.encode() * int(self.how.removeprefix("repeat "))
        return self.text.encode()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a rule means; ``wrong`` breaks it and ``right`` does not."""

    code: str
    text: str
    wrong: tuple[Example, ...]
    right: tuple[Example, ...]


def explain(code: str) -> Explanation:
    """The explanation of a rule; KeyError where there is no such rule."""
    if code not in RULES:
        raise KeyError(code)
    source = (_FOLDER / f"{code}.md").read_text("utf-8")
    head, _, examples = source.partition("\n## Wrong\n")
    wrong, _, right = examples.partition("\n## Right\n")
    text = head.split("\n", 1)[1].strip()
    return Explanation(code, text, _examples(wrong), _examples(right))


def _examples(part: str) -> tuple[Example, ...]:
    return tuple(
        _example(found["info"].split(maxsplit=1), found["text"]) for found in _FENCE.finditer(part)
    )


def _example(info: list[str], text: str) -> Example:
    return Example(info[0], text, info[1].strip() if len(info) > 1 else "")
