"""Kener's requests: the documented ones as sessions, what they leave in the files, every error."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statusgen.dialects import kener_v4
from statusgen.dialects.kener_v4.reads import read
from statusgen.dialects.kener_v4.writes import write
from statusgen.dialects.request import Answer, request_of
from statusgen.editing.desk import Desk
from tests.rendered import rendered
from tests.requests import changes, files_in, perform
from tests.sites import instant, write_site

OUTAGE = "content/incidents/2025/2025-01-16-api-gateway-outage"
SLOWDOWN = "content/incidents/2025/2025-01-16-database-slowdown"
UPGRADE = "content/maintenances/2026-02-01-upgrade"
NOW = "2026-01-15T14:00Z"

SITE: Mapping[str, str] = {
    "content/site.yaml": "title: Example\nurl: https://status.example.com/kener\n",
    "monitors.yaml": """\
- tag: api-gateway
  name: API Gateway
  id: 1
- tag: database
  name: Database
  id: 2
  category: Storage
- tag: secret
  name: Hidden from everybody
  hidden: true
""",
}

OPEN = """\
---
# The big one.
id: 1
title: "API Gateway Outage"
start: 2025-01-16T05:00+01:00   # as the first customer said
monitors: {api-gateway: DOWN}
source: API
created_at: 2026-01-15T10:00:00Z
---
"""

FIRST = "---\nid: 1\ncreated_at: 2026-01-15T10:00:00Z\n---\nWe are investigating increased error rates.\n"
SECOND = "---\nid: 2\ncreated_at: 2026-01-15T10:30:00Z\n---\nRoot cause identified — rolling back deployment.\n"
SLOW = """\
---
id: 2
title: Database Slowdown
start: 1737010000
source: API
monitors:
  database: DEGRADED
created_at: 2026-01-15T12:00:00Z
---
"""
WEEKLY = """\
---
id: 7
title: Upgrade
start: 2026-02-01T02:00:30Z
duration: 2h
rrule: FREQ=WEEKLY;BYDAY=SU
monitors:
  database: MAINTENANCE
created_at: 2026-01-10T00:00:00Z
---
The database gets a new version.
"""

TIMELINE = {
    f"{OUTAGE}/incident.md": OPEN,
    f"{OUTAGE}/2025-01-16T0400Z.investigating.md": FIRST,
    f"{OUTAGE}/2025-01-16T0430Z.identified.md": SECOND,
}
RESOLVED = {**TIMELINE, f"{OUTAGE}/2025-01-16T050030Z.resolved.md": "---\nid: 3\n---\nIt works.\n"}


class Session:
    """A site on disk, and what the last writing request changed in it."""

    def __init__(self, root: Path, files: Mapping[str, str]) -> None:
        self.root = write_site(root, {**SITE, **files})
        self.changed: dict[str, str | None] = {}

    def send(self, method: str, url: str, body: Any = None, now: str = NOW) -> Answer:
        before = files_in(self.root)
        answer = perform(self.root, now, method, f"/api/v4{url}", body)
        if method != "GET":
            self.changed = changes(before, files_in(self.root))
        return answer

    def document(self, method: str, url: str, body: Any = None, now: str = NOW) -> Any:
        answer = self.send(method, url, body, now)
        assert answer.status in (200, 201), answer.document
        return answer.document


def exact(document: Any) -> str:
    """JSON text: key order counts."""
    return json.dumps(document, ensure_ascii=False)


def same(document: Any, documented: str) -> bool:
    assert exact(document) == exact(json.loads(documented))
    return True


# ---------------------------------------------------------------- the documented examples
# Two things differ, both on purpose: `url`, which Kener has since 4.1, and the seconds of
# 1737010000 and 1737013600, which the documentation's text says are cut off.


def test_create_an_incident(tmp_path: Path) -> None:
    session = Session(tmp_path, {})
    body = {
        "title": "Database Slowdown",
        "start_date_time": 1737010000,
        "monitors": [{"monitor_tag": "database", "impact": "DEGRADED"}],
    }
    answer = session.send("POST", "/incidents", body, "2026-01-15T12:00Z")
    assert (answer.status, answer.message) == (201, "Open incident: Database Slowdown")
    created = """
    {
      "incident": {
        "id": 1005202371,
        "title": "Database Slowdown",
        "start_date_time": 1737009960,
        "end_date_time": null,
        "state": "INVESTIGATING",
        "incident_type": "INCIDENT",
        "incident_source": "API",
        "monitors": [{"monitor_tag": "database", "impact": "DEGRADED"}],
        "created_at": "2026-01-15T12:00:00.000Z",
        "updated_at": "2026-01-15T12:00:00.000Z",
        "url": "https://status.example.com/kener/incidents/2025-01-16-database-slowdown/"
      }
    }"""
    assert same(answer.document, created)
    assert session.changed == {
        f"{SLOWDOWN}/incident.md": """\
---
title: Database Slowdown
start: 2025-01-16T06:46:40Z
monitors:
  database: DEGRADED
source: API
created_at: 2026-01-15T12:00:00Z
---
"""
    }
    assert same(session.document("GET", "/incidents/1005202371"), created)


def test_update_an_incident(tmp_path: Path) -> None:
    session = Session(tmp_path, {f"{SLOWDOWN}/incident.md": SLOW})
    body = {"end_date_time": 1737013600, "title": "Database Slowdown (resolved)"}
    answer = session.send("PATCH", "/incidents/2", body, "2026-01-15T13:00Z")
    assert (answer.status, answer.message) == (
        200,
        "Change incident: Database Slowdown (resolved)",
    )
    assert same(
        answer.document,
        """
    {
      "incident": {
        "id": 2,
        "title": "Database Slowdown (resolved)",
        "start_date_time": 1737009960,
        "end_date_time": 1737013560,
        "state": "INVESTIGATING",
        "incident_type": "INCIDENT",
        "incident_source": "API",
        "monitors": [{"monitor_tag": "database", "impact": "DEGRADED"}],
        "created_at": "2026-01-15T12:00:00.000Z",
        "updated_at": "2026-01-15T13:00:00.000Z",
        "url": "https://status.example.com/kener/incidents/2025-01-16-database-slowdown/"
      }
    }""",
    )
    assert session.changed == {
        f"{SLOWDOWN}/incident.md": """\
---
id: 2
title: Database Slowdown (resolved)
start: 1737010000
source: API
monitors:
  database: DEGRADED
created_at: 2026-01-15T12:00:00Z
updated_at: 2026-01-15T13:00:00Z
pin:
  at: 2026-01-15T13:00:00Z
  state: investigating
  end: 2025-01-16T07:46:40Z
