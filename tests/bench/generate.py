"""Makes a site of N incidents with four comments each on average, the same for the same seed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from statusgen.model.ids import free_id, incident_id
from tests.bench import prose

END = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEARS = 5
MONITORS = 20
_BLOCK = 5_000  # incidents
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
    content = root / "content"
    content.mkdir(parents=True)
    (content / "site.yaml").write_text("title: Bench\nurl: https://status.example.com\n")
    (root / "monitors.yaml").write_text("".join(map(_monitor, range(monitors))))
    ids = own_ids(incidents)
    blocks = [
        _Block(content / "incidents", incidents, first, monitors, seed, ids)
        for first in range(0, incidents, _BLOCK)
    ]
    with ProcessPoolExecutor() if len(blocks) > 1 else nullcontext() as processes:
        for _ in (processes.map if processes else map)(_write, blocks):
            pass


class _Block(NamedTuple):
    """So many incidents in a row as one process writes: each block has its own random numbers."""

    folder: Path
    incidents: int
    first: int
    monitors: int
    seed: int
    ids: Mapping[int, int]


def _write(block: _Block) -> None:
    chance = Random(f"{block.seed}/{block.first}" if block.first else block.seed)
    for number in range(block.first, min(block.first + _BLOCK, block.incidents)):
        start = start_of(number, block.incidents)
        _incident(block.folder, start, number, block.monitors, block.ids.get(number), chance)


def start_of(number: int, incidents: int) -> datetime:
    """When an incident begins; 0 is the newest."""
    return END - timedelta(days=365 * YEARS) / incidents * (number + 1)


def slug_of(number: int, start: datetime) -> str:
    """The name of an incident's folder."""
    return f"{start:%Y-%m-%d}-incident-{number}"


def own_ids(incidents: int) -> dict[int, int]:
    """What `check` says to write where two of very many incidents come to the same id."""
    taken: set[int] = set()
    own: dict[int, int] = {}
    for number in range(incidents):
        start = start_of(number, incidents)
        derived = incident_id(slug_of(number, start), int(start.timestamp()))
        if derived in taken:
            own[number] = free_id(derived, taken)
        taken.add(own.get(number, derived))
    return own


def _monitor(number: int) -> str:
    group = _GROUPS[number % len(_GROUPS)]
    return f"- tag: service-{number}\n  name: Service {number}\n  category: {group}\n"


def _incident(
    folder: Path, start: datetime, number: int, watched: int, own_id: int | None, chance: Random
) -> None:
    place = folder / f"{start:%Y}" / slug_of(number, start)
    place.mkdir(parents=True)
    tags = chance.sample(range(watched), chance.choice((1, 1, 2)))
    monitors = "".join(f"  service-{tag}: {chance.choice(_IMPACTS)}\n" for tag in tags)
    title = json.dumps(prose.title(chance), ensure_ascii=False)
    own = "" if own_id is None else f"id: {own_id}\n"
    front = (
        f"---\ntitle: {title}\nstart: {start:%Y-%m-%dT%H:%M:%SZ}\n{own}monitors:\n{monitors}---\n"
    )
    (place / "incident.md").write_text(front + prose.text(chance), encoding="utf-8")
    at = start
    for state in chance.choice(_LIVES).split():
        at += timedelta(minutes=chance.randint(5, 90))
        name = f"{at:%Y-%m-%dT%H%M%SZ}.{state}.md"
        (place / name).write_text(prose.text(chance), encoding="utf-8")
