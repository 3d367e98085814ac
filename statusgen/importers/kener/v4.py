"""Documents of Kener 4's API -> monitors, incidents with their comments, maintenances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from statusgen.editing.splice import Writable
from statusgen.importers.found import Found, FoundComment, FoundEntry
from statusgen.importers.json_source import Node
from statusgen.importers.losses import others
from statusgen.importers.prose import line, prose, site_url
from statusgen.instants import rfc3339
from statusgen.model.incident import Origin
from statusgen.model.lifecycle import Phase, State
from statusgen.model.slugs import slugify
from statusgen.model.status import Status

_LISTS = ("incidents", "comments", "monitors", "maintenances", "events", "site_data")
_SINGLE = {"incident": "incidents", "comment": "comments", "monitor": "monitors",
           "maintenance": "maintenances", "event": "events"}  # fmt: skip
_ONCE = "COUNT=1"
_SWITCHED = {"YES": True, "NO": False}


class Documents:
    """Gathers the objects of all documents; `settle` makes content of them."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._nodes: dict[str, dict[str, Node]] = {name: {} for name in _LISTS}

    def add_all(self, nodes: Iterable[Node]) -> None:
        """Objects of a bare list, whose kind their keys tell."""
        for node in nodes:
            self._put(_kind(node), node)

    def add(self, document: Node) -> None:
        """Everything in a document."""
        for key in document.value:
            if key in _LISTS:
                for node in document.nodes(key):
                    self._put(key, _under(node, document))
            elif key in _SINGLE and isinstance(document.value[key], dict):
                self._put(_SINGLE[key], document.node(key))
        if not any(key in document.value for key in (*_LISTS, *_SINGLE)):
            self._put(_kind(document), document)

    def settle(self) -> None:
        """Adds settings, monitors, incidents and maintenances to what was found."""
        if self._nodes["site_data"]:
            self._settings()
        for node in self._nodes["monitors"].values():
            monitor = _monitor(node)
            if monitor:
                self._found.monitors.append(monitor)
        entries = [self._incident(node) for node in self._nodes["incidents"].values()]
        entries += [self._maintenance(node) for node in self._nodes["maintenances"].values()]
        self._found.entries += [entry for entry in entries if entry]
        known = self._nodes["incidents"]
        for comment in self._nodes["comments"].values():
            if comment.text("incident_id") not in known:
                why = "its incident is in no document"
                comment.losses.left_out(comment.place(), comment.text("comment"), why)

    def _put(self, kind: str, node: Node) -> None:
        name = node.text("key") if kind == "site_data" else node.text("id") or node.text("event_id")
        name = name or (node.text("tag") if kind == "monitors" else "")
        if kind not in self._nodes or not name:
            node.losses.left_out(node.place(), node.value, "it is nothing that Kener's API has")
            return
        self._nodes[kind].setdefault(name, node)
        for comment in node.nodes("comments") if kind == "incidents" else ():
            value = {"incident_id": node.text("id"), **comment.value}
            self._put("comments", Node(value, comment.file, comment.path, comment.losses))

    def _settings(self) -> None:
        data = self._nodes["site_data"]
        settings: dict[str, Writable] = {}
        title = data.get("siteName") or data.get("title")
        if title and title.text("value").strip():
            settings["title"] = line(title.text("value"), 200, title.place("value"), title.losses)
        if url := data.get("siteURL"):
            settings["url"] = site_url(url.text("value"), url.place("value"), url.losses)
        self._found.settings = settings
        for name in others(data, {"siteURL", "siteName", "title"}):
            node = data[name]
            node.losses.left_out(
                node.place(), node.text("value"), "this setting means nothing here"
            )

    def _incident(self, node: Node) -> FoundEntry | None:
        number, start = _number(node), node.time("start_date_time")
        if not number or start is None:
            node.losses.left_out(node.place(), node.text("title"), "it has no id or no start")
            return None
        comments = self._comments(node)
        keys = _opening(node, start)
        keys["monitors"] = _impacts(node, Status.DOWN)
        source = node.text("incident_source").upper()
        if source in set(Origin) and source != Origin.MANUAL:
            keys |= {"source": source, "visibility": "public"}
        keys |= _pinned(node, start, comments)
        keys["aliases"] = [f"/incidents/{number}/"]
        slug = f"{rfc3339(start)[:10]}-{slugify(node.text('title'))}"[:80]
        return FoundEntry(node.place(), "incidents", slug, number, start, keys, "", tuple(comments))

    def _comments(self, incident: Node) -> list[FoundComment]:
        found: list[FoundComment] = []
        for node in self._nodes["comments"].values():
            if node.text("incident_id") != incident.text("id"):
                continue
            at, state = node.time("timestamp"), node.text("state").lower()
            if at is None:
                node.losses.left_out(node.place(), node.text("comment"), "it has no time")
                continue
            if state not in set(State):
                why = "there is no such state"
                node.losses.guessed(node.place("state"), State.INVESTIGATING, why, state)
                state = State.INVESTIGATING
            text = prose(node.text("comment"), node.place("comment"), node.losses)
            text = text or f"{state.capitalize()}."
            found.append(FoundComment(node.place(), at, State(state), text, _number(node)))
        return sorted(found, key=lambda one: (one.at, one.number))

    def _maintenance(self, node: Node) -> FoundEntry | None:
        number, start = _number(node), node.time("start_date_time")
        if not number or start is None:
            node.losses.left_out(node.place(), node.text("title"), "it has no id or no start")
            return None
        keys = _opening(node, start)
        seconds = node.text("duration_seconds")
        if not seconds.isdecimal() or not int(seconds):
            node.losses.guessed(node.place("duration_seconds"), 3600, "it takes no time", seconds)
            seconds = "3600"
        keys["duration"] = int(seconds)
        rule = node.text("rrule").strip().removeprefix("RRULE:")
        if rule and _ONCE not in rule.split(";"):
            keys["rrule"] = rule
            keys["timezone"] = "UTC"
        keys["monitors"] = _impacts(node, Status.MAINTENANCE)
        if node.text("status") == "INACTIVE":
            keys["status"] = "INACTIVE"
        overrides = self._cancelled(node)
        if overrides:
            keys["overrides"] = overrides
        keys["aliases"] = [f"/maintenances/{number}/"]
        text = prose(node.text("description"), node.place("description"), node.losses)
        slug = f"{rfc3339(start)[:10]}-{slugify(node.text('title'))}"[:80]
        return FoundEntry(node.place(), "maintenances", slug, number, start, keys, text)

    def _cancelled(self, maintenance: Node) -> list[Writable]:
        """The occurrences that did not take place."""
        found: list[Writable] = []
        for node in self._nodes["events"].values():
            if node.text("maintenance_id") != maintenance.text("id"):
                continue
            at = node.time("start_date_time") or node.time("event_start_date_time")
            status = node.text("status") or node.text("event_status")
            if at is not None and status == "CANCELLED":
                found.append({"occurrence": rfc3339(at), "status": Phase.CANCELLED})
        return found


