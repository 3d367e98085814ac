"""A place in a document, and what is said about a value that is wrong there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol

from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic, Route
from statusgen.rules import problem

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class At:
    """A place in a document and the list that problems found there go to.

    ``owner`` says in messages whose place it is, such as " of the monitor `api`".
    """

    file: str
    problems: list[Diagnostic]
    route: Route = ()
    zone: str = ""
    owner: str = ""

    def into(self, step: str | int) -> At:
        """One step deeper."""
        return At(self.file, self.problems, (*self.route, step), self.zone, self.owner)

    def report(self, code: str, message: str, hint: str = "") -> None:
        """Notes a problem at this place."""
        self.problems.append(problem(code, self.file, message, hint=hint, route=self.route))

    @property
    def name(self) -> str:
        """The place in words, such as "`monitors.api`" or "entry 2 of `links`"."""
        keys = ".".join(step for step in self.route if isinstance(step, str))
        words = f"`{keys}`" if keys else ""
        if self.route and isinstance(self.route[-1], int):
            entry = f"entry {self.route[-1] + 1}"
            words = f"{entry} of {words}" if keys else entry
        whole = "the front matter" if self.file.endswith(".md") else "the file"
        return (words or whole) + self.owner


class Type(Protocol):
    """A kind of value: reads it (None after reporting what is wrong) and describes it."""

    def read(self, value: Any, at: At) -> Any: ...  # noqa: D102

    def schema(self) -> Json: ...  # noqa: D102


def kind_of(value: Any) -> str:
    """What a value is, in the words of a message."""
    if isinstance(value, bool):
        return "true or false"
    names = {
        int: "a whole number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a map",
        type(None): "nothing",
    }
    return names[type(value)]


_ADVICE = {
    "text": "write one text; put it in quotes if it begins with a bracket",
    "true or false": "write true or false, without quotes",
    "a whole number": "write digits alone, without quotes",
    "a number": "write it as 0.3",
    "one of": "write one of these words",
    "a state": "write one word, such as the last part of a comment's name",
    "a time": "write one time, with Z or an offset at its end",
    "a duration": "write it as 2h30m, 7d or in seconds",
    "a map of tags": "write `tag: DOWN`, each on a line of its own, indented below the key",
    "a list": "begin each entry with `- ` on a line of its own, or write [one, two]",
    "a map": "write `key: value`, each on a line of its own",
}
_BOOLEANS = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def wrong_type(value: Any, at: At, wanted: str) -> None:
    """Reports a value of the wrong type."""
    hint = next(advice for kind, advice in _ADVICE.items() if wanted.startswith(kind))
    if isinstance(value, int) and wanted.startswith("text"):
        hint = f'put it in quotes: "{str(value).lower() if isinstance(value, bool) else value}"'
    elif isinstance(value, str) and wanted == "true or false":
        word = _BOOLEANS.get(value.lower(), value.lower())
        advice = f"write it without quotes: {word}" if word == value else f"write {word}"
        hint = advice if word in ("true", "false") else hint
    elif isinstance(value, str) and wanted.startswith("a whole number"):
        hint = _number_hint(value) or hint
    at.report("wrong-type", f"{at.name} must be {wanted}, not {kind_of(value)}", hint)


def _number_hint(text: str) -> str:
    """What to do about digits that were read as text."""
    if not re.fullmatch("[0-9]+", text):
        return ""
    if len(text) > 15:
        return "write a smaller number, of at most 15 digits"
    if text != str(int(text)):
        return f"write it without leading zeros: {int(text)}"
    return f"write it without quotes: {text}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the words that would be right."""
    from difflib import get_close_matches

    known = list(known)
    near = get_close_matches(word, known, n=1) or [k for k in known if k.lower() == word.lower()]
    if near:
        return f"did you mean `{near[0]}`?"
    shown = known if len(known) <= 20 else [*known[:20], "…"]
    return "use one of: " + ", ".join(shown) if known else ""
