"""What is to be reached, as ratios of runs side by side; absolute times where people feel them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from tests.bench.phases import Phase
from tests.bench.results import OfSize, Results, paired

_MB = 1e6


Values = Callable[[OfSize], Sequence[float]]
"""A value for each round; none where it was not measured."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A value of each round, and the limit that it must keep at a size; None: it is only shown.

    ``sizes`` are those at which the limit is meant; at others the value is shown without it.
    ``of_cpu`` is the same ratio of processor time, shown beside it.
    """

    words: str
    values: Values
    limit: float | None = None
    at_least: bool = False
    sizes: tuple[int, ...] = (10_000,)
    unit: str = ""
    of_cpu: Values = lambda _: ()

    def reached(self, value: float) -> bool:
        """Whether a value keeps the limit."""
        if self.limit is None:
            return True
        return value >= self.limit if self.at_least else value <= self.limit


def _ratio(
    words: str,
    above: Phase,
    below: Phase,
    limit: float | None = None,
    *,
    at_least: bool = False,
    sizes: tuple[int, ...] = (10_000,),
) -> Goal:
    return Goal(
        words,
        lambda size: paired(size.seconds(above), size.seconds(below)),
        limit,
        at_least,
        sizes,
        of_cpu=lambda size: paired(size.cpu(above), size.cpu(below)),
    )


def _seconds(words: str, phase: Phase, limit: float, sizes: tuple[int, ...] = (10_000,)) -> Goal:
    return Goal(
        words,
        lambda size: size.seconds(phase),
        limit,
        sizes=sizes,
        unit="s",
        of_cpu=lambda size: size.cpu(phase),
    )


def _written(words: str, phase: Phase) -> Goal:
    return Goal(words, lambda size: size.phases[phase].written, 60, sizes=_ALL, unit="files")


def _memory(words: str, limit: float, size: int) -> Goal:
    return Goal(words, _held_by_cold_build, limit, sizes=(size,), unit="MB")


def _held_by_cold_build(size: OfSize) -> Sequence[float]:
    return [size.memory[Phase.COLD] / _MB] if Phase.COLD in size.memory else []


_ALL = (100, 1_000, 10_000, 100_000)

GOALS = (
    _ratio("cold build / cp -r of its output", Phase.COLD, Phase.COPY, 1.5),
    _ratio("Hugo, same kinds of files / cold build", Phase.HUGO_FULL, Phase.COLD, 3, at_least=True),
    _ratio(
        "Hugo, HTML and JSON / cold build with one API",
        Phase.HUGO_LEAN,
        Phase.COLD_LEAN,
        3,
        at_least=True,
    ),
    _ratio(
        "cState without 15 lines / cold build with its JSON",
        Phase.CSTATE_PATCHED,
        Phase.COLD_CSTATE,
        10,
        at_least=True,
        sizes=(1_000,),
    ),
    _ratio(
        "the same, at 10,000",
        Phase.CSTATE_PATCHED,
        Phase.COLD_CSTATE,
        40,
        at_least=True,
    ),
    _ratio("cState as shipped / cold build with its JSON", Phase.CSTATE, Phase.COLD_CSTATE),
    _seconds("nothing changed", Phase.UNCHANGED, 0.35),
    _ratio("nothing changed / python -c pass", Phase.UNCHANGED, Phase.PYTHON),
    _seconds("a comment to an old incident", Phase.OLD, 0.5),
    _seconds("a comment to the newest incident", Phase.NEWEST, 0.5),
    _written("files written by an old comment", Phase.OLD),
    _written("files written by a new comment", Phase.NEWEST),
    _ratio("an hour later / cold build", Phase.HOUR, Phase.COLD),
    _ratio("--jobs 1 / all cores", Phase.COLD_ALONE, Phase.COLD),
    _memory("most memory of a cold build", 200, 10_000),
    _memory("the same, at 100,000", 1_000, 100_000),
    _seconds("statusgen --help", Phase.HELP, 0.12, _ALL),
    _ratio("statusgen --help / python -c pass", Phase.HELP, Phase.PYTHON),
)
"""In the order of the table."""


def growth(results: Results) -> Iterator[tuple[str, float]]:
    """What one more incident costs a cold build between two sizes, against the sizes before.

    1 is growth in proportion; it takes three sizes to see it.
    """
    points = [(one.incidents, median(one.seconds(Phase.COLD))) for one in results.sizes]
    steps = [
        (after, (later - sooner) / (after - before))
        for (before, sooner), (after, later) in pairwise(points)
    ]
    for (_, slope), (size, next_slope) in pairwise(steps):
        yield f"one more incident up to {size:,} / before that", next_slope / slope
