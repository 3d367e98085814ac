"""`python -m tests.bench.reload`: from `statusgen comment add` to the reloaded page in a browser."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.generate import END, generate
from tests.serving import Server
from tests.tools import program

PAINTED = (
    "performance.timeOrigin + performance.getEntriesByName('first-contentful-paint')[0].startTime"
)
COLUMNS = ("command", "save to rebuilt", "rebuilt to shown", "save to shown", "all")


def main() -> None:
    """Prints milliseconds for each try: the command's own process, then the preview's part."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("incidents", nargs="?", type=int, default=1_000)
    parser.add_argument("--tries", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder) / "site", options.incidents, options.tries)
    print(f"milliseconds, {options.incidents:,} incidents")
    print(f"{'try':8}" + "".join(f"{name:>18}" for name in COLUMNS))
    for number, row in enumerate(rows, 1):
        _print(str(number), row)
    _print("median", [median(column) for column in zip(*rows, strict=True)])


def _print(name: str, row: list[float]) -> None:
    print(f"{name:8}" + "".join(f"{value * 1000:18.0f}" for value in row))


def measure(site: Path, incidents: int, tries: int) -> list[list[float]]:
    """Seconds of each step, for each try, with the incident's page open in a browser."""
    generate(site, incidents)
    slug = next((site / "content/incidents").glob("*/*-incident-0")).name
    server = Server(site, now=f"{END:%Y-%m-%dT%H:%M:%SZ}")
    try:
        with sync_playwright() as started:
            browser = started.chromium.launch(
                executable_path=program("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page()
            page.goto(f"{server.address}incidents/{slug}/")
            server.said("the site: ")
            page.wait_for_timeout(500)
            return [_one_try(site, slug, server, page, number) for number in range(tries)]
    finally:
        server.stop()


def _one_try(site: Path, slug: str, server: Server, page: Any, number: int) -> list[float]:
    """One comment: when it began, was saved, was taken in by the server, and was on the screen."""
    words = f"Try number {number}."
    command = [sys.executable, "-m", "statusgen", "-C", str(site), "comment", "add", slug]
    command += ["--state", "investigating", "-m", words]
    command += ["--now", f"{END:%Y-%m-%dT11}:{number:02}:00Z"]
    began = time.time()
    subprocess.run(command, check=True, capture_output=True)
    ended = time.time()
    page.get_by_text(words).first.wait_for()
    page.wait_for_timeout(300)
    shown = page.evaluate(PAINTED) / 1000
    saved = max(path.stat().st_ctime for path in (site / "content").rglob(f"{slug}/*.md"))
    rebuilt = next(at for line, at in reversed(server.heard.items()) if f"{slug}/" in line)
    return [ended - began, rebuilt - saved, shown - rebuilt, shown - saved, shown - began]


if __name__ == "__main__":
    main()
