"""What stands before and after the entries in RSS 2.0 and Atom 1.0.

It is, byte for byte, what feedgen writes; a test holds it against that.
"""

from __future__ import annotations

from statusgen import __version__
from statusgen.instants import rfc822, rfc3339
from statusgen.targets.feeds.channel import Feed, Part
from statusgen.targets.feeds.entries import tag_uri
from statusgen.targets.feeds.markup import element, quoted

GENERATOR = "statusgen"

_FIRST = "<?xml version='1.0' encoding='UTF-8'?>\n"
_ATOM = ' xmlns:atom="http://www.w3.org/2005/Atom"'
_CONTENT = ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
_DC = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
_HISTORY = ' xmlns:fh="http://purl.org/syndication/history/1.0"'
_SPECIFICATION = "http://www.rssboard.org/rss-specification"


def rss(feed: Feed, part: Part, updated: int) -> tuple[str, str]:
    """What is before the items and after them; ``updated`` is the newest change of any."""
    own = quoted(f"{feed.site}{part.path}.rss")
    history = _HISTORY if part.archive else ""
    head = (
        f'{_FIRST}<rss{_DC}{history}{_ATOM}{_CONTENT} version="2.0">\n  <channel>\n'
        f"    {element('title', feed.title)}"
        f"    {element('link', feed.site + feed.page)}"
        f"    {element('description', feed.description or feed.title)}"
        f'    <atom:link href="{own}" rel="self" type="application/rss+xml"/>\n'
        f"    {element('docs', _SPECIFICATION)}    {element('generator', GENERATOR)}"
        f"    {element('language', feed.language)}"
        f"    {element('lastBuildDate', rfc822(updated))}"
        f"{_history(feed, part, 'rss', 'atom:link')}"
    )
    return head, "  </channel>\n</rss>\n"


def atom(feed: Feed, part: Part, updated: int) -> tuple[str, str]:
    """The same for entries of Atom."""
    own, page = quoted(f"{feed.site}{part.path}.atom"), quoted(feed.site + feed.page)
    history = _HISTORY if part.archive else ""
    language = quoted(feed.language)
    head = (
        f'{_FIRST}<feed{history} xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
        f"  {element('id', tag_uri(feed.site, feed.path))}"
        f"  {element('title', feed.title)}"
        f"  <updated>{rfc3339(updated)[:-1]}+00:00</updated>\n"
        f"  <author>\n    {element('name', feed.owner)}  </author>\n"
        f'  <link href="{own}" rel="self" type="application/atom+xml"/>\n'
        f'  <link href="{page}" rel="alternate" type="text/html"/>\n'
        f'  <generator version="{__version__}">{GENERATOR}</generator>\n'
        f"  {element('subtitle', feed.description or feed.title)}"
        f"{_history(feed, part, 'atom', 'link', '  ')}"
    )
    return head, "</feed>\n"


def _history(feed: Feed, part: Part, form: str, link: str, indent: str = "    ") -> str:
    """What RFC 5005 adds: the way to older entries, and that an archive is one."""
    links = {"prev-archive": part.older, "current": feed.path if part.archive else ""}
    lines = [f"{indent}<fh:archive/>\n"] if part.archive else []
    for rel, path in links.items():
        if path:
            href = quoted(f"{feed.site}{path}.{form}")
            lines.append(f'{indent}<{link} rel="{rel}" href="{href}"/>\n')
    return "".join(lines)
