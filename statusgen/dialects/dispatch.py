"""One request -> the dialect that answers it: the only door from outside to all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import Any, Protocol

from statusgen.dataclass import dataclass
from statusgen.dialects.oncall.reads import read_private
from statusgen.dialects.request import Answer, Request
from statusgen.editing.desk import Desk
from statusgen.snapshot import Snapshot

READING = ("GET", "HEAD")
"""Methods that never change anything."""


class Clerk(Protocol):
    """Takes the requests to one dialect."""

    def read(self, request: Request, snapshot: Snapshot, /) -> Answer | None:
        """The answer to a request that only asks; None where it is for another API."""

    def write(self, request: Request, desk: Desk, /) -> Answer | None:
        """The answer to a request that changes something; None where it is for another API.

        It edits the desk's draft. The answer to success shows what `Desk.preview` or `Desk.edited`
        will give. What its API checks it answers in its API's own words; errors of
        `Desk.new_errors` are for its caller, who saves the draft only where the status is 2xx.
        """

    def refusal(self, message: str, /) -> Answer:
        """An error in the shape of this API."""


@dataclass(frozen=True, slots=True)
class _Package:
    """A package with modules ``reads`` and ``writes``, each loaded when it is asked first."""

    name: str

    def read(self, request: Request, snapshot: Snapshot) -> Answer | None:
        found: Answer | None = self._module("reads").read(request, snapshot)
        return found

    def write(self, request: Request, desk: Desk) -> Answer | None:
        found: Answer | None = self._module("writes").write(request, desk)
        return found

    def refusal(self, message: str) -> Answer:
        found: Answer = self._module("writes").refusal(message)
        return found

    def _module(self, name: str) -> Any:
        return import_module(f"statusgen.dialects.{self.name}.{name}")


CLERKS: dict[str, Clerk] = {
    "oncall": _Package("oncall"),
    "kener-v4": _Package("kener_v4"),
    "kener-v1": _Package("kener_v1"),
    "kamu": _Package("kamu"),
}
"""Who takes requests, by the name of the dialect, in the order in which they are asked."""

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
        own = read_private(request, desk)
        return own or answer_read(request, desk.snapshot())
    for clerk in _in_order(request):
        found = _write(clerk, request, desk)
        if found is not None:
            return _checked(found, clerk, desk)
    return _unknown(request)


def answer_read(request: Request, snapshot: Snapshot) -> Answer:
    """What the API says to a reading request, from the public view alone."""
    asked = replace(request, method="GET")
    for clerk in _in_order(request):
        found = clerk.read(asked, snapshot)
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


def _in_order(request: Request) -> Iterator[Clerk]:
    """All in the order in which they are asked: first the one that a header names."""
    first = {name for header, name in _BY_HEADER.items() if header in request.headers}
    yield from (clerk for name, clerk in CLERKS.items() if name in first)
    yield from (clerk for name, clerk in CLERKS.items() if name not in first)


def _write(clerk: Clerk, request: Request, desk: Desk) -> Answer | None:
    try:
        return clerk.write(request, desk)
    except UnicodeEncodeError:
        return clerk.refusal("The body holds half of a surrogate pair, which is no text")
    except RecursionError:
        return clerk.refusal("The body is nested too deeply")


def _checked(found: Answer, clerk: Clerk, desk: Desk) -> Answer:
    """The answer to a write, unless its edits would bring an error into the content."""
    if not 200 <= found.status < 300 or not desk.draft.files:
        return found
    wrong = desk.first_error()
    return clerk.refusal(wrong) if wrong else found


def _has_title(request: Request) -> bool:
    try:
        body = request.json()
    except (ValueError, RecursionError):
        return False
    return isinstance(body, dict) and "title" in body


def _unknown(request: Request) -> Answer:
    return error(404, "NOT_FOUND", f"No API route matches '{request.path}'")
