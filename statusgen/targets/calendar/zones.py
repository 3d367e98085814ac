"""The rules of a time zone as RFC 5545 wants them in a calendar, found by looking at its clocks.

Python knows what time it is somewhere, but not the rule behind it ("the last Sunday of March").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from statusgen.dataclass import dataclass
from statusgen.model.site import DAY

_STEP = 4 * DAY
"""Summer time has never been shorter: it lasted a week in Recife in 2000."""

_SURE = 28
"""After so many years the days of the week fall on the same days of the month."""

_FIRST_YEAR, _LAST_YEAR = 1969, 2066
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Change:
    """The clocks go from one offset to another (seconds east of UTC) at the local time ``at``,
    which is still that of ``before``; ``name`` is what the time is called from then on.
    """

    at: datetime
    before: int
    after: int
    name: str


@lru_cache(maxsize=128)
def vtimezone(zone: str, year: int) -> tuple[str, ...]:
    """The lines of a VTIMEZONE for all times from the beginning of ``year`` on."""
    last = max(_LAST_YEAR, year + _SURE + 2)
    changes = _changes(ZoneInfo(zone), last)
    before = [one for one in changes if one.at.year < year][-1]
    begin = replace(before, at=datetime(year - 1, 1, 1), before=before.after)  # noqa: DTZ001
    since = [begin, *(one for one in changes if one.at.year >= year)]
    lines = [part for found in _alike(since) for part in _written(found, last)]
    return ("BEGIN:VTIMEZONE", f"TZID:{zone}", *lines, "END:VTIMEZONE")


@lru_cache(maxsize=32)
def _changes(zone: ZoneInfo, last: int) -> tuple[Change, ...]:
    """Every change of the clocks up to the year ``last``, after what held before all of them."""
    at, end = (int(datetime(one, 1, 1, tzinfo=UTC).timestamp()) for one in (_FIRST_YEAR, last + 1))
    offset = _offset(zone, at)
    found = [_change(zone, at, offset)]
    while at < end:
        later = at + _STEP
        if _offset(zone, later) != offset:
            later = _found(zone, at, later)
            found.append(_change(zone, later, offset))
            offset = found[-1].after
        at = later
    return tuple(found)


def _change(zone: ZoneInfo, at: int, before: int) -> Change:
    local = datetime.fromtimestamp(at, UTC).replace(tzinfo=None) + timedelta(seconds=before)
    name = datetime.fromtimestamp(at, zone).tzname() or "UTC"
    return Change(local, before, _offset(zone, at), name)


def _found(zone: ZoneInfo, before: int, after: int) -> int:
    """The first second between the two with another offset than ``before``."""
    offset = _offset(zone, before)
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (middle, after) if _offset(zone, middle) == offset else (before, middle)
    return after


def _offset(zone: ZoneInfo, at: int) -> int:
    offset = datetime.fromtimestamp(at, zone).utcoffset() or timedelta()
    return offset // timedelta(seconds=1)


def _alike(changes: Sequence[Change]) -> list[list[Change]]:
    """Changes by what they do to the clocks."""
    found: dict[tuple[int, int, str], list[Change]] = {}
    for one in changes:
        found.setdefault((one.before, one.after, one.name), []).append(one)
    return list(found.values())


def _written(changes: list[Change], last: int) -> Iterator[str]:
    """The observances of changes that are alike: those by hand, then those by a rule for ever."""
    count = _regular(changes, last)
    single, ruled = changes[: len(changes) - count], changes[len(changes) - count :]
    if single:
        dates = [f"RDATE:{one.at:%Y%m%dT%H%M%S}" for one in single[1:]]
        yield from _observance(single[0], dates)
    if ruled:
        yield from _observance(ruled[0], [f"RRULE:{_rule([one.at for one in ruled])}"])


def _observance(change: Change, when: Sequence[str]) -> Iterator[str]:
    kind = "DAYLIGHT" if change.after > change.before else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{change.at:%Y%m%dT%H%M%S}"
    yield from when
    yield f"TZOFFSETFROM:{_clock(change.before)}"
    yield f"TZOFFSETTO:{_clock(change.after)}"
    yield f"TZNAME:{change.name}"
    yield f"END:{kind}"


def _regular(changes: Sequence[Change], last: int) -> int:
    """How many of the newest follow one rule until ``last``; 0 if they are too few to be sure."""
    days: list[int] = []
    for year, one in zip(range(last, 0, -1), reversed(changes), strict=False):
        same = changes[-1].at.replace(year=year, day=1)
        fits = one.at.replace(day=1) == same and one.at.weekday() == changes[-1].at.weekday()
        if not fits or max([one.at.day, *days]) - min([one.at.day, *days]) > 6:
            break
        days.append(one.at.day)
    return len(days) if len(days) >= _SURE else 0


def _rule(dates: Sequence[datetime]) -> str:
    """The rule of changes that are regular: the last Sunday, the second, or the first after a day."""
    from calendar import monthrange

    earliest = min(date.day for date in dates)
    weekday = _DAYS[dates[0].weekday()]
    month = f"FREQ=YEARLY;BYMONTH={dates[0].month}"
    if all(date.day + 7 > monthrange(date.year, date.month)[1] for date in dates):
        return f"{month};BYDAY=-1{weekday}"
    if earliest % 7 == 1:
        return f"{month};BYDAY={earliest // 7 + 1}{weekday}"
    days = ",".join(str(earliest + number) for number in range(7))
    return f"{month};BYMONTHDAY={days};BYDAY={weekday}"


def _clock(offset: int) -> str:
    sign, seconds = "-" if offset < 0 else "+", abs(offset)
    rest = f"{seconds % 60:02}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02}{seconds // 60 % 60:02}{rest}"
