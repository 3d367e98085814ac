"""Colours that are hard to read on what they stand on: theme and settings -> diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterator

from statusgen.content.load import SETTINGS
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.site import Settings
from statusgen.rules import problem
from statusgen.targets.layers import Tokens
from statusgen.targets.palette import SCHEMES, palette, resolved
from statusgen.targets.theme import Theme

TEXT, GRAPHICS = 4.5, 3.0
"""The least contrast that WCAG 2.2 allows."""

_STATES = ("ok", "deg", "par", "maj", "mnt", "unk")
_PAIRS = (
    *((text, ground, TEXT) for text in ("fg", "mut", "link") for ground in ("bg", "card")),
    *((text, f"{state}-b", TEXT) for text in ("fg", "mut") for state in _STATES),
    ("brand", "bg", TEXT),
    *((f"{state}-t", ground, TEXT) for state in _STATES for ground in ("bg", "card", f"{state}-b")),
    *((state, "card", GRAPHICS) for state in _STATES if state != "unk"),
)
"""What stands on what."""

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def faint_colours(theme: Theme, settings: Settings) -> Iterator[Diagnostic]:
    """Each colour that a theme of the site or site.yaml sets, against what it stands on."""
    origins = [
        (f"{layer.label}/theme.yaml" if layer.own else "", layer.tokens)
        for layer in reversed(theme.layers)
    ]
    origins.append((SETTINGS, settings.tokens))
    found = palette(tokens for _, tokens in origins)
    for scheme in SCHEMES:
        told: set[str] = set()
        for name, ground, least in _PAIRS:
            one, other = (resolved(found[scheme], each) for each in (name, ground))
            if not (_HEX.fullmatch(one) and _HEX.fullmatch(other)):
                continue
            ratio = contrast(one, other)
            blamed = next(_blamed(origins, scheme, (name, ground)), None)
            if ratio >= least or blamed is None or blamed[1][-1] in told:
                continue
            file, route = blamed
            told.add(str(route[-1]))
            yield _low(file, route, (name, one), (ground, other), ratio, least)


def _blamed(
    origins: list[tuple[str, Tokens]], scheme: str, names: tuple[str, str]
) -> Iterator[tuple[str, Route]]:
    """Where one of two colours is set, the first of them and the last place first."""
    for name in names:
        for file, tokens in reversed(origins):
            for part in (scheme, "both"):
                if file and name in tokens.get(part, {}):
                    yield file, ("tokens", part, name)


def _low(
    file: str,
    route: Route,
    front: tuple[str, str],
    ground: tuple[str, str],
    ratio: float,
    least: float,
) -> Diagnostic:
    message = f"{front[1]} on {ground[1]} has a contrast of only {ratio:.1f}:1"
    lighter = _luminance(ground[1]) < _luminance("#777")
    if route[-1] != front[0]:
        lighter = not lighter
    way = "lighter" if lighter else "darker"
    hint = f"choose a {way} colour: `{front[0]}` on `{ground[0]}` needs at least {least}:1"
    return problem("low-contrast", file, message, hint=hint, route=route)


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
