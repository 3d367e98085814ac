"""Routes: URLs as a dialect's clients ask for them, and the file that answers each of them.

A route is a path with words in it that stand for anything, ``/api/incident/:number/comment``; one
word may be of the query, ``/api/status?tag=:tag``. The file is at the path with ``.json`` behind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_WORD = re.compile(r":(\w+)")
_ANYTHING = "[^/]+"
_NOTHING: Mapping[str, str] = MappingProxyType({})


def pattern(route: str, words: Mapping[str, str] = _NOTHING) -> re.Pattern[str]:
    """Matches the paths of a route, with or without a slash behind, with a group for each word.

    ``words`` says what a word may be, as a regular expression; without a say it may be anything
    but a slash.
    """
    written = _WORD.sub(lambda word: f"({words.get(word[1], _ANYTHING)})", route)
    return re.compile(f"{written}/?", re.ASCII)


def asks(route: str) -> tuple[str, str]:
    """The path of a route, and the key of its query; "" where it has none."""
    path, _, query = route.partition("?")
    return path, query.partition("=")[0]


def file_of(route: str) -> str:
    """Where the route's document is, with a slash in front: ``/api/status/:tag.json``."""
    path, _, query = route.partition("?")
    word = query.partition("=")[2]
    return f"{path}/{word}.json" if word else f"{path}.json"


def ends_in_word(route: str) -> bool:
    """Whether the last part of the path is a word, so that the name of the file is one, too."""
    return asks(route)[0].rpartition("/")[2].startswith(":")
