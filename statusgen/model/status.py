"""How a monitor is doing, and how badly an incident hits it."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Status(StrEnum):
    """The state of a monitor; all but ``NO_DATA`` are also the impacts that content may name."""

    DOWN = "DOWN"
    PARTIAL = "PARTIAL"
    DEGRADED = "DEGRADED"
    MAINTENANCE = "MAINTENANCE"
    UP = "UP"
    NO_DATA = "NO_DATA"

    __hash__ = str.__hash__  # statuses are keys everywhere, and that of an Enum is slow


WORST_FIRST: tuple[Status, ...] = tuple(Status)
"""Problems first: maintenance never masks an outage, and unknown is never taken for up."""

IMPACTS: tuple[Status, ...] = WORST_FIRST[:-1]
"""What content may say of a monitor."""

_RANK = {status: rank for rank, status in enumerate(WORST_FIRST)}


def worst(statuses: Iterable[Status], default: Status = Status.UP) -> Status:
    """The worst of some statuses, ``default`` where there is none."""
    return min(statuses, key=_RANK.__getitem__, default=default)


class Severity(StrEnum):
    """How grave an incident is as a whole."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


def severity_of(impact: Status) -> Severity:
    """The severity of an incident that says none itself: that of its worst impact."""
    if impact is Status.DOWN:
        return Severity.MAJOR
    if impact in (Status.PARTIAL, Status.DEGRADED):
        return Severity.MINOR
    return Severity.NONE
