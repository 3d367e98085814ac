"""What is sent: documents of APIs, pages and files, each with its media type."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from statusgen.dialects.wire import encode

if TYPE_CHECKING:
    from starlette.responses import Response

    from statusgen.dialects.request import Answer

EVERYBODY: Mapping[str, str] = MappingProxyType({"Access-Control-Allow-Origin": "*"})
"""Lets pages of other origins read an answer."""

FRESH: Mapping[str, str] = MappingProxyType({"Cache-Control": "no-store"})
"""Keeps browsers from showing what was true a moment ago."""

HTML = "text/html; charset=utf-8"
_TEXT = "text/plain; charset=utf-8"
_JSON = "application/json"
_KINDS = {
    "html": HTML,
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "txt": _TEXT,
    "json": _JSON,
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "opml": "text/x-opml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}


def answered(found: Answer, headers: Mapping[str, str] = EVERYBODY) -> Response:
    """The answer of an API."""
    from starlette.responses import Response

    text, kind = found.text, _JSON if found.text is None else _TEXT
    content = encode(found.document) if text is None else text.encode(errors="backslashreplace")
    return Response(content, found.status, dict(headers), kind)


def file_answer(
    name: str, content: bytes, headers: Mapping[str, str] = FRESH, status: int = 200
) -> Response:
    """A file's bytes."""
    from starlette.responses import Response

    return Response(content, status, {**headers, "Content-Type": media_type(name)})


def redirect(path: str, headers: Mapping[str, str] = FRESH) -> Response:
    """Sends a browser to another path of this server."""
    from starlette.responses import RedirectResponse

    return RedirectResponse("/" + path.lstrip("/"), 308, {**FRESH, **headers})


def media_type(name: str) -> str:
    """The media type of a file by its name; one without an ending is text."""
    ending = name.rpartition("/")[2].rpartition(".")[2].lower()
    return _KINDS.get(ending) or mimetypes.guess_type(name)[0] or _TEXT
