"""What search engines and hosts read: sitemaps, robots.txt, and the host's own file of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TypeAlias
from urllib.parse import quote

from statusgen.artifact import Artifact, Batch, Files, Run, batch
from statusgen.instants import months, rfc3339
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.slices import Reports
from statusgen.snapshot.timeline import IncidentView

View: TypeAlias = IncidentView | MaintenanceView

Address = tuple[str, str]
"""A page below the site's URL ("" is the home page), and when it changed ("" = not known)."""

MOST_ADDRESSES = 50_000
"""How many addresses a sitemap may hold (sitemaps.org)."""

HOSTS_WITH_HEADERS = ("netlify", "cloudflare")

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"

# Everything is public: whoever asks from another site may read it.
_HEADERS = """\
/*
  Access-Control-Allow-Origin: *
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin
  Cache-Control: public, max-age=0, must-revalidate
"""
_UNFRAMED = "  Content-Security-Policy: frame-ancestors 'none'\n"
_FOLDERS = ("history", "incidents", "maintenances", "manage", "monitors", "subscribe")


def plan(snapshot: Snapshot, pages: Iterable[str] = ()) -> Iterator[Artifact | Run]:
    """The files beside the pages.

    ``pages`` are addresses below the site's URL, such as ``history/2026-01/``, of pages that are
    neither the home page, the history nor of an incident, a maintenance, a monitor or free.
    """
    site, languages = snapshot.settings.url, snapshot.settings.all_languages
    prefixes = ("", *(f"{language}/" for language in languages[1:]))
    free = (f"{page.slug}/" for page in snapshot.pages if page.slug not in languages)
    named = (*free, *pages)
    yield Run.of("sitemaps", _sitemaps, site, prefixes, snapshot.reports, named)
    robots = f"User-agent: *\nAllow: /\nSitemap: {_quoted(site)}sitemap.xml\n"
    yield Artifact("robots", render_text, ("robots.txt", robots))
    # GitHub Pages would leave out what begins with an underscore.
    yield Artifact("nojekyll", render_text, (".nojekyll", ""))
    if snapshot.settings.host_rules in HOSTS_WITH_HEADERS:
        yield Artifact("headers", render_text, ("_headers", _headers(snapshot)))


def _sitemaps(
    site: str, prefixes: tuple[str, ...], reports: Reports, pages: Iterable[str]
) -> Iterator[Artifact]:
    """The sitemaps, and the one of all of them; ``prefixes`` are the folders of the languages."""
    sitemaps = [*_of_reports(site, prefixes, reports), *_of_pages(site, prefixes, reports, pages)]
    names = tuple(one.name for one in sitemaps)
    yield Artifact("sitemap", render_index, (site, names))
    yield from sitemaps


def render_index(site: str, sitemaps: tuple[str, ...]) -> Files:
    """The sitemap of sitemaps."""
    addresses = ((path, "") for path in sitemaps)
    yield "sitemap.xml", _xml("sitemapindex", "sitemap", site, addresses)


def render_sitemap(path: str, site: str, addresses: tuple[Address, ...]) -> Files:
    """One sitemap."""
    yield path, _xml("urlset", "url", site, addresses)


def render_reports(
    path: str, site: str, prefixes: tuple[str, ...], first: int, reports: Batch[View]
) -> Files:
    """A sitemap of reports in every language, from the address on that has this number."""
    addresses = [
        (prefix + page_of(view), rfc3339(view.updated_at))
        for view in reports.values
        for prefix in prefixes
    ]
    yield from render_sitemap(path, site, tuple(addresses[first : first + MOST_ADDRESSES]))


def page_of(view: View) -> str:
    """The address of the page of an incident or a maintenance."""
    return f"{'incidents' if isinstance(view, IncidentView) else 'maintenances'}/{view.slug}/"


def render_text(path: str, text: str) -> Files:
    """A file as it is."""
    yield path, text.encode()


def _headers(snapshot: Snapshot) -> str:
    """What to send with every file. Only the pages for frames may be framed.

    Cloudflare can take a header back for some paths, and has room for 100 rules. Netlify cannot:
    where two rules match it may send both, so each of its paths is in one rule with the header.
    """
    languages = snapshot.settings.all_languages
    prefixes = ("/", *(f"/{language}/" for language in languages[1:]))
    if snapshot.settings.host_rules == "cloudflare":
        free = "".join(f"{prefix}embed/*\n  ! Content-Security-Policy\n" for prefix in prefixes)
        return _HEADERS + _UNFRAMED + free
    written = (page.slug for page in snapshot.pages if page.slug not in languages)
    pages = ("", "index.html", "404.html", *(f"{one}/*" for one in (*_FOLDERS, *written)))
    return _HEADERS + "".join(f"{start}{page}\n{_UNFRAMED}" for start in prefixes for page in pages)


def _of_pages(
    site: str, prefixes: tuple[str, ...], reports: Reports, pages: Iterable[str]
) -> Iterator[Artifact]:
    """Sitemaps of what stays."""
    monitors = (f"monitors/{tag}/" for tag in reports.tags)
    lasting = dict.fromkeys(("", "history/", *monitors, *pages))
    addresses = [(prefix + page, "") for page in lasting for prefix in prefixes]
    for path, first in _numbered("pages", len(addresses)):
        part = tuple(addresses[first : first + MOST_ADDRESSES])
        yield Artifact(path, render_sitemap, (path, site, part))


def _of_reports(site: str, prefixes: tuple[str, ...], found: Reports) -> Iterator[Artifact]:
    """Sitemaps of reports, of each year its own, so that old ones stay as they are.

    Incidents come first, then maintenances, oldest first, so that new ones come last.
    """
    works = sorted(found.maintenances, key=attrgetter("start", "id"))
    reports: list[View] = [*reversed(found.incidents), *works]
    years: dict[str, list[View]] = {}
    for view, month in zip(reports, months([view.start for view in reports]), strict=True):
        years.setdefault(month[:4], []).append(view)
    for year in sorted(years):
        told = batch(years[year])
        for path, first in _numbered(year, len(told.values) * len(prefixes)):
            yield Artifact(path, render_reports, (path, site, prefixes, first, told))


def _numbered(name: str, addresses: int) -> Iterator[tuple[str, int]]:
    """The paths of sitemaps for so many addresses, with the number of the first in each."""
    for number, first in enumerate(range(0, addresses, MOST_ADDRESSES), 1):
        yield f"sitemaps/{name}{'' if number == 1 else f'-{number}'}.xml", first


def _quoted(url: str) -> str:
    """The URL with everything escaped that a URL may not hold; what is escaped stays so."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~")


def _xml(root: str, name: str, site: str, addresses: Iterable[Address]) -> bytes:
    """A sitemap: what is quoted holds nothing that XML escapes but ``&``."""
    lines = [f"<?xml version='1.0' encoding='utf-8'?>\n<{root} xmlns=\"{_SCHEMA}\">\n"]
    for address, changed in addresses:
        url = _quoted(site + address).replace("&", "&amp;")
        lastmod = f"    <lastmod>{changed}</lastmod>\n" if changed else ""
        lines.append(f"  <{name}>\n    <loc>{url}</loc>\n{lastmod}  </{name}>\n")
    lines.append(f"</{root}>\n")
    return "".join(lines).encode()
