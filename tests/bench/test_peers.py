"""The same incidents for others: what Hugo and cState are given, and what they make of it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from statusgen.snapshot import Snapshot
from tests.bench.cstate_site import issue, remove_unused_lines
from tests.bench.hugo_site import front_matter, hugo_command, hugo_program, write_hugo_content
from tests.bench.kinds import kinds, weighed
from tests.bench.peers import NO_CSTATE, CState, peers
from tests.bench.phases import Phase
from tests.bench.subject import Subject
from tests.sites import instant, snapshot_of, write_site
from tests.tools import FULL, without

API = "content/incidents/2026-01-15-api-errors"
DATABASE = "content/incidents/2026-02-03-database-slow"
FILES = {
    f"{API}/incident.md": (
        "---\ntitle: 'The API: 503 in Zürich'\nstart: 2026-01-15T10:24:00Z\n"
        "monitors: {api: DOWN}\n---\nWe see `503`.\n"
    ),
    f"{API}/2026-01-15T1105Z.resolved.md": "A full disk, **replaced**.\n",
    f"{DATABASE}/incident.md": (
        "---\ntitle: Slow\nstart: 2026-02-03T08:00:00Z\nmonitors: {database: DEGRADED, api: PARTIAL}\n"
        "---\nQueries wait.\n"
    ),
}
NOW = "2026-02-03T09:00:00Z"


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return snapshot_of(tmp_path / "site", FILES, NOW)


def test_hugo_gets_all_of_an_incident_in_its_front_matter(snapshot: Snapshot) -> None:
    _, solved = snapshot.incidents
    front = front_matter(solved)
    assert front["title"] == "The API: 503 in Zürich"
    assert front["date"] == "2026-01-15T10:24:00+00:00"
    assert (front["months"], front["monitors"]) == (["2026-01"], ["api"])
    assert [(one["at"], one["state"], one["text"].strip()) for one in front["comments"]] == [
        ("2026-01-15T11:05:00+00:00", "resolved", "A full disk, **replaced**."),
        ("2026-01-15T10:24:00+00:00", "investigating", "We see `503`."),
    ]
    assert front["id"] == str(solved.id)  # as text, or Hugo writes 9.6e+08


def test_the_lean_hugo_site_has_a_page_and_a_document_of_each_incident(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    output = built_by_hugo(snapshot, tmp_path, full=False)
    page = (output / "incidents/2026-01-15-api-errors/index.html").read_text(encoding="utf-8")
    assert "<h1>The API: 503 in Zürich</h1>" in page
    assert "<p>A full disk, <strong>replaced</strong>.</p>" in page
    document = json.loads((output / "incidents/2026-01-15-api-errors/index.json").read_bytes())
    assert [one["state"] for one in document["updates"]] == ["resolved", "investigating"]
    assert not (output / "api").exists()
    month = json.loads((output / "months/2026-02/index.json").read_bytes())
    assert [one["slug"] for one in month["incidents"]] == ["2026-02-03-database-slow"]


def test_the_full_one_has_a_file_of_each_comment_too(snapshot: Snapshot, tmp_path: Path) -> None:
    output = built_by_hugo(snapshot, tmp_path, full=True)
    files, _ = weighed(output)
    found = kinds(files)
    assert found["api/v4/incidents/<id>/comments/<id>.json"] == 3
    for kind in ("api/v4/incidents/<id>.json", "api/incident/<id>.json", "api/incidents/<id>.json"):
        assert found[kind] == 2, kind
    assert all(json.loads((output / name).read_bytes()) for name in files if name.endswith("json"))


def test_cstate_gets_the_updates_newest_first(snapshot: Snapshot) -> None:
    assert issue(snapshot.incidents[1]) == (
        "---\n"
        "title: 'The API: 503 in Zürich'\n"
        "date: '2026-01-15 10:24:00'\n"
        "resolved: true\n"
        "resolvedWhen: '2026-01-15 11:05:00'\n"
        "severity: down\n"
        "affected:\n- API\n"
        "section: issue\n"
        "---\n\n"
        '*Resolved* - A full disk, **replaced**. {{< track "2026-01-15 11:05:00" >}}\n\n'
        '*Investigating* - We see `503`. {{< track "2026-01-15 10:24:00" >}}\n'
    )
    assert "resolved: false\n" in issue(snapshot.incidents[0])


def test_only_the_unused_lines_leave_a_theme(tmp_path: Path) -> None:
    folder = tmp_path / "layouts" / "issues"
    folder.mkdir(parents=True)
    unused = '{{ $incidents := where .Site.RegularPages "Params.section" "issue" }}\n'
    for name in ("small", "issue", "single"):
        (folder / f"{name}.html").write_text(f"{unused}<b>{{{{ $title }}}}</b>\n")
    assert remove_unused_lines(tmp_path) == 3
    assert (folder / "small.html").read_text() == "<b>{{ $title }}</b>\n"


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    write_site(tmp_path / "site", FILES)
    _, skipped = peers(Subject(tmp_path, 2, instant(NOW)), CState())
    assert skipped[Phase.CSTATE] == NO_CSTATE


def built_by_hugo(snapshot: Snapshot, work: Path, *, full: bool) -> Path:
    program = hugo_program()
    if program is None:
        why = "Hugo is not installed (make bench installs it)"
        if FULL:
            without(why)
        pytest.skip(why)
    content, output = work / "hugo" / "content", work / "public"
    write_hugo_content(snapshot, content)
    subprocess.run(hugo_command(program, content, output, full=full), check=True)
    return output
