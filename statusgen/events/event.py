"""One piece of news, and the id by which it is known for ever."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Any

from statusgen.dataclass import dataclass
from statusgen.instants import rfc3339
from statusgen.markdown import to_plain
from statusgen.model.channel import Kind
from statusgen.model.status import Severity

SCHEMA = 1
"""Part of every id: another number makes all events new ones."""


@dataclass(frozen=True)
class Event:
    """What became public at ``at`` (Unix seconds). ``matters_at`` is what it is old by.

    ``key`` names it whatever the files, the revision or the wording of its kind; ``corrects`` is
    the key of the update that a correction is of. Whoever has been told ``unless`` knows already that
    there is an incident: to them it is an update. ``text`` is Markdown, ``base`` what its relative
    links start from. ``monitors`` are pairs of tag and name, ``groups`` their categories.
    ``start`` and ``end`` are when planned work takes place.
    """

    key: tuple[str, ...]
    kind: Kind
    at: int
    matters_at: int
    title: str
    url: str
    base: str
    state: str
    severity: Severity
    monitors: tuple[tuple[str, str], ...]
    groups: tuple[str, ...]
    text: str = ""
    correction: str = ""
    corrects: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None

    @cached_property
    def plain(self) -> str:
        """The text without markup, in lines."""
        return to_plain(self.text, self.base)

    @cached_property
    def id(self) -> str:
        """Its id where no channel plays a part."""
        return event_id(self.key)


def event_id(key: tuple[str, ...], channel: str = "") -> str:
    """32 hexadecimal digits: the same in every clone and after every rebase."""
    named = dumps([SCHEMA, *key, channel], ensure_ascii=True, separators=(",", ":"))
    return sha256(named.encode()).hexdigest()[:32]


def document(event: Event) -> Mapping[str, Any]:
    """An event as JSON: in ``notifications.json``, and as the data of a webhook."""
    return {
        "id": event.id,
        "kind": str(event.kind),
        "at": rfc3339(event.at),
        "title": event.title,
        "url": event.url,
        "state": event.state,
        "severity": str(event.severity),
        "monitors": [{"tag": tag, "name": name} for tag, name in event.monitors],
        "text": event.plain,
        "correction": event.correction,
        "starts_at": None if event.start is None else rfc3339(event.start),
        "ends_at": None if event.end is None else rfc3339(event.end),
    }
