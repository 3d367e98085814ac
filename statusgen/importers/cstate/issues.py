"""content/issues of a cState site -> incidents, notices, and maintenances that lie ahead."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from statusgen.content.yamldoc import Value
from statusgen.editing.splice import Writable
from statusgen.importers.clock import read_instant, tell, told_instant
from statusgen.importers.course import Life, course
from statusgen.importers.cstate.addresses import term_path
from statusgen.importers.cstate.config import Config
from statusgen.importers.cstate.names import FOLDER, Name, addresses, name_of
from statusgen.importers.cstate.translations import with_translation
from statusgen.importers.found import FoundEntry
from statusgen.importers.losses import Losses, others
from statusgen.importers.markdown_source import Document, documents
from statusgen.importers.parts import parts_of
from statusgen.importers.prose import line, prose
from statusgen.instants import rfc3339
from statusgen.model.ids import incident_id
from statusgen.model.slugs import slugify
from statusgen.model.status import Status

_IMPACTS = {
    "down": Status.DOWN,
    "disrupted": Status.PARTIAL,
    "notice": Status.MAINTENANCE,
}
_USED = {
    "title", "date", "resolved", "resolvedwhen", "severity", "affected", "section",
    "informational", "pin", "draft", "published", "url", "slug", "aliases",
}  # fmt: skip
_YES = {True, "true", "yes", "on", "1"}
_NO = {False, "false", "no", "off", "0", None, ""}
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T_-](\d\d):?(\d\d))?")


class Issues:
    """The issues of a site; times without a zone are in ``zone``, ``now`` is Unix seconds.

    ``terms`` are the systems that issues name, with how many do, once they were read.
    """

    def __init__(self, root: Path, config: Config, zone: str, now: int, losses: Losses) -> None:
        self._root = root
        self._config = config
        self._zone = zone
        self._now = now
        self._losses = losses
        self.terms: Counter[str] = Counter()
        self._taken: set[str] = set()
        self._paths = {term_path(name): name for name in config.tags}

    def all(self) -> Iterator[FoundEntry]:
        """Every issue that can be read, with its translations."""
        found: dict[str, FoundEntry] = {}
        translations: list[tuple[Name, FoundEntry]] = []
        for document in documents(self._root, FOLDER, self._losses):
            name = name_of(document, self._config)
            if name.path in found and not name.language:
                name = replace(name, seed=document.file)
            entry = self._issue(document, name)
            if entry and name.language:
                translations.append((name, entry))
            elif entry:
                found[name.seed] = entry
        for name, entry in translations:
            original = found.get(name.path)
            if original and original.kind == entry.kind:
                entry = with_translation(original, entry, name.language, self._losses)
            found[name.path if original else entry.place.file] = entry
        yield from found.values()

    def _issue(self, document: Document, name: Name) -> FoundEntry | None:
        keys = {key.lower(): value for key, value in document.keys.items()}
        for key in others(keys, _USED):
            where = document.place(key)
            self._losses.left_out(where, keys[key], "cState knows no such key of an issue")
        start = self._start(document, keys.get("date"), name.last)
        if start is None:
            return None
        title = line(
            str(keys.get("title") or name.last), 255, document.place("title"), self._losses
        )
        values: dict[str, Writable] = {"title": title, "start": rfc3339(start)}
        monitors = self._affected(document, keys.get("affected"))
        informational = self._flag(document, "informational", keys.get("informational"))
        if not informational and start > self._now:
            return self._ahead(document, keys, values, monitors, start, name)
        return self._past(document, keys, values, monitors, start, name, notice=informational)

    def _start(self, document: Document, written: Value, stem: str) -> int | None:
        place = document.place("date")
        found = read_instant(str(written), self._zone) if written is not None else None
        if found:
            tell(found, written, place, self._losses)
            return found.at
        dated = _DATED.match(stem)
        day = f"{dated[1]} {dated[2] or '00'}:{dated[3] or '00'}" if dated else ""
        guess = read_instant(day, self._zone) if day else None
        if guess:
            why = "it is no time that exists: the name of the file says when"
            self._losses.guessed(place, rfc3339(guess.at), why, written)
            return guess.at
        self._losses.left_out(document.place(), stem, "nothing says when it began")
        return None

    def _flag(self, document: Document, key: str, value: Value) -> bool:
        """What a flag says; text that is no flag is told and means no."""
        plain = value.strip().lower() if isinstance(value, str) else value
        if isinstance(plain, list | dict) or plain not in _YES | _NO:
            self._losses.left_out(document.place(key), value, "this is neither true nor false")
            return False
        if isinstance(value, str) and value:
            self._losses.changed(document.place(key), value, plain in _YES, "it is written as text")
        return plain in _YES

    def _is_draft(self, document: Document, keys: dict[str, Value]) -> bool:
        """Whether Hugo takes it for a draft: it knows ``published`` as well."""
        if keys.get("draft") is None and "published" in keys:
            return not self._flag(document, "published", keys["published"])
        return self._flag(document, "draft", keys.get("draft"))

    def _affected(self, document: Document, value: Value) -> list[str]:
        """The tags of the systems that are named."""
        place = document.place("affected")
        if isinstance(value, str):
            names: list[Value] = list(value.split(","))
            self._losses.changed(place, value, len(names), "the list is written as one text")
            value = names
        tags: dict[str, None] = {}
        for one in value if isinstance(value, list) else []:
            name = " ".join(str(one).split()) if one is not None else ""
            self.terms[name] += bool(name)
            known = name if name in self._config.tags else self._paths.get(term_path(name), "")
            if known and known != name:
                self._losses.changed(place, name, known, "the system is written in another way")
            if known:
                tags[self._config.tags[known]] = None
            elif name:
                near = get_close_matches(name, self._config.tags, n=1)
                why = "no system has this name" + (f"; is it `{near[0]}`?" if near else "")
                self._losses.left_out(place, name, why)
        return list(tags)

    def _ahead(
        self,
        document: Document,
        keys: dict[str, Value],
        values: dict[str, Writable],
        monitors: list[str],
        start: int,
        name: Name,
    ) -> FoundEntry:
        """What is announced: a maintenance."""
        end = self._end(document, keys, start)
        if end is None or end <= start:
            end = start + 3600
            self._losses.guessed(
                document.place("resolvedWhen"), rfc3339(end), "nothing says how long it takes"
            )
        values |= {"end": rfc3339(end), "monitors": dict.fromkeys(monitors, Status.MAINTENANCE)}
        self._losses.changed(document.place(), "an issue", "a maintenance", "it lies ahead")
        return self._entry(document, "maintenances", values, start, name, document.text)

    def _past(
        self,
        document: Document,
        keys: dict[str, Value],
        values: dict[str, Writable],
        monitors: list[str],
        start: int,
        name: Name,
        *,
        notice: bool,
    ) -> FoundEntry:
        """What happened: an incident, or a notice where it is informational."""
        severity = str(keys.get("severity") or "").strip().lower()
        if severity not in _IMPACTS and (severity or not notice):
            why = "cState knows no such severity" if severity else "no severity is given"
            self._losses.guessed(document.place("severity"), "disrupted", why, severity)
        impact = _IMPACTS.get(severity, Status.PARTIAL)
        values["monitors"] = dict.fromkeys(monitors, Status.UP if notice else impact)
        if self._is_draft(document, keys):
            self._losses.changed(
                document.place("draft"), "draft", "internal", "drafts are internal"
            )
            values["visibility"] = "internal"
        resolved = self._flag(document, "resolved", keys.get("resolved"))
        if notice:
            values["kind"] = "notice"
            if self._flag(document, "pin", keys.get("pin")):
                values["pinned"] = True
            return self._entry(document, "incidents", values, start, name, document.text)
        end = self._end(document, keys, start)
        parts = parts_of(document.text, self._zone)
        if not resolved:
            end = None
        elif end is None:
            told = (part.at.at for part in parts if part.at)
            end = max([start, *(at for at in told if at <= self._now)])
            why = "nothing says when it was resolved: the newest time is taken"
            self._losses.guessed(document.place("resolvedWhen"), rfc3339(end), why)
        way = course(parts, Life(start, end, self._now), document.place(), self._losses)
        if way.text and way.opened_as != "investigating":
            values["opened_as"] = way.opened_as
        comments = [
            replace(one, text=prose(one.text, one.place, self._losses)) for one in way.comments
        ]
        entry = self._entry(document, "incidents", values, start, name, way.text)
        return replace(entry, comments=tuple(comments))

    def _end(self, document: Document, keys: dict[str, Value], start: int) -> int | None:
        """When it was resolved, not before its start."""
        written = keys.get("resolvedwhen")
        if written in (None, ""):
            return None
        place = document.place("resolvedWhen")
        at = told_instant(written, self._zone, place, self._losses)
        if at is None:
            return None
        if at < start:
            self._losses.changed(place, written, rfc3339(start), "it ended before it began")
        return max(at, start)

    def _entry(
        self,
        document: Document,
        kind: str,
        values: dict[str, Writable],
        start: int,
        name: Name,
        text: str,
    ) -> FoundEntry:
        aliases: list[Writable] = []
        for path in addresses(document, name, self._losses):
            if path in self._taken:
                self._losses.left_out(document.place("address"), path, "another issue has it")
            else:
                aliases.append(path)
        self._taken.update(map(str, aliases))
        return FoundEntry(
            document.place(),
            kind,
            slugify(name.last),
            incident_id(name.seed, start),
            start,
            {**values, **({"aliases": aliases} if aliases else {})},
            prose(text, document.place(), self._losses),
        )
