"""A time that a maintenance takes place, in Statuspage's words.

Statuspage knows neither recurrence nor cancelling: every time is an object of its own, and what
was cancelled is completed, with an update that says what became of it. Where only the clock began
or ended the work, there is an update that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.artifact import digest
from statusgen.dataclass import dataclass
from statusgen.dialects.statuspage_v2.components import Component, Roster, created_at
from statusgen.dialects.statuspage_v2.events import Event, Note, changes_at, since
from statusgen.dialects.statuspage_v2.shapes import Page, short_id
from statusgen.model.lifecycle import Phase
from statusgen.model.status import Severity
from statusgen.snapshot.occurrences import AHEAD, MaintenanceView, Occurrence

SCHEDULED, RUNNING, VERIFYING, COMPLETED = "scheduled", "in_progress", "verifying", "completed"

_STATUSES = {
    Phase.SCHEDULED: SCHEDULED,
    Phase.DELAYED: SCHEDULED,
    Phase.IN_PROGRESS: RUNNING,
    Phase.VERIFYING: VERIFYING,
    Phase.COMPLETED: COMPLETED,
    Phase.CANCELLED: COMPLETED,
}
# Like the descriptions of the status these are English everywhere.
_SAYS = {
    Phase.IN_PROGRESS: "The planned maintenance is in progress.",
    Phase.VERIFYING: "The planned maintenance is being verified.",
    Phase.COMPLETED: "The planned maintenance is complete.",
    Phase.CANCELLED: "The planned maintenance was cancelled.",
}


@dataclass(frozen=True, slots=True)
class Work:
    """A time that a maintenance takes place, with its components on a page.

    ``lasting`` says of each component the status that this maintenance gives it, and since when.
    ``slug`` is that of the maintenance. ``digest`` stands for all of it.
    """

    slug: str
    event: Event
    cast: tuple[Component, ...]
    lasting: tuple[tuple[str, int], ...]
    page: Page
    digest: bytes

    @property
    def start(self) -> int:
        """When it is planned to begin."""
        return self.event.window[0] if self.event.window else self.event.created_at


def work_of(view: MaintenanceView, one: Occurrence, page: Page, roster: Roster, now: int) -> Work:
    """The occurrence ``one``; ``now`` only says which dates have come, and is none itself."""
    cast = roster.cast(view.affected)
    notes = _notes(view, one, cast, now)
    status = _STATUSES[one.phase]
    created = notes[0].at
    changed = max(note.updated_at for note in notes)
    # What is over does not change when the maintenance is edited for the times to come.
    edited = view.updated_at if status != COMPLETED and view.updated_at <= now else changed
    event = Event(
        id=short_id("maintenance", view.slug, str(one.planned)),
        name=view.title,
        status=status,
        created_at=created,
        updated_at=max(changed, edited),
        monitoring_at=since(VERIFYING, notes),
        resolved_at=since(COMPLETED, notes) if status == COMPLETED else None,
        impact="maintenance" if view.severity is Severity.NONE else str(view.severity),
        link=f"{page.url}/maintenances/{view.slug}/",
        notes=tuple(reversed(notes)),
        window=_window(view, one, now),
    )
    # All that it is made of; of the instant, only what it has passed.
    passed = (one.start <= now, view.updated_at <= now, one.end == now)
    facts = digest(view.digest, one.planned, passed, cast, page)
    return Work(view.slug, event, cast, tuple(_lasting(cast, notes)), page, facts)


def _window(view: MaintenanceView, one: Occurrence, now: int) -> tuple[int, int]:
    """When it is planned, even where it began early or was ended by somebody's word."""
    early = one.start < one.planned and any(
        update.at == one.start and update.face is not Phase.DELAYED for update in one.updates
    )
    start = one.planned if early else one.start
    said = any(_STATUSES[Phase(update.face)] == COMPLETED for update in one.updates)
    end = None if said else _dated_end(view, one, now)
    return start, end if end is not None and end > start else start + view.duration


def _dated_end(view: MaintenanceView, one: Occurrence, now: int) -> int | None:
    """The end, unless it is that of front matter which says that it is over, but not since when.

    Then the end is the time of the build.
    """
    return None if one.end == now != one.start + view.duration else one.end


def _notes(
    view: MaintenanceView, one: Occurrence, cast: Sequence[Component], now: int
) -> list[Note]:
    """The updates, oldest first: the announcement, what people said, what the clock did."""
    own = [
        Note(
            id=short_id("update", view.slug, str(update.id)),
            status=_STATUSES[Phase(update.face)],
            body=update.text,
            at=update.at,
            created_at=update.created_at,
            updated_at=update.updated_at,
            notify=update.notify,
        )
        for update in one.updates
    ]
    announced = _announced_at(view, one)
    body = view.text or view.title
    notes = [_unwritten(view, one, SCHEDULED, body, announced, notify=True), *own]
    notes += _by_the_clock(view, one, own, announced, now)
    notes.sort(key=lambda note: note.at)
    # Whatever people called it, the newest update is about the state that it is in.
    notes[-1] = notes[-1]._replace(status=_STATUSES[one.phase])
    spans = [
        span
        for span in view.spans
        if span.start <= notes[-1].at and (span.end is None or span.end > one.start)
    ]
    changes = changes_at([note.at for note in notes], cast, spans, known=True)
    return [note._replace(changes=found) for note, found in zip(notes, changes, strict=True)]


def _announced_at(view: MaintenanceView, one: Occurrence) -> int:
    """When it became known: where nobody says when, as soon as occurrences are expanded."""
    written = view.created_at if view.created_at != view.start else one.planned - AHEAD
    return max(0, min([written, one.start, *(update.at for update in one.updates)]))


def _by_the_clock(
    view: MaintenanceView, one: Occurrence, own: Sequence[Note], announced: int, now: int
) -> Iterator[Note]:
    """Its beginning and its end, where no update tells of them."""
    said = {note.status for note in own}
    phase, begun = one.phase, one.start <= now
    if (
        begun
        and phase not in (Phase.SCHEDULED, Phase.CANCELLED)
        and not said & {RUNNING, VERIFYING}
    ):
        first = Phase.VERIFYING if phase is Phase.VERIFYING else Phase.IN_PROGRESS
        yield _unwritten(view, one, _STATUSES[first], _SAYS[first], one.start)
    if _STATUSES[phase] == COMPLETED and COMPLETED not in said:
        at = announced
        if begun and phase is Phase.COMPLETED:
            end = _dated_end(view, one, now)
            at = one.start if end is None else end
        yield _unwritten(view, one, COMPLETED, _SAYS[phase], at)


def _unwritten(
    view: MaintenanceView, one: Occurrence, status: str, body: str, at: int, notify: bool = False
) -> Note:
    """An update that is in no file."""
    identity = short_id("update", view.slug, str(one.planned), status)
    return Note(identity, status, body, at, at, at, notify)


def _lasting(cast: Sequence[Component], notes: Sequence[Note]) -> Iterator[tuple[str, int]]:
    """Of each component what the newest update says, and when that began."""
    for index, component in enumerate(cast):
        changes = [(note.at, note.changes[index]) for note in notes]
        edges = [at for at, change in changes if change.old != change.new]
        yield changes[-1][1].new, max([created_at(component), *edges])
