"""The files of each kind of page, in every language of the site: what the artifacts render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from statusgen import addresses
from statusgen.artifact import Batch, Files
from statusgen.dataclass import dataclass
from statusgen.model.dated import Dated
from statusgen.model.site import FreePage, Placeholder
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.overall import PageState
from statusgen.snapshot.timeline import Affected, IncidentView
from statusgen.targets.html import front, months, shell, snippets, views, words, works
from statusgen.targets.html.frame import (
    CALENDAR,
    FEEDS,
    HISTORY,
    MANAGING,
    OPML,
    SCRIPT,
    Frame,
    path_of_broken,
    places,
)
from statusgen.targets.html.front import Front
from statusgen.targets.html.months import Happening
from statusgen.targets.html.shell import LISTS, PAGE, SERVICES, Kind
from statusgen.targets.html.views import Entry
from statusgen.targets.theme import Theme

_REPORT = Kind("history")
_MAINTENANCE = Kind("history", sheets=(PAGE, LISTS))
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
    for place in places(frame, ""):
        voice = words.voice(theme, frame, place.lang)
        page = front.page(facts, voice, place)
        banner = page.banner
        as_of = voice.t("banner.as_of", time=banner.as_of.text)
        yield shell.page(
            theme,
            place,
            kind,
            title=banner.headline.text,
            description=voice.t("page.described", headline=banner.headline.text, time=as_of),
            main=shell.fill(theme, "home.html", place, front=page),
        )


def incident(
    theme: Theme, frame: Frame, view: IncidentView, dates: Mapping[str, Dated] = views.UNKNOWN
) -> Files:
    """The page of an incident; ``dates`` is what git knows of its updates, by file."""
    kind = Kind("history", live=view.open)
    for place in places(frame, f"incidents/{view.slug}/"):
        voice = words.voice(theme, frame, place.lang)
        report = views.report(view, voice, place, dates=dates)
        yield shell.page(
            theme,
            place,
            kind,
            title=report.entry.title.text,
            description=_described(report.entry),
            main=shell.fill(theme, "incident.html", place, report=report),
        )


def maintenance(
    theme: Theme, frame: Frame, view: MaintenanceView, dates: Mapping[str, Dated] = views.UNKNOWN
) -> Files:
    """The page of a maintenance; ``dates`` is what git knows of its files."""
    shown = works.present(view)
    for place in places(frame, f"maintenances/{view.slug}/"):
        voice = words.voice(theme, frame, place.lang)
        work = works.work(view, shown, voice, place, known=dates) if shown else None
        title = words.written(voice, view.title, view.titles)
        html, lang = views.body(view.text, view.texts, voice, place)
        yield shell.page(
            theme,
            place,
            _MAINTENANCE,
            title=title.text,
            description=_described(work.entry) if work else title.text,
            main=shell.fill(
                theme,
                "maintenance.html",
                place,
                title=title,
                work=work,
                html=html,
                lang=lang,
                correction=view.correction,
                dates=works.dates(view, shown, voice, place, dates),
            ),
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
    for place in places(frame, f"history/{name}/"):
        voice = words.voice(theme, frame, place.lang)
        title = words.month(voice, name)
        around = {
            key: (neighbour, words.month(voice, neighbour)) if neighbour else None
            for key, neighbour in (("earlier", earlier), ("later", later))
        }
        yield shell.page(
            theme,
            place,
            _HISTORY,
            title=title,
            description=voice.t("history.month", month=title),
            main=shell.fill(
                theme,
                "history.html",
                place,
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
    for place in places(frame, "history/"):
        voice = words.voice(theme, frame, place.lang)
        years: dict[str, list[MonthLink]] = {}
        for name, count in counts:
            link = MonthLink(name, words.month(voice, name), count)
            years.setdefault(name[:4], []).append(link)
        yield shell.page(
            theme,
            place,
            _HISTORY,
            title=voice.t("history.title"),
            description=voice.t("home.all_history"),
            main=shell.fill(
                theme,
                "history_index.html",
                place,
                years=years,
                latest=words.month(voice, counts[0][0]) if counts else "",
                groups=months.by_day(months.in_order(latest.values), voice, place),
            ),
        )


def free_page(theme: Theme, frame: Frame, page: FreePage) -> Files:
    """A page that people wrote."""
    for place in places(frame, f"{page.slug}/"):
        voice = words.voice(theme, frame, place.lang)
        title = words.written(voice, page.title, page.titles)
        html, lang = views.body(page.text, page.texts, voice, place, top=2)
        yield shell.page(
            theme,
            place,
            Kind(page.slug),
            title=title.text,
            description=title.text,
            main=shell.fill(
                theme,
                "page.html",
                place,
                title=title,
                html=html,
                lang=lang,
                source=addresses.source(frame.settings.repository, page.file),
            ),
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
    for place in places(frame, "subscribe/"):
        voice = words.voice(theme, frame, place.lang)
        title = voice.t("subscribe.title")
        name = frame.settings.titles.get(place.lang, frame.settings.title)
        badge = snippets.badge("badge.svg", name, "", place)
        yield shell.page(
            theme,
            place,
            _SUBSCRIBE,
            title=title,
            description=voice.t("subscribe.intro"),
            main=shell.fill(
                theme,
                "subscribe.html",
                place,
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


def broken(theme: Theme, frame: Frame, placeholder: Placeholder) -> Files:
    """What stands in the place of a report that cannot be read."""
    for place in places(frame, path_of_broken(placeholder)):
        voice = words.voice(theme, frame, place.lang)
        yield shell.page(
            theme,
            place,
            _REPORT,
            title=voice.t("report.unreadable"),
            description=voice.t("report.unreadable_why"),
            main=shell.fill(
                theme,
                "unreadable.html",
                place,
                slug=placeholder.slug,
                source=addresses.source(frame.settings.repository, placeholder.file),
            ),
        )


def missing(theme: Theme, frame: Frame) -> Files:
    """The page for addresses that lead nowhere: it cannot know where it is shown, so its links
    begin at the site's address.
    """
    base = urlsplit(frame.settings.url).path or "/"
    for place in places(frame, ""):
        voice = words.voice(theme, frame, place.lang)
        absolute = replace(place, home=base + place.prefix, root=base)
        title = voice.t("missing.title")
        main = shell.fill(theme, "404.html", absolute)
        _, content = shell.page(theme, absolute, Kind(), title=title, description=title, main=main)
        yield f"{place.prefix}404.html", content


def moved(theme: Theme, frame: Frame, file: str, target: str) -> Files:
    """A file at an old address, which leads to the new one; ``target`` is from the root."""
    root = "../" * file.count("/") or "./"
    voice = words.voice(theme, frame, frame.settings.language)
    lang = frame.settings.language
    html = theme.render("moved.html", t=voice.t, lang=lang, root=root, target=target)
    yield file, html.encode()


def linked(theme: Theme) -> list[str]:
    """The names of what pages link to: all but the script for other sites, which has its own place,
    and that of a page that not every site has.
    """
    return [name for name in theme.asset_names if name not in (SCRIPT, MANAGING)]


def assets(theme: Theme) -> Files:
    """Scripts and pictures of the theme."""
    for name in linked(theme):
        yield f"assets/{name}", theme.assets[name]


def favicon(theme: Theme, state: PageState) -> Files:
    """The icon of the site: its file is always the same, its shape and colour say how it is."""
    content = theme.assets.get(f"favicon-{state}.svg")
    if content:
        yield "favicon.svg", content


def _described(entry: Entry) -> str:
    """What a page is about, in a few words: state, impact, monitors."""
    found = [entry.state, entry.impact, ", ".join(hit.name.text for hit in entry.hits)]
    return " · ".join(dict.fromkeys(part for part in found if part))
