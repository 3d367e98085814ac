"""The components of a Statuspage -> monitors, their groups -> categories."""

from __future__ import annotations

from statusgen.editing.splice import Writable
from statusgen.importers.found import Found
from statusgen.importers.json_source import Node
from statusgen.importers.prose import line
from statusgen.importers.tags import free_tag
from statusgen.model.status import Status

STATUSES = {
    "operational": Status.UP,
    "degraded_performance": Status.DEGRADED,
    "partial_outage": Status.PARTIAL,
    "major_outage": Status.DOWN,
    "under_maintenance": Status.MAINTENANCE,
}


class Components:
    """Gathers components; after `settle` each has a tag."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._nodes: dict[str, Node] = {}
        self._tags: dict[str, str] = {}
        self._groups: dict[str, str] = {}

    def add(self, node: Node) -> None:
        """A component of any document; the first of an id counts."""
        name = node.text("id")
        if not name or not node.text("name"):
            node.losses.left_out(node.place(), node.value, "a component needs an id and a name")
        else:
            self._nodes.setdefault(name, node)

    def settle(self) -> None:
        """Makes monitors of all that are no groups, in the order of the page."""
        for code, node in self._nodes.items():
            if node.flag("group"):
                self._groups[code] = line(node.text("name"), 200, node.place("name"), node.losses)
        ordered = sorted(self._nodes.items(), key=lambda one: self._order(one[1]))
        for code, node in ordered:
            if code not in self._groups:
                self._found.monitors.append(self._monitor(code, node))

    def tag(self, code: str, name: str) -> str:
        """The tag of a component, "" where it is in no document; ``name`` may have its group's."""
        return self._tags.get(code) or self._tags.get(name, "")

    def is_group(self, code: str) -> bool:
        """Whether it is a heading."""
        return code in self._groups

    def _order(self, node: Node) -> tuple[int, int]:
        group = self._nodes.get(node.text("group_id"))
        position = _whole(node.text("position"))
        return (_whole(group.text("position")), position) if group else (position, 0)

    def _monitor(self, code: str, node: Node) -> dict[str, Writable]:
        name = line(node.text("name"), 200, node.place("name"), node.losses)
        tag = self._tags[code] = free_tag(name, self._tags.values())
        monitor: dict[str, Writable] = {"tag": tag, "name": name}
        if node.text("description"):
            place = node.place("description")
            monitor["description"] = line(node.text("description"), 2000, place, node.losses)
        group = self._groups.get(node.text("group_id"), "")
        if group:
            monitor["category"] = group
        if node.text("start_date"):
            monitor["since"] = node.text("start_date")[:10]
        for key in ("showcase", "only_show_if_degraded"):
            if node.flag(key) is (key != "showcase"):
                node.losses.left_out(node.place(key), node.value[key], "there is no such switch")
        return monitor


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 9 else 0
