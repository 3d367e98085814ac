"""When an artifact must be rendered again: whatever could change its files changes its fingerprint."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

import statusgen
from statusgen.artifact import cut, digest

PACKAGE = Path(statusgen.__file__).parent


@dataclass(frozen=True)
class Begins:
    """One of two classes with the same values."""

    at: int


@dataclass(frozen=True)
class Ends:
    """The other one."""

    at: int


def program_of(package: Path) -> str:
    """What stands for the code of a copy of statusgen."""
    code = "from statusgen.artifact import program; print(program().hex())"
    words = [sys.executable, "-c", code]
    done = subprocess.run(words, cwd=package.parent, capture_output=True, text=True, check=True)
    return done.stdout


def test_values_of_different_classes_are_different() -> None:
    assert digest(Begins(1)) == digest(Begins(1))
    assert (
        len({digest(Begins(1)), digest(Ends(1)), digest(Begins(2)), digest(1), digest((1,))}) == 5
    )


def test_every_change_of_the_code_is_another_program(tmp_path: Path) -> None:
    for name in ("one", "two"):
        shutil.copytree(
            PACKAGE, tmp_path / name / "statusgen", ignore=shutil.ignore_patterns("*.pyc")
        )
    one, two = (program_of(tmp_path / name / "statusgen") for name in ("one", "two"))
    assert one == two
    deep = tmp_path / "two/statusgen/targets/html/words.py"
    deep.write_text(deep.read_text() + "# changed\n")
    assert program_of(tmp_path / "two/statusgen") != one
    deep.rename(deep.with_name("renamed.py"))
    (tmp_path / "one/statusgen/notes.txt").write_text("no code")
    assert program_of(tmp_path / "one/statusgen") == one


class Value(NamedTuple):
    """What is known of a value to whoever cuts."""

    digest: bytes


VALUES = st.lists(st.binary(min_size=1, max_size=1).map(Value), max_size=60)


def begins(values: list[Value]) -> list[int]:
    """The numbers of the first values of all runs, and of what would be next."""
    return [*accumulate(map(len, cut(values)), initial=0)]


@given(VALUES, st.sets(st.integers(0, 59)))
def test_runs_are_all_values_in_their_order(values: list[Value], numbers: set[int]) -> None:
    alone = [number for number in numbers if number < len(values)]
    runs = list(cut(values, alone))
    assert all(runs)
    assert list(chain.from_iterable(runs)) == values
    assert all([values[number]] in runs for number in alone)


@given(VALUES, VALUES, VALUES, VALUES)
def test_an_edit_moves_no_cut_but_those_beside_it(
    before: list[Value], old: list[Value], new: list[Value], after: list[Value]
) -> None:
    was, now = begins([*before, *old, *after]), begins([*before, *new, *after])
    assert [at for at in was if at < len(before)] == [at for at in now if at < len(before)]
    behind = len(before) + len(old), len(before) + len(new)
    assert [at - behind[0] for at in was if at > behind[0]] == [
        at - behind[1] for at in now if at > behind[1]
    ]


def test_a_run_has_about_32_values() -> None:
    values = [Value(bytes([index % 256])) for index in range(2560)]
    assert len(list(cut(values))) == 80
