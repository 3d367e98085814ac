"""What a site or a theme may say of colours, fonts and lengths: values of custom properties."""

from __future__ import annotations

from statusgen.content.fields import Key, MapOf, Record
from statusgen.content.scalars import Text

_HEX = r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})(?![0-9A-Za-z])"
_NAMED = r""""[A-Za-z0-9 _-]+"|'[A-Za-z0-9 _-]+'"""
_PLAIN = rf"(?:[A-Za-z0-9.,% -]|{_HEX}|/(?!/))"
_FUNCTION = r"(?:rgba?|hsla?|hwb|(?:ok)?(?:lab|lch)|color(?:-mix)?|light-dark|var|calc)\("
_INNER = rf"{_FUNCTION}{_PLAIN}*\)"
_TOKEN = rf"(?:{_PLAIN}|{_NAMED}|{_FUNCTION}(?:{_PLAIN}|{_INNER})*\))+"
_VALUES = MapOf(
    Text(1, 200, _TOKEN, "a colour, a font or a length, such as #0b57d0, Inter or 50rem")
)
TOKENS_KEY = Key(
    "tokens",
    Record(
        (
            Key("both", _VALUES, "always"),
            Key("light", _VALUES, "by day"),
            Key("dark", _VALUES, "in the dark"),
        )
    ),
    "colours, fonts and lengths: light, dark or both, by name",
)
TOKENS = (
    *("bg", "card", "fg", "mut", "line", "link", "brand", "font", "w", "r"),
    *(
        state + use
        for state in ("ok", "deg", "par", "maj", "mnt", "unk")
        for use in ("", "-t", "-b")
    ),
)
"""The custom properties of the default theme."""
