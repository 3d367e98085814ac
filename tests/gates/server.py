"""A host for built sites, as plain as hosts are: gzip, folders, 404.html. It knows who asked what."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

TYPES = {
    "": "application/json",  # documents of the APIs have no suffix
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".opml": "text/x-opml; charset=utf-8",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


class Host(BaseHTTPRequestHandler):
    """Sends the files of a folder, packed where the client takes that."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *connection: Any, folder: Path, asked: list[str]) -> None:
        self.folder = folder
        self.asked = asked
        super().__init__(*connection)

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.asked.append(path)
        file = self.folder / path.lstrip("/")
        if file.is_dir() and not path.endswith("/"):
            return self._send(301, b"", Location=path + "/")
        file = file / "index.html" if file.is_dir() else file
        status = 200 if file.is_file() else 404
        file = file if status == 200 else self.folder / "404.html"
        content, headers = file.read_bytes(), {"Content-Type": TYPES[file.suffix]}
        if "gzip" in self.headers.get("Accept-Encoding", "") and file.suffix != ".png":
            content, headers["Content-Encoding"] = gzip.compress(content, 9), "gzip"
        return self._send(status, content, **headers)

    def _send(self, status: int, content: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def send_header(self, keyword: str, value: str) -> None:
        """Without the present: pages believe a server more than the reader's clock, which is set."""
        if keyword != "Date":
            super().send_header(keyword, value)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def hosted(folder: Path, asked: list[str]) -> Iterator[str]:
    """The address at which the folder is served; every path that is asked for is appended."""
    handler = partial(Host, folder=folder, asked=asked)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
