"""cState's documents: its keys in its order, always valid JSON, times in ISO 8601."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from statusgen.dialects import cstate
from tests.documented import HOSTILE, NOT_PUBLIC, QUOTED, compact, strings
from tests.rendered import changed, rendered
from tests.sites import snapshot_of

NOW = "2026-01-16T09:05Z"

SITE = {
    "content/site.yaml": """\
title: Example Status
url: https://example.com/status
description: What works, and what does not
logo: /images/logo.png
links:
- {title: Contact, url: https://example.com/contact}
groups:
- {name: Core, collapse: closed, description: What everything needs}
- {name: Rest, untitled: true}
""",
    "monitors.yaml": """\
- {tag: api, name: API, category: Core, description: What everything goes through}
- {tag: website, name: Website, category: Rest}
""",
}

SLOW = "content/incidents/2026-01-15-slow-api"
INCIDENT = """\
---
title: Slow API
start: 2026-01-15T10:00:00Z
monitors: {api: DEGRADED}
---
Requests take long.
"""

Build = Callable[..., dict[str, bytes]]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """The cState files of a site that is written as {path: text}."""

    def files(content: dict[str, str], now: str = NOW) -> dict[str, bytes]:
        return rendered(cstate.documents(snapshot_of(tmp_path, {**SITE, **content}, now)))

    return files


ISSUE = """
    {
        "is": "issue",
        "title": "Slow API",
        "createdAt": "2026-01-15T10:00:00Z",
        "lastMod": "2026-01-15T10:30:00Z",
        "permalink": "https://example.com/status/incidents/2026-01-15-slow-api/",
        "severity": "disrupted",
        "resolved": false,
        "informational": false,
        "resolvedAt": "",
        "affected": ["API"],
        "filename": "2026-01-15-slow-api.md"
    }"""


def test_the_index(build: Build) -> None:
    notice = "---\ntitle: New addresses\nkind: notice\npinned: true\nstart: 2026-01-14T08:00:00Z\n"
    files = build(
        {
            f"{SLOW}/incident.md": INCIDENT,
            f"{SLOW}/2026-01-15T1030Z.identified.md": "Found.",
            "content/incidents/new-addresses/incident.md": f"{notice}---\nPlease note them.",
        }
    )
    assert files["index.json"] == compact(f"""
    {{
        "is": "index",
        "cStateVersion": "6.0.1",
        "apiVersion": "2.0",
        "title": "Example Status",
        "languageCodeHTML": "en",
        "languageCode": "en",
        "baseURL": "https://example.com/status/",
        "description": "What works, and what does not",
        "summaryStatus": "disrupted",
        "categories": [
            {{
                "name": "Core",
                "description": "What everything needs",
                "hideTitle": false,
                "closedByDefault": true
            }},
            {{"name": "Rest", "hideTitle": true, "closedByDefault": false}}
        ],
        "pinnedIssues": [
            {{
                "is": "issue",
                "title": "New addresses",
                "createdAt": "2026-01-14T08:00:00Z",
                "lastMod": "2026-01-14T08:00:00Z",
                "permalink": "https://example.com/status/incidents/new-addresses/",
                "affected": [],
                "filename": "new-addresses.md"
            }}
        ],
        "systems": [
            {{
                "name": "API",
                "description": "What everything goes through",
                "category": "Core",
                "status": "disrupted",
                "unresolvedIssues": [{ISSUE}]
            }},
            {{"name": "Website", "category": "Rest", "status": "ok", "unresolvedIssues": []}}
        ],
        "tabs": [{{"name": "Contact", "link": "https://example.com/contact"}}],
        "buildDate": "2026-01-16",
        "buildTime": "09:05",
        "buildTimezone": "UTC",
        "colorBrand": "#0b57b7",
        "colorOk": "#259b74",
        "colorDisrupted": "#c28410",
        "colorDown": "#7f0d1c",
        "colorNotice": "#4338a0",
        "alwaysKeepBrandColor": "false",
        "logo": "https://example.com/status/images/logo.png",
        "googleAnalytics": ""
    }}""")


def test_the_list_of_issues(build: Build) -> None:
    files = build(
        {
            f"{SLOW}/incident.md": INCIDENT,
            f"{SLOW}/2026-01-15T1030Z.identified.md": "Found.",
        }
    )
    assert files["issues/index.json"] == compact(f"""
    {{
        "is": "issues",
        "title": "Issues",
        "baseURL": "https://example.com/status/",
        "description": "",
        "pages": [{ISSUE}]
    }}""")


def index(build: Build, content: dict[str, str], now: str = NOW) -> dict[str, Any]:
    found = json.loads(build(content, now)["index.json"])
    assert isinstance(found, dict)
    return found


def statuses(found: dict[str, Any]) -> tuple[str, list[str]]:
    return found["summaryStatus"], [one["status"] for one in found["systems"]]


@pytest.mark.parametrize(
    ("monitors", "summary", "api"),
    [
        ("{api: DOWN}", "down", "down"),
        ("{api: PARTIAL}", "disrupted", "disrupted"),
        ("{api: DEGRADED}", "disrupted", "disrupted"),
        ("{api: MAINTENANCE}", "notice", "notice"),
        pytest.param("{api: UP}", "notice", "ok", id="an open incident is never all well"),
        pytest.param("{}", "notice", "ok", id="nor is one that hits nothing"),
    ],
)
def test_statuses(build: Build, monitors: str, summary: str, api: str) -> None:
    written = INCIDENT.replace("{api: DEGRADED}", monitors)
    found = index(build, {f"{SLOW}/incident.md": written})
    assert statuses(found) == (summary, [api, "ok"])


def test_all_is_well(build: Build) -> None:
    found = index(
        build,
        {f"{SLOW}/incident.md": INCIDENT, f"{SLOW}/2026-01-15T1030Z.resolved.md": "Over."},
    )
    assert statuses(found) == ("ok", ["ok", "ok"])
    assert found["systems"][0]["unresolvedIssues"] == []


def test_what_is_unknown_is_not_well(build: Build) -> None:
    found = index(build, {"monitors.yaml": "- {tag: api, name: API, defaultStatus: NONE}\n"})
    assert statuses(found) == ("notice", ["notice"])


def test_a_site_without_monitors(build: Build) -> None:
    found = index(build, {"monitors.yaml": "", "content/site.yaml": "title: A\nurl: https://a.b\n"})
    assert statuses(found) == ("ok", [])
    assert (found["categories"], found["pinnedIssues"]) == ([], [])
    assert "tabs" not in found
    assert found["logo"] == ""


@pytest.mark.parametrize(
    ("severity", "shown"),
    [("critical", "down"), ("major", "down"), ("minor", "disrupted"), ("none", "notice")],
)
def test_severities(build: Build, severity: str, shown: str) -> None:
    written = INCIDENT.replace("---\nRequests", f"severity: {severity}\n---\nRequests")
    pages = json.loads(build({f"{SLOW}/incident.md": written})["issues/index.json"])["pages"]
    assert [one["severity"] for one in pages] == [shown]


def test_a_resolved_incident_and_a_notice_in_the_list(build: Build) -> None:
    notice = INCIDENT.replace("title: Slow API", "title: Note\nkind: notice").replace(
        "10:00", "08:00"
    )
    files = build(
        {
            f"{SLOW}/incident.md": INCIDENT,
            f"{SLOW}/2026-01-15T1030Z.resolved.md": "Over.",
            "content/incidents/note/incident.md": notice,
        }
    )
    pages = json.loads(files["issues/index.json"])["pages"]
    keys = ("title", "resolved", "informational", "resolvedAt")
    assert [tuple(one[key] for key in keys) for one in pages] == [
        ("Slow API", True, False, "2026-01-15T10:30:00Z"),
        ("Note", True, True, ""),
    ]


WORK = """\
---
title: New servers
start: 2026-01-16T09:00:00Z
duration: 1h
monitors: [website]
---
We move.
"""


@pytest.mark.parametrize(
    ("now", "titles"),
    [
        pytest.param("2026-01-16T08:59Z", [], id="not before it begins"),
        ("2026-01-16T09:00Z", ["New servers"]),
        ("2026-01-16T10:00Z", []),
    ],
)
def test_a_maintenance_is_an_issue_while_it_runs(build: Build, now: str, titles: list[str]) -> None:
    found = index(build, {"content/maintenances/move/maintenance.md": WORK}, now)
    issues = found["systems"][1]["unresolvedIssues"]
    assert [one["title"] for one in issues] == titles
    assert statuses(found) == (("notice", ["ok", "notice"]) if titles else ("ok", ["ok", "ok"]))
    for one in issues:
        assert one["permalink"] == "https://example.com/status/maintenances/move/"
        assert (one["severity"], one["createdAt"]) == ("notice", "2026-01-16T09:00:00Z")


def test_hostile_text_comes_back_as_it_was_and_cannot_leave_a_script_element(build: Build) -> None:
    site = f"title: '{QUOTED}'\nurl: https://example.com\ndescription: '{QUOTED}'\n"
    monitors = f"- {{tag: api, name: '{QUOTED}', description: \"two\\nlines\"}}\n"
    written = INCIDENT.replace("Slow API", f"'{QUOTED}'")
    files = build(
        {"content/site.yaml": site, "monitors.yaml": monitors, f"{SLOW}/incident.md": written}
    )
    for path, data in files.items():
        assert not set(data) & set(b"<>&"), path
    assert strings(json.loads(files["index.json"])).count(HOSTILE) == 5
    assert "two\nlines" in strings(json.loads(files["index.json"]))


def test_what_is_not_public_is_in_no_document(build: Build) -> None:
    files = build(NOT_PUBLIC)
    assert [one["title"] for one in json.loads(files["issues/index.json"])["pages"]] == ["Shown"]
    assert not [path for path, data in files.items() if b"secret" in path.encode() + data]


def test_the_list_ends_after_1000(build: Build) -> None:
    content = {
        f"content/incidents/i-{n}/incident.md": INCIDENT.replace("title", f"id: {n}\ntitle")
        for n in range(1, 1051)
    }
    assert len(json.loads(build(content)["issues/index.json"])["pages"]) == 1000


def test_only_the_index_knows_the_time(tmp_path: Path) -> None:
    content = {**SITE, f"{SLOW}/incident.md": INCIDENT}
    before = list(cstate.documents(snapshot_of(tmp_path, content, NOW)))
    after = list(cstate.documents(snapshot_of(tmp_path, content, "2026-01-16T09:06Z")))
    assert changed(before, after) == {"index.json"}
