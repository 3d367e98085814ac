"""Entries that were found -> files in a draft, beside those that are there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import field
from pathlib import PurePosixPath

from statusgen.dataclass import dataclass
from statusgen.editing.desk import Desk
from statusgen.editing.incidents import free_slug, slugs_taken
from statusgen.editing.splice import Writable, document
from statusgen.editing.stamps import comment_file, day
from statusgen.importers.found import FoundComment, FoundEntry, FoundFile, FoundPage
from statusgen.importers.losses import Losses
from statusgen.model.ids import free_id
from statusgen.model.incident import Comment, Incident
from statusgen.model.maintenance import Maintenance

_OPENINGS = {"incidents": "incident.md", "maintenances": "maintenance.md"}
_STEP = re.compile(r"(?!\.)[^/\\\x00-\x1f]{1,200}")


@dataclass(slots=True)
class Settled:
    """How many of each kind were added, and how many were there already."""

    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)


class Writing:
    """Writes entries into a draft, beside those that are there."""

    def __init__(self, desk: Desk, losses: Losses, settled: Settled) -> None:
        self.folders: dict[str, FoundEntry] = {}
        self.files: dict[str, FoundFile] = {}
        self.updates: set[str] = set()
        self._desk = desk
        self._losses = losses
        self._settled = settled
        site = desk.site
        self._taken = slugs_taken(site)
        self._gone = {(one.kind, one.id) for one in site.removed}
        self._known: dict[tuple[str, int], Incident | Maintenance] = {
            **{("incidents", one.id): one for one in site.incidents},
            **{("maintenances", one.id): one for one in site.maintenances},
        }
        self._numbers = {
            "incidents": {one.id for one in site.incidents},
            "maintenances": {one.id for one in site.maintenances},
        }
        self._aliases: dict[str, Incident | Maintenance] = {
            alias: one for one in site.entries for alias in one.aliases
        }

    def add(self, one: FoundEntry) -> None:
        """An entry that is not there, or its comments that are not."""
        if (one.kind[:-1], one.number) in self._gone:
            self._losses.left_out(one.place, one.slug, "removed.yaml says that it was deleted")
            return
        there = self._there(one)
        if there:
            self._settled.known[one.kind] += 1
            self._add_comments(str(PurePosixPath(there.file).parent), one, there.comments)
            return
        slug = free_slug(self._taken, one.slug)
        if slug != one.slug:
            self._losses.changed(one.place, one.slug, slug, "the name is taken already")
        self._taken.add(slug)
        folder = f"content/{one.kind}/{day(one.start)[:4]}/{slug}"
        keys = _without(f"/{one.kind}/{slug}/", one.keys)
        text = document({**keys, "id": self._number(one)}, one.text)
        self._write(f"{folder}/{_OPENINGS[one.kind]}", text, one.texts)
        self.folders[folder] = one
        self._settled.added[one.kind] += 1
        self._add_comments(folder, one, ())

    def _number(self, one: FoundEntry) -> int:
        """The id of a new entry: the wanted one, or the next that is free."""
        number = free_id(one.number, self._numbers[one.kind])
        self._numbers[one.kind].add(number)
        if number != one.number:
            self._losses.changed(one.place, one.number, number, "another one has this id")
        return number

    def _there(self, one: FoundEntry) -> Incident | Maintenance | None:
        """The entry that it became before: it has one of its old addresses, or else its id."""
        written = one.keys.get("aliases")
        aliases = [str(alias) for alias in written] if isinstance(written, list) else []
        for alias in aliases:
            if alias in self._aliases:
                return self._aliases[alias]
        found = self._known.get((one.kind, one.number))
        return None if found and found.aliases and aliases else found

    def _add_comments(self, folder: str, one: FoundEntry, there: tuple[Comment, ...]) -> None:
        """The comments that are not there: one is if another has its id, or its time and state."""
        numbers = {comment.id for comment in there}
        moments = Counter((comment.at, str(comment.state)) for comment in there)
        places: Counter[int] = Counter(comment.at for comment in there)
        for comment in one.comments:
            moment = (comment.at, str(comment.state))
            if comment.number in numbers if comment.number else moments[moment]:
                moments[moment] -= 1
                self._settled.known["updates"] += 1
                continue
            places[comment.at] += 1
            file = comment_file(
                self._desk.draft, folder, comment.at, comment.state, places[comment.at]
            )
            self._write(file, document(_keys(comment), comment.text), comment.texts)
            self.updates.add(file)
            self._settled.added["updates"] += 1

    def _write(self, file: str, text: str, texts: Mapping[str, str]) -> None:
        """A file, and its translations beside it."""
        self._desk.draft.write(file, text)
        for language, translated in texts.items():
            beside = f"{file.removesuffix('md')}{language}.md"
            self._desk.draft.write(beside, document({}, translated))

    def owners(self, file: str) -> list[tuple[FoundEntry | FoundFile, str]]:
        """What a file, or the files of a folder, came from, each with the path that goes with it."""
        for folder in self.folders:
            if is_in(file, folder):
                return [(self.folders.pop(folder), folder)]
        found = [one for one in self.files if is_in(one, file)]
        opens = file.rpartition("/")[2] in _OPENINGS.values()
        where = file.rpartition("/")[0] if opens else ""
        return [(self.files.pop(one), where or one) for one in found]

    def add_page(self, page: FoundPage) -> None:
        """A free page that is not there."""
        text = document(page.keys, page.text)
        self.add_file(FoundFile(page.place, f"content/pages/{page.slug}.md", "pages", text))

    def add_file(self, one: FoundFile) -> None:
        """A file that is not there."""
        if not _is_inside(one.file):
            self._losses.left_out(one.place, one.file, "this is no path in the content of a site")
            return
        there = self._desk.draft.exists(one.file)
        (self._settled.known if there else self._settled.added)[one.kind] += 1
        if not there:
            self._desk.draft.write(one.file, one.text)
            self.files[one.file] = one


def _without(address: str, keys: Mapping[str, Writable]) -> Mapping[str, Writable]:
    """The keys of an entry without its own address among the old ones."""
    aliases = keys.get("aliases")
    if not isinstance(aliases, list) or address not in aliases:
        return keys
    others = [one for one in aliases if one != address]
    rest = {key: value for key, value in keys.items() if key != "aliases"}
    return {**rest, "aliases": others} if others else rest


def _keys(comment: FoundComment) -> Mapping[str, Writable]:
    number = {"id": comment.number} if comment.number else {}
    return {**comment.keys, **number}


def is_in(file: str, folder: str) -> bool:
    """Whether a path is this one or below it."""
    return file == folder or file.startswith(f"{folder}/")


def _is_inside(file: str) -> bool:
    """Whether a path leads to a file of the content, and nowhere else."""
    steps = file.split("/")
    return steps[0] == "content" and len(steps) > 1 and all(map(_STEP.fullmatch, steps))
