"""All files of a site -> Site + diagnostics. Loading never fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from statusgen.content import incidents, maintenances, pages
from statusgen.content.characters import Source
from statusgen.content.comments import translation_of
from statusgen.content.document import no_error
from statusgen.content.fields import LANGUAGE
from statusgen.content.folders import CONTENT, entries
from statusgen.content.loader import Loader, near
from statusgen.content.monitors import parse_monitors
from statusgen.content.places import did_you_mean
from statusgen.content.records import parse_records
from statusgen.content.settings import parse_settings
from statusgen.content.sources import Folder, Reader
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.monitor import Monitor, Sample
from statusgen.model.site import FreePage, Settings, Site
from statusgen.rules import problem, with_levels

MONITORS = "monitors.yaml"
SETTINGS = "content/site.yaml"
REMOVED = "content/removed.yaml"
_WITHOUT = {
    MONITORS: "the page cannot say what is up and what is down",
    SETTINGS: "the page has neither a name nor an address",
}
_KNOWN = {"site.yaml", "removed.yaml", "incidents", "maintenances", "status", "pages", "templates"}

_FOLDERS = ("incidents", "maintenances", "pages", "status", "templates")
_MOST_OF_A_KIND = 100
_BY_START = attrgetter("start", "id")

T = TypeVar("T")


@dataclass(slots=True)
class Loaded:
    """What was written, and everything that is wrong with it."""

    site: Site
    problems: list[Diagnostic]


def load(
    root: Path, reader: Reader | None = None, memory: Memory | None = None, jobs: int = 1
) -> Loaded:
    """Reads the site in the folder ``root``; levels are those that its site.yaml asks for.

    Another ``reader`` may know of files that are not on disk yet. What it knows to be the same as
    in an earlier loading is taken from its ``memory``.
    """
    reader = reader or Reader(root)
    loader = Loader(reader, memory or Memory(), jobs, looked_up=reader.found)
    problems = loader.problems
    settings = _one(loader, SETTINGS, parse_settings) or Settings()
    opened = list(entries(loader, "incidents", incidents.OPENING, incidents.parse_incident))
    planned = list(
        entries(loader, "maintenances", maintenances.OPENING, maintenances.parse_maintenance)
    )
    removed = reader.read(REMOVED, optional=True)
    site = Site(
        settings=settings,
        monitors=_monitors(loader),
        incidents=tuple(sorted(opened, key=_BY_START, reverse=True)),
        maintenances=tuple(sorted(planned, key=_BY_START, reverse=True)),
        records=_records(loader),
        pages=tuple(_pages(loader)),
        removed=pages.parse_removed(removed, problems) if removed else (),
        placeholders=tuple(loader.placeholders),
        left_out=tuple(loader.left_out),
        internal=tuple(loader.internal),
    )
    _note_strangers(loader)
    found = with_levels(_without_excess(problems), settings.checks)
    return Loaded(site, found)


def settings_of(root: Path) -> Settings:
    """The settings of the site in the folder ``root`` alone: the defaults where they cannot be read."""
    return _one(Loader(Reader(root)), SETTINGS, parse_settings) or Settings()


def _monitors(loader: Loader) -> tuple[Monitor, ...]:
    """The monitors; where some cannot be read, the file counts as left out."""
    before = len(loader.problems)
    monitors = _one(loader, MONITORS, parse_monitors) or ()
    if not no_error(loader.problems, before):
        loader.left_out.append(MONITORS)
    return monitors


def _one(loader: Loader, file: str, parse: Callable[[Source, list[Diagnostic]], T]) -> T | None:
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


def _records(loader: Loader) -> dict[str, tuple[Sample, ...]]:
    records: dict[str, list[Sample]] = {}
    for folder in loader.reader.walk(f"{CONTENT}/status"):
        tag = folder.file.rpartition("/")[2]
        found = loader.once("status", folder, _names, partial(_samples, loader))
        if found:
            records.setdefault(tag, []).extend(found)
    return {tag: tuple(sorted(found, key=lambda s: s.at)) for tag, found in records.items()}


def _names(folder: Folder) -> list[str]:
    return [name for name in folder.files if name != "README.md"]


def _samples(loader: Loader, folder: Folder) -> list[Sample]:
    found: list[Sample] = []
    for name in _names(folder):
        source = loader.read(folder, name)
        if source:
            found += parse_records(source, loader.problems)
    return found


def _pages(loader: Loader) -> Iterator[FreePage]:
    for folder in loader.reader.walk(f"{CONTENT}/pages"):
        names = loader.markdown(folder)
        sources = {name: source for name in names if (source := loader.read(folder, name))}
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


def _note_strangers(loader: Loader) -> None:
    for folder in loader.reader.walk(CONTENT):
        for name in (*folder.files, *folder.folders):
            if name not in _KNOWN:
                meant = near(name.strip(), _FOLDERS) if name in folder.folders else ""
                code = "bad-file-name" if meant else "unknown-file"
                message = f"`{name}` means nothing here"
                message += ", and nothing in it is read" if meant else ""
                hint = f"did you mean `{meant}`?" if meant else did_you_mean(name, sorted(_KNOWN))
                loader.problems.append(problem(code, f"{CONTENT}/{name}", message, hint=hint))
        return


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
