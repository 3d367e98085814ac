"""An incident's life in git, with a real remote and two clones: by commands, and by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.repositories import commit, git, shared
from tests.sites import instant

FOLDER = "content/incidents/2026/2026-01-15-api-errors"
REPOSITORY = 'repository: {host: github, url: "https://github.com/example/status"}\n'
SITE: dict[str, str | bytes] = {
    "content/site.yaml": f"title: Example\nurl: https://status.example.com\n{REPOSITORY}"
}
OPENED = """\
---
title: API errors
start: 2026-01-15T10:24:00Z
monitors:
  api: PARTIAL
---
One request in three fails.
"""


def command(root: Path, now: str, *words: str) -> str:
    """What `statusgen` prints at ``now``; it must succeed and have nothing to complain of."""
    done = run(*words, cwd=root, SOURCE_DATE_EPOCH=str(instant(now)))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return done.stdout


def state_in(root: Path, now: str) -> str:
    """What a build of this clone tells the API's readers of the newest incident."""
    command(root, now, "build", "-o", "out", "--base-url", "https://status.example.com")
    document = json.loads((root / "out/api/v4/incidents.json").read_text())
    return str(document["incidents"][0]["state"])


def test_branch_incident_update_merge_build_resolve_by_commands(tmp_path: Path) -> None:
    ada, ben = shared(tmp_path, SITE)
    opened = run(
        "incident", "new", "API errors", "--monitor", "api=PARTIAL", "--start", "-6m",
        "-m", "One request in three fails.", "--branch", "api-errors", "--push",
        cwd=ada, SOURCE_DATE_EPOCH=str(instant("2026-01-15T10:30Z")),
    )  # fmt: skip
    assert opened.stderr == "pushed api-errors to origin\n"
    number = git(ada, "rev-parse", "--short=9", "HEAD")
    assert opened.stdout == (
        f"wrote {FOLDER}/incident.md\n"
        f"committed {number} on api-errors: incident: API errors: investigating\n"
        "next: open https://github.com/example/status/compare/main...api-errors?expand=1\n"
    )
    assert (ada / FOLDER / "incident.md").read_text() == OPENED
    update = ("incident", "update", "--state", "identified", "-m", "A full disk.", "--commit")
    command(ada, "2026-01-15T10:40Z", *update)
    git(ada, "push", "-q")
    assert git(ada, "diff", "--name-status", "main...api-errors") == (
        f"A\t{FOLDER}/2026-01-15T104000Z.identified.md\nA\t{FOLDER}/incident.md"
    )

    git(ben, "fetch", "-q")
    git(ben, "merge", "-q", "--no-ff", "-m", "Merge: API errors", "origin/api-errors")
    assert "no problems" in command(ben, "2026-01-15T10:45Z", "check")
    assert state_in(ben, "2026-01-15T10:45Z") == "IDENTIFIED"
    command(ben, "2026-01-15T11:05Z", "incident", "resolve", "-m", "It is larger.", "--commit")
    git(ben, "push", "-q", "origin", "main")
    assert state_in(ben, "2026-01-15T11:06Z") == "RESOLVED"
    assert git(ben, "log", "--first-parent", "--format=%an: %s") == (
        "Ben: incident: API errors: resolved\nBen: Merge: API errors\nAda: A site"
    )
    assert git(ben, "status", "--short", "content") == ""


def test_the_same_by_hand_written_files(tmp_path: Path) -> None:
    ada, ben = shared(tmp_path, SITE)
    git(ada, "checkout", "-q", "-b", "api-errors")
    folder = ada / FOLDER
    folder.mkdir(parents=True)
    (folder / "incident.md").write_text(OPENED)
    commit(ada, message="API errors")
    (folder / "2026-01-15T1040Z.identified.md").write_text("A full disk.\n")
    commit(ada, message="API errors: found")
    git(ada, "push", "-q", "-u", "origin", "api-errors")

    git(ben, "fetch", "-q")
    git(ben, "merge", "-q", "--no-ff", "-m", "Merge: API errors", "origin/api-errors")
    assert state_in(ben, "2026-01-15T10:45Z") == "IDENTIFIED"
    (ben / FOLDER / "2026-01-15T1105Z.resolved.md").write_text("It is larger.\n")
    assert "no problems" in command(ben, "2026-01-15T11:06Z", "check")
    git(ben, "add", "content")
    git(ben, "commit", "-q", "-m", "API errors: over")
    git(ben, "push", "-q", "origin", "main")
    assert state_in(ben, "2026-01-15T11:06Z") == "RESOLVED"


