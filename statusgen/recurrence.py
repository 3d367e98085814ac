"""The only door to dateutil: RFC 5545 rules, expanded in a time zone."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from dateutil.rrule import rrule

MOST_IN_A_YEAR = 1_000
"""How many occurrences a rule may have in its first year."""

MOST = 2_000
"""How many occurrences of a rule are looked at."""

_DAY = 86_400
_YEAR = 366 * _DAY
_PATIENCE = 8 * _YEAR  # from one 29 February to the next, across a year such as 2100
_UNTIL = re.compile(r"(UNTIL=)(\d{8})(?:T(\d{6}))?(Z?)", re.IGNORECASE | re.ASCII)
_NUMBERS = r"[+-]?[0-9]{1,3}(?:,[+-]?[0-9]{1,3})*"
_WEEKDAY = r"(?:[+-]?(?:[1-9]|[1-4][0-9]|5[0-3]))?(?:MO|TU|WE|TH|FR|SA|SU)"
_FORMS = {
    "FREQ": (r"[A-Z]+", "FREQ=WEEKLY"),
    "UNTIL": (r"\d{8}(?:T\d{6})?Z?", "UNTIL=20260201"),
    "COUNT": (r"[1-9][0-9]{0,5}", "COUNT=10"),
    "INTERVAL": (r"[1-9][0-9]{0,4}", "INTERVAL=2"),
    "WKST": (r"MO|TU|WE|TH|FR|SA|SU", "WKST=MO"),
    "BYDAY": (rf"{_WEEKDAY}(?:,{_WEEKDAY})*", "BYDAY=MO,1FR"),
    "BYMONTH": (_NUMBERS, "BYMONTH=1,7"),
    "BYMONTHDAY": (_NUMBERS, "BYMONTHDAY=1,-1"),
    "BYYEARDAY": (_NUMBERS, "BYYEARDAY=100"),
    "BYWEEKNO": (_NUMBERS, "BYWEEKNO=20"),
    "BYSETPOS": (_NUMBERS, "BYSETPOS=-1"),
    "BYHOUR": (_NUMBERS, "BYHOUR=3"),
    "BYMINUTE": (_NUMBERS, "BYMINUTE=30"),
    "BYSECOND": (_NUMBERS, "BYSECOND=0"),
}
"""The parts of a rule, the form of their values, and an example."""


class _Enough(Exception):
    """A rule has gone through all the months that it is looked at."""


def rule_problem(rule: str, start: int, zone: str) -> str:
    """What is wrong with a rule in words, "" where it can be used."""
    odd = _odd_form(rule) or _odd_meaning(_parts(rule))
    if odd:
        return odd
    found = 0
    try:
        for at in _starts(rule, start, zone, start + _PATIENCE):
            if at > start + _YEAR:
                return ""
            found += 1
            if found > MOST_IN_A_YEAR:
                return f"it recurs more than {MOST_IN_A_YEAR:,} times a year"
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, AttributeError) as error:
        said = str(error)
        return said if said.startswith(("invalid", "unknown", "give")) else "it fits no calendar"
    return "" if found else "it never takes place"


def _parts(rule: str) -> dict[str, str]:
    """The values of a rule of good form by name, in upper case."""
    pairs = re.sub(r"^RRULE:", "", rule.upper()).split(";")
    return dict(pair.split("=", 1) for pair in pairs)


def _odd_form(rule: str) -> str:
    """What is wrong with the form of a rule, which dateutil would say in words of Python."""
    seen: set[str] = set()
    for part in re.sub(r"(?i)^RRULE:", "", rule).split(";"):
        name, sign, value = part.upper().partition("=")
        if not name or not sign or not value or re.search(r"[\s=]", value):
            shown = f"`{part}`" if part else "what stands beside a `;`"
            return f"{shown} is not of the form NAME=VALUE"
        if name not in _FORMS:
            return f"`{name}` is no part of a rule"
        form, example = _FORMS[name]
        if not re.fullmatch(form, value, re.ASCII):
            return f"`{part}` is not of the form {example}"
        if name in seen:
            return f"`{name}` stands there twice"
        seen.add(name)
    return "" if "FREQ" in seen else "it does not say how often, such as FREQ=WEEKLY"


def _odd_meaning(parts: dict[str, str]) -> str:
    """Why a rule of good form cannot be looked at, or only second by second, for minutes."""
    fine = parts["FREQ"] in ("SECONDLY", "MINUTELY")
    if fine and int(parts.get("COUNT", MOST_IN_A_YEAR + 1)) > MOST_IN_A_YEAR:
        return f"it recurs every minute or second without a COUNT of at most {MOST_IN_A_YEAR:,}"
    if fine and any(name.startswith("BY") for name in parts):
        return "what recurs every minute or second takes no part that begins with BY"
    weeks = max(map(int, re.findall(r"[0-9]+", parts.get("BYDAY", ""))), default=0)
    if weeks > 5 and (parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts):
        return f"no month has {weeks} weeks"
    if parts["FREQ"] == "HOURLY" and "BYSETPOS" in parts:
        return "what recurs every hour takes no BYSETPOS"
    return ""


def expand(rule: str, start: int, zone: str, until: int) -> Iterator[int]:
    """The starts (Unix seconds) of a rule that `rule_problem` accepts, up to ``until``.

    Where there are more than MOST, the newest. Wall-clock time is kept across daylight saving:
    02:00 stays 02:00.
    """
    return iter(deque(_starts(rule, start, zone, until), maxlen=MOST))


def first(rule: str, start: int, zone: str) -> int:
    """The first start of a rule that `rule_problem` accepts: ``start`` itself may not fit it."""
    return next(_starts(rule, start, zone, start + _PATIENCE), start)


def normalised(rule: str, zone: str) -> str:
    """A rule that `rule_problem` accepts as RFC 5545 has it, such as ``FREQ=WEEKLY;BYDAY=SU``.

    UNTIL is in UTC; what dateutil reads otherwise than the RFC says is said in the RFC's words.
    """
    parts = _parts(_with_utc_until(rule.upper(), ZoneInfo(zone)))
    if parts["FREQ"] not in ("MONTHLY", "YEARLY") and "BYDAY" in parts:
        parts["BYDAY"] = re.sub(r"[+-]?[0-9]+", "", parts["BYDAY"])
    if "BYWEEKNO" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYYEARDAY"}:
        parts["BYDAY"] = "MO,TU,WE,TH,FR,SA,SU"
    frequency = parts.pop("FREQ")
    values = (f";{name}={parts[name].replace('+', '')}" for name in _FORMS if name in parts)
    return f"FREQ={frequency}{''.join(values)}"


def ended(rule: str, last: int) -> str:
    """The same rule without anything after the start ``last`` (Unix seconds)."""
    parts = [part for part in rule.split(";") if not part.upper().startswith(("UNTIL=", "COUNT="))]
    until = f"{datetime.fromtimestamp(last, UTC):%Y%m%dT%H%M%SZ}"
    return ";".join([*parts, f"UNTIL={until}"])


def _starts(rule: str, start: int, zone: str, until: int) -> Iterator[int]:
    found = _parsed(rule, start, zone)
    found.__class__ = _bounded()
    vars(found)["months"] = max(0, until - start) // (28 * _DAY) + 3
    with suppress(_Enough):
        for moment in found:
            at = int(moment.timestamp())
            if at > until:
                return
            yield at


@cache
def _bounded() -> type[rrule]:
    """A kind of rule that goes through ``months`` months or years and then has had enough.

    dateutil itself tries every day up to the year 9999 where nothing fits. It asks for the days
    of Easter, which RFC 5545 does not know, each time that it comes to another month.
    """
    from dateutil.rrule import rrule

    class Bounded(rrule):
        @property
        def _byeaster(self) -> None:
            left = vars(self)["months"]
            if left <= 0:
                raise _Enough
            vars(self)["months"] = left - 1

    return Bounded


def _parsed(rule: str, start: int, zone: str) -> rrule:
    from dateutil.rrule import rrule, rrulestr

    tz = ZoneInfo(zone)
    found = rrulestr(_with_utc_until(rule, tz), dtstart=datetime.fromtimestamp(start, tz))
    if not isinstance(found, rrule):
        raise ValueError("give the rule alone, without DTSTART or line breaks")
    return found


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
