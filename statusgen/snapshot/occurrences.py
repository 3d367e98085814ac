"""A maintenance -> its occurrences, with their times and phases at an instant."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from statusgen.artifact import digest
from statusgen.model.ids import occurrence_id
from statusgen.model.incident import Comment
from statusgen.model.lifecycle import Phase
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor
from statusgen.model.site import DAY, MINUTE
from statusgen.model.status import Severity, Status
from statusgen.snapshot.schedule import Window, left_out, windows, windows_named
from statusgen.snapshot.timeline import Affected, Span, Update, spans_of, update_of

AHEAD = 90 * DAY
"""How far into the future occurrences are known."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a maintenance takes place; ``end`` None: it runs until somebody says so."""

    id: int
    planned: int
    start: int
    end: int | None
    phase: Phase
    updates: tuple[Update[Phase], ...]

    @property
    def running(self) -> bool:
        """Whether it is taking place."""
        return self.phase in (Phase.IN_PROGRESS, Phase.VERIFYING)


@dataclass(frozen=True, slots=True)
class MaintenanceView:
    """What the public sees of a maintenance; ``occurrences`` are in order of their start.

    ``later`` are those further ahead of which something was said already, ``exdates`` the starts
    at which the rule does not hold. ``changes`` grows with what is said and written after it
    was planned, and never falls while people only add. ``correction`` is why what was announced
    was changed, ``corrected_at`` when (None: nobody says).
    """

    slug: str
    file: str
    id: int
    title: str
    titles: Mapping[str, str]
    text: str
    texts: Mapping[str, str]
    start: int
    duration: int
    rrule: str
    timezone: str
    active: bool
    severity: Severity
    affected: tuple[Affected, ...]
    occurrences: tuple[Occurrence, ...]
    later: tuple[Occurrence, ...]
    exdates: tuple[int, ...]
    changes: int
    spans: tuple[Span, ...]
    aliases: tuple[str, ...]
    correction: str
    corrected_at: int | None
    created_at: int
    updated_at: int
    digest: bytes


def maintenance_view(
    maintenance: Maintenance,
    monitors: Mapping[str, Monitor],
    now: int,
    hidden: Container[str] = (),
    ahead: int = AHEAD,
) -> MaintenanceView | None:
    """The public view, or None where there is nothing for the public.

    ``monitors`` are those that are shown, by tag; one of ``hidden`` ones alone is hidden. ``ahead``
    is how many seconds of the future the view has.
    """
    comments = [c for c in maintenance.comments if c.public and c.at <= now]
    impacts = dict(maintenance.monitors)
    for comment in comments:
        impacts |= {tag: status for tag, status in comment.monitors.items() if tag not in impacts}
    if maintenance.internal or (impacts and all(tag in hidden for tag in impacts)):
        return None
    found = _windows(maintenance, comments, now, ahead)
    occurrences = tuple(_occurrence(maintenance, window, now) for window in found)
    named = windows_named(maintenance, comments, now, now + ahead)
    later = tuple(_occurrence(maintenance, window, now) for window in named)
    exdates, changes = left_out(maintenance, now), _changes(maintenance, len(comments))
    running = any(one.running for one in occurrences)
    affected = tuple(
        Affected(
            tag,
            monitors[tag].name,
            monitors[tag].names,
            status,
            status if running else Status.UP,
            status,
        )
        for tag, status in impacts.items()
        if tag in monitors
    )
    created_at = maintenance.created_at or maintenance.start
    return MaintenanceView(
        slug=maintenance.slug,
        file=maintenance.file,
        id=maintenance.id,
        title=maintenance.title,
        titles=maintenance.titles,
        text=maintenance.text,
        texts=maintenance.texts,
        start=maintenance.start,
        duration=maintenance.duration,
        rrule=maintenance.rrule,
        timezone=maintenance.timezone,
        active=maintenance.active,
        severity=maintenance.severity,
        affected=affected,
        occurrences=occurrences,
        later=later,
        exdates=exdates,
        changes=changes,
        spans=tuple(span for window in found for span in _spans(maintenance, window, monitors)),
        aliases=maintenance.aliases,
        correction=maintenance.correction,
        corrected_at=maintenance.updated_at if maintenance.correction else None,
        created_at=created_at,
        updated_at=maintenance.updated_at or max([created_at, *(c.at for c in comments)]),
        digest=digest(maintenance.digest, affected, occurrences, later, exdates, changes),
    )


def spans_ahead(maintenance: Maintenance, now: int) -> tuple[Span, ...]:
    """When public work that is not over touches which monitor, whether or not there is such a monitor."""
    if maintenance.internal:
        return ()
    comments = [c for c in maintenance.comments if c.public and c.at <= now]
    tags = {*maintenance.monitors, *(tag for comment in comments for tag in comment.monitors)}
    found = (
        span
        for window in _windows(maintenance, comments, now, AHEAD)
        for span in _spans(maintenance, window, tags)
    )
    return tuple(span for span in found if span.end is None or span.end > now)


def _windows(
    maintenance: Maintenance, comments: Iterable[Comment[Phase]], now: int, ahead: int
) -> list[Window]:
    """The occurrences in order of their start."""
    found = windows(maintenance, comments, now, now + ahead)
    return sorted(found, key=lambda window: (window.start, window.planned))


def _changes(maintenance: Maintenance, comments: int) -> int:
    """A number that grows with each comment, override and exdate, and, where people edit the file
    itself, with the minute that they write as ``updated_at``.
    """
    written = len(maintenance.overrides) + len(maintenance.exdates) + len(maintenance.exdays)
    edited = (maintenance.updated_at or 0) // MINUTE
    return comments + written + (not maintenance.active) + edited


def _occurrence(maintenance: Maintenance, window: Window, now: int) -> Occurrence:
    return Occurrence(
        occurrence_id(maintenance.id, window.planned),
        window.planned,
        window.start,
        window.end,
        _phase(window, now),
        tuple(update_of(one, Phase(one.state)) for one in window.comments if one.text),
    )


def _phase(window: Window, now: int) -> Phase:
    """What was said last wins where it ends the work; else the clock decides."""
    if window.over:
        return window.said
    if window.end is not None and now >= window.end:
        return Phase.COMPLETED
    if now >= window.start:
        return Phase.VERIFYING if window.said is Phase.VERIFYING else Phase.IN_PROGRESS
    return Phase.SCHEDULED


def _spans(maintenance: Maintenance, window: Window, monitors: Container[str]) -> tuple[Span, ...]:
    """When it touches which monitor; an occurrence that was cancelled beforehand never does."""
    if window.said is Phase.CANCELLED and _untouched(window):
        return ()
    held = dict(maintenance.monitors)
    steps = [(window.start, dict(held))]
    for comment in window.comments:
        if comment.monitors:
            held.update(comment.monitors)
            steps.append((max(comment.at, window.start), dict(held)))
    return spans_of(steps, window.end, monitors, maintenance.slug)


def _untouched(window: Window) -> bool:
    """Whether it was cancelled before it began."""
    cancelled = [one.at for one in window.comments if one.state is Phase.CANCELLED]
    return window.end is None or not cancelled or cancelled[-1] <= window.start