---
"""
    }


def test_delete_an_incident(tmp_path: Path) -> None:
    note = f"{SLOWDOWN}/2025-01-16T0700Z.identified.md"
    session = Session(tmp_path, {f"{SLOWDOWN}/incident.md": SLOW, note: "Found.\n"})
    answer = session.send("DELETE", "/incidents/2")
    assert (answer.status, answer.message) == (200, "Delete incident: Database Slowdown")
    assert answer.document == {"message": "Incident with id '2' deleted successfully"}
    assert session.changed == {
        note: None,
        f"{SLOWDOWN}/incident.md": None,
        "content/removed.yaml": """\
- kind: incident
  slug: 2025-01-16-database-slowdown
  id: 2
  reason: Deleted through the API
  at: 2026-01-15T14:00:00Z
""",
    }
    assert session.send("GET", "/incidents/2").status == 404
    assert not (tmp_path / "content/incidents").exists()


def test_get_comments(tmp_path: Path) -> None:
    session = Session(tmp_path, {k: v for k, v in TIMELINE.items() if "identified" not in k})
    first = """
    {
      "id": 1,
      "incident_id": 1,
      "comment": "We are investigating increased error rates.",
      "timestamp": 1737000000,
      "state": "INVESTIGATING",
      "created_at": "2026-01-15T10:00:00.000Z",
      "updated_at": "2026-01-15T10:00:00.000Z"
    }"""
    assert same(session.document("GET", "/incidents/1/comments"), f'{{"comments": [{first}]}}')
    assert same(session.document("GET", "/incidents/1/comments/1"), f'{{"comment": {first}}}')


def test_create_a_comment(tmp_path: Path) -> None:
    session = Session(tmp_path, {f"{OUTAGE}/incident.md": OPEN})
    body = {
        "comment": "Root cause identified — rolling back deployment.",
        "state": "IDENTIFIED",
        "timestamp": 1737001800,
    }
    answer = session.send("POST", "/incidents/1/comments", body, "2026-01-15T10:30Z")
    assert (answer.status, answer.message) == (201, "Post update (identified): API Gateway Outage")
    assert same(
        answer.document,
        """
    {
      "comment": {
        "id": 289500300030454,
        "incident_id": 1,
        "comment": "Root cause identified — rolling back deployment.",
        "timestamp": 1737001800,
        "state": "IDENTIFIED",
        "created_at": "2026-01-15T10:30:00.000Z",
        "updated_at": "2026-01-15T10:30:00.000Z"
      }
    }""",
    )
    assert session.changed == {
        f"{OUTAGE}/2025-01-16T043000Z.identified.md": """\
---
created_at: 2026-01-15T10:30:00Z
---
Root cause identified — rolling back deployment.
"""
    }
    assert session.document("GET", "/incidents/1")["incident"]["state"] == "IDENTIFIED"


def test_update_a_comment(tmp_path: Path) -> None:
    session = Session(tmp_path, TIMELINE)
    body = {"comment": "Root cause identified — rollback in progress."}
    answer = session.send("PATCH", "/incidents/1/comments/2", body, "2026-01-15T10:35Z")
    assert same(
        answer.document,
        """
    {
      "comment": {
        "id": 2,
        "incident_id": 1,
        "comment": "Root cause identified — rollback in progress.",
        "timestamp": 1737001800,
        "state": "IDENTIFIED",
        "created_at": "2026-01-15T10:30:00.000Z",
        "updated_at": "2026-01-15T10:35:00.000Z"
      }
    }""",
    )
    assert session.changed == {
        f"{OUTAGE}/2025-01-16T0430Z.identified.md": """\
---
id: 2
created_at: 2026-01-15T10:30:00Z
updated_at: 2026-01-15T10:35:00Z
---
Root cause identified — rollback in progress.
"""
    }


def test_delete_a_comment(tmp_path: Path) -> None:
    session = Session(tmp_path, {**TIMELINE, f"{OUTAGE}/2025-01-16T0440Z.monitoring.md": "Wait."})
    answer = session.send("DELETE", "/incidents/1/comments/2")
    assert answer.document == {"message": "Comment with id '2' deleted successfully"}
    assert session.changed == {
        f"{OUTAGE}/2025-01-16T0430Z.identified.md": """\
---
id: 2
created_at: 2026-01-15T10:30:00Z
deleted: true
---
Root cause identified — rolling back deployment.
"""
    }
    found = session.document("GET", "/incidents/1/comments")["comments"]
    assert [one["state"] for one in found] == ["MONITORING", "INVESTIGATING"]
    assert session.send("GET", "/incidents/1/comments/2").document == {
        "error": {
            "code": "NOT_FOUND",
            "message": "Comment with id '2' not found for incident '1'",
        }
    }


# ---------------------------------------------------------------- what the requests mean


def standing(session: Session) -> tuple[str, int | None]:
    found = session.document("GET", "/incidents/1", now="2026-01-15T15:00Z")["incident"]
    return found["state"], found["end_date_time"]


def test_a_resolved_comment_ends_the_incident(tmp_path: Path) -> None:
    session = Session(tmp_path, TIMELINE)
    body = {"comment": "It works.", "state": "RESOLVED"}
    session.document("POST", "/incidents/1/comments", body, "2026-01-15T11:00:42Z")
    assert list(session.changed) == [f"{OUTAGE}/2026-01-15T110042Z.resolved.md"]
    assert standing(session) == ("RESOLVED", instant("2026-01-15T11:00Z"))


def test_a_later_resolved_comment_moves_the_end(tmp_path: Path) -> None:
    session = Session(tmp_path, RESOLVED)
    body = {"comment": "Now it really does.", "state": "RESOLVED", "timestamp": 1737007200}
    session.document("POST", "/incidents/1/comments", body)
    assert standing(session) == ("RESOLVED", 1737007200)


def test_a_back_dated_comment_sets_the_state_and_files_keep_their_comments(tmp_path: Path) -> None:
    session = Session(tmp_path, TIMELINE)
    body = {"comment": "Looks stable.", "state": "MONITORING", "timestamp": 1737000900}
    session.document("POST", "/incidents/1/comments", body)
    assert standing(session) == ("MONITORING", None)
    assert session.send("GET", "/incidents/1").status == 200
    session.send("POST", "/incidents/1/comments", {**body, "timestamp": 1737000960})
    assert list(session.changed) == [f"{OUTAGE}/2025-01-16T041600Z.monitoring.md"]
    assert (tmp_path / OUTAGE / "incident.md").read_text() == OPEN.removesuffix("---\n") + (
        "pin:\n  at: 2026-01-15T14:00:00Z\n  state: monitoring\n---\n"
    )


def test_a_comment_that_follows_takes_a_pin_away_even_in_the_same_minute(tmp_path: Path) -> None:
    session = Session(tmp_path, TIMELINE)
    session.document("PATCH", "/incidents/1", {"end_date_time": 1737003600}, "2026-01-15T14:00:30Z")
    assert standing(session) == ("IDENTIFIED", 1737003600)
    body = {"comment": "Not yet.", "state": "INVESTIGATING", "timestamp": 1768485600}
    session.document("POST", "/incidents/1/comments", body, "2026-01-15T14:00:45Z")
    assert standing(session) == ("INVESTIGATING", None)
    text = (tmp_path / OUTAGE / "incident.md").read_text()
    assert "pin" not in text
    assert "updated_at: 2026-01-15T14:00:45Z" in text


def test_an_end_without_a_resolution_is_pinned_and_null_takes_it_away(tmp_path: Path) -> None:
    session = Session(tmp_path, TIMELINE)
    session.document("PATCH", "/incidents/1", {"end_date_time": 1737003600})
    assert standing(session) == ("IDENTIFIED", 1737003600)
    session.document("PATCH", "/incidents/1", {"end_date_time": None})
    assert standing(session) == ("IDENTIFIED", None)
    changed = OPEN.removesuffix("---\n") + "updated_at: 2026-01-15T14:00:00Z\n---\n"
    assert (tmp_path / OUTAGE / "incident.md").read_text() == changed


def test_null_reopens_a_resolved_incident_in_its_last_unresolved_state(tmp_path: Path) -> None:
    session = Session(tmp_path, RESOLVED)
    session.document("PATCH", "/incidents/1", {"end_date_time": None})
    assert standing(session) == ("IDENTIFIED", None)
    assert session.changed == {
        f"{OUTAGE}/incident.md": OPEN.removesuffix("---\n")
        + """\
