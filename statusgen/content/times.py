"""Instants, time zones and durations, as people write them and as Unix seconds."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from statusgen.content.places import At, Json, wrong_type
from statusgen.dataclass import dataclass
from statusgen.patterns import pattern

LAST_SECOND = 32503679999
"""2999-12-31T23:59:59Z: no time is later, and none is before 1970."""

_TIME = pattern(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<clock>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?"
    r"\s?(?P<zone>[Zz]|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_OFFSET = pattern(r"[Zz]|[+-](?:0\d|1[0-4]):?[0-5]\d", re.ASCII)
_DAY = pattern(r"\d{4}-\d\d-\d\d", re.ASCII)
_DURATION = pattern("".join(rf"(?:([0-9]{{1,9}}){unit})?" for unit in "wdhms"))
_LONGEST = 366 * 86400 * 10
_ZONE = pattern(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")
_NO_PLACE = pattern(r"localtime|posixrules|Factory|(right|posix)(/.*)?")
"""Names that stand for something else on each machine, or for nothing."""

_SECONDS_OF = (604800, 86400, 3600, 60, 1)


@dataclass(frozen=True, slots=True)
class Time:
    """An instant: RFC 3339 with an offset or Z, or whole Unix seconds.

    With ``days`` a date alone is read as the beginning of that day in UTC.
    """

    days: bool = False

    def read(self, value: Any, at: At) -> int | None:
        """Unix seconds."""
        if self.days and isinstance(value, str) and _DAY.fullmatch(value):
            value += "T00:00Z"
        if isinstance(value, int) and not isinstance(value, bool):
            return _unix(value, at)
        if not isinstance(value, str):
            return wrong_type(value, at, "a time such as 2026-01-15T10:30:00Z")
        return parse_time(value, at)

    def schema(self) -> Json:
        """Text in the form of RFC 3339, or an integer."""
        clock = r"[Tt ]\d\d:\d\d(:\d\d)?(\.\d+)?\s?([Zz]|[+-]\d\d:?\d\d)?"
        pattern = rf"^\d{{4}}-\d\d-\d\d({clock}){'?' if self.days else ''}$"
        return {
            "anyOf": [
                {"type": "string", "pattern": pattern},
                {"type": "integer", "minimum": 0, "maximum": LAST_SECOND},
            ]
        }


def is_instant(at: int) -> bool:
    """Whether a time (Unix seconds) is in the years 1970 to 2999."""
    return 0 <= at <= LAST_SECOND


def _unix(value: int, at: At) -> int | None:
    if is_instant(value):
        return value
    hint = "write it as 2026-01-15T10:30:00Z"
    hint = "these look like milliseconds: divide by 1000" if value > LAST_SECOND else hint
    at.report("bad-time", f"{at.name} is not a time in Unix seconds: {value}", hint)
    return None


def parse_time(text: str, at: At) -> int | None:
    """Unix seconds of a written time; a zoneless one is in ``at.zone``, or an error without it."""
    found = _TIME.fullmatch(text)
    if not found:
        hint = "write it as 2026-01-15T10:30:00Z or with an offset such as +01:00"
        if _DAY.fullmatch(text):
            hint = f"add the time of day and the zone: {text}T10:30:00Z"
        at.report("bad-time", f"{at.name} is not a time: `{text}`", hint)
        return None
    day, clock, zone = found["day"], found["clock"], found["zone"]
    if zone and not _OFFSET.fullmatch(zone):
        hint = "offsets go from -14:59 to +14:59, and +01:00 is an hour ahead of UTC"
        return at.report("bad-time", f"{at.name} has an impossible offset: `{text}`", hint)
    offset = "+00:00" if zone in ("Z", "z") else zone or ""
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{offset}")
        seconds = _seconds(moment) if zone else _zoneless(moment, at)
    except (ValueError, OverflowError):
        message = f"{at.name} is a day or an hour that does not exist: `{text}`"
        return at.report("bad-time", message, "correct the date or the time of day")
    if seconds is not None and not is_instant(seconds):
        message = f"{at.name} is not in the years 1970 to 2999: `{text}`"
        return at.report("bad-time", message, "correct the year")
    return seconds


def _zoneless(local: datetime, at: At) -> int | None:
    if at.zone:
        return _seconds(local.replace(tzinfo=zone_info(at.zone)))
    stamp = f"{local:%Y-%m-%dT%H:%M:%S}"
    at.report(
        "time-without-zone",
        f"{at.name} does not say in which zone it is: {stamp}",
        f"write {stamp}Z if it is UTC, or an offset such as {stamp}+01:00 if it is local time",
    )
    return None


def _seconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp())


@lru_cache(maxsize=64)
def zone_info(name: str) -> ZoneInfo:
    """The time zone of a name that `Zone` has accepted."""
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    """Whether this is the IANA name of a time zone."""
    if len(name) > 64 or not _ZONE.fullmatch(name) or _NO_PLACE.fullmatch(name):
        return False
    try:
        zone_info(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class Zone:
    """The IANA name of a time zone, such as Europe/Berlin."""

    def read(self, value: Any, at: At) -> str | None:
        """The name."""
        if not isinstance(value, str):
            return wrong_type(value, at, "text: the name of a time zone")
        if not is_zone(value):
            return at.report(
                "bad-value",
                f"{at.name} is no time zone: `{value}`",
                "use a name of the IANA database, such as Europe/Berlin or UTC",
            )
        return value

    def schema(self) -> Json:
        """A string."""
        return {"type": "string"}


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time: ``2h30m``, ``7d``, or whole seconds. Read as seconds."""

    least: int = 1

    def read(self, value: Any, at: At) -> int | None:
        """Seconds."""
        seconds: int | None = None
        if isinstance(value, int) and not isinstance(value, bool):
            seconds = value
        elif isinstance(value, str) and value and (found := _DURATION.fullmatch(value)):
            parts = zip(found.groups(), _SECONDS_OF, strict=True)
            seconds = sum(int(part) * unit for part, unit in parts if part)
        elif not isinstance(value, str):
            return wrong_type(value, at, "a duration such as 2h30m")
        if seconds is None or not self.least <= seconds <= _LONGEST:
            return at.report(
                "bad-value",
                f"{at.name} is not a duration: `{value}`",
                "write it as 2h30m, 7d or in seconds",
            )
        return seconds

    def schema(self) -> Json:
        """Text in that form, or an integer."""
        pattern = "^(?=.)" + "".join(rf"([0-9]{{1,9}}{unit})?" for unit in "wdhms") + "$"
        return {
            "anyOf": [
                {"type": "string", "pattern": pattern},
                {"type": "integer", "minimum": self.least, "maximum": _LONGEST},
            ]
        }
