"""Puts pages together. What pages of a kind share is rendered once; the rest goes into its slots."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from html import escape

from statusgen.targets import squeeze
from statusgen.targets.html import frame as site
from statusgen.targets.html import views, words
from statusgen.targets.html.frame import Frame, Place
from statusgen.targets.html.words import Written
from statusgen.targets.strings import ThemeError
from statusgen.targets.theme import Theme

_SLOT = re.compile("\x00([a-z]+)\x00")
_PLAIN = r"[#a-z0-9.,% -]|/(?!/)"
_FUNCTION = r"(?:rgba?|hsla?|hwb|(?:ok)?(?:lab|lch)|color(?:-mix)?|light-dark|var|calc)\("
_VALUE = re.compile(
    rf"(?=.{{1,200}}\Z)(?:{_PLAIN}|{_FUNCTION}(?:{_PLAIN}|{_FUNCTION}(?:{_PLAIN})*\))*\))+",
    re.ASCII | re.IGNORECASE,
)
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_SCHEMES = ("light", "dark")

PAGE, SERVICES, LISTS = "page", "services", "lists"
"""Style sheets: of every page, of pages with monitors or entries, of pages with long lists."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page shares with others of its kind.

    ``section`` marks its entry in the navigation; ``state`` is that of the site, where the page
    shows it; ``live`` pages ask whether there is something newer; ``sheets`` are its styles.
    """

    section: str = ""
    state: str = ""
    live: bool = False
    sheets: tuple[str, ...] = (PAGE,)


@dataclass(frozen=True, slots=True)
class Slots:
    """Stands in the shell for what differs from page to page: the template only places it."""

    title: str = "\0title\0"
    description: str = "\0description\0"
    path: str = "\0path\0"
    main: str = "\0main\0"
    css: str = "\0css\0"
    csp: str = ""


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


def page(
    theme: Theme, place: Place, kind: Kind, *, title: str, description: str, main: str
) -> tuple[str, bytes]:
    """A finished page: its file and its bytes. ``main`` is HTML that a template gave."""
    values = {
        "title": escape(title),
        "description": escape(description),
        "path": place.path,
        "main": main,
    }
    parts = _shell(theme, place.frame, place.lang, place.home, place.root, kind)
    filled = (values[part] if index % 2 else part for index, part in enumerate(parts))
    return place.file, "".join(filled).encode()


def fill(theme: Theme, template: str, place: Place, **subject: object) -> str:
    """A template about ``subject``; it is also given what all templates know."""
    t = words.voice(theme, place.frame, place.lang).t
    settings = place.frame.settings
    if place.lang in settings.titles:
        settings = replace(settings, title=settings.titles[place.lang])
    return theme.render(template, t=t, site=settings, home=place.home, root=place.root, **subject)


@lru_cache(maxsize=512)
def _shell(
    theme: Theme, frame: Frame, lang: str, home: str, root: str, kind: Kind
) -> tuple[str, ...]:
    """Text, name of a slot, text, name of a slot… of the page around ``main``."""
    place = Place(frame, lang, "", home, root)
    css = "".join(sheet(theme, name) for name in kind.sheets) + tokens(frame.settings.tokens)
    slots = Slots(csp=csp(css))
    html = fill(
        theme,
        "base.html",
        place,
        page=slots,
        kind=kind,
        prefix=place.prefix,
        languages=_languages(theme, place),
        navigation=_navigation(theme, place, kind.section),
        links=views.links(frame.settings.links, place),
        logo=views.picture(frame.settings.logo, place),
        favicon=views.picture(frame.settings.favicon, place),
        script=_versioned(theme, "statusgen.js"),
        feeds=site.FEEDS,
        build=site.BUILD,
    )
    return tuple(_SLOT.split(html.replace(slots.css, css)))


def _languages(theme: Theme, place: Place) -> tuple[Language, ...]:
    found = []
    for lang in place.frame.settings.all_languages:
        prefix = Place(place.frame, lang, "", "", "").prefix
        name = theme.strings(lang)("language.name") if theme.speaks(lang) else lang
        found.append(Language(lang, name, prefix, lang == place.lang))
    return tuple(found)


def _navigation(theme: Theme, place: Place, section: str) -> tuple[NavigationItem, ...]:
    """Status, history, feeds, and the pages that people wrote."""
    voice = words.voice(theme, place.frame, place.lang)
    built_in = (("", "status"), ("history/", "history"), ("subscribe/", "subscribe"))
    items = [
        NavigationItem(Written(voice.t(f"nav.{name}")), place.home + path, name == section)
        for path, name in built_in
    ]
    for one in place.frame.navigation:
        title = words.written(voice, one.title, one.titles)
        items.append(NavigationItem(title, f"{place.home}{one.slug}/", one.slug == section))
    return tuple(items)


def _versioned(theme: Theme, name: str) -> str:
    """The path of a script, with a version that changes with its content."""
    content = theme.assets.get(name)
    return f"assets/{name}?v={sha256(content).hexdigest()[:8]}" if content else ""


@lru_cache(maxsize=32)
def sheet(theme: Theme, name: str) -> str:
    """A style sheet of the theme without its comments and needless space."""
    css = squeeze.style(theme.text(f"css/{name}.css"))
    if "<" in css:
        raise ThemeError(f"css/{name}.css has a `<` in it: it could end the style, take it out")
    return css


def tokens(wanted: Mapping[str, Mapping[str, str]]) -> str:
    """The colours that site.yaml sets, as style: each scheme has its own, so that a colour for
    light pages cannot make dark ones unreadable.

    A value is words, numbers and functions that load nothing; any other is left out.
    """
    found = []
    for scheme in _SCHEMES:
        values = wanted.get(scheme, {}).items()
        lines = [f"--{n}:{v}" for n, v in values if _NAME.fullmatch(n) and _VALUE.fullmatch(v)]
        if lines:
            style = ":root{" + ";".join(lines) + "}"
            found.append(f"@media(prefers-color-scheme:{scheme}){{{style}}}")
    return "".join(found)


def csp(css: str) -> str:
    """The policy of a page with this one style sheet in it."""
    style = b64encode(sha256(css.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    )
