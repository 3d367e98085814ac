"""Slices of lists of incidents and maintenances, and which of them have documents of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
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


def documented(snapshot: Snapshot) -> Callable[[IncidentView], bool] | None:
    """Whether site.yaml wants documents for an incident alone; None where it does for all."""
    wanted = snapshot.settings.documents
    if wanted == "all":
        return None
    return partial(_is_documented, None if wanted == "open" else snapshot.now - int(wanted) * DAY)


def _is_documented(since: int | None, view: IncidentView) -> bool:
    if view.open:
        return True
    return since is not None and (view.start if view.end is None else view.end) >= since
