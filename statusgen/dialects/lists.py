"""Lists of reports as bare JSON arrays, and slices of them: a static host knows no query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from heapq import nlargest
from operator import attrgetter
from typing import Any, TypeAlias

from statusgen.artifact import Artifact, Batch, Files, batch, code, digest
from statusgen.dataclass import dataclass
from statusgen.dialects import slices
from statusgen.dialects.reports import Report, Reported, ordered, report_of
from statusgen.dialects.wire import array, encode
from statusgen.series import Tags
from statusgen.snapshot.slices import Reports
from statusgen.snapshot.timeline import IncidentView

MOST = 1000
"""How many reports a list holds; Kener's number."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a dialect shows a report, by which facts it sorts them, and whether it looks at updates.

    ``digest`` stands for how it shows and sorts.
    """

    of: Callable[[Report], dict[str, Any]]
    by: tuple[str, ...]
    with_updates: bool = True

    @property
    def digest(self) -> bytes:
        """Of the facts, the function and all that it calls."""
        return digest(code(self.of), self.by)

    def newest(self, found: Iterable[Reported], most: int) -> list[Reported]:
        """The first of reports, as the dialect sorts them, and no more than ``most``."""
        return nlargest(most, found, key=attrgetter(*self.by))

    def seen(self, found: Batch[Any]) -> Batch[Any]:
        """Reports as one input that is the same while what the dialect looks at is."""
        return found if self.with_updates else batch(found.values, attrgetter("facts"))


Slice: TypeAlias = tuple[Batch[IncidentView], Batch[Report]]
"""Incidents, and the times that maintenances take place, in whatever order."""

_NONE: Batch[Any] = batch(())


def by_month(reports: Reports, works: Iterable[Report]) -> dict[str, Slice]:
    """Everything by the month of its start in UTC; ``works`` are the `occasions`."""
    found, planned = reports.slices.by_month, slices.by_month(works)
    return {
        f"by-month/{name}": (found.get(name, _NONE), batch(planned.get(name, ())))
        for name in {**found, **planned}
    }


def by_monitor(reports: Reports, works: Iterable[Report]) -> dict[str, Slice]:
    """Everything by the tag of a monitor; every monitor has a slice."""
    planned = slices.by_tag(works)
    return {
        f"by-monitor/{tag}": (those, batch(planned.get(tag, ())))
        for tag, those in reports.slices.by_tag.items()
    }


def of_reports(found: Iterable[Reported]) -> Slice:
    """Reports as a slice."""
    every = list(found)
    return (
        batch([one for one in every if isinstance(one, IncidentView)]),
        batch([one for one in every if isinstance(one, Report)]),
    )


def lists(root: str, shape: Shape, order: Tags, found: Mapping[str, Slice]) -> Iterator[Artifact]:
    """Each slice as ``<root>/<name>.json``; the one without a name is ``<root>.json``.

    ``order`` is that of all tags, () where the dialect shows none.
    """
    for name, (incidents, works) in found.items():
        path = f"{root}/{name}.json" if name else f"{root}.json"
        seen = shape.seen(incidents), shape.seen(works)
        yield Artifact(path, render_list, (path, shape, order, *seen))


def render_list(
    path: str, shape: Shape, order: Tags, incidents: Batch[IncidentView], works: Batch[Report]
) -> Files:
    """``[…]``."""
    every: list[Reported] = [*incidents.values, *works.values]
    reports = (
        report_of(one, ordered(one.affected, order)) for one in shape.newest(every, len(every))
    )
    yield path, array(encode(shape.of(report)) for report in reports)
