"""A folder of content/maintenances -> Maintenance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from statusgen.content.characters import Source
from statusgen.content.comments import VISIBILITY, parse_comments
from statusgen.content.document import no_error, parse_document
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
from statusgen.content.places import At, Json
from statusgen.content.scalars import OneOf, StateOf, Text, Whole
from statusgen.content.times import Duration, Time, Zone, is_instant
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Diagnostic
from statusgen.model.ids import incident_id
from statusgen.model.lifecycle import Phase
from statusgen.model.maintenance import Maintenance, Override
from statusgen.model.status import Severity, Status
from statusgen.recurrence import rule_problem
from statusgen.rules import problem


@dataclass(frozen=True, slots=True)
class DayOrTime:
    """A whole day in the maintenance's zone, as text, or an instant as Unix seconds."""

    def read(self, value: Any, at: At) -> str | int | None:
        """``YYYY-MM-DD`` or Unix seconds."""
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return value if Time(days=True).read(value, at) is not None else None
        return Time().read(value, at)

    def schema(self) -> Json:
        """A date or a time."""
        return Time(days=True).schema()


_OVERRIDE_KEYS = Record(
    (
        Key("occurrence", Time(), "the planned start of the occurrence", required=True),
        Key("start", Time(), "when it starts instead"),
        Key("end", Time(), "when it ends instead"),
        Key("status", StateOf(Phase), "what became of it"),
    )
)

MAINTENANCE_KEYS = Record(
    (
        Key("title", TITLE, "what is done, in a few words", required=True, translated=True),
        Key("start", Time(), "when it begins; the first time where it recurs", required=True),
        Key("end", Time(), "when it ends; or give a duration"),
        Key("duration", Duration(), "how long it takes, such as 2h30m or in seconds"),
        Key("rrule", Text(1, 500), "how it recurs (RFC 5545), such as FREQ=WEEKLY;BYDAY=SU"),
        Key("timezone", Zone(), "the zone of the recurrence and of times without a zone"),
        Key("exdates", ListOf(DayOrTime()), "days or times at which it does not take place"),
        Key("overrides", ListOf(_OVERRIDE_KEYS), "occurrences that differ from the rule"),
        Key("monitors", ImpactsType(Status.MAINTENANCE), "which monitors it concerns, and how"),
        Key("severity", SEVERITY, "how much people will notice"),
        Key("status", OneOf(("ACTIVE", "INACTIVE")), "INACTIVE takes it off the page"),
        Key("id", Whole(), "the id in feeds and APIs; derived from the slug otherwise"),
        Key("visibility", VISIBILITY, "public, or internal: then it reaches no output"),
        *LAST_KEYS,
    )
)
"""The front matter of maintenance.md."""

OPENING = "maintenance.md"


def parse_maintenance(
    slug: str, opening: Source, others: Sequence[Source], problems: list[Diagnostic]
) -> Parsed[Maintenance]:
    """One folder as a Maintenance; ``others`` are its files beside ``opening``, sorted by name."""
    before = len(problems)
    document = parse_document(opening, MAINTENANCE_KEYS, problems)
    values = document.values
    readable = no_error(problems, before)
    zone = values.get("timezone", "")
    own, rest = translations_of_opening(others, OPENING)
    comments, broken = parse_comments(slug, rest, Phase, problems, zone)
    duration = _duration(values, opening.file, problems) if readable else None
    if duration is not None:
        duration = _within_reach(values, duration, opening.file, problems)
    rule_ok = readable and _rule_ok(values, opening.file, problems)
    if not readable or duration is None or not rule_ok:
        return Parsed(None, broken, document.values.get("visibility") == "internal")
    texts = texts_of(document, opening.file, own, problems)
    exdates = values.get("exdates", ())
    maintenance = Maintenance(
        file=opening.file,
        slug=slug,
        id=values.get("id") or incident_id(slug, values["start"]),
        title=values["title"],
        titles=translations(values, "title"),
        start=values["start"],
        duration=duration,
        digest=digest_of([opening, *others]),
        text=document.text,
        texts=texts,
        rrule=values.get("rrule", ""),
        timezone=zone or "UTC",
        exdates=frozenset(day for day in exdates if isinstance(day, int)),
        exdays=frozenset(day for day in exdates if isinstance(day, str)),
        overrides=tuple(_override(found) for found in values.get("overrides", ())),
        monitors=values.get("monitors", {}),
        severity=Severity(values.get("severity", Severity.NONE)),
        active=values.get("status") != "INACTIVE",
        internal=values.get("visibility") == "internal",
        aliases=tuple(values.get("aliases", ())),
        correction=values.get("correction", ""),
        issue=values.get("issue", ""),
        created_at=values.get("created_at"),
        updated_at=values.get("updated_at"),
        comments=comments,
    )
    return Parsed(maintenance, broken)


def _duration(values: dict[str, Any], file: str, problems: list[Diagnostic]) -> int | None:
    start, end, duration = (values.get(key) for key in ("start", "end", "duration"))
    if end is not None and duration is not None:
        message = "this maintenance has both `end` and `duration`"
        hint = "keep one of the two"
        problems.append(problem("bad-value", file, message, hint=hint, route=("duration",)))
    elif end is not None:
        return int(end - start) if end > start else _backwards(file, problems)
    elif duration is None:
        hint = "add `end` with a time, or `duration` such as 2h30m"
        message = "this maintenance has neither end nor duration"
        problems.append(problem("maintenance-without-end", file, message, hint=hint))
    return duration


def _within_reach(
    values: dict[str, Any], duration: int, file: str, problems: list[Diagnostic]
) -> int | None:
    """The duration, unless the maintenance or a moved occurrence would end after all times."""
    starts = (one.get("start", 0) for one in values.get("overrides", ()))
    if is_instant(max((values["start"], *starts)) + duration):
        return duration
    key = "duration" if "duration" in values else "end"
    message = "this maintenance would end after the year 2999"
    hint = "correct its times"
    problems.append(problem("bad-time", file, message, hint=hint, route=(key,)))
    return None


def _backwards(file: str, problems: list[Diagnostic]) -> None:
    hint = "correct one of the two times: the end must come after the start"
    message = "this maintenance ends before it begins"
    problems.append(problem("end-before-start", file, message, hint=hint, route=("end",)))


def _rule_ok(values: dict[str, Any], file: str, problems: list[Diagnostic]) -> bool:
    rule = values.get("rrule", "")
    wrong = rule_problem(rule, values["start"], values.get("timezone", "UTC")) if rule else ""
    if wrong:
        hint = "write it as in RFC 5545, such as FREQ=WEEKLY;BYDAY=SU"
        message = f"`rrule` cannot be used: {wrong}"
        problems.append(problem("bad-rrule", file, message, hint=hint, route=("rrule",)))
    return not wrong


def _override(values: dict[str, Any]) -> Override:
    occurrence = values.get("occurrence", 0)
    return Override(occurrence, values.get("start"), values.get("end"), values.get("status"))
