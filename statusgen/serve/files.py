"""A built site: the files of a folder, and nothing outside of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from statusgen.dataclass import dataclass
from statusgen.serve.answers import EVERYBODY, media_type, redirect
from statusgen.serve.guards import parts_of

if TYPE_CHECKING:
    from starlette.responses import Response

_CHECKED = {**EVERYBODY, "Cache-Control": "no-cache"}


@dataclass(frozen=True, slots=True)
class Folder:
    """The files below ``top``, as they are on disk."""

    top: Path

    def answer(self, path: str) -> Response | None:
        """A file, or a redirect to a folder's address; None where there is none."""
        place = self._place(path)
        if place is not None and place.is_dir():
            if not path.endswith("/"):
                return redirect(path.strip("/") + "/", EVERYBODY)
            place /= "index.html"
        return _sent(place, 200)

    def missing(self, path: str) -> Response | None:
        """The page that the site has for addresses that lead nowhere."""
        language = path.lstrip("/").partition("/")[0]
        own = self._place(f"{language}/404.html") if language else None
        return _sent(own or self._place("404.html"), 404)

    def _place(self, path: str) -> Path | None:
        """What a path names; None for what is hidden or elsewhere."""
        parts = parts_of(path)
        if parts is None:
            return None
        try:
            top = self.top.resolve()
            place = top.joinpath(*parts).resolve()
            return place if place.is_relative_to(top) and place.exists() else None
        except (OSError, ValueError):
            return None


def _sent(place: Path | None, status: int) -> Response | None:
    from starlette.responses import FileResponse

    if place is None or not place.is_file():
        return None
    kind = media_type(place.name)
    return FileResponse(place, status, {**_CHECKED, "Content-Type": kind}, media_type=kind)
