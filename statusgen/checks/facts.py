"""What checks of a whole site need to know of each entry: found once while it stays the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from statusgen.diagnostics import Diagnostic
from statusgen.model.incident import Incident
from statusgen.model.maintenance import Maintenance
from statusgen.model.site import Site
from statusgen.snapshot.timeline import Span

Entry: TypeAlias = Incident | Maintenance


@dataclass(frozen=True, slots=True)
class Given:
    """What the checks of one entry may depend on besides it.

    ``languages`` are those into which texts are translated. ``now`` may matter only to planned
    work, and only where it passes one of its `moments`.
    """

    languages: tuple[str, ...]
    now: int


@dataclass(frozen=True, slots=True)
class OfEach:
    """A check of single entries; ``kind`` is what they must be."""

    check: Callable[[Any, Given], Iterator[Diagnostic]]
    kind: type[Incident | Maintenance] | None = None

    @property
    def name(self) -> str:
        """What its findings are kept under."""
        return self.check.__name__

    def __call__(self, entry: Entry, given: Given) -> Iterator[Diagnostic]:
        """What is wrong with an entry."""
        return self.check(entry, given) if self.kind in (None, type(entry)) else iter(())


@dataclass(frozen=True, slots=True)
class Planned:
    """When planned work that is not over touches a monitor; ``slug`` and ``file`` name the work."""

    slug: str
    file: str
    span: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """Some entries, as far as they matter to others and to the clock. Times are Unix seconds.

    ``said`` is what is wrong with each of them alone, with the names of the checks. ``tags`` are
    the monitors that they name, ``comments`` the ids of their comments. ``latest`` is the last
    time in them that must be past; ``silent`` are the files of which news is expected, with the
    time at which something was said last.
    """

    said: tuple[tuple[str, Diagnostic], ...]
    tags: tuple[str, ...]
    comments: tuple[int, ...]
    latest: int
    silent: tuple[tuple[str, int], ...]
    planned: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A site at ``now`` (Unix seconds): its entries in runs, and what is ``known`` of each run.

    ``said`` is what is wrong with single entries, by the name of the check.
    """

    site: Site
    now: int
    known: tuple[tuple[Sequence[Entry], Facts], ...]
    said: Mapping[str, Sequence[Diagnostic]]

    @property
    def facts(self) -> list[Facts]:
        """What is known of each run."""
        return [facts for _, facts in self.known]
