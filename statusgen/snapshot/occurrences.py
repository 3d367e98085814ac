"""A maintenance -> its occurrences, with their times and phases at an instant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from statusgen.artifact import digest
from statusgen.model.ids import occurrence_id
from statusgen.model.incident import Comment
from statusgen.model.lifecycle import Phase
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor
from statusgen.model.site import DAY
from statusgen.model.status import Severity, Status
from statusgen.recurrence import expand
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
    updates: tuple[Update, ...]

    @property
    def running(self) -> bool:
        """Whether it is taking place."""
        return self.phase in (Phase.IN_PROGRESS, Phase.VERIFYING)


@dataclass(frozen=True, slots=True)
class MaintenanceView:
    """What the public sees of a maintenance; ``occurrences`` are in order of their start."""

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
    spans: tuple[Span, ...]
    aliases: tuple[str, ...]
    created_at: int
    updated_at: int
    digest: bytes


def maintenance_view(
    maintenance: Maintenance, monitors: Mapping[str, Monitor], now: int
) -> MaintenanceView | None:
    """The public view, or None where there is nothing for the public."""
    impacts = {tag: status for tag, status in maintenance.monitors.items() if tag in monitors}
    if maintenance.internal or (maintenance.monitors and not impacts):
        return None
    comments = [c for c in maintenance.comments if not c.deleted and not c.internal and c.at <= now]
    planned = planned_starts(maintenance, now + AHEAD) if maintenance.active else []
    about = _by_occurrence(comments, planned, maintenance)
    found = [_occurrence(maintenance, start, about.get(start, []), now) for start in planned]
    found.sort(key=lambda one: (one.start, one.planned))
    occurrences = tuple(found)
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
    )
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
        spans=tuple(_spans(maintenance, occurrences, about, monitors)),
        aliases=maintenance.aliases,
        created_at=maintenance.created_at or maintenance.start,
        updated_at=maintenance.updated_at
        or max([maintenance.created_at or maintenance.start, *(c.at for c in comments)]),
        digest=digest(maintenance.digest, affected, occurrences),
    )


def planned_starts(maintenance: Maintenance, until: int) -> list[int]:
    """When it is planned to begin, without the exceptions."""
    if not maintenance.rrule:
        return [maintenance.start]
    zone = ZoneInfo(maintenance.timezone)
    starts = expand(maintenance.rrule, maintenance.start, maintenance.timezone, until)
    return [
        start
        for start in starts
        if start not in maintenance.exdates
        and f"{datetime.fromtimestamp(start, zone):%Y-%m-%d}" not in maintenance.exdays
    ]


def _by_occurrence(
    comments: list[Comment], planned: list[int], maintenance: Maintenance
) -> dict[int, list[Comment]]:
    """Comments by the planned start they are about: what runs at their time, else the next."""
    about: dict[int, list[Comment]] = {}
    for comment in comments:
        if not planned:
            break
        at = comment.at if comment.occurrence is None else comment.occurrence
        before = bisect_right(planned, at) - 1
        runs = before >= 0 and at < planned[before] + maintenance.duration
        exact = comment.occurrence is not None and before >= 0
        index = before if runs or exact else min(before + 1, len(planned) - 1)
        about.setdefault(planned[index], []).append(comment)
    return about


def _occurrence(
    maintenance: Maintenance, planned: int, comments: list[Comment], now: int
) -> Occurrence:
    override = next((o for o in maintenance.overrides if o.occurrence == planned), None)
    start = planned if override is None or override.start is None else override.start
    end: int | None = start + maintenance.duration
    said = Phase.SCHEDULED
    if override:
        end = override.end if override.end is not None else end
        said = override.phase or said
    for comment in comments:
        said = Phase(comment.state)
        start, end = _moved(comment, said, start, end, maintenance.duration)
    phase = _phase(said, start, end, now)
    updates = tuple(
        update_of(comment, Phase(comment.state)) for comment in comments if comment.text
    )
    identity = occurrence_id(maintenance.id, planned)
    return Occurrence(identity, planned, start, end, phase, updates)


def _moved(
    comment: Comment, said: Phase, start: int, end: int | None, duration: int
) -> tuple[int, int | None]:
    """The times of an occurrence after a comment."""
    if said is Phase.DELAYED:
        start = start if comment.start is None else comment.start
        end = start + duration if comment.end is None else comment.end
    elif said in (Phase.IN_PROGRESS, Phase.VERIFYING):
        start = min(start, comment.at)
        end = None if end is not None and comment.at >= end else end
    elif said is Phase.COMPLETED:
        end = max(comment.at, start)
    elif said is Phase.CANCELLED and comment.at > start:
        end = comment.at if end is None else min(end, comment.at)
    return start, end


def _phase(said: Phase, start: int, end: int | None, now: int) -> Phase:
    """What was said last wins where it ends the work; else the clock decides."""
    if said in (Phase.COMPLETED, Phase.CANCELLED):
        return said
    if end is not None and now >= end:
        return Phase.COMPLETED
    if now >= start:
        return Phase.VERIFYING if said is Phase.VERIFYING else Phase.IN_PROGRESS
    return Phase.SCHEDULED


def _spans(
    maintenance: Maintenance,
    occurrences: tuple[Occurrence, ...],
    about: Mapping[int, list[Comment]],
    monitors: Mapping[str, Monitor],
) -> list[Span]:
    """When it touches which monitor; an occurrence that was cancelled beforehand never does."""
    spans: list[Span] = []
    for one in occurrences:
        if one.phase is Phase.CANCELLED and (one.end is None or _untouched(one, about)):
            continue
        held = dict(maintenance.monitors)
        effective = [(one.start, dict(held))]
        for comment in about.get(one.planned, ()):
            if comment.monitors:
                held.update(comment.monitors)
                effective.append((max(comment.at, one.start), dict(held)))
        spans += spans_of(effective, one.end, monitors, maintenance.slug)
    return spans


def _untouched(one: Occurrence, about: Mapping[int, list[Comment]]) -> bool:
    """Whether it was cancelled before it began."""
    cancelled = [c.at for c in about.get(one.planned, ()) if c.state is Phase.CANCELLED]
    return not cancelled or cancelled[-1] <= one.start
