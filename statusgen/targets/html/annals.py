"""What belongs to a monitor's page and to each of its years: a stretch of its life, and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from statusgen.dataclass import dataclass
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.snapshot.history import day_bounds, midnight
from statusgen.snapshot.stretch import Stretch, first_known, stretch
from statusgen.snapshot.timeline import IncidentView
from statusgen.targets.html import words
from statusgen.targets.html.months import Happening

RECENT = 365
"""How many days the page of a monitor tells of, if its bar does not show more."""


@dataclass(frozen=True, slots=True)
class Annals:
    """A stretch of a monitor's life with what touched it, newest first.

    ``months`` are those in it of which the history has a page. ``years`` are all years of which
    the monitor has a page, newest first.
    """

    stretch: Stretch
    reports: tuple[Happening, ...]
    months: tuple[str, ...]
    years: tuple[str, ...]


def years_of(view: MonitorView, now: int, zone: str) -> tuple[str, ...]:
    """The years since the beginning of a monitor's data, newest first."""
    known = first_known(view)
    if known is None:
        return ()
    first, last = (datetime.fromtimestamp(at, ZoneInfo(zone)).year for at in (known, now - 1))
    return tuple(f"{year:04}" for year in range(last, first - 1, -1))


def by_monitor(found: Iterable[Happening]) -> dict[str, list[Happening]]:
    """What names each monitor, by its tag, in the order given."""
    named: dict[str, list[Happening]] = {}
    for one in found:
        for hit in one.affected:
            named.setdefault(hit.tag, []).append(one)
    return named


def recent(
    snapshot: Snapshot, view: MonitorView, reports: Sequence[Happening], months: Iterable[str]
) -> Annals:
    """The last year up to the snapshot's instant; ``reports`` are all that name the monitor."""
    settings, now = snapshot.settings, snapshot.now
    days = max(settings.history_days, RECENT)
    start = day_bounds(now, days, settings.day_zone)[0][1]
    first = words.day_of(ZoneInfo(settings.day_zone), start)[:7]
    linked = tuple(month for month in months if month >= first)
    years = years_of(view, now, settings.day_zone)
    return _annals(view, start, now, reports, linked, years)


def yearly(
    snapshot: Snapshot, view: MonitorView, reports: Sequence[Happening], months: Sequence[str]
) -> Iterator[tuple[str, Annals]]:
    """Each year of a monitor, by its name."""
    zone = snapshot.settings.day_zone
    tz = ZoneInfo(zone)
    years = years_of(view, snapshot.now, zone)
    for year in years:
        start = midnight(date(int(year), 1, 1), tz)
        end = min(midnight(date(int(year) + 1, 1, 1), tz), snapshot.now)
        linked = tuple(month for month in months if month[:4] == year)
        yield year, _annals(view, start, end, reports, linked, years)


def _annals(
    view: MonitorView,
    start: int,
    end: int,
    reports: Iterable[Happening],
    months: tuple[str, ...],
    years: tuple[str, ...],
) -> Annals:
    touching = tuple(one for one in reports if _touches(one, start, end))
    return Annals(stretch(view, start, end), touching, months, years)


def _touches(one: Happening, start: int, end: int) -> bool:
    """Whether it went on between the two; a notice is of the moment at which it was given."""
    notice = isinstance(one, IncidentView) and one.notice
    over = one.start if notice else one.end
    return one.start <= end and (over is None or max(one.start, over) >= start)
