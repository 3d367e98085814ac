"""What incidents and maintenances have in common: an event with its updates, and its JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from statusgen.artifact import Files
from statusgen.dialects.statuspage_v2.components import Component
from statusgen.dialects.statuspage_v2.shapes import OPERATIONAL, ROOT, STATUSES, Page, document
from statusgen.dialects.wire import array, encode, iso_ms
from statusgen.model.status import worst
from statusgen.snapshot.timeline import Span, Update


class Change(NamedTuple):
    """What an update says of a component: its status before and after."""

    component: Component
    old: str
    new: str


class Note(NamedTuple):
    """An update. ``at`` is the time that people are shown, the others are the record's own."""

    id: str
    status: str
    body: str
    at: int
    created_at: int
    updated_at: int
    notify: bool
    changes: tuple[Change, ...] = ()


class Event(NamedTuple):
    """An incident or, with the ``window`` from when to when it is planned, a maintenance.

    ``notes`` are newest first, and there is at least one.
    """

    id: str
    name: str
    status: str
    created_at: int
    updated_at: int
    monitoring_at: int | None
    resolved_at: int | None
    impact: str
    link: str
    notes: tuple[Note, ...]
    window: tuple[int, int] | None = None


def event_text(event: Event, page: str, components: Iterable[bytes]) -> bytes:
    """The JSON of an event from that of its components; ``page`` is the page's id."""
    head = {
        "id": event.id,
        "name": event.name,
        "status": event.status,
        "created_at": iso_ms(event.created_at),
        "updated_at": iso_ms(event.updated_at),
        "monitoring_at": _time(event.monitoring_at),
        "resolved_at": _time(event.resolved_at),
        "impact": event.impact,
        "shortlink": event.link,
        "started_at": iso_ms(event.created_at),
        "page_id": page,
        "incident_updates": [_update(note, event.id) for note in event.notes],
    }
    return b'%b,"components":%b,%b}' % (encode(head)[:-1], array(components), _tail(event))


def own_files(
    event: Event, page: Page, components: Iterable[bytes], postmortem: Update | None
) -> Files:
    """The documents of one event: with the page below the API, and bare at the site's root.

    The page's date in it is the event's own, so that it stays as it is whatever else happens.
    """
    text = event_text(event, page.id, components)
    path = f"incidents/{event.id}.json"
    yield f"{ROOT}/{path}", document(page, event.updated_at, b'"incident":%b' % text)
    yield path, b"%b,%b" % (text[:-1], encode(_postmortem(postmortem))[1:])


def _postmortem(update: Update | None) -> dict[str, Any]:
    """What only the bare document of an event has."""
    return {
        "postmortem_ignored": False,
        "postmortem_body": update.text if update else None,
        "postmortem_body_last_updated_at": iso_ms(update.updated_at) if update else None,
        "postmortem_published_at": iso_ms(update.at) if update else None,
        "postmortem_notified_subscribers": update.notify if update else False,
        "postmortem_notified_twitter": False,
    }


def _tail(event: Event) -> bytes:
    """What follows the components: each kind of event ends with keys of its own."""
    if event.window is None:
        return b'"reminder_intervals":null'
    start, end = event.window
    return encode({"scheduled_for": iso_ms(start), "scheduled_until": iso_ms(end)})[1:-1]


def _update(note: Note, event: str) -> dict[str, Any]:
    changes = [
        {
            "code": change.component.id,
            "name": change.component.label,
            "old_status": change.old,
            "new_status": change.new,
        }
        for change in note.changes
    ]
    return {
        "id": note.id,
        "status": note.status,
        "body": note.body,
        "incident_id": event,
        "created_at": iso_ms(note.created_at),
        "updated_at": iso_ms(note.updated_at),
        "display_at": iso_ms(note.at),
        "affected_components": changes or None,
        "deliver_notifications": note.notify,
        "custom_tweet": None,
        "tweet_id": None,
    }


def _time(at: int | None) -> str | None:
    return None if at is None else iso_ms(at)


def changes_at(
    times: Sequence[int], cast: Sequence[Component], spans: Sequence[Span], known: bool
) -> Iterator[tuple[Change, ...]]:
    """For each time, in order, how the components were before and after.

    A component is named from the time on at which it has been hit, or always if ``known``.
    """
    hits = {one.tag: [span for span in spans if span.tag == one.tag] for one in cast}
    held = {tag: _status_at(found, times[0] - 1) for tag, found in hits.items()}
    named = {tag for tag, status in held.items() if known or status != OPERATIONAL}
    for at in times:
        found = []
        for one in cast:
            new = _status_at(hits[one.tag], at)
            if new != OPERATIONAL:
                named.add(one.tag)
            if one.tag in named:
                found.append(Change(one, held[one.tag], new))
            held[one.tag] = new
        yield tuple(found)


def _status_at(hits: Iterable[Span], at: int) -> str:
    """The status that some spans of one component give it."""
    holding = [one.status for one in hits if one.start <= at and (one.end is None or at < one.end)]
    return STATUSES[worst(holding)] if holding else OPERATIONAL


def since(status: str, notes: Iterable[Note]) -> int | None:
    """When the newest run of updates with this status began; ``notes`` are oldest first."""
    found, before = None, ""
    for note in notes:
        if note.status == status != before:
            found = note.at
        before = note.status
    return found
