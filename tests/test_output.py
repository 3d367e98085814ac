"""Publishing: what is written, what is left alone, what is refused, what readers see."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.artifact import Artifact
from statusgen.errors import Busy, CannotCreate, CannotWrite, UsageError
from statusgen.output import publish
from statusgen.predecessor import OUT_OF_SIGHT
from tests.numbered_site import numbered_site, tree

Site = dict[str, str]


def pages(*inputs: str) -> Iterable[tuple[str, bytes]]:
    """Renders inputs that stand one after another: path, text, path, text."""
    for path, text in zip(inputs[::2], inputs[1::2], strict=True):
        yield path, text.encode()


def page(path: str, text: str) -> Artifact:
    """An artifact with one file that is named like its artifact."""
    return Artifact(path, pages, (path, text))


def site(files: Site) -> list[Artifact]:
    return [page(path, text) for path, text in files.items()]


HOME_AND_OUTAGE = {"index.html": "All good", "incidents/outage.html": "We are looking"}


def siblings(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir())


def states(folder: Path) -> dict[str, tuple[int, int]]:
    """The inode and the time of change of the folder and of everything in it."""
    found = ((path, path.lstat()) for path in [folder, *folder.rglob("*")])
    return {str(path): (state.st_ino, state.st_mtime_ns) for path, state in found}


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return tmp_path / "public"


# ------------------------------------------------------------------ what is published


def test_a_first_publication_writes_everything(public: Path) -> None:
    published = publish(site(HOME_AND_OUTAGE), public)
    assert published.written == ("incidents/outage.html", "index.html")
    assert (published.unchanged, published.removed, published.notes) == (0, (), ())
    assert (published.files, published.bytes) == (2, 22)
    assert tree(public) == {
        "index.html": b"All good",
        "incidents/outage.html": b"We are looking",
        ".statusgen.json": (public / ".statusgen.json").read_bytes(),
    }
    assert siblings(public) == [".public.lock", "public"]


def test_an_empty_folder_and_a_deep_one_can_be_published_to(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", tmp_path / "a" / "b" / "public"):
        publish(site(HOME_AND_OUTAGE), folder)
        assert (folder / "index.html").read_text() == "All good"


def test_a_relative_folder_lies_in_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    publish(site(HOME_AND_OUTAGE), Path("public"))
    assert (tmp_path / "public" / "index.html").exists()


def test_a_site_of_nothing_is_a_folder_with_a_manifest(public: Path) -> None:
    assert publish([], public).files == 0
    assert list(tree(public)) == [".statusgen.json"]
    before = states(public)
    publish([], public)
    assert states(public) == before


def test_only_what_changed_is_written_and_the_rest_keeps_its_time(public: Path) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    before = states(public)
    published = publish(site({**HOME_AND_OUTAGE, "index.html": "All is well"}), public)
    assert published.written == ("index.html",)
    assert published.unchanged == 1
    outage = str(public / "incidents/outage.html")
    assert states(public)[outage] == before[outage]
    assert (public / "index.html").read_text() == "All is well"


def test_what_is_no_longer_planned_is_removed(public: Path) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    published = publish(site({"index.html": "All good"}), public)
    assert (published.written, published.removed) == ((), ("incidents/outage.html",))
    assert not (public / "incidents").exists()


def test_publishing_the_same_again_touches_nothing(public: Path) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    before = states(public)
    published = publish(site(HOME_AND_OUTAGE), public)
    assert (published.written, published.unchanged) == ((), 2)
    assert states(public) == before


def test_unchanged_artifacts_are_not_rendered(public: Path) -> None:
    rendered: list[str] = []

    def noted(path: str, text: str) -> Iterable[tuple[str, bytes]]:
        rendered.append(path)
        return pages(path, text)

    def build(text: str, clean: bool = False) -> list[str]:
        rendered.clear()
        plan = [Artifact(path, noted, (path, words)) for path, words in [("a", "1"), ("b", text)]]
        publish(plan, public, clean=clean)
        return rendered

    assert build("old") == ["a", "b"]
    assert build("old") == []
    assert build("new") == ["b"]
    assert build("new", clean=True) == ["a", "b"]


def test_other_inputs_with_the_same_outcome_write_no_file(public: Path) -> None:
    def greet(name: str, _seen_by_nobody: int) -> Iterable[tuple[str, bytes]]:
        return pages("index.html", f"Hello {name}")

    publish([Artifact("home", greet, ("Ada", 1))], public)
    before = (public / "index.html").stat()
    published = publish([Artifact("home", greet, ("Ada", 2))], public)
    assert (published.written, published.unchanged) == ((), 1)
    assert (public / "index.html").stat().st_mtime_ns == before.st_mtime_ns
    quiet = states(public)
    publish([Artifact("home", greet, ("Ada", 2))], public)
    assert states(public) == quiet


def test_the_manifest_lists_files_by_path_in_whatever_order_they_are_rendered(
    tmp_path: Path,
) -> None:
    for order in (("a", "1", "b", "2"), ("b", "2", "a", "1")):
        publish([Artifact("home", pages, order)], tmp_path / order[0])
        manifest = (tmp_path / order[0] / ".statusgen.json").read_text()
        assert '{"a":1,"b":1}' in manifest


def test_clean_trusts_nothing_that_lies_there(public: Path) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    whole, before = tree(public), states(public)
    assert publish(site(HOME_AND_OUTAGE), public, clean=True).written == ()
    assert states(public) == before

    (public / "index.html").write_text("ALL GOOD")
    (public / "incidents/outage.html").chmod(0o600)
    published = publish(site(HOME_AND_OUTAGE), public, clean=True)
    assert published.written == ("incidents/outage.html", "index.html")
    assert tree(public) == whole


@pytest.mark.parametrize(
    ("damage", "written", "removed"),
    [
        (lambda public: (public / "index.html").unlink(), ("index.html",), ()),
        (lambda public: (public / "index.html").write_text("All"), ("index.html",), ()),
        (lambda public: (public / "extra.html").write_text("!"), (), ("extra.html",)),
        (lambda public: (public / "empty/deep").mkdir(parents=True), (), ("empty/deep/",)),
        (lambda public: (public / "link").symlink_to("/etc"), (), ("link",)),
        (lambda public: os.mkfifo(public / "pipe"), (), ("pipe",)),
        (lambda public: (public / ".statusgen.json").write_text(""), (), ()),
    ],
    ids=["removed", "cut off", "added", "empty folder", "link", "pipe", "manifest"],
)
def test_what_others_did_to_the_folder_is_undone(
    public: Path, damage: object, written: tuple[str, ...], removed: tuple[str, ...]
) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    whole = tree(public)
    assert callable(damage)
    damage(public)
    published = publish(site(HOME_AND_OUTAGE), public)
    assert (published.written, published.removed) == (written, removed)
    assert tree(public) == whole


def test_a_manifest_cannot_make_a_foreign_file_part_of_the_site(public: Path) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    (public.parent / "secret").write_text("All good")
    manifest = public / ".statusgen.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"index.html":8', b'"../secret":8'))
    publish(site(HOME_AND_OUTAGE), public)
    assert (public / "index.html").read_text() == "All good"


def test_a_folder_may_become_a_file_and_a_file_a_folder(public: Path) -> None:
    publish(site({"a": "file", "b/c": "in a folder"}), public)
    publish(site({"a/b": "in a folder", "b": "file"}), public)
    assert (public / "a/b").read_text() == "in a folder"
    assert (public / "b").read_text() == "file"


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_modes_do_not_depend_on_the_umask(public: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        publish(site(HOME_AND_OUTAGE), public)
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in [public, *public.rglob("*")]}
    assert modes == {
        "public": 0o755,
        "incidents": 0o755,
        "index.html": 0o644,
        "outage.html": 0o644,
        ".statusgen.json": 0o644,
    }


def test_a_published_file_is_never_written_to(public: Path) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    backup = public.parent / "backup"
    backup.hardlink_to(public / "index.html")
    publish(site({"index.html": "Rewritten"}), public)
    assert backup.read_text() == "All good"


@pytest.mark.parametrize("reason", [errno.EPERM, errno.EXDEV, errno.EMLINK])
def test_unchanged_files_are_copied_where_there_are_no_links(
    public: Path, monkeypatch: pytest.MonkeyPatch, reason: int
) -> None:
    def no_link(*_paths: str) -> None:
        raise OSError(reason, os.strerror(reason))

    publish(site(HOME_AND_OUTAGE), public)
    before = (public / "incidents/outage.html").stat()
    monkeypatch.setattr(os, "link", no_link)
    publish(site({**HOME_AND_OUTAGE, "index.html": "New"}), public)
    after = (public / "incidents/outage.html").stat()
    assert after.st_ino != before.st_ino
    assert after.st_mtime_ns == before.st_mtime_ns
    assert (public / "incidents/outage.html").read_text() == "We are looking"


def test_where_folders_cannot_be_swapped_two_renames_do_it_and_say_so(
    public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("statusgen.staging.exchange", lambda _one, _other: False)
    publish(site(HOME_AND_OUTAGE), public)
    published = publish(site({"index.html": "New"}), public)
    assert published.notes == (
        f"{public} was missing for a moment: this file system cannot swap folders",
    )
    assert (public / "index.html").read_text() == "New"
    assert siblings(public) == [".public.lock", "public"]


def test_a_site_that_two_interrupted_renames_left_aside_comes_back(public: Path) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    before = states(public)
    public.rename(public.parent / ".public.staging-old")
    assert publish(site(HOME_AND_OUTAGE), public).written == ()
    assert states(public) == before


def test_what_a_killed_build_left_is_swept(public: Path) -> None:
    stale = public.parent / ".public.staging-4711" / "incidents"
    stale.mkdir(parents=True)
    (stale / "half.html").write_text("ha")
    publish(site(HOME_AND_OUTAGE), public)
    assert siblings(public) == [".public.lock", "public"]


def test_the_site_before_is_what_the_next_one_is_made_from(public: Path) -> None:
    def inode(path: str) -> int:
        return (public / path).stat().st_ino

    publish(site({"index.html": "1", "same/a/x.html": "x", "other/y.html": "1"}), public)
    folder = inode("same/a")
    publish(site({"index.html": "2", "same/a/x.html": "x", "other/y.html": "2"}), public)
    assert siblings(public) == [".public.lock", ".public.previous", "public"]
    assert (public.parent / ".public.previous" / "index.html").read_text() == "1"
    page = inode("same/a/x.html")
    publish(site({"index.html": "3", "same/a/x.html": "x", "other/y.html": "2"}), public)
    assert inode("same/a") == folder, "a folder in which nothing changed is moved, not made again"
    assert inode("same/a/x.html") == page
    assert tree(public) == {
        "index.html": b"3",
        "same/a/x.html": b"x",
        "other/y.html": b"2",
        ".statusgen.json": (public / ".statusgen.json").read_bytes(),
    }


def test_who_still_reads_the_site_before_the_last_never_finds_a_newer_file(public: Path) -> None:
    def texts(build: str) -> dict[str, str]:
        return {f"a/b/{name}.html": text for name, text in {"same": "same", "new": build}.items()}

    publish(site(texts("1")), public)
    folders = [os.open(public / path, os.O_RDONLY | os.O_DIRECTORY) for path in ("", "a", "a/b")]
    publish(site(texts("2")), public)
    publish(site(texts("3")), public)
    try:
        for folder, path in zip(folders, ("a/b/new.html", "b/new.html", "new.html"), strict=True):
            with pytest.raises(FileNotFoundError):
                os.open(path, os.O_RDONLY, dir_fd=folder)
    finally:
        for folder in folders:
            os.close(folder)


@pytest.mark.parametrize("what", ["a link", "a file", "nothing of ours"])
def test_what_others_put_in_its_place_is_not_used(public: Path, what: str) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    place, elsewhere = public.parent / ".public.previous", public.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / ".statusgen.json").write_text('{"statusgen":1}')
    (elsewhere / "precious.txt").write_text("precious")
    if what == "a link":
        place.symlink_to(elsewhere)
    elif what == "a file":
        place.write_text("precious")
    else:
        place.mkdir()
        (place / "precious.txt").write_text("precious")
    for number in "12":
        publish(site({**HOME_AND_OUTAGE, "index.html": number}), public)
    assert (elsewhere / "precious.txt").exists()
    assert what == "a link" or (place if what == "a file" else place / "precious.txt").exists()
    assert (public / "index.html").read_text() == "2"


def test_what_others_did_to_the_site_before_is_not_published(public: Path) -> None:
    before = public.parent / ".public.previous"
    for number in "12":
        publish(site({"index.html": number, "a/same.html": "same", "b/same.html": "b"}), public)
    (before / "a/same.html").unlink()
    (before / "a/same.html").symlink_to("/etc/passwd")
    (before / "a/foreign.html").write_text("foreign")
    (before / "b/empty").mkdir()
    (before / "b").chmod(0o700)
    publish(site({"index.html": "3", "a/same.html": "same", "b/same.html": "b"}), public)
    files = {path: data for path, data in tree(public).items() if path != ".statusgen.json"}
    assert files == {"index.html": b"3", "a/same.html": b"same", "b/same.html": b"b"}
    assert not (public / "b/empty").exists()
    assert (public / "b").stat().st_mode & 0o777 == 0o755


def test_what_cannot_be_removed_is_a_note(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    monkeypatch.setattr("shutil.rmtree", lambda _path, **_how: None)
    in_the_way = public.parent / ".public.previous" / "somebody's.txt"
    in_the_way.parent.mkdir()
    in_the_way.write_text("foreign")
    published = publish(site({"index.html": "New"}), public)
    assert in_the_way.read_text() == "foreign"
    left = public.parent / f".public.staging-{os.getpid()}"
    assert published.notes == (f"cannot remove {left}; remove it by hand",)
    assert (public / "index.html").read_text() == "New"


def test_with_sync_the_new_site_is_on_the_disk_before_it_is_seen(
    public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    flushed: list[tuple[str, str]] = []

    def look(staging: str) -> None:
        texts = [(folder / "index.html").read_text() for folder in (Path(staging), public)]
        flushed.append((texts[0], texts[1]))

    monkeypatch.setattr("statusgen.staging.flush", look)
    assert publish(site({"index.html": "New"}), public, sync=True).notes == ()
    assert flushed == [("New", "All good")]
    publish(site({"index.html": "Newer"}), public)
    assert len(flushed) == 1


def test_progress_counts_artifacts_and_knows_the_total_of_a_list(public: Path) -> None:
    seen: list[tuple[int, int]] = []
    plan = site(HOME_AND_OUTAGE)
    publish(plan, public, progress=lambda done, total: seen.append((done, total)))
    publish(iter(plan), public, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2), (1, 0), (2, 0)]


def test_a_large_site_does_not_have_to_fit_into_memory(public: Path) -> None:
    def megabytes(count: int) -> Iterable[tuple[str, bytes]]:
        for number in range(count):
            yield f"{number}.bin", bytes(1_000_000)

    plan = [Artifact("first", megabytes, (20,))]
    tracemalloc.start()
    try:
        published = publish(plan, public)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert published.bytes == 20_000_000
    assert peak < 4_000_000


# ------------------------------------------------------------------ bugs of ours

BAD_PATHS = [
    *("../escape.html", "a/../../escape.html", "/etc/passwd", "a//b.html", "a/./b.html", ""),
    *("Upper.html", "white space.html", "Ümlaut.html", "new\nline", "a.html\n", "back\\slash"),
    *(".git/config", ".statusgen.json", ".statusgen.json/x", "folder/"),
]


@pytest.mark.parametrize("path", BAD_PATHS)
def test_a_path_that_does_not_belong_into_a_site_is_a_bug(public: Path, path: str) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    before = states(public)
    with pytest.raises(ValueError, match="'pages/wrong' cannot publish a file named"):
        publish([page("new.html", "?"), Artifact("pages/wrong", pages, (path, "x"))], public)
    assert states(public) == before
    assert siblings(public) == [".public.lock", "public"]


def test_names_that_hosts_need_are_fine(public: Path) -> None:
    names = [".nojekyll", ".well-known/security.txt", "_headers", "404.html", "a...b", "x/.git"]
    publish(site(dict.fromkeys(names, "x")), public)
    assert tree(public).keys() == {*names, ".statusgen.json"}


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        ("a.html", "a.html", "a.html"),
        ("a", "a/b.html", "a"),
        ("a/b.html", "a", "a"),
        ("a/b/c/d.html", "a/b", "a/b"),
    ],
)
def test_two_artifacts_in_one_place_are_a_bug(
    public: Path, one: str, other: str, place: str
) -> None:
    clash = [Artifact("incident/1", pages, (one, "x")), Artifact("api/v1", pages, (other, "x"))]
    with pytest.raises(ValueError, match=f"^'incident/1' and 'api/v1' both publish {place}$"):
        publish(clash, public)
    for known in clash:
        publish([known], public)
        with pytest.raises(ValueError, match=f"'incident/1'.* both publish {place}$") as failed:
            publish(clash, public)
        assert "'api/v1'" in str(failed.value)


def test_two_artifacts_of_one_name_are_a_bug(public: Path) -> None:
    clash = [Artifact("home", pages, ("a", "x")), Artifact("home", pages, ("b", "x"))]
    with pytest.raises(ValueError, match="two artifacts are named 'home'"):
        publish(clash, public)


# ------------------------------------------------------------------ what is refused


def refusal(folder: Path, protected: Iterable[Path] = ()) -> str:
    with pytest.raises(UsageError) as refused:
        publish(site(HOME_AND_OUTAGE), folder, protected=protected)
    assert refused.value.exit_code == 2
    return str(refused.value)


def test_the_root_is_refused() -> None:
    assert refusal(Path("/")) == (
        "cannot publish to /: it is the root of the file system; choose a new or an empty folder"
    )


def test_home_and_what_is_above_it_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home" / "ada"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    assert "home folder" in refusal(home)
    assert "home folder" in refusal(home.parent)
    publish(site(HOME_AND_OUTAGE), home / "public")


@pytest.mark.skipif(not Path("/proc").is_mount(), reason="/proc is not mounted here")
def test_a_mount_point_is_refused() -> None:
    assert "mount point" in refusal(Path("/proc"))


def test_a_link_a_file_a_repository_and_foreign_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to("target")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "file").write_text("x")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "me.jpg").write_text("x")
    before = states(tmp_path)
    assert "symbolic link" in refusal(tmp_path / "link")
    assert "symbolic link" in refusal(tmp_path / "dangling")
    assert "not a folder" in refusal(tmp_path / "file")
    assert "git repository" in refusal(tmp_path / "repository")
    assert "files that statusgen did not publish" in refusal(tmp_path / "photos")
    assert states(tmp_path) == before


def test_a_published_folder_with_a_repository_in_it_is_refused(public: Path) -> None:
    publish(site(HOME_AND_OUTAGE), public)
    (public / ".git").write_text("gitdir: ../elsewhere")
    assert "git repository" in refusal(public)


@pytest.mark.parametrize("folder", ["site/content", "site", "site/content/public", "link/content"])
def test_the_content_is_never_published_over(tmp_path: Path, folder: str) -> None:
    content = tmp_path / "site" / "content"
    content.mkdir(parents=True)
    (tmp_path / "link").symlink_to("site")
    said = refusal(tmp_path / folder, protected=[content])
    assert f"it overlaps with {content}, which the site is made from" in said
    publish(site(HOME_AND_OUTAGE), tmp_path / "site" / "public", protected=[content])


def test_a_link_above_the_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    publish(site(HOME_AND_OUTAGE), tmp_path / "link" / "public")
    assert (tmp_path / "real" / "public" / "index.html").exists()


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotCreate) as failed:
        publish(site(HOME_AND_OUTAGE), tmp_path / "file" / "site" / "public")
    assert failed.value.exit_code == 73
    assert str(failed.value) == (
        f"cannot create {tmp_path}/file/site: Not a directory;"
        " remove the file that stands in the way, or choose another folder"
    )


def test_a_lock_that_is_a_link_is_not_followed(public: Path) -> None:
    elsewhere = public.parent / "elsewhere"
    (public.parent / ".public.lock").symlink_to(elsewhere)
    with pytest.raises(CannotCreate, match=r"cannot create .*\.public\.lock"):
        publish(site(HOME_AND_OUTAGE), public)
    assert not elsewhere.exists()


# ------------------------------------------------------------------ what goes wrong on the way


@pytest.fixture
def old_site(public: Path) -> Iterator[Path]:
    """A published site that must be as it was when the test ends."""
    publish(site(HOME_AND_OUTAGE), public)
    before = states(public)
    yield public
    assert states(public) == before
    assert siblings(public) == [".public.lock", "public"]
    assert publish(site(HOME_AND_OUTAGE), public).written == ()


@pytest.mark.parametrize("failure", [KeyboardInterrupt, SystemExit, MemoryError, FileNotFoundError])
def test_a_build_that_is_interrupted_leaves_nothing(
    old_site: Path, failure: type[BaseException]
) -> None:
    def fails() -> Iterable[tuple[str, bytes]]:
        yield "half.html", b"ha"
        raise failure

    with pytest.raises(failure):
        publish([*site({"new.html": "New"}), Artifact("last", fails, ())], old_site)


def test_a_target_that_fails_while_it_plans_leaves_nothing(old_site: Path) -> None:
    def plan() -> Iterable[Artifact]:
        yield page("new.html", "New")
        raise LookupError("a bug in a target")

    with pytest.raises(LookupError, match="a bug in a target"):
        publish(plan(), old_site)


def test_a_disk_error_is_one_line_that_says_what_to_do(
    old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(CannotWrite) as failed:
        publish(site({"index.html": "New"}), old_site)
    monkeypatch.undo()
    staging = old_site.parent / f".public.staging-{os.getpid()}"
    assert failed.value.exit_code == 74
    assert str(failed.value) == (
        f"cannot write {staging}/index.html: No space left on device; free some space and try again"
    )


def test_a_link_that_fails_is_no_reason_to_copy(
    old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_paths: str) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(CannotWrite, match=r"outage\.html: No space left on device"):
        publish(site({**HOME_AND_OUTAGE, "index.html": "New"}), old_site)
    monkeypatch.undo()


def test_short_writes_are_continued(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:3]))
    publish(site(HOME_AND_OUTAGE), public)
    monkeypatch.undo()
    assert (public / "incidents/outage.html").read_text() == "We are looking"


def test_a_new_site_that_somebody_changed_is_not_published(old_site: Path) -> None:
    def meddle() -> Iterable[tuple[str, bytes]]:
        staging = old_site.parent / f".public.staging-{os.getpid()}"
        (staging / "index.html").write_text("Hacked!")
        yield "last.html", b"x"

    with pytest.raises(CannotWrite, match="was changed by somebody else; build again"):
        publish([page("index.html", "New"), Artifact("last", meddle, ())], old_site)


def test_two_renames_of_which_the_second_fails_give_the_old_site_back(
    old_site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.rename

    def second_fails(source: str, target: str) -> None:
        if source.endswith(f"staging-{os.getpid()}"):
            raise OSError(errno.EIO, "Input/output error")
        rename(source, target)

    monkeypatch.setattr("statusgen.staging.exchange", lambda _one, _other: False)
    monkeypatch.setattr(os, "rename", second_fails)
    with pytest.raises(CannotWrite, match="Input/output error; check the disk"):
        publish(site({"index.html": "New"}), old_site)
    monkeypatch.undo()


def test_one_build_at_a_time(old_site: Path) -> None:
    def build_again() -> Iterable[tuple[str, bytes]]:
        publish(site({"index.html": "Inner"}), old_site)
        return ()

    with pytest.raises(Busy) as busy:
        publish([Artifact("outer", build_again, ())], old_site)
    assert busy.value.exit_code == 75
    assert str(busy.value) == (
        f"another build is publishing to {old_site}; wait for it and try again"
    )


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_worker_processes_do_not_keep_the_folder_busy(public: Path) -> None:
    wait, done = os.pipe()
    workers: list[int] = []

    def with_a_worker() -> Iterable[tuple[str, bytes]]:
        workers.append(os.fork())
        if workers == [0]:
            os.close(done)
            os.read(wait, 1)
            os._exit(0)
        return pages("index.html", "from a worker")

    try:
        publish([Artifact("parallel", with_a_worker, ())], public)
        publish(site({"index.html": "New"}), public)
    finally:
        os.close(done)
        os.close(wait)
        for worker in workers:
            os.waitpid(worker, 0)


# ------------------------------------------------------------------ laws

PATHS = st.sampled_from(["index.html", "a/x.html", "a/y.html", "b.html", "c/d/e.json", "c/f"])
TEXTS = st.text("xy", max_size=2)
FILES = st.dictionaries(PATHS, st.tuples(st.sampled_from("123"), TEXTS, st.integers(0, 1)))


def grouped(files: dict[str, tuple[str, str, int]]) -> list[Artifact]:
    """Artifacts that share the files; each input has a number that shows nowhere."""

    def render(*inputs: tuple[str, str, int]) -> Iterable[tuple[str, bytes]]:
        return [(path, text.encode()) for path, text, _ in inputs]

    names = sorted({name for name, _, _ in files.values()})
    return [
        Artifact(
            name,
            render,
            tuple((path, text, n) for path, (owner, text, n) in files.items() if owner == name),
        )
        for name in names
    ]


@given(st.lists(FILES, min_size=1, max_size=6))
def test_incremental_equals_clean_whatever_happened_before(
    history: list[dict[str, tuple[str, str, int]]],
) -> None:
    with TemporaryDirectory() as temporary:
        public, fresh = Path(temporary, "public"), Path(temporary, "fresh")
        for number, files in enumerate(history):
            old, before = (tree(public), states(public)) if number else ({}, {})
            published = publish(grouped(files), public)
            new = tree(public)

            publish(grouped(files), fresh / str(number), clean=True)
            assert new == tree(fresh / str(number))

            site_files = new.keys() - {".statusgen.json"}
            assert site_files == files.keys()
            assert set(published.written) == {p for p in site_files if old.get(p) != new[p]}
            assert set(published.removed) == old.keys() - new.keys()
            assert published.unchanged == len(site_files) - len(published.written)
            assert published.bytes == sum(len(new[path]) for path in site_files)

            after = states(public)
            kept = {str(public / path) for path in site_files.difference(published.written)}
            assert {path: after[path] for path in kept} == {path: before[path] for path in kept}
            for clean in (False, True):
                assert publish(grouped(files), public, clean=clean).written == ()
                assert states(public) == after


# ------------------------------------------------------------------ what readers see


@pytest.mark.parametrize("remembered", [False, True])
def test_readers_never_miss_a_file_and_never_see_two_builds_mixed(
    public: Path, remembered: bool
) -> None:
    files, builds = 30, 40
    publish(numbered_site(files, 0), public)
    always = [
        path
        for path, _ in (part.inputs for part in numbered_site(files, 0))
        if "builds" not in path
    ]
    command = [
        sys.executable,
        "-m",
        "tests.numbered_site",
        str(public),
        str(files),
        "1",
        str(builds),
        *([f"{public}.record", f"{OUT_OF_SIGHT}"] if remembered else []),
    ]
    seen: set[str] = set()
    with subprocess.Popen(command, cwd=Path(__file__).parents[1]) as publisher:
        while publisher.poll() is None:
            for path in always:
                assert (public / path).read_bytes()
            texts = read_through_one_handle(public, always)
            texts.discard("the same in all builds")
            assert len(texts) <= 1
            seen |= texts
    assert publisher.returncode == 0
    assert len(seen) > 3


def read_through_one_handle(public: Path, paths: list[str]) -> set[str]:
    """The texts of one state of the site; fewer when that was replaced and is being removed."""
    texts: set[str] = set()
    root = os.open(public, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for path in paths:
            handle = os.open(path, os.O_RDONLY, dir_fd=root)
            texts.add(os.read(handle, 100).decode())
            os.close(handle)
    except FileNotFoundError:
        assert os.fstat(root).st_ino != public.stat().st_ino, f"{path} is missing"
    finally:
        os.close(root)
    return texts


# ------------------------------------------------------------------ several processes


def many(number: int) -> list[Artifact]:
    """A site that is worth sharing out; a tenth of it changes with ``number``."""
    return [
        Artifact(
            f"page-{n}",
            pages,
            (f"shelf-{n % 7}/page-{n}.html", f"{n} {number if n % 10 == 0 else ''}"),
        )
        for n in range(4000)
    ]


def test_several_processes_publish_the_same(public: Path, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "public"
    for number in (1, 2, 3):
        expected = publish(many(number), alone)
        published = publish(many(number), public, jobs=3)
        assert published == expected
        assert tree(public) == tree(alone)
    assert published.written
    assert not publish(many(3), public, jobs=3).written


def test_progress_of_several_processes_ends_at_the_total(public: Path) -> None:
    told: list[tuple[int, int]] = []
    publish(many(1), public, jobs=2, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert len(told) > 10
    assert told[-1] == (4000, 4000)


def test_what_fails_in_another_process_is_raised_here(public: Path) -> None:
    publish(many(1), public)
    before = tree(public)

    def fail() -> Iterable[tuple[str, bytes]]:
        yield "half.html", b"written before it fails"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        publish([*many(2), Artifact("broken", fail, ())], public, jobs=2)
    assert tree(public) == before
    assert siblings(public) == [".public.lock", "public"]


def test_two_artifacts_of_different_processes_in_one_place_are_a_bug(public: Path) -> None:
    twice = [Artifact("again", pages, ("shelf-0/page-0.html", "0 1"))]
    with pytest.raises((ValueError, CannotWrite), match=r"page-0\.html"):
        publish([*many(1), *twice], public, jobs=2)
    assert not public.exists()


def test_a_process_that_is_killed_loses_nothing(public: Path) -> None:
    us = os.getpid()

    def die(path: str) -> Iterable[tuple[str, bytes]]:
        yield path, b"written twice"
        if os.getpid() != us:
            os.kill(os.getpid(), signal.SIGKILL)

    deadly = [Artifact(f"deadly-{n}", die, (f"deadly/{n}.html",)) for n in range(2)]
    publish([*many(1), *deadly], public, jobs=2)
    assert (public / "deadly/1.html").read_bytes() == b"written twice"
    assert len(tree(public)) == 4000 + 2 + 1
