"""Text -> text: changes the keys and the body of a Markdown file, and not one character more."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TypeAlias

from statusgen.content import frontmatter, yamldoc
from statusgen.content.yamltree import Node, tree

Scalar: TypeAlias = str | int | bool
Writable: TypeAlias = "Scalar | Mapping[str, Writable] | list[Writable]"


def document(values: Mapping[str, Writable], body: str) -> str:
    """A new file with front matter, where there are values, and a body."""
    head = "".join(entry(key, value) for key, value in values.items())
    text = body.strip()
    fenced = f"---\n{head}---\n" if head or text.startswith("---") else ""
    return fenced + (f"{text}\n" if text else "")


def with_keys(text: str, values: Mapping[str, Writable | None]) -> str:
    """``text`` with these keys of its front matter set; None removes one."""
    for key, value in values.items():
        text = without_key(text, key) if value is None else with_key(text, key, value)
    return text


def with_key(text: str, key: str, value: Writable) -> str:
    """``text`` with one key of its front matter set; what is new comes last."""
    span = _front_matter(text)
    if span is None:
        return f"---\n{entry(key, value)}---\n{text}"
    start, end = span
    return text[:start] + _set(text[start:end], key, value) + text[end:]


def without_key(text: str, key: str) -> str:
    """``text`` without one key of its front matter, and what is indented below it."""
    span = _front_matter(text)
    if span is None:
        return text
    yaml = text[slice(*span)]
    node = tree(yaml)
    found = node.entry(key) if node else None
    if node is None or found is None:
        return text
    if node.inline:
        return text[: span[0]] + _without_inline(yaml, node, key) + text[span[1] :]
    begin = yaml.rfind("\n", 0, found[0].start) + 1
    return text[: span[0]] + yaml[:begin] + yaml[_line_after(yaml, found[1]) :] + text[span[1] :]


def with_body(text: str, body: str) -> str:
    """``text`` with another text below its front matter."""
    span = _front_matter(text)
    words = body.strip()
    head = "" if span is None else text[: span[1]] + text[span[1] :].partition("\n")[0] + "\n"
    fence = "---\n---\n" if not head and words.startswith("---") else ""
    return fence + head + (f"{words}\n" if words else "")


def has_key(text: str, key: str) -> bool:
    """Whether the front matter of ``text`` has this key."""
    span = _front_matter(text)
    node = None if span is None else tree(text[slice(*span)])
    return node is not None and node.entry(key) is not None


def entry(key: str, value: Writable, indent: str = "") -> str:
    """A key with its value, as lines of YAML."""
    if isinstance(value, Mapping) and value:
        inner = "".join(entry(name, item, indent + "  ") for name, item in value.items())
        return f"{indent}{scalar(key)}:\n{inner}"
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        items = "".join(f"{indent}  - {inline(item)}\n" for item in value)
        return f"{indent}{scalar(key)}:\n{items}"
    return f"{indent}{scalar(key)}: {inline(value)}\n"


def inline(value: Writable) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return (
            "{" + ", ".join(f"{inline(key)}: {inline(item)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(inline(item) for item in value) + "]"
    written = scalar(value)
    if not isinstance(value, str) or written.startswith('"'):
        return written
    alone = yamldoc.parse(f"{{{written}: {written}}}\n", "", []) == {value: value}
    return written if alone else quoted(value)


def scalar(value: Scalar) -> str:
    """A single value: plain where it is read back as the same, else in double quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    plain = value == value.strip() and "\n" not in value and not value.startswith(("{", "["))
    if plain and yamldoc.parse(f"k: {value}\n", "", []) == {"k": value}:
        return value
    return quoted(value)


