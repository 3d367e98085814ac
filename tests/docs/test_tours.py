"""Everything that the README and the pages of docs/ show is run, in the order in which it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.consoles import ROOT, output_of, steps
from tests.sites import instant
from tests.tools import program

EDITING = instant("2026-01-15T09:50Z")
NOW = str(instant("2026-01-20T12:00Z"))


@dataclass(frozen=True)
class Tour:
    """A page with at least so many commands; ``varies`` is what is another text each time.

    ``pace`` is how many seconds go by from command to command, where the clock begins with
    EDITING. With ``stderr`` what goes there is shown, too, or does not matter; else it is nothing.
    ``complete`` is a page that shows all that is printed; ``leaves`` is a file that is there then.
    """

    page: str
    least: int
    varies: str = r"(?!)"
    pace: int = 0
    stderr: str = ""
    complete: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    leaves: str = "."


TOURS = (
    Tour(
        "README.md",
        9,
        r"\(\d+\.\d\d s\)|\b\d+ (?=files|written)",
        leaves="demo/public/incidents/2026-01-15-api-errors/index.html",
    ),
    Tour(
        "docs/cache.md",
        4,
        r"\(\d+\.\d\d s\)|\b\d+ (?=files|written)",
        leaves="demo/remembered",
    ),
    Tour("docs/dates.md", 1, complete=True),
    Tour(
        "docs/editing.md",
        21,
        r"(?<=committed )[0-9a-f]{9}|(?<=kept in )\S+",
        pace=300,
        stderr="shown",
    ),
    Tour("docs/github.md", 6, environment={"SOURCE_DATE_EPOCH": NOW}, needs=("rsync",)),
    Tour("docs/hosts.md", 6, environment={"SOURCE_DATE_EPOCH": NOW}, needs=("rsync",)),
    Tour("docs/leaving.md", 12, environment={"SOURCE_DATE_EPOCH": NOW}),
    Tour("docs/moving-in.md", 17, environment={"SOURCE_DATE_EPOCH": NOW}),
    Tour("docs/requests.md", 11, r"commit [0-9a-f]{12}", stderr="ignored"),
    Tour(
        "docs/review.md",
        3,
        r"\(([0-9a-f]{7}|COMMIT)\)",
    ),
)


@pytest.mark.parametrize("tour", TOURS, ids=lambda tour: tour.page)
def test_what_is_shown_is_what_comes_out(tmp_path: Path, tour: Tour) -> None:
    for name in tour.needs:
        program(name)
    shown = steps((ROOT / tour.page).read_text())
    assert len(shown) >= tour.least
    commands = ["true" if step.command.startswith(". .venv") else step.command for step in shown]
    if tour.pace:
        clocks = range(EDITING, EDITING + tour.pace * len(shown), tour.pace)
        commands = [
            f"export SOURCE_DATE_EPOCH={clock}\n{command}"
            for clock, command in zip(clocks, commands, strict=True)
        ]
    if tour.stderr == "shown":
        commands[0] = f"exec 2>&1\n{commands[0]}"
    found = output_of(commands, tmp_path, tour.environment)
    assert found.stderr == "" or tour.stderr == "ignored"
    for step, output in zip(shown, found.steps, strict=True):
        if step.shown or tour.complete:
            printed, promised = (re.sub(tour.varies, "…", one) for one in (output, step.shown))
            assert printed == promised, step.command
    assert (tmp_path / "here" / tour.leaves).exists()


def test_every_page_is_toured() -> None:
    pages = [path for path in (ROOT / "docs").glob("*.md") if steps(path.read_text())]
    assert {f"docs/{path.name}" for path in pages} < {tour.page for tour in TOURS}
