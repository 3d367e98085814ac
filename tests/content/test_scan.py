"""A look at all folders: the same from another process, and another one after each change."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from statusgen.cache import remembered
from statusgen.content import scan as module
from statusgen.content.again import load_again
from statusgen.content.load import load
from statusgen.content.scan import Scan
from tests.sites import write_site

ONE = "content/incidents/2026/one"
FILES = {
    "content/site.yaml": "title: Status\nurl: https://status.example.com/\n",
    "monitors.yaml": "- {tag: api, name: API}\n",
    f"{ONE}/incident.md": "---\ntitle: One\nstart: 2026-01-20T10:00Z\n---\nText.\n",
    f"{ONE}/2026-01-20T1100Z.resolved.md": "Over.\n",
    "content/incidents/2026/two/incident.md": "---\ntitle: Two\nstart: 2026-01-21T10:00Z\n---\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", FILES)


def _stamps(root: Path) -> dict[str, bytes]:
    return Scan(root, None).stamps()


def _hurried(file: Path) -> None:
    """Says the same length at the same time: only the file system's own clock tells."""
    before = file.stat()
    file.write_text("Ever.\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def _replaced(file: Path) -> None:
    file.with_name("new").write_bytes(file.read_bytes())
    file.with_name("new").replace(file)


def _renamed(file: Path) -> None:
    file.rename(file.with_name("2026-01-20T1101Z.resolved.md"))


def _with_another(file: Path) -> None:
    file.with_name("notes.txt").touch()


def _with_a_folder(file: Path) -> None:
    file.with_name("more").mkdir()


@pytest.mark.parametrize(
    "change", [_hurried, _replaced, _renamed, _with_another, _with_a_folder, Path.unlink]
)
def test_each_change_gives_another_stamp(root: Path, change: Callable[[Path], object]) -> None:
    before = _stamps(root)
    change(root / ONE / "2026-01-20T1100Z.resolved.md")
    after = _stamps(root)
    assert {path for path in before if before[path] != after.get(path)} == {ONE}


@pytest.mark.parametrize("name", [".hidden.md", "incident.md~", ".incident.md.swp"])
def test_what_nobody_reads_changes_no_stamp(root: Path, name: str) -> None:
    before = _stamps(root)
    (root / ONE / name).write_text("Not content.")
    assert _stamps(root) == before


def test_somebody_must_look_at_links_and_at_files_that_were_just_written(root: Path) -> None:
    assert Scan(root, time.time_ns()).stamps() == {}
    (root / ONE / "link.md").symlink_to("incident.md")
    assert set(_stamps(root)) == {"content", "content/incidents/2026/two"}


def test_another_process_says_the_same(root: Path) -> None:
    os.mkdir(os.fsencode(root) + b"/content/incidents/not\xff")
    (root / os.fsdecode(b"content/incidents/not\xff") / "a.md").touch()
    assert Scan(root, None, aside=True).stamps() == _stamps(root)


def test_an_empty_site_has_no_stamps(tmp_path: Path) -> None:
    assert Scan(tmp_path, None, aside=True).stamps() == {} == _stamps(tmp_path)


def test_what_a_process_does_not_say_is_looked_at_here(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: Scan) -> bytes:
        os._exit(9)

    monkeypatch.setattr(module.Scan, "_written", killed)
    assert Scan(root, None, aside=True).stamps() == _stamps(root) != {}


def test_nothing_stays_of_a_process_to_which_nobody_listens(root: Path) -> None:
    Scan(root, None, aside=True)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_what_changed_after_the_look_is_seen_the_next_time(root: Path, tmp_path: Path) -> None:
    def loaded(scan: Scan | None = None) -> object:
        memory = remembered(root, tmp_path / "cache", lambda: time.time_ns() + 10**12)
        found = load_again(root, memory, scan=scan)
        memory.put_away()
        return found

    class Earlier(Scan):
        def stamps(self) -> dict[str, bytes]:
            return before

    loaded()
    before = _stamps(root)
    (root / ONE / "2026-01-20T1100Z.resolved.md").write_text("Otherwise.\n")
    assert loaded(Earlier(root, None)) != load(root)
    assert loaded() == load(root)
