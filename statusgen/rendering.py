"""Renders an artifact and writes those of its files that are not published already."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from errno import EEXIST, EISDIR, ENOTDIR
from itertools import chain
from typing import NamedTuple

from statusgen.artifact import Artifact
from statusgen.claims import clash
from statusgen.errors import CannotWrite, disk_error
from statusgen.manifest import MANIFEST_NAME, recorded
from statusgen.oldsite import OldSite
from statusgen.profiling import ticks
from statusgen.series import makers
from statusgen.staging import Staging

_NAME = r"(?!\.{1,2}(?:/|\Z))(?:[^\W A-Z]|[.~@+-])+"
_RESERVED = rf"(?:\.git|{re.escape(MANIFEST_NAME)})(?:/|\Z)"
_PATH = re.compile(rf"(?!{_RESERVED}){_NAME}(?:/{_NAME})*")

_IN_THE_WAY = {EEXIST, EISDIR, ENOTDIR}


class Rendered(NamedTuple):
    """What became of an artifact.

    Its files as the manifest has them, those that were there, those that are new with their bytes,
    unless all are: then neither is said. Whether one of those that were there was another
    artifact's, and what rendered them: its name, how many seconds it took and the bytes of each file.
    """

    files: bytes
    same: list[str]
    written: dict[str, int]
    crossed: bool
    times: list[tuple[str, float, list[int]]]


class Renderer:
    """Puts new files into ``staging``; ``claims`` are the paths of all artifacts done so far."""

    def __init__(
        self,
        old: OldSite,
        staging: Staging,
        claims: Callable[[], Iterable[tuple[str, Iterable[str]]]],
    ) -> None:
        self._old = old
        self._staging = staging
        self._claims = claims

    def render(self, artifact: Artifact) -> Rendered:
        """Writes an artifact's files, of which no more than one is in memory."""
        name = artifact.name
        sizes: dict[str, int] = {}
        written: dict[str, int] = {}
        times: list[tuple[str, float, list[int]]] = []
        for what, files in makers(artifact):
            began, before = ticks(), len(sizes)
            for path, data in files:
                self._put(name, path, data, sizes, written)
            times.append((what, ticks() - began, list(sizes.values())[before:]))
        same = [path for path in sizes if path not in written]
        return Rendered(recorded(sizes), same, written if same else {}, self._old.crossed, times)

    def _put(
        self, name: str, path: str, data: bytes, sizes: dict[str, int], written: dict[str, int]
    ) -> None:
        """Writes a file of an artifact if it is new, and notes which it is."""
        if not _PATH.fullmatch(path) or not (path.isascii() or path == path.lower()):
            raise ValueError(f"{name!r} cannot publish a file named {path!r}")
        if path in sizes:
            raise ValueError(f"{name!r} and {name!r} both publish {path}")
        if not self._old.holds(name, path, data):
            self.write(name, path, data, sizes)
            written[path] = len(data)
        sizes[path] = len(data)

    def write(self, name: str, path: str, data: bytes, own: Iterable[str] = ()) -> None:
        """Writes a file; ValueError when another artifact is in its way."""
        try:
            self._staging.write(path, data)
        except OSError as error:
            claims = chain(self._claims(), [(name, [*own, path])])
            if error.errno in _IN_THE_WAY and (wrong := clash(claims)):
                raise ValueError(wrong) from error
            raise disk_error(CannotWrite, f"{self._staging.root}/{path}", error) from error
