"""What pages tell of updates out of git: when they were written, published and edited, and by whom."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from statusgen.build import Options, build
from tests.repositories import ADA, BOB, clone, commit, git, merge, new_repository
from tests.sites import instant, write_site
from tests.targets.pages import one, text, texts
from tests.test_laws import tree
from tests.tools import program

NOW = instant("2026-01-20T12:00Z")
SITE = """\
title: Example Status
url: https://status.example.com
repository: {host: HOST, url: "https://git.example.com/status", dates: true}
"""
FOLDER = "content/incidents/2026-01-15-outage/"
INCIDENT = FOLDER + "incident.md"
FOUND = FOLDER + "2026-01-15T1010Z.identified.md"
OVER = FOLDER + "2026-01-15T1100Z.resolved.md"
OPENING = """\
---
title: Outage
start: 2026-01-15T10:00:00Z
monitors: {api: DOWN}
---
Nothing works.
"""


def site(root: Path, more: str = "dates: true", host: str = "github") -> Path:
    """A site in a repository, committed long ago."""
    made = new_repository(root)
    settings = SITE.replace("HOST", host).replace("dates: true", more)
    write_site(root, {"content/site.yaml": settings, ".gitignore": "public\n"})
    commit(made, {}, "2026-01-01T00:00Z")
    return made


def built(repo: Path, output: str = "public") -> tuple[Path, tuple[str, ...]]:
    """The published folder, and what the person who builds is told."""
    result = build(repo, repo / output, Options(NOW))
    assert result.published is not None, result.problems
    return repo / output, result.published.notes


def page(repo: Path, address: str = "incidents/2026-01-15-outage") -> Any:
    """A page of the published site."""
    folder, notes = built(repo)
    assert notes == ()
    return html.document_fromstring((folder / address / "index.html").read_text())


TRAIL = "//p[contains(@class, 'trail')]"


def trails(repo: Path, address: str = "incidents/2026-01-15-outage") -> list[str]:
    """What is told below the updates of a page."""
    return texts(page(repo, address), TRAIL)


def links(repo: Path) -> list[str]:
    """Where these words lead."""
    return [str(found) for found in page(repo).xpath(TRAIL + "/a/@href")]


def test_what_was_published_at_once_needs_no_word(tmp_path: Path) -> None:
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:00Z")
    commit(repo, {FOUND: "A disk is full."}, "2026-01-15T10:10:50Z")
    assert trails(repo) == []


def test_a_review_takes_its_time(tmp_path: Path) -> None:
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:00Z")
    git(repo, "checkout", "-q", "-b", "update")
    number = commit(repo, {FOUND: "A disk is full."}, "2026-01-15T10:10:20Z")
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T10:22:30Z")
    assert trails(repo) == ["Published 10:22 UTC, 12 min after it was written"]
    assert links(repo) == [f"https://git.example.com/status/commit/{number}"]


def test_an_edit_after_publication(tmp_path: Path) -> None:
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:00Z")
    commit(repo, {FOUND: "A disk is full."}, "2026-01-15T10:10Z")
    commit(repo, {FOUND: "Two disks are full."}, "2026-01-15T10:40Z", author=BOB)
    assert trails(repo) == ["Edited once, 10:40 UTC"]
    commit(repo, {FOUND: "Three disks are full."}, "2026-01-16T09:00Z")
    last = commit(repo, {FOUND: "All disks are full."}, "2026-01-17T09:00Z")
    assert trails(repo) == ["Edited 3 times, last 17 Jan 2026, 09:00 UTC"]
    assert links(repo) == [f"https://git.example.com/status/commit/{last}"]


def test_edits_before_publication_are_nobodys_business(tmp_path: Path) -> None:
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:00Z")
    git(repo, "checkout", "-q", "-b", "update")
    for minute in (10, 11, 12):
        commit(repo, {FOUND: f"Attempt {minute}."}, f"2026-01-15T10:{minute}Z")
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T10:13Z")
    assert trails(repo) == ["Published 10:13 UTC, 3 min after it was written"]
    git(repo, "checkout", "-q", "update")
    for minute in (20, 21):
        commit(repo, {FOUND: f"Attempt {minute}."}, f"2026-01-15T10:{minute}Z")
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T10:30Z")
    assert trails(repo) == [
        "Published 10:13 UTC, 3 min after it was written · Edited once, 10:30 UTC"
    ]


def test_an_earlier_time_than_that_of_writing_is_no_secret(tmp_path: Path) -> None:
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T12:30Z", committed="2026-01-15T12:31Z")
    commit(repo, {OVER: "It works."}, "2026-01-16T11:00Z")
    assert trails(repo) == [
        "Published 12:31 UTC, 2 h 31 min later",
        "Published 16 Jan 2026, 11:00 UTC, 1 d later",
    ]
    head = text(one(page(repo), "//article/p[1]"))
    assert head.endswith("1 h first update published after 2 h 31 min")


def test_what_was_prepared_is_not_late(tmp_path: Path) -> None:
    repo = site(tmp_path)
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T09:00Z")
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T10:00:30Z")
    assert trails(repo) == []
    assert "first update" not in text(page(repo))


def test_clocks_that_are_wrong_say_nothing(tmp_path: Path) -> None:
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T23:00Z", committed="2026-01-15T09:00Z")
    assert trails(repo) == []


@pytest.mark.parametrize(
    ("host", "path"),
    [("github", "commit"), ("gitlab", "-/commit"), ("codeberg", "commit"), ("gitea", "commit")],
)
def test_a_commit_has_its_address_on_each_host(tmp_path: Path, host: str, path: str) -> None:
    repo = site(tmp_path, host=host)
    number = commit(repo, {INCIDENT: OPENING}, "2026-01-15T12:30Z")
    assert links(repo) == [f"https://git.example.com/status/{path}/{number}"]


def test_a_corrected_time_is_an_edit_and_not_a_new_update(tmp_path: Path) -> None:
    """The file has another name, and hardly a word is the same: its id says what it is."""
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING, FOUND: "Disk."}, "2026-01-15T10:10Z")
    (number,) = page(repo).xpath("//li[contains(., 'Disk.')]/@id")
    moved = FOUND.replace("1010Z", "1005Z")
    text = "---\nid: {}\n---\nA disk was full.\n"
    same = int(number.removeprefix("update-"))
    commit(repo, {FOUND: None, moved: text.format(same)}, "2026-01-15T10:40Z")
    assert trails(repo)[0] == "Published 10:10 UTC, 5 min later · Edited once, 10:40 UTC"
    commit(repo, {moved: text.format(same + 1)}, "2026-01-15T10:50Z")
    assert trails(repo)[0] == "Published 10:40 UTC, 35 min later · Edited once, 10:50 UTC"


def test_an_opening_update_that_becomes_a_file_of_its_own_was_not_published_late(
    tmp_path: Path,
) -> None:
    """A request for another time, as an API sends it: the text leaves incident.md."""
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:00Z")
    (identity,) = (one["id"] for one in api(repo, "/api/v4/incidents")["incidents"])
    comments = f"/api/v4/incidents/{identity}/comments"
    (comment,) = (one["id"] for one in api(repo, comments)["comments"])
    change = {"comment": "Nothing at all works.", "timestamp": instant("2026-01-15T10:05Z")}
    api(repo, f"{comments}/{comment}", "-X", "PATCH", "-d", json.dumps(change))
    commit(repo, {}, "2026-01-15T10:40Z")
    assert len(list((repo / FOLDER).iterdir())) == 2
    assert trails(repo) == ["Edited once, 10:40 UTC"]


def api(repo: Path, url: str, *words: str) -> Any:
    """What `statusgen api` answers."""
    done = subprocess.run(
        [sys.executable, "-m", "statusgen", "-C", repo, "api", "-s", url, *words],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_a_maintenance_and_its_updates(tmp_path: Path) -> None:
    repo = site(tmp_path)
    folder = "content/maintenances/2026-01-18-move/"
    plan = (
        "---\ntitle: Move\nstart: 2026-01-18T10:00Z\nduration: 4h\nmonitors: [api]\n---\nWe move.\n"
    )
    commit(repo, {folder + "maintenance.md": plan}, "2026-01-10T10:00Z")
    commit(repo, {folder + "2026-01-18T1000Z.in-progress.md": "It begins."}, "2026-01-18T10:30Z")
    commit(repo, {folder + "maintenance.md": plan.replace("4h", "5h")}, "2026-01-17T10:00Z")
    assert trails(repo, "maintenances/2026-01-18-move") == [
        "Edited once, 17 Jan 2026, 10:00 UTC",
        "Published 10:30 UTC, 30 min later",
    ]


def test_a_notice_was_never_late_to_begin(tmp_path: Path) -> None:
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING.replace("start:", "kind: notice\nstart:")}, "2026-01-16T10:00Z")
    assert len(trails(repo)) == 1
    assert "first update" not in text(page(repo))


def authors(repo: Path) -> list[str]:
    return texts(page(repo), "//ol[@class='tl']/li/p/span")


@pytest.mark.parametrize("more", ["authors: true", "authors: true, dates: true"])
def test_who_wrote_it_is_told_where_that_is_wanted(tmp_path: Path, more: str) -> None:
    repo = site(tmp_path, more)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:30Z", author=ADA)
    commit(repo, {FOUND: "---\nauthor: The team\n---\nA disk."}, "2026-01-15T10:30Z", author=BOB)
    commit(repo, {FOUND: "---\nauthor: The team\n---\nDisks."}, "2026-01-15T10:40Z")
    assert authors(repo) == ["The team", "Ada"]
    assert bool(trails(repo)) == ("dates" in more)


def test_dates_name_nobody(tmp_path: Path) -> None:
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:30Z", author="Quentin <q@example.com>")
    assert len(trails(repo)) == 1
    assert b"Quentin" not in b"".join(tree(built(repo)[0]).values())


def test_a_hostile_name_is_text(tmp_path: Path) -> None:
    repo = site(tmp_path, "authors: true")
    name = "\u202e<script>alert(1)</script>&\x1b[31m" + "x" * 500
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:00Z", author=f"{name} <a@b.c>")
    raw = (built(repo)[0] / "incidents/2026-01-15-outage/index.html").read_text()
    assert not re.search("[\u202e\x1b]", raw)
    assert "<script>alert" not in raw
    (found,) = authors(repo)
    assert found.startswith("\ufffd")
    assert len(found) <= 100


def test_no_mail_address_is_ever_published(tmp_path: Path) -> None:
    repo = site(tmp_path, "dates: true, authors: true")
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T11:00Z")
    commit(repo, {INCIDENT: OPENING + "!"}, "2026-01-15T12:00Z", author=BOB)
    assert b"@example.com" not in b"".join(tree(built(repo)[0]).values())


def test_what_is_internal_leaves_no_trace(tmp_path: Path) -> None:
    repo = site(tmp_path, "dates: true, authors: true")
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T10:00Z", author=BOB)
    number = commit(repo, {FOUND: "---\nvisibility: internal\n---\nHm."}, "2026-01-15T12:00Z")
    secret = FOLDER.replace("outage", "secret") + "incident.md"
    hidden = OPENING.replace("title:", "visibility: internal\ntitle:")
    other = commit(repo, {secret: hidden}, "2026-01-15T12:00Z")
    gone = "---\ndeleted: true\nreason: a name was in it\n---\nA name."
    last = commit(repo, {OVER: gone}, "2026-01-15T12:00Z")
    everything = b"".join(tree(built(repo)[0]).values()).decode(errors="replace")
    assert not [one for one in (number, other, last, ">Ada<") if one in everything]
    assert ">Bob<" in everything


def test_what_is_not_committed_has_no_dates(tmp_path: Path) -> None:
    repo = site(tmp_path)
    write_site(tmp_path, {INCIDENT: OPENING, "content/site.yaml": SITE.replace("HOST", "github")})
    assert trails(repo) == []


def test_only_pages_of_reports_tell_it(tmp_path: Path) -> None:
    """What programs read is the same in any clone, whether there are dates or not."""
    repo = site(tmp_path)
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T12:30Z")
    with_dates = tree(built(repo)[0])
    settings = repo / "content/site.yaml"
    settings.write_text(settings.read_text().replace("dates: true", "dates: false"))
    without = tree(built(repo, "without")[0])
    different = {name for name in with_dates if with_dates[name] != without[name]}
    assert different == {"incidents/2026-01-15-outage/index.html", ".statusgen.json"}


def test_every_whole_clone_gives_the_same_bytes(tmp_path: Path) -> None:
    repo = site(tmp_path / "one", "dates: true, authors: true")
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T12:30Z")
    git(repo, "checkout", "-q", "-b", "update")
    commit(repo, {FOUND: "A disk."}, "2026-01-15T12:40Z", author=BOB)
    git(repo, "checkout", "-q", "main")
    merge(repo, "update", "2026-01-15T13:00Z")
    other = clone(repo, tmp_path / "two")
    first = tree(built(repo)[0])
    assert first == tree(built(other)[0]) == tree(built(repo, "kept")[0])


def test_a_build_after_a_commit_is_as_good_as_a_clean_one(tmp_path: Path) -> None:
    repo = site(tmp_path)
    other = INCIDENT.replace("outage", "other")
    commit(repo, {INCIDENT: OPENING, other: OPENING}, "2026-01-15T12:30Z")
    built(repo)
    commit(repo, {FOUND: "A disk."}, "2026-01-15T13:00Z")
    result = build(repo, repo / "public", Options(NOW))
    assert result.published is not None
    assert "incidents/2026-01-15-outage/index.html" in result.published.written
    assert "incidents/2026-01-15-other/index.html" not in result.published.written
    assert tree(repo / "public") == tree(built(repo, "fresh")[0])


def run(root: Path, *, path: str) -> subprocess.CompletedProcess[str]:
    """`statusgen build` with the programs of the folder ``path``."""
    return subprocess.run(
        [sys.executable, "-m", "statusgen", "-C", str(root), "build", "--now", str(NOW)],
        env={"PATH": path, "PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        text=True,
    )


def test_git_is_asked_by_those_alone_who_want_it(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    asked = tmp_path / "asked"
    (programs / "git").write_text(f'#!/bin/sh\necho "$@" >> {asked}\nexec {program("git")} "$@"\n')
    (programs / "git").chmod(0o755)
    silent = site(tmp_path / "silent", "branch: main")
    path = os.pathsep.join((str(programs), "/usr/bin", "/bin"))
    assert run(silent, path=path).returncode == 0
    assert not asked.exists()
    curious = site(tmp_path / "curious")
    assert run(curious, path=path).returncode == 0
    assert [" log " in line for line in asked.read_text().splitlines()] == [False, True]
    assert run(curious, path=path).returncode == 0
    assert [" log " in line for line in asked.read_text().splitlines()] == [False, True, False]


def test_without_the_whole_history_there_is_a_note_and_no_date(tmp_path: Path) -> None:
    repo = site(tmp_path / "whole")
    commit(repo, {INCIDENT: OPENING}, "2026-01-15T12:30Z")
    commit(repo, {FOUND: "A disk."}, "2026-01-15T13:00Z")
    shallow = clone(repo, tmp_path / "shallow", "--depth=1")
    done = run(shallow, path=os.environ["PATH"])
    assert done.returncode == 0
    assert done.stderr == (
        "note: no dates and authors from git: this clone has only a part of the history; "
        "run `git fetch --unshallow`; see docs/dates.md\n"
    )
    shown = (shallow / "public/incidents/2026-01-15-outage/index.html").read_text()
    assert "trail" not in re.sub("<style>.*?</style>", "", shown, flags=re.DOTALL)
    assert "first update" not in shown
    nowhere = run(curious_without_git(tmp_path / "plain"), path=os.environ["PATH"])
    assert nowhere.stderr.startswith(
        "note: no dates and authors from git: git cannot tell it (fatal: not a git"
    )
    missing = run(repo, path="")
    assert missing.stderr.startswith("note: no dates and authors from git: there is no git on this")


def curious_without_git(root: Path) -> Path:
    """A site that wants dates and is in no repository."""
    return write_site(root, {"content/site.yaml": SITE.replace("HOST", "github")})
