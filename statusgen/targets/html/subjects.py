"""What an update may be about: open incidents, those that were resolved last, maintenance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from statusgen.dataclass import dataclass
from statusgen.model.lifecycle import (
    MAY_FOLLOW,
    ON_CALL,
    PHASE_MAY_FOLLOW,
    Phase,
    State,
)
from statusgen.model.status import Status
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.timeline import Affected, IncidentView
from statusgen.targets.html.works import present

_RESOLVED = 20
"""How many of the incidents that are over can be reopened, or told more of."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A report with what an update of it must fit to.

    ``kind`` is open, resolved or maintenance. ``state`` is what was said last, ``states`` what may
    be said now. ``last`` is when something was said last, None where nothing was. ``impacts`` are
    the monitors that it hits at this moment.
    """

    kind: str
    slug: str
    file: str
    title: str
    titles: Mapping[str, str]
    state: State | Phase
    states: tuple[State | Phase, ...]
    last: int | None
    impacts: Mapping[str, Status]


def subjects(snapshot: Snapshot) -> Iterator[Subject]:
    """Everything that an update may be about, in the order in which one looks for it."""
    for incident in snapshot.open_incidents:
        yield _incident("open", incident)
    for work in snapshot.maintenances:
        shown = present(work)
        if work.active and shown and (shown.running or shown.phase is Phase.SCHEDULED):
            said = [(one.at, Phase(one.state)) for one in shown.updates]
            yield _maintenance(work, shown.phase, *(said[-1] if said else (None, Phase.SCHEDULED)))
    over = [one for one in snapshot.incidents if not one.open and not one.notice]
    for incident in over[:_RESOLVED]:
        yield _incident("resolved", incident)


def _incident(kind: str, view: IncidentView) -> Subject:
    said = State(view.updates[-1].state) if view.updates else view.state
    return Subject(
        kind=kind,
        slug=view.slug,
        file=view.file,
        title=view.title,
        titles=view.titles,
        state=view.state,
        states=tuple(one for one in State if one in MAY_FOLLOW[said] - ON_CALL),
        last=max([view.start // 60 * 60 - 1, *(one.at for one in view.updates)]),
        impacts=_impacts(view.affected),
    )


def _maintenance(view: MaintenanceView, phase: Phase, last: int | None, said: Phase) -> Subject:
    return Subject(
        kind="maintenance",
        slug=view.slug,
        file=view.file,
        title=view.title,
        titles=view.titles,
        state=phase,
        states=tuple(one for one in Phase if one in PHASE_MAY_FOLLOW[said]),
        last=last,
        impacts=_impacts(view.affected),
    )


def _impacts(affected: tuple[Affected, ...]) -> dict[str, Status]:
    return {one.tag: one.now for one in affected if one.now is not Status.UP}