updated_at: 2026-01-15T14:00:00Z
pin:
  at: 2026-01-15T14:00:00Z
  state: identified
---
"""
    }


def test_times_sent_back_as_they_were_told_change_nothing(tmp_path: Path) -> None:
    session = Session(tmp_path, RESOLVED | {f"{SLOWDOWN}/incident.md": SLOW})
    told = session.document("GET", "/incidents/1")["incident"]
    again = session.document("PATCH", "/incidents/1", told)["incident"]
    assert again == {**told, "updated_at": "2026-01-15T14:00:00.000Z"}
    changed = OPEN.removesuffix("---\n") + "updated_at: 2026-01-15T14:00:00Z\n---\n"
    assert session.changed == {f"{OUTAGE}/incident.md": changed}
    comment = session.document("GET", "/incidents/1/comments/3")["comment"]
    session.document("PATCH", "/incidents/1/comments/3", comment)
    assert list(session.changed) == [f"{OUTAGE}/2025-01-16T050030Z.resolved.md"]
    slow = session.document("GET", "/incidents/2")["incident"]
    session.document("PATCH", "/incidents/2", {"start_date_time": slow["start_date_time"]})
    assert "start: 1737010000\n" in (tmp_path / SLOWDOWN / "incident.md").read_text()


def test_the_state_cannot_be_patched(tmp_path: Path) -> None:
    session = Session(tmp_path, TIMELINE)
    session.document("PATCH", "/incidents/1", {"state": "RESOLVED"})
    assert standing(session) == ("IDENTIFIED", None)


def test_an_incident_may_be_created_with_its_end(tmp_path: Path) -> None:
    session = Session(tmp_path, {})
    body = {"title": "Short", "start_date_time": 1737000000, "end_date_time": 1737003600}
    found = session.document("POST", "/incidents", body)["incident"]
    assert (found["state"], found["end_date_time"]) == ("INVESTIGATING", 1737003600)
    assert session.changed == {
        "content/incidents/2025/2025-01-16-short/incident.md": """\
---
title: Short
start: 2025-01-16T04:00:00Z
monitors: {}
source: API
pin:
  at: 2026-01-15T14:00:00Z
  state: investigating
  end: 2025-01-16T05:00:00Z
