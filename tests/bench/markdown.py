"""Results as the tables of docs/benchmarks.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from tests.bench.goals import GOALS, GROWING, Goal, times
from tests.bench.phases import Phase
from tests.bench.results import OfSize, Results


def tables(results: Results) -> Iterator[str]:
    """The goals, the seconds, and what ten times the content costs."""
    yield from _goals(results.sizes)
    yield ""
    yield from _seconds(results.sizes)
    yield ""
    yield from _growth(results)


def _goals(sizes: Sequence[OfSize]) -> Iterator[str]:
    """Each cell: the median of the rounds, the least and the most, and whether it is reached."""
    yield from _head("ratio, or what people wait for", ["goal", *_names(sizes)])
    yield _row("rounds", ["", *(str(len(one.seconds(Phase.PYTHON))) for one in sizes)])
    for goal in GOALS:
        if any(goal.values(one) for one in sizes):
            yield _row(goal.words, [_limits(goal), *(_measured(goal, one) for one in sizes)])
            if any(goal.of_cpu(one) for one in sizes):
                cpu = [_spread(goal.of_cpu(one), goal.unit) for one in sizes]
                yield _row("– the same of the processors", ["", *cpu])


def _measured(goal: Goal, size: OfSize) -> str:
    values = goal.values(size)
    shown = _spread(values, goal.unit)
    if not values or size.incidents not in goal.limits:
        return shown
    reached = goal.reached(median(values), size.incidents)
    return f"{shown} {'reached' if reached else '**missed**'}"


def _limits(goal: Goal) -> str:
    """Such as ``≤ 1.5 at 10,000``; without sizes where it is the same everywhere."""
    sign = "≥" if goal.at_least else "≤"
    unit = f" {goal.unit}" if goal.unit else ""
    if len(goal.limits) > 1 and len(set(goal.limits.values())) == 1:
        return f"{sign} {next(iter(goal.limits.values())):g}{unit}"
    found = [f"{sign} {limit:g}{unit} at {size:,}" for size, limit in goal.limits.items()]
    return ", ".join(found) or "–"


def _seconds(sizes: Sequence[OfSize]) -> Iterator[str]:
    yield from _head("seconds: median (least–most), then of the processors", _names(sizes))
    for phase in Phase:
        if any(one.seconds(phase) for one in sizes):
            yield _row(phase, [_took(one, phase) for one in sizes])


def _took(size: OfSize, phase: Phase) -> str:
    if not size.seconds(phase):
        return "–"
    return f"{_spread(size.seconds(phase))}, {_figure(median(size.cpu(phase)))}"


def _growth(results: Results) -> Iterator[str]:
    """How the price of each phase follows the content."""
    sizes = results.sizes
    yield from _head("times the processor time of the size before", _names(sizes[1:]))
    of_content = {
        after.incidents: after.incidents / before.incidents for before, after in pairwise(sizes)
    }
    yield _row("content", [f"{value:g}" for value in of_content.values()])
    for phase in GROWING:
        found = {size: price for size, _, price in times(results, phase)}
        yield _row(phase, [_figure(found[size]) if size in found else "–" for size in of_content])


def _spread(values: Sequence[float], unit: str = "") -> str:
    if not values:
        return "–"
    show: Callable[[float], str] = _figure
    if all(float(one).is_integer() for one in values):
        show = _whole
    middle = show(median(values)) + (f" {unit}" if unit else "")
    if len(values) == 1:
        return f"{middle} (once)"
    return f"{middle} ({show(min(values))}–{show(max(values))})"


def _figure(value: float) -> str:
    """Three digits that count, or all of a large number."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _whole(value: float) -> str:
    return f"{value:,.0f}"


def _names(sizes: Iterable[OfSize]) -> list[str]:
    return [f"{one.incidents:,}" for one in sizes]


def _head(first: str, names: Sequence[str]) -> Iterator[str]:
    yield _row(first, names)
    yield "|---" * (len(names) + 1) + "|"


def _row(first: str, cells: Sequence[str]) -> str:
    return f"| {first} | {' | '.join(cells)} |"
