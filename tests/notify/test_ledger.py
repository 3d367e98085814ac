"""The ledger: what it says, how it stays short, and that two runs never both write it unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from statusgen.errors import CannotWrite, UsageError
from statusgen.git.refs import Ref
from statusgen.model.site import DAY
from statusgen.notify.ledger import Book, Keeper, Line, Standing
from statusgen.notify.ledger.book import read, written
from statusgen.notify.ledger.file import FileStore
from statusgen.notify.ledger.git import NAME, GitStore
from tests.notify.places import FakeClock
from tests.repositories import belongs_to, git


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of a bare repository, which have never seen each other."""
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    for name in ("one", "two"):
        git(tmp_path, "clone", "--quiet", "origin.git", name)
    return tmp_path / "one", tmp_path / "two"


def line(event: str, state: Standing = Standing.PENDING, at: int = 0, run: str = "") -> Line:
    return Line(event, "hook", state, at, at, run=run)


def test_the_last_line_holds() -> None:
    lines = [
        line("a"),
        line("b"),
        line("a", Standing.SENT),
        Line("", "hook", Standing.SKIPPED, 1, 1),
    ]
    book = read(written(lines))
    assert {name: str(one.state) for name, one in book.lines.items()} == {
        "a": "sent",
        "b": "pending",
    }
    assert book.channels == {"hook"}
    assert read(book.text((), 0)) == Book(book.lines, book.channels, 3)


@pytest.mark.parametrize(
    "text", ["x\n", "{}\n", "[]\n", '{"event":"a","channel":"b"}\n', "[" * 9999]
)
def test_a_ledger_that_cannot_be_read_stops_everything(text: str) -> None:
    with pytest.raises(UsageError, match="line 2 of the ledger cannot be read"):
        read(written([line("a")]) + text)


def test_what_is_long_over_is_forgotten_but_nothing_that_could_come_back(tmp_path: Path) -> None:
    clock = FakeClock(at=200 * DAY)
    keeper = Keeper(FileStore(tmp_path / "ledger"), clock, "run")
    old = [line(f"old-{n}", Standing.SENT) for n in range(980)]
    keeper.keep({"old-1"})
    kept = [line("begun"), line("new", Standing.SENT, at=190 * DAY)]
    keeper.update(lambda _: [*old, *kept, Line("", "hook", Standing.SKIPPED, 0, 0)])
    for n in range(20):
        keeper.record([line("begun", Standing.FAILED, at=n)])
    book = keeper.book()
    assert book
    assert set(book.lines) == {"old-1", "begun", "new"}
    assert book.channels == {"hook"}
    assert book.length < 30


def stores(folder: Path, count: int, remote: str) -> list[GitStore]:
    return [GitStore(folder, remote, FakeClock(made=n * 1000)) for n in range(count)]


def test_a_ref_is_replaced_only_if_nobody_else_did(clones: tuple[Path, Path]) -> None:
    one, two = Ref(clones[0], NAME, "f", "origin"), Ref(clones[1], NAME, "f", "origin")
    assert (one.read(), two.read()) == (None, None)
    assert one.swap("first\n", "a", anew=False)
    assert not two.swap("other\n", "b", anew=False)
    assert two.read() == "first\n"
    assert two.swap("second\n", "c", anew=False)
    assert not one.swap("third\n", "d", anew=False)
    assert one.read() == "second\n"
    origin = clones[0].parent / "origin.git"
    assert git(origin, "for-each-ref", "--format=%(refname)") == NAME
    assert git(origin, "rev-list", "--count", NAME) == "2"
    assert git(clones[0], "for-each-ref") == "", "nothing of it is in the clone"


