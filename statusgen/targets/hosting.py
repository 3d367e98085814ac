"""What search engines and hosts read: sitemaps, robots.txt, and the host's own file of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from urllib.parse import quote
from xml.etree import ElementTree as ET

from statusgen.artifact import Artifact, Files
from statusgen.instants import rfc3339
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import IncidentView

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


def plan(snapshot: Snapshot, pages: Iterable[str] = ()) -> Iterator[Artifact]:
    """The files beside the pages.

    ``pages`` are addresses below the site's URL, such as ``history/2026-01/``, of pages that are
    neither the home page, the history nor of an incident, a maintenance, a monitor or free.
    """
    site = snapshot.settings.url
    sitemaps = _sitemaps(snapshot, pages)
    yield Artifact("sitemap", render_index, (site, tuple(sitemaps)))
    for path, addresses in sitemaps.items():
        yield Artifact(path, render_sitemap, (path, site, addresses))
    robots = f"User-agent: *\nAllow: /\nSitemap: {_quoted(site)}sitemap.xml\n"
    yield Artifact("robots", render_text, ("robots.txt", robots))
    # GitHub Pages would leave out what begins with an underscore.
    yield Artifact("nojekyll", render_text, (".nojekyll", ""))
    if snapshot.settings.host_rules in HOSTS_WITH_HEADERS:
        yield Artifact("headers", render_text, ("_headers", _headers(snapshot)))


def render_index(site: str, sitemaps: tuple[str, ...]) -> Files:
    """The sitemap of sitemaps."""
    root = ET.Element("sitemapindex", xmlns=_SCHEMA)
    for path in sitemaps:
        _add(root, "sitemap", site + path, "")
    yield "sitemap.xml", _xml(root)


def render_sitemap(path: str, site: str, addresses: tuple[Address, ...]) -> Files:
    """One sitemap."""
    root = ET.Element("urlset", xmlns=_SCHEMA)
    for address, changed in addresses:
        _add(root, "url", site + address, changed)
    yield path, _xml(root)


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


def _sitemaps(snapshot: Snapshot, pages: Iterable[str]) -> dict[str, tuple[Address, ...]]:
    """Sitemaps by path: one of what stays, and one for each year, so that old ones stay as is."""
    languages = snapshot.settings.all_languages
    prefixes = ("", *(f"{language}/" for language in languages[1:]))
    monitors = (f"monitors/{one.monitor.tag}/" for one in snapshot.monitors)
    free = (f"{page.slug}/" for page in snapshot.pages if page.slug not in languages)
    lasting = dict.fromkeys(("", "history/", *monitors, *free, *pages))
    shards = {"pages": [(prefix + page, "") for page in lasting for prefix in prefixes]}
    for page, view in _happenings(snapshot):
        year = f"{datetime.fromtimestamp(view.start, UTC).year}"
        changed = rfc3339(view.updated_at)
        shards.setdefault(year, []).extend((prefix + page, changed) for prefix in prefixes)
    return {
        f"sitemaps/{name}{'' if first == 0 else f'-{first // MOST_ADDRESSES + 1}'}.xml": tuple(
            addresses[first : first + MOST_ADDRESSES]
        )
        for name, addresses in sorted(shards.items())
        for first in range(0, len(addresses), MOST_ADDRESSES)
    }


def _happenings(snapshot: Snapshot) -> Iterator[tuple[str, IncidentView | MaintenanceView]]:
    """The pages of incidents, then of maintenances, oldest first, so that new ones come last."""
    for incident in sorted(snapshot.incidents, key=lambda view: (view.start, view.id)):
        yield f"incidents/{incident.slug}/", incident
    for maintenance in sorted(snapshot.maintenances, key=lambda view: (view.start, view.id)):
        yield f"maintenances/{maintenance.slug}/", maintenance


def _add(root: ET.Element, name: str, url: str, changed: str) -> None:
    child = ET.SubElement(root, name)
    ET.SubElement(child, "loc").text = _quoted(url)
    if changed:
        ET.SubElement(child, "lastmod").text = changed


def _quoted(url: str) -> str:
    """The URL with everything escaped that a URL may not hold; what is escaped stays so."""
    return quote(url, safe="%/:?#[]@!$&'()*+,;=~")


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
