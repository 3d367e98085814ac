"""The read APIs and the built site over HTTP on this machine: the only door to starlette, uvicorn.

Nothing is written: content changes through git, and every answer is made from the public view.
"""

from __future__ import annotations

import mimetypes
import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import TYPE_CHECKING

from statusgen.artifact import Artifact
from statusgen.build import check
from statusgen.dialects import documents
from statusgen.dialects.dispatch import answer_read, error, reads
from statusgen.dialects.request import Answer, Request, request_of
from statusgen.dialects.wire import encode, to_bytes
from statusgen.errors import Busy
from statusgen.snapshot import Snapshot, take_snapshot
from statusgen.triage import leave_out

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest
    from starlette.responses import Response
    from starlette.types import ASGIApp, Receive, Scope, Send

HOST = "127.0.0.1"

_NAMES = (HOST, "localhost")
_ALLOW = "GET, HEAD, OPTIONS"
_EVERYBODY = {"Access-Control-Allow-Origin": "*"}
_LONGEST_BODY = 64 * 1024
_JSON = "application/json"


@dataclass(slots=True)
class Live:
    """The public view of a site, taken again when a file or the minute has changed."""

    root: Path
    clock: Callable[[], int]
    _taken: Snapshot | None = None
    _key: object = None
    _documents: Mapping[str, Sequence[Artifact]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def snapshot(self) -> Snapshot:
        """What is true now."""
        with self._lock:
            now = self.clock()
            key = (now // 60, _stamp(self.root))
            if self._taken is None or key != self._key:
                self._taken = take_snapshot(leave_out(*check(self.root, now)), now)
                self._key, self._documents = key, {}
            return self._taken

    def document(self, name: str) -> bytes | None:
        """A published document by its path, such as ``api/v4/incidents.json``."""
        snapshot = self.snapshot()
        with self._lock:
            if not self._documents:
                self._documents = _by_key(documents(snapshot))
            found = [one for key in _keys(name) for one in self._documents.get(key, ())]
        for planned in found:
            files = dict(planned.render(*planned.inputs))
            if name in files:
                return files[name]
        return None


def application(output: Path, live: Live | None) -> ASGIApp:
    """The ASGI application: the APIs of ``live``, where there is one, and the files of ``output``."""

    async def serve_one(scope: Scope, receive: Receive, send: Send) -> None:
        from starlette.concurrency import run_in_threadpool
        from starlette.requests import Request as HttpRequest

        http = HttpRequest(scope, receive)
        refused = _refused(http)
        if refused is None:
            body = await _body(http) if http.method == "POST" else b""
            refused = await run_in_threadpool(_respond, http, body, output, live)
        await refused(scope, receive, send)

    return serve_one


def bound(port: int) -> socket.socket:
    """A listening socket on this machine alone; Busy where the port is taken, 0 takes any free one."""
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((HOST, port))
        found.listen()
    except OSError as refusal:
        found.close()
        raise Busy(
            f"port {port} cannot be used ({refusal.strerror}); name another: --port 0 finds one"
        ) from refusal
    return found


def run(app: ASGIApp, at: socket.socket) -> None:
    """Serves until the process is interrupted."""
    import uvicorn

    config = uvicorn.Config(app, lifespan="off", log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[at])


def _refused(http: HttpRequest) -> Response | None:
    """The answer to what is not even looked at: other names of this machine, and OPTIONS."""
    from starlette.responses import Response

    host = http.headers.get("host", "").rpartition(":")
    if (host[0] or host[2]) not in _NAMES:
        words = "This server answers to 127.0.0.1 and localhost only"
        return _answered(error(421, "MISDIRECTED_REQUEST", words))
    if http.method == "OPTIONS":
        may = {"Allow": _ALLOW, "Access-Control-Allow-Methods": _ALLOW}
        return Response(
            status_code=204, headers={**_EVERYBODY, **may, "Access-Control-Allow-Headers": "*"}
        )
    return None


async def _body(http: HttpRequest) -> bytes:
    """The beginning of the body: only a search needs it, to see that it has no title."""
    body = b""
    async for part in http.stream():
        body += part
        if len(body) > _LONGEST_BODY:
            break
    return body


def _respond(http: HttpRequest, body: bytes, output: Path, live: Live | None) -> Response:
    query = http.scope["query_string"].decode("latin-1")
    raw = http.scope.get("raw_path") or http.url.path.encode()
    path = "/" + raw.decode("latin-1").lstrip("/")
    request = request_of(http.method, f"{path}?{query}", dict(http.headers), body)
    if not reads(request):
        words = "This server only reads; `statusgen api` writes"
        return _answered(error(405, "METHOD_NOT_ALLOWED", words), {"Allow": _ALLOW})
    found = answer_read(request, live.snapshot()) if live else None
    if found is None or found.status == 404:
        other = _document(request, live) or _file(request, output)
        if other is not None:
            return other
    return _answered(found or error(404, "NOT_FOUND", f"There is no {request.path}"))


def _answered(found: Answer, headers: Mapping[str, str] = _EVERYBODY) -> Response:
    from starlette.responses import Response

    text = encode(found.document) if found.text is None else found.text
    kind = _JSON if found.text is None else "text/plain; charset=utf-8"
    return Response(to_bytes(text), found.status, {**_EVERYBODY, **headers}, kind)


def _document(request: Request, live: Live | None) -> Response | None:
    from starlette.responses import Response

    name = request.path.lstrip("/")
    content = live.document(name) if live else None
    if content is None:
        return None
    kind = mimetypes.guess_type(name)[0] or "text/plain"
    return Response(content, 200, _EVERYBODY, kind)


def _file(request: Request, output: Path) -> Response | None:
    """A file of the built site, or a redirect to a folder's address."""
    from starlette.responses import FileResponse, RedirectResponse

    place = _place(request.path, output)
    if place is None:
        return None
    if place.is_dir():
        if not request.path.endswith("/"):
            return RedirectResponse("/" + request.path.strip("/") + "/", 308, _EVERYBODY)
        place /= "index.html"
    return FileResponse(place, headers=_EVERYBODY) if place.is_file() else None


def _by_key(planned: Iterable[Artifact]) -> dict[str, list[Artifact]]:
    """Artifacts by their name, and by its last word: that is in the path of every file."""
    found: dict[str, list[Artifact]] = {}
    for one in planned:
        for key in {one.name, one.name.rpartition("/")[2]}:
            found.setdefault(key, []).append(one)
    return found


def _keys(name: str) -> list[str]:
    """Where to look for the artifact that has this file."""
    path = PurePosixPath(name)
    return [name, path.stem, *reversed(path.parts[:-1])]


def _place(path: str, output: Path) -> Path | None:
    """What a path names below ``output``; None for what is hidden or elsewhere."""
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") and part != ".well-known" for part in parts):
        return None
    top = output.resolve()
    try:
        place = top.joinpath(*parts).resolve()
        return place if place.is_relative_to(top) and place.exists() else None
    except (OSError, ValueError):
        return None


def _stamp(root: Path) -> int:
    """Changes with any file of the content."""
    files = [root / "monitors.yaml", *(root / "content").rglob("*")]
    found = []
    for file in files:
        try:
            state = file.stat()
        except OSError:
            continue
        found.append((str(file), state.st_mtime_ns, state.st_size))
    return hash(tuple(found))
