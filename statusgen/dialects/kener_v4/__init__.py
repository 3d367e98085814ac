"""Kener v4's API in its own shapes: as files, as answers to reads, and as edits of content.

A static host knows no query strings, so every list of the files is complete as it stands, newest
first; `read` has Kener's filters and pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from statusgen.dialects.kener_v4 import incidents, maintenances, monitors
from statusgen.dialects.kener_v4.routes import ROUTES
from statusgen.series import Planned
from statusgen.snapshot import Snapshot

if TYPE_CHECKING:
    from statusgen.dialects.request import Answer, Request
    from statusgen.editing.desk import Desk

__all__ = ["ROUTES", "documents", "read", "write"]


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """All documents."""
    yield from incidents.documents(snapshot)
    yield from monitors.documents(snapshot)
    yield from maintenances.documents(snapshot)


def read(request: Request, snapshot: Snapshot) -> Answer | None:
    """The answer to a request that only asks; None where it is for another API."""
    from statusgen.dialects.kener_v4.reads import read

    return read(request, snapshot)


def write(request: Request, desk: Desk) -> Answer | None:
    """The answer to a request that changes something; None where it is for another API."""
    from statusgen.dialects.kener_v4.writes import write

    return write(request, desk)
