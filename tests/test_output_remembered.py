"""Publishing from memory: what is not looked at again, what is, and what whoever copies may find."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen import oldsite, predecessor, remembered, staging
from statusgen.artifact import Artifact
from statusgen.errors import Busy, CannotWrite
from statusgen.exchange import exchange
from statusgen.output import Published, publish
from tests.numbered_site import as_if_large, number_of, numbered_site, one_file, tree
from tests.tools import FULL, program

Site = dict[str, str]
HOME_AND_OUTAGE = {"index.html": "All good", "incidents/1/index.html": "We are looking"}


class Place:
    """Where a site is published and remembered."""

    def __init__(self, folder: Path) -> None:
        self.public = folder / "public"
        self.previous = folder / ".public.previous"
        self.record = folder / "record"

    def publish(self, files: Site, clean: bool = False) -> Published:
        return publish(plan(files), self.public, clean=clean, state=self.record)

    def files(self) -> Site:
        return texts(self.public)


def plan(files: Site) -> list[Artifact]:
    return [Artifact(path, one_file, (path, text)) for path, text in files.items()]


def texts(folder: Path) -> Site:
    """The files of a site without its manifest."""
    found = {path: data.decode() for path, data in tree(folder).items()}
    found.pop(".statusgen.json", None)
    return found


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with as_if_large():
        yield Place(tmp_path)


@contextmanager
def nobody_looks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """All files are listed neither here nor in the site before."""

    def refuse(*_place: object) -> Any:
        raise AssertionError("the site is looked through")

    with monkeypatch.context() as patch:
        patch.setattr(oldsite, "listing", refuse)
        patch.setattr(staging, "listing", refuse)
        yield


# ------------------------------------------------------------------ what is not looked at again


def test_a_publication_costs_what_it_changes(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"incidents/{n}/index.html": "same" for n in range(50)}
    place.publish({**files, "index.html": "0"})
    place.publish({**files, "index.html": "1"})
    linked: list[str] = []
    link = os.link

    def note(old: str, new: str) -> None:
        linked.append(old)
        link(old, new)

    monkeypatch.setattr(os, "link", note)
    with nobody_looks(monkeypatch):
        done = place.publish({**files, "index.html": "2", "new.html": "2"})
        assert (done.written, done.unchanged, done.files) == (("index.html", "new.html"), 50, 52)
        done = place.publish({**files, "index.html": "2"})
        assert (done.written, done.removed) == ((), ("new.html",))
        assert place.publish({**files, "index.html": "2"}).written == ()
    assert linked == [str(place.public / "index.html")]
    assert place.files() == {**files, "index.html": "2"}


def test_a_small_site_is_looked_through_each_time(place: Place) -> None:
    place.publish(HOME_AND_OUTAGE)
    oldsite.FEW = 2_000
    (place.public / "incidents/1/foreign.html").write_text("foreign")
    assert place.publish(HOME_AND_OUTAGE).removed == ("incidents/1/foreign.html",)


def test_a_build_that_changes_nothing_writes_no_file_of_the_site(place: Place) -> None:
    place.publish(HOME_AND_OUTAGE)
    before = [(path, path.stat().st_mtime_ns) for path in sorted(place.public.rglob("*"))]
    place.publish(HOME_AND_OUTAGE)
    assert [(path, path.stat().st_mtime_ns) for path in sorted(place.public.rglob("*"))] == before
    assert not place.previous.exists()


# ------------------------------------------------------------------ what is looked at

Deed = Callable[[Place], object]


def restart(place: Place) -> None:
    boot = place.record.with_name("boot_id")
    boot.write_text("another one")
    remembered._BOOT = boot


WHAT_ENDS_TRUST: dict[str, Deed] = {
    "no record": lambda place: place.record.unlink(),
    "a broken record": lambda place: place.record.write_bytes(b"\xc1"),
    "a record of another version": lambda place: place.record.write_bytes(
        place.record.read_bytes().replace(b"\xa6format\x01", b"\xa6format\x02")
    ),
    "another folder": lambda place: (
        subprocess.run(["cp", "-a", place.public, place.public.with_name("copy")], check=True),
        place.public.rename(place.public.with_name("original")),
        place.public.with_name("copy").rename(place.public),
    ),
    "another manifest": lambda place: os.utime(place.public / ".statusgen.json"),
    "something new at its root": lambda place: (place.public / "new").touch(),
    "a restart of the computer": restart,
}


@pytest.mark.parametrize("deed", WHAT_ENDS_TRUST.values(), ids=WHAT_ENDS_TRUST.keys())
def test_what_ends_trust(place: Place, deed: Deed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "_BOOT", remembered._BOOT)
    place.publish(HOME_AND_OUTAGE)
    place.publish({**HOME_AND_OUTAGE, "index.html": "Again"})
    (place.public / "incidents/1/foreign.html").write_text("only who looks finds it")
    assert place.publish({**HOME_AND_OUTAGE, "index.html": "Again"}).removed == ()
    deed(place)
    removed = place.publish({**HOME_AND_OUTAGE, "index.html": "Now"}).removed
    assert "incidents/1/foreign.html" in removed
    assert place.files() == {**HOME_AND_OUTAGE, "index.html": "Now"}


DAMAGE: dict[str, Deed] = {
    "removed": lambda place: (place.public / "incidents/1/index.html").unlink(),
    "cut off": lambda place: (place.public / "incidents/1/index.html").write_text("We"),
    "a link": lambda place: (
        (place.public / "incidents/1/index.html").unlink(),
        (place.public / "incidents/1/index.html").symlink_to("../../index.html"),
    ),
    "removed before": lambda place: (place.previous / "incidents/1/index.html").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize("artifacts", [1, 200])
def test_after_some_builds_each_file_was_looked_at(
    place: Place, damage: Deed, artifacts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oldsite, "EACH_TIME", artifacts)
    files = {**HOME_AND_OUTAGE, **{f"history/{n}.html": "x" for n in range(5)}}
    place.publish(files)
    place.publish({**files, "index.html": "Now"})
    damage(place)
    for number in range(1 if artifacts == 200 else 7):
        if artifacts == 200:
            place.publish({**files, "index.html": str(number)})
        else:
            place.publish({**files, "index.html": "Now"})
    place.publish({**files, "index.html": "last"})
    assert place.files() == {**files, "index.html": "last"}


def test_a_build_that_misses_a_file_fails_once(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oldsite, "EACH_TIME", 0)
    files = {"a/x": "1", "b/x": "1", "c/x": "1"}
    place.publish(files)
    place.publish({**files, "a/x": "2"})
    (place.public / "a/x").unlink()
    with pytest.raises(CannotWrite, match=r"a/x: No such file or directory"):
        place.publish({**files, "a/x": "2", "b/x": "3"})
    place.publish({**files, "a/x": "2", "b/x": "3"})
    assert place.files() == {**files, "a/x": "2", "b/x": "3"}


def test_with_clean_everything_is_looked_at(place: Place) -> None:
    place.publish(HOME_AND_OUTAGE)
    (place.public / "incidents/1/index.html").write_text("we ARE looking")
    (place.public / "incidents/1/foreign.html").write_text("foreign")
    assert place.publish(HOME_AND_OUTAGE).written == ()
    done = place.publish(HOME_AND_OUTAGE, clean=True)
    assert done.written == ("incidents/1/index.html",)
    assert done.removed == ("incidents/1/foreign.html",)


def test_what_cannot_be_remembered_is_no_error(place: Place) -> None:
    place.record.mkdir()
    for text in "12":
        place.publish({"index.html": text})
    assert place.files() == {"index.html": "2"}
    assert place.record.is_dir()


# ------------------------------------------------------------------ whose files they are


def test_a_new_file_in_the_place_of_another_is_a_bug(place: Place) -> None:
    place.publish({"a/b.html": "1", "c": "1"})
    for path, taken in (("c", "c"), ("c/d.html", "c"), ("a", "a")):
        clash = [*plan({"a/b.html": "1", "c": "1"}), Artifact("new", one_file, (path, "2"))]
        with pytest.raises(ValueError, match=f"and 'new' both publish {taken}$"):
            publish(clash, place.public, state=place.record)
    assert place.files() == {"a/b.html": "1", "c": "1"}


def test_a_file_may_go_from_one_artifact_to_another(place: Place) -> None:
    place.publish({"a.html": "1", "b.html": "1"})
    done = publish(
        [
            Artifact("a.html", one_file, ("c.html", "1")),
            Artifact("b.html", one_file, ("a.html", "1")),
        ],
        place.public,
        state=place.record,
    )
    assert (done.written, done.removed, done.unchanged) == (("c.html",), ("b.html",), 1)
    assert place.files() == {"a.html": "1", "c.html": "1"}


# ------------------------------------------------------------------ who reads meanwhile


def held(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def read_in(folder: int, path: str) -> str:
    """What whoever holds a folder finds; "" when it is gone."""
    with suppress(FileNotFoundError):
        handle = os.open(path, os.O_RDONLY, dir_fd=folder)
        try:
            return os.read(handle, 100).decode()
        finally:
            os.close(handle)
    return ""


@pytest.mark.parametrize("seconds", [30, 90])
def test_only_a_large_folder_is_changed_as_it_is_and_not_within_a_minute(
    place: Place, seconds: int
) -> None:
    predecessor.MANY, predecessor.OUT_OF_SIGHT = 10, 60.0
    many = {f"many/{n}.html": "0" for n in range(12)}

    def build(number: str) -> None:
        place.publish({**many, "many/3.html": number, "few/a.html": number, "few/b.html": "0"})

    build("1")
    root, few, large = (held(place.public / path) for path in ("", "few", "many"))
    build("2")
    record = remembered.recall(place.record, place.public)
    assert record is not None
    now = place.previous.stat().st_mtime
    os.utime(place.previous, (now - seconds, now - seconds))
    earlier = remembered.stamp(str(place.previous))
    remembered.remember(place.record, replaced(record, previous=earlier))
    build("3")
    assert place.files()["many/3.html"] == "3"
    assert read_in(root, "few/a.html") == read_in(root, "many/3.html") == ""
    assert read_in(few, "a.html") == ""
    assert read_in(large, "3.html") == ("" if seconds < 60 else "3")
    assert read_in(large, "4.html") == ("" if seconds < 60 else "0")
    for folder in (root, few, large):
        os.close(folder)


def replaced(record: remembered.Remembered, **changes: Any) -> remembered.Remembered:
    from dataclasses import replace

    return replace(record, **changes)


def copies(place: Place, command: list[str], count: int) -> Iterator[Path]:
    """Copies that a program makes while builds of the numbered site are published."""
    number = 0
    publish(numbered_site(FILES, number), place.public, state=place.record)
    for turn in range(count):
        copy = place.public.with_name(f"copy-{turn}")
        copy.mkdir()
        shell = [program("sh"), "-c", *command, "sh", str(place.public), str(copy)]
        with subprocess.Popen(shell, stderr=subprocess.DEVNULL) as copying:
            while copying.poll() is None:
                number += 1
                with suppress(Busy):
                    publish(numbered_site(FILES, number), place.public, state=place.record)
        yield copy


FILES = 300
TIMES = 40 if FULL else 8


@pytest.mark.parametrize(
    "copying", ['tar -C "$1" -c . | tar -C "$2" -x', 'rsync -a "$1/" "$2"'], ids=["tar", "rsync"]
)
def test_what_holds_a_folder_open_may_miss_files_but_never_finds_two_builds(
    place: Place, copying: str
) -> None:
    program(copying.split(maxsplit=1)[0])
    predecessor.OUT_OF_SIGHT = 60.0
    seen: set[int] = set()
    for copy in copies(place, [copying], TIMES):
        copied = set(texts(copy).items())
        numbers = {int(text[6:]) for _, text in copied if text.startswith("build ")}
        assert len(numbers) <= 1
        seen |= numbers
        assert copied <= {
            part.inputs for number in numbers for part in numbered_site(FILES, number)
        }
    assert seen


def test_what_is_copied_under_the_lock_is_a_whole_build(place: Place) -> None:
    program("flock")
    copy_all = 'flock --shared "$(dirname "$1")/.public.lock" cp -r "$1/." "$2"'
    numbers = {number_of(copy, FILES) for copy in copies(place, [copy_all], TIMES)}
    assert len(numbers) > 1


def test_whoever_copies_under_the_lock_makes_builds_wait(place: Place) -> None:
    place.publish({"index.html": "1"})
    lock = place.public.with_name(".public.lock")
    copying = subprocess.Popen(
        [program("flock"), "--shared", lock, "sh", "-c", "echo begun; read end"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert copying.stdout is not None
    assert copying.stdout.readline() == b"begun\n"
    with pytest.raises(Busy, match="wait for it and try again"):
        place.publish({"index.html": "2"})
    copying.communicate(b"\n")
    place.publish({"index.html": "2"})
    assert place.files() == {"index.html": "2"}


@pytest.mark.parametrize("jobs", [1, 3])
def test_several_processes_publish_the_same_from_memory(place: Place, jobs: int) -> None:
    alone = place.public.with_name("alone")
    for number in (1, 2, 3, 4):
        site = [
            Artifact(f"page-{n}", one_file, (f"{n % 7}/{n}.html", str(number if n % 3 else 0)))
            for n in range(1_000)
        ]
        published = publish(site, place.public, state=place.record, jobs=jobs)
        assert published == publish(site, alone)
        assert tree(place.public) == tree(alone)


# ------------------------------------------------------------------ laws

PATHS = [
    "index.html",
    "a",
    "a/b",
    "a/b/c",
    "a/x.html",
    "a/y.html",
    "b/1/x",
    "b/2/x",
    "b/3/x",
    "c/d/e",
]
SITES = st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from("xyz")), max_size=8)
DEEDS = st.sampled_from(
    ["publish"] * 6 + ["clean", "forget", "die", "fail", "damage", "undo before"]
)
STEPS = st.tuples(DEEDS, SITES, st.integers(0, 60))


class Killed(BaseException):
    """The process is no more: nothing that it does from now on happens."""


def possible(files: list[tuple[str, str]]) -> Site:
    """What of them can be files beside each other."""
    found: Site = {}
    for path, text in files:
        above = [path[:n] for n, letter in enumerate(path) if letter == "/"]
        if not any(other in above or other.startswith(path + "/") for other in found):
            found[path] = text
    return found


CALLS = ("mkdir", "rmdir", "open", "write", "close", "link", "unlink", "rename", "replace", "utime")


@contextmanager
def trouble(after: int, failure: BaseException, lasts: bool) -> Iterator[None]:
    """After so many system calls one fails, or all that follow it."""
    left = [after]
    with pytest.MonkeyPatch.context() as patch:

        def counted(call: Callable[..., Any]) -> Callable[..., Any]:
            def wrapped(*arguments: Any, **options: Any) -> Any:
                left[0] -= 1
                if left[0] == -1 or (lasts and left[0] < 0):
                    raise failure
                return call(*arguments, **options)

            return wrapped

        for name in CALLS:
            patch.setattr(os, name, counted(getattr(os, name)))
        patch.setattr(staging, "exchange", counted(exchange))
        yield


@given(st.lists(STEPS, min_size=2, max_size=12), st.booleans())
def test_whatever_happens_the_site_is_what_was_published_last(
    history: list[tuple[str, list[tuple[str, str]], int]], large: bool
) -> None:
    with TemporaryDirectory() as temporary, as_if_large():
        if not large:
            predecessor.MANY = 1_000
        place = Place(Path(temporary))
        shown: Site = {}
        for deed, drawn, number in history:
            files = possible(drawn)
            if deed == "damage":
                spoil(place.public, shown, number)
                deed = "publish"
            elif deed == "undo before":
                spoil(place.previous, shown, number)
                deed = "publish"
            elif deed == "forget":
                place.record.unlink(missing_ok=True)
            if deed in ("die", "fail"):
                shown = troubled(place, files, number, shown, deed == "die")
                continue
            before = place.files() if place.public.exists() else {}
            done = place.publish(files, clean=deed == "clean")
            shown = files
            assert place.files() == files
            assert set(done.written) == {p for p in files if before.get(p) != files[p]}
            assert set(done.removed) == set(before.keys() - files.keys()) | links(done, files)
            assert (done.files, done.bytes) == (len(files), len(files))
            assert_is_sound(place, files)


def links(done: Published, files: Site) -> set[str]:
    """What is removed and was no file: empty folders that somebody left."""
    return {path for path in done.removed if path.endswith("/")}


def spoil(folder: Path, files: Site, number: int) -> None:
    """Takes one file away, or writes into it."""
    paths = [folder / path for path in sorted(files) if (folder / path).is_file()]
    if not paths:
        return
    path = paths[number % len(paths)]
    if folder.name == "public" and number % 2:
        text = path.read_text()
        path.unlink()
        path.write_text(text * 2)
    else:
        path.unlink()


def troubled(place: Place, files: Site, after: int, shown: Site, dies: bool) -> Site:
    """A build that is killed, or in which a call fails: what is published then."""
    failure = Killed() if dies else OSError(errno.ENOSPC, "No space left on device")
    there = place.public.exists()
    with suppress(Killed, CannotWrite), trouble(after, failure, dies):
        place.publish(files)
        shown = files
    found = place.files() if place.public.exists() else {}
    assert there or not found or found == files
    assert found in (shown, files)
    return found


def assert_is_sound(place: Place, files: Site) -> None:
    """There is no empty folder, nothing is left over, and the site before differs where it says."""
    with TemporaryDirectory() as fresh:
        publish(plan(files), Path(fresh, "public"))
        assert tree(place.public) == tree(Path(fresh, "public"))
    assert all(any(path.iterdir()) for path in place.public.rglob("*") if path.is_dir())
    beside = {path.name for path in place.public.parent.iterdir()}
    assert beside <= {"public", ".public.lock", ".public.previous", "record"}
    known = remembered.recall(place.record, place.public)
    assert known is not None
    if known.previous and known.previous == remembered.stamp(str(place.previous)):
        now, before = tree(place.public), tree(place.previous)
        differ = {path for path in now.keys() | before.keys() if now.get(path) != before.get(path)}
        assert differ <= known.differences.published | known.differences.gone
