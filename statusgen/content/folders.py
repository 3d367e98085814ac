"""Every folder of content/incidents or content/maintenances -> what is written in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias, TypeVar

from statusgen.content import incidents, maintenances
from statusgen.content.ahead import read_ahead
from statusgen.content.characters import Source
from statusgen.content.fields import LANGUAGE
from statusgen.content.loader import Loader, near, texts
from statusgen.content.names import is_comment_name, slug_problem
from statusgen.content.opening import Parsed
from statusgen.content.sources import Folder
from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Placeholder
from statusgen.model.slugs import slugify
from statusgen.patterns import pattern
from statusgen.rules import problem

CONTENT = "content"
_OPENINGS = {"incidents": incidents.OPENING, "maintenances": maintenances.OPENING}
_ONE_OF = {"incidents": "an incident", "maintenances": "a maintenance"}
_SHELF = pattern(r"[0-9]{1,4}(-[0-9]{1,2})?")
"""The name of a folder that holds the incidents of a year or a month."""

E = TypeVar("E")
Parse: TypeAlias = Callable[[str, Source, list[Source], list[Diagnostic]], Parsed[E]]
"""Slug, opening file, the files beside it and what is wrong so far -> what the folder holds."""


def entries(loader: Loader, kind: str, opening: str, parse: Parse[E]) -> Iterator[E]:
    """What folders with an opening file are parsed to; what cannot be read leaves a placeholder."""
    find = partial(_entry, loader, opening=opening, parse=parse)
    folders = loader.reader.everything(f"{CONTENT}/{kind}")
    loader.remember(kind, folders)
    read_ahead(loader, kind, [one for one in folders if opening in one.files], texts, find)
    for folder in folders:
        if opening not in folder.files:
            _without_opening(loader, folder, kind, opening)
        elif (found := loader.once(kind, folder, texts, find)) and found.entry:
            yield found.entry


def _entry(loader: Loader, folder: Folder, opening: str, parse: Parse[E]) -> Parsed[E] | None:
    """What a folder with an opening file is parsed to; None where that cannot be tried."""
    slug = folder.file.rpartition("/")[2]
    wrong = slug_problem(slug, folder.file)
    if wrong:
        loader.problems.append(wrong)
    sources = [source for name in loader.markdown(folder) if (source := loader.read(folder, name))]
    first = next((s for s in sources if s.file == f"{folder.file}/{opening}"), None)
    if wrong or first is None:
        loader.placeholders.append(Placeholder(f"{folder.file}/{opening}", slug))
        return None
    parsed = parse(slug, first, [s for s in sources if s is not first], loader.problems)
    loader.left_out += parsed.broken
    if parsed.entry is None:
        if parsed.internal:
            loader.internal.append(folder.file)
        else:
            loader.placeholders.append(Placeholder(first.file, slug))
    return parsed


def _without_opening(loader: Loader, folder: Folder, kind: str, opening: str) -> None:
    """Reports a folder that holds something but not the file that everything begins with."""
    name = folder.file.rpartition("/")[2]
    shelf = folder.file == f"{CONTENT}/{kind}" or bool(_SHELF.fullmatch(name))
    hint = "" if shelf else _misnamed(folder, kind, opening)
    names = [] if hint else loader.markdown(folder)
    if not hint and not shelf and any(map(is_comment_name, names)):
        hint = f"add {opening} with at least a title"
    if hint:
        message = f"this folder has no {opening}"
        loader.problems.append(problem("bad-file-name", folder.file, message, hint=hint))
        loader.placeholders.append(Placeholder(f"{folder.file}/{opening}", name))
        return
    for name in names:
        _stray(loader, folder, kind, name)


def _misnamed(folder: Folder, kind: str, opening: str) -> str:
    """What to do about a file that is meant to be the opening one; "" where there is none."""
    for other, its_opening in _OPENINGS.items():
        if its_opening in folder.files and other != kind:
            return f"move the folder to `{CONTENT}/{other}`"
    stem = opening.removesuffix("md")
    for name in folder.files:
        if name.endswith(".md") and LANGUAGE.fullmatch(name[len(stem) : -len(".md")]):
            return f"add {opening}, of which `{name}` is a translation"
        if near(name, (opening,)):
            return f"rename `{name}` to `{opening}`"
    return ""


def _stray(loader: Loader, folder: Folder, kind: str, name: str) -> None:
    """Reports a Markdown file that is in no folder of its own."""
    file = f"{folder.file}/{name}"
    if is_comment_name(name):
        message = f"this comment is not in the folder of {_ONE_OF[kind]}"
        hint = f"move it to the folder with the {_OPENINGS[kind]} that it belongs to"
        loader.left_out.append(file)
    else:
        slug = slugify(name.removesuffix(".md"))
        message = f"`{name}` is not in a folder of its own"
        hint = f"move it to `{folder.file}/{slug}/{_OPENINGS[kind]}`"
        loader.placeholders.append(Placeholder(file, slug))
    loader.problems.append(problem("bad-file-name", file, message, hint=hint))
