"""One request of an API and its answer: what every dialect's `read` and `write` speak."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import parse_qsl, unquote, urlsplit

from statusgen.dataclass import dataclass
from statusgen.snapshot import Snapshot

if TYPE_CHECKING:
    from statusgen.editing.desk import Desk


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


Read = Callable[[Request, Snapshot], Answer | None]
"""Answers a reading request from the public view; None: the path is of another dialect."""

Write: TypeAlias = "Callable[[Request, Desk], Answer | None]"
"""Answers a writing request by edits of the desk's draft; None: it is of another dialect.

The answer to success shows what `Desk.preview` or `Desk.edited` will give. A handler checks what
its API checks and answers errors in its API's own words; errors of `Desk.new_errors` are for its
caller, who saves the draft only where the status is 2xx.
"""


def request_of(
    method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Request:
    """A request to a URL or a path with a query."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    lower = {name.lower(): value for name, value in (headers or {}).items()}
    return Request(method.upper(), unquote(parts.path) or "/", query, lower, body)
