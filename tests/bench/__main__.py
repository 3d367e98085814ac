"""`python -m tests.bench`: builds sites of several sizes and prints how long each phase takes."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from tests.bench import tables
from tests.bench.instructions import EXPECTED, count, expectation, held, record
from tests.bench.machine import describe
from tests.bench.markdown import tables as tables_of
from tests.bench.measuring import Failed
from tests.bench.peers import CState
from tests.bench.results import NotResults, Results, load_results
from tests.bench.rounds import measure, try_out

_SMOKE = 20  # incidents
_EPILOG = """\
examples:
  python -m tests.bench 100 1000 --runs 5 --output new.json --compare old.json
  python -m tests.bench 1000 --cstate ../cstate --cstate-hugo hugo-0.163/hugo
  python -m tests.bench --instructions
"""


def main() -> None:
    """Measures, prints tables, and exits with 1 where something cannot be measured or held."""
    options = _options()
    try:
        if options.instructions or options.record:
            sys.exit(0 if _counted(options) else 1)
        before = load_results(options.compare) if options.compare else None
        results = _measured(options)
        if options.output:
            results.save(options.output)
        if options.markdown:
            options.markdown.write_text("\n".join(tables_of(results)) + "\n", encoding="utf-8")
        if before:
            _show(tables.comparison(before, results))
    except (Failed, NotResults) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def _counted(options: argparse.Namespace) -> bool:
    """Counts instructions, and holds them against what is expected or expects them from now on."""
    expected = None if options.record else expectation(EXPECTED)
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        counts = count(Path(folder), partial(print, flush=True))
    if expected:
        return held(expected, counts, print)
    record(counts, EXPECTED)
    return True


def _measured(options: argparse.Namespace) -> Results:
    """Measures each size and shows it at once; all folders go at the end, not between two runs."""
    cstate = CState(options.cstate, options.cstate_hugo, options.all_of_cstate)
    with tempfile.TemporaryDirectory(dir=options.work) as folder:
        results = Results(describe(Path(folder)))
        _show(tables.machine(results))
        for size in [_SMOKE] if options.smoke else options.sizes:
            work, tell = Path(folder) / str(size), partial(_tell, size)
            if options.smoke:
                found = try_out(work, size, tell)
            else:
                found = measure(work, size, options.runs, cstate, tell)
            results.sizes.append(found)
            _show(tables.phases(found))
            _show(tables.goals(found))
            if options.kinds:
                _show(tables.files(found))
            if options.output:
                results.save(options.output)
        _show(tables.slopes(results))
    return results


def _whole(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return int(text)


def _there(text: str) -> Path:
    """A path from the root, since programs run in another folder."""
    if not Path(text).exists():
        raise argparse.ArgumentTypeError(f"there is no {text}")
    return Path(text).resolve()


def _show(lines: Iterable[str]) -> None:
    if shown := list(lines):
        print(*shown, "", sep="\n", flush=True)


def _tell(size: int, words: str) -> None:
    print(f"{size:,}: {words}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="How long builds take, and their ratios to what a machine can do at all.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("sizes", nargs="*", type=_whole, default=[100, 1_000, 10_000], help="how many incidents")
    add("--runs", type=_whole, default=5, help="rounds; what takes over a minute runs once")
    add("--smoke", action="store_true", help="20 incidents, one round: does it work")
    add("--work", type=_there, help="where outputs are written: choose the file system here")
    add("--output", type=Path, metavar="FILE", help="write the results as JSON")
    add("--markdown", type=Path, metavar="FILE", help="write the tables of docs/benchmarks.md")
    add("--compare", type=Path, metavar="FILE", help="the results of an earlier run, for ratios")
    add("--kinds", action="store_true", help="say which kinds of files each side writes")
    add("--cstate", type=_there, metavar="DIR", help="a checkout of cState to compare with")
    add("--cstate-hugo", type=_there, metavar="PROGRAM", help="the Hugo for it: before 0.164")
    add("--all-of-cstate", action="store_true", help="cState as shipped also above 1,000")
    add("--instructions", action="store_true", help="count instructions, hold what is expected")
    add("--record", action="store_true", help="count instructions, expect them from now on")
    return parser.parse_args()


if __name__ == "__main__":
    main()
