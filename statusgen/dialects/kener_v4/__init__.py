"""Kener v4's API in its own shapes: as files, as answers to reads, and as edits of content.

A static host knows no query strings, so every list of the files is complete as it stands, newest
first; `read` has Kener's filters and pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.dialects.kener_v4 import incidents, maintenances, monitors
from statusgen.dialects.kener_v4.routes import ROUTES
from statusgen.series import Planned
from statusgen.snapshot import Snapshot

__all__ = ["ROUTES", "documents"]


def documents(snapshot: Snapshot) -> Iterator[Planned]:
    """All documents."""
    yield from incidents.documents(snapshot)
    yield from monitors.documents(snapshot)
    yield from maintenances.documents(snapshot)
