"""Looking only where something is said to have changed gives what reading everything gives."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from statusgen.cache import remembered
from statusgen.content.load import load
from statusgen.content.standing import Standing
from statusgen.memory import Memory
from tests.sites import write_site
from tests.test_memory import edit, edits
from tests.tools import FULL

INCIDENT = "---\ntitle: Outage\nstart: 2026-01-19T10:00:00Z\n---\n"
MANY = {f"content/incidents/2026/number-{n}/incident.md": f"{INCIDENT}{n}\n" for n in range(20)}
THIRD = "content/incidents/2026/number-3"
COMMENT = f"{THIRD}/2026-01-19T1100Z.resolved.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", MANY)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are opened."""
    found: list[str] = []
    really = os.open

    def noting(name: str | Path, flags: int, mode: int = 0o777, **more: int | None) -> int:
        found.extend([str(name)] if not flags & os.O_DIRECTORY else [])
        return really(name, flags, mode, **more)

    monkeypatch.setattr(os, "open", noting)
    return found


@settings(
    max_examples=300 if FULL else 60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits)
def test_what_stands_is_the_same_as_what_is_read(
    tmp_path: Path, rounds: list[list[tuple[str, str, bytes]]]
) -> None:
    root = tmp_path / "site"
    shutil.rmtree(root, ignore_errors=True)
    write_site(root, {})
    standing, memory = Standing(), Memory()
    standing.load(root, memory)
    for batch in rounds:
        told = set()
        for act, name, content in batch:
            before = _highest(root, name)
            edit(root, act, name, content)
            told.add(min(before, _highest(root, name), key=len))
        standing.tell(told - {""})
        assert standing.load(root, memory) == load(root)


def _highest(root: Path, name: str) -> str:
    """The highest folder on the way to a name that is not there: of what is in it nothing is told."""
    above = [str(one) for one in (*reversed(Path(name).parents), Path(name))]
    return next((one for one in above if not os.path.lexists(root / one)), name)


def test_a_change_costs_a_look_at_its_folder(site: Path, opened: list[str]) -> None:
    standing, memory = Standing(), Memory()
    before = standing.load(site, memory).site.incidents
    assert opened.count("incident.md") == 20
    write_site(site, {COMMENT: "Over.\n"})
    opened.clear()
    standing.tell([COMMENT])
    after = standing.load(site, memory).site.incidents
    assert sorted(name for name in opened if name.endswith(".md")) == [
        "2026-01-19T1100Z.resolved.md",
        "incident.md",
    ]
    assert [new.slug for old, new in zip(before, after, strict=True) if new is not old] == [
        "number-3"
    ]


def test_what_nobody_tells_is_seen_when_everything_is_looked_at(site: Path) -> None:
    standing, memory = Standing(), Memory()
    standing.load(site, memory)
    (site / THIRD / "incident.md").unlink()
    standing.tell(["content/incidents/2026/number-4/incident.md", "monitors.yaml"])
    assert len(standing.load(site, memory).site.incidents) == 20
    for paths in ([""], ["content"]):
        standing.tell(paths)
        assert standing.is_empty
        assert standing.load(site, memory) == load(site)


def test_of_very_many_changes_some_may_not_have_been_told(site: Path) -> None:
    standing, memory = Standing(), Memory()
    standing.load(site, memory)
    standing.tell([f"{THIRD}/{number}.md" for number in range(400)])
    assert not standing.is_empty
    standing.tell([f"content/incidents/2026/new-{number}/incident.md" for number in range(600)])
    assert standing.is_empty


@pytest.mark.parametrize("clock", [None, time.time_ns, lambda: 2**62])
def test_everything_is_not_parsed_again(
    site: Path, tmp_path: Path, opened: list[str], clock: Callable[[], int] | None
) -> None:
    standing = Standing()
    memory = remembered(site, tmp_path / "cache", clock) if clock else Memory()
    before = standing.load(site, memory).site.incidents
    memory.put_away()
    standing.tell([""])
    after = standing.load(site, memory).site.incidents
    assert all(new is old for old, new in zip(before, after, strict=True))
    assert (opened.count("incident.md") == 20) == (clock is not time.time_ns)


@pytest.mark.parametrize("name", ["2026-01-19T1100Z.\u200bresolved.md", "link.md"])
def test_what_is_wrong_with_a_name_is_told_every_time(site: Path, name: str) -> None:
    standing, memory = Standing(), Memory()
    standing.load(site, memory)
    (site / THIRD / name).symlink_to("incident.md")
    standing.tell([f"{THIRD}/{name}"])
    for _ in range(3):
        found = standing.load(site, memory)
        assert found == load(site)
        assert found.problems
        standing.tell(["monitors.yaml"])
    (site / THIRD / name).unlink()
    standing.tell([f"{THIRD}/{name}"])
    assert standing.load(site, memory) == load(site)


@pytest.mark.parametrize("names", [("2026/number-3", "2026/number-4"), ("2025", "2026")])
def test_two_folders_that_change_places(site: Path, names: tuple[str, str]) -> None:
    shutil.copytree(site / "content/incidents/2026", site / "content/incidents/2025")
    write_site(site, {f"content/incidents/2025/number-{n}/incident.md": "---\n" for n in range(5)})
    standing, memory = Standing(), Memory()
    before = standing.load(site, memory)
    first, second = (f"content/incidents/{name}" for name in names)
    (site / first).rename(site / "aside")
    (site / second).rename(site / first)
    (site / "aside").rename(site / second)
    standing.tell([first, second])
    assert before != standing.load(site, memory) == load(site)


def test_a_file_in_folders_that_nobody_told_of(site: Path) -> None:
    standing, memory = Standing(), Memory()
    standing.load(site, memory)
    name = "content/incidents/2026/winter/early/incident.md"
    write_site(site, {name: INCIDENT})
    standing.tell([name])
    found = standing.load(site, memory)
    assert (len(found.site.incidents), found) == (21, load(site))
