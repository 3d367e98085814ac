"""content/site.yaml -> Settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from statusgen.content.characters import Source
from statusgen.content.fields import translations
from statusgen.content.places import At
from statusgen.content.site_keys import SITE_KEYS, WEIGHTS
from statusgen.diagnostics import Diagnostic
from statusgen.model.incident import Link
from statusgen.model.site import PAGE_WEIGHTS, Group, Repository, Settings, Tab


def parse_settings(source: Source, problems: list[Diagnostic]) -> Settings:
    """The settings; what is wrong or missing has its default and is reported."""
    before = len(problems)
    from statusgen.content.yamldoc import parse

    written = parse(source.text, source.file, problems)
    if written is None:
        written = {}
        if len(problems) > before:
            return Settings()
    at = At(source.file, problems)
    values = SITE_KEYS.read(written, at) or {}
    return _settings(values)


def _settings(values: dict[str, Any]) -> Settings:
    same = {
        key: values[key]
        for key in (
            "title", "description", "logo", "logo_dark", "favicon", "color_scheme", "footer", "timezone", "day_zone",
            "language", "theme", "tokens", "forgotten_after", "stale_after", "checks",
        )
        if key in values
    }  # fmt: skip
    inner = {
        field: values[key][name]
        for key, name, field in (
            ("history", "days", "history_days"),
            ("recent", "days", "recent_days"),
            ("records", "hold", "records_hold"),
            ("oncall", "publish", "oncall_publish"),
            ("feeds", "limit", "feeds_limit"),
            ("api", "documents", "documents"),
            ("hosting", "host", "host"),
            ("hosting", "rules", "host_rules"),
            ("hosting", "max_files", "max_files"),
        )
        if name in values.get(key, {})
    }
    settings = Settings(
        **same,
        **inner,
        url=values.get("url", Settings().url).rstrip("/") + "/",
        links=tuple(Link(**link) for link in values.get("links", ()) if len(link) == 2),
        tabs=tuple(
            Tab(tab["title"], tab["url"], translations(tab, "title"))
            for tab in values.get("tabs", ())
            if {"title", "url"} <= tab.keys()
        ),
        languages=tuple(dict.fromkeys(values.get("languages", ()))),
        unreviewed_languages=tuple(values.get("unreviewed_languages", ())),
        titles=translations(values, "title"),
        groups=tuple(_group(group) for group in values.get("groups", ()) if "name" in group),
        aliases={
            one["path"].lstrip("/"): one["target"].lstrip("/")
            for one in values.get("aliases", ())
            if len(one) == 2
        },
        repository=_repository(values.get("repository", {})),
        notifications=tuple(values.get("notifications", ())),
    )
    if "dialects" in values.get("api", {}):
        settings = replace(settings, dialects=tuple(values["api"]["dialects"]))
    weights = values.get("uptime", {}).get("weights", {})
    own = {WEIGHTS[name]: share for name, share in weights.items()}
    return replace(settings, uptime_weights={**PAGE_WEIGHTS, **own})


def _group(values: dict[str, Any]) -> Group:
    title = "" if values.get("untitled") else values.get("title", values["name"])
    return Group(
        values["name"],
        title,
        {} if values.get("untitled") else translations(values, "title"),
        values.get("collapse", "auto"),
        values.get("description", ""),
    )


def _repository(values: dict[str, Any]) -> Repository | None:
    if "url" not in values:
        return None
    path = values.get("path", "").rstrip("/")
    return Repository(**{"host": "github", **values, "path": path})