created_at: 2026-01-15T14:00:00Z
---
"""
    }


def test_two_incidents_of_one_name_and_one_that_was_removed(tmp_path: Path) -> None:
    session = Session(tmp_path, {})
    body = {"title": "Oh: no #1", "start_date_time": 1737000000}
    first = session.document("POST", "/incidents", body)["incident"]
    second = session.document("POST", "/incidents", body)["incident"]
    session.document("DELETE", f"/incidents/{first['id']}")
    third = session.document("POST", "/incidents", body)["incident"]
    assert [one["url"].rsplit("/", 2)[1] for one in (first, second, third)] == [
        "2025-01-16-oh-no-1",
        "2025-01-16-oh-no-1-2",
        "2025-01-16-oh-no-1-3",
    ]
    assert {one["title"] for one in (first, second, third)} == {"Oh: no #1"}


def test_an_id_that_was_made_from_the_start_stays_when_the_start_moves(tmp_path: Path) -> None:
    slug = "content/incidents/no-date"
    session = Session(tmp_path, {f"{slug}/incident.md": SLOW.replace("id: 2\n", "")})
    number = session.document("GET", "/incidents")["incidents"][0]["id"]
    body = {"start_date_time": 1736900000}
    moved = session.document("PATCH", f"/incidents/{number}", body)["incident"]
    assert (moved["id"], moved["start_date_time"]) == (number, 1736899980)


def test_monitors_are_replaced_and_those_that_stay_keep_their_lines(tmp_path: Path) -> None:
    block = "monitors:\n  # all of it\n  api-gateway: PARTIAL   # one of two\n  database: DOWN\n"
    text = OPEN.replace("monitors: {api-gateway: DOWN}\n", block)
    session = Session(tmp_path, {f"{OUTAGE}/incident.md": text})
    wanted = [{"monitor_tag": "api-gateway", "impact": "DEGRADED"}]
    found = session.document("PATCH", "/incidents/1", {"monitors": wanted})
    assert found["incident"]["monitors"] == wanted
    expected = text.replace("  database: DOWN\n", "")
    expected = expected.removesuffix("---\n") + "updated_at: 2026-01-15T14:00:00Z\n---\n"
    assert session.changed == {f"{OUTAGE}/incident.md": expected}


def test_no_monitors_at_all_also_where_a_comment_named_one(tmp_path: Path) -> None:
    later = f"{OUTAGE}/2025-01-16T0440Z.monitoring.md"
    files = {**TIMELINE, later: "---\nmonitors:\n  database: DEGRADED\n---\nSlow.\n"}
    session = Session(tmp_path, files)
    told = session.document("GET", "/incidents/1")["incident"]["monitors"]
    assert [one["monitor_tag"] for one in told] == ["api-gateway", "database"]
    found = session.document("PATCH", "/incidents/1", {"monitors": told})["incident"]
    assert (found["monitors"], list(session.changed)) == (told, [f"{OUTAGE}/incident.md"])
    found = session.document("PATCH", "/incidents/1", {"monitors": []})["incident"]
    assert found["monitors"] == []
    assert session.changed[later] == "---\n---\nSlow.\n"
    assert "\nmonitors: {}\n" in str(session.changed[f"{OUTAGE}/incident.md"])


def test_another_impact_wins_over_what_comments_said(tmp_path: Path) -> None:
    later = f"{OUTAGE}/2025-01-16T0440Z.monitoring.md"
    files = {**TIMELINE, later: "---\nmonitors:\n  api-gateway: DEGRADED\n---\nSlow.\n"}
    session = Session(tmp_path, files)
    wanted = [{"monitor_tag": "database"}, {"monitor_tag": "api-gateway", "impact": "DOWN"}]
    found = session.document("PATCH", "/incidents/1", {"monitors": wanted})["incident"]
    assert found["monitors"] == [
        {"monitor_tag": "api-gateway", "impact": "DOWN"},
        {"monitor_tag": "database", "impact": "DOWN"},
    ]


@pytest.mark.parametrize(
    "body",
    [
        {"state": "MONITORING"},
        {"state": "INVESTIGATING"},
        {"timestamp": 1737000000},
        {"state": "RESOLVED", "timestamp": 1737001000},
    ],
)
def test_a_patched_comment_never_changes_the_incident(tmp_path: Path, body: Any) -> None:
    session = Session(tmp_path, TIMELINE)
    found = session.document("PATCH", "/incidents/1/comments/2", body)["comment"]
    assert found["id"] == 2
    assert found["state"] == body.get("state", "IDENTIFIED")
    assert found["timestamp"] == body.get("timestamp", 1737001800) // 60 * 60
    assert standing(session) == ("IDENTIFIED", None)


def test_a_comment_in_another_state_gets_another_name_and_keeps_its_id(tmp_path: Path) -> None:
    german = f"{OUTAGE}/2025-01-16T0430Z.identified.de.md"
    session = Session(tmp_path, {**TIMELINE, german: "Gefunden.\n"})
    session.document("PATCH", "/incidents/1/comments/2", {"state": "MONITORING"})
    assert session.changed == {
        f"{OUTAGE}/2025-01-16T0430Z.identified.md": None,
        german: None,
        f"{OUTAGE}/2025-01-16T043000Z.monitoring.md": """\
---
id: 2
created_at: 2026-01-15T10:30:00Z
updated_at: 2026-01-15T14:00:00Z
---
Root cause identified — rolling back deployment.
""",
        f"{OUTAGE}/2025-01-16T043000Z.monitoring.de.md": "Gefunden.\n",
        f"{OUTAGE}/incident.md": OPEN.removesuffix("---\n")
        + "pin:\n  at: 2026-01-15T14:00:00Z\n  state: identified\n---\n",
    }


def test_deleting_what_resolved_an_incident_leaves_it_resolved(tmp_path: Path) -> None:
    session = Session(tmp_path, RESOLVED)
    session.document("DELETE", "/incidents/1/comments/3")
    assert standing(session) == ("RESOLVED", 1737003600)
    assert session.changed == {
        f"{OUTAGE}/2025-01-16T050030Z.resolved.md": "---\nid: 3\ndeleted: true\n---\nIt works.\n",
        f"{OUTAGE}/incident.md": OPEN.removesuffix("---\n")
        + """\
pin:
  at: 2026-01-15T14:00:00Z
  state: resolved
  end: 2025-01-16T05:00:30Z
---
""",
    }


def test_the_opening_text_is_a_comment_too(tmp_path: Path) -> None:
    session = Session(tmp_path, {f"{SLOWDOWN}/incident.md": SLOW + "Slow since breakfast.\n"})
    number = session.document("GET", "/incidents/2/comments")["comments"][0]["id"]
    url = f"/incidents/2/comments/{number}"
    found = session.document("PATCH", url, {"comment": "Slow since lunch."})["comment"]
    assert (found["id"], found["comment"]) == (number, "Slow since lunch.")
    assert session.changed == {
        f"{SLOWDOWN}/incident.md": SLOW,
        f"{SLOWDOWN}/2025-01-16T064640Z.investigating.md": f"""\
---
id: {number}
updated_at: 2026-01-15T14:00:00Z
---
Slow since lunch.
""",
    }
    session.document("DELETE", url)
    assert session.document("GET", "/incidents/2/comments") == {"comments": []}


def test_text_of_a_comment_is_kept_whatever_it_looks_like(tmp_path: Path) -> None:
    session = Session(tmp_path, {f"{OUTAGE}/incident.md": OPEN})
    text = '---\ntitle: "no front matter"\n---\n\n\n- a\n- b: {c}'
    body = {"comment": f"\n{text}\n", "state": "IDENTIFIED"}
    found = session.document("POST", "/incidents/1/comments", body)["comment"]
    assert found["comment"] == text
    url = f"/incidents/1/comments/{found['id']}"
    windows = "one\r\ntwo"
    assert session.document("PATCH", url, {"comment": windows})["comment"]["comment"] == "one\ntwo"


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    files = {f"{OUTAGE}/incident.md": OPEN.replace("\n", "\r\n")}
    session = Session(tmp_path, files)
    session.document("PATCH", "/incidents/1", {"title": "Gone"})
    expected = OPEN.replace('"API Gateway Outage"', "Gone").removesuffix("---\n")
    expected += "updated_at: 2026-01-15T14:00:00Z\n---\n"
    assert session.changed == {f"{OUTAGE}/incident.md": expected.replace("\n", "\r\n")}


# ---------------------------------------------------------------- a law

STATES = st.sampled_from(["INVESTIGATING", "IDENTIFIED", "MONITORING", "RESOLVED"])
TIMES = st.integers(1737000000, 1737007200)
STEPS = st.one_of(
    st.tuples(st.just("POST"), st.fixed_dictionaries({"state": STATES, "timestamp": TIMES})),
    st.tuples(
        st.just("PATCH"), st.fixed_dictionaries({}, optional={"state": STATES, "timestamp": TIMES})
    ),
    st.tuples(st.just("DELETE"), st.none()),
    st.tuples(st.just("END"), st.integers(1737000060, 1737007200) | st.none()),
)


@settings(max_examples=25)
@given(st.lists(st.tuples(STEPS, st.integers(0, 5)), max_size=8))
def test_any_session_leaves_the_state_and_the_end_that_the_requests_ask_for(steps: Any) -> None:
    """What is refused changes nothing; what is not has Kener's effect, whatever came before."""
    with TemporaryDirectory() as folder:
        session = Session(Path(folder), TIMELINE)
        state, end = standing(session)
        for (method, body), which in steps:
            known = session.document("GET", "/incidents/1/comments")["comments"]
            if method == "END":
                answer = session.send("PATCH", "/incidents/1", {"end_date_time": body})
            elif method == "POST":
                answer = session.send("POST", "/incidents/1/comments", {"comment": "A", **body})
            elif known:
                url = f"/incidents/1/comments/{known[which % len(known)]['id']}"
                answer = session.send(method, url, body)
            else:
                continue
            if answer.status >= 400:
                assert (answer.document["error"]["code"], session.changed) == ("BAD_REQUEST", {})
            elif method == "POST":
                state = body["state"]
                end = body["timestamp"] // 60 * 60 if state == "RESOLVED" else None
            elif method == "END":
                end = None if body is None else body // 60 * 60
                state = standing(session)[0] if body is None and state == "RESOLVED" else state
            assert standing(session) == (state, end)
            assert end is not None or state != "RESOLVED"


