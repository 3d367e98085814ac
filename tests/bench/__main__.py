"""`python -m tests.bench`: builds sites of several sizes and prints how long each phase takes."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from statusgen.build import Options, build, plan
from statusgen.checks import check_site
from statusgen.content.load import load
from statusgen.snapshot import take_snapshot
from statusgen.targets import load_theme
from tests.bench.generate import END, generate

NOW = int(END.timestamp())


def main() -> None:
    """Prints a table: one row per phase, one column per size; ratios to `cp -r` of the output."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1_000])
    parser.add_argument("--runs", type=int, default=3, help="runs of each phase; the median counts")
    parser.add_argument("--smoke", action="store_true", help="20 incidents once: does it work")
    options = parser.parse_args()
    sizes, runs = ([20], 1) if options.smoke else (options.sizes, options.runs)
    columns = {size: measure(size, runs) for size in sizes}
    print(f"{'seconds (median of ' + str(runs) + ')':32}" + "".join(f"{n:>12,}" for n in sizes))
    for phase in next(iter(columns.values())):
        print(f"{phase:32}" + "".join(f"{columns[n][phase]:12.3f}" for n in sizes))


def measure(incidents: int, runs: int) -> dict[str, float]:
    """Seconds by phase for a site of so many incidents, and ratios at the end."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        generate(work / "site", incidents)
        found = {
            name: median(_timed(run) for _ in range(runs))
            for name, run in _phases(work, incidents).items()
        }
    found["cold build / cp -r"] = found["cold build (process)"] / found["cp -r of the output"]
    found["unchanged build / python -c pass"] = (
        found["unchanged (process)"] / found["python -c pass"]
    )
    return found


def _phases(work: Path, incidents: int) -> dict[str, Callable[[], object]]:
    site, out = work / "site", work / "public"
    loaded = load(site).site
    snapshot = take_snapshot(loaded, NOW)
    theme = load_theme("default", site)
    numbers = iter(range(10**9))
    comment = next((site / "content" / "incidents").glob(f"*/*-incident-{incidents // 2}"))

    def cold() -> None:
        _command(site, work / f"cold-{next(numbers)}")

    def edit() -> None:
        (comment / "2026-11-20T110000Z.resolved.md").write_text(f"Note {next(numbers)}.\n")
        build(site, out, Options(NOW))

    build(site, out, Options(NOW))
    return {
        "python -c pass": lambda: subprocess.run([sys.executable, "-c", "pass"], check=True),
        "read": lambda: load(site),
        "check": lambda: check_site(loaded, NOW),
        "snapshot": lambda: take_snapshot(loaded, NOW),
        "plan": lambda: list(plan(snapshot, theme)),
        "cold build (process)": cold,
        "unchanged (process)": lambda: _command(site, out),
        "one comment edited (in process)": edit,
        "cp -r of the output": lambda: shutil.copytree(out, work / f"copy-{next(numbers)}"),
    }


def _command(site: Path, out: Path) -> None:
    command = [sys.executable, "-m", "statusgen", "-C", str(site), "build", "-o", str(out)]
    subprocess.run([*command, "--now", str(NOW)], check=True, stdout=subprocess.DEVNULL)


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
