"""The only door to dateutil: RFC 5545 rules, expanded in a time zone."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice, takewhile
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

MOST = 10_000
"""How many occurrences a rule may have in a year, and how many are looked at."""

_UNTIL = re.compile(r"(UNTIL=)(\d{8})(?:T(\d{6}))?(Z?)", re.IGNORECASE)
_PART = re.compile(r"[A-Za-z]+=[^\s=;]+")
_TOO_OFTEN = re.compile(r"FREQ=(SECONDLY|MINUTELY)", re.IGNORECASE)
_COUNT = re.compile(r"COUNT=(\d+)", re.IGNORECASE)


def rule_problem(rule: str, start: int, zone: str) -> str:
    """What is wrong with a rule in words, "" where it can be used."""
    odd = _odd_part(rule)
    if odd:
        return odd
    if re.search(r"(?i)INTERVAL=0+(?:;|$)", rule):
        return "its INTERVAL is 0"
    count = _COUNT.search(rule)
    if _TOO_OFTEN.search(rule) and not (count and int(count[1]) <= MOST):
        return "it recurs every minute or second without a COUNT"
    try:
        year = start + 366 * 86_400
        times = (int(moment.timestamp()) for moment in islice(_parsed(rule, start, zone), MOST + 1))
        if sum(at <= year for at in times) > MOST:
            return f"it recurs more than {MOST:,} times a year"
    except (ValueError, TypeError, KeyError, OverflowError, AttributeError) as error:
        said = str(error)
        return said if said.startswith(("invalid", "unknown", "give")) else "it fits no calendar"
    return ""


def _odd_part(rule: str) -> str:
    """What is wrong with the form of a rule, which dateutil would say in words of Python."""
    parts = re.sub(r"(?i)^RRULE:", "", rule).split(";")
    for part in parts:
        if not _PART.fullmatch(part):
            shown = f"`{part}`" if part else "what stands beside a `;`"
            return f"{shown} is not of the form NAME=VALUE"
        if part.upper().startswith("UNTIL=") and not _UNTIL.fullmatch(part):
            return f"`{part}` is not of the form UNTIL=20260201"
    if not any(part.upper().startswith("FREQ=") for part in parts):
        return "it does not say how often, such as FREQ=WEEKLY"
    return ""


def expand(rule: str, start: int, zone: str, until: int) -> Iterator[int]:
    """The starts (Unix seconds) of a rule that `rule_problem` accepts, up to ``until``.

    Where there are more than MOST, the newest. Wall-clock time is kept across daylight saving: 02:00 stays 02:00.
    """
    times = (int(moment.timestamp()) for moment in _parsed(rule, start, zone))
    return iter(deque(takewhile(lambda at: at <= until, times), maxlen=MOST))


def _parsed(rule: str, start: int, zone: str) -> rrule | rruleset:
    from dateutil.rrule import rrulestr

    tz = ZoneInfo(zone)
    if "\n" in rule or "DTSTART" in rule.upper():
        raise ValueError("give the rule alone, without DTSTART or line breaks")
    local = datetime.fromtimestamp(start, tz)
    return rrulestr(_with_utc_until(rule, tz), dtstart=local)


def _with_utc_until(rule: str, tz: ZoneInfo) -> str:
    """RFC 5545 wants UNTIL in UTC where the start has a zone; people write local days."""

    def in_utc(found: re.Match[str]) -> str:
        if found[4]:
            return found[0]
        local = datetime.strptime(found[2] + (found[3] or "235959"), "%Y%m%d%H%M%S").replace(
            tzinfo=tz
        )
        return f"{found[1]}{local.astimezone(UTC):%Y%m%dT%H%M%SZ}"

    return _UNTIL.sub(in_utc, rule)
