"""Histories of edits: whatever happened to a site, its folder is what a clean build gives."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.bench.edits import heading, histogram
from tests.edits.history import KINDS, Differs, History, Step
from tests.edits.site import EditedSite
from tests.tools import FULL
from tests.trees import differences, tree_of

FEW = (
    "incident opened",
    "folder renamed",
    "folder moved to another shelf",
    "two folders swapped",
    "incident deleted",
    "incident hidden or shown",
    "comment added to an old incident",
    "comment added to the newest",
    "comment added, back-dated",
    "comment added, of the future",
    "comment rewritten, same length",
    "comment rewritten, same length and stamp",
    "comment translated",
    "comment withdrawn",
    "comment deleted",
    "maintenance that recurs added",
    "maintenance cancelled",
    "monitor renamed",
    "monitor hidden or shown",
    "monitors reordered",
    "settings: languages",
    "settings: dates of git",
    "theme: template",
    "record added",
    "clock: over midnight",
    "clock: backwards",
    "broken: incident",
    "cache cut",
    "cache of the past",
    "neighbour with the same cache",
    "output of the past",
    "checked out anew",
    "folder with its old time",
    "rewritten during a build",
)
"""What a cache, a plan or a publication can be wrong about; all kinds come at full size."""


def test_after_every_edit_the_folder_is_that_of_a_clean_build(tmp_path: Path) -> None:
    if FULL:
        history = History(tmp_path, incidents=1_000, edits=300, seed=1)
    else:
        history = History(tmp_path, incidents=8, edits=len(FEW), seed=2, monitors=2, kinds=FEW)
    steps = list(history.steps())
    print(*heading(steps, history.incidents, history.seed), *histogram(steps), sep="\n")
    assert {step.kind for step in steps[1:]} == set(KINDS if FULL else FEW)
    assert Counter(step.written is None for step in steps)[False] > len(steps) * 0.8
    assert all(step.seconds > 0 for step in steps)


def test_a_difference_names_the_edit_and_the_seed(tmp_path: Path) -> None:
    def litters(site: EditedSite) -> str:
        (site.place.public.parent / "left-behind").touch()
        return "a file beside the output"

    KINDS["litter"] = litters
    try:
        history = History(tmp_path, incidents=3, edits=1, seed=3, monitors=2, kinds=("litter",))
        with pytest.raises(Differs, match="left-behind") as error:
            list(history.steps())
    finally:
        del KINDS["litter"]
    assert error.value.__notes__ == ["edit 1 of seed 3: litter"]


def test_what_differs_between_two_folders_is_named(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name / "same").mkdir(parents=True)
        (tmp_path / name / "same" / "file").write_text("as it was")
    assert not differences(tree_of(tmp_path / "one"), tree_of(tmp_path / "other"))
    (tmp_path / "one" / "empty").mkdir()
    (tmp_path / "one" / "same" / "file").write_text("as it is!")
    (tmp_path / "other" / "link").symlink_to("same")
    unlike = differences(tree_of(tmp_path / "one"), tree_of(tmp_path / "other"))
    assert [line.partition(":")[0] for line in unlike] == ["empty/", "link", "same/file"]


def test_kinds_of_edits_have_a_row_each_in_the_histogram() -> None:
    steps = [
        Step(0, "nothing", "", 0, 2_000, 0, 1.0),
        Step(1, "title changed", "", 0, 40, 0, 1.0),
        Step(2, "title changed", "", 3, 70, 0, 1.0),
        Step(3, "nothing", "", 0, 0, 0, 1.0),
        Step(4, "broken: incident", "", 1, None, 0, 1.0),
    ]
    assert list(histogram(steps)) == [
        "| edit | builds | least | median | most | 0 | ≤ 10 | ≤ 30 | ≤ 60 | ≤ 200 | ≤ 1,000 | more |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|",
        "| title changed | 2 | 40 | 55 | 70 |  |  |  | 1 | 1 |  |  |",
        "| nothing | 1 | 0 | 0 | 0 | 1 |  |  |  |  |  |  |",
        "| **all** | 3 | 0 | 40 | 70 | 1 |  |  | 1 | 1 |  |  |",
    ]
    assert "2 builds told of errors, 1 of them published nothing." in heading(steps, 9, 1)
