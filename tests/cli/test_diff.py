"""`statusgen diff` and `statusgen check --base` as they are called."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repositories import git, repository, write
from tests.sites import write_site

ROOT = Path(__file__).parents[2]
IT = "content/incidents/2026/2026-01-15-outage"
OPENING = "---\ntitle: Outage\nstart: 2026-01-15T10:00Z\nmonitors: [api]\n---\nNo answer.\n"
FIRST = f"{IT}/2026-01-15T1030Z.identified.md"
FILES = {f"{IT}/incident.md": OPENING, FIRST: "A full disk.\n"}


def statusgen(root: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **variables}
    command = [sys.executable, "-m", "statusgen", "-C", str(root), *words]
    if words[0] in ("diff", "check"):
        command += ["--now", "2026-01-15T12:00Z"]
    return subprocess.run(command, capture_output=True, text=True, env=environment)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return repository(tmp_path, FILES)


def test_the_exit_code_says_whether_the_public_sees_a_difference(site: Path) -> None:
    done = statusgen(site, "diff", "main", "--exit-code")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nNothing that the public sees changes.\n")
    write(site, {FIRST: "Two full disks.\n"})
    assert statusgen(site, "diff", "main").returncode == 0
    assert statusgen(site, "diff", "main", "--exit-code").returncode == 1


def test_every_format_tells_it(site: Path) -> None:
    write(site, {FIRST: "Two full disks.\n"})
    assert "[-A-]{+Two+} full [-disk-]{+disks+}." in statusgen(site, "diff", "main").stdout
    markdown = statusgen(site, "diff", "main", "--format", "markdown").stdout
    assert "<del>A</del><ins>Two</ins> full <del>disk</del><ins>disks</ins>." in markdown
    document = json.loads(statusgen(site, "diff", "main", "--format", "json").stdout)
    assert document["version"] == 1
    assert document["now"] == "2026-01-15T12:00:00Z"
    pieces = document["incidents"][0]["updates"][0]["pieces"]
    assert [one["op"] for one in pieces] == ["out", "in", "same", "out", "in", "same"]


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_every_format_of_check_carries_the_rules(form: str, site: Path) -> None:
    write(site, {FIRST: "Two full disks.\n"})
    done = statusgen(site, "check", "--base", "main", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert "comment-changed" in done.stdout
    assert statusgen(site, "check", "--base", "main", "--strict").returncode == 1
    assert "comment-changed" not in statusgen(site, "check", "--format", form).stdout
    write(site, {FIRST: None})
    done = statusgen(site, "check", "--base", "main", "--format", form)
    assert done.returncode == 1
    assert "comment-removed" in done.stdout


@pytest.mark.parametrize(
    "words", [("diff", "nowhere"), ("check", "--base", "nowhere"), ("diff", "")]
)
def test_what_cannot_be_compared_is_one_line_and_no_result(
    words: tuple[str, ...], site: Path
) -> None:
    done = statusgen(site, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("statusgen: there is no revision")
    assert done.stderr.count("\n") == 1


def test_without_a_repository_or_git_it_says_so(
    site: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bare = write_site(tmp_path_factory.mktemp("bare"), FILES)
    assert "is not in a git repository" in statusgen(bare, "diff", "main").stderr
    assert "there is no git on this machine" in statusgen(site, "diff", "main", PATH="").stderr


def test_a_detached_head_and_a_dirty_index_are_fine(site: Path) -> None:
    git(site, "checkout", "--quiet", "--detach")
    write(site, {FIRST: "Two full disks.\n"})
    git(site, "add", "--all")
    write(site, {FIRST: "Three full disks.\n"})
    told = statusgen(site, "diff", "HEAD")
    assert "{+Three+}" in told.stdout
    assert git(site, "diff", "--cached", "--name-only") == FIRST


def test_a_site_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    repository(tmp_path, {})
    below = write_site(tmp_path / "pages" / "status", FILES)
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "-m", "x")
    write(below, {FIRST: "Two full disks.\n"})
    told = statusgen(below, "diff", "main").stdout
    assert "1 file: 1 changed\n    changed: content/incidents/2026/2026-01-15-outage/" in told
