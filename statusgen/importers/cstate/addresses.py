"""The addresses that Hugo gives to files and terms."""

from __future__ import annotations

import unicodedata

_ALLOWED = "./\\_#+~-@"


def hugo_path(name: str) -> str:
    """The part of an address that Hugo makes of the name of a file or a term."""
    path: list[str] = []
    hyphen = False
    for letter in name:
        if letter in _ALLOWED or unicodedata.category(letter)[0] in "LMN":
            if hyphen and letter != "-" and path[-1] != "-":
                path.append("-")
            path.append(letter)
            hyphen = False
        elif path and letter.isspace():
            hyphen = True
    return "".join(path).lower()
