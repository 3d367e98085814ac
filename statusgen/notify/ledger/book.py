"""The ledger as text and as values: JSON lines, of which the last about a delivery holds."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import field
from enum import StrEnum

from statusgen.dataclass import dataclass
from statusgen.errors import UsageError
from statusgen.model.site import DAY

KEPT = 90 * DAY
"""How long a delivery that is over is remembered, though nothing could bring it back."""

_ALWAYS = ("event", "at", "since")


class Standing(StrEnum):
    """How far a delivery is. Pending: somebody has claimed it and may have sent it already."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    DEAD = "dead"
    SKIPPED = "skipped"

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done."""
        return self not in (Standing.PENDING, Standing.FAILED)


@dataclass(frozen=True, slots=True)
class Line:
    """One state of a delivery. ``event`` is its id for the channel; "" says that the channel is known.

    ``since`` is when it was first seen, ``at`` when this line was written (Unix seconds), ``code``
    what the receiver answered, ``run`` who wrote it, ``digest`` the id of the message that it was
    to be part of ("": one of its own).
    """

    event: str
    channel: str
    state: Standing
    at: int
    since: int
    attempt: int = 0
    code: int = 0
    run: str = ""
    digest: str = ""

    def text(self) -> str:
        """The line, without what says nothing."""
        said = {
            "event": self.event,
            "channel": self.channel,
            "state": str(self.state),
            "at": self.at,
            "since": self.since,
            "attempt": self.attempt,
            "code": self.code,
            "run": self.run,
            "digest": self.digest,
        }
        kept = {key: value for key, value in said.items() if value or key in _ALWAYS}
        return json.dumps(kept, separators=(",", ":")) + "\n"


@dataclass(frozen=True, slots=True)
class Book:
    """The last line of each delivery by its event's id, and the channels that are known.

    ``length`` is the number of lines in the text.
    """

    lines: Mapping[str, Line] = field(default_factory=dict)
    channels: frozenset[str] = frozenset()
    length: int = 0

    def plus(self, further: Iterable[Line]) -> Book:
        """The book with further lines at its end."""
        lines, channels, length = dict(self.lines), set(self.channels), self.length
        for line in further:
            length += 1
            if line.event:
                lines[line.event] = line
            else:
                channels.add(line.channel)
        return Book(lines, frozenset(channels), length)

    def text(self, fresh: Container[str], now: int) -> str:
        """The shortest text that means the same, without what is long over and not ``fresh``."""
        kept = [
            line
            for line in self.lines.values()
            if line.event in fresh or not line.state.over or line.at > now - KEPT
        ]
        known = (Line("", name, Standing.SKIPPED, now, now) for name in sorted(self.channels))
        return "".join(line.text() for line in (*known, *kept))


def read(text: str) -> Book:
    """The book; UsageError where a line cannot be read: what is not known must not be sent again."""
    rows = enumerate(text.splitlines(), 1)
    return Book().plus(_line(row, number) for number, row in rows)


def written(lines: Iterable[Line]) -> str:
    """Lines as they are added to the text."""
    return "".join(line.text() for line in lines)


def _line(row: str, number: int) -> Line:
    try:
        found = json.loads(row)
        return Line(
            event=str(found["event"]),
            channel=str(found["channel"]),
            state=Standing(found["state"]),
            at=int(found["at"]),
            since=int(found["since"]),
            attempt=int(found.get("attempt", 0)),
            code=int(found.get("code", 0)),
            run=str(found.get("run", "")),
            digest=str(found.get("digest", "")),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        message = f"line {number} of the ledger cannot be read; restore an earlier ledger"
        raise UsageError(message) from error
