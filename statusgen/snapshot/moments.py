"""The moments at which the clock alone changes what is seen of an entry: between them it stays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import NamedTuple

from statusgen.memory import Memory
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import DAY
from statusgen.recurrence import expand
from statusgen.snapshot.occurrences import AHEAD
from statusgen.snapshot.schedule import FAR, excepted

_PERIOD = 7 * DAY


class Stage(NamedTuple):
    """How far the clock has brought an entry: the same entry looks the same at the same stage.

    Of what recurs for ever only the moments of one ``period`` are known (0: it does not recur).
    ``passed`` is how many of the moments are past, ``coming`` whether there are more.
    """

    period: int
    passed: int
    coming: bool


def stage(entry: Incident | Maintenance, now: int, memory: Memory) -> Stage:
    """The stage of an entry at ``now`` (Unix seconds)."""
    recurs = isinstance(entry, Maintenance) and entry.rrule
    period = now // _PERIOD if recurs else 0
    moments = memory.made(
        ("moments", entry.file), (entry.digest, period), partial(_moments, entry, period)
    )
    if not moments or moments[-1] <= now:
        return Stage(period, len(moments), bool(recurs))
    return Stage(period, bisect_right(moments, now), True)


def _moments(entry: Incident | Maintenance, period: int) -> tuple[int, ...]:
    """The moments in order; those of a period alone where there is no end of them."""
    if isinstance(entry, Incident):
        return tuple(sorted(set(_of_incident(entry))))
    if not entry.rrule:
        return tuple(sorted(set(_of_work(entry, (entry.start,)))))
    begin, end = period * _PERIOD, (period + 1) * _PERIOD
    found = set(_of_rule(entry, end))
    return tuple(sorted(at for at in found if begin <= at < end))


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
