"""The addresses that Hugo gives to files and terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from statusgen.content.opening import OLD_ADDRESS

_ALLOWED = "./\\_#+~-@"
_OF_THE_SITE = {
    "/issues/": "/history/",
    "/affected/": "/",
    "/pages/": "/",
    "/index.xml": "/feed.rss",
    "/issues/index.xml": "/feed.rss",
    "/affected/index.xml": "/feed.rss",
    "/pages/index.xml": "/feed.rss",
    "/index.svg": "/badge.svg",
}
_ON_A_PAGE = 10


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


def term_path(name: str) -> str:
    """The part of an address that Hugo makes of a system that issues name: each blank is a dash."""
    return hugo_path(re.sub(r"\s", "-", name))


def moved(
    tags: Mapping[str, str], terms: Mapping[str, int], pages: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Every address of cState's that is none of an issue or of a system's first page, and what is
    there now.

    ``tags`` are those of systems by name, ``terms`` how many issues name each system, known or not.
    """
    yield from _OF_THE_SITE.items()
    yield from ((f"/pages/{hugo_path(name)}/", f"/{slug}/") for name, slug in pages)
    known = {term_path(name): tag for name, tag in tags.items()}
    counts: dict[str, int] = {}
    for name, count in terms.items():
        if path := term_path(name):
            counts[path] = counts.get(path, 0) + count
    for number in range(1, -(-len(counts) // _ON_A_PAGE) + 1):
        yield f"/affected/page/{number}/", "/"
    for path, count in counts.items():
        tag, folder = known.get(path), f"/affected/{path}/"
        page = f"/monitors/{tag}/" if tag else "/history/"
        if not tag:
            yield folder, page
        for number in range(1, -(-count // _ON_A_PAGE) + 1):
            yield f"{folder}page/{number}/", page
        yield f"{folder}index.xml", f"{page}feed.rss" if tag else "/feed.rss"
        yield f"{folder}index.svg", f"/badges/{tag}.svg" if tag else "/badge.svg"


def is_address(path: str) -> bool:
    """Whether the content format takes it for an old address."""
    return bool(re.fullmatch(OLD_ADDRESS, path))
