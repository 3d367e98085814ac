"""content/pages/*.md -> free pages, and content/removed.yaml -> what must never come back."""

from __future__ import annotations

from collections.abc import Sequence

from statusgen.content.characters import Source
from statusgen.content.document import no_error, parse_document
from statusgen.content.fields import Key, ListOf, Record, translations
from statusgen.content.names import slug_problem
from statusgen.content.opening import TITLE, digest_of, translations_of_opening
from statusgen.content.places import At
from statusgen.content.scalars import Anything, Flag, OneOf, Text, Whole
from statusgen.content.times import Time
from statusgen.diagnostics import Diagnostic
from statusgen.model.site import FreePage, Removed

PAGE_KEYS = Record(
    (
        Key("title", TITLE, "the heading", required=True, translated=True),
        Key("order", Whole(0, 10_000), "its place in the navigation; 100 otherwise"),
        Key("navigation", Flag(), "false leaves it out of the navigation"),
    )
)
"""The front matter of a free page."""

_TRANSLATION_KEYS = Record((Key("title", TITLE, "the heading in that language"),))

_REMOVED_KEYS = Record(
    (
        Key("kind", OneOf(("incident", "maintenance", "monitor", "comment")), "what it was"),
        Key("slug", Text(1, 100), "its slug or tag"),
        Key("id", Whole(), "its id"),
        Key("reason", Text(0, 500), "why it was removed"),
        Key("at", Time(days=True), "when"),
    )
)

OUTPUTS = frozenset({"api", "assets", "badges", "sitemaps"})
"""Folders of the site that hold no pages."""

TAKEN = OUTPUTS | {
    "embed",
    "history",
    "incidents",
    "maintenances",
    "manage",
    "monitors",
    "subscribe",
}
"""Folders of the site that no free page may be."""


def parse_page(
    source: Source, others: Sequence[Source], problems: list[Diagnostic]
) -> FreePage | None:
    """One page; ``others`` are its translations (``about.de.md`` beside ``about.md``)."""
    before = len(problems)
    name = source.file.rpartition("/")[2]
    slug = name.removesuffix(".md")
    wrong = slug_problem(slug, source.file)
    if wrong:
        problems.append(wrong)
    elif slug in TAKEN:
        at = At(source.file, problems)
        at.report("bad-slug", f"`{slug}` is a folder of the site itself", "give it another name")
    document = parse_document(source, PAGE_KEYS, problems)
    if not no_error(problems, before):
        return None
    own, _ = translations_of_opening(others, name)
    translated = {lang: parse_document(found, _TRANSLATION_KEYS, problems) for lang, found in own}
    return FreePage(
        file=source.file,
        slug=slug,
        title=document.values["title"],
        titles={
            **translations(document.values, "title"),
            **{lang: t.values["title"] for lang, t in translated.items() if "title" in t.values},
        },
        text=document.text,
        texts={lang: found.text for lang, found in translated.items() if found.text},
        order=document.values.get("order", 100),
        navigation=document.values.get("navigation", True),
        digest=digest_of([source, *others]),
    )


def parse_removed(source: Source, problems: list[Diagnostic]) -> tuple[Removed, ...]:
    """The entries of removed.yaml."""
    before = len(problems)
    from statusgen.content.yamldoc import parse

    written = parse(source.text, source.file, problems)
    if written is None or not no_error(problems, before):
        return ()
    at = At(source.file, problems)
    entries = ListOf(Anything()).read(written, at) or ()
    found = (_REMOVED_KEYS.read(entry, at.into(index)) for index, entry in enumerate(entries))
    return tuple(
        Removed(
            values.get("kind", "incident"),
            values.get("slug", ""),
            values.get("id"),
            values.get("reason", ""),
        )
        for values in found
        if values
    )
