"""The few words that the APIs are described with: JSON Schemas as plain dicts, and one read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string"}
INTEGER: Json = {"type": "integer"}
BOOLEAN: Json = {"type": "boolean"}
SECONDS: Json = {"type": "integer", "description": "Unix seconds"}
INSTANT: Json = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$",
}
INSTANT_MS: Json = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$",
}
MONTH: Json = {"type": "string", "pattern": r"^\d{4}-\d\d$"}
TAG: Json = {"type": "string", "minLength": 1}

PROBLEM = "Problem"
"""The schema of the error that most APIs share."""


def obj(keys: Mapping[str, Json], optional: Mapping[str, Json] | None = None) -> Json:
    """An object with exactly these keys, the ``optional`` ones only sometimes."""
    return {
        "type": "object",
        "properties": {**keys, **(optional or {})},
        "required": list(keys),
        "additionalProperties": False,
    }


def arr(items: Json) -> Json:
    """A list."""
    return {"type": "array", "items": items}


def enum(*words: str) -> Json:
    """One word of a closed list."""
    return {"type": "string", "enum": list(words)}


def nullable(schema: Json) -> Json:
    """The same, or null."""
    return {"anyOf": [schema, {"type": "null"}]}


def ref(name: str) -> Json:
    """A schema by its name among all of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def only(key: str, schema: Json) -> Json:
    """An object with one key, as most answers are wrapped."""
    return obj({key: schema})


def in_path(name: str, schema: Json, description: str) -> Json:
    """A parameter that stands in the path."""
    about = {"name": name, "in": "path", "required": True}
    return {**about, "description": description, "schema": schema}


def in_query(name: str, schema: Json, description: str, *, required: bool = False) -> Json:
    """A filter or a page, which a static host does not know."""
    about = {"name": name, "in": "query", "required": required}
    return {**about, "description": description, "schema": schema}


def get(
    summary: str,
    answer: Json,
    *parameters: Json,
    static: str = "",
    errors: Mapping[str, str] | None = None,
    kind: str = "application/json",
) -> Json:
    """A path that is read.

    ``static`` is the path of the file with the same answer, where that is another one; ``errors``
    names the schema of each status that refuses.
    """
    refused = {
        status: _response(_REASONS[status], ref(name), "application/json")
        for status, name in (errors or {}).items()
    }
    operation: Json = {
        "summary": summary,
        "responses": {"200": _response("The answer", answer, kind), **refused},
    }
    if parameters:
        operation["parameters"] = list(parameters)
    if static:
        operation["x-static"] = static
    return {"get": operation}


_REASONS = {"400": "The request makes no sense", "404": "There is no such thing"}


def _response(description: str, schema: Json, kind: str) -> Json:
    return {"description": description, "content": {kind: {"schema": schema}}}
