"""An instant as text that machines read.

Instants are looked at again and again: days are computed once, and the rest is arithmetic.
"""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache, lru_cache

_DAY = 86_400
_TWO = tuple(f"{number:02}" for number in range(60))
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@lru_cache(4096)
def rfc3339(at: int) -> str:
    """Unix seconds as RFC 3339 in UTC, such as ``2026-01-15T10:00:00Z``."""
    return f"{day(at)}T{clock(at)}Z"


def rfc822(at: int) -> str:
    """Unix seconds as mails and RSS write them, such as ``Thu, 15 Jan 2026 10:00:00 +0000``."""
    return f"{_mail_day(at // _DAY)} {clock(at)} +0000"


def month(at: int) -> str:
    """The month of an instant in UTC, as ``2026-08``."""
    return _month(at // _DAY)[0]


def months(instants: Iterable[int]) -> Iterator[str]:
    """The month of each instant: it is looked for only where the one before was in another."""
    name, first, after = "", 0, 0
    for at in instants:
        if not first <= at < after:
            name, first, after = month_around(at)
        yield name


def month_around(at: int) -> tuple[str, int, int]:
    """The month of an instant in UTC, its beginning and its end."""
    return _month(at // _DAY)


def day(at: int) -> str:
    """The day of an instant in UTC, as ``2026-01-15``."""
    return _day(at // _DAY)


def clock(at: int) -> str:
    """The time of the day in UTC to the second, as ``10:00:00``."""
    return f"{_minute(at % _DAY // 60)}:{_TWO[at % 60]}"


@cache
def _minute(number: int) -> str:
    """The time of a minute of the day."""
    hour, minute = divmod(number, 60)
    return f"{_TWO[hour]}:{_TWO[minute]}"


@cache
def _day(number: int) -> str:
    return datetime.fromtimestamp(number * _DAY, UTC).isoformat()[:10]


@cache
def _month(number: int) -> tuple[str, int, int]:
    """The month of a day since 1970, its beginning and its end."""
    year, month, _ = map(int, _day(number).split("-"))
    after = (year + month // 12, month % 12 + 1)
    return (
        f"{year:04}-{month:02}",
        timegm((year, month, 1, 0, 0, 0)),
        timegm((*after, 1, 0, 0, 0)),
    )


@lru_cache(512)
def _mail_day(number: int) -> str:
    one = datetime.fromtimestamp(number * _DAY, UTC)
    month = _MONTHS[one.month - 1]
    return f"{_WEEKDAYS[one.weekday()]}, {one.day:02} {month} {one.year:04}"
