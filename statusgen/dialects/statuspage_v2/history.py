"""``history.json``: what happened, month by month.

Statuspage divides it into pages of three months and takes their number from the query, which a
static host ignores: the whole history is the first page and every other one, and clients that
turn pages until nothing new comes are done at once. It ends after the newest 1,000 events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from operator import itemgetter
from typing import Any

from statusgen.artifact import Artifact, Files
from statusgen.dialects.statuspage_v2.events import Event
from statusgen.dialects.statuspage_v2.incidents import Batch, Item, batch_of
from statusgen.dialects.statuspage_v2.occurrences import SCHEDULED, Work
from statusgen.dialects.wire import encode, to_bytes

PATH = "history.json"
MOST = 1000

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def documents(items: Sequence[Item], works: Iterable[Work]) -> Iterator[Artifact]:
    """The one document: incidents, and maintenances that have begun."""
    begun = [work for work in works if _took_place(work)]
    starts: list[tuple[int, Item | Work]] = [(item.view.start, item) for item in items]
    starts += [(work.start, work) for work in begun]
    starts.sort(key=itemgetter(0), reverse=True)
    newest = [one for _, one in starts[:MOST]]
    batch = batch_of([one for one in newest if isinstance(one, Item)])
    yield Artifact(PATH, render, (batch, tuple(one for one in newest if isinstance(one, Work))))


def _took_place(work: Work) -> bool:
    """Whether it has begun; what was cancelled beforehand never did."""
    resolved = work.event.resolved_at
    return work.event.status != SCHEDULED and (resolved is None or resolved >= work.start)


def render(batch: Batch, works: tuple[Work, ...]) -> Files:
    """``{"months": […]}``, the newest month first, without gaps."""
    entries = [(item.event.created_at, item.event) for item in batch.items]
    entries += [(work.start, work.event) for work in works]
    by_month: dict[int, list[tuple[int, int, Event]]] = {}
    for start, event in entries:
        end = start if event.resolved_at is None else max(start, event.resolved_at)
        by_month.setdefault(_month(start), []).append((end, start, event))
    numbers = range(max(by_month), min(by_month) - 1, -1) if by_month else ()
    months = [_described(number, by_month.get(number, [])) for number in numbers]
    yield PATH, to_bytes(encode({"months": months}))


def _month(at: int) -> int:
    """Months since the year 0."""
    moment = datetime.fromtimestamp(at, UTC)
    return moment.year * 12 + moment.month - 1


def _described(number: int, entries: list[tuple[int, int, Event]]) -> dict[str, Any]:
    """A month: what goes on comes first, then what ended last."""
    from calendar import monthrange

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
