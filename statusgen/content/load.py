"""All files of a site -> Site + diagnostics. Loading never fails."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from statusgen.content import incidents, maintenances, pages
from statusgen.content.characters import Source
from statusgen.content.comments import translation_of
from statusgen.content.document import no_error
from statusgen.content.fields import LANGUAGE
from statusgen.content.monitors import parse_monitors
from statusgen.content.names import is_comment_name, slug_problem
from statusgen.content.places import did_you_mean
from statusgen.content.records import parse_records
from statusgen.content.settings import parse_settings
from statusgen.content.sources import Folder, Reader
from statusgen.diagnostics import Diagnostic
from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import FreePage, Placeholder, Settings, Site
from statusgen.model.slugs import slugify
from statusgen.rules import problem, with_levels

MONITORS = "monitors.yaml"
CONTENT = "content"
SETTINGS = "content/site.yaml"
REMOVED = "content/removed.yaml"
_WITHOUT = {
    MONITORS: "the page cannot say what is up and what is down",
    SETTINGS: "the page has neither a name nor an address",
}
_KNOWN = {"site.yaml", "removed.yaml", "incidents", "maintenances", "status", "pages", "templates"}

_FOLDERS = ("incidents", "maintenances", "pages", "status", "templates")
_OPENINGS = {"incidents": incidents.OPENING, "maintenances": maintenances.OPENING}
_ONE_OF = {"incidents": "an incident", "maintenances": "a maintenance"}
_SHELF = re.compile(r"[0-9]{1,4}(-[0-9]{1,2})?")
"""The name of a folder that holds the incidents of a year or a month."""

_MOST_OF_A_KIND = 100

T = TypeVar("T")


class _Entry(Protocol):
    """What a folder of incidents or maintenances is parsed to."""

    @property
    def broken(self) -> tuple[str, ...]: ...

    @property
    def internal(self) -> bool: ...


E = TypeVar("E", bound=_Entry)


@dataclass(slots=True)
class Loaded:
    """What was written, and everything that is wrong with it."""

    site: Site
    problems: list[Diagnostic]


@dataclass(slots=True)
class _Loader:
    reader: Reader
    placeholders: list[Placeholder] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    internal: list[str] = field(default_factory=list)

    @property
    def problems(self) -> list[Diagnostic]:
        return self.reader.problems


def load(root: Path, reader: Reader | None = None) -> Loaded:
    """Reads the site in the folder ``root``; levels are those that its site.yaml asks for.

    Another ``reader`` may know of files that are not on disk yet.
    """
    loader = _Loader(reader or Reader(root))
    reader, problems = loader.reader, loader.problems
    settings = _one(loader, SETTINGS, parse_settings) or Settings()
    found_incidents = [
        parsed.incident
        for parsed in _entries(loader, "incidents", incidents.OPENING, incidents.parse_incident)
        if parsed.incident
    ]
    found_maintenances = [
        parsed.maintenance
        for parsed in _entries(
            loader, "maintenances", maintenances.OPENING, maintenances.parse_maintenance
        )
        if parsed.maintenance
    ]
    removed = reader.read(REMOVED, optional=True)
    site = Site(
        settings=settings,
        monitors=_monitors(loader),
        incidents=tuple(sorted(found_incidents, key=lambda one: (-one.start, -one.id))),
        maintenances=tuple(sorted(found_maintenances, key=lambda one: (-one.start, -one.id))),
        records=_records(loader),
        pages=tuple(_pages(loader)),
        removed=pages.parse_removed(removed, problems) if removed else (),
        placeholders=tuple(loader.placeholders),
        left_out=tuple(loader.left_out),
        internal=tuple(loader.internal),
    )
    _note_strangers(loader)
    return Loaded(site, with_levels(_without_excess(problems), settings.checks))


def _monitors(loader: _Loader) -> tuple[Monitor, ...]:
    """The monitors; where some cannot be read, the file counts as left out."""
    before = len(loader.problems)
    monitors = _one(loader, MONITORS, parse_monitors) or ()
    if not no_error(loader.problems, before):
        loader.left_out.append(MONITORS)
    return monitors


def _one(loader: _Loader, file: str, parse: Callable[[Source, list[Diagnostic]], T]) -> T | None:
    source = loader.reader.read(file, optional=True)
    if source:
        return parse(source, loader.problems)
    if not any(found.where.file == file for found in loader.problems):
        message = f"there is no {file}: {_WITHOUT[file]}"
        other = file.removesuffix("yaml") + "yml"
        hint = "write one; `statusgen init` in an empty folder makes one to begin with"
        hint = f"rename {other} to {file}" if loader.reader.read(other, optional=True) else hint
        loader.problems.append(problem("no-settings", file, message, hint=hint))
    return None


def _entries(
    loader: _Loader,
    kind: str,
    opening: str,
    parse: Callable[[str, Source, list[Source], list[Diagnostic]], E],
) -> Iterator[E]:
    """Every folder with an opening file, parsed; what cannot be read leaves a placeholder."""
    for folder in loader.reader.walk(f"{CONTENT}/{kind}"):
        if opening not in folder.files:
            _without_opening(loader, folder, kind, opening)
            continue
        slug = folder.file.rpartition("/")[2]
        wrong = slug_problem(slug, folder.file)
        if wrong:
            loader.problems.append(wrong)
        sources = [
            source for name in _markdown(loader, folder) if (source := _read(loader, folder, name))
        ]
        first = next((s for s in sources if s.file == f"{folder.file}/{opening}"), None)
        if wrong or first is None:
            loader.placeholders.append(Placeholder(f"{folder.file}/{opening}", slug))
            continue
        parsed = parse(slug, first, [s for s in sources if s is not first], loader.problems)
        loader.left_out += parsed.broken
        if getattr(parsed, kind[:-1]) is None:
            if parsed.internal:
                loader.internal.append(folder.file)
            else:
                loader.placeholders.append(Placeholder(first.file, slug))
        yield parsed


def _read(loader: _Loader, folder: Folder, name: str) -> Source | None:
    file = f"{folder.file}/{name}"
    source = loader.reader.read(file)
    if source is None:
        loader.left_out.append(file)
    return source


def _markdown(loader: _Loader, folder: Folder) -> list[str]:
    """The Markdown files of a folder; all others are noted as strangers, but for a README."""
    for name in folder.files:
        if not name.endswith(".md"):
            message = f"`{name}` is not read: only names that end in .md are"
            stem, _, ending = name.rpartition(".")
            is_text = ending.lower() in ("md", "txt", "markdown")
            hint = f"rename it to `{stem}.md`" if is_text else "move or remove it"
            stranger = problem("unknown-file", f"{folder.file}/{name}", message, hint=hint)
            loader.problems.append(stranger)
    return [name for name in folder.files if name.endswith(".md") and name != "README.md"]


def _without_opening(loader: _Loader, folder: Folder, kind: str, opening: str) -> None:
    """Reports a folder that holds something but not the file that everything begins with."""
    name = folder.file.rpartition("/")[2]
    shelf = folder.file == f"{CONTENT}/{kind}" or bool(_SHELF.fullmatch(name))
    hint = "" if shelf else _misnamed(folder, kind, opening)
    names = [] if hint else _markdown(loader, folder)
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
        if _near(name, (opening,)):
            return f"rename `{name}` to `{opening}`"
    return ""


def _stray(loader: _Loader, folder: Folder, kind: str, name: str) -> None:
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


def _records(loader: _Loader) -> dict[str, tuple[Sample, ...]]:
    records: dict[str, list[Sample]] = {}
    for folder in loader.reader.walk(f"{CONTENT}/status"):
        tag = folder.file.rpartition("/")[2]
        for name in folder.files:
            source = _read(loader, folder, name) if name != "README.md" else None
            if source:
                records.setdefault(tag, []).extend(parse_records(source, loader.problems))
    return {tag: tuple(sorted(found, key=lambda s: s.at)) for tag, found in records.items()}


def _pages(loader: _Loader) -> Iterator[FreePage]:
    for folder in loader.reader.walk(f"{CONTENT}/pages"):
        names = _markdown(loader, folder)
        sources = {name: source for name in names if (source := _read(loader, folder, name))}
        for name, source in sources.items():
            stem = name.removesuffix("md")
            base, _, language = stem.rstrip(".").partition(".")
            if LANGUAGE.fullmatch(language):
                if f"{base}.md" not in names:
                    original = f"{folder.file}/{base}.md"
                    translation_of(False, original, source, loader.problems)
                continue
            others = [s for n, s in sources.items() if n.startswith(stem) and n != name]
            page = pages.parse_page(source, others, loader.problems)
            if page:
                yield page


def _note_strangers(loader: _Loader) -> None:
    for folder in loader.reader.walk(CONTENT):
        for name in (*folder.files, *folder.folders):
            if name not in _KNOWN:
                meant = _near(name.strip(), _FOLDERS) if name in folder.folders else ""
                code = "bad-file-name" if meant else "unknown-file"
                message = f"`{name}` means nothing here"
                message += ", and nothing in it is read" if meant else ""
                hint = f"did you mean `{meant}`?" if meant else did_you_mean(name, sorted(_KNOWN))
                loader.problems.append(problem(code, f"{CONTENT}/{name}", message, hint=hint))
        return


def _near(name: str, known: Iterable[str]) -> str:
    """The known name that a wrong one is nearly, "" if it is nearly none."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name.lower(), list(known), n=1, cutoff=0.75)), "")


def _without_excess(problems: list[Diagnostic]) -> list[Diagnostic]:
    """The problems without those of a code after the hundredth in one file, which says so."""
    counts = Counter((one.where.file, one.code) for one in problems)
    if max(counts.values(), default=0) <= _MOST_OF_A_KIND:
        return problems
    kept: list[Diagnostic] = []
    seen: Counter[tuple[str, str]] = Counter()
    for one in problems:
        kind = (one.where.file, one.code)
        seen[kind] += 1
        if seen[kind] == _MOST_OF_A_KIND and counts[kind] > _MOST_OF_A_KIND:
            more = counts[kind] - _MOST_OF_A_KIND
            one = replace(one, message=f"{one.message}; and {more:,} more of the kind in this file")
        if seen[kind] <= _MOST_OF_A_KIND:
            kept.append(one)
    return kept
