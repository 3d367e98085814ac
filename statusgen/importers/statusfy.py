"""A Statusfy site (Markdown files with containers of updates) -> content."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from statusgen.editing.splice import Writable
from statusgen.errors import UsageError
from statusgen.importers.clock import read_instant, told_instant
from statusgen.importers.course import Course, Life, course
from statusgen.importers.found import Found, FoundComment, FoundEntry
from statusgen.importers.losses import Losses, Place, others
from statusgen.importers.markdown_source import Document, documents
from statusgen.importers.parts import Part, state_of
from statusgen.importers.prose import line, prose, site_url
from statusgen.importers.reading import text_of
from statusgen.importers.tags import free_tag
from statusgen.instants import rfc3339
from statusgen.model.ids import incident_id
from statusgen.model.lifecycle import Phase, State
from statusgen.model.slugs import slugify
from statusgen.model.status import Status

_SEVERITIES = {
    "under-maintenance": Status.MAINTENANCE,
    "degraded-performance": Status.DEGRADED,
    "partial-outage": Status.PARTIAL,
    "major-outage": Status.DOWN,
}
_UPDATE = re.compile(
    r"^:::[ \t]*update\s+(?P<title>[^|\n]*)\|?(?P<at>[^\n]*)\n(?P<text>.*?)^:::[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_CONFIGS = ("statusfy.config.js", "config.js")
_QUOTED = r"[\"'`]([^\"'`\n]*)[\"'`]"
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z]{2,4})?")
_USED = {
    "id", "title", "description", "date", "modified", "severity", "affectedsystems", "resolved",
    "scheduled", "duration",
}  # fmt: skip


def read(source: Path, zone: str, now: int) -> Found:
    """What is in the folder of a Statusfy site, or in its folder ``content`` alone.

    Times without a zone are in ``zone``. Raises UsageError where there is no such site.
    """
    folder = "content" if (source / "content").is_dir() else "."
    found = Found()
    files = _originals(source, folder, found.losses)
    if not files:
        raise UsageError(
            f"there is no Statusfy site in {source}: no Markdown with a title and date"
        )
    there = [source / name for name in _CONFIGS if (source / name).is_file()]
    text = (text_of(there[0], there[0].name, 1, found.losses) if there else None) or ""
    found.settings = _settings(text, found)
    tags = _monitors(text, files, found)
    for file in files:
        entry = _Report(file, tags, zone, now, found).entry()
        if entry:
            found.entries.append(entry)
    return found


def _originals(source: Path, folder: str, losses: Losses) -> list[Document]:
    """The reports, of those in several languages the first: folders are named after languages."""
    found: dict[str, Document] = {}
    for document in sorted(documents(source, folder, losses), key=_depth):
        *steps, name = PurePosixPath(document.file).parts
        key = "/".join([*(one for one in steps if not _LANGUAGE.fullmatch(one)), name])
        if key in found:
            losses.left_out(document.place(), "the file", "it is a translation")
        elif "title" in document.keys and "date" in document.keys:
            found[key] = document
        else:
            losses.left_out(document.place(), "the file", "it has no title or no date")
    return sorted(found.values(), key=lambda one: one.file)


def _depth(document: Document) -> tuple[int, str]:
    return document.file.count("/"), document.file


def _settings(config: str, found: Found) -> dict[str, Writable]:
    """What a program can tell of the configuration, which is JavaScript."""
    settings: dict[str, Writable] = {}
    for key, name in (("title", "title"), ("baseUrl", "url"), ("description", "description")):
        written = re.search(rf"\b{key}\s*:\s*{_QUOTED}", config)
        if written:
            settings[name] = written[1]
    place = Place(_CONFIGS[0], "baseUrl")
    url = site_url(str(settings.get("url", "")), place, found.losses)
    return {"title": "Status", **settings, "url": url}


def _monitors(config: str, files: list[Document], found: Found) -> dict[str, str]:
    """The tags of the systems by their names: of the configuration, then of the incidents."""
    listed = re.search(r"\bsystems\s*:\s*\[([^\]]*)\]", config)
    names = dict.fromkeys(re.findall(_QUOTED, listed[1]) if listed else [])
    for file in files:
        for name in _names(file):
            if name not in names:
                where = file.place("affectedsystems")
                found.losses.guessed(where, name, "the configuration does not name this system")
            names[name] = None
    tags: dict[str, str] = {}
    for name in names:
        tags[name] = free_tag(name, tags.values())
        found.monitors.append({"tag": tags[name], "name": name})
    return tags


def _names(document: Document) -> list[str]:
    named: Any = document.keys.get("affectedsystems")
    named = [named] if isinstance(named, str) else named
    return [str(one) for one in named if one] if isinstance(named, list) else []


class _Report:
    """One file as an incident or a maintenance."""

    def __init__(
        self, document: Document, tags: dict[str, str], zone: str, now: int, found: Found
    ) -> None:
        self._document = document
        self._tags = tags
        self._zone = zone
        self._now = now
        self._losses = found.losses

    def entry(self) -> FoundEntry | None:
        """The entry; None where it has no time."""
        document = self._document
        for key in others(document.keys, _USED):
            self._losses.left_out(document.place(key), document.keys[key], "there is no such key")
        date, planned = self._time("date"), self._time("scheduled")
        start = planned or date
        if start is None:
            self._losses.left_out(document.place(), "the file", "nothing says when it began")
            return None
        title = line(str(document.keys["title"]), 255, document.place("title"), self._losses)
        keys: dict[str, Writable] = {"title": title, "start": rfc3339(start)}
        parts = list(self._parts())
        if planned:
            return self._maintenance(keys, planned, parts)
        way = self._course(parts, start)
        severity = str(document.keys.get("severity") or "")
        if severity not in _SEVERITIES:
            why = "there is no such severity"
            self._losses.guessed(document.place("severity"), "degraded-performance", why, severity)
        impact = _SEVERITIES.get(severity, Status.DEGRADED)
        keys["monitors"] = {self._tags[name]: impact for name in _names(document)}
        if way.text and way.opened_as is not State.INVESTIGATING:
            keys["opened_as"] = way.opened_as
        return self._found("incidents", keys, start, way)

    def _maintenance(self, keys: dict[str, Writable], start: int, parts: list[Part]) -> FoundEntry:
        document = self._document
        written = str(document.keys.get("duration") or "")
        minutes = int(written) if written.isdecimal() and 0 < int(written) < 10**6 else 60
        if str(minutes) != written:
            why = "the duration is no number of minutes"
            self._losses.guessed(document.place("duration"), minutes, why, written)
        keys["duration"] = f"{minutes}m"
        keys["monitors"] = {self._tags[n]: Status.MAINTENANCE for n in _names(document)}
        opening = parts[0].text if parts else ""
        comments = tuple(self._said(part, start) for part in parts[1:])
        return self._found("maintenances", keys, start, Course(opening, State.RESOLVED, comments))

    def _said(self, part: Part, start: int) -> FoundComment:
        """An update of planned work: before its start it is scheduled, then in progress."""
        at = part.at.at if part.at else start
        phase = Phase.SCHEDULED if at < start else Phase.IN_PROGRESS
        phase = Phase.COMPLETED if part.state is State.RESOLVED and at >= start else phase
        return FoundComment(self._document.place("update"), at, phase, part.text)

    def _found(self, kind: str, keys: dict[str, Writable], start: int, way: Course) -> FoundEntry:
        document = self._document
        name = str(document.keys.get("id") or PurePosixPath(document.file).stem)
        keys["aliases"] = [f"/incidents/{slugify(name)}/"]
        slug = f"{rfc3339(start)[:10]}-{slugify(str(keys['title']))}"[:80]
        number = incident_id(name, start)
        text = prose(way.text, document.place(), self._losses)
        return FoundEntry(document.place(), kind, slug, number, start, keys, text, way.comments)

    def _course(self, parts: list[Part], start: int) -> Course:
        place = self._document.place()
        times = [part.at.at for part in parts if part.at]
        ends = [part.at.at for part in parts if part.at and part.state is State.RESOLVED]
        end = None
        if self._document.keys.get("resolved") in (True, "true"):
            end = max(ends or times or [start])
            if not ends:
                why = "no update says when it was resolved: the newest time is taken"
                self._losses.guessed(self._document.place("resolved"), rfc3339(end), why)
        return course(parts, Life(start, end, self._now), place, self._losses)

    def _parts(self) -> Iterator[Part]:
        """The text above the updates, then the updates from the oldest to the newest."""
        document = self._document
        above = _UPDATE.sub("", document.text).strip()
        above = above or str(document.keys.get("description") or "")
        found = []
        for update in _UPDATE.finditer(document.text):
            at = read_instant(update["at"], self._zone)
            state = state_of(update["title"].strip())
            text = prose(update["text"].strip(), document.place("update"), self._losses)
            found.append(Part(text, at, state, stamp=update["at"].strip()))
        found.sort(key=lambda part: part.at.at if part.at else 0)
        yield Part(above)
        yield from found

    def _time(self, key: str) -> int | None:
        written = self._document.keys.get(key)
        if written is None:
            return None
        return told_instant(written, self._zone, self._document.place(key), self._losses)
