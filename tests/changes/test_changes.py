"""What the public sees differently: content before and after, and the Markdown of a pull request."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from statusgen.changes import Changes
from statusgen.plan import plan
from statusgen.report import changes_json_v1, changes_markdown, changes_text
from statusgen.review import changes, choose
from statusgen.targets.theme import built_in_theme
from tests.rendered import rendered
from tests.repositories import commit, git, repository, write
from tests.sites import BASE, instant, snapshot_of
from tests.tools import FULL

NOW = instant("2026-01-15T12:00Z")
SITES = Path(__file__).parents[1] / "cases" / "sites"
IT = "content/incidents/2026/2026-01-15-outage"
FIRST = f"{IT}/2026-01-15T1030Z.identified.md"
OPENING = """\
---
title: Outage
start: 2026-01-15T10:00Z
monitors: {api: DOWN}
---
No answer.
"""
WORK = "content/maintenances/2026-01-18-restart/maintenance.md"
PLAN = (
    "---\ntitle: Restart\nstart: 2026-01-18T10:00Z\nduration: 1h\nmonitors: [api]\n---\nA disk.\n"
)
FILES = {
    f"{IT}/incident.md": OPENING,
    FIRST: "A full disk on one server.\n",
    WORK: PLAN,
    "content/pages/about.md": "---\ntitle: About\n---\nUs.\n",
    "content/status/api/2026-01-14.csv": (
        "timestamp,status,latency\n2026-01-14T10:00:00Z,DOWN,\n2026-01-14T11:00:00Z,UP,12\n"
    ),
}


def compared(
    root: Path, change: Mapping[str, str | None], before: Mapping[str, str] | None = None
) -> Changes:
    repository(root, {**FILES, **(before or {})})
    write(root, change)
    return changes(root, choose(root, "HEAD"), NOW)


def sections(found: Changes, *headings: str) -> str:
    """The Markdown below some headings."""
    parts = changes_markdown.render(found).split("\n#### ")
    return "".join(part for part in parts if part.split("\n")[0] in headings)


def test_a_new_incident(tmp_path: Path) -> None:
    new = "content/incidents/2026-01-15-search/incident.md"
    text = OPENING.replace("Outage", "Search is slow").replace("api: DOWN", "website: DEGRADED")
    found = compared(tmp_path, {new: text.replace("10:00Z", "11:00Z")})
    assert (
        sections(found, "Incidents", "Monitors", "Notifications", "Feed")
        == """\
Incidents

- Incident opened: **Search is slow** (investigating) <code>/incidents/2026-01-15-search/</code>
  - start: 2026-01-15 11:00 UTC
  - impact: website: DEGRADED
  - severity: minor
  - new update, investigating, 2026-01-15 11:00 UTC: No answer.
Monitors

- Monitor changed: **Website** <code>website</code>
  - status: UP → DEGRADED
Notifications

- <code>incident.opened</code>: **Search is slow**
Feed

- new entry, 2026-01-15 11:00 UTC: Investigating: Search is slow
"""
    )


def test_another_state(tmp_path: Path) -> None:
    found = compared(tmp_path, {f"{IT}/2026-01-15T1115Z.resolved.md": "It answers *again*.\n"})
    assert (
        sections(found, "Banner", "Incidents", "Monitors", "Notifications")
        == """\
Banner

- API: major outage → All systems operational
Incidents

- Incident resolved, updated: **Outage** (resolved) <code>/incidents/2026-01-15-outage/</code>
  - state: identified → resolved
  - end: 2026-01-15 11:15 UTC
  - new update, resolved, 2026-01-15 11:15 UTC: It answers \\*again\\*.
Monitors

- Monitor changed: **API** <code>api</code>
  - status: DOWN → UP
  - uptime over 24 hours: 91.66 % → 94.79 %
  - uptime over 7 days, 30 days, 90 days, 365 days: 88.46 % → 91.34 %
Notifications

- <code>incident.resolved</code>: **Outage**
"""
    )


def test_an_edited_published_comment(tmp_path: Path) -> None:
    found = compared(
        tmp_path, {FIRST: "---\ncorrection: It was two\n---\nA full disk on two servers.\n"}
    )
    assert (
        sections(found, "Incidents", "Notifications", "Feed")
        == """\
Incidents

- Incident edited: **Outage** (identified) <code>/incidents/2026-01-15-outage/</code>
  - update edited, identified, 2026-01-15 10:30 UTC
    - reason given: It was two
    - text: A full disk on <del>one</del><ins>two</ins> <del>server</del><ins>servers</ins>.
