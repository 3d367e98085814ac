"""What the public sees differently: values that every format is made from.

All of it comes from two public views. Times are Unix seconds; paths are below the site's address.
"""

from __future__ import annotations

from dataclasses import fields
from enum import StrEnum

from statusgen.dataclass import dataclass


class What(StrEnum):
    """What became of something."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class Op(StrEnum):
    """Whether a piece of a text is on both sides, or on one."""

    SAME = "same"
    OUT = "out"
    IN = "in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text that was changed; what both sides have is cut down to a few words."""

    op: Op
    text: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact by its name in words, and what it was and is; "" is none, and both are where a value
    does not go into a line.
    """

    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class UpdateChange:
    """An update of an incident or a maintenance.

    ``text`` begins what it says, or said; ``pieces`` are how the text was changed. ``reason`` is
    why it was deleted or corrected. ``back_dated``: it is new, and older than what readers have
    seen.
    """

    what: What
    id: int
    at: int
    state: str
    text: str = ""
    pieces: tuple[Piece, ...] = ()
    moved: tuple[Moved, ...] = ()
    reason: str = ""
    back_dated: bool = False


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An incident, a notice or a maintenance.

    ``words`` say what became of it, such as ``resolved`` or ``renamed``; ``reason`` is why its
    facts were corrected, or why it was removed.
    """

    kind: str
    what: What
    id: int
    path: str
    title: str
    state: str
    words: tuple[str, ...]
    pieces: tuple[Piece, ...] = ()
    moved: tuple[Moved, ...] = ()
    updates: tuple[UpdateChange, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MonitorChange:
    """A monitor; ``words`` say what became of it, such as ``hidden`` or ``renamed``."""

    what: What
    tag: str
    name: str
    words: tuple[str, ...]
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class PageChange:
    """A free page."""

    what: What
    path: str
    title: str
    moved: tuple[Moved, ...] = ()
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Later:
    """What the clock brings about: not public yet, or not true yet, at ``at``."""

    at: int
    path: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class EntryOfFeed:
    """An entry of the site's feed that is new, or says something else."""

    what: What
    id: str
    title: str
    at: int


@dataclass(frozen=True, slots=True)
class Notification:
    """An event that goes out; ``channels`` are the names of those whose filters let it pass."""

    id: str
    kind: str
    at: int
    title: str
    state: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """How many files were added, changed and removed, and the first of each."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    first: tuple[tuple[What, str], ...] = ()

    @property
    def count(self) -> int:
        """All of them."""
        return self.added + self.changed + self.removed


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that the public sees differently at the instant ``now``.

    ``before`` and ``after`` name the sides; ``notes`` say what could not be read on them.
    ``channels`` are the names of all that site.yaml has. ``content`` are the files that people
    wrote: they alone are no difference to the public.
    """

    now: int
    before: str
    after: str
    notes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    banner: Moved | None = None
    incidents: tuple[EntryChange, ...] = ()
    maintenances: tuple[EntryChange, ...] = ()
    monitors: tuple[MonitorChange, ...] = ()
    pages: tuple[PageChange, ...] = ()
    settings: tuple[Moved, ...] = ()
    later: tuple[Later, ...] = ()
    feed: tuple[EntryOfFeed, ...] = ()
    notifications: tuple[Notification, ...] = ()
    published: Files = Files()
    content: Files = Files()

    @property
    def empty(self) -> bool:
        """Whether the public sees no difference, now and later."""
        aside = {"now", "before", "after", "notes", "channels", "published", "content"}
        told = any(getattr(self, one.name) for one in fields(self) if one.name not in aside)
        return not told and not self.published.count
