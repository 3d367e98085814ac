"""The preview's answers: the files of the view that is shown, as a host would send them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statusgen.content.locate import locate
from statusgen.dataclass import dataclass
from statusgen.serve.answers import HTML, file_answer, media_type, redirect
from statusgen.serve.guards import parts_of
from statusgen.serve.preview import Preview, View
from statusgen.serve.reload import Reloads
from statusgen.targets.faults import ThemeError

if TYPE_CHECKING:
    from starlette.responses import Response

_NOT_YET = "There is nothing to show yet"
_UNFINISHED = "This page cannot be made"


@dataclass(frozen=True, slots=True)
class PreviewSite:
    """The site of a preview; each answer comes from one view."""

    preview: Preview
    reloads: Reloads

    def answer(self, path: str) -> Response | None:
        """A file or a redirect; None where there is none, and a notice while there is no site."""
        view = self.preview.view
        if view.pages is None:
            return self.reloads.notice(_NOT_YET, view, view.problems)
        try:
            return self._answer(path, view)
        except ThemeError as error:
            found = error.diagnostic("themes")
            problems = tuple(locate(self.preview.root, [found]))
            return self.reloads.notice(_UNFINISHED, view, problems)

    def missing(self, path: str) -> Response | None:
        """The page that the site has for addresses that lead nowhere."""
        view = self.preview.view
        language = path.lstrip("/").partition("/")[0]
        for name in (f"{language}/404.html", "404.html"):
            content = view.pages.find(name) if view.pages else None
            if content is not None:
                return self._sent(name, content, view, 404)
        return None

    def _answer(self, path: str, view: View) -> Response | None:
        parts = parts_of(path)
        if parts is None or view.pages is None:
            return None
        is_folder = path.endswith("/") or not parts
        name = "/".join([*parts, "index.html"] if is_folder else parts)
        content = view.pages.find(name)
        if content is not None:
            return self._sent(name, content, view)
        if not is_folder and view.pages.find(f"{name}/index.html") is not None:
            return redirect(f"{name}/")
        base = view.base.strip("/")
        if base and f"{name}/".startswith(f"{base}/"):
            return redirect(path.strip("/").removeprefix(base) + ("/" if is_folder else ""))
        return None

    def _sent(self, name: str, content: bytes, view: View, status: int = 200) -> Response:
        if media_type(name) == HTML:
            content = self.reloads.with_script(content, view)
        return file_answer(name, content, status=status)
