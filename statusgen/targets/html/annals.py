"""What belongs to a monitor's page and to each of its years: a stretch of its life, and reports."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import field
from datetime import date, datetime
from itertools import accumulate
from math import inf
from zoneinfo import ZoneInfo

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.model.monitor import Monitor
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.snapshot.history import day_bounds, midnight
from statusgen.snapshot.stretch import Stretch, first_known, stretch
from statusgen.snapshot.timeline import IncidentView
from statusgen.targets.html import words
from statusgen.targets.html.months import Happening
from statusgen.targets.html.tally import Present, present

RECENT = 365
"""How many days the page of a monitor tells of, if its bar does not show more."""


@dataclass(frozen=True, slots=True)
class Annals:
    """A stretch of a monitor's life with what touched it, newest first.

    ``told`` is the stretch where it is over, and what it is so far where it goes on.
    ``months`` are those in it of which the history has a page. ``years`` are all years of which
    the monitor has a page, newest first. ``digest`` stands for all of it.
    """

    monitor: Monitor
    told: Stretch | Present
    reports: tuple[Happening, ...]
    months: tuple[str, ...]
    years: tuple[str, ...]
    digest: bytes


@dataclass(slots=True)
class Record:
    """What names a monitor, newest first, and when each of it was over."""

    reports: list[Happening] = field(default_factory=list)
    over: list[float] = field(default_factory=list)
    _begun: list[int] = field(default_factory=list)
    _last: list[float] = field(default_factory=list)

    def between(self, start: int, end: int) -> tuple[Happening, ...]:
        """What went on between two instants, without a look at what began after them, or was over
        before them.
        """
        if len(self._begun) != len(self.reports):
            self._begun = [-one.start for one in self.reports]
            self._last = list(accumulate(reversed(self.over), max))[::-1]
        first, index = bisect_left(self._begun, -end), bisect_right(self._begun, -start)
        found = self.reports[first:index]
        while index < len(self._last) and self._last[index] >= start:
            if self.over[index] >= start:
                found.append(self.reports[index])
            index += 1
        return tuple(found)


def years_of(view: MonitorView, now: int, zone: str) -> tuple[str, ...]:
    """The years since the beginning of a monitor's data, newest first."""
    known = first_known(view)
    if known is None:
        return ()
    first, last = (datetime.fromtimestamp(at, ZoneInfo(zone)).year for at in (known, now - 1))
    return tuple(f"{year:04}" for year in range(last, first - 1, -1))


def by_monitor(found: Iterable[Happening]) -> dict[str, Record]:
    """What names each monitor, by its tag, in the order given: newest first."""
    named: dict[str, Record] = {}
    for one in found:
        over = _over(one)
        for hit in one.affected:
            record = named.get(hit.tag)
            if record is None:
                record = named[hit.tag] = Record()
            record.reports.append(one)
            record.over.append(over)
    return named


def _over(one: Happening) -> float:
    """When it was over; a notice is of the moment at which it was given."""
    if isinstance(one, IncidentView) and one.notice:
        return one.start
    return inf if one.end is None else max(one.start, one.end)


class Chronicle:
    """Makes the annals of all monitors of a site; ``months`` are all that have a page."""

    def __init__(
        self, snapshot: Snapshot, found: Iterable[Happening], months: Sequence[str]
    ) -> None:
        settings, self._now = snapshot.settings, snapshot.now
        self._zone, self._months = settings.day_zone, months
        self._weights = settings.uptime_weights
        self._records = by_monitor(found)
        days = max(settings.history_days, RECENT)
        self._recent = day_bounds(self._now, days, self._zone)[0][1]

    def of(self, view: MonitorView) -> tuple[Annals, list[tuple[str, Annals]]]:
        """The last year of a monitor up to the snapshot's instant, and each year by its name."""
        tz, years = ZoneInfo(self._zone), years_of(view, self._now, self._zone)
        until_now = present(view, self._now, self._zone, self._weights)
        first = words.day_of(tz, self._recent)[:7]
        linked = tuple(month for month in self._months if month >= first)
        recent = self._annals(
            view, (self._recent, self._now), until_now(self._recent), linked, years
        )
        found = []
        for year in years:
            start, end = (midnight(date(int(year) + more, 1, 1), tz) for more in (0, 1))
            told = stretch(view, start, end) if end < self._now else until_now(start)
            linked = tuple(month for month in self._months if month[:4] == year)
            time = start, min(end, self._now)
            found.append((year, self._annals(view, time, told, linked, years)))
        return recent, found

    def _annals(
        self,
        view: MonitorView,
        time: tuple[int, int],
        told: Stretch | Present,
        months: tuple[str, ...],
        years: tuple[str, ...],
    ) -> Annals:
        record = self._records.get(view.monitor.tag)
        touching = record.between(*time) if record else ()
        reports = b"".join([one.facts for one in touching])
        facts = digest(view.named, told, reports, months, years)
        return Annals(view.plain, told, touching, months, years, facts)
