"""An instant as text that machines read."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from time import gmtime

_DAY = 86_400


def rfc3339(at: int) -> str:
    """Unix seconds as RFC 3339 in UTC, such as ``2026-01-15T10:00:00Z``."""
    return datetime.fromtimestamp(at, UTC).isoformat()[:19] + "Z"


def month(at: int) -> str:
    """The month of an instant in UTC, as ``2026-08``."""
    return _month_of_day(at // _DAY)[0]


def months(instants: Iterable[int]) -> Iterator[str]:
    """The month of each instant: it is looked for only where the one before was in another."""
    name, first, after = "", 0, 0
    for at in instants:
        if not first <= at < after:
            name, first, after = _month_of_day(at // _DAY)
        yield name


@cache
def _month_of_day(day: int) -> tuple[str, int, int]:
    """The month of a day since 1970, its beginning and its end."""
    found = gmtime(day * _DAY)
    year, number = found.tm_year, found.tm_mon
    after = (year + number // 12, number % 12 + 1)
    return (
        f"{year:04}-{number:02}",
        timegm((year, number, 1, 0, 0, 0)),
        timegm((*after, 1, 0, 0, 0)),
    )
