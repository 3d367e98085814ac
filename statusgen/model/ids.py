"""Ids that need no coordination: made from slugs, file names and times, the same in every clone."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

_DATED = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:-|$)")
_EPOCH = date(1970, 1, 1).toordinal()
_PER_DAY = 50_000
_PER_MINUTE = 10**7
_PER_SECOND = 166_000
_PER_PLACE = 16_600
_LAST_PLACE = 9


def incident_id(slug: str, start: int) -> int:
    """The id of an incident or maintenance: sortable by the day of its slug, in 32 bits."""
    return _day_of(slug, start) * _PER_DAY + _hash(slug) % _PER_DAY


def comment_id(slug: str, name: str, at: int, order: int = 1) -> int:
    """The id of the comment in the file ``name``, below 2^53.

    It grows with the second and with ``order``, the place among comments of one minute: APIs
    sort by minute and id.
    """
    place = at % 60 * _PER_SECOND + min(order, _LAST_PLACE) * _PER_PLACE
    return at // 60 * _PER_MINUTE + place + _hash(slug, name) % _PER_PLACE


def comment_time(number: int) -> int:
    """The instant that an id of ``comment_id`` was made from."""
    return number // _PER_MINUTE * 60 + number % _PER_MINUTE // _PER_SECOND


def occurrence_id(maintenance: int, planned: int) -> int:
    """The id of one occurrence, from the maintenance's id and its planned start."""
    return planned // 60 * _PER_MINUTE + _hash(str(maintenance)) % _PER_MINUTE


def monitor_id(tag: str) -> int:
    """The id of a monitor that names none itself."""
    return _hash(tag) % 10**9 + 1


def free_id(wanted: int, taken: set[int]) -> int:
    """The next id after ``wanted`` that nobody has."""
    while wanted in taken:
        wanted += 1
    return wanted


def _day_of(slug: str, start: int) -> int:
    dated = _DATED.match(slug)
    if dated:
        try:
            return max(date(*map(int, dated.groups())).toordinal() - _EPOCH, 0)
        except ValueError:
            pass
    return start // 86400


def _hash(*parts: str) -> int:
    return int.from_bytes(sha256("\n".join(parts).encode()).digest()[:8], "big")
