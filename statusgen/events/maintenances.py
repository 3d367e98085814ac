"""The events of a maintenance: its announcement, and what became of each occurrence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from statusgen.events.event import Event
from statusgen.events.subject import Subject
from statusgen.model.channel import Kind
from statusgen.model.lifecycle import Phase
from statusgen.snapshot.announced import announced_at
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence

_KINDS = {
    Phase.IN_PROGRESS: Kind.STARTING,
    Phase.COMPLETED: Kind.COMPLETED,
    Phase.CANCELLED: Kind.CANCELLED,
}
"""What tells of each phase; every other update is a change."""


def events_of_maintenance(view: MaintenanceView, subject: Subject, now: int) -> Iterator[Event]:
    """What became public of it until ``now``. It is announced once, however often it recurs.

    An occurrence begins and ends by what is said of it; where nothing is, the clock tells.
    """
    announced = announced_at(view)
    if not view.active or announced > now:
        return
    announcement = _announcement(view, subject, announced, now)
    yield announcement
    if view.correction and (view.corrected_at or 0) <= now:
        yield _corrected(announcement, view)
    for one in view.occurrences:
        yield from _of_occurrence(one, subject, view, now)


def newest_of_maintenance(view: MaintenanceView, now: int) -> int:
    """When its newest event until ``now`` was (Unix seconds), without making any."""
    times = [max(announced_at(view), view.corrected_at or 0)]
    for one in view.occurrences:
        times += [max(u.at, u.updated_at if u.correction else 0) for u in one.updates if u.notify]
        if one.phase is Phase.CANCELLED:
            times.append(min(view.updated_at, now))
        elif one.start <= now:
            times.append((one.end if one.phase is Phase.COMPLETED else None) or one.start)
    return max(times)


def _announcement(view: MaintenanceView, subject: Subject, at: int, now: int) -> Event:
    """It is news as long as work is still to come, and says when it takes place first."""
    coming = next((one for one in view.occurrences if one.start > now), None)
    shown = next(iter(view.occurrences), None)
    return replace(
        subject.event(("scheduled",), Kind.SCHEDULED, at, str(Phase.SCHEDULED)),
        matters_at=max(at, coming.start if coming else view.start),
        text=view.texts.get(subject.language, view.text),
        start=shown.start if shown else view.start,
        end=shown.end if shown else view.start + view.duration,
    )


def _corrected(announcement: Event, view: MaintenanceView) -> Event:
    at = max(announcement.at, view.corrected_at or 0)
    return replace(
        announcement,
        key=(*announcement.key, "corrected", view.correction),
        kind=Kind.CORRECTED,
        at=at,
        matters_at=max(announcement.matters_at, at),
        correction=view.correction,
        corrects=announcement.key,
    )


def _of_occurrence(
    one: Occurrence, subject: Subject, view: MaintenanceView, now: int
) -> Iterator[Event]:
    found: list[Event] = []
    told: set[Kind] = set()
    began = next((u.at for u in one.updates if Phase(u.face) is Phase.IN_PROGRESS), None)
    started = one.phase is not Phase.CANCELLED and one.start <= now
    if started and (began is None or began > one.start):
        found.append(_silent(one, subject, Kind.STARTING, one.start))
        told.add(Kind.STARTING)
    for update in one.updates:
        phase = Phase(update.face)
        kind = _KINDS.get(phase, Kind.CHANGED)
        kind = Kind.CHANGED if kind in told else kind
        told.add(kind)
        if update.notify:
            found += subject.of_update(update, kind, str(phase))
    if one.phase is Phase.CANCELLED and Kind.CANCELLED not in told:
        at = min(view.updated_at, now)
        found.append(replace(_silent(one, subject, Kind.CANCELLED, at), matters_at=one.start))
    elif one.phase is Phase.COMPLETED and started and Kind.COMPLETED not in told:
        found.append(_silent(one, subject, Kind.COMPLETED, one.end or one.start))
    for event in sorted(found, key=lambda event: event.at):
        yield replace(event, start=one.start, end=one.end)


def _silent(one: Occurrence, subject: Subject, kind: Kind, at: int) -> Event:
    """What nobody said: its key names the occurrence."""
    state = {Kind.STARTING: Phase.IN_PROGRESS, Kind.COMPLETED: Phase.COMPLETED}
    word = kind.rpartition(".")[2]
    phase = state.get(kind, Phase.CANCELLED)
    return subject.event(("occurrence", str(one.id), word), kind, at, str(phase))
