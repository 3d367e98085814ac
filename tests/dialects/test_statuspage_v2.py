"""Statuspage's v2 API as files: whole documents of a small site, and the laws that hold for any."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statusgen.dialects import statuspage_v2
from statusgen.dialects.statuspage_v2.shapes import short_id
from statusgen.dialects.statuspage_v2.summary import status_of
from statusgen.model.lifecycle import State
from statusgen.model.status import Status
from statusgen.prepare import check
from statusgen.snapshot import take_snapshot
from statusgen.snapshot.overall import Standing, overall
from tests.dialects.statuspage import (
    CONTENT,
    DOWN_FOLDER,
    LATER,
    MOVE_FOLDER,
    NOW,
    ONE,
    SITE,
    SLOW_FOLDER,
    Build,
    builder,
    compact,
    found,
    ids,
    incident,
    incidents,
    the_one,
)
from tests.rendered import changed, rendered
from tests.sites import instant, snapshot_of


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return builder(tmp_path)


# ---------------------------------------------------------------- documents as they are
# The keys and their order are those of captured pages: nothing is missing, nothing is added.

PAGE = """
{
  "id": "l19nt76cmn40",
  "name": "Example",
  "url": "https://status.example.com",
  "time_zone": "Etc/UTC",
  "updated_at": "2026-01-15T10:30:00.000Z"
}"""

CORE = """
{
  "id": "mkmznswv2sc3",
  "name": "Core platform",
  "status": "partial_outage",
  "created_at": "2025-06-01T00:00:00.000Z",
  "updated_at": "2026-01-15T10:30:00.000Z",
  "position": 1,
  "description": null,
  "showcase": false,
  "start_date": null,
  "group_id": null,
  "page_id": "l19nt76cmn40",
  "group": true,
  "only_show_if_degraded": false,
  "components": ["k7yklnnwj94b", "m78065zccx45"]
}"""

API = """
{
  "id": "k7yklnnwj94b",
  "name": "API",
  "status": "operational",
  "created_at": "2025-06-01T00:00:00.000Z",
  "updated_at": "2026-01-15T10:30:00.000Z",
  "position": 1,
  "description": null,
  "showcase": true,
  "start_date": "2025-06-01",
  "group_id": "mkmznswv2sc3",
  "page_id": "l19nt76cmn40",
  "group": false,
  "only_show_if_degraded": false
}"""

DATABASE = """
{
  "id": "m78065zccx45",
  "name": "Database",
  "status": "partial_outage",
  "created_at": "2000-01-01T00:00:00.000Z",
  "updated_at": "2026-01-15T10:00:00.000Z",
  "position": 2,
  "description": null,
  "showcase": true,
  "start_date": null,
  "group_id": "mkmznswv2sc3",
  "page_id": "l19nt76cmn40",
  "group": false,
  "only_show_if_degraded": false
}"""

WEBSITE = """
{
  "id": "fyw58jk3hv3m",
  "name": "Website",
  "status": "operational",
  "created_at": "2000-01-01T00:00:00.000Z",
  "updated_at": "2026-01-11T00:05:00.000Z",
  "position": 2,
  "description": "What everybody sees.",
  "showcase": true,
  "start_date": null,
  "group_id": null,
  "page_id": "l19nt76cmn40",
  "group": false,
  "only_show_if_degraded": false
}"""

SLOW = """
{
  "id": "fzpzc4y024jl",
  "name": "Slow queries",
  "status": "identified",
  "created_at": "2026-01-15T10:00:00.000Z",
  "updated_at": "2026-01-15T10:30:00.000Z",
  "monitoring_at": null,
  "resolved_at": null,
  "impact": "minor",
  "shortlink": "https://status.example.com/incidents/2026-01-15-slow-queries/",
  "started_at": "2026-01-15T10:00:00.000Z",
  "page_id": "l19nt76cmn40",
  "incident_updates": [
    {
      "id": "wq3j0fl8mb4n",
      "status": "identified",
      "body": "An index is missing.",
      "incident_id": "fzpzc4y024jl",
      "created_at": "2026-01-15T10:30:00.000Z",
      "updated_at": "2026-01-15T10:30:00.000Z",
      "display_at": "2026-01-15T10:30:00.000Z",
      "affected_components": [
        {
          "code": "k7yklnnwj94b",
          "name": "Core platform - API",
          "old_status": "degraded_performance",
          "new_status": "operational"
        },
        {
          "code": "m78065zccx45",
          "name": "Core platform - Database",
          "old_status": "partial_outage",
          "new_status": "partial_outage"
        }
      ],
      "deliver_notifications": true,
      "custom_tweet": null,
      "tweet_id": null
    },
    {
      "id": "g59s12g226zz",
      "status": "investigating",
      "body": "Queries take *seconds*.",
      "incident_id": "fzpzc4y024jl",
      "created_at": "2026-01-15T10:00:00.000Z",
      "updated_at": "2026-01-15T10:00:00.000Z",
      "display_at": "2026-01-15T10:00:00.000Z",
      "affected_components": [
        {
          "code": "k7yklnnwj94b",
          "name": "Core platform - API",
          "old_status": "operational",
          "new_status": "degraded_performance"
        },
        {
          "code": "m78065zccx45",
          "name": "Core platform - Database",
          "old_status": "operational",
          "new_status": "partial_outage"
        }
      ],
      "deliver_notifications": true,
      "custom_tweet": null,
      "tweet_id": null
    }
  ],
  "components": [API, DATABASE],
  "reminder_intervals": null
}""".replace("[API, DATABASE]", f"[{API}, {DATABASE}]")

DOWN = """
{
  "id": "v2j9z6zgv4hc",
  "name": "Website down",
  "status": "resolved",
  "created_at": "2026-01-10T23:50:00.000Z",
  "updated_at": "2026-01-11T00:05:00.000Z",
  "monitoring_at": null,
  "resolved_at": "2026-01-11T00:05:00.000Z",
  "impact": "major",
  "shortlink": "https://status.example.com/incidents/2026-01-10-website-down/",
  "started_at": "2026-01-10T23:50:00.000Z",
  "page_id": "l19nt76cmn40",
  "incident_updates": [
    {
      "id": "b17t8w9q577z",
      "status": "resolved",
      "body": "It is back.",
      "incident_id": "v2j9z6zgv4hc",
      "created_at": "2026-01-11T00:05:00.000Z",
      "updated_at": "2026-01-11T00:05:00.000Z",
      "display_at": "2026-01-11T00:05:00.000Z",
      "affected_components": [
        {
          "code": "fyw58jk3hv3m",
          "name": "Website",
          "old_status": "major_outage",
          "new_status": "operational"
        }
      ],
      "deliver_notifications": true,
      "custom_tweet": null,
      "tweet_id": null
    }
  ],
  "components": [WEBSITE],
  "reminder_intervals": null
}""".replace("[WEBSITE]", f"[{WEBSITE}]")

MOVE = """
{
  "id": "fstdjsmkw595",
  "name": "Move to new servers",
  "status": "scheduled",
  "created_at": "2026-01-12T09:00:00.000Z",
  "updated_at": "2026-01-12T09:00:00.000Z",
  "monitoring_at": null,
  "resolved_at": null,
  "impact": "maintenance",
  "shortlink": "https://status.example.com/maintenances/2026-01-20-move/",
  "started_at": "2026-01-12T09:00:00.000Z",
  "page_id": "l19nt76cmn40",
  "incident_updates": [
    {
      "id": "gdz6tmpq1y24",
      "status": "scheduled",
      "body": "The website moves.",
      "incident_id": "fstdjsmkw595",
      "created_at": "2026-01-12T09:00:00.000Z",
      "updated_at": "2026-01-12T09:00:00.000Z",
      "display_at": "2026-01-12T09:00:00.000Z",
      "affected_components": [
        {
          "code": "fyw58jk3hv3m",
          "name": "Website",
          "old_status": "operational",
          "new_status": "operational"
        }
      ],
      "deliver_notifications": true,
      "custom_tweet": null,
      "tweet_id": null
    }
  ],
  "components": [WEBSITE],
  "scheduled_for": "2026-01-20T02:00:00.000Z",
  "scheduled_until": "2026-01-20T04:00:00.000Z"
}""".replace("[WEBSITE]", f"[{WEBSITE}]")

PATHS = {
    "api/v2/status.json",
    "api/v2/summary.json",
    "api/v2/components.json",
    "api/v2/incidents.json",
    "api/v2/incidents/unresolved.json",
    "api/v2/incidents/resolved.json",
    "api/v2/scheduled-maintenances.json",
    "api/v2/scheduled-maintenances/upcoming.json",
    "api/v2/scheduled-maintenances/active.json",
    "history.json",
}
STATUS = '{"indicator": "minor", "description": "Minor Service Outage"}'
COMPONENTS = f"[{CORE}, {API}, {DATABASE}, {WEBSITE}]"
SUMMARY = f"""
{{
  "page": {PAGE},
  "components": {COMPONENTS},
  "incidents": [{SLOW}],
  "scheduled_maintenances": [{MOVE}],
  "status": {STATUS}
}}"""


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("summary", SUMMARY),
        ("status", f'{{"page": {PAGE}, "status": {STATUS}}}'),
        ("components", f'{{"page": {PAGE}, "components": {COMPONENTS}}}'),
        ("incidents", f'{{"page": {PAGE}, "incidents": [{SLOW}, {DOWN}]}}'),
        ("incidents/unresolved", f'{{"page": {PAGE}, "incidents": [{SLOW}]}}'),
        ("incidents/resolved", f'{{"page": {PAGE}, "incidents": [{DOWN}]}}'),
        ("scheduled-maintenances", f'{{"page": {PAGE}, "scheduled_maintenances": [{MOVE}]}}'),
        (
            "scheduled-maintenances/upcoming",
            f'{{"page": {PAGE}, "scheduled_maintenances": [{MOVE}]}}',
        ),
        ("scheduled-maintenances/active", f'{{"page": {PAGE}, "scheduled_maintenances": []}}'),
    ],
)
def test_the_documents_of_a_small_site(build: Build, path: str, document: str) -> None:
    assert build(CONTENT)[f"api/v2/{path}.json"] == compact(document)


def test_the_document_of_one_incident_is_dated_by_itself(build: Build) -> None:
    files = build(CONTENT)
    page = PAGE.replace("2026-01-15T10:30", "2026-01-11T00:05")
    document = files["api/v2/incidents/v2j9z6zgv4hc.json"]
    assert document == compact(f'{{"page": {page}, "incident": {DOWN}}}')
    document = files["api/v2/incidents/fzpzc4y024jl.json"]
    assert document == compact(f'{{"page": {PAGE}, "incident": {SLOW}}}')


def test_the_bare_document_of_an_incident_has_its_postmortem(build: Build) -> None:
    bare = f'{DOWN.rstrip("}")}, "postmortem_ignored": false, %s}}'
    nothing = (
        '"postmortem_body": null, "postmortem_body_last_updated_at": null,'
        ' "postmortem_published_at": null, "postmortem_notified_subscribers": false,'
        ' "postmortem_notified_twitter": false'
    )
    assert build(CONTENT)["incidents/v2j9z6zgv4hc.json"] == compact(bare % nothing)
    told = {f"{DOWN_FOLDER}/2026-01-14T0900Z.postmortem.md": "## What we learned"}
    files = build({**CONTENT, **told})
    incident = json.loads(files["incidents/v2j9z6zgv4hc.json"])
    assert list(incident) == list(json.loads(bare % nothing))
    assert list(incident.items())[-6:] == [
        ("postmortem_ignored", False),
        ("postmortem_body", "## What we learned"),
        ("postmortem_body_last_updated_at", "2026-01-14T09:00:00.000Z"),
        ("postmortem_published_at", "2026-01-14T09:00:00.000Z"),
        ("postmortem_notified_subscribers", True),
        ("postmortem_notified_twitter", False),
    ]


def test_history(build: Build) -> None:
    assert build(CONTENT)["history.json"] == compact("""
    {
      "months": [
        {
          "name": "January",
          "year": 2026,
          "starts_on": 4,
          "days": 31,
          "incidents": [
            {
              "code": "fzpzc4y024jl",
              "name": "Slow queries",
              "message": "An index is missing.",
              "impact": "minor",
              "timestamp": "Jan <var data-var='date'>15</var>, <var data-var='time'>10:00</var> UTC"
            },
            {
              "code": "v2j9z6zgv4hc",
              "name": "Website down",
              "message": "It is back.",
              "impact": "major",
              "timestamp": "Jan <var data-var='date'>10</var>, <var data-var='time'>23:50</var> - Jan <var data-var='date'>11</var>, <var data-var='time'>00:05</var> UTC"
            }
          ]
        }
      ]
    }""")


def test_every_list_exists_when_there_is_nothing_to_list(build: Build) -> None:
    files = build({"monitors.yaml": "[]\n"})
    assert set(files) == PATHS
    assert json.loads(files["history.json"]) == {"months": []}
    for path in PATHS - {"history.json"}:
        page, *rest = json.loads(files[path]).items()
        assert page[1]["updated_at"] == "2000-01-01T00:00:00.000Z"
        assert [value for key, value in rest if key != "status"] == [[]] * (
            len(rest) - ("status" in dict(rest))
        )
    assert found(files, "status")["description"] == "All Systems Operational"


def test_what_site_yaml_does_not_want_has_no_documents_of_its_own(build: Build) -> None:
    finished = {
        "content/maintenances/before/maintenance.md": "---\ntitle: Before\n"
        "start: 2026-01-02T02:00Z\nduration: 1h\n---\n"
    }
    for wanted, count in (("all", 4), ("open", 2), ("10", 3)):
        settings = SITE["content/site.yaml"] + f"api:\n  documents: {wanted}\n"
        files = build({**CONTENT, **finished, "content/site.yaml": settings})
        assert len(ids(files)) == count, wanted
        assert len(found(files, "incidents")) == 2


# ---------------------------------------------------------------- the roll-up


SEVEN = {
    ("none", "All Systems Operational"),
    ("critical", "Major System Outage"),
    ("major", "Partial System Outage"),
    ("minor", "Minor Service Outage"),
    ("minor", "Degraded System Service"),
    ("minor", "Partially Degraded Service"),
    ("maintenance", "Service Under Maintenance"),
}
"""Every roll-up there is: strict clients know these texts and no other."""


@pytest.mark.parametrize(
    ("monitors", "indicator", "description"),
    [
        ("UP UP UP", "none", "All Systems Operational"),
        ("DOWN DOWN DOWN", "critical", "Major System Outage"),
        ("DOWN DOWN UP", "critical", "Major System Outage"),
        ("DOWN", "critical", "Major System Outage"),
        ("DOWN UP UP", "major", "Partial System Outage"),
        ("DOWN DEGRADED UP UP UP", "major", "Partial System Outage"),
        ("PARTIAL PARTIAL UP", "major", "Partial System Outage"),
        ("PARTIAL UP UP", "minor", "Minor Service Outage"),
        ("PARTIAL DEGRADED UP", "minor", "Minor Service Outage"),
        ("DEGRADED DEGRADED", "minor", "Degraded System Service"),
        ("DEGRADED DEGRADED UP", "minor", "Partially Degraded Service"),
        ("DEGRADED UP UP", "minor", "Partially Degraded Service"),
        ("DEGRADED", "minor", "Partially Degraded Service"),
        ("NO_DATA NO_DATA", "minor", "Partially Degraded Service"),
        ("NO_DATA UP UP", "minor", "Partially Degraded Service"),
        ("MAINTENANCE UP", "maintenance", "Service Under Maintenance"),
        ("MAINTENANCE MAINTENANCE", "maintenance", "Service Under Maintenance"),
        ("MAINTENANCE DEGRADED UP", "minor", "Partially Degraded Service"),
        ("", "none", "All Systems Operational"),
    ],
)
def test_how_the_page_is_doing(
    build: Build, monitors: str, indicator: str, description: str
) -> None:
    files = build(_site_of(monitors.split()))
    assert found(files, "status") == {"indicator": indicator, "description": description}
    assert found(files, "summary")["status"] == found(files, "status")


def _site_of(statuses: Sequence[str]) -> dict[str, str]:
    """A site whose monitors have these statuses."""
    content, lines = {}, ["[]" if not statuses else ""]
    for number, status in enumerate(statuses):
        default = "NONE" if status == "NO_DATA" else "UP"
        lines.append(f"- {{tag: m{number}, name: M{number}, defaultStatus: {default}}}")
        front = f"---\ntitle: T\nstart: 2026-01-15T11:00Z\nmonitors: {{m{number}: {status}}}\n"
        if status == "MAINTENANCE":
            folder = f"content/maintenances/m{number}/maintenance.md"
            content[folder] = f"{front}duration: 3h\n---\n"
        elif status not in ("UP", "NO_DATA"):
            content[f"content/incidents/m{number}/incident.md"] = f"{front}---\n"
    return {**content, "monitors.yaml": "\n".join(lines) + "\n"}


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("UP", "operational"),
        ("DEGRADED", "degraded_performance"),
        ("PARTIAL", "partial_outage"),
        ("DOWN", "major_outage"),
        ("MAINTENANCE", "under_maintenance"),
        ("NO_DATA", "degraded_performance"),
    ],
)
def test_how_a_component_is_doing(build: Build, status: str, word: str) -> None:
    assert [one["status"] for one in found(build(_site_of([status])), "components")] == [word]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("", id="that names no monitor"),
        pytest.param("monitors: {api: UP}\n", id="whose monitors are all well"),
    ],
)
def test_an_open_incident_never_says_operational(build: Build, more: str) -> None:
    front = f"---\ntitle: Odd\nstart: 2026-01-15T11:00Z\n{more}---\nWe look.\n"
    for monitors in ({}, {"monitors.yaml": "[]\n"} if not more else {}):
        files = build({"content/incidents/odd/incident.md": front, **monitors})
        assert found(files, "status") == {
            "indicator": "minor",
            "description": "Partially Degraded Service",
        }


def test_what_cannot_be_read_never_says_operational(build: Build) -> None:
    files = build({"content/incidents/broken/incident.md": "---\ntitle: [\n---\n"})
    assert found(files, "status")["indicator"] == "minor"


@given(
    st.lists(st.sampled_from(Status), max_size=5),
    st.lists(st.sampled_from([State.INVESTIGATING, State.MONITORING]), max_size=2),
    st.booleans(),
)
def test_whatever_happens_the_text_is_one_of_seven(
    statuses: list[Status], states: list[State], broken: bool
) -> None:
    standings = [Standing(f"m{n}", "M", status) for n, status in enumerate(statuses)]
    said = status_of(overall(standings, states, broken), len(standings))
    assert (said["indicator"], said["description"]) in SEVEN
    well = not states and not broken and set(statuses) <= {Status.UP}
    assert (said["indicator"] == "none") is (well or not (statuses or states or broken))


# ---------------------------------------------------------------- ids


@given(st.text("incdptupag", min_size=1, max_size=8), st.lists(st.text(max_size=80), max_size=3))
def test_an_id_is_no_number_and_no_date(kind: str, parts: list[str]) -> None:
    found = short_id(kind, *parts)
    assert re.fullmatch(r"[a-z][0-9a-z]{11}", found)
    assert found == short_id(kind, *parts)


@given(st.sets(st.text(max_size=20), min_size=2))
def test_ids_of_different_things_differ(slugs: set[str]) -> None:
    kinds = ("incident", "monitor", "group")
    assert len({short_id(kind, slug) for kind in kinds for slug in slugs}) == 3 * len(slugs)


def test_an_incident_keeps_its_id_when_everything_but_its_folder_changes(tmp_path: Path) -> None:
    front = "---\ntitle: {}\nstart: {}\nmonitors: [website]\n---\n"
    folder = "2026-01-10-website-down/incident.md"
    written = {
        **SITE,
        f"content/incidents/{folder}": front.format("No website", "2026-01-10T10:00Z"),
    }
    changed = {
        "content/site.yaml": "title: Other\nurl: https://other.example.com\n",
        "monitors.yaml": "- {tag: website, name: The website}\n",
        f"content/incidents/2026/{folder}": front.format("Down", "2026-01-11T11:00Z"),
    }
    found = [
        ids(rendered(statuspage_v2.documents(snapshot_of(tmp_path / name, content, NOW))))
        for name, content in (("before", written), ("after", changed))
    ]
    assert found == [{"v2j9z6zgv4hc"}] * 2


def test_the_file_of_an_incident_never_meets_the_folder_of_a_page(build: Build) -> None:
    """Pages are folders named by slugs, and a slug has no dot."""
    slug = "v2j9z6zgv4hc"
    front = "---\ntitle: A slug like an id\nstart: 2026-01-12T10:00Z\n---\n"
    files = build({**CONTENT, f"content/incidents/{slug}/incident.md": front})
    assert f"incidents/{slug}.json" in files
    assert not [path for path in files if path.startswith(f"incidents/{slug}/")]
    assert len(ids(files)) == 4


# ---------------------------------------------------------------- components


def test_groups_stand_among_what_has_none_and_their_members_count_for_themselves(
    build: Build,
) -> None:
    monitors = """\
