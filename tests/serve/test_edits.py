"""The preview while people edit: whatever happened, it shows what a build would make of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from statusgen.cache import remembered
from statusgen.content import locate
from statusgen.plan import plan
from statusgen.prepare import Options, prepare
from statusgen.serve.preview import Preview
from statusgen.watch import Watcher
from tests.edits import damage
from tests.edits.history import KINDS, prepared
from tests.edits.site import EditedSite
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


def _chosen(site: EditedSite, kinds: tuple[str, ...], edits: int) -> Iterator[str]:
    for number in range(edits):
        deck = list(kinds) if number % len(kinds) == 0 else deck
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
