"""Kener's status of a monitor: how it is, its uptime of 91 days as text, and since when one knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statusgen.artifact import Artifact, Files
from statusgen.dialects.kener_v1.uptime import uptime_text
from statusgen.dialects.wire import encode, minute
from statusgen.model.site import DAY, MINUTE
from statusgen.model.status import Status
from statusgen.snapshot import MonitorView, Snapshot
from statusgen.snapshot.history import minutes

WINDOW = 91 * DAY
"""What Kener keeps of a monitor, and so what its uptime is of."""

_WORDS: Mapping[Status, str | None] = {
    Status.UP: "UP",
    Status.MAINTENANCE: "UP",
    Status.DEGRADED: "DEGRADED",
    Status.PARTIAL: "DEGRADED",
    Status.DOWN: "DOWN",
    Status.NO_DATA: None,
}
"""Kener 1 has three words. To it, maintenance changes nothing; it counts as uptime, too."""

_DEGRADED = (Status.DEGRADED, Status.PARTIAL)


@dataclass(frozen=True, slots=True)
class Standing:
    """What Kener says of the monitor ``tag``; None where nothing is known."""

    tag: str
    status: str | None
    uptime: str
    updated_at: int | None


def documents(snapshot: Snapshot) -> Iterator[Artifact]:
    """All monitors by their tags, and each monitor."""
    found = tuple(standing(view, snapshot.now) for view in snapshot.monitors)
    yield Artifact("api/status.json", render_all, (found,))
    for one in found:
        yield Artifact(f"api/status/{one.tag}.json", render_one, (one,))


def standing(view: MonitorView, now: int) -> Standing:
    """How a monitor is at ``now``."""
    tag, status = view.monitor.tag, _WORDS[view.status]
    return Standing(tag, status, uptime(view, now - WINDOW, now), _updated_at(view))


def uptime(view: MonitorView, start: int, end: int) -> str:
    """Kener's uptime between two Unix times.

    Degraded minutes are up, unless the monitor counts them as downtime.
    """
    found = minutes(view.life.between(start, end).segments, start, end)
    covered = sum(length for status, length in found.items() if status is not Status.NO_DATA)
    down = found.get(Status.DOWN, 0)
    if view.monitor.include_degraded_in_downtime:
        down += sum(found.get(status, 0) for status in _DEGRADED)
    return uptime_text(covered - down, covered)


def _updated_at(view: MonitorView) -> int | None:
    """When somebody last said how it is: a record, or an incident or maintenance that began or
    ended. Where nobody ever did, a default holds since the monitor is known.
    """
    times = [] if view.recorded_at is None else [minute(view.recorded_at)]
    declared = next((one for one in view.backwards() if one.declared), None)
    if declared:
        going_on = declared.end == view.life.until // MINUTE
        times.append((declared.start if going_on else declared.end) * MINUTE)
    if not times and view.status is Status.NO_DATA:
        return None
    return max(times, default=minute(view.since))


def render_all(found: tuple[Standing, ...]) -> Files:
    """``{"<tag>": {…}, …}``."""
    yield "api/status.json", encode({one.tag: shape(one) for one in found})


def render_one(one: Standing) -> Files:
    """``{"status": …}``."""
    yield f"api/status/{one.tag}.json", encode(shape(one))


def shape(one: Standing) -> dict[str, Any]:
    """What Kener answers."""
    return {"status": one.status, "uptime": one.uptime, "lastUpdatedAt": one.updated_at}
