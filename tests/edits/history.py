"""A history of edits: after each, what was built again and again is what a clean build gives."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import yaml

from tests.bench.generate import END, generate
from tests.edits import comments, damage, incidents, looks, maintenances, settings, surroundings
from tests.edits.site import DAY, EditedSite, Place
from tests.forge import Forge, Run
from tests.trees import Tree, changed, differences, tree_of

KINDS = {
    **incidents.KINDS,
    **comments.KINDS,
    **maintenances.KINDS,
    **settings.KINDS,
    **looks.KINDS,
    **damage.KINDS,
    **surroundings.KINDS,
}
"""What is edited -> the edit, which tells of itself."""

_FREQUENT = (
    *("comment added to an old incident", "comment added to the newest", "incident opened"),
    *["settings: as at first"] * 7,
)
_ERROR = re.compile(r"^(content/\S+?\.md):(?:\d+:\d+:)? error", re.MULTILINE)
_SECOND = re.compile(r"\(\d+\.\d+ s\)")
_REPAIR_AFTER = 2  # edits
_SHOWN = 20  # differing files


class Differs(AssertionError):
    """An incremental build that is not what a clean build gives."""


@dataclass(frozen=True, slots=True)
class Step:
    """An edit and what its build did; ``written`` None where nothing was published."""

    number: int
    kind: str
    words: str
    code: int
    written: int | None
    removed: int
    seconds: float


@dataclass(slots=True)
class History:
    """Edits of a site of so many incidents, in the order of the seed, in the folder ``work``.

    ``kinds`` are the edits to choose from, by their names in ``KINDS``.
    """

    work: Path
    incidents: int
    edits: int
    seed: int
    monitors: int = 20
    kinds: Sequence[str] = (*KINDS, *_FREQUENT)
    site: EditedSite = field(init=False)
    _tree: Tree = field(default_factory=dict)
    _age: int = 0
    _errors: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.site = prepared(self.work, self.incidents, self.seed, self.monitors)

    def steps(self) -> Iterator[Step]:
        """Each edit with what its build did; Differs where a clean build does something else."""
        with ExitStack() as stack:
            kept, clean = (stack.enter_context(Forge()) for _ in range(2))
            for number, kind in enumerate(["nothing", *self._kinds()]):
                try:
                    yield self._step(number, kind, kept, clean)
                except Exception as error:
                    error.add_note(f"edit {number} of seed {self.seed}: {kind}")
                    raise

    def _kinds(self) -> list[str]:
        """Decks of all kinds, each shuffled, so that each comes equally often."""
        found: list[str] = []
        while len(found) < self.edits:
            deck = list(self.kinds)
            self.site.chance.shuffle(deck)
            found += deck
        return found[: self.edits]

    def _step(self, number: int, kind: str, kept: Forge, clean: Forge) -> Step:
        words = self._edit(kind)
        self._before_the_build(kept)
        place = self.site.place
        before = tree_of(place.public) if "output" in kind else self._tree
        fresh = place.work / f"clean-{number}"
        began = time.perf_counter()
        kept.begin(*self._build(place.public), XDG_CACHE_HOME=place.cache)
        clean.begin(*self._build(fresh / "public"), XDG_CACHE_HOME=fresh / "cache")
        done, seconds = kept.end(), time.perf_counter() - began
        self._hold(done, clean.end(), fresh / "public", before, f"{kind}: {words}")
        shutil.rmtree(fresh, ignore_errors=True)
        self._errors = set(_ERROR.findall(done.wrong))
        document = done.document()
        written = len(document["written"]) if document else None
        removed = len(document["removed"]) if document else 0
        return Step(number, kind, words, done.code, written, removed, seconds)

    def _edit(self, kind: str) -> str:
        site = self.site
        site.once, site.neighbour_first, site.meanwhile = [], False, None
        self._heal()
        if kind != "nothing":
            site.now += site.chance.randrange(1, 300)
        return KINDS[kind](site)

    def _before_the_build(self, forge: Forge) -> None:
        """What the edit wants to be built before: a neighbour, or the site while it changes."""
        site = self.site
        if site.neighbour_first:
            self._build_neighbour(forge)
        if site.meanwhile:
            forge.begin(*self._build(site.place.public), XDG_CACHE_HOME=site.place.cache)
            time.sleep(site.chance.uniform(0, 0.6))
            site.meanwhile()
            forge.end()
            self._tree = tree_of(site.place.public)

    def _heal(self) -> None:
        """What is broken, a clock that was set back, and other errors last for two edits."""
        site = self.site
        accident = not (site.broken or site.back_to)
        self._age = 0 if accident and not self._errors else self._age + 1
        if self._age <= _REPAIR_AFTER:
            return
        damage.repaired(site)
        site.now, site.back_to = max(site.now, site.back_to), 0
        site.keep_going, self._age = True, 0
        for path in self._errors if accident else ():
            damage.withdrawn(site.root / path)

    def _build(self, public: Path) -> list[str]:
        site = self.site
        jobs = str(site.chance.choice((1, 2, 4)))
        command = ["-C", str(site.root), "build", "-o", str(public), "--now", str(site.now)]
        going = ["--keep-going"] if site.keep_going else []
        return [*command, "--json", "--jobs", jobs, *going, *site.once]

    def _build_neighbour(self, forge: Forge) -> None:
        place = self.site.place
        command = ["-C", str(place.neighbour), "build", "-o", str(place.work / "next" / "public")]
        now = ["--now", str(self.site.now), "--keep-going"]
        done = forge.run(*command, *now, XDG_CACHE_HOME=place.cache)
        assert done.code in (0, 3), done.wrong

    def _hold(self, kept: Run, clean: Run, fresh: Path, before: Tree, words: str) -> None:
        public = self.site.place.public
        if kept.code not in (0, 1, 3) or "bug of ours" in kept.wrong:
            raise Differs(f"{words}\nthe build ended with {kept.code}: {kept.wrong}")
        told = _said(kept, public), _said(clean, fresh)
        if told[0] != told[1]:
            raise Differs(f"{words}\n{told[0]}\nA clean build said:\n{told[1]}")
        found = tree_of(public)
        wanted = before if clean.code == 1 else tree_of(fresh)
        if unlike := differences(found, wanted):
            shown = "\n".join(unlike[:_SHOWN])
            raise Differs(f"{words}\n{len(unlike)} files differ:\n{shown}")
        if kept.code != 1:
            _hold_report(kept, before, found, words)
            _hold_nothing_beside(public)
        self._tree = found


def prepared(work: Path, count: int, seed: int, monitors: int = 20) -> EditedSite:
    """A site with a neighbour whose incidents have the same names; nothing is built."""
    place = Place(work)
    for root, size in ((place.site, count), (place.neighbour, 5)):
        generate(root, size, seed, monitors)
    place.archive.mkdir()
    settings, watched = (
        yaml.safe_load((place.site / name).read_text())
        for name in ("content/site.yaml", "monitors.yaml")
    )
    return EditedSite(
        place, Random(seed), int(END.timestamp()) + DAY, settings, watched, dict(settings)
    )


def _said(run: Run, public: Path) -> str:
    """The exit code, and what was said but for what differs on purpose."""
    document = run.document()
    facts = {name: document[name] for name in ("files", "bytes")} if document else {}
    wrong = run.wrong.replace(str(public), "PUBLIC")
    return f"exit code {run.code}, {facts}\n{_SECOND.sub('', wrong)}"


def _hold_report(kept: Run, before: Tree, after: Tree, words: str) -> None:
    """What a build says it wrote and removed is what has changed."""
    document = kept.document()
    said = set(document["written"]), set(document["removed"])
    for name, told, found in zip(("written", "removed"), said, changed(before, after), strict=True):
        found -= {".statusgen.json"}
        if told != found:
            raise Differs(f"{words}\n{name}: only said {told - found}, only done {found - told}")


def _hold_nothing_beside(public: Path) -> None:
    """Nothing but hidden folders and files of the output's own name, and none that is in the way."""
    beside = sorted(path.name for path in public.parent.iterdir() if path != public)
    odd = [name for name in beside if not name.startswith(".public.") or "staging" in name]
    if odd:
        raise Differs(f"left beside the output: {odd}")
