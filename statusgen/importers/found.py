"""What an importer finds in a source, in the words of the content format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from statusgen.dataclass import dataclass
from statusgen.editing.splice import Writable
from statusgen.importers.losses import Losses, Place
from statusgen.model.lifecycle import Phase, State


@dataclass(frozen=True, slots=True)
class FoundComment:
    """An update. ``at`` is Unix seconds, ``number`` its id (0: that of its name).

    ``keys`` are its front matter but for the id, ``texts`` its translations by language.
    """

    place: Place
    at: int
    state: State | Phase
    text: str
    number: int = 0
    keys: Mapping[str, Writable] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An incident or a maintenance (``kind`` is the name of its folder).

    ``slug`` is the wanted one; ``number`` is its id, the same whenever it is imported: by it
    a second import knows what is there already. ``keys`` are its front matter but for the id.
    ``comments`` are oldest first; ``texts`` are translations of ``text`` by language.
    """

    place: Place
    kind: str
    slug: str
    number: int
    start: int
    keys: Mapping[str, Writable]
    text: str = ""
    comments: tuple[FoundComment, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A free page."""

    place: Place
    slug: str
    keys: Mapping[str, Writable]
    text: str


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it is to be, by its path in the site; ``kind`` is what it is counted as."""

    place: Place
    file: str
    kind: str
    text: str


@dataclass(slots=True)
class Found:
    """Everything in a source: what goes into site.yaml, monitors.yaml and the folders.

    A monitor is its entry of monitors.yaml; it must have a tag.
    """

    settings: Mapping[str, Writable] = field(default_factory=dict)
    monitors: list[Mapping[str, Writable]] = field(default_factory=list)
    entries: list[FoundEntry] = field(default_factory=list)
    pages: list[FoundPage] = field(default_factory=list)
    files: list[FoundFile] = field(default_factory=list)
    losses: Losses = field(default_factory=Losses)
