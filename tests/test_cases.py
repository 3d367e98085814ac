"""Each folder of tests/cases/sites is a site as people write it, with what comes out of it.

`snapshot.txt` says what is true at the instant of `now.txt`; `public/` holds the feeds and the
API as they are published, and the pages as their text. `pytest --update-golden` writes them
anew: read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from statusgen.artifact import Artifact
from statusgen.plan import plan
from statusgen.prepare import check
from statusgen.snapshot import take_snapshot
from statusgen.targets import load_theme
from tests.describe import describe, page_text
from tests.sites import instant

CASES = Path(__file__).parent / "cases" / "sites"
SITES = sorted(path.name for path in CASES.iterdir())
ASSETS = ("assets/", ".", "favicon", "api/openapi.json")
"""What is the same on every site, and tested elsewhere."""


@pytest.fixture(params=SITES)
def case(request: pytest.FixtureRequest) -> Path:
    return CASES / str(request.param)


def test_nothing_is_wrong_with_it(case: Path) -> None:
    assert check(case, instant((case / "now.txt").read_text().strip()))[1] == []


def test_what_is_true_and_what_is_published(case: Path, update_golden: bool) -> None:
    now = instant((case / "now.txt").read_text().strip())
    snapshot = take_snapshot(check(case, now)[0], now)
    found = {"snapshot.txt": describe(snapshot)}
    theme = load_theme("default", case)
    for artifact in plan(snapshot, theme):
        found |= dict(_golden(artifact))
    folder = case / "golden"
    if update_golden:
        _write(folder, found)
    expected = {
        str(path.relative_to(folder)): path.read_bytes().decode()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert found == expected, "run `pytest --update-golden` and read the difference"


def _golden(artifact: Artifact) -> list[tuple[str, str]]:
    """The files of an artifact as they are kept: pages as text, styles and scripts not at all."""
    kept = []
    for path, content in artifact.render(*artifact.inputs):
        if path.endswith(".html"):
            kept.append((f"public/{path}.txt", page_text(content.decode())))
        elif not path.startswith(ASSETS) and not path.endswith(".js"):
            kept.append((f"public/{path}", content.decode()))
    return kept


def _write(folder: Path, files: dict[str, str]) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and str(path.relative_to(folder)) not in files:
            path.unlink()
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
