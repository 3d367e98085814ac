"""Events -> messages: what is said, in fixed words with the texts of the content put in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from html import escape
from typing import Any
from urllib.parse import urlsplit

from statusgen.dataclass import dataclass
from statusgen.events import Event, document
from statusgen.instants import rfc3339
from statusgen.markdown import render
from statusgen.model.channel import Kind
from statusgen.model.site import Settings
from statusgen.model.status import Severity

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HOST = re.compile(r"[A-Za-z0-9.-]+")
_LISTED = 50
"""How many events a digest names one by one."""

_IN_FULL = 100
"""How many events a digest gives to programs."""

_WORDS = {
    Kind.REOPENED: "Reopened",
    Kind.SCHEDULED: "Maintenance scheduled",
    Kind.STARTING: "Maintenance in progress",
    Kind.COMPLETED: "Maintenance completed",
    Kind.CANCELLED: "Maintenance cancelled",
    Kind.CORRECTED: "Corrected",
    Kind.NOTICE: "Notice",
}
"""What stands before the title; all other kinds say the state."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel is told: plain text but for ``html``, which is safe as it stands.

    ``id`` is the same for every attempt. ``facts`` are pairs of a label and a text. ``data`` is
    for programs.
    """

    id: str
    kind: str
    at: int
    title: str
    text: str
    html: str
    facts: tuple[tuple[str, str], ...]
    url: str
    site: str
    site_url: str
    data: Mapping[str, Any]

    @property
    def host(self) -> str:
        """The host of the site, as mail can name it."""
        try:
            host = (urlsplit(self.site_url).hostname or "").encode("idna").decode()
        except ValueError:
            host = ""
        return host if _HOST.fullmatch(host) else "localhost"


def of_event(name: str, event: Event, settings: Settings) -> Message:
    """One event; ``name`` is its id for the channel."""
    return Message(
        id=name,
        kind=str(event.kind),
        at=event.at,
        title=_headline(event),
        text=clean(event.plain),
        html=render(event.text, base=event.base) if event.text else "",
        facts=tuple(_facts(event)),
        url=event.url,
        site=_line(settings.title),
        site_url=settings.url,
        data=document(event),
    )


def of_digest(name: str, events: Sequence[Event], settings: Settings) -> Message:
    """Many events as one message."""
    lines = [f"{_clock(event.at)} UTC: {_headline(event)}" for event in events[:_LISTED]]
    if len(events) > _LISTED:
        lines.append(f"… and {len(events) - _LISTED:,} more")
    site = _line(settings.title)
    return Message(
        id=name,
        kind="digest",
        at=max(event.at for event in events),
        title=f"{len(events):,} updates: {site}",
        text="\n".join(lines),
        html="<ul>\n" + "".join(f"<li>{escape(line)}</li>\n" for line in lines) + "</ul>\n",
        facts=(),
        url=settings.url,
        site=site,
        site_url=settings.url,
        data={"count": len(events), "events": [document(event) for event in events[:_IN_FULL]]},
    )


def digest_id(ids: Sequence[str]) -> str:
    """The id of a digest of the events with these ids."""
    return sha256("\n".join(sorted(ids)).encode()).hexdigest()[:32]


def envelope(message: Message) -> Mapping[str, Any]:
    """A message as Standard Webhooks has it."""
    return {"type": message.kind, "timestamp": rfc3339(message.at), "data": message.data}


def clean(text: str) -> str:
    """Text without control characters but for the ends of lines."""
    return _CONTROL.sub("\ufffd", text)


def _line(text: str) -> str:
    return clean(" ".join(text.split()))


def _headline(event: Event) -> str:
    word = _WORDS.get(event.kind) or event.state.replace("-", " ").capitalize()
    if event.kind is Kind.CHANGED:
        word = f"Maintenance {event.state.replace('-', ' ')}"
    return f"{word}: {_line(event.title)}"


def _facts(event: Event) -> list[tuple[str, str]]:
    facts = []
    if event.correction:
        facts.append(("Correction", _line(event.correction)))
    if event.monitors:
        facts.append(("Affected", ", ".join(_line(name) for _, name in event.monitors)))
    if event.severity is not Severity.NONE:
        facts.append(("Severity", str(event.severity)))
    if event.start is not None:
        until = f" to {_clock(event.end)}" if event.end is not None else ""
        facts.append(("Time", f"{_clock(event.start)}{until} UTC"))
    return facts


def _clock(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}"
