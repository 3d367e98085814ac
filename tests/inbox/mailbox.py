"""A site on disk that receives events, and what they leave there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from statusgen.inbox.issues import Labels
from statusgen.inbox.payloads import read_event
from statusgen.inbox.receiving import Options, receive
from statusgen.inbox.replies import reply_to
from statusgen.inbox.verdicts import Received
from statusgen.prepare import check
from statusgen.snapshot import Snapshot
from statusgen.snapshot.timeline import IncidentView
from tests.requests import changes, files_in
from tests.sites import instant, snapshot_of, write_site

NOW = "2026-01-15T12:00:00Z"
_LOCK = "content/.statusgen.lock"


class Clock:
    """A clock that nobody has to wait for."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    def now(self) -> int:
        return instant(NOW)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def share(self) -> float:
        return 0.5

    def nonce(self) -> str:
        return "0123456789abcdef"


class Mailbox:
    """``changed`` are the files that the last event changed, ``reply`` what the issue is told."""

    def __init__(self, root: Path, files: Mapping[str, str] | None = None) -> None:
        self.root = write_site(root, files or {})
        self.changed: dict[str, str | None] = {}
        self.reply = ""

    def files(self) -> dict[str, str]:
        return {path: text for path, text in files_in(self.root).items() if path != _LOCK}

    def send(
        self, name: str, payload: Any, now: str = NOW, labels: Labels | None = None
    ) -> Received:
        """What became of an event; whatever it was, the content has no error after it."""
        raw = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        before = self.files()
        event = read_event(name, raw)
        found = receive(self.root, event, Options(instant(now), labels=labels or Labels()), Clock())
        self.changed = changes(before, self.files())
        self.reply = reply_to(event, found)
        errors = [one for one in check(self.root, instant(now))[1] if one.level == "error"]
        assert errors == []
        assert set(found.files) == set(self.changed)
        return found

    def done(self, name: str, payload: Any, now: str = NOW) -> Received:
        """The same, for what must change something."""
        found = self.send(name, payload, now)
        assert (found.faults, found.changed) == ((), True), found
        return found

    def ignored(self, name: str, payload: Any, now: str = NOW) -> str:
        """Why there was nothing to do; nobody is answered."""
        found = self.send(name, payload, now)
        assert (found.faults, found.changed, self.reply) == ((), False, ""), found
        return found.note

    def refused(self, name: str, payload: Any, now: str = NOW) -> tuple[str, str]:
        """What is wrong, and what to do."""
        found = self.send(name, payload, now)
        assert found.faults, found
        assert self.changed == {}
        return found.faults[0].message, found.faults[0].hint

    def snapshot(self, now: str = NOW) -> Snapshot:
        return snapshot_of(self.root, _own(self.root), now)

    def incident(self, now: str = NOW) -> IncidentView:
        """The only incident, as the public sees it."""
        (view,) = self.snapshot(now).incidents
        return view

    def told(self, now: str = NOW) -> list[tuple[str, str]]:
        """State and text of its updates, oldest first."""
        return [(update.face, update.text) for update in self.incident(now).updates]


def _own(root: Path) -> dict[str, str | bytes]:
    return {name: (root / name).read_bytes() for name in ("monitors.yaml", "content/site.yaml")}
