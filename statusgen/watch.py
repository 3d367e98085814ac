"""What changes in a site's folder, while it changes: the only door to watchfiles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

from watchfiles import watch

from statusgen.content.scan import is_passed_over

_FOLDERS = ("content", "themes")
_FILES = ("monitors.yaml", "monitors.yml")
_STEP = 15  # milliseconds without a further change: then it is told
_MOST = 300  # milliseconds that a stream of changes may hold back the first of them
_TICK = 250  # milliseconds until a watch that sees nothing says so


class Watcher:
    """Tells which files of a site changed. ``note`` gets what the person who called should know.

    The site's folder is watched for what comes and goes in it, content/ and themes/ as they are
    at this moment with everything below. Both are watched anew after they were replaced, and by
    polling where the system has no watches left.
    """

    def __init__(self, root: Path, note: Callable[[str], None]) -> None:
        self._root = root.resolve()
        self._note = note
        self._changed: SimpleQueue[str] = SimpleQueue()
        self._closed = Event()
        self._replaced = Event()
        self._polling = False
        for follow in (self._follow_top, self._follow_folders):
            Thread(target=follow, daemon=True).start()

    def wait(self, seconds: float) -> frozenset[str]:
        """The paths below the site's folder that changed since the last call, with ``/``; "" stands
        for whatever may have changed before it was watched.

        It comes back as soon as there is one, and with none after ``seconds``.
        """
        found: set[str] = set()
        try:
            found.add(self._changed.get(timeout=seconds))
            while True:
                found.add(self._changed.get_nowait())
        except Empty:
            return frozenset(found)

    def close(self) -> None:
        """Ends watching, within a quarter of a second."""
        self._closed.set()

    def _follow_top(self) -> None:
        """Notices monitors.yaml, and folders that come, go or are replaced."""
        while not self._closed.is_set():
            for names in self._watched([self._root], _Any(self._closed), below=False):
                for name in names:
                    if name in _FILES or name in _FOLDERS:
                        self._changed.put(name)
                if not names.isdisjoint(_FOLDERS):
                    self._replaced.set()

    def _follow_folders(self) -> None:
        while not self._closed.is_set():
            self._replaced.clear()
            places = [self._root / name for name in _FOLDERS if (self._root / name).is_dir()]
            if not places:
                self._replaced.wait(_TICK / 1000)
                continue
            begun = False
            for paths in self._watched(places, _Any(self._closed, self._replaced), below=True):
                for path in paths if begun else (*paths, ""):
                    self._changed.put(path)
                begun = True

    def _watched(self, places: list[Path], end: _Any, *, below: bool) -> Iterator[set[str]]:
        """The changes below ``places``, often none, until ``end`` or until a place is gone."""
        try:
            for changes in watch(
                *places,
                watch_filter=None,
                debounce=_MOST,
                step=_STEP,
                stop_event=end,
                rust_timeout=_TICK,
                yield_on_timeout=True,
                raise_interrupt=False,
                recursive=below,
                force_polling=True if self._polling else None,
                ignore_permission_denied=True,
            ):
                paths = (Path(path).relative_to(self._root).as_posix() for _, path in changes)
                yield {path for path in paths if _counts(path)}
        except OSError as error:
            if not (self._polling or isinstance(error, FileNotFoundError)):
                self._polling = True
                self._note(
                    f"{error.strerror or error}: files are looked at again and again instead"
                )
            self._closed.wait(_TICK / 1000)


class _Any:
    """Is set when one of several events is."""

    def __init__(self, *events: Event) -> None:
        self._events = events

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)


def _counts(path: str) -> bool:
    """Whether a path may say something: not what editors leave behind, nor what is hidden.

    A theme's hidden folder holds the originals of its copies.
    """
    parts = path.split("/")
    return not any(map(is_passed_over, parts if parts[0] == "content" else parts[-1:]))
