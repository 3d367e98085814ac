"""What is still to be told to a channel, by what the ledger says of each event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from statusgen.dataclass import dataclass
from statusgen.events import Event, event_id, wants
from statusgen.model.channel import Channel, Kind
from statusgen.model.site import Settings
from statusgen.notify.ledger import Book, Line, Standing
from statusgen.notify.message import Message, digest_id, of_digest, of_event


@dataclass(frozen=True, slots=True)
class Moment:
    """When a plan is made. ``now`` is the clock's, ``since`` is before what all news are too old.

    ``run`` is whose plan it is. Claims of other runs are void that were made before ``void``.
    """

    now: int
    since: int
    run: str
    void: int


@dataclass(frozen=True, slots=True)
class Job:
    """One message to one channel; ``lines`` are the claims of its events, in their order."""

    message: Message
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a channel is to be told, in order, and what it is never told.

    ``new`` says that the ledger has not heard of the channel: it is told what comes from now on.
    ``waiting`` is how many events another run is at work on.
    """

    channel: Channel
    jobs: tuple[Job, ...] = ()
    skipped: tuple[Line, ...] = ()
    new: bool = False
    waiting: int = 0

    @property
    def lines(self) -> list[Line]:
        """What the ledger must say before anything is sent."""
        return [*self.skipped, *(line for job in self.jobs for line in job.lines)]


def plan(
    channel: Channel, events: Sequence[Event], book: Book, moment: Moment, settings: Settings
) -> Plan:
    """The plan for a channel; ``events`` are in order."""
    if channel.name not in book.channels:
        return baseline(channel, events, book, moment)
    due: list[tuple[Event, Line, bool]] = []
    skipped: list[Line] = []
    waiting = 0
    telling: set[tuple[str, ...]] = set()
    for event in events:
        name = event_id(event.key, channel.name)
        known = book.lines.get(name)
        if known is None and event.matters_at < moment.since:
            continue
        if known and known.state.over:
            continue
        if known and _is_held(known, moment):
            waiting += 1
            telling.add(event.key)
        elif known is None and (not wants(channel, event) or event.corrects in telling):
            skipped.append(_line(name, channel, Standing.SKIPPED, moment))
        else:
            telling.add(event.key)
            claim = known or _line(name, channel, Standing.PENDING, moment)
            claim = replace(claim, state=Standing.PENDING, at=moment.now, run=moment.run)
            due.append((_as_known(event, channel, book), claim, _may_have_arrived(known)))
    jobs = tuple(_jobs(due, channel, settings))
    return Plan(channel, jobs, tuple(skipped), waiting=waiting)


def baseline(channel: Channel, events: Iterable[Event], book: Book, moment: Moment) -> Plan:
    """Everything so far counts as known to the channel."""
    lines = [_line("", channel, Standing.SKIPPED, moment)]
    for event in events:
        name = event_id(event.key, channel.name)
        known = book.lines.get(name)
        if known is None or not (known.state.over or _is_held(known, moment)):
            lines.append(_line(name, channel, Standing.SKIPPED, moment))
    return Plan(channel, (), tuple(lines), new=True)


def _is_held(line: Line, moment: Moment) -> bool:
    """Whether another run that may be alive has claimed it."""
    claimed = line.state is Standing.PENDING and line.run != moment.run
    return claimed and line.at >= moment.void


def _may_have_arrived(line: Line | None) -> bool:
    """Whether a run may have sent it: it must keep its id, so it joins no digest any more."""
    return line is not None and (line.state is Standing.PENDING or line.attempt > 0)


def _line(name: str, channel: Channel, state: Standing, moment: Moment) -> Line:
    return Line(name, channel.name, state, moment.now, moment.now, run=moment.run)


def _as_known(event: Event, channel: Channel, book: Book) -> Event:
    """The first update is not what opens an incident to those who have heard of it."""
    before = book.lines.get(event_id(event.unless, channel.name)) if event.unless else None
    told = before is not None and before.state is Standing.SENT
    return replace(event, kind=Kind.UPDATED) if told else event


def _jobs(
    due: Sequence[tuple[Event, Line, bool]], channel: Channel, settings: Settings
) -> Iterable[Job]:
    """One message for each, but for those of an earlier digest, and where there are too many.

    The last of each triple says that the event is known by its own id already.
    """
    groups: dict[str, list[tuple[Event, Line]]] = {}
    free = [line.event for _, line, fixed in due if not line.digest and not fixed]
    together = digest_id(free) if len(free) > channel.digest_over else ""
    for event, line, fixed in due:
        name = line.digest or ("" if fixed else together)
        groups.setdefault(name or line.event, []).append((event, replace(line, digest=name)))
    for name, found in groups.items():
        lines = tuple(line for _, line in found)
        if lines[0].digest:
            yield Job(of_digest(name, [event for event, _ in found], settings), lines)
        else:
            yield Job(of_event(name, found[0][0], settings), lines)
