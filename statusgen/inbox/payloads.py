"""What GitHub's events say, as values: the only place that knows the shape of their JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from statusgen.content.places import At
from statusgen.content.times import Time
from statusgen.dataclass import dataclass
from statusgen.errors import UsageError

MAINTAINERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})
"""The associations of those who may speak for the page."""

_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(?:\[bot\])?")
_LARGEST = 25 * 1024 * 1024  # GitHub sends no larger ones


@dataclass(frozen=True, slots=True)
class Event:
    """An event: ``name`` is GitHub's for its kind, ``payload`` the JSON that came with it."""

    name: str
    payload: Mapping[str, Any]

    @property
    def action(self) -> str:
        """What happened, such as ``labeled``; of a repository_dispatch, its event_type."""
        return text(self.payload, "action")

    @property
    def sender(self) -> str:
        """Who caused it; "somebody" where the name is no name."""
        login = text(self.payload, "sender", "login")
        return login if _LOGIN.fullmatch(login) else "somebody"

    @property
    def by_person(self) -> bool:
        """Whether a person caused it, not an app."""
        return text(self.payload, "sender", "type") == "User"


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as it was when the event happened. Times are Unix seconds.

    ``trusted`` says whether its author may speak for the page.
    """

    number: int
    url: str
    title: str
    body: str
    author: str
    trusted: bool
    open: bool
    public: bool
    created_at: int
    updated_at: int
    closed_at: int | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on an issue as it was when the event happened. Times are Unix seconds.

    ``trusted`` says whether its author is a person who may speak for the page.
    """

    id: int
    author: str
    body: str
    trusted: bool
    created_at: int
    updated_at: int


def read_event(name: str, raw: bytes) -> Event:
    """The event in a file of JSON; UsageError where there is none, or what it holds is no text."""
    if len(raw) > _LARGEST:
        raise UsageError("the file of the event is larger than any event of GitHub")
    try:
        payload = json.loads(raw)
        json.dumps(payload, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise UsageError("the event holds half of a surrogate pair, which is no text") from error
    except (ValueError, RecursionError):
        payload = None
    if not isinstance(payload, dict):
        raise UsageError("the file of the event holds no JSON object")
    return Event(name, payload)


def text(payload: Any, *route: str) -> str:
    """The text at a place, with Unix line ends; "" where there is none."""
    found = _at(payload, route)
    return found.replace("\r\n", "\n").replace("\r", "\n") if isinstance(found, str) else ""


def issue_of(event: Event) -> Issue:
    """The issue of an event; UsageError where the payload has none."""
    issue = event.payload.get("issue")
    return Issue(
        number=_number(issue, "number"),
        url=text(issue, "html_url"),
        title=text(issue, "title"),
        body=text(issue, "body"),
        author=text(issue, "user", "login"),
        trusted=_may_speak(issue),
        open=text(issue, "state") != "closed",
        public=_at(event.payload, ("repository", "private")) is False,
        created_at=_time(issue, "created_at"),
        updated_at=_time(issue, "updated_at"),
        closed_at=_time(issue, "closed_at") if text(issue, "closed_at") else None,
    )


def remark_of(event: Event) -> Remark:
    """The comment of an event; UsageError where the payload has none."""
    comment = event.payload.get("comment")
    return Remark(
        id=_number(comment, "id"),
        author=text(comment, "user", "login"),
        body=text(comment, "body"),
        trusted=_may_speak(comment),
        created_at=_time(comment, "created_at"),
        updated_at=_time(comment, "updated_at"),
    )


def is_pull_request(event: Event) -> bool:
    """Whether the issue of an event is a pull request, which has comments of the same kind."""
    return _at(event.payload, ("issue", "pull_request")) is not None


def _may_speak(written: Any) -> bool:
    person = text(written, "user", "type") == "User"
    return person and text(written, "author_association") in MAINTAINERS


def _at(payload: Any, route: tuple[str, ...]) -> Any:
    for step in route:
        payload = payload.get(step) if isinstance(payload, dict) else None
    return payload


def _number(written: Any, key: str) -> int:
    found = _at(written, (key,))
    if not isinstance(found, int) or isinstance(found, bool) or not 0 < found < 2**53:
        raise UsageError(f"this is no event of GitHub: it has no `{key}`")
    return found


def _time(written: Any, key: str) -> int:
    found = Time().read(_at(written, (key,)) or "", At("", []))
    if found is None:
        raise UsageError(f"this is no event of GitHub: it has no `{key}`")
    return found
