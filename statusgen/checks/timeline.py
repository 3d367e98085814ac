"""The life of an incident: which state may follow which, and in which order of time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import TypeVar

from statusgen.checks.facts import Given, Whole
from statusgen.diagnostics import Diagnostic, Route
from statusgen.model.incident import Comment, Incident
from statusgen.model.lifecycle import (
    ENDED,
    MAY_FOLLOW,
    ON_CALL,
    Phase,
    State,
    Verdict,
    may_follow,
    public_face,
)
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import DAY, HOUR, MINUTE
from statusgen.rules import problem

S = TypeVar("S", bound=State | Phase)


def alive(comments: Iterable[Comment[S]]) -> list[Comment[S]]:
    """The comments that count: those that were not deleted."""
    return [comment for comment in comments if not comment.deleted]


def states_follow(incident: Incident, given: Given) -> Iterator[Diagnostic]:
    """The steps are those of the lifecycle's tables."""
    before: State | None = None
    for comment in alive(incident.comments) if not incident.notice else ():
        state = comment.state
        if before is None:
            yield from _first(comment, state)
        else:
            yield from _step(comment, before, state)
        before = state


def _first(comment: Comment, state: State) -> Iterator[Diagnostic]:
    if state in ENDED:
        message = f"this incident begins as {state}"
        hint = "say first what was wrong, in a comment such as ….investigating.md"
        route = _place_of_state(comment)
        yield problem("first-state", comment.file, message, hint=hint, route=route)


def _step(comment: Comment, before: State, state: State) -> Iterator[Diagnostic]:
    verdict = may_follow(before, state)
    if verdict is Verdict.FORBIDDEN:
        allowed = ", ".join(one for one in State if one in MAY_FOLLOW[before] - ON_CALL)
        message = f"`{state}` may not follow `{before}`"
        hint = f"after `{before}` may come: {allowed}"
        route = _place_of_state(comment)
        yield problem("state-not-allowed", comment.file, message, hint=hint, route=route)
    elif verdict is Verdict.GOING_BACK:
        message = f"`{state}` after `{before}` goes back a step"
        hint = "that is allowed; say in the text why the cause was not found after all"
        route = _place_of_state(comment)
        yield problem("going-back", comment.file, message, hint=hint, route=route)


def _place_of_state(comment: Comment) -> Route:
    """The key that says it; the name of the file says it for all but the opening update."""
    return ("opened_as",) if comment.opening else ()


def _place_of_time(comment: Comment) -> Route:
    return ("start",) if comment.opening else ("timestamp",)


def times_are_in_order(incident: Incident, given: Given) -> Iterator[Diagnostic]:
    """No comment before the minute of the start, no end that is not after it."""
    first = incident.start // MINUTE * MINUTE
    for comment in alive(incident.comments):
        if comment.at < first:
            message = f"this comment is of {_time(comment.at)}, before the incident began"
            hint = f"the incident began at {_time(incident.start)}: correct one of the two"
            route = _place_of_time(comment)
            yield problem("comment-before-start", comment.file, message, hint=hint, route=route)
    pin = incident.pin
    if pin and pin.end is not None and pin.end <= incident.start:
        message = f"the pinned end is not after the start, {_time(incident.start)}"
        hint = "correct one of the two times"
        route = ("pin", "end")
        yield problem("end-before-start", incident.file, message, hint=hint, route=route)


def nothing_is_in_the_future(whole: Whole) -> Iterator[Diagnostic]:
    """Nobody knows yet what will be said; a build hides it until its time."""
    for run, facts in whole.known:
        for entry in run if facts.latest > whole.now else ():
            yield from _early(entry, whole.now)


def latest(entry: Incident | Maintenance) -> int:
    """The last moment that an entry speaks of as if it were past (Unix seconds; 0: none)."""
    times = [comment.at for comment in alive(entry.comments)]
    return max(times if isinstance(entry, Maintenance) else [*times, entry.start], default=0)


def _early(entry: Incident | Maintenance, now: int) -> Iterator[Diagnostic]:
    late = [comment for comment in alive(entry.comments) if comment.at > now]
    planned = isinstance(entry, Maintenance)
    if entry.start > now and not planned and not any(comment.opening for comment in late):
        yield _future(entry.file, entry.start, now, ("start",), planned)
    for comment in late:
        yield _future(comment.file, comment.at, now, _place_of_time(comment), planned)


