"""Puts pages together. What pages of a kind share is rendered once; the rest goes into its slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from statusgen.dataclass import dataclass
from statusgen.patterns import pattern
from statusgen.targets.html import frame as site
from statusgen.targets.html import styles, texts, words
from statusgen.targets.html.frame import Frame, Place, places
from statusgen.targets.html.words import Voice, Written
from statusgen.targets.theme import Theme, trusted

_SLOT = pattern("\x00\x01?([a-z]+)\x01?\x00")
STATES, PAGE, SERVICES, LISTS, CHARTS = "states", "page", "services", "lists", "charts"
"""Style sheets: of the states, of every page, of pages with monitors or entries, of long lists,
of charts."""

WRITTEN = "written"
"""The style sheet of what texts may have, for pages that have some of it."""

_MARKED_UP = pattern(r"<(?:code|pre|blockquote|hr|table)\b")
_POSTMORTEM = 'class="postmortem'


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page shares with others of its kind.

    ``section`` marks its entry in the navigation; ``state`` is that of the site, where the page
    shows it; ``live`` pages ask whether there is something newer; ``sheets`` are its styles;
    those that are not ``indexed`` ask search engines to leave them out.
    """

    section: str = ""
    state: str = ""
    live: bool = False
    sheets: tuple[str, ...] = (PAGE,)
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class Slots:
    """Stands in the shell for what differs from page to page: the template only places it."""

    title: str = "\0title\0"
    description: str = "\0description\0"
    path: str = "\0path\0"
    main: str = "\0main\0"
    css: str = "\0css\0"
    csp: str = ""


_MARKS = Slots(), Slots("\0\1title\1\0", "\0\1description\1\0", "\0\1path\1\0", "\0\1main\1\0")


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site: its own name for itself and the folder of its pages."""

    lang: str
    name: str
    prefix: str
    current: bool


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """A link of the navigation."""

    title: Written
    href: str
    current: bool


class Blank(NamedTuple):
    """A page on which nothing stands yet: where it is, and how it speaks."""

    theme: Theme
    place: Place
    voice: Voice

    def fill(self, template: str, **subject: object) -> str:
        """A template about ``subject``; it is also given what all templates know."""
        place, settings = self.place, self.place.frame.settings
        if place.lang in settings.titles:
            settings = replace(settings, title=settings.titles[place.lang])
        common = {"t": self.voice.t, "site": settings, "home": place.home, "root": place.root}
        return self.theme.render(template, **common, assets=self.theme.versions, **subject)

    def page(self, kind: Kind, *, title: str, description: str, main: str) -> tuple[str, bytes]:
        """A finished page: its file and its bytes. ``main`` is HTML that a template gave."""
        if _MARKED_UP.search(main) or _POSTMORTEM in main:
            kind = replace(kind, sheets=(*kind.sheets, WRITTEN))
        place = self.place
        parts = _shell(self.theme, place.frame, place.lang, place.home, place.root, kind)
        if not parts:
            slots = Slots(title, description, place.path, trusted(main))
            return place.file, _around(self, kind, slots).encode()
        from html import escape

        values = {
            b"title": escape(title).encode(),
            b"description": escape(description).encode(),
            b"path": place.path.encode(),
            b"main": main.encode(),
        }
        filled = [values[part] if index % 2 else part for index, part in enumerate(parts)]
        return place.file, b"".join(filled)


def blanks(theme: Theme, frame: Frame, path: str) -> Iterator[Blank]:
    """A page in each language of the site, still to be filled."""
    for place in places(frame, path):
        yield Blank(theme, place, words.voice(theme, frame, place.lang))


@lru_cache(maxsize=512)
def _shell(
    theme: Theme, frame: Frame, lang: str, home: str, root: str, kind: Kind
) -> tuple[bytes, ...]:
    """Text, name of a slot, text, name of a slot… of the page around ``main``.

    Nothing where a template does more with a slot than to place it: then two shells that were
    given other marks differ in more than these, or something of a mark is left.
    """
    blank = Blank(theme, Place(frame, lang, "", home, root), words.voice(theme, frame, lang))
    parts, others = (_SLOT.split(_around(blank, kind, marks)) for marks in _MARKS)
    if parts != others or any("\0" in part for part in parts):
        return ()
    return tuple(part.encode() for part in parts)


def _around(blank: Blank, kind: Kind, slots: Slots) -> str:
    """A whole page with these in its slots."""
    theme, place, frame = blank.theme, blank.place, blank.place.frame
    css = styles.css(theme, frame.settings, (STATES, *kind.sheets), place.root)
    html = blank.fill(
        "base.html",
        page=replace(slots, csp=styles.policy(css)),
        kind=kind,
        prefix=place.prefix,
        languages=_languages(theme, place),
        navigation=_navigation(blank, kind.section),
        links=texts.links(frame.settings.links, place),
        logo=texts.picture(frame.settings.logo, place),
        logo_dark=texts.picture(frame.settings.logo_dark, place),
        grounds=styles.grounds(theme, frame.settings),
        favicon=texts.picture(frame.settings.favicon, place),
        script=theme.versions.get("statusgen.js", ""),
        feeds=site.FOLLOWED,
        build=site.BUILD,
        text=site.TEXT,
        manage=site.MANAGE if site.manages(frame.settings) else "",
        api=site.API,
    )
    return html.replace(slots.css, css)


def _languages(theme: Theme, place: Place) -> tuple[Language, ...]:
    found = []
    for lang in place.frame.settings.all_languages:
        prefix = Place(place.frame, lang, "", "", "").prefix
        name = theme.strings(lang)("language.name") if theme.speaks(lang) else lang
        found.append(Language(lang, name, prefix, lang == place.lang))
    return tuple(found)


def _navigation(blank: Blank, section: str) -> tuple[NavigationItem, ...]:
    """Status, history, feeds, the pages that people wrote, and tabs that lead elsewhere."""
    place, voice = blank.place, blank.voice
    built_in = (("", "status"), ("history/", "history"), ("subscribe/", "subscribe"))
    items = [
        NavigationItem(Written(voice.t(f"nav.{name}")), place.home + path, name == section)
        for path, name in built_in
    ]
    for one in place.frame.navigation:
        title = words.written(voice, one.title, one.titles)
        items.append(NavigationItem(title, f"{place.home}{one.slug}/", one.slug == section))
    tabs = ((tab, texts.address(tab.url, place)) for tab in place.frame.settings.tabs)
    items += [
        NavigationItem(words.written(voice, tab.title, tab.titles), href, current=False)
        for tab, href in tabs
        if href
    ]
    return tuple(items)
