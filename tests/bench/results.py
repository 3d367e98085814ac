"""What was measured, as a file: written by one run of the benchmark, read by the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

_FORMAT = 1


class NotResults(Exception):
    """A file that is not one of results, or of another version of the benchmark."""


@dataclass(slots=True)
class Runs:
    """All runs of one phase, in order: seconds, processor seconds, files written (None: no site)."""

    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    written: list[int] = field(default_factory=list)


@dataclass(slots=True)
class OfSize:
    """What was measured with so many incidents.

    ``memory`` is bytes by phase; ``kinds`` says how many files of which kind each side writes, and
    ``bytes`` how much that is; ``skipped`` is why a phase is not there.
    """

    incidents: int
    texts: int
    phases: dict[str, Runs] = field(default_factory=dict)
    memory: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, dict[str, int]] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def seconds(self, phase: str) -> list[float]:
        """The runs of a phase; none where it was skipped."""
        return self.phases[phase].seconds if phase in self.phases else []

    def cpu(self, phase: str) -> list[float]:
        """The same in seconds of the processors: steadier where others work on the machine."""
        return self.phases[phase].cpu if phase in self.phases else []

    def written(self, phase: str) -> list[int]:
        """How many files each of its builds wrote."""
        return self.phases[phase].written if phase in self.phases else []


def paired(over: list[float], under: list[float]) -> list[float]:
    """Each run of a phase by the run of another in the same round, where both had one.

    A phase that ran once, for it is slow, is compared with the median of the other.
    """
    if not over or not under:
        return []
    if len(over) != len(under):
        return [median(over) / median(under)]
    return [one / other for one, other in zip(over, under, strict=True)]


@dataclass(slots=True)
class Results:
    """One run of the benchmark: on which machine, and what came out for each size."""

    machine: dict[str, Any]
    sizes: list[OfSize] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Writes the file."""
        document = {"format": _FORMAT, **asdict(self)}
        path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load_results(path: Path) -> Results:
    """Reads a file of results; NotResults where it is none."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        if document["format"] != _FORMAT:
            raise NotResults(f"{path} is of another version of the benchmark")
        return Results(document["machine"], [_of_size(one) for one in document["sizes"]])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotResults(f"{path} has no results: {error}") from error


def _of_size(document: dict[str, Any]) -> OfSize:
    phases = {name: Runs(**runs) for name, runs in document.pop("phases").items()}
    return OfSize(**document, phases=phases)
