"""Where commands keep what they read, as their users say it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from statusgen.content import incidents
from tests.cli.edits import site, typed
from tests.sites import write_site

SITE = {
    "content/incidents/one/incident.md": "---\ntitle: One\nstart: 2026-01-20T10:00Z\n---\nIt.\n",
    "content/incidents/one/2026-01-20T1100Z.resolved.md": "Over.\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", SITE)


def _run(
    root: Path, *words: str, home: str = "/nonexistent", cache: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": home}
    environment.pop("XDG_CACHE_HOME", None)
    environment |= {} if cache is None else {"XDG_CACHE_HOME": cache}
    command = [sys.executable, "-m", "statusgen", "-C", str(root), *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True)


def _kept(folder: Path) -> set[str]:
    return {file.name.rpartition("-")[0] for file in folder.rglob("*-[0-9][0-9]")}


def test_it_stands_in_the_users_folder(root: Path, tmp_path: Path) -> None:
    assert _run(root, "check", home=str(tmp_path)).returncode == 0
    assert "incidents" in _kept(tmp_path / ".cache/statusgen")
    assert _run(root, "check", cache=str(tmp_path / "xdg")).returncode == 0
    assert "incidents" in _kept(tmp_path / "xdg/statusgen")


def test_a_relative_folder_in_the_environment_means_nothing(root: Path, tmp_path: Path) -> None:
    assert _run(root, "check", home=str(tmp_path), cache="relative").returncode == 0
    assert _kept(tmp_path / ".cache/statusgen")
    assert not (root / "relative").exists()


@pytest.mark.parametrize("command", ["check", "build"])
def test_it_stands_where_it_is_told(root: Path, tmp_path: Path, command: str) -> None:
    done = _run(root, command, "--cache", str(tmp_path / "mine"), home=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert _kept(tmp_path / "mine")
    assert not (tmp_path / ".cache").exists()


def test_it_stands_nowhere_where_that_is_wanted(root: Path, tmp_path: Path) -> None:
    assert _run(root, "build", "--no-cache", home=str(tmp_path)).returncode == 0
    assert not (tmp_path / ".cache").exists()


def test_without_a_home_nothing_is_kept(root: Path) -> None:
    done = _run(root, "build")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("place", ["content", "content/x", "themes/mine", "public", "public/x"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_it_is_never_in_what_is_read_or_published(root: Path, command: str, place: str) -> None:
    done = _run(root, command, "--cache", str(root / place))
    assert done.returncode == 2
    assert "the cache cannot be in" in done.stderr
    assert "--no-cache" in done.stderr
    assert not (root / "content/x").exists()
    assert not (root / "public/x").exists()


def test_it_is_not_in_the_folder_that_is_named_for_the_site(root: Path, tmp_path: Path) -> None:
    done = _run(root, "build", "-o", str(tmp_path / "out"), "--cache", str(tmp_path / "out/c"))
    assert done.returncode == 2


def test_a_folder_of_others_is_passed_over_and_told(root: Path, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o777)
    done = _run(root, "check", "--cache", str(tmp_path / "shared"))
    assert done.returncode == 0
    assert done.stderr.startswith("note: nothing is kept in")
    assert "others may write in it" in done.stderr
    assert list((tmp_path / "shared").iterdir()) == []


def test_with_it_and_without_it_the_same_is_published(root: Path, tmp_path: Path) -> None:
    now = "1768910400"
    for output, words in (("a", ("--no-cache",)), ("b", ("--cache", "c")), ("d", ("--cache", "c"))):
        done = _run(root, "build", "--now", now, "-o", str(tmp_path / output), *words)
        assert done.returncode == 0, done.stderr
    trees = [
        {
            file.relative_to(tmp_path / output): file.read_bytes()
            for file in (tmp_path / output).rglob("*")
            if file.is_file()
        }
        for output in "abd"
    ]
    assert trees[0] == trees[1] == trees[2]


@pytest.mark.parametrize(
    ("words", "parsed"),
    [
        (["incident", "list"], []),
        (["comment", "list", "one"], []),
        (["status", "list"], []),
        (["export"], []),
        (["api", "/api/v4/incidents"], []),
        (["comment", "add", "one", "--state", "postmortem", "-m", "It."], ["one"]),
        (["incident", "new", "Two", "-m", "It."], ["2026-01-21-two"]),
    ],
)
def test_what_one_command_read_no_other_reads_again(
    tmp_path: Path, words: list[str], parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path / "site", SITE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert typed(root, "check", now="2026-01-21T12:00Z").returncode == 0
    seen: list[str] = []
    parse = incidents.parse_incident

    def parsing(slug: str, *rest: Any) -> incidents.Parsed:
        seen.append(slug)
        return parse(slug, *rest)

    monkeypatch.setattr(incidents, "parse_incident", parsing)
    done = typed(root, *words, now="2026-01-21T12:00Z")
    assert (done.returncode, seen) == (0, parsed), done.stderr
