"""content/templates: starting points for new incidents and maintenances."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from statusgen.content import frontmatter, yamldoc
from statusgen.content.sources import Reader
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.editing.splice import Writable

FOLDER = "content/templates"


@dataclass(frozen=True, slots=True)
class Template:
    """The front matter of a template, as it was written, and its text."""

    keys: Mapping[str, Writable]
    text: str


def template_names(root: Path, opening: str) -> list[str]:
    """The templates that have the file ``opening``: incident.md or maintenance.md."""
    return sorted(path.parent.name for path in (root / FOLDER).glob(f"*/{opening}"))


def read_template(
    root: Path, name: str, opening: str, problems: list[Diagnostic]
) -> Template | None:
    """A template by its name; None after reporting why it cannot be read."""
    before = len(problems)
    reader = Reader(root)
    reader.problems = problems
    source = reader.read(f"{FOLDER}/{name}/{opening}")
    if source is None:
        return None
    parts = frontmatter.split(source.text, source.file, problems)
    keys = yamldoc.parse(parts.yaml, source.file, problems, parts.first_line)
    if len(problems) > before:
        return None
    return Template(_given(keys) if isinstance(keys, dict) else {}, parts.body)


def _given(keys: Mapping[str, yamldoc.Value]) -> dict[str, Writable]:
    """The keys that have a value."""
    return {key: _writable(value) for key, value in keys.items() if value is not None}


def _writable(value: yamldoc.Value) -> Writable:
    if isinstance(value, dict):
        return _given(value)
    if isinstance(value, list):
        return [_writable(item) for item in value if item is not None]
    return "" if value is None else value
