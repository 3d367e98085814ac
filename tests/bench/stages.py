"""`python -m tests.bench.stages SITE NOW`: seconds of each stage of a build in a fresh process.

They run in the order of a build, with its settings, so that each finds what it would find there.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def main() -> None:
    """Prints a JSON object: stage -> seconds, and of the processor."""
    root, now = Path(sys.argv[1]), int(sys.argv[2])
    gc.disable()  # as `statusgen build` does
    from statusgen.artifact import fingerprint
    from statusgen.checks import check_site
    from statusgen.content.load import load
    from statusgen.plan import plan
    from statusgen.snapshot import take_snapshot
    from statusgen.targets import load_theme

    seconds: dict[str, tuple[float, float]] = {}

    def stage(name: str, work: Callable[[], T]) -> T:
        began, cpu_began = time.perf_counter(), time.process_time()
        done = work()
        seconds[name] = time.perf_counter() - began, time.process_time() - cpu_began
        return done

    site = stage("read", lambda: load(root).site)
    stage("check", lambda: check_site(site, now))
    snapshot = stage("snapshot", lambda: take_snapshot(site, now))
    theme = load_theme("default", root)
    artifacts = stage("plan", lambda: list(plan(snapshot, theme)))
    stage("fingerprints", lambda: list(map(fingerprint, artifacts)))
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
