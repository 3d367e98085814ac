"""What every page knows of the site around it, and where a page stands in that site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.model.incident import Link
from statusgen.model.site import FreePage, Placeholder, Repository, Settings, Tab
from statusgen.snapshot import Snapshot

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Output:
    """A file that another target makes and pages link to: key of its name, path, media type."""

    name: str
    path: str
    type: str


FEEDS = (
    Output("subscribe.feed_atom", "feed.atom", "application/atom+xml"),
    Output("subscribe.feed_rss", "feed.rss", "application/rss+xml"),
    Output("subscribe.feed_json", "feed.json", "application/feed+json"),
)
"""The feeds of the site; each monitor, each group and the maintenances have the same."""

CALENDAR = Output("subscribe.calendar", "maintenance.ics", "text/calendar")

FOLLOWED = (*FEEDS, CALENDAR)
"""What people subscribe to; each monitor has it in the folder of its page."""

HISTORY = (
    Output("subscribe.feed_atom", "history.atom", "application/atom+xml"),
    Output("subscribe.feed_rss", "history.rss", "application/rss+xml"),
)
"""The feeds with one entry for each incident."""

OPML = "feeds.opml"
"""All feeds in one file."""

BUILD = "api/build.json"
"""What a page asks to see whether there is something newer."""

TEXT = "status.txt"
"""The front page for terminals, in the folder of each language."""

EMBED = "embed/"
"""The page for frames, in the folder of each language."""

MANAGE = "manage/"
"""The page that writes reports, in the folder of each language."""

MANAGING = "manage.js"
"""The script of that page, which no other page loads."""

SCRIPT = "embed.js"
"""The script for other sites, in the folder of each language."""

API = "api/openapi.json"
"""What describes the APIs of the site."""


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    """A free page that the navigation names."""

    slug: str
    title: str
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What every page may show of site.yaml, and nothing that only one kind of page needs: a
    change of it renders every page again. ``all_languages`` begins with the site's own.
    """

    title: str
    url: str
    description: str
    logo: str
    logo_dark: str
    favicon: str
    links: tuple[Link, ...]
    tabs: tuple[Tab, ...]
    footer: str
    timezone: str
    day_zone: str
    language: str
    all_languages: tuple[str, ...]
    unreviewed_languages: tuple[str, ...]
    titles: Mapping[str, str]
    color_scheme: str
    tokens: Mapping[str, Mapping[str, str]]
    repository: Repository | None


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The same for all pages, and without any state: only settings and navigation change it."""

    settings: PageSettings
    navigation: tuple[NavigationEntry, ...]
    digest: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its language and its path in that language, "" or ending in ``/``.

    ``home`` leads from it to the front page of its language, ``root`` to the folder of all
    files; both end in ``/``.
    """

    frame: Frame
    lang: str
    path: str
    home: str
    root: str

    @property
    def prefix(self) -> str:
        """The folder of the language: "" for the site's own."""
        return "" if self.lang == self.frame.settings.language else f"{self.lang}/"

    @property
    def file(self) -> str:
        """The page's file, from the root of the site."""
        return f"{self.prefix}{self.path}index.html"


def frame_of(snapshot: Snapshot) -> Frame:
    """The frame of a site."""
    settings = page_settings(snapshot.settings)
    navigation = tuple(
        NavigationEntry(page.slug, page.title, page.titles)
        for page in free_pages(snapshot)
        if page.navigation
    )
    return Frame(settings, navigation, digest(settings, navigation))


def page_settings(settings: Settings) -> PageSettings:
    """What pages show of the settings."""
    return PageSettings(
        **{field.name: getattr(settings, field.name) for field in fields(PageSettings)}
    )


def manages(settings: PageSettings) -> bool:
    """Whether there is a page that writes reports."""
    return settings.repository is not None and settings.repository.manage


def free_pages(snapshot: Snapshot) -> list[FreePage]:
    """The pages that people wrote, in the order of the navigation.

    Those whose address is the folder of a language are left out.
    """
    taken = set(snapshot.settings.all_languages)
    pages = [page for page in snapshot.pages if page.slug not in taken]
    return sorted(pages, key=lambda page: (page.order, page.slug))


def places(frame: Frame, path: str) -> list[Place]:
    """A page in each language of the site."""
    home = "../" * path.count("/")
    own = frame.settings.language
    return [
        Place(frame, lang, path, home or "./", home + ("" if lang == own else "../") or "./")
        for lang in frame.settings.all_languages
    ]


def path_of_broken(placeholder: Placeholder) -> str:
    """Where a report would stand if it could be read; "" where its name cannot be an address."""
    if not _SLUG.fullmatch(placeholder.slug):
        return ""
    folder = "maintenances" if "/maintenances/" in placeholder.file else "incidents"
    return f"{folder}/{placeholder.slug}/"