- {tag: a, name: A}
- {tag: b, name: B, category: Two}
- {tag: c, name: C, category: Hidden heading}
- {tag: d, name: D, category: Two}
- {tag: secret, name: Secret, category: Two, hidden: true}
"""
    groups = "groups:\n  - name: Hidden heading\n    untitled: true\n  - name: Two\n"
    settings = "title: Example\nurl: https://status.example.com\n" + groups
    files = build({"monitors.yaml": monitors, "content/site.yaml": settings})
    listed = found(files, "components")
    by_id = {one["id"]: one["name"] for one in listed}
    assert [
        (one["name"], one["position"], one["group"], by_id.get(one["group_id"])) for one in listed
    ] == [
        ("C", 1, False, None),
        ("B", 1, False, "Two"),
        ("Two", 2, True, None),
        ("D", 2, False, "Two"),
        ("A", 3, False, None),
    ]
    (group,) = [one for one in listed if one["group"]]
    assert [by_id[child] for child in group["components"]] == ["B", "D"]
    assert all("components" not in one for one in listed if not one["group"])


@pytest.mark.parametrize(
    ("members", "status"),
    [
        ("UP UP", "operational"),
        ("UP NO_DATA", "degraded_performance"),
        ("MAINTENANCE UP", "under_maintenance"),
        ("MAINTENANCE DEGRADED", "degraded_performance"),
        ("PARTIAL DEGRADED", "partial_outage"),
        ("PARTIAL DOWN", "major_outage"),
    ],
)
def test_a_group_is_as_its_worst_member(build: Build, members: str, status: str) -> None:
    site = _site_of(members.split())
    site["monitors.yaml"] = site["monitors.yaml"].replace("}", ", category: All}")
    (group,) = [one for one in found(build(site), "components") if one["group"]]
    assert group["status"] == status


def test_a_component_changes_when_its_status_does(build: Build) -> None:
    records = {
        "content/status/database/2026-01-14.csv": "timestamp,status,latency\n"
        "2026-01-14T08:00Z,UP,\n2026-01-14T09:15Z,DEGRADED,\n2026-01-14T09:20Z,UP,\n"
    }
    front = "---\ntitle: T\nstart: 2026-01-15T11:58:20Z\nmonitors: [website]\n---\n"
    files = build({**records, "content/incidents/now/incident.md": front}, "2026-01-15T11:58:40Z")
    dates = {one["name"]: one["updated_at"] for one in found(files, "components")}
    assert dates == {
        "Core platform": "2026-01-14T09:20:00.000Z",
        "API": "2025-06-01T00:00:00.000Z",
        "Database": "2026-01-14T09:20:00.000Z",
        "Website": "2026-01-15T11:58:00.000Z",
    }


# ---------------------------------------------------------------- what depends on what


def test_no_document_depends_on_the_time_of_the_build(build: Build) -> None:
    """The maintenance of the example begins on 20 January; nothing happens before."""
    assert build(CONTENT) == build(CONTENT, "2026-01-15T12:00:59Z") == build(CONTENT, LATER)


@pytest.mark.parametrize(
    ("path", "text", "date"),
    [
        (f"{SLOW_FOLDER}/2026-01-15T1115Z.monitoring.md", "It is faster.", "2026-01-15T11:15"),
        (
            "content/incidents/n/incident.md",
            incident("N", "2026-01-15T11:20Z", more="kind: notice\n"),
            "2026-01-15T11:20",
        ),
        (f"{MOVE_FOLDER}/2026-01-15T1130Z.scheduled.md", "Still on.", "2026-01-15T11:30"),
        (
            "content/status/website/2026-01-15.csv",
            "timestamp,status,latency\n2026-01-15T11:40Z,DEGRADED,\n",
            "2026-01-15T11:40",
        ),
    ],
)
def test_the_page_is_as_new_as_the_newest_of_its_content(
    build: Build, path: str, text: str, date: str
) -> None:
    page = json.loads(build({**CONTENT, path: text})["api/v2/status.json"])["page"]
    assert page["updated_at"] == f"{date}:00.000Z"


def test_lists_show_components_as_they_are_and_documents_as_the_incident_left_them(
    build: Build,
) -> None:
    again = incident("Again", "2026-01-15T11:00Z", "{website: DEGRADED}")
    files = build({**CONTENT, "content/incidents/again/incident.md": again})
    (listed,) = incidents(files)["Website down"]["components"]
    assert listed in found(files, "components")
    assert listed["status"] == "degraded_performance"
    (left,) = found(files, "incidents/v2j9z6zgv4hc")["components"]
    assert left == json.loads(WEBSITE)


def test_what_happens_elsewhere_leaves_the_documents_of_an_incident_as_they_are(
    tmp_path: Path,
) -> None:
    def artifacts(content: dict[str, str]) -> list[Any]:
        snapshot = snapshot_of(tmp_path, {**SITE, **content}, NOW)
        return list(statuspage_v2.documents(snapshot))

    before = artifacts(CONTENT)
    again = incident("Again", "2026-01-15T11:00Z", "{website: DOWN, api: DOWN}")
    after = artifacts({**CONTENT, "content/incidents/again/incident.md": again})
    files, old = rendered(after), rendered(before)
    for identity in ids(old):
        for path in (f"incidents/{identity}.json", f"api/v2/incidents/{identity}.json"):
            assert files[path] == old[path]
    assert len(ids(files) - ids(old)) == 1
    lists = {
        path for path in PATHS if path not in ("history.json", *files) or files[path] != old[path]
    }
    assert changed(before, after) == lists | {"incident/again"}


# ---------------------------------------------------------------- what holds for all documents

HOSTILE = "\"quoted\" 'single' \\ </script><script>alert(1)</script> ]]> &amp; 🔥 שלום"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
IDENTITY = re.compile(r"[a-z][0-9a-z]{11}")
MAY_BE_NULL = {
    *("description", "start_date", "group_id", "monitoring_at", "resolved_at"),
    *("affected_components", "custom_tweet", "tweet_id", "reminder_intervals"),
    *("postmortem_body", "postmortem_body_last_updated_at", "postmortem_published_at"),
}
COMPONENT_STATUSES = {
    *("operational", "degraded_performance", "partial_outage", "major_outage"),
    "under_maintenance",
}
EVENT_STATUSES = {
    *("investigating", "identified", "monitoring", "resolved", "postmortem"),
    *("scheduled", "in_progress", "verifying", "completed"),
}
IMPACTS = {"none", "minor", "major", "critical", "maintenance"}


def objects(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a document."""
    if isinstance(value, dict):
        yield value
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, dict | list):
            yield from objects(item)


