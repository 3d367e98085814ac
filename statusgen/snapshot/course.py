"""The walk through an incident's comments: state, end and impact, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from statusgen.dataclass import dataclass
from statusgen.model.incident import Comment, Incident, Origin
from statusgen.model.lifecycle import ENDED, HUMAN, ON_CALL, State, public_face
from statusgen.model.status import Status


@dataclass(slots=True)
class Course:
    """Where an incident stands.

    ``held`` is the impact that holds unless it is over; ``steps`` say from when which impact held.
    """

    held: dict[str, Status]
    steps: list[tuple[int, dict[str, Status]]]
    face: State | None = None
    end: int | None = None


def walk(incident: Incident, comments: Sequence[Comment[State]], now: int) -> Course:
    """The course of an incident after ``comments``, which are in order and for the public."""
    held = dict(incident.monitors)
    course = Course(held, [(incident.start, dict(held))])
    for comment in comments:
        _advance(course, comment)
    _apply_pin(incident, comments, course, now)
    if course.end is not None:
        course.end = max(course.end, incident.start)
    return course


def told(comments: Iterable[Comment[State]]) -> Iterator[tuple[Comment[State], State]]:
    """Which of these comments, as for `walk`, the public reads, with the state each led to."""
    face: State | None = None
    for comment in comments:
        state = comment.state
        face = public_face(state, face)
        if state is not State.SUPPRESSED and (comment.text or state not in ON_CALL):
            yield comment, face


def is_internal(incident: Incident, comments: Sequence[Comment[State]]) -> bool:
    """Whether the incident is kept from the public as a whole, after these comments.

    What an alert opened is, until a person speaks in a comment; a suppressed one is, unless a
    person spoke before.
    """
    told = any(comment.state in HUMAN and not comment.opening for comment in comments)
    internal = incident.internal
    if internal is None:
        internal = incident.origin is Origin.ALERT and not told
    spoken = any(comment.state in HUMAN for comment in comments)
    suppressed = bool(comments) and comments[-1].state is State.SUPPRESSED and not spoken
    return internal or suppressed


def _advance(course: Course, comment: Comment[State]) -> None:
    """One comment further. What is over has no impact, and a reopening restores what was before."""
    if comment.state not in ENDED:
        course.held.update(comment.monitors)
    course.face = public_face(comment.state, course.face)
    if course.face is not State.RESOLVED:
        course.end = None
    elif course.end is None:
        course.end = comment.at
    course.steps.append((comment.at, {} if course.end is not None else dict(course.held)))


def _apply_pin(
    incident: Incident, comments: Sequence[Comment[State]], course: Course, now: int
) -> None:
    """A pin holds from its time on, until a comment that is later than it."""
    pin = incident.pin
    if pin is None or pin.at > now or any(comment.at > pin.at for comment in comments):
        return
    if pin.state:
        course.face = public_face(pin.state, course.face)
    over = course.end is not None
    resolved = course.face is State.RESOLVED
    course.end = pin.end if pin.end is not None or not resolved else course.end or pin.at
    if over and course.end is None:
        course.steps.append((pin.at, dict(course.held)))
