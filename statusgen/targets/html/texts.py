"""What people wrote, as a page can show it: Markdown as HTML, and addresses as links from the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from statusgen.markdown import render
from statusgen.markdown.links import is_relative, refusal
from statusgen.model.incident import Link
from statusgen.targets.html import words
from statusgen.targets.html.frame import Place
from statusgen.targets.html.words import Voice
from statusgen.targets.theme import trusted

_HEADING = re.compile(r"(?<=<h)[1-6](?=>)|(?<=</h)[1-6](?=>)")


def body(
    text: str, translations: Mapping[str, str], voice: Voice, place: Place, top: int = 3
) -> tuple[str, str]:
    """A text as HTML, its highest heading at level ``top``, and its language ("": the page's).

    Links to the site's own address become relative, so that they work wherever it stands.
    """
    found = words.written(voice, text, translations)
    html = _html(found.text, top, place.frame.settings.url)
    own = f'="{place.frame.settings.url}'
    if own in html:
        html = html.replace(own, f'="{place.root}')
    return trusted(html), found.lang


@lru_cache(maxsize=64)
def _html(text: str, top: int, base: str) -> str:
    html = render(text, shift=0, base=base)
    if "<h" in html:
        levels = [int(found) for found in _HEADING.findall(html)]
        shift = top - min(levels, default=top)
        html = _HEADING.sub(lambda found: str(min(int(found[0]) + shift, 6)), html)
    if "<table" in html:
        html = html.replace("<table>", '<div class="wide" tabindex="0"><table>')
        html = html.replace("</table>", "</table></div>")
    return html


def links(found: Iterable[Link], place: Place) -> tuple[Link, ...]:
    """Links as the page can use them; those that no page may have are left out."""
    addresses = ((one.title, address(one.url, place)) for one in found)
    return tuple(Link(title, url) for title, url in addresses if url)


def address(url: str, place: Place) -> str:
    """An address that somebody wrote: a relative one is meant from the site's root. "" where it
    is not safe to follow.
    """
    if not url or refusal(url):
        return ""
    return place.root + url.lstrip("/") if is_relative(url) else url


def picture(path: str, place: Place) -> str:
    """The address of one of the site's pictures; "" for those of other servers."""
    return address(path, place) if is_relative(path) else ""
