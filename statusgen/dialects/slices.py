"""Slices of lists of incidents and maintenances, and which of them have documents of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from math import inf
from typing import Any, Protocol, TypeVar

from statusgen.instants import month
from statusgen.model.site import DAY
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView


class Listed(Protocol):
    """What a list is of."""

    @property
    def start(self) -> int:
        """When it began."""

    @property
    def affected(self) -> Iterable[Any]:
        """What it says of each monitor that it names, by ``tag``."""


class Ending(Protocol):
    """What has documents of its own until some time after its end."""

    @property
    def open(self) -> bool:
        """Whether it goes on."""

    @property
    def start(self) -> int:
        """When it began."""

    @property
    def end(self) -> int | None:
        """When it was over; None where it had no time."""


View = TypeVar("View", bound=Listed)


def by_tag(views: Iterable[View]) -> dict[str, list[View]]:
    """Slices by the monitor's tag."""
    found: defaultdict[str, list[View]] = defaultdict(list)
    for view in views:
        for one in view.affected:
            found[one.tag].append(view)
    return found


def by_month(views: Iterable[View]) -> dict[str, list[View]]:
    """Slices by the month of the start in UTC: a month that is past stays as it is."""
    found: defaultdict[str, list[View]] = defaultdict(list)
    for view in views:
        found[month(view.start)].append(view)
    return found


def has_documents(view: IncidentView, wanted: bool = True) -> bool:
    """Whether there are documents of an incident alone, if they are ``wanted``: a notice is none."""
    return wanted and not view.notice


def documented(snapshot: Snapshot) -> Callable[[Ending], bool] | None:
    """Whether site.yaml wants documents for a report alone; None where it does for all."""
    since = documented_since(snapshot)
    return None if since == -inf else partial(_is_documented, since)


def _is_documented(since: float, one: Ending) -> bool:
    return one.open or (one.start if one.end is None else one.end) >= since


def documented_since(snapshot: Snapshot) -> float:
    """What was over before has no documents of its own: -inf where all have, inf where only what
    goes on has.
    """
    wanted = snapshot.settings.documents
    if wanted == "all":
        return -inf
    return inf if wanted == "open" else snapshot.now - int(wanted) * DAY
