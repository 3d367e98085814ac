"""A folder of content/incidents -> Incident: its opening file, its comments, its digest."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from statusgen.content.characters import Source
from statusgen.content.comments import VISIBILITY, parse_comments
from statusgen.content.document import Document, no_error, parse_document
from statusgen.content.fields import ImpactsType, Key, ListOf, Record, translations
from statusgen.content.opening import (
    LAST_KEYS,
    SEVERITY,
    TITLE,
    Parsed,
    digest_of,
    texts_of,
    translations_of_opening,
)
from statusgen.content.scalars import Anything, Flag, OneOf, StateOf, Text, Url, Whole
from statusgen.content.times import Time
from statusgen.diagnostics import Diagnostic
from statusgen.model.ids import comment_id, incident_id
from statusgen.model.incident import Comment, Incident, Link, Oncall, Origin, Pin
from statusgen.model.lifecycle import State
from statusgen.model.status import Severity
from statusgen.rules import problem

_STATE = StateOf(State)

_PIN_KEYS = Record(
    (
        Key(
            "at", Time(), "when it was pinned: comments later than that win over it", required=True
        ),
        Key("state", _STATE, "the state to show"),
        Key("end", Time(), "the end to show"),
    )
)
_ONCALL_KEYS = Record(
    (
        Key("routing_key", Text(1, 200), "which service it was sent to"),
        Key("dedup_key", Text(1, 200), "what joins several events to one incident"),
        Key("priority", OneOf(("P1", "P2", "P3", "P4", "P5")), "how urgent it is for the team"),
        Key("urgency", OneOf(("low", "medium", "high")), "how loudly to call"),
        Key("assignee", Text(1, 200), "who works on it"),
        Key("severity", OneOf(("critical", "error", "warning", "info")), "as the alert said"),
        Key("source", Text(1, 200), "what sent the alert"),
        Key("custom_details", Anything(), "anything that the alert said"),
    )
)
_LINK = r"(?:https?://[^\s@]+|mailto:\S+|/?[A-Za-z0-9._~][^\s:]*)"
_ADDRESS = "an address such as https://example.com/help, mailto:help@example.com or /about/"
LINK_KEYS = Record(
    (
        Key("title", Text(1, 200), "the words of the link", required=True),
        Key(
            "url",
            Url(Text(1, 2000, _LINK, _ADDRESS)),
            "where it leads",
            required=True,
        ),
    )
)

INCIDENT_KEYS = Record(
    (
        Key("title", TITLE, "what happened, in a few words", required=True, translated=True),
        Key("start", Time(), "when it began; the earliest comment's time otherwise"),
        Key("monitors", ImpactsType(), "which monitors are hit, and how badly"),
        Key("severity", SEVERITY, "how grave it is; that of its worst impact otherwise"),
        Key("opened_as", _STATE, "the state of the opening update; investigating otherwise"),
        Key("id", Whole(), "the id in feeds and APIs; derived from the slug otherwise"),
        Key("pin", _PIN_KEYS, "a state or an end that the timeline cannot say"),
        Key("source", OneOf(tuple(Origin)), "how it came here; MANUAL otherwise"),
        Key("visibility", VISIBILITY, "public, or internal: then it reaches no output"),
        Key("kind", OneOf(("incident", "notice")), "a notice has no lifecycle and no effect"),
        Key("pinned", Flag(), "true keeps it on top of the page"),
        Key("oncall", _ONCALL_KEYS, "the on-call side of it"),
        Key("links", ListOf(LINK_KEYS), "links that belong to it"),
        *LAST_KEYS,
    )
)
"""The front matter of incident.md."""

OPENING = "incident.md"


def parse_incident(
    slug: str, opening: Source, others: Sequence[Source], problems: list[Diagnostic]
) -> Parsed[Incident]:
    """One folder as an Incident; ``others`` are its files beside ``opening``, sorted by name."""
    before = len(problems)
    document = parse_document(opening, INCIDENT_KEYS, problems)
    readable = no_error(problems, before)
    own, rest = translations_of_opening(others, OPENING)
    comments, broken = parse_comments(slug, rest, State, problems)
    start = document.values.get("start")
    if start is None:
        start = min((comment.at for comment in comments), default=None)
    if start is None and "title" in document.values and readable:
        hint = "add when it began, such as `start: 2026-01-15T10:30:00Z`"
        message = "`start` is missing, and there is no comment to take it from"
        problems.append(problem("missing-key", opening.file, message, hint=hint))
    if not readable or start is None:
        return Parsed(None, broken, document.values.get("visibility") == "internal")
    texts = texts_of(document, opening.file, own, problems)
    minute = start // 60 * 60
    first = min([start, *(comment.at for comment in comments if comment.at >= minute)])
    update = _opening_update(slug, opening.file, first, document, texts)
    everything = digest_of([opening, *others])
    return Parsed(
        _incident(slug, opening.file, start, document, (*update, *comments), everything), broken
    )


def _incident(
    slug: str,
    file: str,
    start: int,
    document: Document,
    comments: tuple[Comment[State], ...],
    everything: bytes,
) -> Incident:
    values = document.values
    return Incident(
        file=file,
        slug=slug,
        id=values.get("id") or incident_id(slug, start),
        title=values["title"],
        titles=translations(values, "title"),
        start=start,
        digest=everything,
        monitors=values.get("monitors", {}),
        severity=Severity(values["severity"]) if "severity" in values else None,
        opened_as=values.get("opened_as", State.INVESTIGATING),
        pin=_pin(values.get("pin")),
        origin=Origin(values.get("source", Origin.MANUAL)),
        internal={"internal": True, "public": False}.get(values.get("visibility", "")),
        notice=values.get("kind") == "notice",
        pinned=values.get("pinned", False),
        oncall=_oncall(values.get("oncall")),
        links=tuple(Link(**link) for link in values.get("links", ()) if len(link) == 2),
        aliases=tuple(values.get("aliases", ())),
        correction=values.get("correction", ""),
        issue=values.get("issue", ""),
        created_at=values.get("created_at"),
        updated_at=values.get("updated_at"),
        comments=comments,
    )


def _opening_update(
    slug: str, file: str, at: int, document: Document, texts: dict[str, str]
) -> tuple[Comment[State], ...]:
    """The text of incident.md as the first comment: no comment of the same minute is before it."""
    if not document.text:
        return ()
    correction = document.values.get("correction", "")
    update = Comment(
        file=file,
        id=comment_id(slug, OPENING, at, order=0),
        at=at,
        order=0,
        state=document.values.get("opened_as", State.INVESTIGATING),
        text=document.text,
        texts=texts,
        opening=True,
        correction=correction,
        updated_at=document.values.get("updated_at") if correction else None,
    )
    return (update,)


def _pin(values: dict[str, Any] | None) -> Pin | None:
    if not values or "at" not in values:
        return None
    return Pin(values["at"], values.get("state"), values.get("end"))


def _oncall(values: dict[str, Any] | None) -> Oncall | None:
    if not values:
        return None
    details = values.pop("custom_details", None)
    written = "" if details is None else json.dumps(details, ensure_ascii=False)
    return Oncall(**values, custom_details=written)
