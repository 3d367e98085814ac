"""The site as it would be published, kept in memory: taken again with every change of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from statusgen.content.again import forget_file
from statusgen.content.locate import Located, locate
from statusgen.content.standing import Standing
from statusgen.dataclass import dataclass
from statusgen.dates import with_dates
from statusgen.errors import StatusgenError
from statusgen.memory import Memory
from statusgen.plan import parts, plan
from statusgen.prepare import Options, Prepared, prepare
from statusgen.serve.pages import Oven, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from statusgen.artifact import Artifact
    from statusgen.snapshot import Snapshot
    from statusgen.targets.theme import Theme
    from statusgen.watch import Watcher

_TICK = 0.5  # seconds between two looks at the clock
_REST = 30.0  # seconds without a change, after which everything is looked at
_SOON = 2.0  # the same after a folder came, in which nobody watched from the beginning
_MINUTE = 60
_ANYTHING = frozenset({""})


@dataclass(frozen=True, slots=True)
class View:
    """What is shown, as one value: the site that was good last, and what is wrong now.

    ``number`` grows when pages must be loaded again, ``look`` when only their styles changed.
    ``pages`` is None until there was a good site; ``at`` is its instant (Unix seconds), ``base``
    the path of its address. ``failure`` says in a line why nothing could be read at all.
    """

    number: int = 0
    look: int = 0
    pages: Pages | None = None
    at: int = 0
    base: str = "/"
    problems: tuple[Located, ...] = ()
    failure: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True)
class Retaken:
    """What a change led to: ``changed`` are paths, none where the clock was the reason."""

    changed: tuple[str, ...]
    seconds: float
    view: View


@dataclass(slots=True)
class Preview:
    """Watches a site and takes it again, in the one thread that calls ``follow``.

    ``clock`` gives Unix seconds, ``timer`` seconds of any origin. ``tell`` gets what became of
    each change, after ``view`` shows it, ``hear`` its paths before, and "" for a look at everything.
    ``memory`` may know the site from an earlier process.
    A change costs a look at the folders of its paths; when all is quiet again, everything is
    looked at, so that a change that nobody told is seen in the end.
    """

    root: Path
    clock: Callable[[], int]
    timer: Callable[[], float]
    tell: Callable[[Retaken], None]
    hear: Callable[[frozenset[str]], None] | None = None
    view: View = View()
    memory: Memory = field(default_factory=Memory)
    _oven: Oven = field(default_factory=Oven)
    _standing: Standing = field(default_factory=Standing)
    _shown: Prepared | None = None
    _due: int | None = None
    _owed: float | None = None
    _ended: Event = field(default_factory=Event)

    def follow(self, watcher: Watcher) -> None:
        """Takes the site again after each change, and when the clock brings one, until ``end``."""
        while not self._ended.is_set():
            self.heed(watcher.wait(_TICK))

    def heed(self, changed: frozenset[str]) -> None:
        """Takes the site again if something changed, or if it is time."""
        is_due = self._due is not None and self.clock() >= self._due
        if changed or is_due or (self._owed is not None and self.timer() >= self._owed):
            self.take(changed)

    def end(self) -> None:
        """Ends ``follow``, soon."""
        self._ended.set()

    def take(self, changed: frozenset[str] = frozenset()) -> None:
        """Reads what changed, and shows what came of it. Nothing that is wrong is raised.

        ``changed`` are paths below the site's folder; with none, or with "", everything is looked at.
        """
        began, before, paths = self.timer(), self.view, changed or _ANYTHING
        if self.hear:
            self.hear(paths)
        for file in paths:
            forget_file(self.memory, file)
        self._standing.tell(paths)
        rest = _SOON if any((self.root / path).is_dir() for path in changed) else _REST
        self._owed = None if self._standing.is_empty else began + rest
        try:
            self.view = self._taken(changed)
        except (StatusgenError, OSError) as error:
            self.view = self._failed(str(error))
        except Exception as error:  # noqa: BLE001 - the next change may mend it, and must be seen
            self.view = self._failed(f"this is a bug of ours ({type(error).__name__}: {error})")
        if self.view != before:
            self.tell(
                Retaken(tuple(sorted(filter(None, changed))), self.timer() - began, self.view)
            )

    def _taken(self, changed: frozenset[str]) -> View:
        now = self.clock()
        is_whole = self._standing.is_empty
        prepared = prepare(self.root, Options(now, standing=self._standing), self.memory)
        self.memory.put_away()
        problems = tuple(locate(self.root, prepared.problems))
        if prepared.snapshot is None:
            self._due = (now // _MINUTE + 1) * _MINUTE
            return self._kept(problems)
        due, self._due = self._due, prepared.snapshot.next_change
        before, self._shown = self._shown, prepared
        if is_whole:  # of what stands nothing is asked
            self.memory.sweep()
        is_due = due is not None and now >= due
        if (
            before
            and before.site == prepared.site
            and before.theme is prepared.theme
            and not is_due
        ):
            return replace(self.view, problems=problems, failure="", stale=False)
        self._oven.sweep()
        dated, _ = with_dates(self.root, prepared.snapshot)
        only_styles = bool(changed) and all(map(_is_style, changed))
        return View(
            number=self.view.number + (not only_styles),
            look=self.view.look + only_styles,
            pages=_pages(dated, prepared.theme, self._oven),
            at=now,
            base=unquote(urlsplit(prepared.snapshot.settings.url).path) or "/",
            problems=problems,
        )

    def _failed(self, message: str) -> View:
        self._due = None
        return self._kept((), message)

    def _kept(self, problems: tuple[Located, ...], failure: str = "") -> View:
        """The last good site with what is wrong now; before there was one, each is a new page."""
        number = self.view.number + (self.view.pages is None)
        return replace(self.view, number=number, problems=problems, failure=failure, stale=True)


def _pages(snapshot: Snapshot, theme: Theme, oven: Oven) -> Pages:
    def copies(path: str) -> Iterator[Artifact]:
        if path in snapshot.settings.aliases:
            yield from (one for one in plan(snapshot, theme) if one.name == f"copy/{path}")

    return Pages(parts(snapshot, theme), oven, copies)


def _is_style(path: str) -> bool:
    return path.startswith("themes/") and path.endswith(".css")
