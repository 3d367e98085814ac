"""What the preview adds to pages: one script, and what that asks for below ``/-/``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from statusgen.content.locate import Located
from statusgen.dataclass import dataclass
from statusgen.diagnostics import Level
from statusgen.report import json_v1, text
from statusgen.serve.announcements import Announcements
from statusgen.serve.answers import FRESH, HTML, file_answer
from statusgen.serve.preview import View

if TYPE_CHECKING:
    from starlette.responses import Response

_FILES = Path(__file__).parent / "page"
_NAMES = ("page.js", "stream.js", "bar.css")
_GUARDED: Mapping[str, str] = MappingProxyType(
    {**FRESH, "Cross-Origin-Resource-Policy": "same-origin", "X-Content-Type-Options": "nosniff"}
)
_MOST_SHOWN = 200
_WIDEST = 200
_POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'"


@dataclass(slots=True)
class Reloads:
    """Tells open pages what is new. ``run`` names this run of the server and no other."""

    run: str
    announcements: Announcements

    def announce(self, view: View) -> None:
        """Tells all open pages what is shown now, and what is wrong with it."""
        self.announcements.announce(state(view, self.run).encode())

    def answer_own(self, path: str) -> Response | None:
        """The stream of announcements, or one of the files that belong to it."""
        name = path.removeprefix("/-/")
        if name == "events":
            from starlette.responses import StreamingResponse

            stream = self.announcements.stream()
            return StreamingResponse(stream, 200, dict(_GUARDED), "text/event-stream")
        if name in _NAMES:
            return file_answer(name, (_FILES / name).read_bytes(), _GUARDED)
        return None

    def with_script(self, page: bytes, view: View) -> bytes:
        """A page with the script in it, before the end of its body."""
        before, end, after = page.rpartition(b"</body>")
        return before + self._script(view) + end + after if end else after + self._script(view)

    def notice(self, title: str, view: View, problems: tuple[Located, ...]) -> Response:
        """The page that stands where none can be shown: what is wrong, until it is not."""
        from starlette.responses import Response

        listed = text.render(problems) or view.failure
        page = (
            f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{title}</title>\n'
            f'<meta name="viewport" content="width=device-width">\n'
            f'<link rel="stylesheet" href="/-/bar.css">\n<body class="notice">\n<h1>{title}</h1>\n'
            f"<pre>{escape(listed)}</pre>\n</body>\n</html>\n"
        )
        body = self.with_script(page.encode(), view)
        headers = {**_GUARDED, "Content-Security-Policy": _POLICY}
        return Response(body, 503, headers, HTML)

    def _script(self, view: View) -> bytes:
        at = f"{self.run}.{view.number}.{view.look}{'' if view.pages else '.none'}"
        return b'<script src="/-/page.js" data-at="%b" defer></script>' % at.encode()


def state(view: View, run: str) -> str:
    """What pages are told of a view, as JSON in one line."""
    levels = [one.diagnostic.level for one in view.problems]
    shown = [
        {**json_v1.entry(one), "excerpt": one.excerpt[:_WIDEST]}
        for one in sorted(view.problems, key=lambda one: one.diagnostic.level != Level.ERROR)
    ]
    return json.dumps(
        {
            "run": run,
            "number": view.number,
            "look": view.look,
            "at": view.at,
            "stale": view.stale,
            "failure": view.failure,
            "errors": levels.count(Level.ERROR),
            "warnings": levels.count(Level.WARNING),
            "diagnostics": shown[:_MOST_SHOWN],
        }
    )
