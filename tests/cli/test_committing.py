"""--commit, --branch and --push in repositories as they are found: all of an edit, or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.edits import FOLDER, OPEN, changed, refused, site, told, typed
from tests.cli.test_commands import run
from tests.repositories import belongs_to, clone, commit, git, new_repository, shared
from tests.requests import files_in

UPDATE = ("incident", "update", "--state", "identified", "-m", "A full disk.")
FILE = f"{FOLDER}/2026-01-15T104000Z.identified.md"


def content(root: Path) -> dict[str, str]:
    """The files of the site, without those of git."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for top in (root / "content", root / "monitors.yaml")
        for path in ([top] if top.is_file() else sorted(top.rglob("*")))
        if path.is_file()
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    found = new_repository(site(tmp_path))
    belongs_to(found, "Ada")
    commit(found, message="A site")
    return found


def test_a_commit_has_the_edit_and_nothing_that_lay_around(root: Path) -> None:
    (root / "notes.txt").write_text("mine\n")
    git(root, "add", "notes.txt")
    done = typed(root, *UPDATE, "--commit")
    assert (done.returncode, done.stderr) == (0, "")
    assert git(root, "show", "--format=%s%n%an", "--name-status") == (
        f"incident: API errors: identified\nAda\n\nA\t{FILE}"
    )
    assert git(root, "status", "--short") == "A  notes.txt"


def test_a_rename_is_one_commit(root: Path) -> None:
    typed(root, *UPDATE, "--commit")
    found = told(root, "comment", "edit", "last", "--state", "monitoring", "--commit")
    assert found["commit"] == git(root, "rev-parse", "HEAD")
    assert found["branch"] == "main"
    assert git(root, "show", "--format=%s", "--name-only", "--no-renames").split("\n")[2:4] == [
        FILE,
        FILE.replace("identified", "monitoring"),
    ]


def test_what_is_not_committed_yet_is_named(root: Path) -> None:
    new = ("incident", "new", "Outage", "-m", "We look.")
    typed(root, *new)
    done = typed(root, "incident", "update", "outage", "-m", "More.", "--commit")
    folder = "content/incidents/2026/2026-01-15-outage"
    assert done.stderr == (
        f"note: not committed yet in {folder}: 1 other file; git add the folder, too\n"
    )


def test_what_is_not_committed_yet_may_have_any_name(root: Path) -> None:
    Path(os.fsdecode(bytes(root / FOLDER) + b"/\xff.txt")).write_text("mine\n")
    done = typed(root, *UPDATE, "--commit")
    assert done.returncode == 0
    assert f"not committed yet in {FOLDER}: 1 other file" in done.stderr


def test_of_a_status_nothing_else_is_named(root: Path) -> None:
    typed(root, "incident", "new", "Outage", "-m", "We look.")
    done = typed(root, "status", "set", "api", "UP", "--commit")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_new_branch_begins_here_and_is_switched_to(root: Path) -> None:
    (root / "notes.txt").write_text("mine\n")
    done = typed(root, *UPDATE, "--branch", "fix/disk")
    assert " on fix/disk: incident: API errors: identified\n" in done.stdout
    assert git(root, "branch", "--show-current") == "fix/disk"
    assert git(root, "log", "--format=%s", "main") == "A site"
    assert git(root, "status", "--short") == "?? notes.txt"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("main", "there is a branch main already"),
        ("a..b", "`a..b` cannot be the name of a branch"),
        ("-x", "cannot be the name of a branch"),
        ("refs/heads/fix", "cannot be the name of a branch"),
        ("", "cannot be the name of a branch"),
    ],
)
def test_a_branch_that_cannot_be_made_is_refused(root: Path, name: str, said: str) -> None:
    before = content(root)
    done = typed(root, *UPDATE, f"--branch={name}")
    assert done.returncode == 2
    assert said in done.stderr
    assert content(root) == before
    assert git(root, "branch", "--format=%(refname:short)") == "main"


def test_staged_changes_of_the_same_file_stop_a_branch(root: Path) -> None:
    (root / OPEN).write_text((root / OPEN).read_text().replace("PARTIAL", "DOWN"))
    git(root, "add", OPEN)
    words = ("incident", "edit", "api-errors", "--title", "Errors", "--branch", "fix")
    done = typed(root, *words)
    assert (done.returncode, git(root, "branch", "--show-current")) == (2, "main")
    assert f"{OPEN} has staged changes; commit or unstage them first" in done.stderr


@pytest.mark.parametrize("words", [("--commit",), ("--branch", "fix")])
def test_a_hook_that_refuses_leaves_everything_as_it_was(
    root: Path, words: tuple[str, ...]
) -> None:
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'error: no commits on Fridays' >&2\nexit 1\n")
    hook.chmod(0o755)
    before = content(root)
    done = typed(root, *UPDATE, *words)
    assert done.returncode == 74
    assert "git did not take the change (error: no commits on Fridays)" in done.stderr
    assert content(root) == before
    assert git(root, "status", "--short") == ""
    assert git(root, "branch", "--format=%(refname:short)") == "main"


