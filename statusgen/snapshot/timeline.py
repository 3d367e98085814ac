"""An incident's comments -> what the public sees of it at an instant, and its impact over time."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from typing import Generic, TypeVar

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.model.incident import Comment, Incident, Link, Origin
from statusgen.model.lifecycle import ENDED, FOUND, Phase, Stage_co, State
from statusgen.model.monitor import Monitor
from statusgen.model.status import Severity, Status, severity_of, worst
from statusgen.sealed import Sealed
from statusgen.snapshot.course import Course, is_internal, told, walk

S = TypeVar("S", bound=State | Phase)


@dataclass(frozen=True, slots=True)
class Span:
    """A monitor was hit from ``start`` to ``end`` (Unix seconds; None: it still is)."""

    tag: str
    start: int
    end: int | None
    status: Status
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Affected:
    """A monitor that an incident or a maintenance names.

    ``impact`` is its last impact other than UP, ``worst`` the worst it ever had, ``now`` the
    one that holds at the snapshot's instant: UP once it has recovered.
    """

    tag: str
    name: str
    names: Mapping[str, str]
    impact: Status
    now: Status
    worst: Status


@dataclass(frozen=True, slots=True)
class Update(Generic[Stage_co]):
    """A published comment. ``face`` is the state that the public saw after it.

    ``file`` is where it is written. ``start`` and ``end`` are the new times of a delayed
    maintenance.
    """

    id: int
    file: str
    at: int
    state: Stage_co
    face: Stage_co
    text: str
    texts: Mapping[str, str]
    author: str
    correction: str
    changes: Mapping[str, Status]
    opening: bool
    notify: bool
    start: int | None
    end: int | None
    created_at: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class IncidentView:
    """What the public sees of an incident. ``told`` are its `updates`.

    ``state`` is one of investigating, identified, monitoring and resolved. ``file`` is where it
    is written. ``digest`` stands for everything in it. ``correction`` is why its facts were
    changed; the opening update has it too, if there is one. ``times`` are when its updates were
    made, ``changed_at`` is when anything of it changed last, ``text`` is what its opening update
    says ("" without), ``identified`` whether its cause is known, or was before it was over: whoever
    counts, sorts and lists need not look into an update. ``facts`` stands for what happened, and
    for no update: the fields from ``slug`` to ``affected``, ``notice``, ``created_at``, ``text`` and
    ``identified``.
    """

    slug: str
    file: str
    id: int
    title: str
    titles: Mapping[str, str]
    start: int
    end: int | None
    state: State
    severity: Severity
    impact: Status
    affected: tuple[Affected, ...]
    told: Sealed[tuple[Update[State], ...]]
    spans: tuple[Span, ...]
    origin: Origin
    notice: bool
    pinned: bool
    links: tuple[Link, ...]
    aliases: tuple[str, ...]
    correction: str
    created_at: int
    updated_at: int
    changed_at: int
    times: tuple[int, ...]
    text: str
    identified: bool
    facts: bytes
    digest: bytes

    @property
    def updates(self) -> tuple[Update[State], ...]:
        """What was said, in order, oldest first: nothing that a list of incidents need look at."""
        return self.told.value

    @property
    def open(self) -> bool:
        """Whether it goes on; a notice never does."""
        return not self.notice and self.state is not State.RESOLVED

    @property
    def postmortem(self) -> Update[State] | None:
        """The newest post-mortem, if one was published."""
        found = [update for update in self.updates if update.state is State.POSTMORTEM]
        return found[-1] if found else None


def incident_view(
    incident: Incident, monitors: Mapping[str, Monitor], now: int, hidden: Container[str] = ()
) -> IncidentView | None:
    """The public view, or None where there is nothing for the public.

    ``monitors`` are those that are shown, by tag; an incident of ``hidden`` ones alone is hidden.
    """
    comments = _public(incident.comments, now)
    if incident.start > now or is_internal(incident, comments):
        return None
    named, worst_of = _named(incident.monitors, comments)
    if named and all(tag in hidden for tag in named):
        return None
    course = walk(incident, comments, now)
    affected = tuple(
        _affected(monitors[tag], impact, worst_of[tag], course, incident.notice, now)
        for tag, impact in named.items()
        if tag in monitors
    )
    shown = [(one.tag, one.name, one.names, one.now) for one in affected]
    spans = () if incident.notice else spans_of(course.steps, course.end, monitors, incident.slug)
    updates = _updates(comments)
    impact = worst(one.worst for one in affected)
    face = course.face or State.INVESTIGATING
    created_at = incident.created_at or incident.start
    times = tuple([one.at for one in updates])
    faces = {one.face for one in updates}
    updated_at = incident.updated_at or max((created_at, *times))
    text = next((one.text for one in updates if one.opening), "")
    identified = bool(FOUND & faces if face is State.RESOLVED else face in FOUND)
    severity = incident.severity or severity_of(impact)
    names = (incident.slug, incident.file, incident.id, incident.title, incident.titles)
    happened = (incident.notice, incident.start, course.end, face, severity, impact, affected)
    return IncidentView(
        slug=incident.slug,
        file=incident.file,
        id=incident.id,
        title=incident.title,
        titles=incident.titles,
        start=incident.start,
        end=course.end,
        state=face,
        severity=severity,
        impact=impact,
        affected=affected,
        told=Sealed(updates),
        spans=spans,
        origin=incident.origin,
        notice=incident.notice,
        pinned=incident.pinned,
        links=incident.links,
        aliases=incident.aliases,
        correction=incident.correction,
        created_at=created_at,
        updated_at=updated_at,
        changed_at=max([updated_at, incident.start, *(one.updated_at for one in updates)]),
        times=times,
        text=text,
        identified=identified,
        facts=digest(names, happened, created_at, text, identified),
        digest=digest(incident.digest, len(comments), face, course.end, *shown),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """Makes what was said in an incident's ``comments`` that is public, until ``now``, oldest first.

    It holds nothing else of the incident, which nobody need keep for it.
    """

    comments: Iterable[Comment[State]]
    now: int

    def __call__(self) -> tuple[Update[State], ...]:
        """What was said."""
        return _updates(_public(self.comments, self.now))


def _public(comments: Iterable[Comment[State]], now: int) -> tuple[Comment[State], ...]:
    return tuple([one for one in comments if one.public and one.at <= now])


def _updates(comments: Iterable[Comment[State]]) -> tuple[Update[State], ...]:
    return tuple([update_of(comment, face) for comment, face in told(comments)])


def _affected(
    monitor: Monitor, impact: Status, most: Status, course: Course, notice: bool, now: int
) -> Affected:
    if notice:
        impact = most = Status.UP
    over = notice or (course.end is not None and course.end <= now)
    holding = Status.UP if over else course.held.get(monitor.tag, Status.UP)
    return Affected(monitor.tag, monitor.name, monitor.names, impact, holding, most)


def update_of(comment: Comment[S], face: S) -> Update[S]:
    """A comment as the public sees it."""
    return Update(
        id=comment.id,
        file=comment.file,
        at=comment.at,
        state=comment.state,
        face=face,
        text=comment.text,
        texts=comment.texts,
        author=comment.author,
        correction=comment.correction,
        changes=comment.monitors,
        opening=comment.opening,
        notify=comment.notify and comment.state is not State.SNOOZED,
        start=comment.start,
        end=comment.end,
        created_at=comment.created_at or comment.at,
        updated_at=comment.updated_at or comment.created_at or comment.at,
    )


def _named(
    initial: Mapping[str, Status], comments: Iterable[Comment]
) -> tuple[dict[str, Status], dict[str, Status]]:
    """Every monitor ever named: its last unresolved impact other than UP, and the worst it had."""
    last, most = dict(initial), dict(initial)
    for comment in comments:
        for tag, status in comment.monitors.items():
            if comment.state in ENDED:
                status = Status.UP
            if status is not Status.UP or tag not in last:
                last[tag] = status
            most[tag] = worst((status, most.get(tag, status)))
    return last, most


def spans_of(
    effective: Iterable[tuple[int, Mapping[str, Status]]],
    end: int | None,
    monitors: Container[str],
    slug: str,
) -> tuple[Span, ...]:
    """What held from when, step by step -> one span per monitor and impact."""
    running: dict[str, tuple[int, Status]] = {}
    spans: list[Span] = []

    def close(tag: str, at: int) -> None:
        since, status = running.pop(tag)
        if at > since:
            spans.append(Span(tag, since, at, status, slug))

    for at, held in effective if end is None else (step for step in effective if step[0] < end):
        for tag in [tag for tag, (_, status) in running.items() if held.get(tag) is not status]:
            close(tag, at)
        for tag, status in held.items():
            if status is not Status.UP and tag in monitors and tag not in running:
                running[tag] = (at, status)
    for tag in list(running):
        if end is None:
            spans.append(Span(tag, running[tag][0], None, running[tag][1], slug))
        else:
            close(tag, end)
    return tuple(spans)
