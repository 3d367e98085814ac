"""What is to be reached, as ratios of runs side by side; absolute times where people feel them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from tests.bench.phases import Phase
from tests.bench.results import OfSize, Results, paired

_MB = 1e6
_LARGE = 10_000
_ALL = (100, 1_000, _LARGE, 100_000)


Limits = Mapping[int, float]
"""The limit of a value for so many incidents."""

Values = Callable[[OfSize], Sequence[float]]
"""A value for each round; none where it was not measured."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A value of each round, and the limit that it must keep at some sizes; at others it is shown.

    ``of_cpu`` is the same of processor time, shown beside it.
    """

    words: str
    values: Values
    limits: Limits = field(default_factory=dict)
    at_least: bool = False
    unit: str = ""
    of_cpu: Values = lambda _: ()

    def reached(self, value: float, incidents: int) -> bool:
        """Whether a value keeps the limit of this size."""
        limit = self.limits[incidents]
        return value >= limit if self.at_least else value <= limit


def _at_most(words: str, above: Phase, below: Phase, limits: Limits | None = None) -> Goal:
    """A ratio of two phases that is not to grow."""
    return Goal(
        words,
        lambda size: paired(size.seconds(above), size.seconds(below)),
        limits or {},
        of_cpu=lambda size: paired(size.cpu(above), size.cpu(below)),
    )


def _at_least(words: str, above: Phase, below: Phase, limits: Limits | None = None) -> Goal:
    """How many times as long something else takes."""
    return replace(_at_most(words, above, below, limits), at_least=True)


def _seconds(words: str, phase: Phase, limits: Limits) -> Goal:
    return Goal(
        words,
        lambda size: size.seconds(phase),
        limits,
        unit="s",
        of_cpu=lambda size: size.cpu(phase),
    )


def _written(words: str, phase: Phase) -> Goal:
    return Goal(words, lambda size: size.written(phase), dict.fromkeys(_ALL, 60), unit="files")


def _memory(words: str, phase: Phase, limits: Limits) -> Goal:
    def values(size: OfSize) -> Sequence[float]:
        return [size.memory[phase] / _MB] if phase in size.memory else []

    return Goal(words, values, limits, unit="MB")


GOALS = (
    _at_most("cold build / cp -r of its output", Phase.COLD, Phase.COPY, {_LARGE: 1.5}),
    _at_least("Hugo, same kinds of files / cold build", Phase.HUGO_FULL, Phase.COLD, {_LARGE: 3}),
    _at_least(
        "Hugo, HTML and JSON / cold build with one API",
        Phase.HUGO_LEAN,
        Phase.COLD_LEAN,
        {_LARGE: 3},
    ),
    _at_least(
        "cState without 15 lines / cold build with its JSON",
        Phase.CSTATE_PATCHED,
        Phase.COLD_CSTATE,
        {1_000: 10, _LARGE: 40},
    ),
    _at_least("cState as shipped / cold build with its JSON", Phase.CSTATE, Phase.COLD_CSTATE),
    _seconds("nothing changed", Phase.UNCHANGED, {_LARGE: 0.35}),
    _seconds("nothing changed, an hour later", Phase.HOUR, {_LARGE: 0.35}),
    _seconds("checked out anew, cache and output kept", Phase.CHECKOUT, {}),
    _at_most(
        "checked out anew, cache kept, new output / cold build", Phase.CHECKOUT_COLD, Phase.COLD
    ),
    _at_most("nothing changed / python -c pass", Phase.UNCHANGED, Phase.PYTHON),
    _seconds("a comment to an old incident", Phase.OLD, {_LARGE: 0.5}),
    _seconds("a comment to the newest incident", Phase.NEWEST, {_LARGE: 0.5}),
    _seconds("another comment within a minute", Phase.SOON, {}),
    _written("files written by an old comment", Phase.OLD),
    _written("files written by a new comment", Phase.NEWEST),
    _at_most("an hour later / cold build", Phase.HOUR, Phase.COLD),
    _at_most("--jobs 1 / all cores", Phase.COLD_ALONE, Phase.COLD),
    _memory("most memory of a cold build", Phase.COLD, {_LARGE: 200, 100_000: 1_000}),
    _memory("most memory when nothing changed", Phase.UNCHANGED, {_LARGE: 200, 100_000: 1_000}),
    _seconds("statusgen --help", Phase.HELP, dict.fromkeys(_ALL, 0.12)),
    _seconds("statusgen --version", Phase.VERSION, dict.fromkeys(_ALL, 0.12)),
    _at_most("statusgen --help / python -c pass", Phase.HELP, Phase.PYTHON),
)
"""In the order of the table."""


GROWING = (Phase.COLD, Phase.UNCHANGED, Phase.HOUR, Phase.OLD, Phase.NEWEST)
"""What ten times the content is seen in."""


def times(results: Results, phase: Phase) -> Iterator[tuple[int, float, float]]:
    """For each size but the first: how many times the content it is, and how many times the price.

    The price is processor time. For a cold build both are to be the same; for an edit the second
    is to stay near 1.
    """
    sizes = [one for one in results.sizes if one.cpu(phase)]
    for before, after in pairwise(sizes):
        price = median(after.cpu(phase)) / median(before.cpu(phase))
        yield after.incidents, after.incidents / before.incidents, price


def growth(results: Results) -> Iterator[tuple[str, float]]:
    """What one more incident costs a cold build in processor time, against the sizes before.

    1 is growth in proportion; it takes three sizes to see it.
    """
    points = [(one.incidents, median(one.cpu(Phase.COLD))) for one in results.sizes]
    steps = [
        (after, (later - sooner) / (after - before))
        for (before, sooner), (after, later) in pairwise(points)
    ]
    for (_, slope), (size, next_slope) in pairwise(steps):
        yield f"one more incident up to {size:,} / before that", next_slope / slope
