"""A stactus site (stactus.yaml, YAML files of incidents) -> content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statusgen.editing.splice import Writable
from statusgen.errors import UsageError
from statusgen.importers.clock import Instant, read_instant, tell
from statusgen.importers.course import Life, course
from statusgen.importers.found import Found, FoundEntry
from statusgen.importers.json_source import Node
from statusgen.importers.losses import Losses, others
from statusgen.importers.parts import Part
from statusgen.importers.prose import line, prose, site_url
from statusgen.importers.reading import files_below
from statusgen.importers.tags import free_tag
from statusgen.importers.yaml_source import yaml_documents
from statusgen.instants import rfc3339
from statusgen.model.ids import incident_id
from statusgen.model.lifecycle import State
from statusgen.model.slugs import slugify
from statusgen.model.status import Status

_IMPACTS = {
    "": Status.UP,
    "none": Status.UP,
    "minor": Status.DEGRADED,
    "major": Status.PARTIAL,
    "critical": Status.DOWN,
}
_USED = {"version", "name", "url", "systems"}
_STEP = re.compile(r"(\d+(?:\.\d+)?)(h|m|s)")
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M%p")


def read(source: Path, zone: str, now: int) -> Found:
    """What is in the folder of a stactus site; times without a zone are in ``zone``.

    Raises UsageError where there is no YAML.
    """
    found = Found()
    tags: dict[str, str] = {}
    files = _files(source, found.losses)
    nodes = [node for path, file in files for node in _nodes(path, file, found)]
    for node in nodes:
        if node.text("version").startswith("stactus/"):
            _settings(node, found, tags)
    for node in nodes:
        if not node.text("version").startswith("stactus/"):
            entry = _incident(node, tags, zone, now)
            if entry:
                found.entries.append(entry)
    return found


def _files(source: Path, losses: Losses) -> list[tuple[Path, str]]:
    if source.is_file():
        return [(source, source.name)]
    below = files_below(source, ".", losses)
    files = [(path, file) for path, file in below if path.suffix in (".yaml", ".yml")]
    if not files:
        raise UsageError(f"there is no stactus site in {source}: no YAML")
    return files


def _nodes(path: Path, file: str, found: Found) -> Iterator[Node]:
    for index, value in enumerate(yaml_documents(path, file, found.losses)):
        step = f"document {index + 1}" if index else ""
        if isinstance(value, dict):
            yield Node(value, file, step, found.losses)
        else:
            found.losses.left_out(Node({}, file, step, found.losses).place(), value, "no mapping")


def _settings(node: Node, found: Found, tags: dict[str, str]) -> None:
    for key in others(node.value, _USED):
        found.losses.left_out(node.place(key), node.value[key], "this setting means nothing here")
    url = site_url(node.text("url"), node.place("url"), found.losses)
    title = line(node.text("name") or "Status", 200, node.place("name"), found.losses)
    found.settings = {"title": title, "url": url}
    for system in node.nodes("systems"):
        name = line(system.text("name") or system.text("id"), 200, system.place(), found.losses)
        if not name or system.text("id") in tags:
            found.losses.left_out(system.place(), system.value, "it has no id of its own")
            continue
        tag = tags[system.text("id")] = free_tag(system.text("id") or name, tags.values())
        monitor: dict[str, Writable] = {"tag": tag, "name": name}
        about = system.text("description")
        if about:
            monitor["description"] = line(about, 2000, system.place(), found.losses)
        found.monitors.append(monitor)


def _incident(node: Node, tags: dict[str, str], zone: str, now: int) -> FoundEntry | None:
    losses = node.losses
    name = node.text("id")
    parts = list(_parts(node, zone))
    if not name or not parts:
        losses.left_out(node.place(), node.text("name"), "an incident needs an id and a timeline")
        return None
    times = [part.at.at for part in parts if part.at]
    start = min(times)
    resolved = [part.at.at for part in parts if part.state is State.RESOLVED and part.at]
    end = max(resolved) if resolved else None
    impact = node.text("impact").strip().lower()
    if impact not in _IMPACTS:
        losses.guessed(node.place("impact"), "minor", "there is no such impact", impact)
        impact = "minor"
    title = line(node.text("name") or name, 255, node.place("name"), losses)
    keys: dict[str, Writable] = {"title": title, "start": rfc3339(start)}
    keys["monitors"] = dict.fromkeys(_systems(node, tags), _IMPACTS[impact])
    keys["severity"] = impact or "none"
    way = course(sorted(parts, key=_at), Life(start, end, now), node.place(), losses)
    if way.text and way.opened_as is not State.INVESTIGATING:
        keys["opened_as"] = way.opened_as
    slug = f"{rfc3339(start)[:10]}-{slugify(name)}"
    number = incident_id(name, start)
    text = prose(way.text, node.place(), losses)
    return FoundEntry(node.place(), "incidents", slug[:80], number, start, keys, text, way.comments)


def _systems(node: Node, tags: dict[str, str]) -> list[str]:
    named: Any = node.value.get("systems")
    found: dict[str, None] = {}
    for one in named if isinstance(named, list) else []:
        if str(one) in tags:
            found[tags[str(one)]] = None
        else:
            node.losses.left_out(node.place("systems"), one, "no system has this id")
    return list(found)


def _parts(node: Node, zone: str) -> Iterator[Part]:
    """The events of the timeline; a time may go on from the one before it."""
    before: int | None = None
    for event in node.nodes("timeline"):
        written = event.text("ts").strip()
        at = _instant(written, before, zone)
        if at is None:
            why = "the event has no time that can be read"
            event.losses.left_out(event.place("ts"), written, why)
            continue
        tell(at, written, event.place("ts"), event.losses)
        before = at.at
        state = State.INVESTIGATING if event.flag("investigating") else None
        state = State.RESOLVED if event.flag("resolved") else state
        text = prose(event.text("description"), event.place("description"), event.losses)
        yield Part(text, Instant(at.at), state)


def _instant(written: str, before: int | None, zone: str) -> Instant | None:
    """A time: whole, or ``+1h30m`` after the one before it, or a time of its day."""
    if before is None or (written[:1].isdecimal() and len(written) > len("15:04:05PM")):
        return read_instant(written, zone)
    if written.startswith("+"):
        steps = _STEP.findall(written)
        return Instant(before + int(sum(float(n) * _SECONDS[u] for n, u in steps)))
    for form in _CLOCKS:
        try:
            clock = datetime.strptime(written.upper(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
        day = datetime.fromtimestamp(before, UTC)
        return Instant(int(datetime.combine(day.date(), clock.timetz()).timestamp()))
    return read_instant(written, zone)


def _at(part: Part) -> int:
    return part.at.at if part.at else 0
