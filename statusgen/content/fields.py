"""Takes a value out of a document, or says what is wrong with it; knows its JSON Schema too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.status import IMPACTS, Status
from statusgen.rules import problem

Json = dict[str, Any]

TAG = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_LAST_SECOND = 253402300799  # 9999-12-31T23:59:59Z
_TIME = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?"
    r"\s?(?P<zone>[Zz]|[+-]\d\d:?\d\d)?"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DURATION = re.compile(r"(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?")
_SECONDS_OF = (604800, 86400, 3600, 60, 1)


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
    elif isinstance(value, str) and value.isdigit() and wanted.startswith("a whole number"):
        hint = f"write it without quotes: {value}"
    at.report("wrong-type", f"{at.name} must be {wanted}, not {kind_of(value)}", hint)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of the words that would be right."""
    from difflib import get_close_matches

    known = list(known)
    near = get_close_matches(word, known, n=1) or [k for k in known if k.lower() == word.lower()]
    if near:
        return f"did you mean `{near[0]}`?"
    shown = known if len(known) <= 20 else [*known[:20], "…"]
    return "use one of: " + ", ".join(shown) if known else ""


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
class Time:
    """An instant: RFC 3339 with an offset or Z, or whole Unix seconds.

    With ``days`` a date alone is read as the beginning of that day in UTC.
    """

    days: bool = False

    def read(self, value: Any, at: At) -> int | None:
        """Unix seconds."""
        if self.days and isinstance(value, str) and _DAY.fullmatch(value):
            value += "T00:00Z"
        if isinstance(value, int) and not isinstance(value, bool):
            return _unix(value, at)
        if not isinstance(value, str):
            return wrong_type(value, at, "a time such as 2026-01-15T10:30:00Z")
        return parse_time(value, at)

    def schema(self) -> Json:
        """Text in the form of RFC 3339, or an integer."""
        clock = r"[Tt ]\d\d:\d\d(:\d\d)?(\.\d+)?\s?([Zz]|[+-]\d\d:?\d\d)?"
        pattern = rf"^\d{{4}}-\d\d-\d\d({clock}){'?' if self.days else ''}$"
        return {
            "anyOf": [
                {"type": "string", "pattern": pattern},
                {"type": "integer", "minimum": 0, "maximum": _LAST_SECOND},
            ]
        }


def _unix(value: int, at: At) -> int | None:
    if 0 <= value <= _LAST_SECOND:
        return value
    hint = "write it as 2026-01-15T10:30:00Z"
    hint = "these look like milliseconds: divide by 1000" if value > _LAST_SECOND else hint
    at.report("bad-time", f"{at.name} is not a time in Unix seconds: {value}", hint)
    return None


def parse_time(text: str, at: At) -> int | None:
    """Unix seconds of a written time; a zoneless one is in ``at.zone``, or an error without it."""
    found = _TIME.fullmatch(text)
    if not found:
        hint = "write it as 2026-01-15T10:30:00Z or with an offset such as +01:00"
        if _DAY.fullmatch(text):
            hint = f"add the time of day and the zone: {text}T10:30:00Z"
        at.report("bad-time", f"{at.name} is not a time: `{text}`", hint)
        return None
    day, clock, zone = found["day"], found["clock"], found["zone"]
    try:
        local = datetime.fromisoformat(f"{day}T{clock}")
        if zone is None:
            return _zoneless(local, at)
        offset = "+00:00" if zone in "Zz" else zone
        return _seconds(
            local.replace(tzinfo=datetime.fromisoformat(f"{day}T{clock}{offset}").tzinfo)
        )
    except (ValueError, OverflowError):
        message = f"{at.name} is a day or an hour that does not exist: `{text}`"
        at.report("bad-time", message, "correct the date or the time of day")
        return None


def _zoneless(local: datetime, at: At) -> int | None:
    if at.zone:
        return _seconds(local.replace(tzinfo=zone_info(at.zone)))
    stamp = f"{local:%Y-%m-%dT%H:%M:%S}"
    at.report(
        "time-without-zone",
        f"{at.name} does not say in which zone it is: {stamp}",
        f"write {stamp}Z if it is UTC, or an offset such as {stamp}+01:00 if it is local time",
    )
    return None


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())


@lru_cache(maxsize=64)
def zone_info(name: str) -> ZoneInfo:
    """The time zone of a name that `Zone` has accepted."""
    return ZoneInfo(name)


@dataclass(frozen=True, slots=True)
class Zone:
    """The IANA name of a time zone, such as Europe/Berlin."""

    def read(self, value: Any, at: At) -> str | None:
        """The name."""
        if not isinstance(value, str):
            return wrong_type(value, at, "text: the name of a time zone")
        try:
            if not re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", value):
                raise ValueError
            zone_info(value)
        except (KeyError, ValueError, OSError):
            return at.report(
                "bad-value",
                f"{at.name} is no time zone: `{value}`",
                "use a name of the IANA database, such as Europe/Berlin or UTC",
            )
        return value

    def schema(self) -> Json:
        """A string."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: ``2h30m``, ``7d``, or whole seconds. Read as seconds."""

    least: int = 1

    def read(self, value: Any, at: At) -> int | None:
        """Seconds."""
        seconds: int | None = None
        if isinstance(value, int) and not isinstance(value, bool):
            seconds = value
        elif isinstance(value, str) and value and (found := _DURATION.fullmatch(value)):
            parts = zip(found.groups(), _SECONDS_OF, strict=True)
            seconds = sum(int(part) * unit for part, unit in parts if part)
        elif not isinstance(value, str):
            return wrong_type(value, at, "a duration such as 2h30m")
        if seconds is None or not self.least <= seconds <= 366 * 86400 * 10:
            return at.report(
                "bad-value",
                f"{at.name} is not a duration: `{value}`",
                "write it as 2h30m, 7d or in seconds",
            )
        return seconds

    def schema(self) -> Json:
        """Text in that form, or an integer."""
        pattern = r"^(?=.)(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?$"
        return {
            "anyOf": [
                {"type": "string", "pattern": pattern},
                {"type": "integer", "minimum": self.least},
            ]
        }


