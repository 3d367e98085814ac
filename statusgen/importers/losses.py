"""What did not come over as it was: every value that was changed, guessed or left out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import field
from enum import StrEnum

from statusgen.dataclass import dataclass


class Kind(StrEnum):
    """What became of a value: another one, one that nobody wrote, or nothing."""

    CHANGED = "changed"
    GUESSED = "guessed"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the source: a file or a document, and what in it ("": all of it)."""

    file: str
    key: str = ""

    def __str__(self) -> str:
        return f"{self.file}: {self.key}" if self.key else self.file


@dataclass(frozen=True, slots=True)
class Loss:
    """One value: where it stands, what it was, what it is now ("": nothing), and why.

    ``why`` is the same sentence for all values with the same fate, so that they can be told
    together.
    """

    place: Place
    kind: Kind
    was: str
    now: str
    why: str


def others(keys: Iterable[str], known: Container[str]) -> list[str]:
    """The keys that are not known, in their order."""
    return [key for key in keys if key not in known]


@dataclass(slots=True)
class Losses:
    """The losses of one import, in the order in which they were met."""

    found: list[Loss] = field(default_factory=list)

    def changed(self, place: Place, was: object, now: object, why: str) -> None:
        """A value that is another one now."""
        self.found.append(Loss(place, Kind.CHANGED, str(was), str(now), why))

    def guessed(self, place: Place, now: object, why: str, was: object = "") -> None:
        """A value that the source does not have, or not clearly."""
        self.found.append(Loss(place, Kind.GUESSED, str(was), str(now), why))

    def left_out(self, place: Place, was: object, why: str) -> None:
        """A value that has no place in the content."""
        self.found.append(Loss(place, Kind.LEFT_OUT, str(was), "", why))

    def by_reason(self) -> Iterator[tuple[Kind, str, list[Loss]]]:
        """The losses of each kind and reason together, the most frequent reasons first."""
        groups: dict[tuple[Kind, str], list[Loss]] = {}
        for loss in self.found:
            groups.setdefault((loss.kind, loss.why), []).append(loss)
        for (kind, why), losses in sorted(groups.items(), key=lambda one: -len(one[1])):
            yield kind, why, losses
