"""Colours that people set themselves must still be readable (WCAG 2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.diagnostics import Diagnostic
from statusgen.model.site import Site
from statusgen.rules import problem

BACKGROUNDS = {"light": "#ffffff", "dark": "#0f1419"}
"""The default theme's page colours."""

TEXT, GRAPHICS = 4.5, 3.0
_LEAST = {
    **dict.fromkeys(("fg", "mut", "link", "brand"), TEXT),
    **dict.fromkeys(("ok-t", "deg-t", "par-t", "maj-t", "mnt-t", "unk-t"), TEXT),
    **dict.fromkeys(("ok", "deg", "par", "maj", "mnt"), GRAPHICS),
}
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def colours_can_be_read(site: Site, now: int) -> Iterator[Diagnostic]:
    """Every overridden colour against the background that it stands on."""
    for scheme, tokens in site.settings.tokens.items():
        background = tokens.get("bg", BACKGROUNDS.get(scheme, "#ffffff"))
        for name, least in _LEAST.items():
            colour = tokens.get(name, "")
            if not (_HEX.fullmatch(colour) and _HEX.fullmatch(background)):
                continue
            found = contrast(colour, background)
            if found < least:
                message = f"{colour} on {background} has a contrast of only {found:.1f}:1"
                way = "lighter" if _luminance(background) < _luminance("#777") else "darker"
                hint = f"choose a {way} colour: `{name}` needs at least {least}:1"
                route = ("tokens", scheme, name)
                yield problem("low-contrast", "content/site.yaml", message, hint=hint, route=route)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours written as #rgb or #rrggbb: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
