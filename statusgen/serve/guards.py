"""Whom the server answers at all: this machine by its own names, and for its own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from statusgen.dialects.dispatch import error

if TYPE_CHECKING:
    from starlette.requests import Request as HttpRequest

    from statusgen.dialects.request import Answer

HOST = "127.0.0.1"

_NAMES = (HOST, "localhost")
_OF_OURS = (None, "same-origin", "none")


def foreign_host(http: HttpRequest) -> Answer | None:
    """The refusal of a request for another name: a page elsewhere may have bent its own to us."""
    host = http.headers.get("host", "").rpartition(":")
    if (host[0] or host[2]) in _NAMES:
        return None
    words = "This server answers to 127.0.0.1 and localhost only"
    return error(421, "MISDIRECTED_REQUEST", words)


def foreign_page(http: HttpRequest) -> Answer | None:
    """The refusal of a request that a page of another origin makes."""
    own = f"http://{http.headers.get('host', '')}"
    alike = http.headers.get("origin", own) == own
    if alike and http.headers.get("sec-fetch-site") in _OF_OURS:
        return None
    return error(403, "FORBIDDEN", "This is for the pages of this server only")


def parts_of(path: str) -> list[str] | None:
    """The names in a path, from the top; None where it leads up or to something hidden."""
    parts = [part for part in path.split("/") if part]
    if any(part.startswith(".") and part != ".well-known" for part in parts):
        return None
    return parts
