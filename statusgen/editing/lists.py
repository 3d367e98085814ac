"""Appends an entry to a list of YAML, in the way in which the list is written."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen.content import yamldoc
from statusgen.content.yamltree import Node, tree
from statusgen.diagnostics import Diagnostic
from statusgen.editing.splice import Writable, inline


def with_entry(text: str, values: Mapping[str, Writable]) -> str:
    """``text`` with one more entry at its end; what was there stays as it is."""
    node = _list(text)
    if node and node.inline:
        comma = ", " if node.items else ""
        end = node.end - 1
        return f"{text[:end].rstrip()}{comma}{inline(values)}{text[end:]}"
    indent = _indent(text, node)
    lines = [f"{key}: {inline(value)}" for key, value in values.items()]
    gap = "" if not text or text.endswith("\n") else "\n"
    gap += "\n" if node and _is_spaced(text, node) else ""
    return f"{text}{gap}{indent}- " + f"\n{indent}  ".join(lines) + "\n"


def _list(text: str) -> Node | None:
    """Where the list stands; None where there is none that can be read."""
    problems: list[Diagnostic] = []
    yamldoc.parse(text, "", problems)
    return None if problems else tree(text)


def _indent(text: str, node: Node | None) -> str:
    """What stands before the dashes of the list."""
    if node is None or not node.items:
        return ""
    line = text[text.rfind("\n", 0, node.items[0].start) + 1 :]
    return line[: len(line) - len(line.lstrip(" "))]


def _is_spaced(text: str, node: Node) -> bool:
    """Whether an empty line stands between the last two entries."""
    items = node.items or ()
    if len(items) < 2:
        return False
    dash = text.rfind("\n", 0, items[-1].start)
    return text[:dash].rstrip(" \t").endswith("\n") and not text.endswith("\n\n")
