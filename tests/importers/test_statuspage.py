"""Documents of a Statuspage's API, and the content that becomes of them."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner

from statusgen.cli import cli
from statusgen.content.load import load
from statusgen.errors import UsageError
from statusgen.importers.markup import markdown_of
from tests.importers.moving import Moved, moved, written

PAGE = {"id": "p1", "name": "Acme", "url": "https://status.acme.example", "time_zone": "Etc/UTC"}
COMPONENTS = [
    {"id": "g1", "name": "Core", "group": True, "group_id": None, "position": 2, "components": ["c2"]},
    {"id": "c1", "name": "Website", "group": False, "group_id": None, "position": 1},
    {"id": "c2", "name": "API", "group": False, "group_id": "g1", "position": 1,
     "description": "The API", "start_date": "2020-01-02", "showcase": True},
]  # fmt: skip


def affected(code: str, name: str, old: str, new: str) -> dict[str, str]:
    return {"code": code, "name": name, "old_status": old, "new_status": new}


INCIDENT: dict[str, Any] = {
    "id": "69sb0f8lydp4",
    "name": "API errors",
    "status": "resolved",
    "created_at": "2024-09-16T21:31:02.719Z",
    "started_at": "2024-09-16T21:31:02.713Z",
    "impact": "major",
    "incident_updates": [
        {
            "id": "u3", "status": "resolved", "body": "Over.",
            "display_at": "2024-09-16T22:08:39.333Z", "created_at": "2024-09-16T22:08:39.333Z",
            "affected_components": [affected("c2", "Core - API", "partial_outage", "operational")],
            "deliver_notifications": False,
        },
        {
            "id": "u2", "status": "identified", "body": "A <b>disk</b><br /><br />is full.",
            "display_at": "2024-09-16T21:40:00.000Z", "created_at": "2024-09-16T21:45:00.000Z",
            "affected_components": [affected("c2", "Core - API", "major_outage", "partial_outage")],
        },
        {
            "id": "u1", "status": "investigating", "body": "We look.",
            "display_at": "2024-09-16T21:31:02.720Z", "created_at": "2024-09-16T21:31:02.720Z",
            "affected_components": [affected("c2", "Core - API", "operational", "major_outage")],
        },
    ],
}  # fmt: skip
MAINTENANCE: dict[str, Any] = {
    "id": "abcdefghijkl", "name": "New disks", "status": "completed", "impact": "maintenance",
    "created_at": "2024-10-01T09:00:00.000Z", "scheduled_for": "2024-10-02T02:00:00.000Z",
    "scheduled_until": "2024-10-02T03:30:00.000Z", "components": [COMPONENTS[2]],
    "incident_updates": [
        {"id": "m2", "status": "in_progress", "body": "We begin.", "display_at": "2024-10-02T02:00:05.000Z"},
        {"id": "m1", "status": "scheduled", "body": "Disks.", "display_at": "2024-10-01T09:00:00.000Z"},
    ],
}  # fmt: skip


def statuspage(tmp_path: Path, **documents: object) -> Moved:
    texts = {f"{name}.json": json.dumps(value) for name, value in documents.items()}
    return moved("statuspage", written(tmp_path / "old", texts), tmp_path / "new")


def everything(tmp_path: Path) -> Moved:
    return statuspage(
        tmp_path,
        components={"page": PAGE, "components": COMPONENTS},
        incidents={"page": PAGE, "incidents": [INCIDENT]},
        maintenances={"page": PAGE, "scheduled_maintenances": [MAINTENANCE]},
    )


def test_components_become_monitors_in_their_groups(tmp_path: Path) -> None:
    everything(tmp_path)
    assert (tmp_path / "new/monitors.yaml").read_text() == (
        "- tag: website\n"
        "  name: Website\n"
        "- tag: api\n"
        "  name: API\n"
        "  description: The API\n"
        "  category: Core\n"
        "  since: 2020-01-02\n"
    )


def test_an_incident_keeps_every_update_and_what_it_says_of_each_component(tmp_path: Path) -> None:
    came = everything(tmp_path)
    folder = "incidents/2024/2024-09-16-api-errors"
    files = {name: text for name, text in came.files().items() if name.startswith(folder)}
    assert files == {
        f"{folder}/2024-09-16T214000Z.identified.md": (
            "---\nmonitors:\n  api: PARTIAL\ncreated_at: 2024-09-16T21:45:00Z\n"
            "id: 287753800030607\n---\nA **disk**\n\nis full.\n"
        ),
        f"{folder}/2024-09-16T220839Z.resolved.md": (
            "---\nmonitors:\n  api: UP\nnotify: false\nid: 287754086495510\n---\nOver.\n"
        ),
        f"{folder}/incident.md": (
            "---\ntitle: API errors\nstart: 2024-09-16T21:31:02Z\nmonitors:\n  api: DOWN\n"
            "severity: major\naliases: [/incidents/69sb0f8lydp4/]\nid: 999119305\n---\nWe look.\n"
        ),
    }
    assert came.problems == []


def test_a_state_that_updates_do_not_lead_to_is_pinned(tmp_path: Path) -> None:
    first = INCIDENT["incident_updates"][-1]
    trimmed = {**INCIDENT, "incident_updates": [first], "resolved_at": "2024-09-16T22:08:39.333Z"}
    came = statuspage(tmp_path, a={"incidents": [trimmed]})
    (incident,) = came.site.incidents
    assert incident.pin is not None
    assert (incident.pin.state, incident.pin.end) == ("resolved", 1_726_524_519)
    assert any("incidents[0].status: changed: resolved" in loss for loss in came.losses)


def test_a_maintenance_keeps_its_window(tmp_path: Path) -> None:
    (work,) = everything(tmp_path).site.maintenances
    assert (work.text, work.duration, dict(work.monitors)) == (
        "Disks.",
        5400,
        {"api": "MAINTENANCE"},
    )
    assert [(str(one.state), one.text) for one in work.comments] == [("in-progress", "We begin.")]


def test_the_newest_of_two_documents_counts(tmp_path: Path) -> None:
    old = {**INCIDENT, "name": "Old", "updated_at": "2024-09-16T21:31:02Z"}
    new = {**INCIDENT, "name": "New", "updated_at": "2024-09-16T22:31:02Z"}
    came = statuspage(tmp_path, a={"incidents": [new]}, b={"incidents": [old]}, c=COMPONENTS[1])
    assert [one.title for one in came.site.incidents] == ["New"]


def test_what_has_another_type_is_told(tmp_path: Path) -> None:
    odd = {**INCIDENT, "name": ["no"], "incident_updates": [7, {"body": "x", "status": "odd"}]}
    came = statuspage(tmp_path, a={"incidents": [odd, 3]})
    assert [one.title for one in came.site.incidents] == ["Incident"]
    assert "a.json: incidents[0].name: left out: ['no']" in came.losses
    assert "a.json: incidents[0].incident_updates[0]: left out: 7" in came.losses
    assert "a.json: incidents[0].incident_updates[1]: left out: x" in came.losses
    assert "a.json: incidents[1]: left out: 3" in came.losses


def test_headlines_alone_are_told(tmp_path: Path) -> None:
    month = {"name": "May", "incidents": [{"code": "x", "name": "Long ago"}]}
    came = statuspage(tmp_path, history={"months": [month]})
    assert came.losses[0] == "history.json: months[0].incidents[0]: left out: Long ago"


def test_importing_again_changes_nothing(tmp_path: Path) -> None:
    first = everything(tmp_path).files()
    again = everything(tmp_path)
    assert (again.files(), +again.settled.added) == (first, {})


def test_a_folder_without_json_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no JSON"):
        statuspage(tmp_path)


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("Plain *text* with [brackets]", r"Plain \*text\* with \[brackets\]"),
        ("one<br>two<br /><br/>three<br>", "one\\\ntwo\n\nthree"),
        ("<p>a</p><p>b &amp; <em>c</em></p>", "a\n\nb & *c*"),
        ('see <a href="https://x.example/a">this</a>', "see [this](<https://x.example/a>)"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<script>alert(1)</script>x", "x"),
        ("# no heading\n1. no list", "\\# no heading\n\\1. no list"),
    ],
)
def test_html_becomes_markdown(html: str, markdown: str) -> None:
    assert markdown_of(html) == markdown


class _Page(BaseHTTPRequestHandler):
    """A Statuspage with a list of one incident, and an older one in its history."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        _Page.asked.append(self.path)
        older = {**INCIDENT, "id": "olderolder12", "name": "Long ago"}
        months = [{"name": "May", "incidents": [{"code": "olderolder12", "name": "Long ago"}]}]
        documents: dict[str, object] = {
            "/api/v2/components.json": {"page": PAGE, "components": COMPONENTS},
            "/api/v2/incidents.json": {"page": PAGE, "incidents": [INCIDENT]},
            "/api/v2/scheduled-maintenances.json": {"scheduled_maintenances": []},
            "/history.json?page=1": {"months": months},
            "/history.json?page=2": {"months": []},
            "/incidents/olderolder12.json": older,
        }
        known = self.path in documents
        self.send_response(200 if known else 404)
        self.end_headers()
        self.wfile.write(json.dumps(documents.get(self.path)).encode() if known else b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def test_a_live_page_is_asked_only_with_consent(tmp_path: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    words = [
        "import",
        "statuspage",
        f"http://127.0.0.1:{server.server_port}",
        "--into",
        str(tmp_path),
    ]
    try:
        refused = CliRunner().invoke(cli, words)
        assert isinstance(refused.exception, UsageError)
        assert _Page.asked == []
        done = CliRunner().invoke(cli, [*words, "--fetch"])
    finally:
        server.shutdown()
        server.server_close()
    assert done.exit_code == 0, done.output
    assert sorted(one.title for one in load(tmp_path).site.incidents) == ["API errors", "Long ago"]
