"""Incidents of Kener 1 and 2: issues of GitHub, exported as JSON by its API or by ``gh``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from statusgen.editing.splice import Writable
from statusgen.importers.clock import Instant
from statusgen.importers.course import Life, course
from statusgen.importers.found import FoundEntry
from statusgen.importers.json_source import Node
from statusgen.importers.parts import Part
from statusgen.importers.prose import line, prose
from statusgen.instants import rfc3339
from statusgen.model.lifecycle import State
from statusgen.model.slugs import slugify
from statusgen.model.status import Status

_MARK = re.compile(r"\[(start|end)_datetime:(\d{1,11})\]")
_OF_KENER = {
    "incident", "incident-down", "incident-degraded", "maintenance", "identified", "resolved",
    "manual", "auto",
}  # fmt: skip


def is_issue(node: Node) -> bool:
    """Whether an object is an issue, or a comment of one."""
    return "labels" in node.value or "issue_url" in node.value


class Issues:
    """Makes entries of issues; comments may stand in them or beside them.

    ``tags`` are those of the monitors by the labels that name them.
    """

    def __init__(self, nodes: Sequence[Node], tags: Mapping[str, str], now: int) -> None:
        self._now = now
        self._tags = tags
        self._issues = [node for node in nodes if "labels" in node.value]
        self._beside: dict[str, list[Node]] = {}
        for node in nodes:
            if "labels" not in node.value:
                number = node.text("issue_url").rstrip("/").rpartition("/")[2]
                self._beside.setdefault(number, []).append(node)

    def entries(self) -> Iterator[FoundEntry]:
        """Every issue that is an incident."""
        for node in self._issues:
            labels = set(_labels(node))
            if "incident" not in labels:
                why = "the issue has no label `incident`"
                node.losses.left_out(node.place(), node.text("title"), why)
                continue
            entry = self._entry(node, labels)
            if entry:
                yield entry

    def _entry(self, node: Node, labels: set[str]) -> FoundEntry | None:
        marks = {name: int(at) for name, at in _MARK.findall(node.text("body"))}
        created = _time(node, "created_at", "createdAt")
        closed = _time(node, "closed_at", "closedAt")
        start = marks.get("start") or created
        number = node.text("number")
        if start is None or not number.isdecimal():
            node.losses.left_out(node.place(), node.text("title"), "it has no number or no start")
            return None
        end = marks.get("end") or closed
        for label in sorted(labels - _OF_KENER - self._tags.keys()):
            node.losses.left_out(node.place("labels"), label, "no monitor has this tag")
        tags = sorted(self._tags[label] for label in labels & self._tags.keys())
        title = line(node.text("title") or "Untitled", 255, node.place("title"), node.losses)
        keys: dict[str, Writable] = {"title": title, "start": rfc3339(start)}
        text = _MARK.sub("", node.text("body")).strip()
        slug = f"{rfc3339(start)[:10]}-{slugify(title)}"[:80]
        if "maintenance" in labels and end is not None and end > start:
            keys |= {"end": rfc3339(end), "monitors": dict.fromkeys(tags, Status.MAINTENANCE)}
            for comment in self._comments(node):
                why = "comments of a maintenance have other states"
                node.losses.left_out(comment.place(), comment.text("body"), why)
            body = prose(text, node.place("body"), node.losses)
            return FoundEntry(node.place(), "maintenances", slug, int(number), start, keys, body)
        keys["monitors"] = dict.fromkeys(tags, _impact(node, labels))
        over = end if closed or "resolved" in labels else None
        parts = list(self._parts(node, labels, text))
        way = course(parts, Life(start, over, self._now), node.place(), node.losses)
        if way.text and way.opened_as is not State.INVESTIGATING:
            keys["opened_as"] = way.opened_as
        return FoundEntry(
            node.place(), "incidents", slug, int(number), start, keys, way.text, way.comments
        )

    def _parts(self, node: Node, labels: set[str], text: str) -> Iterator[Part]:
        """The body and the comments; the label `identified` is that of the last of them."""
        yield Part(prose(text, node.place("body"), node.losses))
        comments = list(self._comments(node))
        for index, comment in enumerate(comments):
            at = _time(comment, "created_at", "createdAt")
            body = prose(comment.text("body"), comment.place("body"), node.losses)
            last = index == len(comments) - 1
            state = State.IDENTIFIED if last and "identified" in labels else None
            if state:
                why = "the label does not say since when: the last comment is taken"
                node.losses.guessed(node.place("labels"), state, why)
            yield Part(body, Instant(at) if at is not None else None, state)

    def _comments(self, node: Node) -> Iterable[Node]:
        inside = (
            list(node.nodes("comments")) if isinstance(node.value.get("comments"), list) else []
        )
        found = inside or self._beside.get(node.text("number"), [])
        return sorted(found, key=lambda one: _time(one, "created_at", "createdAt") or 0)


def _labels(node: Node) -> Iterator[str]:
    labels: Any = node.value.get("labels")
    for label in labels if isinstance(labels, list) else []:
        name = label.get("name") if isinstance(label, dict) else label
        if isinstance(name, str):
            yield name


def _impact(node: Node, labels: set[str]) -> Status:
    if "incident-down" in labels:
        return Status.DOWN
    if "incident-degraded" in labels:
        return Status.DEGRADED
    if "maintenance" in labels:
        return Status.MAINTENANCE
    node.losses.guessed(node.place("labels"), Status.UP, "no label says how it is hit")
    return Status.UP


def _time(node: Node, *keys: str) -> int | None:
    return next((at for key in keys if (at := node.time(key)) is not None), None)