def _future(file: str, at: int, now: int, route: Route, planned: bool) -> Diagnostic:
    message = f"this is dated {_time(at)}, but now it is {_time(now)}"
    advice = "the clock alone moves a maintenance" if planned else _PLANNED
    hint = f"correct the time (Z is UTC, +0100 an hour ahead of it); {advice}"
    return problem("comment-in-future", file, message, hint=hint, route=route)


_PLANNED = "planned work belongs in content/maintenances"


def comments_have_text(entry: Incident | Maintenance, given: Given) -> Iterator[Diagnostic]:
    """Only the states of the on-call side may be silent."""
    for comment in entry.comments:
        if not comment.text and not comment.deleted and comment.state not in ON_CALL:
            message = "this comment has no text"
            hint = "write a sentence for those who are waiting"
            yield problem("empty-comment", comment.file, message, hint=hint)


def ends_are_resolved(incident: Incident, given: Given) -> Iterator[Diagnostic]:
    """An end without a resolution leaves readers in doubt."""
    pin = incident.pin
    if pin and pin.end is not None and (pin.state or _face(incident)) is not State.RESOLVED:
        message = "this incident has an end, but nobody said that it was resolved"
        hint = "add a comment ….resolved.md in place of the pinned end"
        route = ("pin", "end")
        yield problem("end-without-resolved", incident.file, message, hint=hint, route=route)


def pins_agree(incident: Incident, given: Given) -> Iterator[Diagnostic]:
    """A pin is for what the timeline cannot say; where both speak they should agree."""
    hint = "add a comment that says so, and remove the pin"
    pin = incident.pin
    if pin is None or any(comment.at > pin.at for comment in alive(incident.comments)):
        return
    face, end = _face(incident), _end(incident)
    if pin.state and public_face(pin.state, None) is not face:
        message = f"`{pin.state}` is pinned, but the timeline says `{face}`"
        route = ("pin", "state")
        yield problem("pin-differs", incident.file, message, hint=hint, route=route)
    if pin.end is not None and end is not None and pin.end != end:
        message = f"the end {_time(pin.end)} is pinned, but the timeline says {_time(end)}"
        route = ("pin", "end")
        yield problem("pin-differs", incident.file, message, hint=hint, route=route)


def nothing_is_forgotten(whole: Whole) -> Iterator[Diagnostic]:
    """An open incident deserves news."""
    now, limit = whole.now, whole.site.settings.forgotten_after
    for file, since in chain.from_iterable(facts.silent for facts in whole.facts):
        silence = now - since
        if silence > limit:
            said = f"{silence // DAY} days" if silence >= 2 * DAY else f"{silence // HOUR} hours"
            message = f"this incident is open, but nothing was said for {said}"
            hint = "add a comment: how it stands, or ….resolved.md if it is over"
            yield problem("forgotten-incident", file, message, hint=hint)


def silent_since(incident: Incident) -> int | None:
    """Since when nothing was said of an incident (Unix seconds); None where no news is expected."""
    comments = alive(incident.comments)
    suppressed = comments and comments[-1].state is State.SUPPRESSED
    if incident.notice or incident.internal or suppressed or not _is_open(incident, comments):
        return None
    return max((comment.at for comment in comments), default=incident.start)


def _is_open(incident: Incident, comments: Sequence[Comment]) -> bool:
    """Whether the timeline, or a pin that is newer than it, leaves the incident open."""
    pin = incident.pin
    if pin is None or any(comment.at > pin.at for comment in comments):
        return _face(incident) is not State.RESOLVED
    return pin.end is None and (pin.state or _face(incident)) is not State.RESOLVED


def _face(incident: Incident) -> State:
    """The state of the timeline alone."""
    face: State | None = None
    for comment in alive(incident.comments):
        face = public_face(comment.state, face)
    return face or State.INVESTIGATING


def _end(incident: Incident) -> int | None:
    """When the timeline alone says that it was resolved for good."""
    end: int | None = None
    for comment in alive(incident.comments):
        if comment.state not in ENDED:
            end = None
        elif end is None:
            end = comment.at
    return end


def _time(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}Z"
