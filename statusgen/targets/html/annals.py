"""What belongs to a monitor's page and to each of its years: a stretch of its life, and reports."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import accumulate
from math import inf
from operator import attrgetter
from zoneinfo import ZoneInfo

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.encoding import packed
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


class Record:
    """What names a monitor, newest first."""

    def __init__(self, reports: list[Happening]) -> None:
        self._reports = reports
        self._begun = [-one.start for one in reports]
        self._over = [_over(one) for one in reports]
        self._last = list(accumulate(reversed(self._over), max))[::-1]

    def between(self, start: int, end: int) -> tuple[Happening, ...]:
        """What went on between two instants, without a look at what began after them, or was over
        before them.
        """
        first, index = bisect_left(self._begun, -end), bisect_right(self._begun, -start)
        found = self._reports[first:index]
        while index < len(self._last) and self._last[index] >= start:
            if self._over[index] >= start:
                found.append(self._reports[index])
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
    named: defaultdict[str, list[Happening]] = defaultdict(list)
    for one in found:
        for hit in one.affected:
            named[hit.tag].append(one)
    return {tag: Record(reports) for tag, reports in named.items()}


def _over(one: Happening) -> float:
    """When it was over; a notice is of the moment at which it was given."""
    if isinstance(one, IncidentView) and one.notice:
        return one.start
    return inf if one.end is None else max(one.start, one.end)


class Chronicle:
    """Makes the annals of all monitors of a site; ``months`` are all that have a page."""

    def __init__(
        self, snapshot: Snapshot, found: Sequence[Happening], months: Sequence[str]
    ) -> None:
        settings, self._now = snapshot.settings, snapshot.now
        self._snapshot = snapshot
        self._zone, self._months = ZoneInfo(settings.day_zone), months
        self._weights = settings.uptime_weights
        self._found = found
        days = max(settings.history_days, RECENT)
        self._recent = day_bounds(self._now, days, settings.day_zone)[0][1]
        self._year = datetime.fromtimestamp(self._now - 1, self._zone).year

    @cached_property
    def _late(self) -> dict[str, Record]:
        """What the last year and the present one may tell of."""
        since = min(self._recent, self._begin(self._year))
        return by_monitor(
            one for one in self._found if one.end is None or one.end >= since or one.start >= since
        )

    @cached_property
    def _whole(self) -> dict[str, Record]:
        return by_monitor(self._found)

    def years(self, view: MonitorView) -> tuple[str, ...]:
        """The years since the beginning of a monitor's data, newest first."""
        return years_of(view, self._now, self._zone.key)

    def over(self) -> Over:
        """The years of all monitors that are over, without making any."""
        views, settings = self._snapshot.monitors, self._snapshot.settings
        facts = self._snapshot.reports, self._months, self._zone.key, settings.records_hold
        return Over(self, views, digest(*facts, [self._said(view) for view in views]))

    def _said(self, view: MonitorView) -> bytes:
        """What stands for the years of a monitor that are over, but for the reports of them."""
        samples = view.life.samples
        before = bisect_left(samples, self._begin(self._year), key=attrgetter("at"))
        return digest(view.named, view.since, self.years(view), packed(samples[:before]))

    def present(self, view: MonitorView) -> tuple[Annals, tuple[str, Annals] | None]:
        """The last year of a monitor up to the snapshot's instant, and the year that goes on."""
        years = self.years(view)
        until_now = present(view, self._now, self._zone.key, self._weights)
        first = words.day_of(self._zone, self._recent)[:7]
        linked = tuple(month for month in self._months if month >= first)
        time = self._recent, self._now
        recent = self._annals(view, self._late, time, until_now(self._recent), linked, years)
        if not years:
            return recent, None
        begin = self._begin(self._year)
        return recent, self._of_year(
            view, self._late, years[0], (begin, self._now), until_now(begin), years
        )

    def past(self, view: MonitorView) -> Iterator[tuple[str, Annals]]:
        """Each year of a monitor that is over, by its name."""
        years = self.years(view)
        for year in years[1:]:
            time = self._begin(int(year)), self._begin(int(year) + 1)
            yield self._of_year(view, self._whole, year, time, stretch(view, *time), years)

    def _begin(self, year: int) -> int:
        return midnight(date(year, 1, 1), self._zone)

    def _of_year(
        self,
        view: MonitorView,
        records: Mapping[str, Record],
        year: str,
        time: tuple[int, int],
        told: Stretch | Present,
        years: tuple[str, ...],
    ) -> tuple[str, Annals]:
        linked = tuple(month for month in self._months if month[:4] == year)
        return year, self._annals(view, records, time, told, linked, years)

    def _annals(
        self,
        view: MonitorView,
        records: Mapping[str, Record],
        time: tuple[int, int],
        told: Stretch | Present,
        months: tuple[str, ...],
        years: tuple[str, ...],
    ) -> Annals:
        record = records.get(view.monitor.tag)
        touching = record.between(*time) if record else ()
        reports = b"".join([one.facts for one in touching])
        facts = digest(view.named, told, reports, months, years)
        return Annals(view.plain, told, touching, months, years, facts)


@dataclass(frozen=True, slots=True, eq=False)
class Over:
    """The years of monitors that are over; ``digest`` stands for everything in them."""

    chronicle: Chronicle
    monitors: tuple[MonitorView, ...]
    digest: bytes

    def years(self) -> Iterator[tuple[str, Annals]]:
        """Each of them, by its name."""
        for view in self.monitors:
            yield from self.chronicle.past(view)