def obey(files: dict[str, bytes]) -> None:
    """Asserts what every document promises."""
    for path, data in files.items():
        document = json.loads(data)
        assert not set(data) & set(b"<>&"), path
        for one in objects(document):
            _obeys(one)
        listed = document.get("components", []) if path.startswith("api/v2/") else []
        groups = {one["id"] for one in listed if one["group"]}
        assert {one["group_id"] for one in listed} <= groups | {None}, path
        if "incident" in document:
            assert document["page"]["updated_at"] == document["incident"]["updated_at"], path
        elif "page" in document:
            dates = [one["updated_at"] for one in objects(document) if "updated_at" in one]
            assert document["page"]["updated_at"] == max(dates), path


def _obeys(one: dict[str, Any]) -> None:
    for key, value in one.items():
        assert value is not None or key in MAY_BE_NULL, key
        if key.endswith("_at") or key in ("scheduled_for", "scheduled_until"):
            assert value is None or STAMP.fullmatch(value), (key, value)
        if key in ("id", "code", "page_id", "incident_id", "group_id"):
            assert value is None or IDENTITY.fullmatch(value), (key, value)
    if "group" in one:
        assert one["status"] in COMPONENT_STATUSES
        assert ("components" in one) is one["group"]
    if "incident_updates" in one:
        assert one["impact"] in IMPACTS
        times = [update["display_at"] for update in one["incident_updates"]]
        assert times
        assert times == sorted(times, reverse=True)
        assert {update["status"] for update in one["incident_updates"]} <= EVENT_STATUSES
        assert {update["incident_id"] for update in one["incident_updates"]} == {one["id"]}
        assert one["status"] in EVENT_STATUSES
        assert one["created_at"] == one["started_at"] <= one["updated_at"]
    if "affected_components" in one:
        assert one["affected_components"] != []
    if "old_status" in one:
        assert {one["old_status"], one["new_status"]} <= COMPONENT_STATUSES


