"""How a language writes dates, times and numbers, as CLDR has it: the only door to Babel."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_LONGEST_ZONE = 5
_GAP = "\1"
_FIELD = re.compile(r"%\((\w+)\)s")
_MADE_OF = {"y": "year", "M": "month", "L": "month", "d": "day", "H": "hour", "m": "minute"}
"""The part of a date or time that decides about a field, by its letter."""

_MARKS = "\u200e\u200f\u061c"  # of direction: browsers leave them out


class UnknownLocaleError(ValueError):
    """CLDR does not know a locale."""


class Conventions:
    """The habits of one locale, such as ``de-DE``. Digits are Latin in all of them.

    Texts have the form that browsers give them (``Intl.DateTimeFormat``), so that nothing moves
    when a script shows them in another zone. ``glue`` stands between a day and a clock time.
    """

    def __init__(self, tag: str) -> None:
        """``tag`` may end in an extension for browsers, such as ``ar-u-nu-latn``. Raises
        UnknownLocaleError.
        """
        self.tag = tag
        self._locale = _locale(tag.partition("-u-")[0])
        self.direction: str = self._locale.text_direction
        self.glue = re.sub(r"{[01]}", "", str(self._locale.datetime_formats["medium"]))
        self._fields: dict[tuple[str, object], str] = {}
        self._zones: dict[tuple[str | None, timedelta | None], str] = {}

    @lru_cache(maxsize=4096, typed=True)  # noqa: B019 - a rule is walked for each number
    def plural_form(self, n: object) -> str:
        """The name of the plural form for a number: ``one``, ``few``, ``other``…"""
        return self._locale.plural_form(n) if isinstance(n, int | float) else "other"

    @lru_cache(maxsize=4096)  # noqa: B019
    def month(self, year: int, number: int) -> str:
        """``August 2026``."""
        return self._filled("yMMMM", date(year, number, 1))

    @lru_cache(maxsize=16384)  # noqa: B019 - patterns are slow, and days come again and again
    def day(self, day: date) -> str:
        """``22 Aug 2026``."""
        return self._filled("yMMMd", day)

    @lru_cache(maxsize=16384)  # noqa: B019
    def clock(self, hour: int, minute: int) -> str:
        """``14:03``."""
        return self._filled("Hm", time(hour, minute))

    def zoned(self, local: datetime) -> str:
        """``14:03 CET``: a clock time and the name of its zone."""
        return self._with_gap(local.hour, local.minute).replace(_GAP, self.zone(local))

    def zone(self, local: datetime) -> str:
        """``CET``: the zone of a time, or ``GMT+5:45`` where its zone has no short name."""
        key = local.tzname(), local.utcoffset()
        if key not in self._zones:
            self._zones[key] = self._zone(local)
        return self._zones[key]

    def number(self, figure: str) -> str:
        """``99.95`` with the decimal mark of the language."""
        return figure.replace(".", self._symbols["decimal"])

    def percent(self, figure: str) -> str:
        """``99.95`` as 99.95% is written."""
        return self._percentage.replace("#,##0", self.number(figure))

    def _zone(self, local: datetime) -> str:
        """Its short name where people use one, else its distance from Greenwich."""
        from babel.dates import get_timezone_name

        if not local.utcoffset():
            return "UTC" if local.tzname() == "UTC" else local.tzname() or "UTC"
        name = get_timezone_name(local, "short", locale=self._locale)
        if name.isalpha() and len(name) <= _LONGEST_ZONE:
            return name
        minutes = (local.utcoffset() or timedelta()) // timedelta(minutes=1)
        hours, rest = divmod(abs(minutes), 60)
        sign = self._symbols["minusSign" if minutes < 0 else "plusSign"].strip(_MARKS)
        distance = f"{sign}{hours}:{rest:02}" if rest else f"{sign}{hours}"
        pattern: str = self._locale.zone_formats["gmt"]
        return pattern % distance

    @cached_property
    def _symbols(self) -> dict[str, str]:
        symbols = self._locale.number_symbols
        return dict(symbols.get("latn") or next(iter(symbols.values())))

    @cached_property
    def _percentage(self) -> str:
        pattern: str = self._locale.percent_formats[None].pattern
        return pattern.replace("%", self._symbols["percentSign"])

    @lru_cache(maxsize=16384)  # noqa: B019
    def _with_gap(self, hour: int, minute: int) -> str:
        return self._filled("Hmv", time(hour, minute))

    def _filled(self, skeleton: str, value: date | time) -> str:
        """The pattern of a skeleton for a date or a time."""
        pattern, names = self._pattern(skeleton)
        return pattern % {name: self._field(name, value) for name in names}

    def _field(self, name: str, value: date | time) -> str:
        """A part of it, such as the name of its month, which many dates have in common."""
        key = name, getattr(value, _MADE_OF[name[0]]) if name[0] in _MADE_OF else value
        if key not in self._fields:
            from babel.dates import DateTimeFormat

            self._fields[key] = DateTimeFormat(value, self._locale)[name]
        return self._fields[key]

    @lru_cache(maxsize=256)  # noqa: B019
    def _pattern(self, skeleton: str) -> tuple[str, tuple[str, ...]]:
        """A pattern with two digits for the hour and a gap for the zone, and its fields."""
        from babel.dates import parse_pattern

        written = str(self._locale.datetime_skeletons[skeleton])
        pattern = str(parse_pattern(re.sub("H+", "HH", written).replace("v", _GAP)).format)
        return pattern, tuple(_FIELD.findall(pattern))


@lru_cache(maxsize=32)
def conventions(tag: str) -> Conventions:
    """The habits of a locale. Raises UnknownLocaleError."""
    return Conventions(tag)


def _locale(tag: str) -> Locale:
    from babel import Locale
    from babel import UnknownLocaleError as Unknown

    try:
        return Locale.parse(tag, sep="-")
    except (Unknown, ValueError) as error:
        raise UnknownLocaleError(f"there is no locale `{tag}`") from error
