"""content/removed.yaml: what was deleted on purpose and never comes back."""

from __future__ import annotations

from statusgen.content import yamldoc
from statusgen.content.yamltree import Node, tree
from statusgen.diagnostics import Diagnostic
from statusgen.editing.draft import Draft
from statusgen.editing.splice import Writable, inline
from statusgen.instants import rfc3339

FILE = "content/removed.yaml"


def note_removal(draft: Draft, kind: str, slug: str, number: int, reason: str, at: int) -> None:
    """Adds an entry at the end, in the way in which the list is written."""
    values: dict[str, Writable] = {"kind": kind, "slug": slug, "id": number}
    values |= {"reason": reason, "at": rfc3339(at)}
    text = draft.text(FILE)
    node = _list(text)
    if node and node.inline:
        comma = ", " if node.items else ""
        end = node.end - 1
        draft.write(FILE, f"{text[:end].rstrip()}{comma}{inline(values)}{text[end:]}")
        return
    indent = _indent(text, node)
    lines = [f"{key}: {inline(value)}" for key, value in values.items()]
    gap = "" if not text or text.endswith("\n") else "\n"
    draft.write(FILE, f"{text}{gap}{indent}- " + f"\n{indent}  ".join(lines) + "\n")


def _list(text: str) -> Node | None:
    """Where the list stands; None where there is none that can be read."""
    problems: list[Diagnostic] = []
    yamldoc.parse(text, FILE, problems)
    return None if problems else tree(text)


def _indent(text: str, node: Node | None) -> str:
    """What stands before the dashes of the list."""
    if node is None or not node.items:
        return ""
    line = text[text.rfind("\n", 0, node.items[0].start) + 1 :]
    return line[: len(line) - len(line.lstrip(" "))]
