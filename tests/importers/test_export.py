"""The whole site as one document, and the same site made of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from statusgen.content.load import load
from statusgen.export import export
from statusgen.schema import SCHEMAS
from statusgen.snapshot import take_snapshot
from tests.documented import NOT_PUBLIC, strings
from tests.importers.moving import moved
from tests.sites import instant, write_site

ROOT = Path(__file__).parents[2]
NOW = "2026-12-01T00:00:00Z"


def statusgen(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "statusgen", "-C", str(root), *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def exported(root: Path, *words: str) -> str:
    done = statusgen(root, "export", "--now", NOW, *words)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    root = tmp_path / "demo"
    root.mkdir()
    shutil.copy(ROOT / "monitors.yaml", root)
    shutil.copytree(ROOT / "content", root / "content")
    return root


@pytest.mark.parametrize("words", [(), ("--all",)])
def test_export_import_export_is_the_same_byte_by_byte(
    demo: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    first = exported(demo, *words)
    (tmp_path / "site.json").write_text(first)
    moved("statusgen", tmp_path / "site.json", tmp_path / "new")
    assert exported(tmp_path / "new", *words) == first
    again = moved("statusgen", tmp_path / "site.json", tmp_path / "new")
    assert +again.settled.added == {}
    Draft202012Validator(SCHEMAS["export"]()).validate(json.loads(first))


def test_what_is_not_public_is_only_in_all_of_it(tmp_path: Path) -> None:
    front = "---\ntitle: {}\nstart: 2026-01-15T10:00:00Z\nmonitors: {}\n{}---\n{}\n"
    root = write_site(
        tmp_path,
        {
            "content/site.yaml": "title: x\nurl: https://x.example\nchecks: {first-state: off}\n",
            "content/incidents/internal/incident.md": front.format(
                "Whispered", "[api]", "visibility: internal\n", "secret-1"
            ),
            "content/incidents/open/incident.md": front.format(
                "Open", "{api: DOWN, secret: DOWN}", "oncall: {assignee: secret-2}\n", "Told"
            ),
            "content/incidents/open/2026-01-15T1100Z.identified.md": (
                "---\ndeleted: true\nreason: secret-3\n---\nsecret-4\n"
            ),
            "content/incidents/open/2026-01-15T1200Z.identified.md": "Said\n",
            "content/incidents/open/2026-01-15T1200Z.identified.de.md": "Gesagt\n",
        },
    )
    public, everything = exported(root), exported(root, "--all")
    for secret in ("secret", "Whispered", "first-state"):
        assert secret not in public
        assert secret in everything
    assert [one["text"] for one in json.loads(public)["incidents"][0]["files"]] == [
        "Gesagt",
        "Said",
    ]


def test_nothing_that_no_api_shows_is_in_the_public_document(tmp_path: Path) -> None:
    write_site(tmp_path, NOT_PUBLIC)
    loaded = load(tmp_path)
    now = instant("2026-01-16T00:00Z")
    document = export(tmp_path, loaded.site, take_snapshot(loaded.site, now), everything=False)
    assert not [text for text in strings(document) if "secret" in text]


def test_a_site_with_errors_is_not_exported(tmp_path: Path) -> None:
    root = write_site(tmp_path, {"content/incidents/x/incident.md": "---\ntitle: x\n---\n"})
    done = statusgen(root, "export")
    assert (done.returncode, done.stdout) == (1, "")
    assert "nothing is exported" in done.stderr


def test_paths_that_lead_out_of_the_content_are_refused(tmp_path: Path) -> None:
    document = {
        "statusgen": 1,
        "pages": [{"file": "../../../../evil.md", "keys": {"title": "x"}, "text": "y"}],
        "incidents": [{"folder": "../..", "keys": {"title": "x"}, "text": "y", "files": []}],
    }
    (tmp_path / "evil.json").write_text(json.dumps(document))
    came = moved("statusgen", tmp_path / "evil.json", tmp_path / "new")
    assert [
        one.now for one in came.found.losses.found if one.why.startswith("this is no path")
    ] == [
        "",
        "",
    ]
    assert not list(tmp_path.rglob("evil.md"))
