"""What pages show of a monitor's present: the same as of the whole stretch, and no more than that."""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.artifact import fingerprint
from statusgen.snapshot.life import PROBLEMS
from statusgen.snapshot.stretch import stretch
from statusgen.targets.html.tally import Tally, present, tally
from tests.sites import instant, snapshot_of
from tests.targets.pages import planned

OPEN = "content/incidents/2026-02-27-api"
CONTENT = {
    "content/site.yaml": "title: A\nurl: https://status.example.com\ntimezone: Europe/Berlin\n",
    "content/incidents/2025-12-31-api/incident.md": (
        "---\ntitle: Night\nstart: 2025-12-31T20:00Z\nmonitors: [api]\n---\n"
    ),
    "content/incidents/2025-12-31-api/2026-01-01T0400Z.resolved.md": "Over.",
    f"{OPEN}/incident.md": "---\ntitle: Long\nstart: 2026-02-27T10:00Z\nmonitors: {api: DEGRADED}\n---\n",
}


def told(found: Tally) -> tuple[object, ...]:
    months = [
        (one.name, one.uptime, {key: n for key, n in one.minutes.items() if key in PROBLEMS})
        for one in found.months
    ]
    return months, found.problems, found.total, found.known


@pytest.mark.parametrize(
    "now",
    [
        "2026-01-01T00:30Z",
        "2026-02-27T10:10Z",
        "2026-02-28T23:00Z",
        "2026-03-01T12:00Z",
        "2026-03-29T02:00Z",
    ],
)
def test_what_goes_on_comes_to_what_the_whole_stretch_does(now: str, tmp_path: Path) -> None:
    snapshot = snapshot_of(tmp_path, CONTENT, now)
    zone, weights = snapshot.settings.day_zone, snapshot.settings.uptime_weights
    for view in snapshot.monitors:
        since = present(view, snapshot.now, zone, weights)
        for start in ("2025-01-31T23:00Z", "2025-12-31T23:00Z"):
            whole = stretch(view, instant(start), snapshot.now)
            found = tally(since(instant(start)), zone, weights)
            assert told(found) == told(tally(whole, zone, weights))


def test_an_hour_without_a_problem_makes_no_page_anew(tmp_path: Path) -> None:
    calm = {path: text for path, text in CONTENT.items() if OPEN not in path}

    def pages(now: str) -> dict[str, str]:
        found = planned(tmp_path, calm, now)
        return {one.name: fingerprint(one) for one in found if one.name.startswith("html/monitor/")}

    assert pages("2026-02-20T10:00Z") == pages("2026-02-20T10:01Z")
