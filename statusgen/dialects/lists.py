"""Lists of reports as bare JSON arrays, and slices of them: a static host knows no query."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from statusgen.artifact import Artifact, Batch, Files, batch, code
from statusgen.dataclass import dataclass
from statusgen.dialects.reports import Report, Reported, ordered, report_of
from statusgen.dialects.wire import array, encode
from statusgen.series import Tags

MOST = 1000
"""How many reports a list holds; Kener's number."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a dialect shows a report, and whether it looks at updates; ``digest`` stands for the code."""

    of: Callable[[Report], dict[str, Any]]
    with_updates: bool = True

    @property
    def digest(self) -> bytes:
        """Of the function and all that it calls."""
        return code(self.of)


def lists(
    root: str, shape: Shape, order: Tags, slices: Mapping[str, Sequence[Reported]]
) -> Iterator[Artifact]:
    """Each slice as ``<root>/<name>.json``; the one without a name is ``<root>.json``.

    ``order`` is that of all tags, () where the dialect shows none.
    """
    of = attrgetter("digest" if shape.with_updates else "facts")
    for name, found in slices.items():
        path = f"{root}/{name}.json" if name else f"{root}.json"
        yield Artifact(path, render_list, (path, shape, order, batch(found, of)))


def render_list(path: str, shape: Shape, order: Tags, found: Batch[Reported]) -> Files:
    """``[…]``."""
    reports = (report_of(one, ordered(one.affected, order)) for one in found.values)
    yield path, array(encode(shape.of(report)) for report in reports)