def quoted(value: str) -> str:
    """Text in double quotes; what YAML would take for a line break or refuse is escaped."""
    written = json.dumps(value, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", _escaped, written)


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _front_matter(text: str) -> tuple[int, int] | None:
    """Where the YAML of a readable file begins and ends; None where it has none."""
    opening = re.match(r"---[ \t]*\n", text)
    if opening is None:
        return None
    return opening.end(), opening.end() + len(frontmatter.split(text, "", []).yaml)


def _set(yaml: str, key: str, value: Writable) -> str:
    node = tree(yaml)
    if node is None:
        return yaml + entry(key, value)
    found = node.entry(key)
    if node.inline:
        return _set_inline(yaml, node, key, value)
    if found is None:
        gap = "" if yaml.endswith("\n") else "\n"
        return yaml + gap + entry(key, value)
    name, old = found
    if isinstance(value, Mapping) and value and old.entries and not old.inline:
        return _set_entries(yaml, old, value)
    if isinstance(value, Mapping | list) and old.inline:
        return yaml[: old.start] + inline(value) + yaml[old.end :]
    if old.entries is None and old.items is None and not isinstance(value, Mapping | list):
        return _set_scalar(yaml, old, value)
    begin = yaml.rfind("\n", 0, name.start) + 1
    return yaml[:begin] + entry(key, value) + yaml[_line_after(yaml, old) :]


def _set_scalar(yaml: str, old: Node, value: Scalar) -> str:
    """Another single value in the same place; what stands behind it on the line stays."""
    space = " " if old.start == old.end else ""
    block = "\n" if yaml[old.start : old.end].endswith("\n") else ""
    return yaml[: old.start] + space + scalar(value) + block + yaml[old.end :]


def _set_entries(yaml: str, old: Node, value: Mapping[str, Writable]) -> str:
    """The entries of a mapping one by one, so that those that stay keep their lines."""
    entries = old.entries or ()
    begin = yaml.rfind("\n", 0, entries[0][0].start) + 1
    indent = yaml[begin : entries[0][0].start]
    known = {key.name for key, _ in entries}
    after = _line_after(yaml, old)
    added = "".join(entry(key, item, indent) for key, item in value.items() if key not in known)
    gap = "" if yaml[:after].endswith("\n") or not added else "\n"
    yaml = yaml[:after] + gap + added + yaml[after:]
    for key, node in reversed(entries):
        start, end = yaml.rfind("\n", 0, key.start) + 1, _line_after(yaml, node)
        wanted = value.get(key.name)
        if wanted is None:
            yaml = yaml[:start] + yaml[end:]
        elif isinstance(wanted, Mapping | list) or node.entries is not None:
            yaml = yaml[:start] + entry(key.name, wanted, indent) + yaml[end:]
        elif scalar(wanted) != yaml[node.start : node.end]:
            yaml = _set_scalar(yaml, node, wanted)
    return yaml


def _set_inline(yaml: str, node: Node, key: str, value: Writable) -> str:
    found = node.entry(key)
    if found:
        return yaml[: found[1].start] + inline(value) + yaml[found[1].end :]
    close = yaml.rindex("}", node.start, node.end)
    comma = ", " if node.entries else ""
    before = yaml[:close].rstrip().rstrip(",")
    return f"{before}{comma}{scalar(key)}: {inline(value)}{yaml[close:]}"


def _without_inline(yaml: str, node: Node, key: str) -> str:
    entries = [(name.start, item.end) for name, item in node.entries or () if name.name != key]
    kept = ", ".join(yaml[start:end] for start, end in entries)
    return f"{yaml[: node.start]}{{{kept}}}{yaml[node.end :]}"


def _line_after(yaml: str, node: Node) -> int:
    """Where the line after a value begins; what stands behind it on its last line is its own."""
    end = _last(node)
    if yaml[:end].endswith("\n"):
        return end
    found = yaml.find("\n", end)
    return len(yaml) if found < 0 else found + 1


def _last(node: Node) -> int:
    """The end of what was written last in a value: blocks end where the next thing begins."""
    if node.inline or (not node.entries and not node.items):
        return node.end
    parts = [item for _, item in node.entries or ()] or list(node.items or ())
    return max(_last(parts[-1]), node.start)