def test_the_example_obeys(build: Build) -> None:
    obey(build(CONTENT))


def test_a_site_with_everything_in_it_obeys() -> None:
    root, now = Path(__file__).parent.parent.parent, instant("2026-11-20T12:00Z")
    files = rendered(statuspage_v2.documents(take_snapshot(check(root, now)[0], now)))
    assert len(ids(files)) > 50
    obey(files)


def test_hostile_text_comes_back_as_it_was_and_cannot_leave_a_script_element(build: Build) -> None:
    quoted = HOSTILE.replace("'", "''")
    front = f"---\ntitle: '{quoted}'\nstart: 2026-01-15T02:00Z\n"
    files = build(
        {
            "monitors.yaml": f"- tag: api\n  name: '{quoted}'\n  category: '{quoted}'\n"
            f"  description: '{quoted}'\n",
            f"{ONE}/incident.md": f"{front}monitors: [api]\n---\n{HOSTILE}",
            "content/maintenances/work/maintenance.md": f"{front}duration: 1h\n---\n{HOSTILE}",
        }
    )
    obey(files)
    for one in (the_one(files), the_one(files, "incidents")):
        assert one["name"] == one["incident_updates"][-1]["body"] == HOSTILE
    (change,) = the_one(files, "incidents")["incident_updates"][0]["affected_components"]
    assert change["name"] == f"{HOSTILE} - {HOSTILE}"
    (month,) = json.loads(files["history.json"])["months"]
    assert {one["name"] for one in month["incidents"]} == {HOSTILE}


