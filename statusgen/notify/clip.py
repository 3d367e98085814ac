"""Foreign text that must fit into a field of a message after it was escaped."""

from __future__ import annotations

from collections.abc import Callable

Escape = Callable[[str], str]


def as_is(text: str) -> str:
    """For fields in which nothing has a meaning."""
    return text


def fit(text: str, most: int, escape: Escape = as_is) -> str:
    """The escaped text, or as much of its beginning as fits with "…" behind it.

    ``most`` counts UTF-16 units, as the chats do: an emoji is two. Nothing is cut within what an
    escape wrote.
    """
    whole = escape(text)
    if _units(whole) <= most:
        return whole
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _units(escape(text[:middle])) < most:
            low = middle
        else:
            high = middle - 1
    return escape(text[:low].rstrip()) + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2
