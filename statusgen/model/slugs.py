"""Slugs: the part of a URL that is made of words."""

from __future__ import annotations

import re
import unicodedata

LONGEST_SLUG = 80
"""In characters."""

_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slugify(words: str) -> str:
    """A slug made of any words; never empty."""
    spelled = unicodedata.normalize("NFC", words).lower().translate(_SPELLED)
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_SLUG].strip("-") or "unnamed"
