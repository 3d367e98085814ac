"""What is still to be told to a channel, by what the ledger says of each event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from statusgen.events import Event, event_id
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
    due: list[tuple[Event, Line]] = []
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
            due.append((_as_known(event, channel, book), claim))
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


def wants(channel: Channel, event: Event) -> bool:
    """Whether an event passes the filters of a channel."""
    if channel.kinds and event.kind not in channel.kinds:
        return False
    if channel.severities and event.severity not in channel.severities:
        return False
    if not channel.monitors and not channel.groups:
        return True
    hit = any(tag in channel.monitors for tag, _ in event.monitors)
    return hit or any(group in channel.groups for group in event.groups)


def _is_held(line: Line, moment: Moment) -> bool:
    """Whether another run that may be alive has claimed it."""
    claimed = line.state is Standing.PENDING and line.run != moment.run
    return claimed and line.at >= moment.void


def _line(name: str, channel: Channel, state: Standing, moment: Moment) -> Line:
    return Line(name, channel.name, state, moment.now, moment.now, run=moment.run)


def _as_known(event: Event, channel: Channel, book: Book) -> Event:
    """The first update is not what opens an incident to those who have heard of it."""
    before = book.lines.get(event_id(event.unless, channel.name)) if event.unless else None
    told = before is not None and before.state is Standing.SENT
    return replace(event, kind=Kind.UPDATED) if told else event


def _jobs(due: Sequence[tuple[Event, Line]], channel: Channel, settings: Settings) -> Iterable[Job]:
    """One message for each, but for those of an earlier digest, and where there are too many."""
    groups: dict[str, list[tuple[Event, Line]]] = {}
    single = [line.event for _, line in due if not line.digest]
    together = digest_id(single) if len(single) > channel.digest_over else ""
    for event, line in due:
        name = line.digest or together
        claim = replace(line, digest=name)
        groups.setdefault(name or line.event, []).append((event, claim))
    for name, found in groups.items():
        lines = tuple(line for _, line in found)
        if lines[0].digest:
            yield Job(of_digest(name, [event for event, _ in found], settings), lines)
        else:
            yield Job(of_event(name, found[0][0], settings), lines)
