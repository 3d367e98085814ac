"""Statuspage's roll-up: the one sentence, and the summary of all that is going on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from statusgen.artifact import Artifact, Files
from statusgen.dialects.statuspage_v2 import incidents, maintenances
from statusgen.dialects.statuspage_v2.components import Board
from statusgen.dialects.statuspage_v2.occurrences import Work
from statusgen.dialects.statuspage_v2.shapes import ROOT, document, listed
from statusgen.dialects.wire import encode
from statusgen.snapshot import Snapshot
from statusgen.snapshot.overall import Overall, PageState

HEALTHY = "All Systems Operational"
PARTLY = "Partially Degraded Service"

_DESCRIPTIONS = {
    (PageState.OK, "none"): HEALTHY,
    (PageState.DEGRADED, "minor"): PARTLY,
    (PageState.PARTIAL, "minor"): "Minor Service Outage",
    (PageState.PARTIAL, "major"): "Partial System Outage",
    (PageState.MAJOR, "critical"): "Major System Outage",
    (PageState.MAINTENANCE, "maintenance"): "Service Under Maintenance",
    (PageState.UNKNOWN, "minor"): PARTLY,
    # A page without monitors: Statuspage calls one without components operational.
    (PageState.UNKNOWN, "none"): HEALTHY,
}
"""Strict clients know these texts and no other, so they are never translated."""


def status_of(overall: Overall, monitors: int) -> dict[str, str]:
    """The roll-up of a page with so many monitors, from the sentence that every output has."""
    description = _DESCRIPTIONS[overall.state, overall.indicator]
    if overall.key == "banner.degraded" and overall.count == monitors:
        description = "Degraded System Service"
    return {"indicator": overall.indicator, "description": description}


def documents(
    snapshot: Snapshot, board: Board, listing: incidents.Listing, works: Sequence[Work]
) -> Iterator[Artifact]:
    """``status.json`` and ``summary.json``."""
    status = status_of(snapshot.overall, len(snapshot.monitors))
    unresolved = listing.select(listing.going_on)
    coming = tuple(maintenances.not_over(works))
    yield Artifact(f"{ROOT}/status.json", render_status, (board, status))
    yield Artifact(f"{ROOT}/summary.json", render_summary, (board, status, unresolved, coming))


def render_status(board: Board, status: dict[str, str]) -> Files:
    """``{"page": …, "status": …}``."""
    text = b'"status":%b' % encode(status)
    yield f"{ROOT}/status.json", document(board.page, board.updated_at, text)


def render_summary(
    board: Board, status: dict[str, str], unresolved: incidents.Selection, coming: tuple[Work, ...]
) -> Files:
    """Everything that a client shows of a page, in one document."""
    yield (
        f"{ROOT}/summary.json",
        document(
            board.page,
            board.updated_at,
            listed(b"components", board.texts.values()),
            listed(b"incidents", incidents.texts_of(unresolved, board)),
            listed(b"scheduled_maintenances", maintenances.texts_of(coming, board)),
            b'"status":%b' % encode(status),
        ),
    )
