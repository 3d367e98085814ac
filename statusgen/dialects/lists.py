"""Lists of reports as bare JSON arrays, and slices of them: a static host knows no query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from statusgen.artifact import Artifact, Batch, Files, batch, code
from statusgen.dialects.reports import Report, Reported, ordered, report_of
from statusgen.dialects.wire import array, encode
from statusgen.series import Tags

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
    def text(self) -> bytes:
        """Its JSON."""
        return encode(self.shape(self.report))


@dataclass(frozen=True, slots=True)
class Items:
    """The items of a dialect, each made once for all documents of a build."""

    shape: Shape
    made: dict[tuple[bytes, Tags], Item] = field(default_factory=dict, compare=False)

    @property
    def digest(self) -> bytes:
        """Stands for the shape: what was made before changes nothing."""
        return code(self.shape)

    def of(self, one: Reported, tags: Tags) -> Item:
        """The item of an incident or a report, with these tags in the order of monitors.yaml."""
        key = one.digest, tags
        return self.made.get(key) or self.made.setdefault(
            key, Item(report_of(one, tags), self.shape)
        )


def lists(
    root: str, items: Items, order: Tags, slices: Mapping[str, Sequence[Reported]]
) -> Iterator[Artifact]:
    """Each slice as ``<root>/<name>.json``; the one without a name is ``<root>.json``.

    ``order`` is that of all tags, () where the dialect shows none.
    """
    for name, found in slices.items():
        path = f"{root}/{name}.json" if name else f"{root}.json"
        yield Artifact(path, render_list, (path, items, order, batch(found)))


def render_list(path: str, items: Items, order: Tags, found: Batch[Reported]) -> Files:
    """``[…]``."""
    texts = (items.of(one, ordered(one.affected, order)).text for one in found.values)
    yield path, array(texts)
