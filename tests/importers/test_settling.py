"""What is added beside what is there: ids, settings, and commands that must leave no trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from statusgen.cli import cli
from statusgen.content.load import load
from statusgen.editing.desk import Desk
from statusgen.editing.saving import save
from statusgen.editing.splice import Writable
from statusgen.importers.found import Found, FoundEntry
from statusgen.importers.losses import Place
from statusgen.importers.settling import Settled, settle
from tests.importers.moving import NOW, written

SOURCE = {
    "config.yml": "title: Acme\nbaseURL: https://acme.example\n",
    "content/issues/a.md": "---\ntitle: A\ndate: 2024-01-02T10:00:00Z\nseverity: down\n---\nText.\n",
}


def settled(root: Path, found: Found) -> Settled:
    (root / "content").mkdir(exist_ok=True)
    desk = Desk(root, NOW)
    result = settle(desk, found)
    save(desk.draft)
    return result


def entry(title: str, number: int = 7) -> FoundEntry:
    keys: dict[str, Writable] = {
        "title": title,
        "start": "2024-01-02T10:00:00Z",
        "aliases": [f"/old/{title}/"],
    }
    return FoundEntry(Place(f"{title}.md"), "incidents", title, number, 1704189600, keys, "Text.")


def test_ids_that_collide_cost_no_incident(tmp_path: Path) -> None:
    found = Found(entries=[entry("a"), entry("b")])
    settled(tmp_path, found)
    assert {one.slug: one.id for one in load(tmp_path).site.incidents} == {"a": 7, "b": 8}
    again = Found(entries=[entry("b"), entry("a"), entry("c")])
    assert +settled(tmp_path, again).added == {"incidents": 1}
    assert {one.slug: one.id for one in load(tmp_path).site.incidents} == {"a": 7, "b": 8, "c": 9}


def test_settings_that_would_be_errors_are_told(tmp_path: Path) -> None:
    found = Found(
        settings={"title": "Acme", "url": "ftp://acme", "tabs": [{"title": "x"}, {"title": 1}]},
        monitors=[
            {"tag": "api", "name": "API", "url": "javascript:x"},
            {"tag": "A B", "name": "B"},
        ],
    )
    settled(tmp_path, found)
    assert (tmp_path / "content/site.yaml").read_text() == "title: Acme\nurl: http://localhost/\n"
    assert (tmp_path / "monitors.yaml").read_text() == "- tag: api\n  name: API\n"
    assert [str(one.place) for one in found.losses.found] == [
        "content/site.yaml: url",
        "content/site.yaml: tabs",
        "content/site.yaml: tabs",
        "content/site.yaml: url",
        "monitors.yaml: api.url",
        "monitors.yaml: A B.tag",
    ]


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["import", "cstate", *words, "--now", "2027-01-15T00:00:00Z"])


def test_a_dry_run_leaves_no_trace(tmp_path: Path) -> None:
    done = run(str(written(tmp_path / "old", SOURCE)), "--into", str(tmp_path / "new"), "--dry-run")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "added: 1 incident")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("zone", ["Foo/Bar", "../etc", "CET\n"])
def test_a_zone_that_does_not_exist_is_refused(tmp_path: Path, zone: str) -> None:
    done = run(str(written(tmp_path / "old", SOURCE)), "--into", str(tmp_path), "--timezone", zone)
    assert str(done.exception).startswith("there is no time zone")


def test_a_site_with_errors_stays_as_it_is(tmp_path: Path) -> None:
    root = written(tmp_path / "new", {"content/site.yaml": "titel: [\n"})
    assert run(str(written(tmp_path / "old", SOURCE)), "--into", str(root)).exit_code == 0
    assert (root / "content/site.yaml").read_text() == "titel: [\n"
    assert (root / "content/incidents/2024/a/incident.md").is_file()


def test_escapes_of_terminals_are_shown_and_not_sent(tmp_path: Path) -> None:
    files = {**SOURCE, "content/issues/b\x1b[2J.md": "---\ntitle: B\n---\n"}
    done = run(str(written(tmp_path / "old", files)), "--into", str(tmp_path / "new"))
    assert "\x1b" not in done.output
    assert "b\\u001b[2J.md" in done.output
