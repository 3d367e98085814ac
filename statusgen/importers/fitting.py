"""Settings and monitors as they were found -> those that the content format accepts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from statusgen.content.characters import Source, decode
from statusgen.content.load import MONITORS, SETTINGS
from statusgen.content.monitors import parse_monitors
from statusgen.content.settings import parse_settings
from statusgen.diagnostics import Diagnostic, Level
from statusgen.editing.lists import with_entry
from statusgen.editing.splice import Writable, entry
from statusgen.importers.losses import Losses, Place

NEEDED: Mapping[str, Writable] = {"title": "Status", "url": "http://localhost/"}
"""What site.yaml has where the source does not say it."""


def writable(value: Any) -> Any:
    """A value as files can have it: nothing empty, numbers that are not whole as text."""
    if isinstance(value, Mapping):
        return {str(key): writable(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [writable(item) for item in value if item is not None]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    return value if isinstance(value, int) else f"{value:g}" if isinstance(value, float) else ""


def fitting_settings(found: Mapping[str, Any], losses: Losses) -> dict[str, Writable]:
    """The settings without those that would be errors, which are told."""

    def refusal(key: str, value: Writable) -> str:
        text = "".join(entry(name, one) for name, one in {**NEEDED, key: value}.items())
        return _refusal(parse_settings, SETTINGS, text)

    return _fitting(found, SETTINGS, "", refusal, losses)


def fitting_monitor(found: Mapping[str, Any], losses: Losses) -> dict[str, Writable]:
    """A monitor without the keys that would be errors, which are told; {} where its tag is one."""

    def refusal(key: str, value: Writable) -> str:
        text = with_entry("", {"tag": "tag", "name": "name", key: value})
        return _refusal(parse_monitors, MONITORS, text)

    fitting = _fitting(found, MONITORS, str(found.get("tag", "")), refusal, losses)
    if "tag" not in fitting:
        return {}
    return fitting if "name" in fitting else {"name": fitting["tag"], **fitting}


def _fitting(
    found: Mapping[str, Any],
    file: str,
    of: str,
    refusal: Callable[[str, Writable], str],
    losses: Losses,
) -> dict[str, Writable]:
    """The values that are not refused; of a list that is, the items that are not."""
    kept: dict[str, Writable] = {}
    for key, written in found.items():
        value = writable(written)
        place = Place(file, f"{of}.{key}" if of else key)
        why = refusal(key, value)
        if why and isinstance(value, list):
            reasons = [(item, refusal(key, [item])) for item in value]
            for item, one in reasons:
                if one:
                    losses.left_out(place, item, f"it would be an error: {one}")
            value = [item for item, one in reasons if not one]
            why = refusal(key, value)
        if why:
            losses.left_out(place, value, f"it would be an error: {why}")
        elif value != [] or written == []:
            kept[key] = value
    return kept


def _refusal(parse: Callable[[Source, list[Diagnostic]], object], file: str, text: str) -> str:
    """The first error of a file with this text; "" where there is none."""
    problems: list[Diagnostic] = []
    source = decode(file, text.encode(), problems)
    if source:
        parse(source, problems)
    return next((one.message for one in problems if one.level is Level.ERROR), "")
