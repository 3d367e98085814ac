"""A site at a revision: what is read, and what is said where there is no such thing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from statusgen import review
from statusgen.content.load import load
from statusgen.content.revision import PastReader, site_at
from statusgen.errors import UsageError
from statusgen.git.revisions import fork, resolve, tree
from tests.repositories import commit, git, repository, write
from tests.sites import write_site

IT = "content/incidents/2026/2026-01-15-outage"
OPENING = "---\ntitle: Outage\nstart: 2026-01-15T10:00Z\nmonitors: [api]\n---\nNo answer.\n"
FILES = {
    f"{IT}/incident.md": OPENING,
    f"{IT}/2026-01-15T1030Z.identified.md": "A *full* disk: ü\n",
    "content/status/api/2026-01-15.csv": "timestamp,status,latency\n2026-01-15T10:00:00Z,DOWN,\n",
}


def at(root: Path, name: str = "HEAD") -> tuple[PastReader, object]:
    reader = PastReader(root, site_at(root, resolve(root, name)))
    return reader, load(root, reader)


@pytest.mark.parametrize("below", ["", "pages/status", "it's a b", "ünder"])
def test_a_site_is_the_same_from_disk_and_from_git(below: str, tmp_path: Path) -> None:
    site = write_site(tmp_path / below, FILES)
    (tmp_path / "content").mkdir(exist_ok=True)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    _, past = at(site)
    assert past == load(site)
    assert len(load(site).site.incidents[0].comments) == 2


def test_what_was_changed_since_is_not_seen(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    write(tmp_path, {f"{IT}/incident.md": None, f"{IT}/2026-01-15T1030Z.identified.md": None})
    reader, past = at(tmp_path)
    assert [one.title for one in past.site.incidents] == ["Outage"]  # type: ignore[attr-defined]
    assert reader.problems == []


def test_links_modules_large_files_and_odd_names_are_reported_as_on_disk(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    (tmp_path / IT / "link.md").symlink_to("/etc/passwd")
    (tmp_path / "content/pages").symlink_to("/etc")
    (tmp_path / IT / "2026-01-15T1040Z.identified.md").write_text("x" * 300_000)
    (tmp_path / IT / "bell\x07.md").write_text("x")
    (tmp_path / IT / ".hidden.md").write_text("x")
    os.chmod(tmp_path / IT / "incident.md", 0o755)
    commit(tmp_path)
    on_disk = load(tmp_path)
    _, past = at(tmp_path)
    assert past == on_disk
    codes = [one.code for one in on_disk.problems]
    assert sorted(codes) == ["bad-file-name", "file-too-large", "symlink", "symlink"]
    head = git(tmp_path, "rev-parse", "HEAD")
    git(tmp_path, "update-index", "--add", "--cacheinfo", f"160000,{head},content/status/module")
    git(tmp_path, "commit", "--quiet", "-m", "module")
    _, past = at(tmp_path)
    found = [one for one in past.problems if "module" in one.where.file]  # type: ignore[attr-defined]
    assert [one.code for one in found] == ["not-a-file"]


def test_a_name_that_is_no_utf_8_harms_nothing(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    Path(os.fsdecode(os.fsencode(tmp_path / IT) + b"/\xff.md")).write_text("x")
    commit(tmp_path)
    _, past = at(tmp_path)
    assert past == load(tmp_path)


def test_where_there_was_no_site_there_is_nothing(tmp_path: Path) -> None:
    repository(tmp_path / "site", {})
    (tmp_path / "site/new").mkdir()
    found = site_at(tmp_path / "site/new", resolve(tmp_path / "site/new", "HEAD"))
    assert dict(found.entries) == {}


@pytest.mark.parametrize(
    "name",
    ["", "nowhere", "--all", "-h", "--output=x", "a..b", "a\0b", "main:content", "^main", "a\nb"],
)
def test_what_is_no_revision_is_said_in_a_line(name: str, tmp_path: Path) -> None:
    repository(tmp_path, {})
    with pytest.raises(UsageError, match="there is no revision"):
        resolve(tmp_path, name)


def test_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = write_site(tmp_path / "bare", {})
    with pytest.raises(UsageError, match="is not in a git repository"):
        resolve(bare, "main")
    git(bare, "init", "--quiet")
    with pytest.raises(UsageError, match="nothing has been committed yet"):
        resolve(bare, "HEAD")
    commit(bare)
    git(bare, "remote", "add", "origin", "https://example.com/nowhere.git")
    with pytest.raises(UsageError, match="run `git fetch origin main`"):
        resolve(bare, "origin/main")
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(UsageError, match="no git on this machine"):
        resolve(bare, "HEAD")


def test_a_shallow_clone_says_what_is_missing(tmp_path: Path) -> None:
    origin = repository(tmp_path / "origin", FILES)
    git(origin, "switch", "--quiet", "-c", "change")
    write(origin, {"content/incidents/README.md": "x"})
    commit(origin)
    git(origin, "switch", "--quiet", "main")
    commit(origin, message="More")
    clone = tmp_path / "clone"
    words = ("--quiet", "--depth=1", "--branch=change", f"file://{origin}", str(clone))
    git(tmp_path, "clone", *words)
    with pytest.raises(UsageError, match=r"git fetch origin main`, or check out with `fetch-depth"):
        resolve(clone, "origin/main")
    git(clone, "fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main")
    ours, theirs = resolve(clone, "HEAD"), resolve(clone, "origin/main")
    with pytest.raises(UsageError, match=r"too shallow .* `git fetch --unshallow`"):
        fork(clone, theirs, ours)
    git(clone, "fetch", "--quiet", "--unshallow", "origin", "main:refs/remotes/origin/main")
    with pytest.raises(UsageError, match="did you mean `origin/main`"):
        resolve(clone, "main")
    assert fork(clone, theirs, ours).commit == git(origin, "rev-parse", "main~1")


def test_unrelated_histories_have_no_fork(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    git(tmp_path, "switch", "--quiet", "--orphan", "other")
    commit(tmp_path)
    with pytest.raises(UsageError, match="no commit in common; --exact"):
        fork(tmp_path, resolve(tmp_path, "main"), resolve(tmp_path, "HEAD"))


def test_many_files_are_read_in_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path, FILES)
    found = site_at(tmp_path, resolve(tmp_path, "HEAD"))
    monkeypatch.setenv("PATH", "/nowhere")
    assert load(tmp_path, PastReader(tmp_path, found)) == load(tmp_path)


def test_a_tree_holds_what_was_asked_for_alone(tmp_path: Path) -> None:
    repository(tmp_path, {"other/file.md": "x"})
    found = tree(tmp_path, resolve(tmp_path, "HEAD"), "content")
    assert list(found.entries) == ["content/site.yaml"]


def test_a_folder_that_is_made_like_a_repository_is_not_obeyed(tmp_path: Path) -> None:
    """A pull request can hold such files; git runs what the `config` among them names."""
    site, ran = write_site(tmp_path / "status", FILES), tmp_path / "ran"
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    head = commit(tmp_path)
    shutil.copytree(tmp_path / ".git/objects", site / "objects")
    config = f"""[core]
        repositoryformatversion = 0
        bare = false
        worktree = ..
        fsmonitor = touch {ran}
    """
    write(site, {"HEAD": "ref: refs/heads/main\n", "config": config, "refs/heads/main": head})
    git(site, "status")
    assert ran.exists(), "git itself would run it"
    ran.unlink()
    with pytest.raises(UsageError, match="looks like a repository itself"):
        review.changes(site, review.choose(site, "HEAD"), 1768478400)
    assert not ran.exists()
