"""The style of a page, and the policy that lets browsers use nothing but what the site brings."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from urllib.parse import quote

from statusgen.targets import squeeze
from statusgen.targets.faults import ThemeError
from statusgen.targets.html.frame import PageSettings
from statusgen.targets.palette import SCHEMES, Palette, palette, resolved, style
from statusgen.targets.theme import Theme

_ASSET = re.compile(r"""url\(\s*(["']?)(?=assets/)""")


def css(theme: Theme, settings: PageSettings, sheets: tuple[str, ...], root: str) -> str:
    """The style of a page that has these ``sheets``: colours first, what sites add last.

    Styles stand in the page itself, so that ``url(assets/…)`` must lead from there to ``root``.
    """
    found = _harmless(style(_colours(theme, settings), settings.color_scheme), "tokens")
    found += "".join(_sheet(theme, name) for name in sheets)
    found += _harmless(squeeze.style(theme.addition("css/custom.css")), "css/custom.css")
    quoted = quote(root, safe="/%")
    return _ASSET.sub(lambda one: f"url({one[1]}{quoted}", found)


def grounds(theme: Theme, settings: PageSettings) -> dict[str, str]:
    """The colour of the page in each scheme that it has, for the frame of the browser."""
    chosen = settings.color_scheme
    found = _colours(theme, settings)
    return {one: resolved(found[one], "bg") for one in SCHEMES if chosen in ("auto", one)}


def policy(css: str) -> str:
    """The policy of a page with this one style in it."""
    style = b64encode(sha256(css.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _colours(theme: Theme, settings: PageSettings) -> Palette:
    """The custom properties of the theme and of site.yaml."""
    return palette((*theme.tokens, settings.tokens))


@lru_cache(maxsize=32)
def _sheet(theme: Theme, name: str) -> str:
    """A style sheet of the theme without its comments and needless space."""
    return _harmless(squeeze.style(theme.text(f"css/{name}.css")), f"css/{name}.css")


def _harmless(css: str, origin: str) -> str:
    if "</" in css:
        raise ThemeError(f"{origin} has `</` in it", "it could end the style: take it out")
    return css
