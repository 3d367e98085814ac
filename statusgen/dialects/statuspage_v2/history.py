"""``history.json``: what happened, month by month.

Statuspage divides it into pages of three months and takes their number from the query, which a
static host ignores: the whole history is the first page and every other one, and clients that
turn pages until nothing new comes are done at once. It ends after the newest 1,000 events.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from statusgen.artifact import Artifact, Files
from statusgen.dialects.statuspage_v2.incidents import Listing, Selection, resolved_at
from statusgen.dialects.statuspage_v2.occurrences import SCHEDULED, Work
from statusgen.dialects.statuspage_v2.shapes import short_id
from statusgen.dialects.wire import encode
from statusgen.instants import clock, day
from statusgen.snapshot.timeline import IncidentView

PATH = "history.json"
MOST = 1000

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class _Told(NamedTuple):
    """An incident or a maintenance of a month; it is sorted by what comes first."""

    goes_on: bool
    end: int
    start: int
    id: str
    name: str
    message: str
    impact: str


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
    entries = [*(_of_incident(view) for view in found.views.values), *map(_of_work, works)]
    by_month: dict[int, list[_Told]] = {}
    for one in entries:
        by_month.setdefault(_month(one.start), []).append(one)
    numbers = range(max(by_month), min(by_month) - 1, -1) if by_month else ()
    months = [_described(number, by_month.get(number, [])) for number in numbers]
    yield PATH, encode({"months": months})


def _of_incident(view: IncidentView) -> _Told:
    message = view.updates[-1].text if view.updates else view.title
    identity, ended = short_id("incident", view.slug), resolved_at(view)
    what = (identity, view.title, message, str(view.severity))
    return _Told(ended is None, _end(view.start, ended), view.start, *what)


def _of_work(work: Work) -> _Told:
    event = work.event
    start, ended = work.start, event.resolved_at
    what = (event.id, event.name, event.notes[0].body, event.impact)
    return _Told(ended is None, _end(start, ended), start, *what)


def _end(start: int, ended: int | None) -> int:
    return start if ended is None else max(start, ended)


def _month(at: int) -> int:
    """Months since the year 0."""
    year, month = map(int, day(at).split("-")[:2])
    return year * 12 + month - 1


def _described(number: int, entries: list[_Told]) -> dict[str, Any]:
    """A month: what goes on comes first, then what ended last."""
    year, month = divmod(number, 12)
    return {
        "name": _MONTHS[month],
        "year": year,
        "starts_on": date(year, month + 1, 1).isoweekday() % 7,
        "days": monthrange(year, month + 1)[1],
        "incidents": [
            {
                "code": one.id,
                "name": one.name,
                "message": one.message,
                "impact": one.impact,
                "timestamp": _timestamp(one.start, None if one.goes_on else one.end),
            }
            for one in sorted(entries, key=itemgetter(0, 1, 2, 3), reverse=True)
        ],
    }


def _timestamp(start: int, end: int | None) -> str:
    """From when to when as HTML, in Statuspage's own markup; only the start while it goes on."""
    first = _date(start)
    text = f"{first}, {_clock(start)}"
    if end is not None:
        last = _date(end)
        text += f" - {_clock(end)}" if last == first else f" - {last}, {_clock(end)}"
    return f"{text} UTC"


def _date(at: int) -> str:
    _, month, number = map(int, day(at).split("-"))
    return f"{_MONTHS[month - 1][:3]} <var data-var='date'>{number}</var>"


def _clock(at: int) -> str:
    return f"<var data-var='time'>{clock(at)[:5]}</var>"
