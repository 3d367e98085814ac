"""Everything that docs/requests.md shows is run here, in the order in which it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from statusgen.inbox.comments import asked_of
from statusgen.inbox.forms import INCIDENT_HEADINGS, INPUTS, MAINTENANCE_HEADINGS, STATES
from statusgen.inbox.payloads import MAINTAINERS
from tests.test_readme import steps

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs/requests.md").read_text()
_VARIES = re.compile(r"commit [0-9a-f]{12}")


def test_what_it_shows_is_what_happens(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    statusgen = tmp_path / "bin/statusgen"
    statusgen.write_text(f'#!/bin/sh\nexec {sys.executable} -m statusgen "$@"\n')
    statusgen.chmod(0o755)
    mark = "-- step over --"
    lines = [
        f"export PATH={tmp_path / 'bin'}:$PATH PYTHONPATH={ROOT}",
        "export GIT_AUTHOR_NAME=Anna GIT_AUTHOR_EMAIL=anna@example.com",
        "export GIT_COMMITTER_NAME=Anna GIT_COMMITTER_EMAIL=anna@example.com",
        "unset GITHUB_EVENT_PATH GITHUB_EVENT_NAME GITHUB_RUN_ID GITHUB_OUTPUT GITHUB_STEP_SUMMARY",
        f"cd {tmp_path}",
    ]
    tour = steps(PAGE)
    assert len(tour) > 10
    lines += [f"{step.command}\necho '{mark}'" for step in tour]
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True)
    outputs = done.stdout.split(f"{mark}\n")
    assert len(outputs) == len(tour) + 1, done.stderr
    for step, output in zip(tour, outputs, strict=False):
        if step.shown:
            assert _VARIES.sub("C", output) == _VARIES.sub("C", step.shown), step.command


def test_the_comment_that_it_shows() -> None:
    (shown,) = re.findall(r"^```text\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    asked = asked_of(shown, planned=False)
    assert (asked.state, asked.monitors) == ("monitoring", "checkout=UP, api=DEGRADED")
    assert asked.message == "The fix is in place; payments work again."


def test_it_names_every_word() -> None:
    for word in (*INPUTS, *INCIDENT_HEADINGS, *MAINTENANCE_HEADINGS, *STATES):
        assert f"`{word}`" in PAGE, word
    assert all(word in PAGE for word in MAINTAINERS)