def test_a_detached_head_can_commit_and_says_so_but_not_push(root: Path) -> None:
    git(root, "checkout", "-q", "--detach")
    done = typed(root, *UPDATE, "--commit")
    assert ", which is on no branch: incident: API errors" in done.stdout
    git(root, "remote", "add", "origin", "nowhere")
    done = typed(root, "incident", "resolve", "-m", "Over.", "--push")
    assert (done.returncode, done.stdout) == (2, "")
    assert "HEAD is on no branch that could be pushed; name one: --branch NAME" in done.stderr
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    head = git(root, "rev-parse", "HEAD")
    assert typed(root, "incident", "resolve", "-m", "x", "--branch", "b").returncode == 74
    assert git(root, "rev-parse", "HEAD") == head
    assert git(root, "branch", "--show-current") == ""


def test_a_repository_without_commits_takes_a_branch(tmp_path: Path) -> None:
    root = new_repository(site(tmp_path))
    belongs_to(root, "Ada")
    assert typed(root, *UPDATE, "--branch", "first").returncode == 0
    assert git(root, "log", "--format=%s", "first") == "incident: API errors: identified"


def test_a_site_in_a_folder_of_a_repository(tmp_path: Path) -> None:
    belongs_to(new_repository(tmp_path), "Ada")
    root = site(tmp_path / "status")
    commit(tmp_path)
    assert typed(root, *UPDATE, "--branch", "fix").returncode == 0
    assert git(tmp_path, "show", "--format=", "--name-only") == f"status/{FILE}"
    assert git(tmp_path, "status", "--short") == ""


def test_no_remote_no_push_and_no_edit(root: Path) -> None:
    before = content(root)
    done = typed(root, *UPDATE, "--push")
    assert (done.returncode, content(root)) == (2, before)
    assert "git knows no remote to push to; add one: git remote add origin URL" in done.stderr


def test_a_push_that_comes_too_late_says_what_to_do(tmp_path: Path) -> None:
    ada, ben = shared(tmp_path, {OPEN: site(tmp_path / "x").joinpath(OPEN).read_text()})
    assert typed(ada, *UPDATE, "--push").returncode == 0
    done = typed(ben, "incident", "update", "-m", "More.", "--push")
    assert done.returncode == 74
    assert "committed " in done.stdout
    assert "the commit is made, but it could not be pushed" in done.stderr
    assert "git pull --rebase origin main, then git push" in done.stderr
    git(ben, "pull", "-q", "--rebase", "origin", "main")
    git(ben, "push", "-q")
    assert len(git(ben, "log", "--format=%s").splitlines()) == 3


def test_a_remote_may_refuse_in_any_bytes(tmp_path: Path) -> None:
    ada, _ = shared(tmp_path, {OPEN: site(tmp_path / "x").joinpath(OPEN).read_text()})
    hook = tmp_path / "origin.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nprintf 'caf\\351 is closed\\n' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = run(*UPDATE, "--push", cwd=ada)
    assert done.returncode == 74
    assert "the commit is made, but it could not be pushed" in done.stderr
    assert "see why with: git push -u origin main" in done.stderr


def test_a_shallow_clone_is_as_good_as_any(tmp_path: Path) -> None:
    ada, _ = shared(tmp_path, {OPEN: site(tmp_path / "x").joinpath(OPEN).read_text()})
    typed(ada, *UPDATE, "--push")
    bare = tmp_path / "origin.git"
    shallow = clone(bare, tmp_path / "shallow", "--depth=1", person="Cleo")
    done = typed(shallow, "incident", "resolve", "-m", "Over.", "--branch", "over", "--push")
    assert done.returncode == 0
    assert git(bare, "log", "-1", "--format=%an", "over") == "Cleo"


def test_without_git_a_commit_is_refused(tmp_path: Path) -> None:
    import sys

    root = site(tmp_path)
    before = files_in(root)
    done = run(*UPDATE, "--commit", cwd=root, PATH=str(Path(sys.executable).parent / "none"))
    assert done.returncode == 74
    assert "there is no git on this machine" in done.stderr
    assert changed(root, before) == {}
    assert refused(root, *UPDATE, "--branch", "x", code=2)


def test_a_file_that_moves_while_it_is_edited_is_never_overwritten(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from statusgen.editing.desk import Desk

    theirs = (root / OPEN).read_text().replace("One", "Two")
    check = Desk.new_problems

    def meanwhile(desk: Desk) -> object:
        (root / OPEN).write_text(theirs)
        return check(desk)

    monkeypatch.setattr(Desk, "new_problems", meanwhile)
    done = typed(root, "incident", "edit", "api-errors", "--title", "Errors")
    assert done.returncode == 74
    assert f"{OPEN} was changed by somebody else meanwhile; try again" in done.stderr
    assert (root / OPEN).read_text() == theirs
