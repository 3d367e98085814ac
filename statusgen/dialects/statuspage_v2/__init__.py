"""The API of Atlassian Statuspage, v2, as files: snapshot -> ``api/v2/**.json``.

At the site's root stand what its clients read beside it: ``history.json`` and, for each incident
and each time that a maintenance takes place, ``incidents/<id>.json``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from statusgen.dialects.slices import documented_since
from statusgen.dialects.statuspage_v2 import (
    components,
    history,
    incidents,
    maintenances,
    summary,
)
from statusgen.dialects.statuspage_v2.components import Row
from statusgen.dialects.statuspage_v2.occurrences import COMPLETED, Work
from statusgen.dialects.statuspage_v2.shapes import UNDATED, page_of
from statusgen.series import Planned
from statusgen.snapshot import Snapshot


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """All documents."""
    page, rows = page_of(snapshot.settings), components.rows_of(snapshot)
    roster = components.roster_of(rows)
    listing = incidents.listing_of(snapshot, page, roster)
    works = maintenances.works_of(snapshot, page, roster)
    board = components.board_of(page, rows, _newest_change(snapshot, rows, works))
    yield from summary.documents(snapshot, board, listing, works)
    yield from components.documents(board)
    yield from incidents.documents(listing, board)
    yield from maintenances.documents(works, board)
    yield from history.documents(listing, works)
    yield incidents.own_documents(listing, snapshot)
    since = documented_since(snapshot)
    own = (work for work in works if _ended(work) >= since)
    yield maintenances.own_documents(own, snapshot)


def _ended(work: Work) -> float:
    """When work was over: never, while it goes on."""
    return (work.event.resolved_at or 0) if work.event.status == COMPLETED else inf


def _newest_change(snapshot: Snapshot, rows: Sequence[Row], works: Sequence[Work]) -> int:
    """When anything on the page changed last; never the time of the build."""
    times = [view.changed_at for view in snapshot.incidents]
    times += [work.event.updated_at for work in works]
    times += [row.updated_at for row in rows]
    return max(times, default=UNDATED)
