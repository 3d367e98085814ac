"""What docs/editing.md lists is all there is: every command, every key of a document."""

from __future__ import annotations

import json
import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from statusgen.cli.documents import comment_document, entry_document
from statusgen.content.load import load
from tests.consoles import ROOT
from tests.sites import instant, write_site

DOCS = (ROOT / "docs/editing.md").read_text()
BEGIN = instant("2026-01-15T09:50Z")
_GROUPS = ("incident", "comment", "maintenance", "monitor", "status")


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
