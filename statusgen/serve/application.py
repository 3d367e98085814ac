"""One request over HTTP -> one answer: guards first, then the APIs, then the files of the site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from statusgen.dialects.dispatch import error, reads
from statusgen.dialects.request import Request, request_of
from statusgen.serve.answers import EVERYBODY, FRESH, answered, file_answer
from statusgen.serve.guards import foreign_host, foreign_page

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

    from statusgen.dialects.request import Answer
    from statusgen.serve.api import Live

OWN = "/-/"
"""Where the server's own files are, beside those of the site."""

_ALLOW = "GET, HEAD, OPTIONS"
_LONGEST_BODY = 64 * 1024


class Site(Protocol):
    """Where the files of a site come from."""

    def answer(self, path: str) -> Response | None:
        """A file or a redirect; None where there is none."""

    def missing(self, path: str) -> Response | None:
        """The page that says so."""


class Own(Protocol):
    """What the server adds to the site."""

    def answer_own(self, path: str) -> Response | None:
        """The answer to a path below ``/-/``."""


def application(site: Site, live: Live | None, own: Own | None = None) -> ASGIApp:
    """The ASGI application: the APIs of ``live``, where there is one, and the files of ``site``.

    Without ``own`` files everything may be read by pages of other origins. With them the site is
    not published yet, and only the APIs may.
    """
    shared = EVERYBODY if live or not own else FRESH

    async def serve_one(scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.concurrency import run_in_threadpool
        from starlette.requests import Request as HttpRequest

        http = HttpRequest(scope, receive)
        answer = _at_once(http, own, shared)
        if answer is None:
            body = await _body(http) if http.method == "POST" else b""
            request = _request(http, body)
            answer = await run_in_threadpool(_respond, request, site, live, shared)
        await answer(scope, receive, send)

    return serve_one


def _at_once(http: HttpRequest, own: Own | None, shared: Mapping[str, str]) -> Response | None:
    """The answer to what is not looked at further, and to what is the server's own."""
    if refused := foreign_host(http):
        return answered(refused)
    if own and http.url.path.startswith(OWN):
        if refused := foreign_page(http) or _unless_read(http):
            return answered(refused, FRESH)
        found = own.answer_own(http.url.path)
        return found or answered(error(404, "NOT_FOUND", f"There is no {http.url.path}"), FRESH)
    return _options(shared) if http.method == "OPTIONS" else None


def _unless_read(http: HttpRequest) -> Answer | None:
    if http.method in ("GET", "HEAD"):
        return None
    return error(405, "METHOD_NOT_ALLOWED", "This can only be read")


def _options(shared: Mapping[str, str]) -> Response:
    from starlette.responses import Response

    may = {"Access-Control-Allow-Methods": _ALLOW, "Access-Control-Allow-Headers": "*"}
    return Response(
        status_code=204,
        headers={**shared, "Allow": _ALLOW, **(may if shared is EVERYBODY else {})},
    )


async def _body(http: HttpRequest) -> bytes:
    """The beginning of the body: only a search needs it, to see that it has no title."""
    body = b""
    async for part in http.stream():
        body += part
        if len(body) > _LONGEST_BODY:
            break
    return body


def _request(http: HttpRequest, body: bytes) -> Request:
    query = http.scope["query_string"].decode("latin-1")
    raw = http.scope.get("raw_path") or http.url.path.encode()
    path = "/" + raw.decode("latin-1").lstrip("/")
    return request_of(http.method, f"{path}?{query}", dict(http.headers), body)


def _respond(
    request: Request, site: Site, live: Live | None, shared: Mapping[str, str]
) -> Response:
    if not reads(request):
        words = "This server only reads; `statusgen api` writes"
        return answered(error(405, "METHOD_NOT_ALLOWED", words), {**shared, "Allow": _ALLOW})
    found = live.answer(request) if live else None
    if found and found.status != 404:
        return answered(found)
    other = _document(request, live) or site.answer(request.path)
    if other is None and not request.path.startswith("/api/"):
        other = site.missing(request.path)
    unknown = error(404, "NOT_FOUND", f"There is no {request.path}")
    return other or answered(found or unknown, shared)


def _document(request: Request, live: Live | None) -> Response | None:
    """A document of an API, of which none is a folder's page."""
    name = request.path.lstrip("/")
    content = live.document(name) if live and not name.endswith("/") else None
    return None if content is None else file_answer(name, content, EVERYBODY)