Notifications

- <code>comment.corrected</code>: **Outage**
Feed

- entry changed, 2026-01-15 10:30 UTC: Identified: Outage
"""
    )


def test_a_back_dated_comment(tmp_path: Path) -> None:
    found = compared(tmp_path, {f"{IT}/2026-01-15T1010Z.investigating.md": "In time.\n"})
    assert "back-dated" in sections(found, "Incidents")
    assert (
        sections(found, "Incidents")
        == """\
Incidents

- Incident updated: **Outage** (identified) <code>/incidents/2026-01-15-outage/</code>
  - new update, investigating, 2026-01-15 10:10 UTC, back-dated: readers have seen newer ones: In time.
"""
    )


def test_a_deleted_incident(tmp_path: Path) -> None:
    removed = "- {kind: incident, slug: 2026-01-15-outage, reason: A test}\n"
    found = compared(
        tmp_path,
        {f"{IT}/incident.md": None, FIRST: None, "content/removed.yaml": removed},
    )
    assert (
        sections(found, "Incidents")
        == """\
Incidents

- Incident removed: **Outage** <code>/incidents/2026-01-15-outage/</code>
  - reason given: A test
"""
    )


def test_a_renamed_monitor(tmp_path: Path) -> None:
    monitors = BASE["monitors.yaml"].replace("name: API", "name: Public API")
    found = compared(tmp_path, {"monitors.yaml": monitors})
    assert (
        sections(found, "Banner", "Incidents", "Monitors", "Settings of the page")
        == """\
Banner

- API: major outage → Public API: major outage
Monitors

- Monitor renamed: **Public API** <code>api</code>
  - name: API → Public API