def test_nothing_else_is_pushed(clones: tuple[Path, Path]) -> None:
    """Whatever the configuration of whoever runs it says."""
    git(clones[0], "config", "push.followTags", "true")
    belongs_to(clones[0], "Jo")
    git(clones[0], "commit", "--quiet", "--allow-empty", "-m", "x")
    git(clones[0], "tag", "-a", "-m", "x", "v1")
    ref = Ref(clones[0], NAME, "f", "origin")
    ref.read()
    assert ref.swap("a", "1", anew=False)
    assert git(clones[0].parent / "origin.git", "for-each-ref", "--format=%(refname)") == NAME


def test_the_history_is_let_go_where_the_host_lets_it(clones: tuple[Path, Path]) -> None:
    origin = clones[0].parent / "origin.git"
    ref = Ref(clones[0], NAME, "f", "origin")
    ref.read()
    assert ref.swap("a", "1", anew=False)
    assert ref.swap("b", "2", anew=True)
    assert git(origin, "rev-list", "--count", NAME) == "1"
    hook = origin / "hooks/update"
    hook.write_text('#!/bin/sh\nexec git merge-base --is-ancestor "$2" "$3"\n')
    hook.chmod(0o755)
    assert ref.swap("c", "3", anew=True)
    assert git(origin, "rev-list", "--count", NAME) == "2"
    assert ref.read() == "c"


def test_a_host_that_takes_nothing_is_no_race(clones: tuple[Path, Path]) -> None:
    hook = clones[0].parent / "origin.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    ref = Ref(clones[0], NAME, "f", "origin")
    ref.read()
    with pytest.raises(CannotWrite, match="does not take refs/statusgen/ledger"):
        ref.swap("a", "1", anew=False)


def test_a_remote_that_cannot_be_reached_gives_no_address_away(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", "https://jo:s3cr3t@127.0.0.1:9/x.git")
    with pytest.raises(CannotWrite) as caught:
        Ref(tmp_path, NAME, "f", "origin").read()
    assert "s3cr3t" not in str(caught.value)


@pytest.mark.parametrize("remote", ["origin", ""])
def test_of_many_claims_each_is_given_once(clones: tuple[Path, Path], remote: str) -> None:
    """Eight runs in two clones (or one) want the same forty events at the same moment."""
    names = [f"event-{n}" for n in range(40)]
    barrier = Barrier(8)
    claimed: list[str] = []

    def claim(run: int) -> None:
        folder = clones[run % 2] if remote else clones[0]
        store = GitStore(folder, remote, FakeClock(made=run * 1000))
        keeper = Keeper(store, FakeClock(), f"run-{run}")

        def decide(book: Book) -> list[Line]:
            return [line(name, run=keeper.run) for name in names if name not in book.lines][:10]

        barrier.wait()
        for _ in range(2):
            claimed.extend(one.event for one in keeper.update(decide))

    threads = [Thread(target=claim, args=(run,)) for run in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == sorted(names)


@pytest.mark.parametrize(
    "make",
    [
        lambda root: FileStore(root / "one/l"),
        lambda root: GitStore(root / "one", "origin", FakeClock()),
    ],
    ids=["file", "git"],
)
def test_lines_of_several_threads_all_arrive(
    clones: tuple[Path, Path], make: Callable[[Path], GitStore]
) -> None:
    keeper = Keeper(make(clones[0].parent), FakeClock(), "run")

    def record(thread: int) -> None:
        for n in range(5):
            keeper.record([line(f"{thread}-{n}", Standing.SENT)])

    threads = [Thread(target=record, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    book = keeper.book()
    assert book
    assert len(book.lines) == 30


def test_a_ledger_that_fails_fails_for_all(tmp_path: Path) -> None:
    class Full:
        exclusive, place = True, "x"

        def read(self) -> str:
            return ""

        def swap(self, text: str, note: str, *, anew: bool) -> bool:
            raise CannotWrite("the disk is full")

    keeper = Keeper(Full(), FakeClock(), "run")
    for _ in range(2):
        with pytest.raises(CannotWrite, match="the disk is full"):
            keeper.record([line("a")])
