"""What is told of a site's folder while people, editors and git change it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from statusgen import watch
from statusgen.watch import Watcher
from tests.sites import write_site

ENTRY = "content/incidents/2026/one"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", {f"{ENTRY}/incident.md": "---\ntitle: One\n---\n"})


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def watcher(site: Path, notes: list[str]) -> Iterator[Watcher]:
    found = Watcher(site, notes.append)
    _quiet(found)
    yield found
    found.close()


def _quiet(watcher: Watcher) -> None:
    """Until it watches, and everything before has been told."""
    assert any(watcher.wait(5) for _ in range(6)), "it never begins to watch"
    assert not all(watcher.wait(0.5) for _ in range(60)), "it never comes to rest"


def _told(watcher: Watcher, act: Callable[[], object], awaited: str) -> set[str]:
    act()
    found: set[str] = set()
    for _ in range(50):
        found |= watcher.wait(0.2)
        if awaited in found:
            break
    return found


def _replace(file: Path) -> None:
    """As editors save: a new file takes the place of the old one."""
    beside = file.with_name(f".{file.name}.swp")
    beside.write_text("new")
    beside.rename(file)


@pytest.mark.parametrize("name", [f"{ENTRY}/incident.md", "monitors.yaml"])
def test_writing_and_replacing_tell_the_file_alone(site: Path, watcher: Watcher, name: str) -> None:
    assert _told(watcher, lambda: (site / name).write_text("x"), name) == {name}
    assert _told(watcher, lambda: _replace(site / name), name) == {name}
    assert _told(watcher, (site / name).unlink, name) == {name}


def test_what_editors_leave_behind_and_other_folders_say_nothing(
    site: Path, watcher: Watcher
) -> None:
    (site / ENTRY / ".incident.md.swx").write_text("x")
    (site / ENTRY / "incident.md~").write_text("x")
    (site / "content/.git").mkdir()
    (site / "content/.git/index").write_text("x")
    (site / "public").mkdir()
    (site / "public/index.html").write_text("x")
    assert watcher.wait(1) == frozenset()


def test_folders_that_are_removed_and_made_again_are_watched_again(
    site: Path, watcher: Watcher
) -> None:
    for _ in range(3):
        assert "content" in _told(watcher, lambda: shutil.rmtree(site / "content"), "content")
        write_site(site, {f"{ENTRY}/incident.md": "x"})
        _quiet(watcher)
        name = f"{ENTRY}/incident.md"
        assert name in _told(watcher, partial((site / name).write_text, "y"), name)
    write_site(site, {"themes/own/css/page.css": "p {}"})
    _quiet(watcher)
    name = "themes/own/css/page.css"
    assert name in _told(watcher, lambda: (site / name).write_text("p { color: red }"), name)


def test_many_files_are_told_together(site: Path, watcher: Watcher) -> None:
    names = {f"{ENTRY}/note-{number}.md" for number in range(300)}
    for name in names:
        write_site(site, {name: "x"})
    found, rounds = frozenset[str](), 0
    while not names <= found and rounds < 20:
        found |= watcher.wait(5)
        rounds += 1
    assert names <= found


def test_where_no_watches_are_left_files_are_looked_at(
    site: Path, notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    really = watchfiles.watch

    def limited(*places: Path, **options: Any) -> Any:
        if not options["force_polling"]:
            raise OSError(28, "OS file watch limit reached")
        return really(*places, **options)

    monkeypatch.setattr(watch, "watch", limited)
    file = site / ENTRY / "incident.md"
    os.utime(file, (1, 1))  # whoever looks again and again sees whole seconds only
    watcher = Watcher(site, notes.append)
    try:
        _quiet(watcher)
        name = f"{ENTRY}/incident.md"
        assert name in _told(watcher, lambda: file.write_text("longer than before"), name)
    finally:
        watcher.close()
    assert notes == ["OS file watch limit reached: files are looked at again and again instead"]
