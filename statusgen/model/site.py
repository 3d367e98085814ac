"""Everything that people wrote: the settings, the monitors and all that happened to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from statusgen.dataclass import dataclass
from statusgen.model.channel import Channel
from statusgen.model.incident import Incident, Link
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Monitor, Sample
from statusgen.model.status import Status

MINUTE = 60
HOUR = 60 * MINUTE
DAY = 24 * HOUR

PAGE_WEIGHTS: Mapping[Status, float] = {
    Status.DOWN: 1.0,
    Status.PARTIAL: 0.3,
    Status.DEGRADED: 0.0,
    Status.MAINTENANCE: 0.0,
}
"""How much of a minute counts as downtime on the page, unless site.yaml says otherwise."""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over monitors; ``collapse`` is auto, open or closed, ``title`` "" shows none."""

    name: str
    title: str
    titles: Mapping[str, str] = field(default_factory=dict)
    collapse: str = "auto"
    description: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """An entry of the navigation that is no page of the site."""

    title: str
    url: str
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the content is edited: ``host`` is github, gitlab, codeberg…

    ``path`` is the folder of the site in it, "" where that is its root. ``manage`` says whether
    the site has a page that writes reports.
    ``dates`` shows when git says that updates were published and edited, ``authors`` who wrote them.
    """

    host: str
    url: str
    branch: str = "main"
    path: str = ""
    manage: bool = True
    dates: bool = False
    authors: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """site.yaml. ``aliases`` are old paths with what is there now, both without a slash in front.
    ``records_hold``, ``forgotten_after`` and ``stale_after`` are in seconds.
    """

    title: str = "Status"
    url: str = "http://localhost/"
    description: str = ""
    logo: str = ""
    logo_dark: str = ""
    favicon: str = ""
    links: tuple[Link, ...] = ()
    tabs: tuple[Tab, ...] = ()
    footer: str = ""
    aliases: Mapping[str, str] = field(default_factory=dict)
    timezone: str = "UTC"
    day_zone: str = "UTC"
    language: str = "en"
    languages: tuple[str, ...] = ()
    unreviewed_languages: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    theme: str = "default"
    color_scheme: str = "auto"
    tokens: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    history_days: int = 90
    recent_days: int = 14
    uptime_weights: Mapping[Status, float] = field(default_factory=lambda: PAGE_WEIGHTS)
    records_hold: int = DAY
    oncall_publish: bool = False
    forgotten_after: int = 7 * DAY
    stale_after: int = 30 * MINUTE
    feeds_limit: int = 50
    dialects: tuple[str, ...] | None = None
    documents: str = "all"
    host: str = ""
    host_rules: str = "none"
    max_files: int | None = None
    repository: Repository | None = None
    notifications: tuple[Channel, ...] = ()
    checks: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_languages(self) -> tuple[str, ...]:
        """The page's own language first, then the others."""
        return tuple(dict.fromkeys((self.language, *self.languages)))


@dataclass(frozen=True, slots=True)
class FreePage:
    """A page of content/pages; ``order`` sorts the navigation."""

    file: str
    slug: str
    title: str
    text: str
    digest: bytes
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    order: int = 100
    navigation: bool = True


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An incident or a maintenance that could not be read: only its folder is known."""

    file: str
    slug: str


@dataclass(frozen=True, slots=True)
class Removed:
    """An entry of removed.yaml: an id or slug that must never come back."""

    kind: str
    slug: str = ""
    id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """All content of a site. Incidents are ordered newest first, then by slug.

    ``records`` holds each monitor's samples in order. ``left_out`` names the files that
    errors kept out, ``internal`` the folders of entries that could not be read but say that
    they are internal.
    """

    settings: Settings = Settings()
    monitors: tuple[Monitor, ...] = ()
    incidents: tuple[Incident, ...] = ()
    maintenances: tuple[Maintenance, ...] = ()
    records: Mapping[str, tuple[Sample, ...]] = field(default_factory=dict)
    pages: tuple[FreePage, ...] = ()
    removed: tuple[Removed, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    left_out: tuple[str, ...] = ()
    internal: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Incident | Maintenance, ...]:
        """Everything with a folder and comments of its own."""
        return (*self.incidents, *self.maintenances)
