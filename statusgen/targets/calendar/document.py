"""Events -> a file of RFC 5545.

The format is lines: what is hard in it are the rules of time zones (`zones`), and those that the
library ``icalendar`` makes begin at the wrong hour and end in 2038.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from statusgen.artifact import Files
from statusgen.dataclass import dataclass
from statusgen.model.site import HOUR, MINUTE
from statusgen.patterns import pattern
from statusgen.targets.calendar.events import Event
from statusgen.targets.calendar.times import utc
from statusgen.targets.calendar.zones import vtimezone

FILE = "maintenance.ics"
"""The name of a calendar in the folder of what it is about."""

_WIDTH = 75
_LINE_BREAK = pattern("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_NO_TEXT = pattern("[\x00-\x08\x0e-\x1f\x7f]")
_SPECIAL = pattern(r"[\\;,]")


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar without its events: ``folder`` is where its file is and what it is about, "" for
    the whole site; ``zone`` is where its readers are.
    """

    folder: str
    title: str
    zone: str


def render(calendar: Calendar, events: tuple[Event, ...]) -> Files:
    """``maintenance.ics``."""
    yield calendar.folder + FILE, "".join(map(folded, _lines(calendar, events))).encode()


def folded(line: str) -> str:
    """A line of at most 75 bytes, the rest on further lines after a space; no character is split."""
    if len(line) * 4 <= _WIDTH or len(line.encode()) <= _WIDTH:
        return line + "\r\n"
    rows, width = [""], 0
    for character in line:
        size = len(character.encode())
        if width + size > _WIDTH:
            rows.append(" ")
            width = 1
        rows[-1] += character
        width += size
    return "\r\n".join(rows) + "\r\n"


def text(written: str) -> str:
    """A text as the value of a property."""
    printable = _NO_TEXT.sub("\ufffd", _LINE_BREAK.sub("\n", written))
    return _SPECIAL.sub(r"\\\g<0>", printable).replace("\n", "\\n")


def _lines(calendar: Calendar, events: tuple[Event, ...]) -> Iterator[str]:
    title = text(calendar.title)
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//statusgen//statusgen//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{title}",
        f"X-WR-CALNAME:{title}",
        f"X-WR-TIMEZONE:{calendar.zone}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    )
    for zone, since in _zones(events):
        yield from vtimezone(zone, since)
    for event in events:
        yield from _event(event)
    yield "END:VCALENDAR"


def _zones(events: Iterable[Event]) -> list[tuple[str, int]]:
    """Each zone and the year from which on its rules are needed.

    A calendar must hold something (RFC 5545, 3.6): one without events has the rules of UTC.
    """
    since: dict[str, int] = {}
    for event in events:
        since[event.zone] = min(event.since, since.get(event.zone, event.since))
    if since:
        since.pop("UTC", None)
    else:
        since["UTC"] = 0
    return [(zone, datetime.fromtimestamp(since[zone], UTC).year) for zone in sorted(since)]


def _event(event: Event) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP{utc(event.stamp)}"
    if event.instead_of:
        yield f"RECURRENCE-ID{event.instead_of}"
    yield f"DTSTART{event.begin}"
    if event.length:
        yield f"DURATION:{_length(event.length)}"
    if event.end:
        yield f"DTEND{event.end}"
    if event.rule:
        yield f"RRULE:{event.rule}"
    yield from (f"EXDATE{left_out}" for left_out in event.exdates)
    yield f"SEQUENCE:{event.sequence}"
    yield f"STATUS:{event.status}"
    yield f"SUMMARY:{text(event.title)}"
    yield f"DESCRIPTION:{text(event.text)}"
    yield f"URL:{event.url}"
    if event.categories:
        yield f"CATEGORIES:{','.join(map(text, event.categories))}"
    yield "TRANSP:TRANSPARENT"
    if event.created is not None:
        yield f"CREATED{utc(event.created)}"
    yield f"LAST-MODIFIED{utc(event.stamp)}"
    yield "END:VEVENT"


def _length(seconds: int) -> str:
    """A duration in hours at most: a day may have 23 of them."""
    hours, rest = divmod(seconds, HOUR)
    minutes, rest = divmod(rest, MINUTE)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    return "PT" + "".join(f"{value}{unit}" for value, unit in parts if value)
