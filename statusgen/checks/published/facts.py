"""What was said of an incident or a maintenance as a whole stays, or the change is declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statusgen.checks.published.entries import Pair
from statusgen.checks.published.words import (
    DECLARE,
    impacts_of,
    place_of,
    shortened,
    time_of,
)
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.rules import problem
from statusgen.snapshot.occurrences import MaintenanceView

Fact = tuple[Route, str, str, str]
"""The key, what it says in words, and its old and its new value."""


def is_declared(old: str, new: str) -> bool:
    """Whether a ``correction`` is a new one."""
    return bool(new) and new != old


def changed(pair: Pair) -> Iterator[Diagnostic]:
    """Title, start, monitors, severity, and what a maintenance is about."""
    if is_declared(pair.old.correction, pair.new.correction):
        return
    for route, what, old, new in _facts(pair):
        message = f"the {what} of this published {pair.kind} was {old} and is now {new}"
        yield problem("fact-changed", pair.new.file, message, hint=DECLARE, route=route)


def _facts(pair: Pair) -> Iterator[Fact]:
    old, new = pair.old, pair.new
    if old.title != new.title:
        yield ("title",), "title", f"`{old.title}`", f"`{new.title}`"
    for language, title in old.titles.items():
        if (other := new.titles.get(language, new.title)) != title:
            yield (f"title.{language}",), f"title in `{language}`", f"`{title}`", f"`{other}`"
    before, after = (impacts_of(one.monitors, pair.tags) for one in (old, new))
    if before != after:
        yield ("monitors",), "impact", before, after
    if pair.seen.severity is not pair.shown.severity and old.severity is not new.severity:
        yield ("severity",), "severity", pair.seen.severity, pair.shown.severity
    if isinstance(old, Incident) and isinstance(new, Incident):
        yield from _of_incident(old, new)
    if isinstance(old, Maintenance) and isinstance(new, Maintenance):
        yield from _of_maintenance(pair, old, new)


def _of_incident(old: Incident, new: Incident) -> Iterator[Fact]:
    if old.start != new.start:
        yield ("start",), "start", time_of(old.start), time_of(new.start)
    if old.notice != new.notice:
        words = {True: "a notice", False: "an incident"}
        yield ("kind",), "kind", words[old.notice], words[new.notice]


def _of_maintenance(pair: Pair, old: Maintenance, new: Maintenance) -> Iterator[Fact]:
    """The plan is what was announced, but where it recurs only as far as it has taken place."""
    seen, shown = (_past(view, pair.now) for view in (pair.seen, pair.shown))
    once = not old.rrule and not new.rrule
    if (old.start != new.start) if once else (seen != shown):
        yield ("start",), "start", time_of(old.start), time_of(new.start)
    if old.duration != new.duration and (once or seen):
        key = "duration"
        yield (key,), key, f"{old.duration // 60} minutes", f"{new.duration // 60} minutes"
    for text, other in ((old.text, new.text), *_translated(old.texts, new.texts)):
        if text and text != other:
            yield (*place_of(text, other),), "description", shortened(text), shortened(other)


def _past(view: object, now: int) -> tuple[int, ...]:
    if not isinstance(view, MaintenanceView):
        return ()
    return tuple(one.planned for one in view.occurrences if one.planned <= now)


def _translated(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    return ((text, new.get(language, "")) for language, text in old.items())
