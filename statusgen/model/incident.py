"""An incident and the comments that are its timeline, as people wrote them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic

from statusgen.model.lifecycle import Stage_co, State
from statusgen.model.status import Severity, Status

Impacts = Mapping[str, Status]
"""Which monitors are hit (by tag), and how badly."""


class Origin(StrEnum):
    """How an incident came into the content."""

    MANUAL = "MANUAL"
    API = "API"
    ALERT = "ALERT"
    DASHBOARD = "DASHBOARD"


@dataclass(frozen=True, slots=True)
class Pin:
    """What a timeline cannot say: a state or an end set by hand at ``at``; later comments win."""

    at: int
    state: State | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Oncall:
    """The on-call side of an incident; ``custom_details`` is JSON text."""

    routing_key: str = ""
    dedup_key: str = ""
    priority: str = ""
    urgency: str = ""
    assignee: str = ""
    severity: str = ""
    source: str = ""
    custom_details: str = ""


@dataclass(frozen=True, slots=True)
class Comment(Generic[Stage_co]):
    """One update: of an incident (``state`` is a State) or of a maintenance (a Phase).

    ``at`` is Unix time, ``order`` what the file name says of several comments of one minute,
    ``texts`` the translations by language.
    """

    file: str
    id: int
    at: int
    state: Stage_co
    text: str
    order: int = 1
    opening: bool = False
    monitors: Impacts = field(default_factory=dict)
    author: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    deleted: bool = False
    reason: str = ""
    correction: str = ""
    internal: bool = False
    notify: bool = True
    until: int | None = None
    start: int | None = None
    end: int | None = None
    occurrence: int | None = None
    created_at: int | None = None
    updated_at: int | None = None

    @property
    def key(self) -> tuple[int, int, str]:
        """What comments are ordered by: instant, number in the name, name."""
        return self.at, self.order, self.file

    @property
    def public(self) -> bool:
        """Whether readers of the page may see it once its time has come."""
        return not self.deleted and not self.internal


@dataclass(frozen=True, slots=True)
class Link:
    """A link that belongs to an incident or to the page."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Incident:
    """A folder of content/incidents. All times are Unix seconds.

    ``comments`` are in order; the opening update is the first of them where the incident has a
    text. ``internal`` None means that the origin decides. ``correction`` says why what had been
    published of its opening file was changed. ``issue`` is the address of the issue that it
    follows. ``digest`` stands for all its files.
    """

    file: str
    slug: str
    id: int
    title: str
    start: int
    digest: bytes
    titles: Mapping[str, str] = field(default_factory=dict)
    monitors: Impacts = field(default_factory=dict)
    severity: Severity | None = None
    opened_as: State = State.INVESTIGATING
    pin: Pin | None = None
    origin: Origin = Origin.MANUAL
    internal: bool | None = None
    notice: bool = False
    pinned: bool = False
    oncall: Oncall | None = None
    links: tuple[Link, ...] = ()
    aliases: tuple[str, ...] = ()
    correction: str = ""
    issue: str = ""
    created_at: int | None = None
    updated_at: int | None = None
    comments: tuple[Comment[State], ...] = ()
