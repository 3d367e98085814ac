"""When an artifact must be rendered again: whatever could change its files changes its fingerprint."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import statusgen
from statusgen.artifact import digest

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
