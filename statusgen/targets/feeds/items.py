"""Entries as the XML of Atom and RSS, a hundred times faster than with elements of a library.

Both are, byte for byte, what feedgen makes of the same entries: a test holds them against it.
"""

from __future__ import annotations

from functools import lru_cache

from statusgen.instants import rfc822, rfc3339
from statusgen.targets.feeds.entries import Entry, tag_uri
from statusgen.targets.feeds.markup import attribute, element, escaped, escaped_html, quoted


def rss_and_atom(entry: Entry, html: str, site: str) -> tuple[bytes, bytes]:
    """An item of RSS 2.0 and an entry of Atom 1.0 that say ``html``, which must be printable.

    ``site`` is the URL that their categories are of. What both have is written once.
    """
    title, identity, link = escaped(entry.title), escaped(entry.id), escaped(entry.link)
    content = escaped_html(html)
    of_rss, of_atom = _categories(entry, site)
    author_of_rss, author_of_atom = _author(entry.author)
    rss = (
        f"    <item>\n      <title>{title}</title>\n      <link>{link}</link>\n"
        f"      <description>{content}</description>\n"
        f'      <guid isPermaLink="false">{identity}</guid>\n'
        f"{of_rss}      <pubDate>{rfc822(entry.at)}</pubDate>\n{author_of_rss}    </item>\n"
    )
    atom = (
        f"  <entry>\n    <id>{identity}</id>\n    <title>{title}</title>\n"
        f"    <updated>{_moment(entry.updated)}</updated>\n{author_of_atom}"
        f'    <content type="html">{content}</content>\n'
        f'    <link href="{attribute(link)}"/>\n'
        f"{of_atom}    <published>{_moment(entry.at)}</published>\n  </entry>\n"
    )
    return rss.encode(), atom.encode()


def _categories(entry: Entry, site: str) -> tuple[str, str]:
    """The categories in each format."""
    found = [_category(site, "state", entry.state)] if entry.state else []
    if entry.impact:
        found.append(_category(site, "impact", entry.impact))
    found += [_category(site, "monitor", tag, name) for tag, name in entry.monitors]
    return "".join([rss for rss, _ in found]), "".join([atom for _, atom in found])


@lru_cache(1024)
def _category(site: str, kind: str, term: str, label: str = "") -> tuple[str, str]:
    scheme = quoted(tag_uri(site, kind))
    more = f' label="{quoted(label)}"' if label else ""
    rss = f'      <category domain="{scheme}">{escaped(label or term)}</category>\n'
    return rss, f'    <category term="{quoted(term)}" scheme="{scheme}"{more}/>\n'


def _author(name: str) -> tuple[str, str]:
    """The author in each format: Dublin Core's in RSS, as its own must be an address of mail."""
    if not name:
        return "", ""
    atom = f"    <author>\n      {element('name', name)}    </author>\n"
    return f"      {element('dc:creator', name)}", atom


def _moment(at: int) -> str:
    return f"{rfc3339(at)[:-1]}+00:00"