# ---------------------------------------------------------------- maintenances


def test_a_maintenance_from_plan_to_end(tmp_path: Path) -> None:
    session = Session(tmp_path, {})
    body = {
        "title": " Upgrade ",
        "description": "The database gets a new version.",
        "start_date_time": 1769911230,
        "rrule": "FREQ=MINUTELY;COUNT=1",
        "duration_seconds": 5400,
        "monitors": [{"monitor_tag": "database"}],
    }
    answer = session.send("POST", "/maintenances", body)
    assert (answer.status, answer.message) == (201, "Schedule maintenance: Upgrade")
    created = """
    {
      "maintenance": {
        "id": 1024251866,
        "title": "Upgrade",
        "description": "The database gets a new version.",
        "start_date_time": 1769911200,
        "rrule": "FREQ=MINUTELY;COUNT=1",
        "duration_seconds": 5400,
        "status": "ACTIVE",
        "monitors": [{"monitor_tag": "database", "impact": "MAINTENANCE"}],
        "created_at": "2026-01-15T14:00:00.000Z",
        "updated_at": "2026-01-15T14:00:00.000Z",
        "url": "https://status.example.com/kener/maintenances/2026-02-01-upgrade/"
      }
    }"""
    assert same(answer.document, created)
    assert session.changed == {
        f"{UPGRADE}/maintenance.md": """\
---
title: Upgrade
start: 2026-02-01T02:00:30Z
duration: 1h30m
monitors:
  database: MAINTENANCE
created_at: 2026-01-15T14:00:00Z
---
The database gets a new version.
"""
    }
    url = "/maintenances/1024251866"
    assert same(session.document("GET", url), created)
    answer = session.send("DELETE", url)
    assert answer.document == {"message": "Maintenance with id '1024251866' deleted successfully"}
    assert session.changed[f"{UPGRADE}/maintenance.md"] is None
    assert "kind: maintenance\n  slug: 2026-02-01-upgrade\n" in str(
        session.changed["content/removed.yaml"]
    )
    assert session.send("GET", url).status == 404


def test_everything_of_a_maintenance_can_be_patched(tmp_path: Path) -> None:
    session = Session(tmp_path, {f"{UPGRADE}/maintenance.md": WEEKLY})
    body = {
        "title": "Big upgrade",
        "description": None,
        "start_date_time": 1769997600,
        "rrule": "FREQ=MINUTELY;COUNT=1",
        "duration_seconds": 90,
        "status": "INACTIVE",
        "monitors": [{"monitor_tag": "api-gateway", "impact": "DOWN"}],
    }
    found = session.document("PATCH", "/maintenances/7", body)["maintenance"]
    assert {key: found[key] for key in body} == body
    assert session.changed == {
        f"{UPGRADE}/maintenance.md": """\
---
id: 7
title: Big upgrade
start: 2026-02-02T02:00:00Z
duration: 90
monitors:
  api-gateway: DOWN
created_at: 2026-01-10T00:00:00Z
status: INACTIVE
updated_at: 2026-01-15T14:00:00Z
---
"""
    }
    found = session.document("PATCH", "/maintenances/7", {"status": "ACTIVE", "monitors": []})
    assert found["maintenance"]["status"] == "ACTIVE"
    assert found["maintenance"]["monitors"] == []


def test_a_maintenance_sent_back_as_it_was_told_only_says_when(tmp_path: Path) -> None:
    session = Session(tmp_path, {f"{UPGRADE}/maintenance.md": WEEKLY})
    told = session.document("GET", "/maintenances/7")["maintenance"]
    session.document("PATCH", "/maintenances/7", told)
    updated = WEEKLY.replace("---\nThe", "updated_at: 2026-01-15T14:00:00Z\n---\nThe")
    assert session.changed == {f"{UPGRADE}/maintenance.md": updated}


def test_an_end_that_is_written_moves_with_the_start(tmp_path: Path) -> None:
    text = WEEKLY.replace("duration: 2h\n", "end: 2026-02-01T04:00:30Z # before breakfast\n")
    session = Session(tmp_path, {f"{UPGRADE}/maintenance.md": text})
    body = {"start_date_time": 1769997600}
    found = session.document("PATCH", "/maintenances/7", body)["maintenance"]
    assert (found["start_date_time"], found["duration_seconds"]) == (1769997600, 7200)
    changed = str(session.changed[f"{UPGRADE}/maintenance.md"])
    assert "end: 2026-02-02T04:00:00Z # before breakfast\n" in changed


# ---------------------------------------------------------------- errors


def refused(session: Session, method: str, url: str, body: Any) -> tuple[int, str, str]:
    answer = session.send(method, url, body)
    assert list(answer.document) == ["error"]
    assert list(answer.document["error"]) == ["code", "message"]
    assert session.changed == {}
    return (answer.status, *answer.document["error"].values())


