"""The README of the dialects names every file that the demo site publishes, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from statusgen.content.load import load
from statusgen.dialects import DIALECTS, routes
from statusgen.dialects.routes import file_of
from statusgen.snapshot import Snapshot, take_snapshot
from tests.rendered import rendered
from tests.sites import instant

ROOT = Path(__file__).parents[2]
README = (ROOT / "statusgen/dialects/README.md").read_text("utf-8")
SECTIONS = {
    text.partition("\n")[0]: re.findall(
        r"^\| `(.+?)` \| (?:`(.+?)`)? ?\| .+ \|$", text, re.MULTILINE
    )
    for text in README.split("\n## ")[1:]
}
"""File and URL ("" = none but the file's own) of each row, by dialect."""


@pytest.fixture(scope="module")
def demo() -> Snapshot:
    site = load(ROOT).site
    settings = replace(site.settings, oncall_publish=True)
    return take_snapshot(replace(site, settings=settings), instant("2026-11-20T12:00Z"))


def test_every_dialect_has_its_table() -> None:
    assert list(SECTIONS) == list(DIALECTS)
    assert all(SECTIONS.values())


@pytest.mark.parametrize("name", DIALECTS)
def test_a_table_has_all_files_and_no_other(demo: Snapshot, name: str) -> None:
    published = {
        re.sub(r"\.svg$", ".json", path) for path in rendered(DIALECTS[name].documents(demo))
    }
    rows = sorted((file for file, _ in SECTIONS[name]), key=lambda file: "<" in file)
    assert len(set(rows)) == len(rows)
    shapes = {row: re.compile(re.sub(r"<\w+>", "[^/]+", row.replace(".", r"\."))) for row in rows}
    found = {
        path: next((row for row in rows if shapes[row].fullmatch(path)), None) for path in published
    }
    assert [path for path, row in found.items() if row is None] == []
    assert set(rows) - set(found.values()) == set()


def test_the_urls_are_the_routes_and_each_stands_beside_its_file(demo: Snapshot) -> None:
    pairs = [(file, url) for rows in SECTIONS.values() for file, url in rows if url]
    assert {_bare(url) for _, url in pairs} == {
        _bare(route).replace("/api/incidents/*", "/api/incidents/inc_*") for route in routes(demo)
    }
    for file, url in pairs:
        assert _bare(file_of(url)) == _bare(f"/{file}")


def _bare(path: str) -> str:
    """A path with a star for each word."""
    return re.sub(r"<\w+>|:\w+", "*", path)
