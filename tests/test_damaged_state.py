"""What builds keep for the next one is damaged: the next one gives the same site, or says why not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from tests.bench.generate import END, generate
from tests.forge import ROOT, Forge, Run
from tests.tools import FULL
from tests.trees import Tree, differences, tree_of

ROUNDS = 1_000 if FULL else 12
NOW = int(END.timestamp()) + 86_400
MANIFEST = ".statusgen.json"
OPENING = len('{"statusgen":')  # by it statusgen knows a folder as its own


@dataclass(slots=True)
class Kept:
    """A site, what two builds of it keep, and what clean builds of its two states give."""

    work: Path
    forge: Forge
    trees: list[Tree]

    @property
    def public(self) -> Path:
        return self.work / "kept" / "public"

    def build(self, public: Path, cache: Path) -> Run:
        command = ["-C", str(self.work / "site"), "build", "-o", str(public), "--now", str(NOW)]
        return self.forge.run(*command, "--jobs", "1", XDG_CACHE_HOME=cache)

    def edit(self, state: int) -> None:
        """A comment stands there or not."""
        folder = next((self.work / "site" / "content" / "incidents").glob("*/*-incident-1"))
        comment = folder / "2026-11-21T110000Z.resolved.md"
        comment.write_text("A later note.\n") if state else comment.unlink(missing_ok=True)

    def restore(self) -> None:
        """All that the builds left, as it was before any damage; hard links stay hard links."""
        for name in ("kept", "cache"):
            shutil.rmtree(self.work / name, ignore_errors=True)
            if (self.work / f"{name}.saved").exists():
                subprocess.run(
                    ["cp", "-a", f"{self.work / name}.saved", self.work / name], check=True
                )

    def files(self) -> list[Path]:
        """Everything in the cache but what is empty, such as locks."""
        found = (path for path in (self.work / "cache").rglob("*") if path.is_file())
        return sorted(path for path in found if path.stat().st_size)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    work = tmp_path_factory.mktemp("damaged")
    generate(work / "site", 6, monitors=2)
    with Forge() as forge:
        found = Kept(work, forge, [])
        for state in (0, 1):
            found.edit(state)
            assert found.build(work / f"clean-{state}", work / f"cache-{state}").code == 0
            found.trees.append(tree_of(work / f"clean-{state}"))
        for state in (0, 1, 0):
            found.edit(state)
            assert found.build(found.public, work / "cache").code == 0
        for name in ("kept", "cache"):
            if (work / name).exists():
                (work / name).rename(work / f"{name}.saved")
        found.restore()
        yield found


# ------------------------------------------------------------------ damages

Damage = Callable[[bytes, Random], bytes]


def one_bit(content: bytes, chance: Random) -> bytes:
    return content if not content else _flipped(content, chance.randrange(len(content)), chance)


def many_bits(content: bytes, chance: Random) -> bytes:
    for _ in range(20):
        content = one_bit(content, chance)
    return content


def cut(content: bytes, chance: Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def nothing_left(content: bytes, chance: Random) -> bytes:
    return b""


def zeros(content: bytes, chance: Random) -> bytes:
    """What some file systems leave after a power cut: the length, but not the bytes."""
    return bytes(len(content))


def a_piece_twice(content: bytes, chance: Random) -> bytes:
    at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:to] + content[at:]


def more_behind(content: bytes, chance: Random) -> bytes:
    return content + chance.randbytes(100)


def noise(content: bytes, chance: Random) -> bytes:
    return chance.randbytes(len(content))


def _flipped(content: bytes, at: int, chance: Random) -> bytes:
    return content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]


DAMAGES: tuple[Damage, ...] = (
    *[one_bit] * 8,
    many_bits,
    cut,
    nothing_left,
    zeros,
    a_piece_twice,
    more_behind,
    noise,
)


def assert_clean(kept: Kept, state: int, said: str) -> None:
    """The next build gives what a clean one gives, and no traceback."""
    done = kept.build(kept.public, kept.work / "cache")
    assert (done.code, "bug of ours" in done.wrong) == (0, False), (said, done.wrong)
    assert differences(tree_of(kept.public), kept.trees[state]) == [], said


def test_a_damaged_manifest_changes_no_byte(kept: Kept) -> None:
    chance = Random(1)
    for number in range(ROUNDS):
        damage, state = DAMAGES[number % len(DAMAGES)], chance.randrange(2)
        said = f"{damage.__name__}, round {number}, state {state}"
        kept.restore()
        kept.edit(state)
        file = kept.public / MANIFEST
        before = file.read_bytes()
        damaged = damage(before, chance)
        file.unlink()  # not in place: the site before has the same file by another name
        file.write_bytes(damaged)
        if damaged[:OPENING] == before[:OPENING][: len(damaged)]:
            assert_clean(kept, state, said)
        else:
            refused = kept.build(kept.public, kept.work / "cache")
            assert refused.code not in (0, 70), said
            assert "it holds files that statusgen did not publish" in refused.wrong, said


def test_a_damaged_cache_changes_no_byte(kept: Kept) -> None:
    kept.restore()
    if not kept.files():
        pytest.skip("builds keep nothing in the cache folder")
    chance = Random(2)
    for number in range(ROUNDS * 2):
        damage, state = DAMAGES[number % len(DAMAGES)], chance.randrange(2)
        kept.restore()
        kept.edit(state)
        file = chance.choice(kept.files())
        file.write_bytes(damage(file.read_bytes(), chance))
        assert_clean(
            kept, state, f"{damage.__name__} of {file.name}, round {number}, state {state}"
        )


def as_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def as_a_link(file: Path) -> None:
    moved = file.rename(file.with_name("moved"))
    file.symlink_to(moved)


def as_a_link_to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


def as_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def open_to_all(file: Path) -> None:
    file.chmod(0o666)


def closed(file: Path) -> None:
    file.chmod(0)


def of_another_file(file: Path) -> None:
    others = [path for path in file.parent.iterdir() if path.is_file() and path != file]
    file.write_bytes(others[0].read_bytes() if others else b"\x80")


@pytest.mark.parametrize(
    "odd",
    [
        *(as_a_folder, as_a_link, as_a_link_to_nowhere, as_a_pipe),
        *(open_to_all, closed, of_another_file),
    ],
)
def test_an_odd_file_in_the_cache_changes_no_byte(kept: Kept, odd: Callable[[Path], None]) -> None:
    kept.restore()
    if not kept.files():
        pytest.skip("builds keep nothing in the cache folder")
    for file in kept.files() if FULL else kept.files()[:2]:
        kept.restore()
        kept.edit(1)
        odd(file)
        assert_clean(kept, 1, file.name)


@pytest.mark.parametrize("cache", ["a file", "a link to nowhere", "read-only", "relative", ""])
def test_a_cache_folder_that_cannot_be_used_is_no_error(kept: Kept, cache: str) -> None:
    kept.restore()
    kept.edit(1)
    place = kept.work / cache
    if cache == "a file":
        place.write_text("not a folder")
    elif cache == "a link to nowhere":
        place.symlink_to(kept.work / "nowhere")
    elif cache == "read-only":
        place.mkdir(0o555)
    named = {"relative": Path("relative"), "": Path("/proc")}.get(cache, place)
    done = kept.build(kept.public, named)
    assert (done.code, "bug of ours" in done.wrong) == (0, False), done.wrong
    assert differences(tree_of(kept.public), kept.trees[1]) == []
    assert not any((place / "relative").exists() for place in (ROOT, kept.work / "site"))
