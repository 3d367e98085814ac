"""What a site needs beside its pages: scripts and pictures, the icon, and pages that lead elsewhere."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from statusgen.artifact import Files
from statusgen.snapshot.overall import PageState
from statusgen.targets.html import words
from statusgen.targets.html.frame import MANAGING, SCRIPT, Frame
from statusgen.targets.html.shell import Kind, blanks
from statusgen.targets.theme import Theme


def missing(theme: Theme, frame: Frame) -> Files:
    """The page for addresses that lead nowhere: it cannot know where it is shown, so its links
    begin at the site's address.
    """
    base = urlsplit(frame.settings.url).path or "/"
    for blank in blanks(theme, frame, ""):
        prefix = blank.place.prefix
        absolute = blank._replace(place=replace(blank.place, home=base + prefix, root=base))
        title, main = blank.voice.t("missing.title"), absolute.fill("404.html")
        _, content = absolute.page(Kind(), title=title, description=title, main=main)
        yield f"{prefix}404.html", content


def moved(theme: Theme, frame: Frame, file: str, target: str) -> Files:
    """A file at an old address, which leads to the new one; ``target`` is from the root."""
    root = "../" * file.count("/") or "./"
    voice = words.voice(theme, frame, frame.settings.language)
    lang = frame.settings.language
    html = theme.render("moved.html", t=voice.t, lang=lang, root=root, target=target)
    yield file, html.encode()


def linked(theme: Theme) -> list[str]:
    """The names of what pages link to: all but the script for other sites, which has its own place,
    and that of a page that not every site has.
    """
    return [name for name in theme.asset_names if name not in (SCRIPT, MANAGING)]


def assets(theme: Theme) -> Files:
    """Scripts and pictures of the theme."""
    for name in linked(theme):
        yield f"assets/{name}", theme.assets[name]


def favicon(theme: Theme, state: PageState) -> Files:
    """The icon of the site: its file is always the same, its shape and colour say how it is."""
    content = theme.assets.get(f"favicon-{state}.svg")
    if content:
        yield "favicon.svg", content
