"""Many `statusgen api … --commit` at once on one repository: nothing lost, nothing torn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from statusgen.prepare import check
from tests.repositories import commit, git, new_repository
from tests.sites import instant, write_site
from tests.tools import FULL

NOW = "2026-01-20T12:00:00Z"
WRITERS = 8
EACH = 25 if FULL else 5
ROOT = str(Path(__file__).parent.parent)


def event(site: Path, action: str, key: str) -> dict[str, Any]:
    """The result of an event that a process of its own performs and commits."""
    payload = {"summary": f"Alarm {key}", "source": "test", "severity": "error"}
    body = {"routing_key": "R", "event_action": action, "dedup_key": key, "payload": payload}
    words = ["api", "POST", "/api/events", "-d", json.dumps(body), "--commit", "--now", NOW]
    done = subprocess.run(
        [sys.executable, "-m", "statusgen", *words],
        capture_output=True,
        text=True,
        cwd=site,
        env={**os.environ, "PYTHONPATH": ROOT},
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["result"]
    return found


ROUND = ("trigger", "acknowledge", "trigger", "resolve")


def work(site: Path, number: int) -> list[dict[str, Any]]:
    """What one writer does: the life of alarms of its own, and now and then one that all share."""
    results = []
    for step in range(EACH):
        turn, place = divmod(step, len(ROUND) + 1)
        shared = place == len(ROUND)
        key = "shared" if shared else f"{number}-{turn}"
        results.append(event(site, "trigger" if shared else ROUND[place], key))
    return results


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    site = write_site(tmp_path, {})
    commit(new_repository(site))
    with ThreadPoolExecutor(WRITERS) as pool:
        works = pool.map(lambda number: work(site, number), range(WRITERS))
        results = [result for done in works for result in done]

    assert len(results) == WRITERS * EACH
    actions = Counter(one["action"] for one in results)
    alarms = WRITERS * EACH // (len(ROUND) + 1)
    assert actions == {
        "triggered": alarms + 1,
        "acknowledged": alarms,
        "deduplicated": alarms + alarms - 1,
        "resolved": alarms,
    }
    shared = [one for one in results if one["incident"]["dedup_key"] == "shared"]
    assert [one["action"] for one in shared].count("triggered") == 1
    assert len({one["incident"]["id"] for one in shared}) == 1

    found, problems = check(site, instant(NOW))
    assert problems == []
    told = {one.id for incident in found.incidents for one in incident.comments}
    notes = actions["resolved"]  # what the machine said, beside the word that it is over
    assert len(told) == len(results) + notes
    opened = {one["incident"]["id"] for one in results if one["action"] == "triggered"}
    assert {one.id for one in found.incidents} == opened

    assert git(site, "status", "--porcelain") == ""
    assert git(site, "rev-list", "--min-parents=2", "HEAD") == ""
    assert git(site, "rev-list", "--count", "HEAD") == str(1 + len(results))
    assert git(site, "fsck", "--no-dangling") == ""
