"""One request -> the dialect that answers it: the only door from outside to all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from statusgen.dialects import DIALECTS, oncall_events
from statusgen.dialects.request import Answer, Request
from statusgen.editing.desk import Desk
from statusgen.snapshot import Snapshot

READING = ("GET", "HEAD")
"""Methods that never change anything."""

_BY_HEADER = MappingProxyType({"x-api-key": "kamu"})
_SEARCHED_BY_POST = "/api/incident"
_SEARCH = frozenset(
    {"state", "tags", "page", "per_page", "created_after_utc", "created_before_utc", "title_like"}
)


def answer(request: Request, desk: Desk) -> Answer:
    """What the API says to a request; a write is left in the desk's draft.

    The draft is worth saving only where the status is 2xx: then the edits bring no new error.
    """
    if reads(request):
        own = oncall_events.read_private(request, desk)
        return own or answer_read(request, desk.snapshot())
    for dialect in _in_order(request):
        found = _write(dialect, request, desk)
        if found is not None:
            return _checked(found, dialect, desk)
    return _unknown(request)


def answer_read(request: Request, snapshot: Snapshot) -> Answer:
    """What the API says to a reading request, from the public view alone."""
    asked = replace(request, method="GET")
    for dialect in _in_order(request):
        read = _handler(dialect, "read")
        found: Answer | None = read(asked, snapshot) if read else None
        if found is not None:
            return found
    return _unknown(request)


def reads(request: Request) -> bool:
    """Whether a request only asks; Kener 1 documents its search as a POST."""
    if request.method in READING:
        return True
    searches = request.path.rstrip("/") == _SEARCHED_BY_POST and _SEARCH & request.query.keys()
    return request.method == "POST" and bool(searches) and not _has_title(request)


def error(status: int, code: str, message: str) -> Answer:
    """An error in the shape of the dialects that have no other."""
    return Answer(status, {"error": {"code": code, "message": message}})


def _in_order(request: Request) -> Iterator[Any]:
    """The dialects in the order they are asked in: first the one that a header names."""
    first = {name for header, name in _BY_HEADER.items() if header in request.headers}
    yield from (dialect for name, dialect in DIALECTS.items() if name in first)
    yield oncall_events
    yield from (dialect for name, dialect in DIALECTS.items() if name not in first)


def _handler(dialect: Any, name: str) -> Any:
    found = getattr(dialect, name, None)
    return found if callable(found) else None


def _write(dialect: Any, request: Request, desk: Desk) -> Answer | None:
    write = _handler(dialect, "write")
    if write is None:
        return None
    try:
        found: Answer | None = write(request, desk)
    except UnicodeEncodeError:
        return _refusal(dialect, "The body holds half of a surrogate pair, which is no text")
    except RecursionError:
        return _refusal(dialect, "The body is nested too deeply")
    return found


def _checked(found: Answer, dialect: Any, desk: Desk) -> Answer:
    """The answer to a write, unless its edits would bring an error into the content."""
    if not 200 <= found.status < 300 or not desk.draft.files:
        return found
    errors = desk.new_errors()
    if not errors:
        return found
    return _refusal(dialect, ": ".join(filter(None, (errors[0].message, errors[0].hint))))


def _refusal(dialect: Any, message: str) -> Answer:
    refusal = _handler(dialect, "refusal")
    found: Answer = refusal(message) if refusal else error(400, "BAD_REQUEST", message)
    return found


def _has_title(request: Request) -> bool:
    try:
        body = request.json()
    except (ValueError, RecursionError):
        return False
    return isinstance(body, dict) and "title" in body


def _unknown(request: Request) -> Answer:
    return error(404, "NOT_FOUND", f"No API route matches '{request.path}'")