def test_what_is_not_public_is_in_no_document(build: Build) -> None:
    files = build(
        {
            "monitors.yaml": "- {tag: website, name: Website, routing_key: secret-key}\n"
            "- tag: secret-one\n  name: secret monitor\n  hidden: true\n"
            "- tag: api\n  name: API\n  api: {url: https://secret.example.com}\n",
            "content/incidents/shown/incident.md": incident(
                "Shown", "2026-01-01T00:00Z", "{website: DOWN, secret-one: DOWN}"
            ),
            "content/incidents/shown/2026-01-01T0100Z.identified.md": "---\n"
            "visibility: internal\n---\nsecret note",
            "content/incidents/shown/2026-01-01T0200Z.identified.md": "---\n"
            "deleted: true\nreason: it had a secret in it\n---\nsecret deleted",
            "content/incidents/shown/2026-01-17T0000Z.resolved.md": "secret future",
            "content/incidents/secret-monitor/incident.md": incident(
                "secret of a hidden monitor", "2026-01-01T00:00Z", "{secret-one: DOWN}"
            ),
            "content/incidents/secret-internal/incident.md": incident(
                "secret internal", "1999-01-01T00:00Z", more="visibility: internal\n"
            ),
            "content/incidents/secret-alert/incident.md": incident(
                "secret alert", "2026-01-01T00:00Z", more="source: ALERT\n"
            ),
            "content/maintenances/secret-work/maintenance.md": "---\ntitle: secret work\n"
            "start: 2026-02-01T00:00Z\nduration: 1h\nvisibility: internal\n---\n",
        }
    )
    assert len(found(files, "incidents")) == 1
    assert not [path for path, data in files.items() if b"secret" in path.encode() + data]
    assert not [path for path, data in files.items() if b"1999" in data]
