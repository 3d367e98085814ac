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
from statusgen.content.settings import SITE_KEYS

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


SCHEMAS: dict[str, Callable[[], Json]] = {
    "incident": lambda: _front_matter(INCIDENT_KEYS, "front matter of incident.md"),
    "comment": lambda: _front_matter(COMMENT_KEYS, "front matter of a comment"),
    "maintenance": lambda: _front_matter(MAINTENANCE_KEYS, "front matter of maintenance.md"),
    "monitors": _monitors,
    "site": lambda: _front_matter(SITE_KEYS, "content/site.yaml"),
    "page": lambda: _front_matter(PAGE_KEYS, "front matter of a free page"),
}
"""What there is a schema of."""
