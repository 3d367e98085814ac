"""A maintenance -> its events: one, or a series and the occurrences that depart from its rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from statusgen.dataclass import dataclass
from statusgen.markdown import to_lines
from statusgen.model.lifecycle import Phase
from statusgen.model.site import DAY, Settings
from statusgen.recurrence import first, normalised
from statusgen.snapshot.announced import announced_at
from statusgen.snapshot.occurrences import MaintenanceView, Occurrence
from statusgen.targets.calendar.times import moment, utc, wall

KEPT = 366 * DAY
"""For how long (seconds) a calendar keeps what is over."""

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT. ``begin``, ``end``, ``instead_of`` and ``exdates`` are times as `moment` has them,
    ``stamp`` and ``created`` are Unix seconds (None: nobody said so).

    A series has a ``rule`` and a ``length`` in seconds; what stands ``instead_of`` one of its
    occurrences has its UID. ``zone`` and ``since`` say which rules of local time it needs.
    """

    uid: str
    sequence: int
    stamp: int
    created: int | None
    title: str
    text: str
    url: str
    categories: tuple[str, ...]
    zone: str
    since: int
    begin: str = ""
    end: str = ""
    length: int = 0
    rule: str = ""
    exdates: tuple[str, ...] = ()
    instead_of: str = ""
    status: str = CONFIRMED


def events_of(
    view: MaintenanceView, settings: Settings, affected: str, now: int
) -> tuple[Event, ...]:
    """The events of a maintenance in the language of the page.

    Occurrences that were changed but ended more than KEPT ago are left out: what the rule says of
    them is near enough. ``affected`` stands before the names of the monitors.
    """
    event = _described(view, settings, affected)
    if not view.rrule:
        return (_once(event, view),)
    series = replace(
        event,
        begin=moment(wall(view, event.since), view.timezone),
        length=view.duration,
        rule=normalised(view.rrule, view.timezone),
        exdates=tuple(moment(wall(view, at), view.timezone) for at in view.exdates),
        status=CONFIRMED if view.active else CANCELLED,
    )
    return (series, *_departures(event, view, now - KEPT))


def _described(view: MaintenanceView, settings: Settings, affected: str) -> Event:
    """An event without its times."""
    language, url = settings.language, f"{settings.url}maintenances/{view.slug}/"
    names = tuple(one.names.get(language, one.name) for one in view.affected)
    body = to_lines(view.texts.get(language, view.text))
    parts = (body, f"{affected} {', '.join(names)}" if names else "", url)
    said = view.created_at != view.start
    return Event(
        uid=f"maintenance-{view.id}@{urlsplit(settings.url).hostname}",
        sequence=view.changes,
        stamp=_changed_at(view),
        created=view.created_at if said else None,
        title=view.titles.get(language, view.title),
        text="\n\n".join(part for part in parts if part),
        url=url,
        categories=names,
        zone=view.timezone if view.rrule else "UTC",
        since=first(view.rrule, view.start, view.timezone) if view.rrule else view.start,
    )


def _changed_at(view: MaintenanceView) -> int:
    """When it was changed last; where nobody says so, ``updated_at`` may be its start to come."""
    said = view.updated_at if view.updated_at != view.start else announced_at(view)
    updates = (update.at for one in (*view.occurrences, *view.later) for update in one.updates)
    return max([said, *updates])


def _once(event: Event, view: MaintenanceView) -> Event:
    """What takes place once stands in UTC, which no rules of local time can change."""
    for one in view.occurrences:
        return _timed(event, view, one)
    begin, end = (utc(at) for at in (view.start, view.start + view.duration))
    return replace(event, begin=begin, end=end, status=CANCELLED)


def _departures(event: Event, view: MaintenanceView, since: int) -> Iterator[Event]:
    """What takes place otherwise than the rule says, or would in some programs.

    Those do not agree on times that the clocks leave out, and on ends after a change of clocks.
    """
    zone = ZoneInfo(view.timezone)
    for one in (*view.occurrences, *view.later):
        clock, end = wall(view, one.planned), one.planned + view.duration
        start, over = (datetime.fromtimestamp(at, zone) for at in (one.planned, end))
        regular = (one.start, _end(one, view)) == (one.planned, end) and _status(one) == CONFIRMED
        even = start.utcoffset() == over.utcoffset() and clock == start.replace(tzinfo=None)
        if not (regular and even) and max(one.start, _end(one, view)) >= since:
            yield replace(_timed(event, view, one), instead_of=moment(clock, view.timezone))


def _timed(event: Event, view: MaintenanceView, one: Occurrence) -> Event:
    """The event at the times of one occurrence; it may have ended when it began."""
    end = _end(one, view)
    shown = utc(end) if end > one.start else ""
    return replace(event, begin=utc(one.start), end=shown, status=_status(one))


def _end(one: Occurrence, view: MaintenanceView) -> int:
    """When it ends; while nobody knows, the end that was planned or the newest update."""
    if one.end is not None:
        return one.end
    return max([one.start + view.duration, *(update.at for update in one.updates)])


def _status(one: Occurrence) -> str:
    """TENTATIVE is what was put off without a new time."""
    if one.phase is Phase.CANCELLED:
        return CANCELLED
    last = one.updates[-1] if one.updates and one.phase is Phase.SCHEDULED else None
    put_off = last and last.state is Phase.DELAYED and last.start is last.end is None
    return TENTATIVE if put_off else CONFIRMED
