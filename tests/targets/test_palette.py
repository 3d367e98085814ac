"""The colours of the default theme: readable, and different to every kind of colour vision."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from pathlib import Path

import pytest

from statusgen.targets.palette import palette, resolved
from statusgen.targets.theme import load_theme

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

STATES = ("ok", "deg", "par", "maj", "mnt")

# Machado, Oliveira and Fernandes (2009), full severity.
VISIONS: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


PALETTES = palette(load_theme("default", Path("no site here")).tokens)


def linear(colours: Mapping[str, str], name: str) -> Colour:
    """A token in linear light."""
    digits = resolved(colours, name).lstrip("#")
    digits = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def contrast(colours: Mapping[str, str], one: str, other: str) -> float:
    """WCAG's contrast of two tokens."""

    def luminance(name: str) -> float:
        red, green, blue = linear(colours, name)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour, vision: Matrix) -> Colour:
    """CIELAB (D65) of a colour as somebody sees it."""
    seen = [min(max(sum(a * b for a, b in zip(row, colour, strict=True)), 0), 1) for row in vision]
    red, green, blue = seen
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: Colour, other: Colour) -> float:
    """CIEDE2000."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    middle = ((hypot(a1, b1) + hypot(a2, b2)) / 2) ** 7
    stretch = 1 + 0.5 * (1 - sqrt(middle / (middle + 25**7)))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = (h2 - h1 + 180) % 360 - 180
    hue = 2 * sqrt(c1 * c2) * sin(radians(turn) / 2)
    lightness, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    angle = (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * cos(radians(angle - 30))
        + 0.24 * cos(radians(2 * angle))
        + 0.32 * cos(radians(3 * angle + 6))
        - 0.20 * cos(radians(4 * angle - 63))
    )
    sl = 1 + 0.015 * (lightness - 50) ** 2 / sqrt(20 + (lightness - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    rotation = -2 * sqrt(chroma**7 / (chroma**7 + 25**7))
    rotation *= sin(radians(60) * exp(-(((angle - 275) / 25) ** 2)))
    dl, dc, dh = (l2 - l1) / sl, (c2 - c1) / sc, hue / sh
    return sqrt(dl**2 + dc**2 + dh**2 + rotation * dc * dh)


def test_the_formula_gives_published_values() -> None:
    # From the test data of Sharma, Wu and Dalal (2005).
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


@pytest.mark.parametrize("scheme", PALETTES)
@pytest.mark.parametrize("vision", VISIONS)
def test_no_two_states_look_alike_to_anybody(scheme: str, vision: str) -> None:
    seen = {name: lab(linear(PALETTES[scheme], name), VISIONS[vision]) for name in STATES}
    for one, other in combinations(STATES, 2):
        assert difference(seen[one], seen[other]) >= 12, (one, other)


@pytest.mark.parametrize("scheme", PALETTES)
def test_text_and_graphics_stand_out(scheme: str) -> None:
    colours = PALETTES[scheme]
    for state in STATES:
        assert contrast(colours, state, "card") >= 3, state
    for state in (*STATES, "unk"):
        for ground in ("bg", "card", f"{state}-b"):
            for text in (f"{state}-t", "fg", "mut", "link"):
                assert contrast(colours, text, ground) >= 4.5, (text, ground)