INCIDENT = {"title": "A", "start_date_time": 1737000000}
COMMENT = {"comment": "A", "state": "IDENTIFIED", "timestamp": 1737001800}
WORK = {"title": "A", "start_date_time": 1, "rrule": "FREQ=DAILY", "duration_seconds": 60}
NUMBER = "start_date_time must be a valid timestamp (UTC seconds)"
WORDS = "must be one of: INVESTIGATING, IDENTIFIED, MONITORING, RESOLVED"
TITLE = "Title is required and must be a non-empty string"
WORK_TITLE = "title is required and must be a non-empty string"
TEXT = "comment is required and must be a non-empty string"
MONITOR = "Each monitor must have a valid monitor_tag"
IMPACT = "Invalid impact 'BAD'. Must be one of: UP, DOWN, DEGRADED, MAINTENANCE"
RULE = "rrule is not a valid iCalendar RRULE string"
DURATION = "duration_seconds must be a positive number"


def unknown(tag: str) -> str:
    return f"Monitor with tag '{tag}' not found"


@pytest.mark.parametrize(
    ("method", "url", "body", "message"),
    [
        ("POST", "/incidents", b"{", "Invalid JSON body"),
        ("POST", "/incidents", b"", "Invalid JSON body"),
        ("POST", "/incidents", b"\xff", "Invalid JSON body"),
        ("POST", "/incidents", [], "Invalid JSON body"),
        ("POST", "/incidents", b'{"title": "\\ud800"}', "Invalid JSON body"),
        ("POST", "/incidents", b"[" * 100_000, "Invalid JSON body"),
        ("POST", "/incidents", {}, TITLE),
        ("POST", "/incidents", {"title": " "}, TITLE),
        ("POST", "/incidents", {"title": 5}, TITLE),
        ("POST", "/incidents", {"title": "A"}, "start_date_time is required"),
        (
            "POST",
            "/incidents",
            {**INCIDENT, "start_date_time": None},
            "start_date_time is required",
        ),
        ("POST", "/incidents", {**INCIDENT, "start_date_time": "1737000000"}, NUMBER),
        ("POST", "/incidents", {**INCIDENT, "start_date_time": True}, NUMBER),
        ("POST", "/incidents", {**INCIDENT, "start_date_time": 1e300}, NUMBER),
        ("POST", "/incidents", {**INCIDENT, "start_date_time": float("nan")}, NUMBER),
        ("POST", "/incidents", {**INCIDENT, "monitors": {}}, "monitors must be an array"),
        ("POST", "/incidents", {**INCIDENT, "monitors": None}, "monitors must be an array"),
        ("POST", "/incidents", {**INCIDENT, "monitors": ["database"]}, MONITOR),
        ("POST", "/incidents", {**INCIDENT, "monitors": [{"monitor_tag": ""}]}, MONITOR),
        ("POST", "/incidents", {**INCIDENT, "monitors": [{"monitor_tag": "x"}]}, unknown("x")),
        (
            "POST",
            "/incidents",
            {**INCIDENT, "monitors": [{"monitor_tag": "secret"}]},
            unknown("secret"),
        ),
        (
            "POST",
            "/incidents",
            {**INCIDENT, "monitors": [{"monitor_tag": "database", "impact": "BAD"}]},
            IMPACT,
        ),
        (
            "POST",
            "/incidents",
            {**INCIDENT, "end_date_time": 1736999000},
            "the pinned end is not after the start, 2025-01-16 04:00:00Z",
        ),
        (
            "POST",
            "/incidents",
            {**INCIDENT, "start_date_time": instant("2026-01-15T15:00Z")},
            "this is dated 2026-01-15 15:00:00Z, but now it is 2026-01-15 14:00:00Z",
        ),
        ("PATCH", "/incidents/1", b"no", "Invalid JSON body"),
        ("PATCH", "/incidents/1", {"monitors": 1}, "monitors must be an array"),
        ("PATCH", "/incidents/1", {"monitors": [1]}, MONITOR),
        ("PATCH", "/incidents/1", {"monitors": [{"monitor_tag": "x"}]}, unknown("x")),
        ("PATCH", "/incidents/1", {"title": ""}, TITLE),
        ("PATCH", "/incidents/1", {"title": "A" * 256}, "`title` has 256 characters, not 1 to 255"),
        ("PATCH", "/incidents/1", {"title": "A" * 256, "end_date_time": 1737003600}, None),
        ("PATCH", "/incidents/1", {"start_date_time": None}, NUMBER),
        ("PATCH", "/incidents/1", {"end_date_time": "x"}, NUMBER.replace("start", "end")),
        ("PATCH", "/incidents/1", {"start_date_time": 1737000600}, None),
        ("POST", "/incidents/1/comments", b"", "Invalid JSON body"),
        ("POST", "/incidents/1/comments", {"state": "X"}, TEXT),
        ("POST", "/incidents/1/comments", {**COMMENT, "comment": "\n"}, TEXT),
        (
            "POST",
            "/incidents/1/comments",
            {**COMMENT, "timestamp": "now", "state": ""},
            "timestamp must be a valid timestamp (UTC seconds)",
        ),
        ("POST", "/incidents/1/comments", {"comment": "A"}, "state is required"),
        ("POST", "/incidents/1/comments", {**COMMENT, "state": 5}, "state is required"),
        ("POST", "/incidents/1/comments", {**COMMENT, "state": "resolved"}, f"state {WORDS}"),
        ("POST", "/incidents/1/comments", {**COMMENT, "timestamp": 1736999000}, None),
        (
            "POST",
            "/incidents/1/comments",
            {"comment": "A", "state": "MONITORING"},
            "`monitoring` may not follow `resolved`",
        ),
        ("PATCH", "/incidents/1/comments/2", b"", "Invalid JSON body"),
        ("PATCH", "/incidents/1/comments/2", {"state": None}, f"state {WORDS}"),
        ("PATCH", "/incidents/1/comments/2", {"comment": ""}, TEXT),
        ("PATCH", "/incidents/1/comments/x", {}, "Comment ID must be a valid integer"),
        ("DELETE", "/incidents/1/comments/x", None, "Comment ID must be a valid integer"),
        (
            "PATCH",
            "/incidents/1/comments/3",
            {"state": "MONITORING", "timestamp": instant("2026-01-15T15:00Z")},
            "this is dated 2026-01-15 15:00:00Z, but now it is 2026-01-15 14:00:00Z",
        ),
        ("POST", "/maintenances", b"", "Invalid JSON body"),
        ("POST", "/maintenances", {}, WORK_TITLE),
        ("POST", "/maintenances", {"title": "A"}, "start_date_time is required"),
        ("POST", "/maintenances", {**WORK, "start_date_time": "x"}, NUMBER),
        ("POST", "/maintenances", {**WORK, "rrule": ""}, WORK_TITLE.replace("title", "rrule")),
        ("POST", "/maintenances", {**WORK, "rrule": "weekly"}, RULE),
        (
            "POST",
            "/maintenances",
            {**WORK, "duration_seconds": None},
            "duration_seconds is required",
        ),
        ("POST", "/maintenances", {**WORK, "duration_seconds": 0}, DURATION),
        ("POST", "/maintenances", {**WORK, "duration_seconds": "60"}, DURATION),
        ("POST", "/maintenances", {**WORK, "monitors": 1}, "monitors must be an array"),
        (
            "POST",
            "/maintenances",
            {**WORK, "monitors": [{"monitor_tag": "database", "impact": "BAD"}]},
            IMPACT,
        ),
        ("POST", "/maintenances", {**WORK, "description": 5}, "description must be a string"),
        ("PATCH", "/maintenances/7", {"rrule": " "}, "rrule must be a non-empty string"),
        ("PATCH", "/maintenances/7", {"rrule": "FREQ=NEVER"}, RULE),
        ("PATCH", "/maintenances/7", {"duration_seconds": -1}, DURATION),
        ("PATCH", "/maintenances/7", {"status": "OFF"}, "status must be 'ACTIVE' or 'INACTIVE'"),
        ("PATCH", "/maintenances/7", {"monitors": [{"monitor_tag": "x"}]}, unknown("x")),
        ("PATCH", "/maintenances/7", {"title": ""}, WORK_TITLE),
    ],
)
def test_what_is_refused(
    tmp_path: Path, method: str, url: str, body: Any, message: str | None
) -> None:
    """Kener's own words where Kener checks; those of the content's checks where only we do."""
    session = Session(tmp_path, {**RESOLVED, f"{UPGRADE}/maintenance.md": WEEKLY})
    status, code, said = refused(session, method, url, body)
    assert (status, code) == (400, "BAD_REQUEST")
    assert said == message or message is None


