"""Makes a site of N incidents with four comments each, the same for the same seed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

END = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEARS = 5
MONITORS = 20
_WORDS = [
    "requests",
    "errors",
    "latency",
    "database",
    "replica",
    "region",
    "cluster",
    "gateway",
    "customers",
    "traffic",
    "queue",
    "workers",
    "release",
    "rollback",
    "capacity",
    "connections",
    "timeout",
    "retries",
    "storage",
    "certificate",
    "cache",
    "elevated",
    "slow",
    "failing",
    "recovering",
    "stable",
    "partial",
    "intermittent",
    "increased",
    "normal",
    "the",
    "a",
    "of",
    "in",
    "to",
    "we",
    "are",
    "is",
    "has",
    "been",
    "for",
    "and",
    "some",
    "all",
    "since",
    "deployed",
    "reverted",
    "found",
    "restarted",
    "added",
]
_IMPACTS = ("DOWN", "PARTIAL", "DEGRADED")
_STATES = ("identified", "monitoring", "monitoring", "resolved")


def generate(root: Path, incidents: int, seed: int = 1) -> None:
    """Writes the site into ``root``, which must be empty or absent."""
    chance = random.Random(seed)
    content = root / "content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text("title: Bench\nurl: https://status.example.com\n")
    groups = ("Core", "API", "Data", "Regions")
    monitors = (
        f"- tag: service-{n}\n  name: Service {n}\n  category: {groups[n % len(groups)]}\n"
        for n in range(MONITORS)
    )
    (root / "monitors.yaml").write_text("".join(monitors))
    step = timedelta(days=365 * YEARS) / max(incidents, 1)
    for number in range(incidents):
        _incident(content / "incidents", END - step * (number + 1), number, chance)


def _incident(folder: Path, start: datetime, number: int, chance: random.Random) -> None:
    place = folder / f"{start:%Y}" / f"{start:%Y-%m-%d}-incident-{number}"
    place.mkdir(parents=True)
    tags = chance.sample(range(MONITORS), chance.choice((1, 1, 2)))
    monitors = "".join(f"  service-{tag}: {chance.choice(_IMPACTS)}\n" for tag in tags)
    front = f"---\ntitle: {_text(chance, 6)}\nstart: {start:%Y-%m-%dT%H:%M:%SZ}\nmonitors:\n"
    (place / "incident.md").write_text(f"{front}{monitors}---\n{_text(chance, 60)}.\n")
    at = start
    for state in _STATES:
        at += timedelta(minutes=chance.randint(5, 90))
        (place / f"{at:%Y-%m-%dT%H%M%SZ}.{state}.md").write_text(_body(chance))


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize()


def _body(chance: random.Random) -> str:
    """Mostly plain text; one comment in seven has a list, a link or emphasis."""
    body = f"{_text(chance, 30)}.\n\n{_text(chance, 30)}.\n"
    if chance.random() < 0.15:
        body += f"\n- **{_text(chance, 2)}**: {_text(chance, 5)}\n- [more](https://example.com)\n"
    return body
