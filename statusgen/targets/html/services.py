"""Monitors as templates get them: rows with a bar on the front page, and a page for each."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from statusgen.dataclass import dataclass
from statusgen.model.status import Status
from statusgen.snapshot import GroupView
from statusgen.snapshot.history import weights_of
from statusgen.snapshot.life import PROBLEMS
from statusgen.snapshot.monitors import UPTIME_DAYS
from statusgen.targets.html import bars, words
from statusgen.targets.html.bars import Bar
from statusgen.targets.html.frame import Place
from statusgen.targets.html.tally import Seen
from statusgen.targets.html.views import address, picture
from statusgen.targets.html.words import LOOKS, Voice, Written

_MANY = 40


@dataclass(frozen=True, slots=True)
class Row:
    """A monitor on the front page; ``uptime`` is "" without data, ``since`` the day on which its
    data begin, "" where that is not after the beginning of the bar.
    """

    name: Written
    href: str
    look: str
    word: str
    bar: Bar
    uptime: str
    since: str


@dataclass(frozen=True, slots=True)
class Box:
    """A group of monitors; without a ``title`` it has no heading. ``open`` None: it cannot be
    closed.
    """

    title: str
    description: str
    look: str
    word: str
    open: bool | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """Uptime over a time: "90 days", "99.95%" ("" without data)."""

    label: str
    uptime: str


@dataclass(frozen=True, slots=True)
class Service:
    """A monitor's page. ``weights`` are percentages by look."""

    row: Row
    tag: str
    description: Written
    image: str
    website: str
    since: str
    figures: tuple[Figure, ...]
    weights: Mapping[str, str]


def boxes(
    groups: Iterable[GroupView], voice: Voice, place: Place, works: Container[str]
) -> tuple[Box, ...]:
    """The groups of the front page; ``works`` are the slugs that are maintenances."""
    groups = tuple(groups)
    many = sum(len(one.monitors) for one in groups) > _MANY
    return tuple(_box(one, voice, place, works, many) for one in groups)


def _box(view: GroupView, voice: Voice, place: Place, works: Container[str], many: bool) -> Box:
    collapse = view.group.collapse
    closable = bool(view.group.title) and (collapse == "closed" or (many and collapse == "auto"))
    return Box(
        title=view.group.titles.get(voice.lang, view.group.title),
        description=view.group.description,
        look=LOOKS[view.status],
        word=words.status_word(voice, view.status),
        open=view.status is not Status.UP if closable else None,
        rows=tuple(row(one, voice, place, works) for one in view.monitors),
    )


def row(view: Seen, voice: Voice, place: Place, works: Container[str]) -> Row:
    """A monitor with its bar."""
    since = words.day_of(voice.day_zone, view.since)
    return Row(
        name=words.written(voice, view.monitor.name, view.monitor.names),
        href=f"{place.home}monitors/{view.monitor.tag}/",
        look=LOOKS[view.status],
        word=words.status_word(voice, view.status),
        bar=bars.bar(view, voice, place, works),
        uptime=words.percent(voice, view.bar_uptime),
        since=words.date(voice, since) if view.days and since > view.days[0].date else "",
    )


def service(
    view: Seen,
    works: Container[str],
    weights: Mapping[Status, float],
    voice: Voice,
    place: Place,
) -> Service:
    """A monitor's page; ``works`` are the slugs that are maintenances, ``weights`` say how much
    of a minute counts as downtime.
    """
    monitor = view.monitor
    return Service(
        row=row(view, voice, place, works),
        tag=monitor.tag,
        description=words.written(voice, monitor.description, monitor.descriptions),
        image=picture(monitor.image, place),
        website=address(monitor.url, place),
        since=words.date(voice, words.day_of(voice.day_zone, view.since)),
        figures=tuple(_figures(view, voice)),
        weights=_percentages(weights_of(monitor, weights), voice),
    )


def _figures(view: Seen, voice: Voice) -> Iterable[Figure]:
    for days, uptime in zip(UPTIME_DAYS, view.uptimes, strict=True):
        key, n = ("monitor.hours", 24) if days == 1 else ("monitor.days", days)
        yield Figure(voice.t(key, n=n), words.percent(voice, uptime))


def _percentages(weights: Mapping[Status, float], voice: Voice) -> dict[str, str]:
    return {
        LOOKS[status]: words.percent(voice, f"{weights.get(status, 0) * 100:g}")
        for status in PROBLEMS
    }
