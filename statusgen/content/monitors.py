"""monitors.yaml -> Monitors: a YAML list in the format of Kener 1 and 2."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

from statusgen.content.characters import Source
from statusgen.content.document import no_error
from statusgen.content.fields import TAG, Key, Record, translations
from statusgen.content.opening import ALIASES
from statusgen.content.places import At, wrong_type
from statusgen.content.scalars import Anything, Flag, OneOf, Text, Url, Whole
from statusgen.content.times import Time
from statusgen.diagnostics import Diagnostic
from statusgen.model.ids import monitor_id
from statusgen.model.monitor import Monitor
from statusgen.model.status import Status

_DEFAULTS = {"UP": Status.UP, "DOWN": Status.DOWN, "DEGRADED": Status.DEGRADED}
_DEFAULTS["NONE"] = Status.NO_DATA

TAG_TYPE = Text(1, 100, TAG.pattern, "lower-case letters, digits, `-` and `_`")
_URL = Url(Text(1, 2000, r"https?://\S+", "a URL such as https://api.example.com"))

NEVER_RUN = ("api", "ping", "dns", "cron", "alerts")
"""Keys of Kener that are kept in the file but neither run nor published."""

MONITOR_KEYS = Record(
    (
        Key("tag", TAG_TYPE, "its short name in URLs and in incidents", required=True),
        Key("name", Text(1, 200), "its name on the page", required=True, translated=True),
        Key("description", Text(0, 2000), "a line about it", translated=True),
        Key("image", Text(0, 2000), "a picture, as a path or URL"),
        Key("category", Text(0, 200), "the group it is shown in"),
        Key("defaultStatus", OneOf(tuple(_DEFAULTS)), "its status while nothing else is known"),
        Key("hidden", Flag(), "true takes it out of every output"),
        Key("dayDegradedMinimumCount", Whole(), "degraded minutes that make a degraded day"),
        Key("dayDownMinimumCount", Whole(), "minutes down that make a day of downtime"),
        Key("includeDegradedInDowntime", Flag(), "true counts degraded minutes as downtime"),
        Key("id", Whole(), "the id in APIs; derived from the tag otherwise"),
        Key("url", _URL, "where it can be found"),
        Key("since", Time(days=True), "before this there is no data"),
        Key("routing_key", Text(1, 200), "what on-call events name it by; not a secret"),
        Key("aliases", ALIASES, "old paths that lead here"),
        *(Key(name, Anything(), "of Kener; kept, never run or published") for name in NEVER_RUN),
    )
)
"""An entry of monitors.yaml."""

_FIELDS = {
    "dayDegradedMinimumCount": "day_degraded_minimum_count",
    "dayDownMinimumCount": "day_down_minimum_count",
    "includeDegradedInDowntime": "include_degraded_in_downtime",
}


def parse_monitors(source: Source, problems: list[Diagnostic]) -> tuple[Monitor, ...]:
    """The monitors that can be used; those with errors are left out and reported."""
    before = len(problems)
    from statusgen.content.yamldoc import parse

    written = parse(source.text, source.file, problems)
    if written is None and no_error(problems, before):
        return ()
    at = At(source.file, problems)
    if written is not None and not isinstance(written, list):
        wrong_type(written, at, "a list")
    entries = written if isinstance(written, list) else ()
    found = (
        _monitor(entry, replace(at.into(index), owner=_owner(entry)))
        for index, entry in enumerate(entries)
    )
    return tuple(monitor for monitor in found if monitor)


def _owner(entry: Any) -> str:
    """Which monitor an entry is about, for messages."""
    names = (entry.get("tag"), entry.get("name")) if isinstance(entry, dict) else ()
    tag, name = names or ("", "")
    name = tag if isinstance(tag, str) and TAG.fullmatch(tag) else name
    return f" of the monitor `{name}`" if name and isinstance(name, str) else ""


def _monitor(entry: Any, at: At) -> Monitor | None:
    before = len(at.problems)
    values = MONITOR_KEYS.read(entry, at)
    if not values or not no_error(at.problems, before):
        return None
    known = {field.name for field in fields(Monitor)}
    plain = {_FIELDS.get(key, key): value for key, value in values.items()}
    plain = {key: value for key, value in plain.items() if key in known}
    return Monitor(
        **{
            **plain,
            "id": values.get("id") or monitor_id(values["tag"]),
            "default_status": _DEFAULTS[values.get("defaultStatus", "UP")],
            "aliases": tuple(values.get("aliases", ())),
            "names": translations(values, "name"),
            "descriptions": translations(values, "description"),
            "entry": at.route[-1],
            "kept": {key: json.dumps(values[key]) for key in NEVER_RUN if key in values},
        }
    )