@dataclass(frozen=True, slots=True)
class ImpactsType:
    """A map tag → impact, or a list of tags, each with the impact ``listed``."""

    listed: Status = Status.DOWN

    def read(self, value: Any, at: At) -> dict[str, Status] | None:
        """Impact by tag, in the order written."""
        if isinstance(value, list):
            tags = [Text(1, 100).read(tag, at.into(index)) for index, tag in enumerate(value)]
            return {tag: self.listed for tag in tags if tag}
        if not isinstance(value, dict):
            return wrong_type(value, at, "a map of tags to impacts, or a list of tags")
        one = OneOf(IMPACTS)
        found = {tag: one.read(impact, at.into(tag)) for tag, impact in value.items()}
        return {tag: Status(impact) for tag, impact in found.items() if impact}

    def schema(self) -> Json:
        """An object of impacts, or an array of tags."""
        impact = {"enum": [str(impact) for impact in IMPACTS]}
        return {
            "anyOf": [
                {"type": "object", "additionalProperties": impact},
                {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": 100}},
            ]
        }


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one type."""

    item: Type

    def read(self, value: Any, at: At) -> list[Any] | None:
        """The values that could be read."""
        if not isinstance(value, list):
            return wrong_type(value, at, "a list")
        found = (self.item.read(item, at.into(index)) for index, item in enumerate(value))
        return [item for item in found if item is not None]

    def schema(self) -> Json:
        """An array."""
        return {"type": "array", "items": self.item.schema()}


@dataclass(frozen=True, slots=True)
class MapOf:
    """A map with free keys and values of one type."""

    item: Type

    def read(self, value: Any, at: At) -> dict[str, Any] | None:
        """The entries that could be read."""
        if not isinstance(value, dict):
            return wrong_type(value, at, "a map")
        found = {key: self.item.read(item, at.into(key)) for key, item in value.items()}
        return {key: item for key, item in found.items() if item is not None}

    def schema(self) -> Json:
        """An object."""
        return {"type": "object", "additionalProperties": self.item.schema()}


@dataclass(frozen=True, slots=True)
class Anything:
    """A value that is kept but not looked at."""

    def read(self, value: Any, at: At) -> Any:
        """The value itself."""
        return value

    def schema(self) -> Json:
        """No restriction."""
        return {}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a document: its type and what it means; ``translated`` keys also come as ``key.de``."""

    name: str
    type: Type
    meaning: str
    required: bool = False
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known keys."""

    keys: tuple[Key, ...]
    by_name: Mapping[str, Key] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {key.name: key for key in self.keys})

    @property
    def required(self) -> bool:
        """Whether an empty document is wrong."""
        return any(key.required for key in self.keys)

    def read(self, value: Any, at: At) -> dict[str, Any] | None:
        """What could be read, by key; a key that is absent or wrong is not in it."""
        if not isinstance(value, dict):
            return wrong_type(value, at, "a map")
        found: dict[str, Any] = {}
        for name, item in value.items():
            key = self.by_name.get(name) or self._translation(name)
            if key is None:
                known = (k.name for k in self.keys)
                own = at.into(name)
                message = f"{own.name} means nothing here"
                own.report("unknown-key", message, did_you_mean(name, known))
            elif item is not None:
                read = key.type.read(item, at.into(name))
                if read is not None:
                    found[name] = read
        for key in self.keys:
            if key.required and value.get(key.name) is None:
                message = f"{at.into(key.name).name} is missing"
                at.report("missing-key", message, f"add `{key.name}: …`, {key.meaning}")
        return found

    def _translation(self, name: str) -> Key | None:
        base, dot, language = name.partition(".")
        key = self.by_name.get(base)
        if dot and key and key.translated and LANGUAGE.fullmatch(language):
            return key
        return None

    def schema(self) -> Json:
        """An object with its properties; keys without a value count as absent."""
        properties = {
            key.name: {**key.type.schema(), "description": key.meaning} for key in self.keys
        }
        found: Json = {"type": "object", "properties": properties, "additionalProperties": False}
        translated = {
            rf"^{key.name}\.{LANGUAGE.pattern}$": key.type.schema()
            for key in self.keys
            if key.translated
        }
        if translated:
            found["patternProperties"] = translated
        required = [key.name for key in self.keys if key.required]
        if required:
            found["required"] = required
        return found


def translations(values: Mapping[str, Any], name: str) -> dict[str, str]:
    """The entries ``name.<lang>`` of what a Record has read, by language."""
    start = name + "."
    return {key[len(start) :]: text for key, text in values.items() if key.startswith(start)}
