"""``history.json``: what happened, month by month.

Statuspage divides it into pages of three months and takes their number from the query, which a
static host ignores: the whole history is the first page and every other one, and clients that
turn pages until nothing new comes are done at once. It ends after the newest 1,000 events.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

from statusgen.artifact import Artifact, Files
from statusgen.dialects.statuspage_v2.events import Event
from statusgen.dialects.statuspage_v2.incidents import Listing, Selection
from statusgen.dialects.statuspage_v2.occurrences import SCHEDULED, Work
from statusgen.dialects.wire import encode
from statusgen.snapshot.timeline import IncidentView

PATH = "history.json"
MOST = 1000

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def documents(listing: Listing, works: Iterable[Work]) -> Iterator[Artifact]:
    """The one document: incidents, and maintenances that have begun."""
    begun = [work for work in works if _took_place(work)]
    starts: list[IncidentView | Work] = [*listing.views[:MOST], *begun]
    newest = sorted(starts, key=attrgetter("start"), reverse=True)[:MOST]
    found = listing.select(one for one in newest if isinstance(one, IncidentView))
    yield Artifact(PATH, render, (found, tuple(one for one in newest if isinstance(one, Work))))


def _took_place(work: Work) -> bool:
    """Whether it has begun; what was cancelled beforehand never did."""
    resolved = work.event.resolved_at
    return work.event.status != SCHEDULED and (resolved is None or resolved >= work.start)


def render(found: Selection, works: tuple[Work, ...]) -> Files:
    """``{"months": […]}``, the newest month first, without gaps."""
    entries = [(event.created_at, event) for event in found.events()]
    entries += [(work.start, work.event) for work in works]
    by_month: dict[int, list[tuple[int, int, Event]]] = {}
    for start, event in entries:
        end = start if event.resolved_at is None else max(start, event.resolved_at)
        by_month.setdefault(_month(start), []).append((end, start, event))
    numbers = range(max(by_month), min(by_month) - 1, -1) if by_month else ()
    months = [_described(number, by_month.get(number, [])) for number in numbers]
    yield PATH, encode({"months": months})


def _month(at: int) -> int:
    """Months since the year 0."""
    moment = datetime.fromtimestamp(at, UTC)
    return moment.year * 12 + moment.month - 1


def _described(number: int, entries: list[tuple[int, int, Event]]) -> dict[str, Any]:
    """A month: what goes on comes first, then what ended last."""
    year, month = divmod(number, 12)

    def order(entry: tuple[int, int, Event]) -> tuple[bool, int, int, str]:
        end, start, event = entry
        return event.resolved_at is None, end, start, event.id

    return {
        "name": _MONTHS[month],
        "year": year,
        "starts_on": date(year, month + 1, 1).isoweekday() % 7,
        "days": monthrange(year, month + 1)[1],
        "incidents": [
            {
                "code": event.id,
                "name": event.name,
                "message": event.notes[0].body,
                "impact": event.impact,
                "timestamp": _timestamp(start, None if event.resolved_at is None else end),
            }
            for end, start, event in sorted(entries, key=order, reverse=True)
        ],
    }


def _timestamp(start: int, end: int | None) -> str:
    """From when to when as HTML, in Statuspage's own markup; only the start while it goes on."""
    first = _day(start)
    text = f"{first}, {_clock(start)}"
    if end is not None:
        last = _day(end)
        text += f" - {_clock(end)}" if last == first else f" - {last}, {_clock(end)}"
    return f"{text} UTC"


def _day(at: int) -> str:
    moment = datetime.fromtimestamp(at, UTC)
    return f"{_MONTHS[moment.month - 1][:3]} <var data-var='date'>{moment.day}</var>"


def _clock(at: int) -> str:
    return f"<var data-var='time'>{datetime.fromtimestamp(at, UTC):%H:%M}</var>"
