"""The read API of Kener 0 to 2 as files: snapshot -> ``api/status**.json``, ``api/incident**.json``.

| Kener | here |
|---|---|
| ``GET /api/status?tag=x`` | ``api/status/x.json``; all of them by tag in ``api/status.json`` |
| ``GET /api/incident?…`` | ``api/incident.json``, newest created first, and the slices of it: ``open``, ``closed``, ``by-monitor/x``, ``by-month/2026-01``, and ``all`` where there are more than 1,000 |
| ``GET /api/incident/12`` | ``api/incident/12.json`` |
| ``GET /api/incident/12/comment`` | ``api/incident/12/comment.json`` |

Kener's search shows what is open unless it is told otherwise; a file cannot be told, so
``api/incident.json`` shows both, and ``api/incident/open.json`` is what Kener would answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.dialects.kener_v1 import incidents, status
from statusgen.dialects.kener_v1.routes import ROUTES
from statusgen.series import Planned
from statusgen.snapshot import Snapshot

__all__ = ["ROUTES", "documents"]


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """All documents."""
    yield from status.documents(snapshot)
    yield from incidents.documents(snapshot)
