"""Lists of reports as bare JSON arrays: the list itself, and the slices that stand beside it.

A static host knows no query, so what an API answers to one is a file of its own. The list, and
the one of what is closed, end after 1,000; where there are more, ``all`` holds every report.
``all`` and ``by-monitor`` grow with the history; months do not grow once they are past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import gmtime
from typing import Any

from statusgen.artifact import Artifact, Files, digest
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


def lists(root: str, items: Sequence[Item], snapshot: Snapshot) -> Iterator[Artifact]:
    """``<root>.json`` with ``items`` in their order, and its slices as ``<root>/<slice>.json``."""
    for name, found in _slices(items, snapshot).items():
        batch = Batch(tuple(found), digest(b"".join(item.digest for item in found)))
        path = f"{root}/{name}.json" if name else f"{root}.json"
        yield Artifact(path, render_list, (path, batch))


def render_list(path: str, batch: Batch) -> Files:
    """``[…]``."""
    yield path, to_bytes(f"[{','.join(item.text for item in batch.items)}]")


def _slices(items: Sequence[Item], snapshot: Snapshot) -> dict[str, Sequence[Item]]:
    """By name: the list ("") and all of it, by what is open, by monitor, by month of the start."""
    by_monitor: dict[str, list[Item]] = {one.monitor.tag: [] for one in snapshot.monitors}
    by_month: dict[str, list[Item]] = {}
    for item in items:
        for tag in item.report.tags:
            by_monitor[tag].append(item)
        by_month.setdefault(_month(item.report.start), []).append(item)
    found: dict[str, Sequence[Item]] = {"": items[:MOST]}
    if len(items) > MOST:
        found["all"] = items
    found["open"] = [item for item in items if item.report.open]
    found["closed"] = [item for item in items if not item.report.open][:MOST]
    found.update((f"by-monitor/{tag}", some) for tag, some in by_monitor.items())
    found.update((f"by-month/{month}", some) for month, some in by_month.items())
    return found


def _month(at: int) -> str:
    moment = gmtime(at)
    return f"{moment.tm_year:04}-{moment.tm_mon:02}"
