"""Statuspage's scheduled maintenances: the lists, and each of them in documents of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from statusgen.artifact import Artifact, Files
from statusgen.dialects.statuspage_v2.components import Board, Roster, component_text
from statusgen.dialects.statuspage_v2.events import event_text, own_files
from statusgen.dialects.statuspage_v2.occurrences import COMPLETED, SCHEDULED, Work, work_of
from statusgen.dialects.statuspage_v2.shapes import MOST, ROOT, Page, document, listed
from statusgen.model.site import DAY
from statusgen.series import Series
from statusgen.snapshot import Snapshot
from statusgen.snapshot.occurrences import MaintenanceView

KEPT = 366 * DAY
"""How long an occurrence of a recurring maintenance is told of: routine would outgrow the rest."""

NAME = "scheduled-maintenances"


def works_of(snapshot: Snapshot, page: Page, roster: Roster) -> list[Work]:
    """All times that maintenances take place, by their start."""
    works = [
        work_of(view, one, page, roster, snapshot.now)
        for view in snapshot.maintenances
        for one in view.occurrences
        if not view.rrule or one.planned > snapshot.now - KEPT
    ]
    return sorted(works, key=lambda work: (work.start, work.event.id))


def not_over(works: Iterable[Work]) -> list[Work]:
    """What is running, and the next 50 that are planned; by their start."""
    found = [work for work in works if work.event.status != COMPLETED]
    planned = [work for work in found if work.event.status == SCHEDULED]
    late = planned[MOST:]
    return [work for work in found if work not in late] if late else found


def documents(works: Sequence[Work], board: Board) -> Iterator[Artifact]:
    """The lists: the 50 around now, what is planned, what is running."""
    coming = not_over(works)
    past = [work for work in reversed(works) if work.event.status == COMPLETED]
    # However much is planned, half of the list is kept for what was.
    shown = coming[: MOST - min(len(past), MOST // 2)] + past
    lists = {
        NAME: sorted(shown[:MOST], key=lambda work: (work.start, work.event.id), reverse=True),
        f"{NAME}/upcoming": [work for work in coming if work.event.status == SCHEDULED],
        f"{NAME}/active": [work for work in coming if work.event.status != SCHEDULED],
    }
    for name, found in lists.items():
        path = f"{ROOT}/{name}.json"
        yield Artifact(path, render_list, (path, board, tuple(found)))


def own_documents(works: Iterable[Work], snapshot: Snapshot) -> Series:
    """The documents of each of them alone, where those of an incident are."""
    by_slug: dict[str, list[Work]] = {view.slug: [] for view in snapshot.maintenances}
    for work in works:
        by_slug[work.slug].append(work)
    return Series(
        "maintenance",
        snapshot.maintenances,
        render_works,
        (),
        lambda _, own: 2 * len(own),
        own=lambda view: tuple(by_slug[view.slug]),
        keys=lambda view: (one.event.id for one in by_slug[view.slug]),
    )


def render_works(_: MaintenanceView, own: tuple[Work, ...]) -> Files:
    """The documents of one maintenance, for each time that it takes place."""
    for work in own:
        yield from render_own(work)


def render_list(path: str, board: Board, works: tuple[Work, ...]) -> Files:
    """``{"page": …, "scheduled_maintenances": […]}``."""
    texts = listed(b"scheduled_maintenances", texts_of(works, board))
    yield path, document(board.page, board.updated_at, texts)


def texts_of(works: Iterable[Work], board: Board) -> Iterator[bytes]:
    """The JSON of maintenances with their components as they are now."""
    return (event_text(one.event, one.page.id, board.texts_of(one.cast)) for one in works)


def render_own(work: Work) -> Files:
    """A maintenance with its components as it leaves them."""
    components = (
        component_text(one, work.page.id, status, at)
        for one, (status, at) in zip(work.cast, work.lasting, strict=True)
    )
    yield from own_files(work.event, work.page, components, None)
