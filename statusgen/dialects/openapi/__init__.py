"""``api/openapi.json``: every read of the APIs that a site speaks, as OpenAPI 3.1.

It describes the URLs as `statusgen serve --api` answers them. Where a static host has the same
answer at another path, ``x-static`` is that path. It depends on the settings alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from types import ModuleType

from statusgen import __version__
from statusgen.artifact import Artifact, Files
from statusgen.dialects.openapi.words import Json
from statusgen.dialects.wire import encode
from statusgen.model.site import Settings
from statusgen.snapshot import Snapshot

PATH = "api/openapi.json"

ALWAYS = "build"

DESCRIBED: Mapping[str, str] = {
    "kener-v4": "kener_v4",
    "kener-v1": "kener_v1",
    "oncall": "oncall",
    "kamu": "kamu",
    "statuspage-v2": "statuspage_v2",
    "cstate": "cstate",
    "badges": "badges",
    "prometheus": "prometheus",
    ALWAYS: "build_info",
}
"""The modules with the descriptions, by the name that site.yaml knows a dialect by."""

_ABOUT = (
    "Every read of this status page. Paths that end in a file's name are files of the site; the"
    " others are answered by `statusgen serve --api`, and x-static is the file with the same"
    " answer. A static host takes no notice of the query."
)


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """The one document."""
    settings = snapshot.settings
    names = described(settings)
    yield Artifact(PATH, render, (names, settings.title, settings.url, __version__))


def described(settings: Settings) -> tuple[str, ...]:
    """The dialects that a site with these settings has something to read of."""
    chosen = settings.dialects
    wanted = [one for one in DESCRIBED if chosen is None or one in chosen or one == ALWAYS]
    return tuple(one for one in wanted if one != "oncall" or settings.oncall_publish)


def render(names: tuple[str, ...], title: str, url: str, version: str) -> Files:
    """The document as a file."""
    yield PATH, encode(description(names, title, url, version))


def words_of(name: str) -> ModuleType:
    """The description of a dialect: its ``PATHS`` and ``SCHEMAS``."""
    return import_module(f"{__name__}.{DESCRIBED[name]}")


def description(names: tuple[str, ...], title: str, url: str, version: str) -> Json:
    """The OpenAPI document of these dialects, for the site at this URL."""
    paths: dict[str, Json] = {}
    schemas: dict[str, Json] = {}
    for name in names:
        about = words_of(name)
        schemas |= about.SCHEMAS
        paths |= {path: _named(path, item, name) for path, item in about.PATHS.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": version, "description": _ABOUT},
        "servers": [{"url": url.rstrip("/") or "/"}],
        "tags": [{"name": name} for name in names],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _named(path: str, item: Json, tag: str) -> Json:
    """A path with what every operation needs: its dialect, and an id made of its path."""
    words = re.findall(r"\w+", path)
    return {"get": {"operationId": "_".join(words), "tags": [tag], **item["get"]}}
