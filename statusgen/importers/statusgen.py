"""A document of `statusgen export` -> the files that it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from statusgen.content.load import REMOVED
from statusgen.content.records import HEADER
from statusgen.editing.splice import Writable, document, inline
from statusgen.errors import UsageError
from statusgen.importers.fitting import writable
from statusgen.importers.found import Found, FoundFile
from statusgen.importers.json_source import Node, documents

_KINDS = {"incidents": "incident.md", "maintenances": "maintenance.md"}


def read(source: Path, _zone: str, _now: int) -> Found:
    """What is in a document. Raises UsageError for what is no document of an export."""
    found = Found()
    for node in documents(source, found.losses):
        if node.value.get("statusgen") != 1:
            raise UsageError(f"{node.file} is no document of `statusgen export`, version 1")
        found.settings = writable(node.node("settings").value)
        found.monitors += [writable(one.value) for one in node.nodes("monitors")]
        for kind in _KINDS:
            for one in node.nodes(kind):
                found.files += _entry(kind, one)
        found.files += _others(node)
    return found


def _entry(kind: str, node: Node) -> Iterator[FoundFile]:
    folder = f"content/{kind}/{node.text('folder')}"
    yield _markdown(f"{folder}/{_KINDS[kind]}", kind, node)
    for one in node.nodes("files"):
        yield _markdown(f"{folder}/{one.text('name')}", "updates", one)


def _others(node: Node) -> Iterator[FoundFile]:
    for page in node.nodes("pages"):
        yield _markdown(f"content/pages/{page.text('file')}", "pages", page)
    for name, value in node.node("templates").value.items():
        if isinstance(value, dict):
            template = Node(value, node.file, f"templates.{name}", node.losses)
            yield _markdown(f"content/templates/{name}", "templates", template)
    for tag, rows in node.node("records").value.items():
        yield from _records(node, str(tag), rows)
    removed = list(node.nodes("removed"))
    if removed:
        text = "".join(f"- {inline(writable(one.value))}\n" for one in removed)
        yield FoundFile(node.place("removed"), REMOVED, "removed", text)


def _records(node: Node, tag: str, rows: Any) -> Iterator[FoundFile]:
    """The records of a monitor, a file for each day."""
    days: dict[str, list[str]] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, list) and len(row) == 3 and isinstance(row[0], str):
            latency = (
                "" if row[2] is None else f"{row[2]:g}" if isinstance(row[2], float) else row[2]
            )
            days.setdefault(row[0][:10], []).append(f"{row[0]},{row[1]},{latency}\n")
        else:
            node.losses.left_out(node.place(f"records.{tag}"), row, "this is no record")
    for day, lines in days.items():
        text = "".join([f"{HEADER}\n", *lines])
        file = f"content/status/{tag}/{day}.csv"
        yield FoundFile(node.place(f"records.{tag}"), file, "records", text)


def _markdown(file: str, kind: str, node: Node) -> FoundFile:
    text = node.value.get("text")
    keys: dict[str, Writable] = writable(node.node("keys").value)
    return FoundFile(
        node.place(), file, kind, document(keys, text if isinstance(text, str) else "")
    )
