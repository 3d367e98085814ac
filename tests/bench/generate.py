"""Makes a site of N incidents with four comments each on average, the same for the same seed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from tests.bench import prose

END = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEARS = 5
MONITORS = 20
_GROUPS = ("Core", "API", "Data", "Regions")
_IMPACTS = ("DOWN", "PARTIAL", "DEGRADED")
_LIVES = (
    "resolved",
    "identified resolved",
    "monitoring resolved resolved",
    "identified monitoring resolved",
    "identified monitoring monitoring resolved",
    "identified monitoring resolved postmortem",
    "investigating identified monitoring resolved",
    "investigating identified identified monitoring resolved",
    "identified monitoring identified monitoring resolved postmortem",
    "identified monitoring resolved investigating identified monitoring monitoring resolved",
)


def generate(root: Path, incidents: int, seed: int = 1, monitors: int = MONITORS) -> None:
    """Writes the site into ``root``, which must be empty or absent."""
    chance = Random(seed)
    content = root / "content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text("title: Bench\nurl: https://status.example.com\n")
    (root / "monitors.yaml").write_text("".join(map(_monitor, range(monitors))))
    step = timedelta(days=365 * YEARS) / max(incidents, 1)
    for number in range(incidents):
        _incident(content / "incidents", END - step * (number + 1), number, monitors, chance)


def _monitor(number: int) -> str:
    group = _GROUPS[number % len(_GROUPS)]
    return f"- tag: service-{number}\n  name: Service {number}\n  category: {group}\n"


def _incident(folder: Path, start: datetime, number: int, watched: int, chance: Random) -> None:
    place = folder / f"{start:%Y}" / f"{start:%Y-%m-%d}-incident-{number}"
    place.mkdir(parents=True)
    tags = chance.sample(range(watched), chance.choice((1, 1, 2)))
    monitors = "".join(f"  service-{tag}: {chance.choice(_IMPACTS)}\n" for tag in tags)
    title = json.dumps(prose.title(chance), ensure_ascii=False)
    front = f"---\ntitle: {title}\nstart: {start:%Y-%m-%dT%H:%M:%SZ}\nmonitors:\n{monitors}---\n"
    (place / "incident.md").write_text(front + prose.text(chance), encoding="utf-8")
    at = start
    for state in chance.choice(_LIVES).split():
        at += timedelta(minutes=chance.randint(5, 90))
        name = f"{at:%Y-%m-%dT%H%M%SZ}.{state}.md"
        (place / name).write_text(prose.text(chance), encoding="utf-8")