@pytest.mark.parametrize(
    ("method", "url", "message"),
    [
        ("GET", "/incidents/9", "Incident with id '9' not found"),
        ("GET", "/incidents/9.json", "Incident with id '9' not found"),
        ("PATCH", "/incidents/9", "Incident with id '9' not found"),
        ("DELETE", "/incidents/9", "Incident with id '9' not found"),
        ("POST", "/incidents/9/comments", "Incident with id '9' not found"),
        ("GET", "/incidents/1/comments/9", "Comment with id '9' not found for incident '1'"),
        ("PATCH", "/incidents/1/comments/9", "Comment with id '9' not found for incident '1'"),
        ("DELETE", "/incidents/1/comments/9x", "Comment with id '9' not found for incident '1'"),
        ("GET", "/monitors/secret", "Monitor with tag 'secret' not found"),
        ("GET", "/maintenances/9", "Maintenance with id '9' not found"),
        ("GET", "/maintenances/9/events", "Maintenance with id '9' not found"),
        ("PATCH", "/maintenances/9", "Maintenance with id '9' not found"),
        ("DELETE", "/maintenances/9", "Maintenance with id '9' not found"),
        ("GET", "/nothing", "No API route matches '/api/v4/nothing'"),
        ("GET", "/incidents/one", "No API route matches '/api/v4/incidents/one'"),
        ("GET", "/nothing.json", "No API route matches '/api/v4/nothing.json'"),
        ("POST", "", "No API route matches '/api/v4'"),
    ],
)
def test_what_is_not_found(tmp_path: Path, method: str, url: str, message: str) -> None:
    session = Session(tmp_path, RESOLVED)
    assert refused(session, method, url, {}) == (404, "NOT_FOUND", message)


@pytest.mark.parametrize(
    ("method", "url"),
    [("PUT", "/incidents/1"), ("POST", "/monitors"), ("DELETE", "/maintenances/7/events")],
)
def test_methods_that_a_path_does_not_have(tmp_path: Path, method: str, url: str) -> None:
    session = Session(tmp_path, RESOLVED)
    expected = (405, "METHOD_NOT_ALLOWED", f"{method} method not allowed")
    assert refused(session, method, url, {}) == expected


def test_what_nobody_sees_cannot_be_found_or_changed(tmp_path: Path) -> None:
    hidden = OPEN.replace("source: API", "visibility: internal")
    session = Session(tmp_path, {f"{OUTAGE}/incident.md": hidden})
    for method in ("GET", "PATCH", "DELETE"):
        assert refused(session, method, "/incidents/1", {})[0] == 404


def test_errors_that_were_there_before_do_not_stand_in_the_way(tmp_path: Path) -> None:
    session = Session(tmp_path, {**TIMELINE, "content/pages/broken.md": "no title"})
    assert session.send("PATCH", "/incidents/1", {"title": "New"}).status == 200


def test_a_start_that_only_a_setting_allows_in_the_future_is_refused_too(tmp_path: Path) -> None:
    settings = SITE["content/site.yaml"] + "checks:\n  comment-in-future: off\n"
    session = Session(tmp_path, {"content/site.yaml": settings})
    body = {**INCIDENT, "start_date_time": instant("2026-01-15T15:00Z")}
    assert refused(session, "POST", "/incidents", body)[2].startswith("This would not be shown")


def test_paths_of_others_are_left_to_them(tmp_path: Path) -> None:
    desk = Desk(write_site(tmp_path, SITE), instant(NOW))
    for path in ("/api/v1/x", "/api/status", "/", "/api/v44/incidents"):
        assert read(request_of("GET", path), desk.snapshot()) is None
        assert write(request_of("POST", path), desk) is None
    assert read(request_of("POST", "/api/v4/incidents"), desk.snapshot()) is None
    assert write(request_of("GET", "/api/v4/incidents"), desk) is None


# ---------------------------------------------------------------- filters and pages


def numbers(document: Any) -> list[int]:
    (key,) = [key for key in document if isinstance(document[key], list)]
    return [one.get("id", one.get("event_id")) for one in document[key]]


def listed(number: int, start: str, monitors: str) -> dict[str, str]:
    head = f"id: {number}\ntitle: A\nstart: {start}\nmonitors: {monitors}"
    return {f"content/incidents/n{number}/incident.md": f"---\n{head}\n---\n"}


