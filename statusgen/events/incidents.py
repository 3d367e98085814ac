"""The events of an incident or a notice, oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from statusgen.events.event import Event
from statusgen.events.subject import Subject
from statusgen.model.channel import Kind
from statusgen.model.lifecycle import State
from statusgen.snapshot.timeline import IncidentView, Update

_ITSELF = ("opened",)
"""The key of an incident that nobody has said anything about yet."""


def events_of_incident(view: IncidentView, subject: Subject) -> Iterator[Event]:
    """What became public of it; an update that says ``notify: false`` is passed over.

    The first update opens it; one without any opens by itself. What its timeline does not say,
    because it was set by hand, comes last.
    """
    face: State | None = None
    if not view.updates:
        kind, state = (Kind.NOTICE, "") if view.notice else (Kind.OPENED, str(State.INVESTIGATING))
        yield subject.event(_ITSELF, kind, view.start, state)
    for update in view.updates:
        kind = Kind.NOTICE if view.notice else _kind(face, State(update.face))
        face = State(update.face)
        state = "" if view.notice else str(_shown(update))
        if update.notify:
            for event in subject.of_update(update, kind, state):
                first = event.kind is Kind.OPENED
                yield replace(event, unless=(*subject.key, *_ITSELF)) if first else event
    if not view.notice and (view.state is State.RESOLVED) != (face is State.RESOLVED):
        yield _set_by_hand(view, subject)


def _shown(update: Update) -> State:
    return State(update.state if update.state is State.POSTMORTEM else update.face)


def newest_of_incident(view: IncidentView) -> int:
    """When its newest event was (Unix seconds; 0: there is none), without making any."""
    told = (update for update in view.updates if update.notify)
    times = [max(one.at, one.updated_at if one.correction else 0) for one in told]
    last = view.updates[-1].face if view.updates else None
    times += [] if view.updates else [view.start]
    by_hand = (view.state is State.RESOLVED) != (last is State.RESOLVED)
    if by_hand and not view.notice:
        times.append(view.end or view.updated_at)
    return max(times, default=0)


def _kind(before: State | None, face: State) -> Kind:
    if face is State.RESOLVED:
        return Kind.UPDATED if before is State.RESOLVED else Kind.RESOLVED
    if before is None:
        return Kind.OPENED
    return Kind.REOPENED if before is State.RESOLVED else Kind.UPDATED


def _set_by_hand(view: IncidentView, subject: Subject) -> Event:
    """A pin ended it or took its end away."""
    after = str(view.updates[-1].id) if view.updates else ""
    if view.state is State.RESOLVED:
        at = view.updated_at if view.end is None else view.end
        return subject.event(("resolved", after), Kind.RESOLVED, at, str(view.state))
    return subject.event(("reopened", after), Kind.REOPENED, view.updated_at, str(view.state))
