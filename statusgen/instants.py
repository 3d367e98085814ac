"""An instant as text that machines read."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from time import gmtime

_DAY = 86_400


def rfc3339(at: int) -> str:
    """Unix seconds as RFC 3339 in UTC, such as ``2026-01-15T10:00:00Z``."""
    return datetime.fromtimestamp(at, UTC).isoformat()[:19] + "Z"


def month(at: int) -> str:
    """The month of an instant in UTC, as ``2026-08``."""
    return _month_of_day(at // _DAY)


@cache
def _month_of_day(day: int) -> str:
    """The same of a day since 1970: there are few days, and many instants."""
    moment = gmtime(day * _DAY)
    return f"{moment.tm_year:04}-{moment.tm_mon:02}"
