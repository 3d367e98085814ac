"""One Markdown file with front matter: its values, its text and what is wrong with it."""

from __future__ import annotations

from typing import Any

from statusgen.content import frontmatter
from statusgen.content.characters import Source
from statusgen.content.fields import Record
from statusgen.content.places import At
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic, Level
from statusgen.rules import problem


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: values by key, and the text below them. ``ok`` means no error."""

    values: dict[str, Any]
    text: str
    ok: bool


def parse_document(
    source: Source, keys: Record, problems: list[Diagnostic], zone: str = ""
) -> Document:
    """Reads front matter by ``keys`` and looks the Markdown over; never raises.

    Times without a zone are in ``zone``, or in the one that the document names itself.
    """
    before = len(problems)
    parts = frontmatter.split(source.text, source.file, problems)
    values: dict[str, Any] = {}
    if not parts.yaml and frontmatter.has_lost_its_opening(
        source.text, keys.by_name, always=keys.required
    ):
        message = "the front matter must begin with a line `---`"
        hint = "put `---` above this line, and another below the last line of the kind `key: value`"
        problems.append(problem("yaml-syntax", source.file, message, hint=hint, line=1, column=1))
        return Document({}, "", False)
    if parts.yaml:
        from statusgen.content import yamldoc

        written = yamldoc.parse(parts.yaml, source.file, problems, parts.first_line)
        if written is not None:
            values = (
                keys.read(written, At(source.file, problems, zone=zone or _zone(written, keys)))
                or {}
            )
    if not values and keys.required and len(problems) == before:
        keys.read({}, At(source.file, problems))
    if parts.body:
        from statusgen.markdown import problems as markdown_problems

        problems += markdown_problems(parts.body, source.file, parts.body_line)
    return Document(values, parts.body, no_error(problems, before))


def _zone(written: Any, keys: Record) -> str:
    """The zone of zoneless times: a document that may name one and does.

    A name that is wrong is reported by itself; the times beside it are not blamed for it.
    """
    if "timezone" not in keys.by_name or not isinstance(written, dict):
        return ""
    name = written.get("timezone")
    zone = keys.by_name["timezone"].type.read(name, At("", []))
    return zone if isinstance(zone, str) else "UTC" if name else ""


def no_error(problems: list[Diagnostic], since: int) -> bool:
    """Whether none of the problems noted after the first ``since`` is an error."""
    return all(found.level is not Level.ERROR for found in problems[since:])
