"""The comment files of an incident or a maintenance: name, front matter and text -> Comment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from statusgen.content.characters import Source
from statusgen.content.document import Document, no_error, parse_document
from statusgen.content.fields import ImpactsType, Key, Record
from statusgen.content.names import CommentName, parse_name
from statusgen.content.scalars import Flag, OneOf, Text, Whole
from statusgen.content.times import Time
from statusgen.diagnostics import Diagnostic
from statusgen.model.ids import comment_id
from statusgen.model.incident import Comment
from statusgen.model.lifecycle import Phase, State
from statusgen.rules import problem

S = TypeVar("S", bound=State | Phase)

VISIBILITY = OneOf(("public", "internal"))
CORRECTION = Key("correction", Text(1, 500), "why what was published was changed; shown as edited")

COMMENT_KEYS = Record(
    (
        Key("monitors", ImpactsType(), "impact from this comment on, merged into what held before"),
        Key("author", Text(1, 100), "who wrote it"),
        Key("timestamp", Time(), "the exact instant, where the file's name is not exact enough"),
        Key("id", Whole(), "the id in feeds and APIs; derived from the file's name otherwise"),
        Key("deleted", Flag(), "true takes it off pages, feeds and APIs"),
        Key("reason", Text(1, 500), "why it was deleted"),
        CORRECTION,
        Key("visibility", VISIBILITY, "public, or internal: then it reaches no output"),
        Key("notify", Flag(), "false tells no subscriber"),
        Key("until", Time(), "until when a snoozed incident sleeps"),
        Key("start", Time(), "the new start of a delayed maintenance"),
        Key("end", Time(), "the new end of a delayed maintenance"),
        Key("occurrence", Time(), "the planned start of the occurrence that this is about"),
        Key("created_at", Time(), "when it was written"),
        Key("updated_at", Time(), "when it was last changed"),
    )
)
"""The front matter of a comment; all of it is optional."""


def parse_comments(
    slug: str,
    sources: Iterable[Source],
    states: type[S],
    problems: list[Diagnostic],
    zone: str = "",
) -> tuple[tuple[Comment[S], ...], tuple[str, ...]]:
    """The comments in order, and the files that errors keep out."""
    comments: dict[str, Comment[S]] = {}
    translations: list[tuple[CommentName, Source]] = []
    broken: list[str] = []
    for source in sources:
        before = len(problems)
        name = parse_name(source.file.rpartition("/")[2], states, source.file, problems)
        if name and name.lang:
            translations.append((name, source))
        elif name:
            document = parse_document(source, COMMENT_KEYS, problems, zone)
            comments[source.file] = _comment(slug, name, source.file, document, states)
        if not no_error(problems, before):
            comments.pop(source.file, None)
            broken.append(source.file)
    for name, source in translations:
        original = source.file[: -len(f".{name.lang}.md")] + ".md"
        known = original in comments or original in broken
        text = translation_of(known, original, source, problems)
        if text and original in comments:
            found = comments[original]
            comments[original] = replace(found, texts={**found.texts, name.lang: text})
    return tuple(sorted(comments.values(), key=lambda comment: comment.key)), tuple(broken)


def translation_of(known: bool, original: str, source: Source, problems: list[Diagnostic]) -> str:
    """The text of a translation, "" where there is nothing to translate or nothing was written."""
    if not known:
        name = original.rpartition("/")[2]
        message = f"this is a translation of `{name}`, which is not there or has no text"
        hint = f"write `{name}`, or remove this file"
        problems.append(problem("unknown-file", source.file, message, hint=hint))
        return ""
    before = len(problems)
    text = parse_document(source, _TRANSLATION_KEYS, problems).text
    return text if no_error(problems, before) else ""


_TRANSLATION_KEYS = Record((Key("author", Text(1, 100), "who translated it"),))


def _comment(
    slug: str,
    name: CommentName,
    file: str,
    document: Document,
    states: type[S],
) -> Comment[S]:
    state = states(name.state)
    if not document.values:  # as nearly all are
        number = comment_id(slug, file.rpartition("/")[2], name.at, name.order)
        return Comment(file, number, name.at, state, document.text, name.order)
    values: dict[str, Any] = dict(document.values)
    at = values.pop("timestamp", name.at)
    own_id = values.pop("id", None)
    visibility = values.pop("visibility", "public")
    return Comment(
        file=file,
        id=own_id or comment_id(slug, file.rpartition("/")[2], at, name.order),
        at=at,
        order=name.order,
        state=state,
        text=document.text,
        internal=visibility == "internal",
        **values,
    )
