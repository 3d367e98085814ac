"""One side of a comparison: what was written, and what the public sees of it at an instant."""

from __future__ import annotations

from statusgen.dataclass import dataclass
from statusgen.model.site import Site
from statusgen.snapshot.take import Snapshot


@dataclass(frozen=True, slots=True)
class Side:
    """A ``site``, errors left out, and the ``snapshot`` that was taken of it.

    Two sides that are compared are of the same instant, so that only the content differs.
    """

    site: Site
    snapshot: Snapshot

    @property
    def now(self) -> int:
        """The instant, in Unix seconds."""
        return self.snapshot.now

    @property
    def tags(self) -> frozenset[str]:
        """The tags of the monitors that the public sees."""
        return frozenset(one.monitor.tag for one in self.snapshot.monitors)
