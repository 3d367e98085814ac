"""The pages of the site as a whole, in every language: what the artifacts render."""

from __future__ import annotations

from collections.abc import Mapping

from statusgen import addresses
from statusgen.artifact import Batch, Files
from statusgen.dataclass import dataclass
from statusgen.model.site import FreePage
from statusgen.snapshot.timeline import Affected
from statusgen.targets.html import front, months, snippets, views, words
from statusgen.targets.html.frame import CALENDAR, FEEDS, HISTORY, OPML, Frame
from statusgen.targets.html.front import Front
from statusgen.targets.html.months import Happening
from statusgen.targets.html.shell import LISTS, PAGE, SERVICES, Kind, blanks
from statusgen.targets.html.texts import body
from statusgen.targets.theme import Theme

_HISTORY = Kind("history", sheets=(PAGE, SERVICES, LISTS))
_SUBSCRIBE = Kind("subscribe", sheets=(PAGE, LISTS))


@dataclass(frozen=True, slots=True)
class MonthLink:
    """A month in the list of all months, and how much happened in it."""

    name: str
    text: str
    count: int


def home(theme: Theme, frame: Frame, facts: Front) -> Files:
    """The front page."""
    kind = Kind("status", str(facts.overall.state), live=True, sheets=(PAGE, SERVICES))
    for blank in blanks(theme, frame, ""):
        voice = blank.voice
        page = front.page(facts, voice, blank.place)
        banner = page.banner
        as_of = voice.t("banner.as_of", time=banner.as_of.text)
        yield blank.page(
            kind,
            title=banner.headline.text,
            description=voice.t("page.described", headline=banner.headline.text, time=as_of),
            main=blank.fill("home.html", front=page),
        )


def month(
    theme: Theme,
    frame: Frame,
    name: str,
    found: Batch[Happening],
    earlier: str,
    later: str,
) -> Files:
    """The page of a month, with links to the ones before and after it ("": none)."""
    for blank in blanks(theme, frame, f"history/{name}/"):
        voice, place = blank.voice, blank.place
        title = words.month(voice, name)
        around = {
            key: (neighbour, words.month(voice, neighbour)) if neighbour else None
            for key, neighbour in (("earlier", earlier), ("later", later))
        }
        yield blank.page(
            _HISTORY,
            title=title,
            description=voice.t("history.month", month=title),
            main=blank.fill(
                "history.html",
                title=title,
                groups=months.by_day(months.in_order(found.values), voice, place),
                **around,
            ),
        )


def history(
    theme: Theme,
    frame: Frame,
    counts: tuple[tuple[str, int], ...],
    latest: Batch[Happening],
) -> Files:
    """The list of all months by year, with the latest of them in full."""
    for blank in blanks(theme, frame, "history/"):
        voice, place = blank.voice, blank.place
        years: dict[str, list[MonthLink]] = {}
        for name, count in counts:
            link = MonthLink(name, words.month(voice, name), count)
            years.setdefault(name[:4], []).append(link)
        yield blank.page(
            _HISTORY,
            title=voice.t("history.title"),
            description=voice.t("home.all_history"),
            main=blank.fill(
                "history_index.html",
                years=years,
                latest=words.month(voice, counts[0][0]) if counts else "",
                groups=months.by_day(months.in_order(latest.values), voice, place),
            ),
        )


def free_page(theme: Theme, frame: Frame, page: FreePage) -> Files:
    """A page that people wrote."""
    source = addresses.source(frame.settings.repository, page.file)
    for blank in blanks(theme, frame, f"{page.slug}/"):
        title = words.written(blank.voice, page.title, page.titles)
        html, lang = body(page.text, page.texts, blank.voice, blank.place, top=2)
        yield blank.page(
            Kind(page.slug),
            title=title.text,
            description=title.text,
            main=blank.fill("page.html", title=title, html=html, lang=lang, source=source),
        )


def subscribe(
    theme: Theme,
    frame: Frame,
    groups: tuple[tuple[str, Mapping[str, str], str], ...],
    monitors: tuple[Affected, ...],
    badged: bool,
) -> Files:
    """The page that lists the feeds, and how other pages show the state of the site.

    ``groups`` are names, their translations and slugs; ``badged`` says that there is a picture.
    """
    for blank in blanks(theme, frame, "subscribe/"):
        voice, place = blank.voice, blank.place
        name = frame.settings.titles.get(place.lang, frame.settings.title)
        badge = snippets.badge("badge.svg", name, "", place)
        yield blank.page(
            _SUBSCRIBE,
            title=voice.t("subscribe.title"),
            description=voice.t("subscribe.intro"),
            main=blank.fill(
                "subscribe.html",
                feeds=FEEDS,
                calendar=CALENDAR,
                history=HISTORY,
                opml=OPML,
                groups=[(words.written(voice, name, names), slug) for name, names, slug in groups],
                monitors=views.hits(monitors, voice, place, going_on=False),
                badge=badge if badged else None,
                snippets=(
                    *(badge.snippets if badged else ()),
                    *snippets.embeds(name, place),
                ),
            ),
        )
