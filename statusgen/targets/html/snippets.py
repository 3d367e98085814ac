"""What to copy into other pages so that they show a badge, the banner, or a link in an outage."""

from __future__ import annotations

import re

from statusgen.dataclass import dataclass
from statusgen.targets.html.frame import EMBED, SCRIPT, Place

_MARKDOWN = re.compile(r"[\\\[\]`*_<>!]")


@dataclass(frozen=True, slots=True)
class Snippet:
    """``key`` of what it is in the theme's strings, and the text to copy."""

    key: str
    code: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A picture as the page shows it, and how others do."""

    src: str
    alt: str
    snippets: tuple[Snippet, ...]


def badge(file: str, alt: str, target: str, place: Place) -> Badge:
    """The badge in ``file``; who clicks on it comes to ``target``. Both are from the root."""
    from html import escape

    base = place.frame.settings.url
    picture, page = base + file, base + place.prefix + target
    link = page.replace("(", "%28").replace(")", "%29")
    shown = _MARKDOWN.sub(lambda found: f"\\{found[0]}", alt)
    html = f'<a href="{escape(page)}"><img src="{escape(picture)}" alt="{escape(alt)}"></a>'
    return Badge(
        place.root + file,
        alt,
        (
            Snippet("embed.markdown", f"[![{shown}]({picture})]({link})"),
            Snippet("embed.html", html),
        ),
    )


def embeds(title: str, place: Place) -> tuple[Snippet, ...]:
    """The banner in a frame, and the script that speaks up only when something is wrong."""
    from html import escape

    base = escape(place.frame.settings.url + place.prefix)
    # A frame is transparent only where its page and the page around it have the same scheme.
    look = 'width="100%" height="64" style="border:0;color-scheme:light dark"'
    frame = f'<iframe src="{base}{EMBED}" title="{escape(title)}" {look} loading="lazy"></iframe>'
    script = f'<script src="{base}{SCRIPT}" defer></script>'
    return (Snippet("embed.frame", frame), Snippet("embed.script", script))
