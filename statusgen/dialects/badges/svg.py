"""A badge as a picture: text and shape beside the colour, for light and dark pages, and a title
that screen readers say.
"""

from __future__ import annotations

from unicodedata import combining, east_asian_width
from xml.etree import ElementTree as ET

from statusgen.dialects.badges.looks import Look

_LABEL_LIGHT = ("#17212b", "#ffffff")
_LABEL_DARK = ("#2a333d", "#e8edf2")
_FONT = {"font-family": "Verdana,DejaVu Sans,Geneva,sans-serif", "font-size": "11"}
_PAD, _ICON, _GAP = 7, 12, 5

# Tenths of a pixel of Verdana at 11 pixels, roughly: `textLength` makes any font fit them.
_WIDTHS = {
    **dict.fromkeys("ijl|'", 31),
    **dict.fromkeys(" ft.,:;!I()[]-/\\", 43),
    **dict.fromkeys('rJ"{}', 50),
    **dict.fromkeys("ckszxyv", 60),
    **dict.fromkeys("ABCDEGHKNOPQRSTUVXYZ&+=<>", 78),
    **dict.fromkeys("mwMW@%", 105),
}
_USUAL, _DOUBLE = 68, 115


def picture(label: str, message: str, look: Look) -> bytes:
    """The SVG of a badge that says ``label``, then ``message``."""
    left = width(label) + 2 * _PAD
    right = _PAD + _ICON + _GAP + width(message) + _PAD
    size = {"width": f"{left + right}", "height": "20", "viewBox": f"0 0 {left + right} 20"}
    said = f"{label}: {message}"
    known = {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "aria-label": said}
    root = ET.Element("svg", {**known, **size})
    ET.SubElement(root, "title").text = said
    ET.SubElement(root, "style").text = _dark(look)
    ground, ink = look.light
    ends = f"M3 0h{left - 3}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3z"
    ET.SubElement(root, "path", {"class": "l", "d": ends, "fill": _LABEL_LIGHT[0]})
    ends = f"M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z"
    ET.SubElement(root, "path", {"class": "m", "d": ends, "fill": ground})
    _icon(root, left + _PAD, look)
    _text(root, label, _PAD, "a", _LABEL_LIGHT[1])
    _text(root, message, left + _PAD + _ICON + _GAP, "w", ink)
    data: bytes = ET.tostring(root, encoding="utf-8")
    return data + b"\n"


def width(text: str) -> int:
    """About how many pixels a text takes."""
    return -(-sum(_width(character) for character in text) // 10)


def _width(character: str) -> int:
    if character in _WIDTHS:
        return _WIDTHS[character]
    if combining(character):
        return 0
    return _DOUBLE if east_asian_width(character) in "WF" else _USUAL


def _icon(root: ET.Element, x: int, look: Look) -> None:
    ground, ink = look.light
    place = f"translate({x} 4)scale({_ICON / 16:g})"
    group = ET.SubElement(root, "g", transform=place)
    ET.SubElement(group, "path", {"class": "w", "d": look.shape, "fill": ink})
    line = {"stroke-width": "1.8", "stroke-linecap": "round", "stroke-linejoin": "round"}
    drawn = {"class": "g", "d": look.sign, "fill": "none", "stroke": ground, **line}
    ET.SubElement(group, "path", drawn)


def _text(root: ET.Element, text: str, x: int, kind: str, ink: str) -> None:
    # Glyphs are stretched with the gaps, as letters of some scripts must touch.
    fit = {"textLength": f"{width(text)}", "lengthAdjust": "spacingAndGlyphs"}
    place = {"class": kind, "x": f"{x}", "y": "14", "fill": ink}
    ET.SubElement(root, "text", {**place, **fit, **_FONT}).text = text


def _dark(look: Look) -> str:
    """The colours for dark pages; the light ones are attributes, for what reads no styles."""
    ground, ink = look.dark
    label, words = _LABEL_DARK
    rules = f".l{{fill:{label}}}.a{{fill:{words}}}.m{{fill:{ground}}}.w{{fill:{ink}}}"
    return f"@media(prefers-color-scheme:dark){{{rules}.g{{stroke:{ground}}}}}"
