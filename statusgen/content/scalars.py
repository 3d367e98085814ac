"""Single values: text, flags, numbers, words. Each is read, and describes itself as JSON Schema."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from statusgen.content.places import At, Json, did_you_mean, wrong_type
from statusgen.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Text of ``least`` to ``most`` characters."""

    least: int = 0
    most: int = 10_000
    pattern: str = ""
    meaning: str = ""

    def read(self, value: Any, at: At) -> str | None:
        """The text, without blanks around it."""
        if not isinstance(value, str):
            return wrong_type(value, at, "text")
        text = value.strip()
        if not self.least <= len(text) <= self.most:
            return self._wrong_length(len(text), at)
        if self.pattern and not re.fullmatch(self.pattern, text):
            return at.report("bad-value", f"{at.name} cannot be `{text}`", f"write {self.meaning}")
        return text

    def _wrong_length(self, length: int, at: At) -> None:
        if not length:
            return at.report("bad-value", f"{at.name} is empty", "write something, or delete it")
        size = f"{self.least} to {self.most:,}" if self.least else f"at most {self.most:,}"
        hint = "shorten it" if length > self.most else "write it out"
        return at.report("bad-value", f"{at.name} has {length:,} characters, not {size}", hint)

    def schema(self) -> Json:
        """A string with its limits."""
        found: Json = {"type": "string", "maxLength": self.most}
        if self.least:
            found["minLength"] = self.least
        if self.pattern:
            found["pattern"] = f"^(?:{self.pattern})$"
        return found


@dataclass(frozen=True, slots=True)
class Url:
    """An address of which the host and the port can be told."""

    form: Text

    def read(self, value: Any, at: At) -> str | None:
        """The address as written."""
        text = self.form.read(value, at)
        if text is None:
            return None
        try:
            parts = urlsplit(text)
            usable = parts.scheme not in ("http", "https") or bool(parts.hostname)
            usable = usable and parts.port != 0
        except ValueError:
            usable = False
        if not usable:
            return at.report("bad-value", f"{at.name} cannot be `{text}`", "correct its host name")
        return text

    def schema(self) -> Json:
        """That of its form."""
        return self.form.schema()


@dataclass(frozen=True, slots=True)
class Flag:
    """``true`` or ``false``, never in quotes."""

    def read(self, value: Any, at: At) -> bool | None:
        """The boolean."""
        return value if isinstance(value, bool) else wrong_type(value, at, "true or false")

    def schema(self) -> Json:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number of at least ``least`` and at most ``most``."""

    least: int = 1
    most: int = 2**53 - 1

    def read(self, value: Any, at: At) -> int | None:
        """The number."""
        if isinstance(value, bool) or not isinstance(value, int):
            return wrong_type(value, at, "a whole number")
        if not self.least <= value <= self.most:
            size = f"from {self.least} to {self.most:,}"
            size = size if self.most < 2**53 - 1 else f"from {self.least} up"
            return at.report(
                "bad-value", f"{at.name} cannot be {value}", f"write a whole number {size}"
            )
        return value

    def schema(self) -> Json:
        """An integer with its limits."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class Share:
    """A number from 0 to 1, such as a weight."""

    def read(self, value: Any, at: At) -> float | None:
        """The number."""
        if isinstance(value, bool) or not re.fullmatch(r"\d+(\.\d+)?", str(value)):
            return wrong_type(value, at, "a number from 0 to 1")
        if not 0 <= float(value) <= 1:
            hint = "write a number from 0 to 1: 0.3 is 30 percent"
            return at.report("bad-value", f"{at.name} cannot be {value}", hint)
        return float(value)

    def schema(self) -> Json:
        """A number with its limits."""
        return {"type": "number", "minimum": 0, "maximum": 1}


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words, in the case in which they are written."""

    words: tuple[str, ...]

    def read(self, value: Any, at: At) -> str | None:
        """The word."""
        if not isinstance(value, str):
            return wrong_type(value, at, "one of " + ", ".join(self.words))
        if value not in self.words:
            return at.report(
                "bad-value", f"{at.name} cannot be `{value}`", did_you_mean(value, self.words)
            )
        return str(value)

    def schema(self) -> Json:
        """An enumeration."""
        return {"enum": [str(word) for word in self.words]}


@dataclass(frozen=True, slots=True)
class StateOf:
    """A state of incidents or of maintenances, in any case, with `_` or `-`."""

    states: type[StrEnum]

    def read(self, value: Any, at: At) -> StrEnum | None:
        """The state."""
        if not isinstance(value, str):
            return wrong_type(value, at, "a state")
        word = value.lower().replace("_", "-")
        if word not in set(self.states):
            hint = did_you_mean(word, [str(state) for state in self.states])
            return at.report("unknown-state", f"there is no state `{value}`", hint)
        return self.states(word)

    def schema(self) -> Json:
        """The states in lower case and in upper case."""
        lower = [str(state) for state in self.states]
        upper = [state.upper() for state in lower]
        spelled = [state.replace("-", "_") for state in (*lower, *upper) if "-" in state]
        return {"enum": [*lower, *upper, *spelled]}


@dataclass(frozen=True, slots=True)
class Anything:
    """A value that is kept but not looked at."""

    def read(self, value: Any, at: At) -> Any:
        """The value itself."""
        return value

    def schema(self) -> Json:
        """No restriction."""
        return {}
