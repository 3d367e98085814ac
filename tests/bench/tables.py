"""Results as text: the phases of a size, the goals beside what was measured, two runs compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from tests.bench.goals import GOALS, Goal, growth
from tests.bench.phases import Phase
from tests.bench.results import OfSize, Results

_WIDTH = 52


def machine(results: Results) -> Iterator[str]:
    """What was measured where."""
    for name, value in results.machine.items():
        if isinstance(value, dict):
            value = ", ".join(f"{key} {one}" for key, one in value.items())
        elif isinstance(value, list):
            value = " ".join(f"{one:.2f}" for one in value)
        yield f"{name + ':':13} {value}"


def phases(size: OfSize) -> Iterator[str]:
    """A row for each phase: the least, the median and the most of its runs."""
    yield f"{size.incidents:,} incidents, {size.texts:,} texts"
    yield f"{'seconds':{_WIDTH}}{'least':>9}{'median':>9}{'most':>9}{'cpu':>9}{'written':>10}{'MB':>7}"
    for phase in Phase:
        if phase in size.phases:
            yield _row(phase, size)
        elif phase in size.skipped:
            yield f"{phase:{_WIDTH}}  not measured: {size.skipped[phase]}"


def _row(phase: Phase, size: OfSize) -> str:
    runs = size.phases[phase]
    middle = f"{min(runs.seconds):9.3f}{median(runs.seconds):9.3f}{max(runs.seconds):9.3f}"
    files = sum(size.kinds.get(phase, {}).values())
    written = f"{median(runs.written):,.0f}" if runs.written else f"{files:,}" if files else ""
    memory = f"{size.memory[phase] / 1e6:.0f}" if phase in size.memory else ""
    return f"{phase:{_WIDTH}}{middle}{median(runs.cpu):9.3f}{written:>10}{memory:>7}"


def goals(size: OfSize) -> Iterator[str]:
    """A row for each goal that was measured; the limit only at the sizes it is meant for."""
    yield f"{'goals':{_WIDTH}}{'median':>9}{'least':>9}{'most':>9}{'cpu':>9}  goal"
    for goal in GOALS:
        values = goal.values(size)
        if values:
            cpu = goal.of_cpu(size)
            yield (
                f"{goal.words:{_WIDTH}}{_spread(values)}"
                f"{f'{median(cpu):.2f}' if cpu else '':>9}  {_verdict(goal, size, median(values))}"
            )


def _spread(values: Sequence[float]) -> str:
    digits = 0 if all(float(one).is_integer() for one in values) else 2
    return "".join(f"{one:9,.{digits}f}" for one in (median(values), min(values), max(values)))


def _verdict(goal: Goal, size: OfSize, value: float) -> str:
    if size.incidents not in goal.limits:
        return goal.unit
    limit = f"{'≥' if goal.at_least else '≤'} {goal.limits[size.incidents]:g} {goal.unit}".rstrip()
    return f"{limit}: {'reached' if goal.reached(value, size.incidents) else 'MISSED'}"


def slopes(results: Results) -> Iterator[str]:
    """How the cold build grows; nothing with fewer than three sizes."""
    for words, value in growth(results):
        yield f"{words:{_WIDTH}}{value:9.2f}"


def files(size: OfSize) -> Iterator[str]:
    """Which kinds of files each side writes, and how many; not the names of single files."""
    for side, found in size.kinds.items():
        total = sum(found.values())
        yield f"{side}: {total:,} files, {size.bytes[side] / 1e6:.1f} MB"
        yield from (f"{count:9,}  {kind}" for kind, count in found.items() if count > 1)
        single = sum(1 for count in found.values() if count == 1)
        yield f"{single:9,}  single files"


def comparison(old: Results, new: Results) -> Iterator[str]:
    """New by old for each phase of the sizes that both have: below 1 it became faster.

    The second column is the same after both were divided by the `python -c pass` of their own
    run: it says more where the machine was not equally busy.
    """
    for name, value in new.machine.items():
        before = old.machine.get(name)
        if before != value and name != "load":
            yield f"{name}: was {before}, is {value}"
    before_by_size = {one.incidents: one for one in old.sizes}
    for size in new.sizes:
        if size.incidents in before_by_size:
            yield from _compared(before_by_size[size.incidents], size)


def _compared(old: OfSize, new: OfSize) -> Iterator[str]:
    yield f"{f'{new.incidents:,} incidents':{_WIDTH}}{'new/old':>9}{'for pass':>9}"
    base = _change(Phase.PYTHON, old, new)
    for phase in Phase:
        change = _change(phase, old, new)
        if change is not None:
            relative = f"{change / base:9.2f}" if base else ""
            yield f"{phase:{_WIDTH}}{change:9.2f}{relative}"


def _change(phase: Phase, old: OfSize, new: OfSize) -> float | None:
    before, after = old.seconds(phase), new.seconds(phase)
    return median(after) / median(before) if before and after else None
