"""The preview while people edit: whatever happened, it shows what a build would make of it."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from statusgen.cache import remembered
from statusgen.content import locate
from statusgen.plan import plan
from statusgen.prepare import Options, prepare
from statusgen.serve.preview import Preview, Retaken
from statusgen.watch import Watcher
from tests.edits import damage
from tests.edits.history import KINDS, prepared
from tests.edits.site import EditedSite, set_key
from tests.tools import FULL

FEW = (
    "incident opened",
    "title changed",
    "incident hidden or shown",
    "folder renamed",
    "folder moved to another shelf",
    "incident deleted",
    "incident deleted, another of its name",
    "two folders swapped",
    "comment added to an old incident",
    "comment added to the newest",
    "comment added, of the future",
    "comment rewritten, same length",
    "comment rewritten, same length and stamp",
    "comment replaced by an editor",
    "comment touched",
    "comment deleted",
    "comment moved to another incident",
    "maintenance that recurs added",
    "monitor renamed",
    "monitor hidden or shown",
    "monitors reordered",
    "settings: languages",
    "settings: host",
    "settings: as at first",
    "theme: style",
    "theme: template",
    "theme: broken",
    "theme: own files removed",
    "page written",
    "record added",
    "clock: over midnight",
    "broken: incident",
    "broken: site.yaml",
    "broken: name of a comment",
    "folder with its old time",
)
"""What may be missed by who looks only where something is said to have changed."""

_ELSEWHERE = ("cache", "output", "--", "commit", "dates of git", "neighbour", "site before")
_UNSEEN = ("checked out anew", "rewritten during a build", "clock: backwards")
ALL = tuple(one for one in KINDS if not any(word in one for word in (*_ELSEWHERE, *_UNSEEN)))


def test_after_every_edit_the_preview_is_what_a_build_would_make(tmp_path: Path) -> None:
    count, edits, kinds = (40, 2 * len(ALL), ALL) if FULL else (8, len(FEW), FEW)
    site = prepared(tmp_path, count, seed=3, monitors=4)
    watcher = Watcher(site.root, print)
    preview = Preview(
        site.root,
        lambda: site.now,
        lambda: 0,  # it never rests: nothing is looked at that is not told
        lambda _: None,
        memory=remembered(site.root, tmp_path / "kept", lambda: site.now * 10**9),
    )
    preview.take()
    _follow(preview, watcher)
    try:
        for number, kind in enumerate(_chosen(site, kinds, edits)):
            if number % 3 == 0:
                damage.repaired(site)
            site.now += site.chance.randrange(1, 300)
            words = KINDS[kind](site)
            _follow(preview, watcher)
            _hold(preview, f"edit {number}, {kind}: {words}")
    finally:
        watcher.close()


def test_files_that_are_written_while_the_preview_reads(tmp_path: Path) -> None:
    site = prepared(tmp_path, 12, seed=4, monitors=2)
    watcher = Watcher(site.root, print)
    retaken: list[Retaken] = []
    preview = Preview(site.root, lambda: site.now, lambda: 0, retaken.append)
    follow = Thread(target=preview.follow, args=(watcher,), daemon=True)
    follow.start()
    folders = site.entries()
    try:
        for number in range(300):
            folder = site.chance.choice(folders)
            set_key(folder / "incident.md", "title", f"No. {number:03}")
            copy = folder.with_name(f"copy-{number % 4}-{folder.name}")
            if copy.exists():
                shutil.rmtree(copy)
            else:
                shutil.copytree(folder, copy)
            time.sleep(site.chance.choice((0, 0, 0.002, 0.03)))
        told = -1
        while told < len(retaken):
            told = len(retaken)
            time.sleep(1)
        assert told > 10
        _hold(preview, f"after {told} takes")
    finally:
        preview.end()
        follow.join()
        watcher.close()


@pytest.mark.parametrize(("is_folder", "soon"), [(False, 30), (True, 2)])
def test_what_nobody_told_is_seen_when_all_is_quiet_again(
    tmp_path: Path, is_folder: bool, soon: int
) -> None:
    site = prepared(tmp_path, 3, seed=5, monitors=2)
    seconds, retaken = [0.0], list[Retaken]()
    preview = Preview(site.root, lambda: site.now, lambda: seconds[0], retaken.append)
    preview.take()
    first, second, _ = site.entries()
    for folder in (first, second):
        set_key(folder / "incident.md", "title", "Another")
    told = first if is_folder else first / "incident.md"
    preview.heed(frozenset({told.relative_to(site.root).as_posix()}))
    assert _another(preview) == 1
    for later in (1, 10, 60, 600):
        seconds[0] = later
        preview.heed(frozenset())
        assert _another(preview) == (1 if later < soon else 2)
    assert [one.view.number for one in retaken] == [1, 2, 3]


def _another(preview: Preview) -> int:
    """How many incidents have the title `Another`."""
    assert preview.view.pages
    return str(preview.view.pages.find("api/incidents.json")).count('"Another"')


def _chosen(site: EditedSite, kinds: tuple[str, ...], edits: int) -> Iterator[str]:
    """All kinds in some order, then all in another, and so on."""
    deck: list[str] = []
    for _ in range(edits):
        deck = deck or list(kinds)
        yield deck.pop(site.chance.randrange(len(deck)))


def _follow(preview: Preview, watcher: Watcher) -> None:
    """What `follow` does until nothing more is told, and once more for the clock."""
    while changed := watcher.wait(0.3):
        preview.heed(changed)
    preview.heed(changed)


def _hold(preview: Preview, words: str) -> None:
    now = preview.clock()
    fresh = prepare(preview.root, Options(now))
    problems = tuple(locate.locate(preview.root, fresh.problems))
    assert (preview.view.problems, preview.view.stale) == (problems, not fresh.snapshot), words
    shown = prepare(preview.root, Options(preview.view.at))
    if not fresh.snapshot or not shown.snapshot:
        return
    pages = preview.view.pages
    assert pages
    for artifact in plan(shown.snapshot, shown.theme):
        for path, content in artifact.render(*artifact.inputs):
            if not path.startswith("."):  # a host's, of no use to a browser
                assert pages.find(path) == content, f"{words}: {path}"
    assert pages.find("incidents/nothing/index.html") is None
