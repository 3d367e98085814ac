"""Requests of any API that come in an event, and programs' short names for them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from statusgen.content.places import did_you_mean
from statusgen.dialects.dispatch import answer
from statusgen.dialects.request import Request, request_of
from statusgen.editing.desk import Desk
from statusgen.inbox.payloads import text
from statusgen.inbox.verdicts import Deed, refused

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_KEYS = ("method", "path", "headers", "body")


def request_in(payload: Mapping[str, Any]) -> Request:
    """The request ``{"method", "path", "headers", "body"}``; all but the path may be missing."""
    for name in payload:
        if name not in _KEYS:
            raise refused(f"`{name}` means nothing here", did_you_mean(name, _KEYS))
    headers = payload.get("headers") or {}
    lines = headers.items() if isinstance(headers, dict) else ()
    named = {name: value for name, value in lines if isinstance(value, str)}
    body = _body(payload.get("body"))
    method = text(payload, "method") or ("POST" if body else "GET")
    return request_to(method, text(payload, "path"), named, body)


def request_with(method: str, path: str, payload: Any) -> Request:
    """The request whose body is the payload of an event."""
    return request_to(method, path, {}, _body(payload))


def request_to(method: str, path: str, headers: Mapping[str, str], body: bytes) -> Request:
    """A request; refused where it is none. An address with a host is taken for its path."""
    if method.upper() not in _METHODS:
        raise refused(f"there is no method `{method}`", did_you_mean(method.upper(), _METHODS))
    if not re.match(r"(?:https?://[^/\s]+)?/", path):
        raise refused(f"`{path}` is no path", "begin it with a slash, such as /api/v4/incidents")
    try:
        return request_of(method, path, headers, body)
    except ValueError as error:
        raise refused(f"`{path}` is no path: {error}") from error


def perform(request: Request, desk: Desk) -> Deed:
    """What the API answers; its edits are in the desk's draft."""
    found = answer(request, desk)
    what, _, title = found.message.partition(": ")
    return Deed(what or f"{request.method} of an API", "", title, found)


def _body(given: Any) -> bytes:
    """JSON text stands for itself."""
    if given is None:
        return b""
    written = given if isinstance(given, str) else json.dumps(given)
    return written.encode(errors="surrogatepass")
