"""Sites with channels, a clock that tests move, and runs of `statusgen notify` in this process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from statusgen.model.site import DAY, MINUTE
from statusgen.notify.delivery import Delivered
from statusgen.notify.ledger import Book, Store
from statusgen.notify.ledger.book import read
from statusgen.notify.ledger.file import FileStore
from statusgen.notify.posting import Way
from statusgen.notify.run import Options, Result, Runner
from tests.notify.receivers import SECRET
from tests.sites import BASE, instant, snapshot_of

HERE = "allow_http: true, allow_private: true"
HOOK = f"{{name: hook, kind: webhook, url_env: HOOK_URL, secret_env: HOOK_SECRET, {HERE}}}"
NOW = "2026-01-15T12:00Z"
IT = "content/incidents/2026-01-15-outage"
OPENING = (
    "---\ntitle: The API is down\nstart: 2026-01-15T10:00Z\nmonitors: [api]\n---\nNo answer.\n"
)


def settings(*channels: str) -> str:
    """A site.yaml with these channels, each in one line of YAML."""
    lines = "".join(f"  - {channel}\n" for channel in channels)
    return BASE["content/site.yaml"] + f"notifications:\n{lines}"


def outages(count: int, first: int = 0) -> dict[str, str]:
    """That many incidents of one update each, a minute apart."""
    found = {}
    for number in range(first, first + count):
        hour, minute = divmod(number % 600, 60)
        path = f"content/incidents/2026-01-15-outage-{number}/incident.md"
        start = f"2026-01-15T{hour:02}:{minute:02}:{number // 600:02}Z"
        found[path] = (
            f"---\nid: {number + 1}\ntitle: Outage {number}\nstart: {start}\nmonitors: [api]\n---\nText {number}.\n"
        )
    return found


@dataclass
class FakeClock:
    """Time passes only while somebody sleeps."""

    at: int = instant(NOW)
    slept: list[float] = field(default_factory=list)
    made: int = 0

    def now(self) -> int:
        return self.at + int(sum(self.slept))

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def share(self) -> float:
        return 0.0

    def nonce(self) -> str:
        self.made += 1
        return f"nonce-{self.made}"


@dataclass
class Place:
    """A site in a folder, and its ledger in a file."""

    root: Path
    channels: tuple[str, ...]
    url: str
    clock: FakeClock = field(default_factory=FakeClock)
    secrets: dict[str, str] = field(default_factory=dict)
    told: list[Delivered] = field(default_factory=list)
    store: Store | None = None
    timeout: float = 10
    expires: int = 15 * MINUTE

    def __post_init__(self) -> None:
        self.secrets = {"HOOK_URL": self.url, "HOOK_SECRET": SECRET, **self.secrets}
        self.ledger = self.root / "ledger.jsonl"

    def runner(self, files: Mapping[str, str], now: str = NOW) -> Runner:
        written = {"content/site.yaml": settings(*self.channels), **files}
        store = self.store or FileStore(self.ledger)
        options = Options(7 * DAY, self.expires, Way(timeout=self.timeout))
        snapshot = snapshot_of(self.root, written, now)
        return Runner(snapshot, store, self.clock, options, self.told.append)

    def baseline(self, files: Mapping[str, str] | None = None, now: str = NOW) -> int:
        return self.runner(files or {}, now).baseline()

    def notify(self, files: Mapping[str, str] | None = None, now: str = NOW) -> Result:
        return self.runner(files or {}, now).notify(self.secrets.get)

    def book(self) -> Book:
        return read(self.ledger.read_text())

    def states(self) -> list[str]:
        """The states of all deliveries, in order of the ledger."""
        return [str(line.state) for line in self.book().lines.values()]
