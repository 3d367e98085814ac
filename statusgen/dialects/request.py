"""One request of an API and its answer: what every dialect's `read` and `write` speak."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from statusgen.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came; ``headers`` have names in lower case, ``path`` is decoded."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        """The body; ValueError where it is no JSON."""
        return json.loads(self.body.decode())

    def json_object(self) -> Mapping[str, Any] | None:
        """The JSON object that the body is; None where it is none."""
        try:
            found = self.json()
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and a document (its key order is kept).

    ``message`` describes what was edited, for the commit; "" where nothing was. ``text`` is sent
    as it is, in place of a document, where it is not None.
    """

    status: int
    document: Any = None
    message: str = ""
    text: str | None = None


class Refused(Exception):
    """Ends a request with an error, ``{"error": "…"}``; nothing is changed."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.answer = Answer(status, {"error": message})


def request_of(
    method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Request:
    """A request to a URL or a path with a query."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    lower = {name.lower(): value for name, value in (headers or {}).items()}
    return Request(method.upper(), unquote(parts.path) or "/", query, lower, body)
