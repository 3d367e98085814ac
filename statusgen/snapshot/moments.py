"""The moments at which the clock alone changes what is seen of an entry: between them it stays."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import DAY
from statusgen.recurrence import expand
from statusgen.snapshot.occurrences import AHEAD
from statusgen.snapshot.schedule import FAR, excepted

_WHILE = 7 * DAY


def around(entry: Incident | Maintenance, now: int) -> tuple[int, int | None]:
    """The last moment of an entry until ``now`` (Unix seconds), and the next: None if there is none."""
    if isinstance(entry, Incident):
        moments = set(_of_incident(entry))
    elif not entry.rrule:
        moments = set(_of_work(entry, (entry.start,)))
    else:  # there may be no end of them: those of a while are enough
        begin = now // _WHILE * _WHILE
        moments = {begin, begin + _WHILE, *_of_rule(entry, begin + _WHILE)}
    since = max((at for at in moments if at <= now), default=0)
    return since, min((at for at in moments if at > now), default=None)


def _of_incident(incident: Incident) -> Iterator[int]:
    yield incident.start
    for comment in incident.comments:
        if comment.public:
            yield comment.at
            if comment.until is not None:
                yield comment.until
    if incident.pin:
        yield incident.pin.at
        yield incident.pin.end or 0


def _of_work(maintenance: Maintenance, planned: tuple[int, ...]) -> Iterator[int]:
    """When it may begin and end, by its plan and by what is said; what never comes does no harm."""
    told, changed = maintenance.comments, maintenance.overrides
    begun = chain((one.at for one in told), (one.start for one in told), (o.start for o in changed))
    for at in (*planned, *(at for at in begun if at is not None)):
        yield at
        yield at + maintenance.duration
    ends = chain((one.end for one in told), (one.end for one in changed))
    yield from (at for at in ends if at is not None)


def _of_rule(maintenance: Maintenance, until: int) -> Iterator[int]:
    """The same of what recurs, and when an occurrence comes so near that it is known."""
    rule, start, zone = maintenance.rrule, maintenance.start, maintenance.timezone
    planned = tuple(expand(rule, start, zone, until + AHEAD))
    yield from _of_work(maintenance, planned)
    named = (one.occurrence for one in maintenance.comments if one.occurrence is not None)
    near = (*planned, *named, *(one.occurrence for one in maintenance.overrides))
    yield from (at - AHEAD for at in near)
    last = excepted(maintenance)
    far = () if last is None else expand(rule, start, zone, min(last, until + FAR))
    yield from (at - FAR for at in chain(near, far))
