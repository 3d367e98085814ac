"""Everything that docs/editing.md shows is run here, five minutes after one another."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from statusgen.cli.documents import comment_document, entry_document
from statusgen.content.load import load
from tests.sites import instant, write_site
from tests.test_readme import Step, steps

ROOT = Path(__file__).parent.parent
DOCS = (ROOT / "docs/editing.md").read_text()
BEGIN = instant("2026-01-15T09:50Z")
_VARIES = re.compile(r"(?<=committed )[0-9a-f]{9}|(?<=kept in )\S+")
_MARK = "-- step over --"
_GROUPS = ("incident", "comment", "maintenance", "monitor", "status")


def outputs(tour: list[Step], folder: Path) -> list[str]:
    """What each step prints, on stdout and stderr, in one shell that begins in ``folder``."""
    (folder / "bin").mkdir()
    statusgen = folder / "bin" / "statusgen"
    statusgen.write_text(f'#!/bin/sh\nexec {sys.executable} -m statusgen "$@"\n')
    statusgen.chmod(0o755)
    lines = [f"export PATH={folder / 'bin'}:$PATH PYTHONPATH={ROOT}", f"cd {folder}", "exec 2>&1"]
    lines += [f"export GIT_{who}_NAME=Ada GIT_{who}_EMAIL=a@b.c" for who in ("AUTHOR", "COMMITTER")]
    for number, step in enumerate(tour):
        clock = BEGIN + 300 * number
        lines.append(f"export SOURCE_DATE_EPOCH={clock}\n{step.command}\necho; echo '{_MARK}'")
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True)
    return done.stdout.split(f"\n{_MARK}\n")


def test_the_tour(tmp_path: Path) -> None:
    tour = steps(DOCS)
    assert len(tour) > 20
    for step, output in zip(tour, outputs(tour, tmp_path), strict=False):
        if step.shown:
            assert _VARIES.sub("", output) == _VARIES.sub("", step.shown), step.command


def commands() -> list[str]:
    """Every editing command, such as ``incident new``."""
    found = []
    for group in _GROUPS:
        made: click.Group = import_module(f"statusgen.cli.{group}").command
        found += [f"{group} {name}" for name in made.commands]
    return found


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_table_and_shows_an_example(command: str) -> None:
    group, name = command.split()
    rows = [line for line in DOCS.splitlines() if line.startswith("| `")]
    assert any(f"`{group}" in row and re.search(rf"[ `]{name}[ `]", row) for row in rows)
    made: click.Group = import_module(f"statusgen.cli.{group}").command
    assert (made.commands[name].epilog or "").startswith(f"Example: statusgen {group} {name}")


def test_every_key_of_the_documents_is_explained(tmp_path: Path) -> None:
    folder = "content/maintenances/work"
    plan = "---\ntitle: Work\nstart: 2026-01-16T10:00Z\nduration: 1h\n---\n"
    opened = "---\ntitle: A\nstart: 2026-01-15T10:00Z\n---\nText.\n"
    files = {"content/incidents/a/incident.md": opened, f"{folder}/maintenance.md": plan}
    site = load(write_site(tmp_path, files)).site
    keys = {key for one in site.entries for key in entry_document(one, site, BEGIN)}
    keys |= set(comment_document(site.incidents[0].comments[0], 1))
    keys |= {"written", "removed", "commit", "branch", "pull_request", "diff", "comment", "version"}
    for key in sorted(keys):
        assert f"`{key}`" in DOCS, key


def test_the_way_to_solve_a_conflict_is_the_one_that_is_tested() -> None:
    tested = (ROOT / "tests/test_reviewed_edit.py").read_text()
    for words in ("CONFLICT (add/add)", ":3:", "--ours", ".2.md"):
        assert words in DOCS
        assert words in tested


def test_what_json_it_shows_is_json() -> None:
    for shown in re.findall(r"^```json\n(.*?)^```", DOCS, re.MULTILINE | re.DOTALL):
        json.loads(shown)
