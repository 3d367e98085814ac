"""`python -m tests.bench.edits`: a history of edits, and how many files each kind of edit writes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from tests.edits.history import Differs, History, Step

_BOUNDS = (0, 10, 30, 60, 200, 1_000)  # files: up to each, and above the last


def main() -> None:
    """Prints a table of files written by kind of edit; exits with 1 where a build is not clean."""
    options = _options()
    steps: list[Step] = []
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        history = History(Path(folder), options.incidents, options.edits, options.seed)
        try:
            for step in history.steps():
                steps.append(step)
                _tell(step)
        except Differs as error:
            sys.exit("\n".join((str(error), *getattr(error, "__notes__", ()))))
    print(*heading(steps, options.incidents, options.seed), *histogram(steps), sep="\n")


def heading(steps: Iterable[Step], incidents: int, seed: int) -> Iterator[str]:
    """What was done, and that it held."""
    steps = list(steps)
    errors = sum(1 for step in steps if step.code)
    back = sum(1 for step in steps if step.written is None)
    yield f"{len(steps) - 1:,} edits of {incidents:,} incidents, seed {seed}: after each, the folder,"
    yield "the exit code and what was said were those of a clean build without a cache."
    yield f"{errors} builds told of errors, {back} of them published nothing."
    yield ""


def histogram(steps: Iterable[Step]) -> Iterator[str]:
    """A row of a Markdown table for each kind of edit, those that write most first.

    The first build, which writes everything, is left out, and so are builds that publish nothing.
    """
    written: dict[str, list[int]] = {}
    for step in steps:
        if step.number and step.written is not None:
            written.setdefault(step.kind, []).append(step.written)
    bounds = ("0", *(f"≤ {bound:,}" for bound in _BOUNDS[1:]), "more")
    yield f"| edit | builds | least | median | most | {' | '.join(bounds)} |"
    yield "|---|" + "---|" * (4 + len(bounds))
    for kind, counts in sorted(written.items(), key=lambda one: (-median(one[1]), one[0])):
        figures = f"{min(counts):,} | {median(counts):,.0f} | {max(counts):,}"
        yield f"| {kind} | {len(counts)} | {figures} | {' | '.join(_shares(counts))} |"
    every = [count for counts in written.values() for count in counts]
    figures = f"{min(every):,} | {median(every):,.0f} | {max(every):,}"
    yield f"| **all** | {len(every)} | {figures} | {' | '.join(_shares(every))} |"


def _shares(counts: Iterable[int]) -> Iterator[str]:
    """How many counts are in each column."""
    found = [0] * (len(_BOUNDS) + 1)
    for count in counts:
        found[next((n for n, most in enumerate(_BOUNDS) if count <= most), len(_BOUNDS))] += 1
    return (str(number or "") for number in found)


def _tell(step: Step) -> None:
    done = "nothing published" if step.written is None else f"{step.written:,} written"
    words = f"{step.kind} ({step.words})"
    print(
        f"{step.number:4} {step.seconds:6.2f} s  {done:>18}  {words}", file=sys.stderr, flush=True
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.edits",
        description="A history of edits, each held against a clean build, and what each wrote.",
        epilog="example: python -m tests.bench.edits --incidents 1000 --edits 300",
    )
    parser.add_argument("--incidents", type=int, default=100)
    parser.add_argument("--edits", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="where outputs are written")
    return parser.parse_args()


if __name__ == "__main__":
    main()
