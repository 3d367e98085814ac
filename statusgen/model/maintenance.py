"""Planned work, once or recurring, as people wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from statusgen.model.incident import Comment, Impacts
from statusgen.model.lifecycle import Phase
from statusgen.model.status import Severity


@dataclass(frozen=True, slots=True)
class Override:
    """A change of one occurrence, named by its planned start (Unix time)."""

    occurrence: int
    start: int | None = None
    end: int | None = None
    phase: Phase | None = None


@dataclass(frozen=True, slots=True)
class Maintenance:
    """A folder of content/maintenances.

    ``start`` and the times in ``exdates`` are Unix seconds, ``duration`` is in seconds,
    ``rrule`` is the text of an RFC 5545 rule ("" = once), expanded in the zone ``timezone``.
    ``exdays`` are whole days in that zone, as ``YYYY-MM-DD``. ``correction`` says why what had
    been published of its opening file was changed. ``issue`` is the address of the issue that it
    follows.
    """

    file: str
    slug: str
    id: int
    title: str
    start: int
    duration: int
    digest: bytes
    text: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    rrule: str = ""
    timezone: str = "UTC"
    exdates: frozenset[int] = frozenset()
    exdays: frozenset[str] = frozenset()
    overrides: tuple[Override, ...] = ()
    monitors: Impacts = field(default_factory=dict)
    severity: Severity = Severity.NONE
    active: bool = True
    internal: bool = False
    aliases: tuple[str, ...] = ()
    correction: str = ""
    issue: str = ""
    created_at: int | None = None
    updated_at: int | None = None
    comments: tuple[Comment[Phase], ...] = ()
