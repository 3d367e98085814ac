"""Updates as they were told -> comments with a time and a state each, in an order that may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from statusgen.dataclass import dataclass
from statusgen.importers.clock import tell
from statusgen.importers.found import FoundComment
from statusgen.importers.losses import Losses, Place
from statusgen.importers.parts import Part
from statusgen.instants import rfc3339
from statusgen.model.lifecycle import ENDED, State, Verdict, may_follow

RESOLVED = "Resolved."
"""What is said of an end of which nothing was written."""

_WITHOUT_TIME = "the update has no time: it is put between those around it"
_BEFORE_START = "the update is older than the incident"


@dataclass(frozen=True, slots=True)
class Life:
    """When an incident began and ended (None: it goes on), and the present, in Unix seconds."""

    start: int
    end: int | None
    now: int


@dataclass(frozen=True, slots=True)
class Course:
    """The text that opens an incident, the state it opens in, and the comments behind it."""

    text: str
    opened_as: State
    comments: tuple[FoundComment, ...]


def course(parts: Sequence[Part], life: Life, place: Place, losses: Losses) -> Course:
    """The course of an incident.

    The first of the ``parts`` opens it. Where none of them resolves it, one is added that does.
    """
    life = _to_its_last_word(parts, life, place, losses)
    end = life.end
    times = _times(parts, life, place, losses)
    states = _states(parts, times, end, place, losses)
    comments = [
        FoundComment(_nth(place, index), at, state, part.text)
        for index, (part, at, state) in enumerate(zip(parts, times, states, strict=True))
    ]
    opening = comments.pop(0) if comments else None
    kept = [one for one in comments if one.text]
    if end is not None and not any(one.state is State.RESOLVED for one in kept):
        losses.guessed(place, RESOLVED, "nothing was written about the end")
        kept.append(FoundComment(place, end, State.RESOLVED, RESOLVED))
    kept.sort(key=lambda one: one.at)
    text = opening.text if opening else ""
    return Course(text, State(opening.state) if opening else State.INVESTIGATING, tuple(kept))


def _to_its_last_word(parts: Sequence[Part], life: Life, place: Place, losses: Losses) -> Life:
    """A life that ends with the update that resolves it, where others say that it went on until then."""
    last = parts[-1] if parts else None
    if life.end is None or last is None or last.at is None or last.state is not State.RESOLVED:
        return life
    told = [part.at.at for part in parts if part.at and part.at.at <= life.now]
    if sum(at > life.end for at in told) < 2 or last.at.at != max(told):
        return life
    why = "updates are newer: it ended with the one that resolves it"
    losses.changed(Place(place.file, "end"), rfc3339(life.end), rfc3339(last.at.at), why)
    return replace(life, end=last.at.at)


def _times(parts: Sequence[Part], life: Life, place: Place, losses: Losses) -> list[int]:
    """A time for each part, none before the one above it."""
    start, end = life.start, life.end
    known = [_known(part, life, _nth(place, index), losses) for index, part in enumerate(parts)]
    if known:
        known[0] = start
    last = len(parts) - 1
    if last > 0 and end is not None and parts[last].state is State.RESOLVED:
        if known[last] not in (None, end):
            why = "the update that resolves it is put where the incident ends"
            losses.changed(_nth(place, last), rfc3339(known[last] or 0), rfc3339(end), why)
        known[last] = end
    times: list[int] = []
    for index, at in enumerate(known):
        before = times[-1] if times else start
        if at is None:
            at = _between(known, index, before, end)
            losses.guessed(_nth(place, index), rfc3339(at), _WITHOUT_TIME)
        times.append(max(at, before))
    return times


def _known(part: Part, life: Life, place: Place, losses: Losses) -> int | None:
    """The time that a part names, in the life of the incident."""
    start = life.start
    if part.at is None:
        if part.stamp:
            losses.left_out(place, part.stamp, "the stamp is no time that exists")
        return None
    if part.at.at > life.now:
        losses.left_out(place, rfc3339(part.at.at), "the time lies in the future")
        return None
    tell(part.at, part.stamp, place, losses)
    if part.at.whole_day:
        return None if part.at.at < start else part.at.at
    if part.at.at < start:
        losses.changed(place, rfc3339(part.at.at), rfc3339(start), _BEFORE_START)
    return max(part.at.at, start)


def _between(known: Sequence[int | None], index: int, before: int, end: int | None) -> int:
    """A time for a part without one: its share of the way to the next that is known."""
    ahead = next(
        ((place, at) for place, at in enumerate(known) if place > index and at is not None), None
    )
    steps, until = (ahead[0] - index + 1, ahead[1]) if ahead else (len(known) - index + 1, end)
    if until is None or until <= before:
        return before + 60
    return before + max((until - before) // steps // 60 * 60, 0)


def _states(
    parts: Sequence[Part], times: Sequence[int], end: int | None, place: Place, losses: Losses
) -> list[State]:
    """The state after each part: the one that it names, or the one before it."""
    states: list[State] = []
    for index, (part, at) in enumerate(zip(parts, times, strict=True)):
        before = states[-1] if states else State.INVESTIGATING
        wanted = part.state or before
        over = end is not None and at >= end and index > 0
        last = index == len(parts) - 1
        if over and wanted not in ENDED:
            wanted = State.RESOLVED
        elif wanted in ENDED and not over:
            why = "it was not over yet"
            wanted = State.MONITORING if end is None or not last else before
            losses.changed(_nth(place, index), part.state or before, wanted, why)
        if wanted is State.POSTMORTEM and before not in ENDED:
            wanted = State.RESOLVED
        if states and may_follow(before, wanted) is Verdict.FORBIDDEN:
            losses.changed(_nth(place, index), wanted, before, f"it cannot follow {before}")
            wanted = before
        states.append(wanted)
    return states


def _nth(place: Place, index: int) -> Place:
    return Place(place.file, f"update {index + 1}")
