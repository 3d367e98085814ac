"""The JSON Schemas of the content's files, made from the tables that read them."""

from __future__ import annotations

from collections.abc import Callable

from statusgen.content.comments import COMMENT_KEYS
from statusgen.content.fields import Record
from statusgen.content.incidents import INCIDENT_KEYS
from statusgen.content.maintenances import MAINTENANCE_KEYS
from statusgen.content.monitors import MONITOR_KEYS
from statusgen.content.pages import PAGE_KEYS
from statusgen.content.places import Json
from statusgen.content.site_keys import SITE_KEYS

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def _front_matter(keys: Record, title: str) -> Json:
    return {"$schema": _DRAFT, "title": title, **keys.schema()}


def _monitors() -> Json:
    return {
        "$schema": _DRAFT,
        "title": "monitors.yaml",
        "type": "array",
        "items": MONITOR_KEYS.schema(),
    }


def _files(keys: Record, name: Json) -> Json:
    """A Markdown file in a document of an export."""
    properties: Json = {**name, "keys": keys.schema(), "text": {"type": "string"}}
    return {"type": "object", "properties": properties, "required": ["keys", "text"]}


def _entries(keys: Record) -> Json:
    text: Json = {"type": "string"}
    about: Json = {
        "id": {"type": "integer"},
        "slug": text,
        "start": text,
        "state": text,
        "end": {"type": ["string", "null"]},
        "folder": text,
        "files": {"type": "array", "items": _files(COMMENT_KEYS, {"name": text})},
    }
    found = _files(keys, about)
    return {"type": "array", "items": {**found, "required": ["folder", "keys", "text", "files"]}}


def _export() -> Json:
    """A document of `statusgen export`."""
    sample: Json = {"type": "array", "minItems": 3, "maxItems": 3}
    properties: Json = {
        "statusgen": {"const": 1},
        "settings": SITE_KEYS.schema(),
        "monitors": {"type": "array", "items": MONITOR_KEYS.schema()},
        "incidents": _entries(INCIDENT_KEYS),
        "maintenances": _entries(MAINTENANCE_KEYS),
        "pages": {"type": "array", "items": _files(PAGE_KEYS, {"file": {"type": "string"}})},
        "records": {"type": "object", "additionalProperties": {"type": "array", "items": sample}},
        "removed": {"type": "array", "items": {"type": "object"}},
        "templates": {"type": "object"},
    }
    return {
        "$schema": _DRAFT,
        "title": "a document of statusgen export",
        "type": "object",
        "properties": properties,
        "required": list(properties)[:-2],
    }


SCHEMAS: dict[str, Callable[[], Json]] = {
    "incident": lambda: _front_matter(INCIDENT_KEYS, "front matter of incident.md"),
    "comment": lambda: _front_matter(COMMENT_KEYS, "front matter of a comment"),
    "maintenance": lambda: _front_matter(MAINTENANCE_KEYS, "front matter of maintenance.md"),
    "monitors": _monitors,
    "site": lambda: _front_matter(SITE_KEYS, "content/site.yaml"),
    "export": _export,
    "page": lambda: _front_matter(PAGE_KEYS, "front matter of a free page"),
}
"""What there is a schema of."""