def _opening(node: Node, start: int) -> dict[str, Writable]:
    """What the front matter of both kinds begins with."""
    title = line(node.text("title") or "Untitled", 255, node.place("title"), node.losses)
    keys: dict[str, Writable] = {"title": title, "start": rfc3339(start)}
    for key in ("created_at", "updated_at"):
        at = node.time(key)
        if at is not None:
            keys[key] = rfc3339(at)
    return keys


def _impacts(node: Node, otherwise: Status) -> dict[str, Writable]:
    found: dict[str, Writable] = {}
    for one in node.nodes("monitors"):
        tag, impact = one.text("monitor_tag") or one.text("tag"), one.text("impact")
        status = impact if impact in set(Status) - {Status.NO_DATA} else otherwise
        if impact and status != impact:
            one.losses.guessed(one.place("impact"), status, "there is no such impact", impact)
        if tag:
            found[tag] = str(status)
    return found


def _pinned(node: Node, start: int, comments: list[FoundComment]) -> dict[str, Writable]:
    """A pin, where state or end are not those that the comments lead to."""
    state, end = node.text("state").lower(), node.time("end_date_time")
    course = str(comments[-1].state) if comments else "investigating"
    over: int | None = None
    for comment in comments:
        resolved = comment.state is State.RESOLVED
        over = (comment.at if over is None else over) if resolved else None
    if state not in set(State) or (state == course and end == over):
        return {}
    at = max([start, *(comment.at for comment in comments)])
    pin: dict[str, Writable] = {"at": rfc3339(at), "state": state}
    if end is not None:
        pin["end"] = rfc3339(end)
    why = "the comments do not lead to it: it is pinned"
    node.losses.changed(node.place("state"), f"{state}, {end}", pin, why)
    return {"pin": pin}


def _monitor(node: Node) -> dict[str, Writable] | None:
    tag, name = node.text("tag"), node.text("name")
    if not tag or not name:
        node.losses.left_out(node.place(), node.value, "a monitor needs a name and a tag")
        return None
    monitor: dict[str, Writable] = {"tag": tag, "name": line(name, 200, node.place(), node.losses)}
    for key, source in (
        ("description", "description"), ("image", "image"), ("category", "category_name"),
        ("url", "external_url"),
    ):  # fmt: skip
        if node.text(source):
            monitor[key] = node.text(source)
    number = _number(node)
    monitor |= {"id": number} if number else {}
    if node.text("default_status") in ("UP", "DOWN", "DEGRADED"):
        monitor["defaultStatus"] = node.text("default_status")
    if _SWITCHED.get(node.text("is_hidden")):
        monitor["hidden"] = True
    if _SWITCHED.get(node.text("include_degraded_in_downtime")):
        monitor["includeDegradedInDowntime"] = True
    for key, source in (
        ("dayDegradedMinimumCount", "day_degraded_minimum_count"),
        ("dayDownMinimumCount", "day_down_minimum_count"),
    ):
        if node.text(source).isdecimal() and int(node.text(source)) > 1:
            monitor[key] = int(node.text(source))
    for key in ("type_data", "cron", "monitor_settings_json", "down_trigger", "degraded_trigger"):
        if node.value.get(key):
            why = "how it is probed may hold secrets and means nothing here"
            node.losses.left_out(node.place(key), "(not shown)", why)
    return monitor


def _number(node: Node) -> int:
    written = node.text("id")
    return int(written) if written.isdecimal() and len(written) < 16 else 0


def _kind(node: Node) -> str:
    """What an object is, by the keys that no other kind has."""
    keys: dict[str, Any] = node.value
    for key, kind in (
        ("rrule", "maintenances"), ("comment", "comments"), ("maintenance_id", "events"),
        ("incident_source", "incidents"), ("state", "incidents"), ("tag", "monitors"),
    ):  # fmt: skip
        if key in keys:
            return kind
    return ""


def _under(node: Node, document: Node) -> Node:
    """A comment beside its incident in one document belongs to it."""
    incident = document.value.get("incident")
    if "comment" in node.value and "incident_id" not in node.value and isinstance(incident, dict):
        value = {**node.value, "incident_id": incident.get("id")}
        return Node(value, node.file, node.path, node.losses)
    return node
