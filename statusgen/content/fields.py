"""Lists, maps and records: takes the values out of a document, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from statusgen.content.places import At, Json, Type, did_you_mean, wrong_type
from statusgen.content.scalars import OneOf, Text
from statusgen.dataclass import dataclass
from statusgen.model.status import IMPACTS, Status

TAG = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")


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
class Key:
    """A key of a document: its type and what it means; ``translated`` keys also come as ``key.de``."""

    name: str
    type: Type
    meaning: str
    required: bool = False
    translated: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """A map with known keys; ``required`` says that an empty one is wrong."""

    keys: tuple[Key, ...]
    by_name: Mapping[str, Key] = field(init=False, compare=False, repr=False)
    required: bool = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {key.name: key for key in self.keys})
        object.__setattr__(self, "required", any(key.required for key in self.keys))

    def read(self, value: Any, at: At) -> dict[str, Any] | None:
        """What could be read, by key; a key that is absent or wrong is not in it."""
        if not isinstance(value, dict):
            return wrong_type(value, at, "a map")
        found: dict[str, Any] = {}
        for name, item in value.items():
            key = self.by_name.get(name) or self._translation(name)
            if key is None:
                own = at.into(name)
                own.report(
                    "unknown-key", f"{own.name} means nothing here", self._advice(name, item)
                )
            elif item is not None:
                read = key.type.read(item, at.into(name))
                if read is not None:
                    found[name] = read
        for key in self.keys:
            if key.required and value.get(key.name) is None:
                message = f"{at.into(key.name).name} is missing"
                at.report("missing-key", message, f"add `{key.name}: …`, {key.meaning}")
        return found

    def _advice(self, name: str, value: Any) -> str:
        """What to do about a key that means nothing; impacts get lost most often."""
        if "monitors" in self.by_name and str(value).upper() in IMPACTS:
            return f"indent it below `monitors:`; as it is, `{name}` is not shown as affected"
        hint = did_you_mean(name, self.by_name)
        lost = hint == did_you_mean("monitors", ["monitors"])
        return f"{hint} As it is, nothing is shown as affected" if lost else hint

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