"""
    )


CASES: list[tuple[str, dict[str, str | None], str, list[str]]] = [
    (
        "a title",
        {f"{IT}/incident.md": OPENING.replace("Outage", "Slow")},
        "Incidents",
        ["Incident renamed: **Slow**", "title: Outage → Slow"],
    ),
    (
        "deleted softly",
        {FIRST: "---\ndeleted: true\nreason: Not so\n---\nA full disk on one server.\n"},
        "Incidents",
        ["update deleted, identified", "reason given: Not so", "state: identified → investigating"],
    ),
    (
        "work that moved",
        {WORK: PLAN.replace("18T10", "19T10").replace("\nstart", "\ncorrection: A holiday\nstart")},
        "Maintenance",
        [
            "Maintenance moved: **Restart** (scheduled)",
            "reason given: A holiday",
            "when: 2026-01-18 10:00 to 11:00 UTC (scheduled) → 2026-01-19 10:00 to 11:00 UTC",
        ],
    ),
    (
        "work that was cancelled",
        {WORK.replace("maintenance.md", "2026-01-15T1130Z.cancelled.md"): "Not needed.\n"},
        "Maintenance",
        ["Maintenance cancelled: **Restart** (cancelled)", "new update, cancelled"],
    ),
    (
        "new work is known now and begins later",
        {WORK.replace("18-restart", "20-move"): PLAN.replace("18T", "20T")},
        "Public only later",
        ["- 2026-01-20 10:00 UTC: **Restart** starts (2026-01-20 10:00 to 11:00 UTC)"],
    ),
    (
        "a comment of the future",
        {f"{IT}/2026-01-15T1300Z.resolved.md": "Over.\n"},
        "Public only later",
        ["- 2026-01-15 13:00 UTC: **Outage** becomes public: resolved"],
    ),
    (
        "an incident of the future",
        {"content/incidents/later/incident.md": OPENING.replace("15T10", "16T10")},
        "Public only later",
        ["- 2026-01-16 10:00 UTC: **Outage** becomes public: investigating"],
    ),
    (
        "a hidden monitor",
        {"monitors.yaml": BASE["monitors.yaml"].replace("name: Web", "hidden: true\n  name: Web")},
        "Monitors",
        ["- Monitor hidden: **Website** <code>website</code>"],
    ),
    (
        "a page",
        {"content/pages/about.md": "---\ntitle: About us\n---\nUs two.\n"},
        "Pages",
        ["Page changed: **About us**", "title: About → About us", "text: Us<ins> two</ins>."],
    ),
    (
        "the settings",
        {"content/site.yaml": "title: New\nurl: https://new.example.com\nlanguages: [de]\n"},
        "Settings of the page",
        [
            "title: Example Status → New",
            "url: https:&#8203;//status.example.com/ →",
            "languages: another",
        ],
    ),
    (
        "records",
        {"content/status/api/2026-01-14.csv": "timestamp,status,latency\n"},
        "Monitors",
        ["uptime over"],
    ),
]


@pytest.mark.parametrize(("name", "change", "heading", "words"), CASES, ids=[c[0] for c in CASES])
def test_it_tells_of(
    name: str, change: dict[str, str | None], heading: str, words: list[str], tmp_path: Path
) -> None:
    told = sections(compared(tmp_path, change), heading)
    for word in words:
        assert word in told, told


def test_where_people_are_sent_to_write_is_told_in_full(tmp_path: Path) -> None:
    settings = BASE["content/site.yaml"] + 'repository: {url: "https://github.com/%s/status"}\n'
    found = compared(
        tmp_path,
        {"content/site.yaml": settings % "evil"},
        {"content/site.yaml": settings % "example"},
    )
    told = sections(found, "Settings of the page")
    assert "//github.com/example/status → https" in told
    assert "//github.com/evil/status" in told


def test_channels_are_named_whose_filters_let_it_pass(tmp_path: Path) -> None:
    channels = (
        "notifications:\n- {name: all, kind: slack, url_env: A}\n"
        "- {name: web, kind: slack, url_env: B, monitors: [website]}\n"
    )
    site = {"content/site.yaml": BASE["content/site.yaml"] + channels}
    found = compared(tmp_path, {f"{IT}/2026-01-15T1115Z.resolved.md": "Over.\n"}, site)
    assert [(one.kind, one.channels) for one in found.notifications] == [
        ("incident.resolved", ("all",))
    ]
    assert "<code>incident.resolved</code>: **Outage** to all\n" in changes_markdown.render(found)


QUIET: list[tuple[str, dict[str, str | None]]] = [
    ("nothing", {}),
    (
        "an internal comment",
        {f"{IT}/2026-01-15T1110Z.monitoring.md": "---\nvisibility: internal\n---\nJo.\n"},
    ),
    ("white space", {f"{IT}/incident.md": OPENING.replace("---\nNo", "---\n\n\nNo")}),
    (
        "a hidden monitor",
        {"monitors.yaml": BASE["monitors.yaml"].replace("Hidden from everybody", "Project X")},
    ),
    (
        "an internal incident",
        {
            "content/incidents/x/incident.md": OPENING.replace(
                "title", "visibility: internal\ntitle"
            )
        },
    ),
    (
        "a renamed file that keeps its id",
        {
            WORK: None,
            "content/maintenances/2026/2026-01-18-restart/maintenance.md": PLAN,
        },
    ),
    ("a channel", {"content/site.yaml": BASE["content/site.yaml"] + "checks: {going-back: off}\n"}),
]


@pytest.mark.parametrize(("name", "change"), QUIET, ids=[case[0] for case in QUIET])
def test_what_the_public_does_not_see_is_no_difference(
    name: str, change: dict[str, str | None], tmp_path: Path
) -> None:
    found = compared(tmp_path, change)
    assert found.empty
    text = changes_text.render(found)
    assert "Nothing that the public sees changes." in text
    assert "Nothing that the public sees changes." in changes_markdown.render(found)
    assert not any(
        word in text for word in ("Jo", "Project X", "Incidents", "incidents/x", "1110Z")
    )


@pytest.mark.parametrize("case", sorted(path.name for path in SITES.iterdir()))
def test_a_site_does_not_differ_from_itself(case: str, tmp_path: Path) -> None:
    shutil.copytree(SITES / case, tmp_path, dirs_exist_ok=True)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    now = instant((SITES / case / "now.txt").read_text().strip())
    found = changes(tmp_path, choose(tmp_path, "HEAD"), now)
    assert found == Changes(now, found.before, "the working tree", channels=found.channels)


def test_what_is_wrong_is_left_out_and_said(tmp_path: Path) -> None:
    found = compared(tmp_path, {FIRST: "---\nmonitors: nowhere\n---\nText.\n"})
    assert found.notes == (
        "the working tree has 1 error: what is wrong is left out (`statusgen check`)",
    )
    assert "update deleted" in changes_text.render(found)


def test_a_site_that_was_not_there_is_all_new(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "commit", "--quiet", "--allow-empty", "-m", "x")
    write(tmp_path / "site", {**BASE, **FILES})
    found = changes(tmp_path / "site", choose(tmp_path / "site", "HEAD"), NOW)
    assert [one.title for one in found.incidents] == ["Outage"]
    assert found.content.added == len(BASE) + len(FILES)


def test_two_revisions_where_they_parted_or_exactly(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    git(tmp_path, "switch", "--quiet", "-c", "change")
    write(tmp_path, {f"{IT}/2026-01-15T1115Z.resolved.md": "Over.\n"})
    commit(tmp_path)
    git(tmp_path, "switch", "--quiet", "main")
    write(tmp_path, {"content/pages/about.md": None})
    commit(tmp_path)
    parted = changes(tmp_path, choose(tmp_path, "main", "change"), NOW)
    assert [len(parted.incidents), len(parted.pages)] == [1, 0]
    exact = changes(tmp_path, choose(tmp_path, "main", "change", exact=True), NOW)
    assert [len(exact.incidents), len(exact.pages)] == [1, 1]


def test_another_theme_is_a_difference(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    write(tmp_path, {"themes/default/css/custom.css": "p{margin:0}\n"})
    found = changes(tmp_path, choose(tmp_path, "HEAD"), NOW)
    assert not found.empty
    assert found.published.changed
    commit(tmp_path)
    assert changes(tmp_path, choose(tmp_path, "HEAD"), NOW).empty
    assert changes(tmp_path, choose(tmp_path, "HEAD~1", "HEAD"), NOW).published.changed


HOSTILE = "a|b `c` <script>x</script> @everyone #1 GH-2 [x](javascript:1) ![i](//e) https://e.example www.e.example ::error::no ##[error]no **b** _i_ <del>s</del> $x$ a@b.example"


def test_hostile_text_is_nothing_but_text(tmp_path: Path) -> None:
    title = HOSTILE.replace("'", "")
    change = {
        f"{IT}/incident.md": OPENING.replace("title: Outage", f"title: '{title}'"),
        FIRST: f"A full disk.\r- {HOSTILE}\r\n::error::no\r\n",
        "monitors.yaml": BASE["monitors.yaml"].replace("name: API", f"name: '- {HOSTILE}'"),
    }
    found = compared(tmp_path, change)
    for render in (changes_markdown.render, changes_text.render, changes_json_v1.render):
        told = render(found)
        assert "##[" not in told
        assert "\r" not in told
        assert not [line for line in told.split("\n") if line.lstrip().startswith("::")]
    markdown = changes_markdown.render(found)
    for word in ("<script", "@everyone", "#1", "GH-2", "://", "www.e", "a@b"):
        assert word not in markdown
    html = (
        MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    )
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {"h3", "h4", "p", "ul", "li", "strong", "code", "del", "ins"}
    assert not re.search(r"(?<!\\)[\[\]|`$~]", markdown.replace("**", "").replace("~~", ""))
    assert json.loads(changes_json_v1.render(found)) == changes_json_v1.document(found)
    assert json.loads(changes_json_v1.render(found))["incidents"][0]["title"] == title


def test_much_is_cut_below_what_hosts_refuse(tmp_path: Path) -> None:
    pages = {
        f"content/pages/p{n}.md": f"---\ntitle: 'Page {n} {'#' * 200}'\n---\nx\n"
        for n in range(300)
    }
    markdown = changes_markdown.render(compared(tmp_path, pages))
    assert len(markdown.encode()) < 61_000
    assert "more lines: run `statusgen diff` to see them." in markdown.splitlines()[-1]


@cache
def published(files: tuple[tuple[str, str], ...]) -> dict[str, bytes]:
    """Every file of a site, as the built-in theme shows it."""
    with tempfile.TemporaryDirectory() as folder:
        at = f"{datetime.fromtimestamp(NOW, UTC).isoformat()}"
        return rendered(plan(snapshot_of(Path(folder), dict(files), at), built_in_theme()))


@settings(max_examples=6 if not FULL else 300, deadline=None)
@given(
    st.sampled_from(sorted({**BASE, **FILES})),
    st.integers(0, 400),
    st.sampled_from(["", "x", "\n", "7", " #", "title: T\n", "é"]),
)
def test_every_edit_is_told_or_changes_no_published_byte(name: str, at: int, piece: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = repository(Path(folder), FILES)
        text = {**BASE, **FILES}[name]
        edited = text[: at % len(text)] + piece + text[at % len(text) + 1 :]
        write(root, {name: edited})
        found = changes(root, choose(root, "HEAD"), NOW)
        files = {**FILES, name: edited}
        same = published(tuple(FILES.items())) == published(tuple(files.items()))
        assert found.empty == same, changes_text.render(found)
