"""config/monitors.yaml and config/site.yaml of Kener 1 and 2 -> monitors and settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statusgen.editing.splice import Writable
from statusgen.importers.found import Found
from statusgen.importers.losses import Losses, Place, others
from statusgen.importers.markup import plain_of
from statusgen.importers.prose import line, site_url
from statusgen.importers.tags import free_tag
from statusgen.importers.yaml_source import yaml_documents

_TAG = re.compile(r"[a-z0-9]([a-z0-9_-]*[a-z0-9])?")
_KEPT = (
    "image", "category", "defaultStatus", "hidden", "dayDegradedMinimumCount",
    "dayDownMinimumCount", "includeDegradedInDowntime", "api", "ping", "dns", "cron", "alerts",
)  # fmt: skip
_USED_SITE = {
    "title",
    "siteName",
    "siteURL",
    "nav",
    "categories",
    "logo",
    "favicon",
    "i18n",
    "hero",
}


def read_configuration(root: Path, found: Found) -> dict[str, str] | None:
    """Adds what the two files say; gives the tags by what they were, None where there is neither."""
    folder = root / "config" if (root / "config" / "monitors.yaml").is_file() else root
    prefix = "config/" if folder != root else ""
    tags: dict[str, str] = {}
    for value in _documents(folder / "monitors.yaml", f"{prefix}monitors.yaml", found.losses):
        _monitors(value, f"{prefix}monitors.yaml", tags, found)
    for value in _documents(folder / "site.yaml", f"{prefix}site.yaml", found.losses):
        if isinstance(value, dict):
            found.settings = _settings(value, f"{prefix}site.yaml", found.losses)
        else:
            found.losses.left_out(Place(f"{prefix}site.yaml"), value, "this is no mapping")
    there = any((folder / name).is_file() for name in ("monitors.yaml", "site.yaml"))
    return tags if there else None


def _documents(path: Path, file: str, losses: Losses) -> Iterator[Any]:
    if path.is_file():
        yield from yaml_documents(path, file, losses)


def _monitors(value: Any, file: str, tags: dict[str, str], found: Found) -> None:
    if not isinstance(value, list):
        found.losses.left_out(Place(file), value, "this is no list of monitors")
        return
    for index, one in enumerate(value):
        place = Place(file, f"[{index}]")
        if not isinstance(one, dict) or not one.get("name") or not one.get("tag"):
            found.losses.left_out(place, one, "a monitor needs a name and a tag")
            continue
        tag = was = str(one["tag"])
        if not _TAG.fullmatch(tag) or tag in tags.values():
            fit = free_tag(tag, tags.values())
            found.losses.changed(place, tag, fit, "a tag has lower-case letters, digits, - and _")
            tag = fit
        tags[was] = tag
        monitor: dict[str, Writable] = {
            "tag": tag,
            "name": line(str(one["name"]), 200, place, found.losses),
        }
        if one.get("description"):
            about = plain_of(str(one["description"]))
            monitor["description"] = line(about, 2000, place, found.losses)
        monitor |= {key: one[key] for key in _KEPT if one.get(key) not in (None, "")}
        for key in others(one, {"tag", "name", "description", *_KEPT}):
            found.losses.left_out(Place(file, f"[{index}].{key}"), one[key], "there is no such key")
        found.monitors.append(monitor)


def _settings(keys: dict[str, Any], file: str, losses: Losses) -> dict[str, Writable]:
    title = str(keys.get("siteName") or keys.get("title") or "Status")
    url = site_url(str(keys.get("siteURL") or ""), Place(file, "siteURL"), losses)
    settings: dict[str, Writable] = {
        "title": line(title, 200, Place(file, "title"), losses),
        "url": url,
    }
    hero = keys.get("hero")
    if isinstance(hero, dict) and hero.get("subtitle"):
        text = plain_of(str(hero["subtitle"]))
        settings["description"] = line(text, 1000, Place(file, "hero.subtitle"), losses)
    words = keys.get("i18n")
    if isinstance(words, dict) and words.get("defaultLocale"):
        settings["language"] = str(words["defaultLocale"])
    links: list[Writable] = [
        {"title": str(one["name"]), "url": str(one["url"])}
        for one in keys.get("nav") or []
        if isinstance(one, dict) and one.get("name") and one.get("url")
    ]
    groups: list[Writable] = [
        {"name": str(one["name"]), **_about(one)}
        for one in keys.get("categories") or []
        if isinstance(one, dict) and one.get("name")
    ]
    settings |= {"links": links} if links else {}
    settings |= {"groups": groups} if groups else {}
    for key in others(keys, _USED_SITE):
        losses.left_out(Place(file, key), keys[key], "this setting means nothing here")
    return settings


def _about(category: dict[str, Any]) -> dict[str, Writable]:
    about = " ".join(plain_of(str(category.get("description") or "")).split())
    return {"description": about[:1000]} if about else {}