INCIDENTS = {
    **listed(1, "2026-01-03T10:00:30Z", "{api-gateway: DOWN}"),
    **listed(2, "2026-01-02T10:00Z", "{database: DOWN, api-gateway: UP}"),
    **listed(3, "2026-01-01T10:00Z", "{}"),
}
THIRD = instant("2026-01-03T10:00Z")
SECOND_DAY = instant("2026-01-02T10:00Z")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [1, 2, 3]),
        (f"?start_ts={THIRD}", [1]),
        (f"?start_ts={THIRD + 1}", []),
        (f"?end_ts={THIRD - 1}", [2, 3]),
        (f"?end_ts={THIRD}", [1, 2, 3]),
        (f"?start_ts={SECOND_DAY}&end_ts={SECOND_DAY}", [2]),
        (f"?start_ts={THIRD}abc", [1]),
        ("?start_ts=abc&end_ts=0", [1, 2, 3]),
        ("?start_ts=&end_ts=", [1, 2, 3]),
        ("?monitor_tags=database", [2]),
        ("?monitor_tags=%20database%20,api-gateway", [1, 2]),
        ("?monitor_tags=nobody", []),
        ("?monitor_tags=,", []),
        ("?monitor_tags=", [1, 2, 3]),
        ("?state=RESOLVED", [1, 2, 3]),
    ],
)
def test_incidents_are_filtered_by_start_and_monitor(
    tmp_path: Path, query: str, found: list[int]
) -> None:
    session = Session(tmp_path, INCIDENTS)
    assert numbers(session.document("GET", f"/incidents{query}")) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [2, 1]),
        ("?status=ACTIVE", [2, 1]),
        ("?status=INACTIVE", []),
        ("?category_name=Storage", [2]),
        ("?category_name=All%20Categories", [2, 1]),
        ("?monitor_type=NONE&is_hidden=NO", [2, 1]),
        ("?monitor_type=API", []),
        ("?is_hidden=YES", []),
        ("?status=", [2, 1]),
    ],
)
def test_monitors_are_filtered_by_their_values(
    tmp_path: Path, query: str, found: list[int]
) -> None:
    session = Session(tmp_path, {})
    assert numbers(session.document("GET", f"/monitors{query}")) == found


def test_one_monitor(tmp_path: Path) -> None:
    session = Session(tmp_path, {})
    found = session.document("GET", "/monitors/database")["monitor"]
    assert (found["id"], found["tag"], found["category_name"]) == (2, "database", "Storage")


OFF = WEEKLY.replace("id: 7", "id: 8\nstatus: INACTIVE").replace("database:", "api-gateway:")
WORKS = {
    f"{UPGRADE}/maintenance.md": WEEKLY,
    "content/maintenances/off/maintenance.md": OFF,
}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [8, 7]),
        ("?status=ACTIVE", [7]),
        ("?status=INACTIVE", [8]),
        ("?status=OTHER", [8, 7]),
        ("?monitor_tag=api-gateway", [8]),
        ("?monitor_tag=nobody", []),
    ],
)
def test_maintenances_are_filtered_by_status_and_monitor(
    tmp_path: Path, query: str, found: list[int]
) -> None:
    session = Session(tmp_path, WORKS)
    assert numbers(session.document("GET", f"/maintenances{query}")) == found


@pytest.mark.parametrize(
    ("query", "page", "limit", "count"),
    [
        ("", 1, 20, 11),
        ("?limit=4", 1, 4, 4),
        ("?limit=4&page=3", 3, 4, 3),
        ("?limit=4&page=9", 9, 4, 0),
        ("?limit=0&page=0", 1, 20, 11),
        ("?limit=-5&page=-5", 1, 1, 1),
        ("?limit=1000", 1, 100, 11),
        ("?limit=4x&page=x", 1, 4, 4),
    ],
)
def test_pages_of_events(tmp_path: Path, query: str, page: int, limit: int, count: int) -> None:
    session = Session(tmp_path, WORKS)
    found = session.document("GET", f"/maintenances/7/events{query}")
    assert list(found) == ["events", "page", "limit"]
    assert (found["page"], found["limit"], len(found["events"])) == (page, limit, count)
    every = session.document("GET", f"/maintenances/events{query}")
    assert list(every) == ["events", "page", "limit", "total"]
    assert (every["page"], every["limit"], every["total"]) == (page, limit, 11)
    assert numbers(every) == numbers(found)


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 12),
        ("?event_start_date_time=0", 14),
        ("?event_start_date_time=x", 12),
        (f"?event_start_date_time={instant('2026-02-01T02:00:59Z')}", 14),
        (f"?event_start_date_time={instant('2026-02-01T02:01:00Z')}", 13),
        ("?event_status=scheduled", 12),
        ("?event_status=ONGOING", 0),
        ("?event_start_date_time=0&event_status=ONGOING", 1),
        ("?event_start_date_time=0&event_status=completed", 1),
        ("?event_status=WRONG", 12),
        ("?monitors=database", 12),
        ("?monitors=nobody,%20api-gateway", 0),
        ("?monitors=,", 12),
        ("?maintenance_id=7", 12),
        ("?maintenance_id=8", 0),
        ("?maintenance_id=x", 12),
    ],
)
def test_all_events_from_now_on(tmp_path: Path, query: str, total: int) -> None:
    """The one that goes on has begun before now: Kener lists it only for an earlier start."""
    session = Session(tmp_path, WORKS)
    path = f"/maintenances/events{query}"
    found = session.document("GET", path, now="2026-02-08T03:00Z")
    assert found["total"] == total


# ---------------------------------------------------------------- names of files


def test_names_of_files_give_what_a_static_host_has_there(tmp_path: Path) -> None:
    session = Session(tmp_path, {**RESOLVED, **WORKS})
    desk = Desk(tmp_path, instant(NOW))
    files = rendered(kener_v4.documents(desk.snapshot()))
    assert {"api/v4/incidents/1/comments/2.json", "api/v4/incidents/by-month/2025-01.json"} <= {
        *files
    }
    for name, content in files.items():
        found = session.document("GET", name.removeprefix("api/v4") + "?monitor_tags=nobody")
        assert exact(found) == exact(json.loads(content))


def test_a_file_that_site_yaml_trims_is_answered_all_the_same(tmp_path: Path) -> None:
    settings = SITE["content/site.yaml"] + "api:\n  documents: open\n"
    session = Session(tmp_path, {**RESOLVED, "content/site.yaml": settings})
    found = session.document("GET", "/incidents/1.json")
    assert found == session.document("GET", "/incidents/1")


def test_the_live_list_has_the_shape_of_the_file(tmp_path: Path) -> None:
    session = Session(
        tmp_path, {**RESOLVED, **INCIDENTS, f"{OUTAGE}/incident.md": OPEN.replace("id: 1", "id: 9")}
    )
    for url in (
        "/incidents",
        "/incidents/9",
        "/incidents/9/comments",
        "/monitors",
        "/maintenances",
    ):
        assert exact(session.document("GET", url)) == exact(session.document("GET", f"{url}.json"))
    assert session.send("HEAD", "/incidents").status == 200
    assert session.document("GET", "/incidents/") == session.document("GET", "/incidents")
