"""All files of a site -> Site + diagnostics. Loading never fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from statusgen.content import pages
from statusgen.content.characters import Source
from statusgen.content.comments import translation_of
from statusgen.content.document import no_error
from statusgen.content.entries import CONTENT, read_incidents, read_maintenances
from statusgen.content.fields import LANGUAGE
from statusgen.content.gathering import Gathering
from statusgen.content.monitors import parse_monitors
from statusgen.content.places import did_you_mean, nearest
from statusgen.content.records import parse_records
from statusgen.content.settings import parse_settings
from statusgen.content.sources import Folder, Reader
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
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

T = TypeVar("T")


@dataclass(slots=True)
class Loaded:
    """What was written, and everything that is wrong with it."""

    site: Site
    problems: list[Diagnostic]


def load(root: Path, reader: Reader | None = None, memory: Memory | None = None) -> Loaded:
    """Reads the site in the folder ``root``; levels are those that its site.yaml asks for.

    Another ``reader`` may know of files that are not on disk yet. With the ``memory`` of earlier
    loadings only what changed since is read and parsed; what comes out is the same.
    """
    gathering = Gathering(reader or Reader(root), memory)
    reader, problems = gathering.reader, gathering.problems
    settings = _one(gathering, SETTINGS, parse_settings) or Settings()
    found_incidents = sorted(read_incidents(gathering), key=_newest_first)
    found_maintenances = sorted(read_maintenances(gathering), key=_newest_first)
    removed = reader.read(REMOVED, optional=True)
    site = Site(
        settings=settings,
        monitors=_monitors(gathering),
        incidents=tuple(found_incidents),
        maintenances=tuple(found_maintenances),
        records=_records(gathering),
        pages=tuple(_pages(gathering)),
        removed=pages.parse_removed(removed, problems) if removed else (),
        placeholders=tuple(gathering.placeholders),
        left_out=tuple(gathering.left_out),
        internal=tuple(gathering.internal),
    )
    _note_strangers(gathering)
    return Loaded(site, with_levels(_without_excess(problems), settings.checks))


def _newest_first(entry: Incident | Maintenance) -> tuple[int, int]:
    return -entry.start, -entry.id


def _monitors(gathering: Gathering) -> tuple[Monitor, ...]:
    """The monitors; where some cannot be read, the file counts as left out."""
    before = len(gathering.problems)
    monitors = _one(gathering, MONITORS, parse_monitors) or ()
    if not no_error(gathering.problems, before):
        gathering.left_out.append(MONITORS)
    return monitors


def _one(
    gathering: Gathering, file: str, parse: Callable[[Source, list[Diagnostic]], T]
) -> T | None:
    source = gathering.reader.read(file, optional=True)
    if source:
        return parse(source, gathering.problems)
    if not any(found.where.file == file for found in gathering.problems):
        message = f"there is no {file}: {_WITHOUT[file]}"
        other = file.removesuffix("yaml") + "yml"
        hint = "write one; `statusgen init` in an empty folder makes one to begin with"
        hint = f"rename {other} to {file}" if gathering.reader.read(other, optional=True) else hint
        gathering.problems.append(problem("no-settings", file, message, hint=hint))
    return None


def _records(gathering: Gathering) -> dict[str, tuple[Sample, ...]]:
    records: dict[str, list[Sample]] = {}
    for folder in gathering.reader.walk(f"{CONTENT}/status"):
        tag = folder.file.rpartition("/")[2]
        stamps = gathering.stamps(folder)
        for name in folder.files:
            if name != "README.md":
                day = partial(_day, gathering, folder, name)
                found = gathering.once(f"{folder.file}/{name}", stamps.get(name), day)
                if found is not None:
                    records.setdefault(tag, []).extend(found)
    return {tag: tuple(sorted(found, key=lambda s: s.at)) for tag, found in records.items()}


def _day(gathering: Gathering, folder: Folder, name: str) -> tuple[Sample, ...] | None:
    source = gathering.read(folder, name)
    return parse_records(source, gathering.problems) if source else None


def _pages(gathering: Gathering) -> Iterator[FreePage]:
    for folder in gathering.reader.walk(f"{CONTENT}/pages"):
        names = gathering.markdown(folder)
        sources = {name: source for name in names if (source := gathering.read(folder, name))}
        for name, source in sources.items():
            stem = name.removesuffix("md")
            base, _, language = stem.rstrip(".").partition(".")
            if LANGUAGE.fullmatch(language):
                if f"{base}.md" not in names:
                    original = f"{folder.file}/{base}.md"
                    translation_of(False, original, source, gathering.problems)
                continue
            others = [s for n, s in sources.items() if n.startswith(stem) and n != name]
            page = pages.parse_page(source, others, gathering.problems)
            if page:
                yield page


def _note_strangers(gathering: Gathering) -> None:
    for folder in gathering.reader.walk(CONTENT):
        for name in (*folder.files, *folder.folders):
            if name not in _KNOWN:
                meant = nearest(name.strip(), _FOLDERS) if name in folder.folders else ""
                code = "bad-file-name" if meant else "unknown-file"
                message = f"`{name}` means nothing here"
                message += ", and nothing in it is read" if meant else ""
                hint = f"did you mean `{meant}`?" if meant else did_you_mean(name, sorted(_KNOWN))
                gathering.problems.append(problem(code, f"{CONTENT}/{name}", message, hint=hint))
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
