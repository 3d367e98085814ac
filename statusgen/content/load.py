"""All files of a site -> Site + diagnostics. Loading never fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from statusgen.content import incidents, maintenances, pages
from statusgen.content.monitors import parse_monitors
from statusgen.content.names import slug_problem
from statusgen.content.records import parse_records
from statusgen.content.settings import parse_settings
from statusgen.content.sources import Folder, Reader, Source
from statusgen.diagnostics import Diagnostic
from statusgen.model.monitor import Sample
from statusgen.model.site import FreePage, Placeholder, Settings, Site
from statusgen.rules import problem, with_levels

MONITORS = "monitors.yaml"
CONTENT = "content"
SETTINGS = "content/site.yaml"
REMOVED = "content/removed.yaml"
_KNOWN = {"site.yaml", "removed.yaml", "incidents", "maintenances", "status", "pages", "templates"}

T = TypeVar("T")


class _Entry(Protocol):
    """What a folder of incidents or maintenances is parsed to."""

    @property
    def broken(self) -> tuple[str, ...]: ...


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

    @property
    def problems(self) -> list[Diagnostic]:
        return self.reader.problems


def load(root: Path) -> Loaded:
    """Reads the site in the folder ``root``; levels are those that its site.yaml asks for."""
    loader = _Loader(Reader(root))
    reader, problems = loader.reader, loader.reader.problems
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
        monitors=_one(loader, MONITORS, parse_monitors) or (),
        incidents=tuple(sorted(found_incidents, key=lambda one: (-one.start, -one.id))),
        maintenances=tuple(sorted(found_maintenances, key=lambda one: (-one.start, -one.id))),
        records=_records(loader),
        pages=tuple(_pages(loader)),
        removed=pages.parse_removed(removed, problems) if removed else (),
        placeholders=tuple(loader.placeholders),
        left_out=tuple(loader.left_out),
    )
    _note_strangers(loader)
    return Loaded(site, with_levels(problems, settings.checks))


def _one(loader: _Loader, file: str, parse: Callable[[Source, list[Diagnostic]], T]) -> T | None:
    source = loader.reader.read(file, optional=True)
    if source:
        return parse(source, loader.problems)
    if not any(found.where.file == file for found in loader.problems):
        hint = "see `statusgen init` for one to begin with"
        message = f"there is no {file}: the page does without"
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
            _without_opening(loader, folder, opening)
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
            loader.placeholders.append(Placeholder(first.file, slug))
        yield parsed


def _read(loader: _Loader, folder: Folder, name: str) -> Source | None:
    file = f"{folder.file}/{name}"
    source = loader.reader.read(file)
    if source is None:
        loader.left_out.append(file)
    return source


def _markdown(loader: _Loader, folder: Folder) -> list[str]:
    """The Markdown files of a folder; all others are noted as strangers."""
    for name in folder.files:
        if not name.endswith(".md"):
            message = f"`{name}` is not read: only .md files are"
            loader.problems.append(problem("unknown-file", f"{folder.file}/{name}", message))
    return [name for name in folder.files if name.endswith(".md")]


def _without_opening(loader: _Loader, folder: Folder, opening: str) -> None:
    if not _markdown(loader, folder):
        return
    slug = folder.file.rpartition("/")[2]
    message = f"this folder has comments but no {opening}"
    hint = f"add {opening} with at least a title"
    loader.problems.append(problem("bad-file-name", folder.file, message, hint=hint))
    loader.placeholders.append(Placeholder(f"{folder.file}/{opening}", slug))


def _records(loader: _Loader) -> dict[str, tuple[Sample, ...]]:
    records: dict[str, list[Sample]] = {}
    for folder in loader.reader.walk(f"{CONTENT}/status"):
        tag = folder.file.rpartition("/")[2]
        for name in folder.files:
            source = _read(loader, folder, name)
            if source:
                records.setdefault(tag, []).extend(parse_records(source, loader.problems))
    return {tag: tuple(sorted(found, key=lambda s: s.at)) for tag, found in records.items()}


def _pages(loader: _Loader) -> Iterator[FreePage]:
    for folder in loader.reader.walk(f"{CONTENT}/pages"):
        names = _markdown(loader, folder)
        sources = {name: source for name in names if (source := _read(loader, folder, name))}
        for name, source in sources.items():
            stem = name.removesuffix("md")
            if f"{stem.split('.')[0]}.md" in sources and name.count(".") > 1:
                continue
            others = [s for n, s in sources.items() if n.startswith(stem) and n != name]
            page = pages.parse_page(source, others, loader.problems)
            if page:
                yield page


def _note_strangers(loader: _Loader) -> None:
    for folder in loader.reader.walk(CONTENT):
        for name in (*folder.files, *folder.folders):
            if name not in _KNOWN:
                message = f"`{name}` means nothing here"
                hint = "content is in " + ", ".join(sorted(_KNOWN))
                stranger = problem("unknown-file", f"{CONTENT}/{name}", message, hint=hint)
                loader.problems.append(stranger)
        return
