"""Two folders that change places, by whatever call the system has for it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from ctypes import CDLL
from pathlib import Path
from typing import Any

import pytest

from statusgen import exchange as module
from statusgen.exchange import exchange, flush


class OlderLibrary:
    """A C library that has neither a name for renameat2 nor for syncfs."""

    def __init__(self) -> None:
        self.syscall: Any = CDLL(None, use_errno=True).syscall


@pytest.fixture(params=["as it is", "older"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if request.param == "older":
        older = OlderLibrary()
        monkeypatch.setattr(module, "libc", lambda: older)
    module._swap.cache_clear()
    yield
    module._swap.cache_clear()


@pytest.mark.usefixtures("library")
def test_swaps_what_is_in_two_folders(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        (folder / "name").write_text(folder.name)
    assert exchange(str(one), str(other))
    assert ((one / "name").read_text(), (other / "name").read_text()) == ("other", "one")


@pytest.mark.usefixtures("library")
def test_says_what_is_wrong_when_a_folder_is_missing(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    with pytest.raises(FileNotFoundError):
        exchange(str(tmp_path / "one"), str(tmp_path / "missing"))


@pytest.mark.usefixtures("library")
def test_a_swap_that_makes_no_sense_to_the_system_did_not_happen(tmp_path: Path) -> None:
    inner = tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    assert not exchange(str(tmp_path / "outer"), str(inner))
    assert inner.is_dir()


def test_other_processors_without_a_name_for_it_do_not_swap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "libc", OlderLibrary)
    monkeypatch.setattr("os.uname", lambda: os.uname_result(("", "", "", "", "pdp11")))
    module._swap.cache_clear()
    assert not exchange(str(tmp_path), str(tmp_path / "missing"))
    module._swap.cache_clear()


@pytest.mark.usefixtures("library")
def test_flushing_returns_when_all_is_on_the_disk(tmp_path: Path) -> None:
    flush(str(tmp_path))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all file systems are flushed")
def test_flushing_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        flush(str(tmp_path / "missing"))
