"""Secrets are named by the environment variable that holds them; one written in place is an error."""

from __future__ import annotations

import re
from typing import Any

from statusgen.content.places import At, Json, wrong_type
from statusgen.dataclass import dataclass

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


@dataclass(frozen=True, slots=True)
class Variable:
    """The name of an environment variable. What is written there is never repeated."""

    example: str

    def read(self, value: Any, at: At) -> str | None:
        """The name."""
        if not isinstance(value, str):
            return wrong_type(value, at, "text")
        if _VARIABLE.fullmatch(value.strip()):
            return value.strip()
        return _in_place(at, str(at.route[-1]), self.example)

    def schema(self) -> Json:
        """A string in the form of a name."""
        return {"type": "string", "pattern": rf"^\s*{_VARIABLE.pattern}\s*$"}


@dataclass(frozen=True, slots=True)
class InPlace:
    """A key that people reach for first and that would give a secret away."""

    example: str

    def read(self, value: Any, at: At) -> None:
        """Nothing: it is always wrong."""
        return _in_place(at, f"{at.route[-1]}_env", self.example)

    def schema(self) -> Json:
        """Nothing fits."""
        return {"not": {}}


def _in_place(at: At, key: str, example: str) -> None:
    """Reported at the whole list, so that the line with the secret is not shown in a log."""
    whole = At(at.file, at.problems, at.route[:1])
    message = f"{at.name} belongs into the environment: whoever reads this file could use it"
    hint = f"write `{key}: {example}`, put the value into that variable, and replace the old value"
    whole.report("bad-value", message, hint)
