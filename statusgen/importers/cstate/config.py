"""config.yml of a cState site -> settings, groups and monitors."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from statusgen.content import yamldoc
from statusgen.content.fields import LANGUAGE
from statusgen.content.times import is_zone
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.editing.splice import Writable
from statusgen.errors import UsageError
from statusgen.importers.cstate.addresses import is_address, term_path
from statusgen.importers.found import Found
from statusgen.importers.losses import Losses, Place
from statusgen.importers.prose import line, site_url
from statusgen.importers.reading import text_of
from statusgen.importers.tags import free_tag
from statusgen.model.slugs import slugify

_STEMS = ("config", "hugo", "config/_default/config", "config/_default/hugo")
_ENDINGS = ("yml", "yaml", "toml", "json")
_USED = {
    "title", "baseurl", "languagecode", "defaultcontentlanguage", "languages", "timezone", "params",
    "theme", "taxonomies", "outputs", "outputformats", "preservetaxonomynames",
}  # fmt: skip
_USED_PARAMS = {"categories", "systems", "description", "customtabs"}
_USED_SYSTEM = {"name", "displayname", "category", "description", "link"}
_LARGEST = 4
"""Megabytes."""


@dataclass(frozen=True, slots=True)
class Config:
    """What the issues need of it: the tag of each system by its name, the languages, the zone.

    ``zone`` is that of times that name none, "" where it is not said.
    """

    tags: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    default_language: str = "en"
    zone: str = ""


def read_config(root: Path, found: Found) -> Config:
    """Adds settings and monitors to what was found. Raises UsageError where there is no config."""
    file = next((name for name in _names(_STEMS) if (root / name).is_file()), None)
    if file is None:
        raise UsageError(f"there is no cState site in {root}: no config.yml")
    written = _parsed(root, file, found.losses)
    keys = _folded(written)
    for part in ("params", "languages"):
        for name in _names([f"config/_default/{part}"]):
            if (root / name).is_file():
                keys[part] = _parsed(root, name, found.losses)
    languages = {key.lower(): _folded(one) for key, one in _mapping(keys.get("languages")).items()}
    default = str(keys.get("defaultcontentlanguage") or "en").lower()
    own = languages.pop(default, {})
    given = {**_mapping(keys.get("params")), **_mapping(own.get("params"))}
    _tell_unknown(file, written, given, found.losses)
    keys, params = {**keys, **own}, _folded(given)
    others_told = tuple(one for one in languages if LANGUAGE.fullmatch(one))
    found.settings = _settings(file, keys, params, found.losses)
    if others_told:
        found.settings = {**found.settings, "languages": list(others_told)}
    zone = str(keys.get("timezone") or "")
    if zone and not is_zone(zone):
        found.losses.left_out(Place(file, "timeZone"), zone, "there is no such time zone")
        zone = ""
    return Config(_systems(file, params, found), others_told, default, zone)


def _names(stems: Iterable[str]) -> list[str]:
    return [f"{stem}.{ending}" for stem in stems for ending in _ENDINGS]


def _tell_unknown(
    file: str, keys: Mapping[str, Any], params: Mapping[str, Any], losses: Losses
) -> None:
    why = "this setting means nothing here"
    for key, value in keys.items():
        if key.lower() not in _USED:
            losses.left_out(Place(file, key), value, why)
    for key, value in params.items():
        if key.lower() not in _USED_PARAMS:
            losses.left_out(Place(file, f"params.{key}"), value, why)


def _parsed(root: Path, file: str, losses: Losses) -> dict[str, Any]:
    text = text_of(root / file, file, _LARGEST, losses)
    if text is None:
        raise UsageError(f"{file} cannot be read: {losses.found[-1].why}")
    try:
        if file.endswith("toml"):
            return tomllib.loads(text)
        if file.endswith("json"):
            return _mapping(json.loads(text))
    except (ValueError, RecursionError) as error:
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
    settings["url"] = site_url(str(keys.get("baseurl") or ""), Place(file, "baseURL"), losses)
    language = str(keys.get("languagecode") or keys.get("defaultcontentlanguage") or "en").lower()
    if not LANGUAGE.fullmatch(language):
        losses.guessed(Place(file, "languageCode"), "en", "it is no language", language)
        language = "en"
    settings["language"] = "sv" if language == "se" else language
    if params.get("description"):
        text = str(params["description"])
        settings["description"] = line(text, 1000, Place(file, "params.description"), losses)
    tabs: list[Writable] = [
        {"title": str(tab["name"]), "url": str(tab["link"])}
        for tab in _mappings(params.get("customtabs"))
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
        for key, value in system.items():
            if key.lower() not in _USED_SYSTEM:
                where = Place(file, f"{place.key}.{key}")
                found.losses.left_out(where, value, "this setting of a system means nothing here")
        found.monitors.append(_monitor(tag, name, _folded(system)))
    return tags


def _monitor(tag: str, name: str, system: Mapping[str, Any]) -> dict[str, Writable]:
    monitor: dict[str, Writable] = {"tag": tag, "name": str(system.get("displayname") or name)}
    if system.get("description"):
        monitor["description"] = str(system["description"])[:2000]
    if system.get("category"):
        monitor["category"] = str(system["category"])
    link = str(system.get("link") or "")
    if link.startswith(("http://", "https://")):
        monitor["url"] = link
    if is_address(path := f"/affected/{term_path(name)}/"):
        monitor["aliases"] = [path]
    return monitor


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _folded(value: object) -> dict[str, Any]:
    """A mapping by its keys in lower case: to Hugo the case of a key means nothing."""
    return {str(key).lower(): item for key, item in _mapping(value).items()}


def _mappings(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
