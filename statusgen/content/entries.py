"""The folders of incidents and of maintenances -> what is written in each, or a placeholder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, TypeVar

from statusgen.content import incidents, maintenances
from statusgen.content.characters import Source
from statusgen.content.fields import LANGUAGE
from statusgen.content.gathering import Gathering
from statusgen.content.names import is_comment_name, slug_problem
from statusgen.content.places import nearest
from statusgen.content.sources import Folder
from statusgen.diagnostics import Diagnostic
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Placeholder
from statusgen.model.slugs import slugify
from statusgen.rules import problem

CONTENT = "content"

_OPENINGS = {"incidents": incidents.OPENING, "maintenances": maintenances.OPENING}
_ONE_OF = {"incidents": "an incident", "maintenances": "a maintenance"}
_SHELF = re.compile(r"[0-9]{1,4}(-[0-9]{1,2})?")
"""The name of a folder that holds the incidents of a year or a month."""


class _Parsed(Protocol):
    """What a folder of incidents or maintenances is parsed to."""

    @property
    def broken(self) -> tuple[str, ...]: ...

    @property
    def internal(self) -> bool: ...


P = TypeVar("P", bound=_Parsed)
_Parse = Callable[[str, Source, list[Source], list[Diagnostic]], P]


def read_incidents(gathering: Gathering) -> Iterator[Incident]:
    """Every incident that can be read."""
    for parsed in _entries(gathering, "incidents", incidents.parse_incident):
        if parsed.incident:
            yield parsed.incident


def read_maintenances(gathering: Gathering) -> Iterator[Maintenance]:
    """Every maintenance that can be read."""
    for parsed in _entries(gathering, "maintenances", maintenances.parse_maintenance):
        if parsed.maintenance:
            yield parsed.maintenance


def _entries(gathering: Gathering, kind: str, parse: _Parse[P]) -> Iterator[P]:
    """Every folder with an opening file, parsed; what cannot be read leaves a placeholder."""
    for folder in gathering.reader.walk(f"{CONTENT}/{kind}"):
        if _OPENINGS[kind] not in folder.files:
            _without_opening(gathering, folder, kind, _OPENINGS[kind])
            continue
        entry = partial(_entry, gathering, folder, kind, parse)
        parsed = gathering.once(folder.file, gathering.stamps(folder), entry)
        if parsed:
            yield parsed


def _entry(gathering: Gathering, folder: Folder, kind: str, parse: _Parse[P]) -> P | None:
    """What is in one folder; None where its name or its opening file cannot be used."""
    opening = f"{folder.file}/{_OPENINGS[kind]}"
    slug = folder.file.rpartition("/")[2]
    wrong = slug_problem(slug, folder.file)
    if wrong:
        gathering.problems.append(wrong)
    read = (gathering.read(folder, name) for name in gathering.markdown(folder))
    sources = [source for source in read if source]
    first = next((source for source in sources if source.file == opening), None)
    if wrong or first is None:
        gathering.placeholders.append(Placeholder(opening, slug))
        return None
    parsed = parse(slug, first, [s for s in sources if s is not first], gathering.problems)
    gathering.left_out += parsed.broken
    if getattr(parsed, kind[:-1]) is None:
        if parsed.internal:
            gathering.internal.append(folder.file)
        else:
            gathering.placeholders.append(Placeholder(first.file, slug))
    return parsed


def _without_opening(gathering: Gathering, folder: Folder, kind: str, opening: str) -> None:
    """Reports a folder that holds something but not the file that everything begins with."""
    name = folder.file.rpartition("/")[2]
    shelf = folder.file == f"{CONTENT}/{kind}" or bool(_SHELF.fullmatch(name))
    hint = "" if shelf else _misnamed(folder, kind, opening)
    names = [] if hint else gathering.markdown(folder)
    if not hint and not shelf and any(map(is_comment_name, names)):
        hint = f"add {opening} with at least a title"
    if hint:
        message = f"this folder has no {opening}"
        gathering.problems.append(problem("bad-file-name", folder.file, message, hint=hint))
        gathering.placeholders.append(Placeholder(f"{folder.file}/{opening}", name))
        return
    for name in names:
        _stray(gathering, folder, kind, name)


def _misnamed(folder: Folder, kind: str, opening: str) -> str:
    """What to do about a file that is meant to be the opening one; "" where there is none."""
    for other, its_opening in _OPENINGS.items():
        if its_opening in folder.files and other != kind:
            return f"move the folder to `{CONTENT}/{other}`"
    stem = opening.removesuffix("md")
    for name in folder.files:
        if name.endswith(".md") and LANGUAGE.fullmatch(name[len(stem) : -len(".md")]):
            return f"add {opening}, of which `{name}` is a translation"
        if nearest(name, (opening,)):
            return f"rename `{name}` to `{opening}`"
    return ""


def _stray(gathering: Gathering, folder: Folder, kind: str, name: str) -> None:
    """Reports a Markdown file that is in no folder of its own."""
    file = f"{folder.file}/{name}"
    if is_comment_name(name):
        message = f"this comment is not in the folder of {_ONE_OF[kind]}"
        hint = f"move it to the folder with the {_OPENINGS[kind]} that it belongs to"
        gathering.left_out.append(file)
    else:
        slug = slugify(name.removesuffix(".md"))
        message = f"`{name}` is not in a folder of its own"
        hint = f"move it to `{folder.file}/{slug}/{_OPENINGS[kind]}`"
        gathering.placeholders.append(Placeholder(file, slug))
    gathering.problems.append(problem("bad-file-name", file, message, hint=hint))
