"""However many processes build a site: the same bytes, the same words, the same exit code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.generate import END, generate
from tests.forge import ROOT
from tests.trees import Tree, differences, tree_of

NOW = int(END.timestamp()) + 86_400


@pytest.mark.parametrize("errors", [False, True], ids=["whole", "with errors"])
def test_any_number_of_processes_gives_the_same_bytes(tmp_path: Path, errors: bool) -> None:
    generate(tmp_path / "site", 25, seed=4, monitors=3)
    opening = next((tmp_path / "site" / "content" / "incidents").glob("*/*-incident-3/incident.md"))
    if errors:
        opening.write_text("---\ntitle: [\n---\nNobody can read this.\n")
    for step in ("cold", "again", "a comment more", "another title"):
        if step == "a comment more":
            (opening.parent / "2026-11-21T110000Z.resolved.md").write_text("A later note.\n")
        if step == "another title":
            (tmp_path / "site" / "content" / "site.yaml").write_text(
                "title: Another\nurl: https://status.example.com\n"
            )
        outcomes = [_outcome(tmp_path, jobs) for jobs in (1, 2, 4)]
        assert outcomes[0][0] == (3 if errors else 0), step
        assert outcomes[0][1] == outcomes[1][1] == outcomes[2][1], step
        for _, _, tree in outcomes[1:]:
            assert differences(tree, outcomes[0][2]) == [], step


def _outcome(work: Path, jobs: int) -> tuple[int, str, Tree]:
    """The exit code, what was said, and the folder: each number of processes has its own."""
    public = work / f"jobs-{jobs}" / "public"
    command = [sys.executable, "-m", "statusgen", "-C", str(work / "site"), "build", "--keep-going"]
    build = subprocess.run(
        [*command, "-o", str(public), "--now", str(NOW), "--jobs", str(jobs)],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(work / f"jobs-{jobs}" / "cache")},
        capture_output=True,
        text=True,
    )
    said = build.stderr.replace(str(public), "PUBLIC")
    return build.returncode, said, tree_of(public)
