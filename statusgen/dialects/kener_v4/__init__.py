"""The read API of Kener v4 as files: snapshot -> ``api/v4/**.json``, in Kener's own shapes.

A static host knows no query strings, so every list is complete as it stands, newest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from statusgen.artifact import Artifact
from statusgen.dialects.kener_v4 import incidents, maintenances, monitors
from statusgen.snapshot import Snapshot


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """All documents."""
    yield from incidents.documents(snapshot)
    yield from monitors.documents(snapshot)
    yield from maintenances.documents(snapshot)
