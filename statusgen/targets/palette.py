"""The colours of a page: what the themes and the site set, in light and in dark -> a style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from statusgen.targets.layers import Tokens

SCHEMES = ("light", "dark")
_NAME = re.compile(r"[a-z][a-z0-9-]{0,30}")
_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")

Palette = Mapping[str, Mapping[str, str]]
"""For each scheme its custom properties."""


def palette(layers: Iterable[Tokens]) -> Palette:
    """What holds in each scheme; later layers win, and ``both`` of a layer comes first in it.

    A colour for light pages never reaches dark ones, so that it cannot make them unreadable.
    """
    found: dict[str, dict[str, str]] = {scheme: {} for scheme in SCHEMES}
    for tokens in layers:
        for scheme in SCHEMES:
            for part in ("both", scheme):
                values = tokens.get(part, {})
                found[scheme] |= {name: v for name, v in values.items() if _NAME.fullmatch(name)}
    return found


def style(palette: Palette, scheme: str = "auto") -> str:
    """The custom properties as CSS; ``scheme`` is auto, light or dark. Paper is always light."""
    light, dark = (palette[one] for one in SCHEMES)
    schemes = "light dark" if scheme == "auto" else scheme
    css = f":root{{{_lines(light)};color-scheme:{schemes}}}"
    other = {name: value for name, value in dark.items() if light.get(name) != value}
    other |= {name: "initial" for name in light if name not in dark}
    if scheme == "light" or not other:
        return css
    media = "screen and (prefers-color-scheme:dark)" if scheme == "auto" else "screen"
    return f"{css}@media {media}{{:root{{{_lines(other)}}}}}"


def resolved(colours: Mapping[str, str], name: str) -> str:
    """A custom property's value, with ``var(--…)`` followed; "" where it leads nowhere."""
    value = colours.get(name, "")
    for _ in colours:
        reference = _VARIABLE.fullmatch(value)
        if not reference:
            return value
        value = colours.get(reference[1], "")
    return ""


def _lines(values: Mapping[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())
