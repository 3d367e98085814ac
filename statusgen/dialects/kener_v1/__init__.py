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
from typing import TYPE_CHECKING

from statusgen.dialects.kener_v1 import incidents, status
from statusgen.dialects.kener_v1.routes import ROUTES
from statusgen.series import Planned
from statusgen.snapshot import Snapshot

if TYPE_CHECKING:
    from statusgen.dialects.request import Answer, Request
    from statusgen.editing.desk import Desk

__all__ = ["ROUTES", "documents", "read", "refusal", "write"]


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """All documents."""
    yield from status.documents(snapshot)
    yield from incidents.documents(snapshot)


def read(request: Request, snapshot: Snapshot) -> Answer | None:
    """The answer to a request that only asks; None where it is for another API."""
    from statusgen.dialects.kener_v1.reads import read

    return read(request, snapshot)


def write(request: Request, desk: Desk) -> Answer | None:
    """The answer to a request that changes something; None where it is for another API."""
    from statusgen.dialects.kener_v1.writes import write

    return write(request, desk)


def refusal(message: str) -> Answer:
    """An error in this API's shape."""
    from statusgen.dialects.kener_v1.writes import refusal

    return refusal(message)