@pytest.fixture
def both(tmp_path: Path) -> tuple[Path, Path]:
    return shared(tmp_path, {**SITE, f"{FOLDER}/incident.md": OPENED})


def post(root: Path, now: str, state: str, text: str) -> None:
    command(root, now, "incident", "update", "--state", state, "-m", text, "--commit")


def names(root: Path) -> list[str]:
    return sorted(path.name for path in (root / FOLDER).iterdir())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("10:40:05", "identified"), ("10:52:10", "monitoring")),
        (("10:40:05", "identified"), ("10:40:31", "monitoring")),  # in the same minute
        (("10:40:05", "identified"), ("10:40:31", "identified")),  # in the same state, too
        (("10:40:05", "identified"), ("10:40:05", "monitoring")),  # in the same second
    ],
)
def test_two_people_post_at_once(
    both: tuple[Path, Path], first: tuple[str, str], second: tuple[str, str]
) -> None:
    ada, ben = both
    for root, (clock, state) in ((ada, first), (ben, second)):
        post(root, f"2026-01-15T{clock}Z", state, f"{root.name} says so.")
    git(ada, "push", "-q", "origin", "main")
    git(ben, "push", "-q", "origin", "main", fails=True)
    git(ben, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    git(ben, "push", "-q", "origin", "main")
    assert len(names(ben)) == 3
    assert "no problems" in command(ben, "2026-01-15T11:00Z", "check")
    command(ben, "2026-01-15T11:00Z", "build", "-o", "out")
    page = (ben / "out/incidents/2026-01-15-api-errors/index.html").read_text()
    assert "ada says so." in page
    assert "ben says so." in page


def test_one_second_and_one_state_is_a_conflict_that_git_reports(both: tuple[Path, Path]) -> None:
    ada, ben = both
    for root in both:
        post(root, "2026-01-15T10:40:05Z", "identified", f"{root.name} says so.")
    git(ada, "push", "-q", "origin", "main")
    conflict = git(ben, "pull", "--no-rebase", "--no-edit", "origin", "main", fails=True)
    file = f"{FOLDER}/2026-01-15T104005Z.identified.md"
    assert f"CONFLICT (add/add): Merge conflict in {file}" in conflict
    check = run("check", cwd=ben, SOURCE_DATE_EPOCH=str(instant("2026-01-15T11:00Z")))
    assert check.returncode == 1
    assert f"{file}:1:1: error: a merge conflict was committed" in check.stdout

    theirs = git(ben, "show", f":3:{file}")
    git(ben, "checkout", "--ours", file)
    (ben / file.replace(".md", ".2.md")).write_text(theirs + "\n")
    git(ben, "add", FOLDER)
    git(ben, "commit", "-q", "--no-edit")
    assert "no problems" in command(ben, "2026-01-15T11:00Z", "check")
    assert names(ben) == [
        "2026-01-15T104005Z.identified.2.md",
        "2026-01-15T104005Z.identified.md",
        "incident.md",
    ]


def test_in_one_clone_the_second_of_a_second_gets_a_number(both: tuple[Path, Path]) -> None:
    ada, _ = both
    for text in ("One.", "Two."):
        post(ada, "2026-01-15T10:40:05Z", "identified", text)
    assert names(ada)[:2] == [
        "2026-01-15T104005Z.identified.2.md",
        "2026-01-15T104005Z.identified.md",
    ]


def test_what_merged_without_conflict_may_still_be_wrong(both: tuple[Path, Path]) -> None:
    ada, ben = both
    command(ada, "2026-01-15T10:40Z", "incident", "resolve", "-m", "Over.", "--commit")
    post(ben, "2026-01-15T10:41Z", "monitoring", "It gets better.")
    git(ada, "push", "-q", "origin", "main")
    git(ben, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    check = run("check", cwd=ben, SOURCE_DATE_EPOCH=str(instant("2026-01-15T11:00Z")))
    assert "`monitoring` may not follow `resolved` [state-not-allowed]" in check.stdout
    edit = ("comment", "edit", "api-errors", "last", "--state", "resolved", "--commit")
    corrected = run(*edit, cwd=ben, SOURCE_DATE_EPOCH=str(instant("2026-01-15T11:00Z")))
    assert corrected.stderr == "note: 2026-01-15-api-errors was monitoring, and is resolved now\n"
    assert "no problems" in command(ben, "2026-01-15T11:00Z", "check")
