"""What the opening files of incidents and maintenances have in common, and pages some of."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Generic, TypeVar

from statusgen.content.characters import Source
from statusgen.content.comments import CORRECTION, translation_of
from statusgen.content.document import Document
from statusgen.content.fields import LANGUAGE, Key, ListOf
from statusgen.content.scalars import OneOf, Text, Url
from statusgen.content.times import Time
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.model.status import Severity

E = TypeVar("E")

SEVERITY = OneOf(tuple(Severity))
_LETTER = r"a-z0-9_~@+\u00df-\u00f6\u00f8-\uffff-"
_STEP = rf"[{_LETTER}][{_LETTER}.]{{0,119}}"
_OTHERS = "(?:api|assets|badges|metrics|sitemaps)/"
OLD_ADDRESS = rf"/?(?!{_OTHERS})(?:{_STEP}/)*(?:{_STEP}/|(?:index|rss|atom|feed)\.xml|index\.svg)"
"""The path of a page, or of a feed or a picture by a name that no file of the site has."""

OLD_PATH = rf"/?(?:{_STEP}/)*(?:[{_LETTER}]{{1,120}}/?|{_STEP}/|{_STEP}\.html)"
"""The path of a page as an incident's or a monitor's old address."""

ALIASES = ListOf(Text(1, 500, OLD_PATH, "the path of a page in lower case, such as /old/page/"))
TITLE = Text(1, 255)
_ISSUE = Url(
    Text(
        1,
        500,
        r"https?://[^\s/@]+/[\w.-]+/[\w.-]+/issues/[0-9]{1,12}",
        "the address of an issue, such as https://github.com/example/status/issues/12",
    )
)
LAST_KEYS = (
    Key("aliases", ALIASES, "old paths that lead here"),
    CORRECTION,
    Key("issue", _ISSUE, "the issue on GitHub that it follows; never published"),
    Key("created_at", Time(), "when it was written; its start otherwise"),
    Key("updated_at", Time(), "when it was last changed; its newest comment otherwise"),
)
"""The last keys of the front matter of both."""


@dataclass(frozen=True, slots=True)
class Parsed(Generic[E]):
    """An incident or a maintenance; None where it cannot be read. ``broken`` are the comment files
    that errors keep out.

    ``internal``: it cannot be read, but it says that it is not for the public.
    """

    entry: E | None
    broken: tuple[str, ...] = ()
    internal: bool = False


def texts_of(
    document: Document,
    file: str,
    translations: Iterable[tuple[str, Source]],
    problems: list[Diagnostic],
) -> dict[str, str]:
    """The text of an opening file in other languages."""
    return {
        lang: text
        for lang, source in translations
        if (text := translation_of(bool(document.text), file, source, problems))
    }


def digest_of(sources: Iterable[Source]) -> bytes:
    """What stands for all files of a folder."""
    parts = [part for one in sources for part in (one.file.encode(), b"\0", one.digest)]
    return blake2b(b"".join(parts), digest_size=16).digest()


def translations_of_opening(
    sources: Iterable[Source], opening: str
) -> tuple[list[tuple[str, Source]], list[Source]]:
    """The translations of a file such as incident.md, by language, and all others."""
    stem = opening.removesuffix("md")
    own: list[tuple[str, Source]] = []
    rest: list[Source] = []
    for source in sources:
        name = source.file.rpartition("/")[2]
        language = name.removeprefix(stem).removesuffix(".md")
        if name.startswith(stem) and LANGUAGE.fullmatch(language):
            own.append((language, source))
        else:
            rest.append(source)
    return own, rest
