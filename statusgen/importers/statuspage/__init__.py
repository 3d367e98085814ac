"""Documents of a Statuspage (its public API v2) -> content."""

from __future__ import annotations

from pathlib import Path

from statusgen.importers.found import Found
from statusgen.importers.json_source import Node, documents
from statusgen.importers.losses import others
from statusgen.importers.prose import site_url
from statusgen.importers.statuspage.components import Components
from statusgen.importers.statuspage.incidents import Reports

__all__ = ["read"]

_LISTS = ("incidents", "scheduled_maintenances")
_SINGLE = ("incident", "scheduled_maintenance")
_KNOWN = {"page", "status", "components", "months", "component_groups", *_LISTS, *_SINGLE}


def read(source: Path, _zone: str, _now: int) -> Found:
    """What is in a document of the API or in all ``*.json`` of a folder, each thing once.

    Where two documents have the same incident, the one that was changed last counts.
    """
    found = Found()
    components = Components(found)
    reports: dict[str, Node] = {}
    names: list[Node] = []
    for document in documents(source, found.losses):
        if isinstance(document.value.get("page"), dict):
            _settings(document.node("page"), found)
        for node in document.nodes("components"):
            components.add(node)
        for one in _reports(document):
            _keep_newer(reports, one)
        names += list(document.nodes("months")) if "months" in document.value else []
    for node in reports.values():
        for part in node.nodes("components"):
            components.add(part)
    components.settle()
    settled = Reports(components, found.losses)
    found.entries += [entry for node in reports.values() if (entry := settled.entry(node))]
    _note_headlines(names, reports, found)
    return found


def _reports(document: Node) -> list[Node]:
    """The incidents and maintenances of a document, whichever it is."""
    if "incident_updates" in document.value:
        return [document]
    for key in others(document.value, _KNOWN):
        document.losses.left_out(
            document.place(key), document.value[key], "this means nothing here"
        )
    lists = [one for key in _LISTS for one in document.nodes(key)]
    return lists + [document.node(key) for key in _SINGLE if key in document.value]


def _keep_newer(reports: dict[str, Node], one: Node) -> None:
    name = one.text("id")
    if not name:
        one.losses.left_out(one.place(), one.text("name"), "it has no id")
        return
    known = reports.get(name)
    if known is None or (known.time("updated_at") or 0) < (one.time("updated_at") or 0):
        reports[name] = one


def _settings(page: Node, found: Found) -> None:
    if found.settings:
        return
    url = site_url(page.text("url"), page.place("url"), found.losses)
    found.settings = {"title": page.text("name") or "Status", "url": url}
    zone = page.text("time_zone")
    if zone and zone not in ("UTC", "Etc/UTC"):
        if "/" in zone:
            found.settings = {**found.settings, "timezone": zone}
        else:
            found.losses.left_out(page.place("time_zone"), zone, "this is no name of the IANA")


def _note_headlines(months: list[Node], reports: dict[str, Node], found: Found) -> None:
    """history.json has no updates: what is in it alone is told."""
    for month in months:
        for one in month.nodes("incidents"):
            if one.text("code") not in reports:
                why = "history.json has its headline alone: give its own document too"
                found.losses.left_out(one.place(), one.text("name"), why)
