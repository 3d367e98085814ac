"""What a build leaves for the next one: kinds of values, and the user's folder in which they stand."""

from __future__ import annotations

import os
import sys
import zoneinfo
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from statusgen.artifact import digest, program
from statusgen.checks.facts import Facts
from statusgen.content.again import Known
from statusgen.content.loader import Kept
from statusgen.content.opening import Parsed
from statusgen.diagnostics import Diagnostic
from statusgen.memory import Memory
from statusgen.model.incident import Comment, Incident
from statusgen.model.lifecycle import State
from statusgen.model.maintenance import Maintenance
from statusgen.model.monitor import Sample
from statusgen.shelves import Cupboard, Shelf, Tail
from statusgen.snapshot.occurrences import MaintenanceView
from statusgen.snapshot.runs import Lasting
from statusgen.snapshot.timeline import IncidentView

KINDS: Mapping[str, Any] = {
    "folders": Known,
    "incidents": Kept[Parsed[Incident]],
    "maintenances": Kept[Parsed[Maintenance]],
    "status": Kept[list[Sample]],
    "facts": Lasting[Facts],
    "incident-views": Lasting[tuple[IncidentView | None, ...]],
    "maintenance-views": Lasting[tuple[MaintenanceView | None, ...]],
    "looks": tuple[Diagnostic, ...],
}
"""The types of what is kept, by the first part of its key in a memory."""

TAILS: Mapping[str, Tail] = {
    "incidents": Tail(("found", "entry", "comments"), tuple[Comment[State], ...]),
}
"""What is long in them, and left alone while nobody looks at it."""

_LIBRARIES = (
    "babel-", "jinja2-", "markdown_it_py-", "markupsafe-", "msgspec-", "python_dateutil-", "pyyaml-",
    "tzdata-",
)  # fmt: skip
"""What else decides what is kept."""


def remembered(
    root: Path,
    folder: Path,
    clock: Callable[[], int],
    *,
    trusted: bool = False,
    once: bool = False,
) -> Memory:
    """What earlier builds of the site in ``root`` left in a folder below ``folder``.

    ``clock`` gives the nanoseconds of the system's clock. ``trusted``: it is the user's own cache
    folder, from which code may be run, and not one that somebody brought here. ``once`` is for a
    process that needs it once. Raises OSError where the folder cannot be made, or where others than
    this user may write in it.
    """
    place = os.path.realpath(root)
    about = digest(program(), place, sys.version, list(_libraries()), _zones())
    own = folder / digest(place).hex()
    cupboard = Cupboard(own)
    shelves = _shelves(cupboard, about)
    return Memory(shelves, clock, own, cupboard if trusted else None, once=once)


def forgetful() -> Memory:
    """A memory that is let go with the process."""
    return Memory(_shelves(None, b""), once=True)


def _shelves(cupboard: Cupboard | None, about: bytes) -> dict[str, Shelf]:
    return {
        name: Shelf(cupboard, name, kind, about, TAILS.get(name)) for name, kind in KINDS.items()
    }


def _libraries() -> Iterator[str]:
    """The libraries that have a part in it, with their versions."""
    for place in sys.path:
        try:
            names = os.listdir(place or ".")
        except OSError:
            continue
        yield from sorted(name for name in names if name.lower().startswith(_LIBRARIES))


def _zones() -> bytes:
    """What changes with the time zones of this machine."""
    for place in zoneinfo.TZPATH:
        try:
            with open(os.path.join(place, "tzdata.zi"), "rb") as file:
                return file.readline(100)
        except OSError:
            continue
    return b""
