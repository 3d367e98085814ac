"""What checks of a whole site need to know of each entry: found once while the entry stays the same."""

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
class Facts:
    """An entry, as far as it matters to others and to the clock. Times are Unix seconds.

    ``said`` is what is wrong with it alone, with the names of the checks. ``tags`` are the
    monitors that it names, ``comments`` the ids of its comments. ``latest`` is the last time in
    it that must be past; ``silent_since`` when it was spoken of last, None where no news is expected.
    ``spans`` are when planned work that is not over touches which monitor.
    """

    said: tuple[tuple[str, Diagnostic], ...]
    tags: tuple[str, ...]
    comments: tuple[int, ...]
    latest: int
    silent_since: int | None
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A site at ``now`` (Unix seconds): its ``entries``, and what is known of each of them.

    ``said`` is what is wrong with single entries, by the name of the check.
    """

    site: Site
    now: int
    entries: tuple[Entry, ...]
    facts: tuple[Facts, ...]
    said: Mapping[str, Sequence[Diagnostic]]

    def known(self) -> Iterator[tuple[Entry, Facts]]:
        """Each entry with what is known of it."""
        return zip(self.entries, self.facts, strict=True)
