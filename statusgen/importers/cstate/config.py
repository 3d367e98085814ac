"""config.yml of a cState site -> settings, groups and monitors."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from statusgen.content import yamldoc
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.editing.splice import Writable
from statusgen.errors import UsageError
from statusgen.importers.cstate.addresses import term_path
from statusgen.importers.found import Found
from statusgen.importers.losses import Losses, Place, others
from statusgen.importers.prose import line
from statusgen.importers.tags import free_tag
from statusgen.model.slugs import slugify

_STEMS = ("config", "hugo", "config/_default/config", "config/_default/hugo")
_ENDINGS = ("yml", "yaml", "toml", "json")
_USED = {"title", "baseURL", "baseurl", "languageCode", "defaultContentLanguage", "params"}
_OF_HUGO = {"theme", "taxonomies", "outputs", "outputFormats", "preserveTaxonomyNames"}
_USED_PARAMS = {"categories", "systems", "description", "customTabs"}
_USED_SYSTEM = {"name", "displayName", "category", "description", "link"}


@dataclass(frozen=True, slots=True)
class Config:
    """What the issues need of it: the tag of each system by its name."""

    tags: Mapping[str, str] = field(default_factory=dict)


def read_config(root: Path, found: Found) -> Config:
    """Adds settings and monitors to what was found. Raises UsageError where there is no config."""
    file = next(
        (
            f"{stem}.{ending}"
            for stem in _STEMS
            for ending in _ENDINGS
            if (root / f"{stem}.{ending}").is_file()
        ),
        None,
    )
    if file is None:
        raise UsageError(f"there is no cState site in {root}: no config.yml")
    keys = _parsed(root, file)
    params = _mapping(keys.get("params"))
    for key in others(keys, _USED | _OF_HUGO):
        found.losses.left_out(Place(file, key), keys[key], "this setting means nothing here")
    for key in others(params, _USED_PARAMS):
        found.losses.left_out(
            Place(file, f"params.{key}"), params[key], "this setting means nothing here"
        )
    found.settings = _settings(file, keys, params, found.losses)
    tags = _systems(file, params, found)
    return Config(tags)


def _parsed(root: Path, file: str) -> dict[str, Any]:
    text = (root / file).read_text("utf-8", errors="replace").replace("\r\n", "\n")
    try:
        if file.endswith("toml"):
            return tomllib.loads(text)
        if file.endswith("json"):
            return _mapping(json.loads(text))
    except ValueError as error:
        raise UsageError(f"{file} cannot be read: {error}") from error
    problems: list[Diagnostic] = []
    keys = yamldoc.parse(text, file, problems)
    if problems:
        where = problems[0].where
        place = f"{where.file}:{where.line}:{where.column}"
        raise UsageError(f"{place}: {problems[0].message}")
    return _mapping(keys)


def _settings(
    file: str, keys: Mapping[str, Any], params: Mapping[str, Any], losses: Losses
) -> dict[str, Writable]:
    title = line(str(keys.get("title") or "Status"), 200, Place(file, "title"), losses)
    settings: dict[str, Writable] = {"title": title}
    url = str(keys.get("baseURL") or keys.get("baseurl") or "")
    if not url.startswith(("http://", "https://")):
        losses.guessed(Place(file, "baseURL"), "http://localhost/", "it is no absolute URL", url)
        url = "http://localhost/"
    settings["url"] = url if url.endswith("/") else f"{url}/"
    language = str(keys.get("languageCode") or keys.get("defaultContentLanguage") or "en").lower()
    settings["language"] = "sv" if language == "se" else language
    if params.get("description"):
        text = str(params["description"])
        settings["description"] = line(text, 1000, Place(file, "params.description"), losses)
    tabs: list[Writable] = [
        {"title": str(tab["name"]), "url": str(tab["link"])}
        for tab in _mappings(params.get("customTabs"))
        if tab.get("name") and tab.get("link")
    ]
    groups: list[Writable] = [
        _group(one) for one in _mappings(params.get("categories")) if one.get("name")
    ]
    return {
        **settings,
        **({"tabs": tabs} if tabs else {}),
        **({"groups": groups} if groups else {}),
    }


def _group(category: Mapping[str, Any]) -> dict[str, Writable]:
    group: dict[str, Writable] = {"name": str(category["name"])}
    if category.get("untitled") is True:
        group["untitled"] = True
    group["collapse"] = "closed" if category.get("closed") is True else "open"
    if category.get("description"):
        group["description"] = " ".join(str(category["description"]).split())[:1000]
    return group


def _systems(file: str, params: Mapping[str, Any], found: Found) -> dict[str, str]:
    """The tag of each system by its name; adds its monitor."""
    tags: dict[str, str] = {}
    for index, system in enumerate(_mappings(params.get("systems"))):
        place = Place(file, f"params.systems[{index}]")
        name = " ".join(str(system.get("name") or "").split())
        if not name or name in tags:
            why = "this system has the name of another one" if name else "this system has no name"
            found.losses.left_out(place, dict(system), why)
            continue
        tag = tags[name] = free_tag(name, tags.values())
        if slugify(name) != tag:
            found.losses.changed(place, slugify(name), tag, "two names would have the same tag")
        for key in others(system, _USED_SYSTEM):
            where = Place(file, f"{place.key}.{key}")
            found.losses.left_out(where, system[key], "this setting of a system means nothing here")
        found.monitors.append(_monitor(tag, name, system))
    return tags


def _monitor(tag: str, name: str, system: Mapping[str, Any]) -> dict[str, Writable]:
    monitor: dict[str, Writable] = {"tag": tag, "name": str(system.get("displayName") or name)}
    if system.get("description"):
        monitor["description"] = str(system["description"])[:2000]
    if system.get("category"):
        monitor["category"] = str(system["category"])
    link = str(system.get("link") or "")
    if link.startswith(("http://", "https://")):
        monitor["url"] = link
    monitor["aliases"] = [f"/affected/{term_path(name)}/"]
    return monitor


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
