"""Lists of reports as bare JSON arrays, and slices of them: a static host knows no query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from time import gmtime
from typing import Any

from statusgen.artifact import Artifact, Files, digest
from statusgen.dataclass import dataclass
from statusgen.dialects.reports import Report
from statusgen.dialects.wire import encode, to_bytes
from statusgen.snapshot import Snapshot

MOST = 1000
"""How many reports a list holds; Kener's number."""

Shape = Callable[[Report], dict[str, Any]]
"""How a dialect shows a report."""


@dataclass(frozen=True)
class Item:
    """A report in a dialect's shape: encoded once for all documents, and only if one is due."""

    report: Report
    shape: Shape

    @property
    def digest(self) -> bytes:
        """Stands for the report; the shape is code."""
        return self.report.digest

    @cached_property
    def text(self) -> str:
        """Its JSON."""
        return encode(self.shape(self.report))


@dataclass(frozen=True, slots=True)
class Batch:
    """The items of one list; ``digest`` stands for all of them."""

    items: tuple[Item, ...]
    digest: bytes


def lists(root: str, slices: Mapping[str, Sequence[Item]]) -> Iterator[Artifact]:
    """Each slice as ``<root>/<name>.json``; the one without a name is ``<root>.json``."""
    for name, found in slices.items():
        batch = Batch(tuple(found), digest(b"".join(item.digest for item in found)))
        path = f"{root}/{name}.json" if name else f"{root}.json"
        yield Artifact(path, render_list, (path, batch))


def render_list(path: str, batch: Batch) -> Files:
    """``[…]``."""
    yield path, to_bytes(f"[{','.join(item.text for item in batch.items)}]")


def still_open(items: Iterable[Item]) -> list[Item]:
    """Those that go on or are still to come."""
    return [item for item in items if item.report.open]


def by_monitor(items: Iterable[Item], snapshot: Snapshot) -> dict[str, list[Item]]:
    """Slices by the monitor's tag; every monitor has one. They grow with the history."""
    found: dict[str, list[Item]] = {
        f"by-monitor/{one.monitor.tag}": [] for one in snapshot.monitors
    }
    for item in items:
        for tag in item.report.tags:
            found[f"by-monitor/{tag}"].append(item)
    return found


def by_month(items: Iterable[Item]) -> dict[str, list[Item]]:
    """Slices by the month of the start in UTC: a month that is past stays as it is."""
    found: dict[str, list[Item]] = {}
    for item in items:
        moment = gmtime(item.report.start)
        name = f"by-month/{moment.tm_year:04}-{moment.tm_mon:02}"
        found.setdefault(name, []).append(item)
    return found
