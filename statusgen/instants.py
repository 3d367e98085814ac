"""An instant as text that machines read."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

_DAY = 86_400


def rfc3339(at: int) -> str:
    """Unix seconds as RFC 3339 in UTC, such as ``2026-01-15T10:00:00Z``."""
    day, second = divmod(at, _DAY)
    return f"{_day(day)}T{_clock(second // 60)}:{second % 60:02}Z"


@lru_cache(maxsize=4096)
def _day(number: int) -> str:
    """The day with this number, counted from 1970-01-01."""
    return datetime.fromtimestamp(number * _DAY, UTC).date().isoformat()


@lru_cache(maxsize=1440)
def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
