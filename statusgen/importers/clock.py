"""Times as people write them by hand: read as far as they can be, with a word on what was odd."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from statusgen.content.times import is_instant
from statusgen.dataclass import dataclass
from statusgen.importers.losses import Losses, Place
from statusgen.instants import rfc3339

WITHOUT_ZONE = "the time names no zone"
DAY_ALONE = "the date has no time of day: it is taken for midnight"
ODD = "the time is written in an odd way"

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
_ZONE = r"(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?"
_DAYS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})",
)
_WRITTEN = [
    re.compile(rf"{day}(?:(?:T|t|,|\s)+{_CLOCK}\s*{_ZONE})?", re.IGNORECASE) for day in _DAYS
]
_USUAL = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Instant:
    """A time as Unix seconds; ``oddities`` are the sentences that say what was not plain.

    ``whole_day``: only a date was written.
    """

    at: int
    oddities: tuple[str, ...] = ()
    whole_day: bool = False


def read_instant(written: str, zone: str) -> Instant | None:
    """The time in a text that is nothing else; None where there is no such time.

    What names no zone is in ``zone``: an IANA name, or "" for UTC.
    """
    text = written.strip().strip("\"'").strip()
    for form in _WRITTEN:
        found = form.fullmatch(text)
        if found:
            return _instant(found, zone, usual=bool(_USUAL.fullmatch(text)))
    return None


def told_instant(written: object, zone: str, place: Place, losses: Losses) -> int | None:
    """Unix seconds of a time, after telling what was odd about it, or that there is no such time."""
    found = read_instant(str(written), zone)
    if found is None:
        losses.left_out(place, written, "it is no time that exists")
        return None
    tell(found, written, place, losses)
    return found.at


def tell(found: Instant, written: object, place: Place, losses: Losses) -> None:
    """Tells what was odd about a time."""
    for oddity in found.oddities:
        losses.guessed(place, rfc3339(found.at), oddity, written)


def find_instant(line: str, zone: str) -> Instant | None:
    """The first time anywhere in a line; None where there is none."""
    for form in _WRITTEN:
        found = form.search(line)
        if found and (instant := _instant(found, zone, usual=True)):
            return instant
    return None


def _instant(found: re.Match[str], zone: str, *, usual: bool) -> Instant | None:
    parts = found.groupdict()
    whole_day = parts["hour"] is None
    hour = int(parts["hour"] or 0)
    try:
        moment = datetime(
            int(parts["year"]),
            int(parts["month"]),
            int(parts["day"]),
            hour % 24,
            int(parts["minute"] or 0),
            int(parts["second"] or 0),
            tzinfo=_zone(parts["zone"] or "", zone),
        )
        if hour == 24 and moment.minute == moment.second == 0:
            moment += timedelta(days=1)
        elif hour >= 24:
            return None
        at = int(moment.timestamp())
    except (ValueError, OverflowError):
        return None
    odd = () if usual and hour < 24 else (ODD,)
    zoneless = () if parts["zone"] or whole_day else (WITHOUT_ZONE,)
    alone = (DAY_ALONE,) if whole_day else ()
    return Instant(at, (*odd, *zoneless, *alone), whole_day) if is_instant(at) else None


def _zone(written: str, otherwise: str) -> tzinfo:
    if not written:
        return ZoneInfo(otherwise or "UTC")
    if written[0] in "+-":
        return datetime.strptime(written.replace(":", ""), "%z").tzinfo or UTC
    return UTC
