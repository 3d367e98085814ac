"""`statusgen api`: the curl lines of the APIs' own documentation, and what they do to a repository."""

from __future__ import annotations

import json
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sites import write_site

NOW = "2026-01-20T12:00:00Z"
MONITORS = """\
- tag: api-gateway
  name: API
  routing_key: SERVICE_ROUTING_KEY
- tag: database
  name: Database
"""
OUTAGE = "content/incidents/2026-01-19-outage/incident.md"
INCIDENT = """\
---
id: 2
title: API Gateway Outage
start: 2026-01-19T10:00:00Z
monitors: {api-gateway: DOWN}   # all of it
---
Requests fail.
"""
TRIGGER = """\
curl -X POST https://your-ops.com/api/events \\
  -H "Authorization: Bearer YOUR_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "routing_key": "SERVICE_ROUTING_KEY",
    "event_action": "trigger",
    "dedup_key": "cpu-high",
    "payload": {
      "summary": "CPU usage above 90%",
      "source": "prometheus",
      "severity": "warning"
    }
  }'
"""


def event(action: str) -> str:
    return f"""\
curl -X POST https://your-ops.com/api/events \\
  -H "Authorization: Bearer YOUR_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{{
    "routing_key": "SERVICE_ROUTING_KEY",
    "event_action": "{action}",
    "dedup_key": "cpu-high"
  }}'
"""


def api(
    site: Path, *words: str, stdin: str = "", now: str = NOW
) -> subprocess.CompletedProcess[str]:
    """`statusgen api` with these words, from the folder of the site."""
    plain = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    root = str(Path(__file__).parent.parent.parent)
    return subprocess.run(
        [sys.executable, "-m", "statusgen", "api", *words, "--now", now],
        capture_output=True,
        text=True,
        input=stdin,
        cwd=site,
        timeout=60,
        env={**plain, "PYTHONPATH": root, "PYTHONUTF8": "1"},
    )


def curl(site: Path, line: str, **more: str) -> Any:
    """What a line of documentation answers when `statusgen api` stands in place of `curl`."""
    done = api(site, *words_of(line), **more)
    assert done.returncode == 0, done.stderr + done.stdout
    return json.loads(done.stdout)


def words_of(line: str) -> list[str]:
    """The words after `curl`, as a shell makes them."""
    first, *words = shlex.split(line.replace("\\\n", " "))
    assert first == "curl"
    return words


def git(site: Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(site), *words], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def content(site: Path) -> dict[str, bytes]:
    """Every file of the content."""
    paths = sorted(path for path in (site / "content").rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with one incident, all of it committed."""
    write_site(tmp_path, {"monitors.yaml": MONITORS, OUTAGE: INCIDENT})
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "user.name", "Anna")
    git(tmp_path, "config", "user.email", "anna@example.com")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "A site")
    return tmp_path


def test_a_session_of_on_call_events(site: Path) -> None:
    def result(line: str, minute: int) -> tuple[str, str, int]:
        found = curl(site, line, now=f"2026-01-20T12:{minute:02}:00Z")["result"]
        return found["action"], found["incident"]["status"], found["incident"]["id"]

    action, status, first = result(TRIGGER, 0)
    assert (action, status) == ("triggered", "TRIGGERED")
    assert result(TRIGGER, 1) == ("deduplicated", "TRIGGERED", first)
    assert result(event("acknowledge"), 2) == ("acknowledged", "ACKNOWLEDGED", first)
    assert result(TRIGGER, 3) == ("deduplicated", "ACKNOWLEDGED", first)
    assert result(event("resolve"), 4) == ("resolved", "RESOLVED", first)
    ignored = curl(site, event("resolve"), now="2026-01-20T12:05:00Z")
    ignored_result = {"action": "ignored", "incident": None}
    assert ignored == {"status": "success", "result": ignored_result}
    action, status, second = result(TRIGGER, 6)
    assert (action, status) == ("triggered", "TRIGGERED")
    assert second != first
    shown = curl(site, "curl /api/ops/incidents", now="2026-01-20T12:07:00Z")["incidents"]
    assert [one["id"] for one in shown] == [second, first]
    states = [step["status"] for step in shown[1]["timeline"]]
    assert states == ["TRIGGERED", "TRIGGERED", "ACKNOWLEDGED", "ACKNOWLEDGED", "RESOLVED"]


def test_lines_of_kener_documentation(site: Path) -> None:
    made = curl(
        site,
        """\
curl -X POST https://your-kener-instance.com/api/v4/incidents \\
-H "Authorization: Bearer kener_..." \\
-H "Content-Type: application/json" \\
-d '{
"title": "Database Slowdown",
"start_date_time": 1737010000,
"monitors": [
{ "monitor_tag": "database", "impact": "DEGRADED" }
]
}'""",
    )["incident"]
    assert (made["title"], made["state"], made["end_date_time"]) == (
        "Database Slowdown",
        "INVESTIGATING",
        None,
    )
    host, token = "https://your-kener-instance.com", '-H "Authorization: Bearer kener_..."'
    listed = curl(site, f"curl -X GET {host}/api/v4/incidents \\\n{token}")["incidents"]
    assert [one["id"] for one in listed] == [2, made["id"]]
    gone = curl(site, f"curl -X DELETE {host}/api/v4/incidents/2 \\\n{token}")
    assert gone == {"message": "Incident with id '2' deleted successfully"}
    assert OUTAGE not in content(site)


READ = "/api/v4/incidents/2"


@pytest.mark.parametrize(
    "words",
    [
        [READ],
        ["api/v4/incidents/2"],
        ["GET", READ],
        ["get", READ],
        ["--url", f"http://status.example.com{READ}", "--request", "GET"],
        ["-sSL", f"status.example.com:8080{READ}"],
        ["-XGET", "-HAuthorization: Bearer x", f"https://status.example.com{READ}?x=1#y"],
    ],
)
def test_ways_to_name_a_url(site: Path, words: list[str]) -> None:
    done = api(site, *words)
    assert json.loads(done.stdout)["incident"]["title"] == "API Gateway Outage"


def test_json_on_stdout_and_the_status_on_stderr(site: Path) -> None:
    done = api(site, READ)
    assert (done.returncode, done.stderr) == (0, "200 OK\n")
    assert done.stdout.startswith('{"incident":{"id":2,"title":"API Gateway Outage",')
    assert done.stdout.count("\n") == 1
    assert api(site, "-s", READ).stderr == ""


def test_errors_exit_with_4(site: Path) -> None:
    before = content(site)
    done = api(site, "/api/v4/incidents/7")
    assert (done.returncode, done.stderr) == (4, "404 Not Found\n")
    assert json.loads(done.stdout)["error"]["message"] == "Incident with id '7' not found"
    done = api(site, "-sS", "POST", "/api/nothing", "-d", "{}")
    assert (done.returncode, done.stderr) == (4, "404 Not Found\n")
    message = "No API route matches '/api/nothing'"
    assert json.loads(done.stdout) == {"error": {"code": "NOT_FOUND", "message": message}}
    done = api(site, "-d", '{"title": "x"', "/api/v4/incidents", "--commit")
    assert (done.returncode, done.stderr) == (4, "400 Bad Request\n")
    assert list(json.loads(done.stdout)["error"]) == ["code", "message"]
    done = api(site, "-d", "{", "/api/events", "--commit")
    assert json.loads(done.stdout) == {"error": "The body is not valid JSON"}
    assert content(site) == before
    assert git(site, "rev-list", "--count", "HEAD") == "1\n"


def test_include_prints_the_head_like_curl(site: Path) -> None:
    head, _, body = api(site, "-i", READ).stdout.partition("\n\n")
    assert head == "HTTP/1.1 200 OK\nContent-Type: application/json"
    assert json.loads(body)["incident"]["id"] == 2
    assert api(site, "-X", "HEAD", READ).stdout == ""


BODY = TRIGGER.split("-d '")[1].rstrip("'\n")


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["-d", BODY], ""),
        (["--data", BODY], ""),
        (["--data-raw", BODY], ""),
        (["--data-binary", BODY], ""),
        (["--json", BODY], ""),
        (["-d", "@event.json"], ""),
        (["--json", "@event.json"], ""),
        (["-d", "-"], BODY),
        (["-d", "@-"], BODY),
        (["-X", "POST", "-d", BODY], ""),
        (["POST", "-d", BODY], ""),
    ],
)
def test_ways_to_give_a_body(site: Path, words: list[str], stdin: str) -> None:
    (site / "event.json").write_text(BODY)
    done = api(site, *words, "/api/events", stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "202 Accepted\n")


def test_only_raw_data_may_begin_with_an_at_sign(site: Path) -> None:
    done = api(site, "/api/events", "--data-raw", "@event.json")
    assert json.loads(done.stdout) == {"error": "The body is not valid JSON"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "Name one URL or path"),
        (["/api/a", "/api/b"], "Name one URL or path"),
        (["-d", "@nowhere.json", "/api/events"], "cannot read nowhere.json: No such file"),
        (["http://[/api"], "is no URL"),
    ],
)
def test_wrong_use(site: Path, words: list[str], said: str) -> None:
    done = api(site, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_without_a_site(tmp_path: Path) -> None:
    done = api(tmp_path, READ)
    assert done.returncode == 2
    assert "there is no content/" in done.stderr


def test_people_on_a_terminal_get_lines(site: Path) -> None:
    ours, theirs = pty.openpty()
    root = str(Path(__file__).parent.parent.parent)
    env = {**os.environ, "PYTHONPATH": root}
    words = [sys.executable, "-m", "statusgen", "api", "-s", READ, "--now", NOW]
    subprocess.run(words, stdout=theirs, cwd=site, env=env, check=True)
    os.close(theirs)
    shown = os.read(ours, 65536).decode()
    os.close(ours)
    assert shown.startswith('{\r\n  "incident": {\r\n    "id": 2,\r\n')


def test_a_write_is_an_edit_and_no_commit(site: Path) -> None:
    api(site, *words_of(TRIGGER))
    assert git(site, "rev-list", "--count", "HEAD") == "1\n"
    assert git(site, "status", "--porcelain", "-uall").count("?? content/incidents/2026/") == 2


def test_commit_makes_one_commit_of_its_files_alone(site: Path) -> None:
    (site / "draft.txt").write_text("mine, staged")
    git(site, "add", "draft.txt")
    (site / "notes.txt").write_text("mine, not staged")
    about = site / "content/pages/about.md"
    about.parent.mkdir()
    about.write_text("---\ntitle: About\n---\nUs.\n")
    done = api(site, *words_of(TRIGGER), "--commit")
    assert done.returncode == 0
    assert git(site, "rev-list", "--count", "HEAD") == "2\n"
    assert git(site, "log", "-1", "--format=%an: %s") == (
        "Anna: On-call: triggered: CPU usage above 90%\n"
    )
    folder = "content/incidents/2026/2026-01-20-cpu-usage-above-90"
    assert git(site, "show", "--name-only", "--format=").splitlines() == [
        f"{folder}/2026-01-20T120000Z.triggered.md",
        f"{folder}/incident.md",
    ]
    assert git(site, "status", "--porcelain").splitlines() == [
        "A  draft.txt",
        "?? content/pages/",
        "?? notes.txt",
    ]


def test_what_changes_nothing_makes_no_commit(site: Path) -> None:
    assert api(site, *words_of(event("resolve")), "--commit").returncode == 0
    assert api(site, READ, "--commit").returncode == 0
    assert git(site, "rev-list", "--count", "HEAD") == "1\n"


def test_a_commit_that_fails_leaves_everything_as_it_was(site: Path) -> None:
    hook = site / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)
    before = content(site)
    done = api(site, *words_of(TRIGGER), "--commit")
    assert (done.returncode, done.stdout) == (74, "")
    assert "not on a Friday" in done.stderr
    assert content(site) == before
    done = api(site, "-X", "DELETE", READ, "--commit")
    assert done.returncode == 74
    assert content(site) == before
    assert git(site, "status", "--porcelain", "--", "content") == ""


def test_what_git_never_knew_may_go_again(site: Path) -> None:
    body = '{"title": "A drill", "start_date_time": 1768900000, "monitors": []}'
    opened = json.loads(api(site, "/api/v4/incidents", "-d", body).stdout)["incident"]
    done = api(site, "-X", "DELETE", f"/api/v4/incidents/{opened['id']}", "--commit")
    assert done.returncode == 0, done.stderr
    assert git(site, "show", "--name-only", "--format=", "HEAD").split() == ["content/removed.yaml"]


def test_without_git_there_is_nothing_to_commit_to(tmp_path: Path) -> None:
    write_site(tmp_path, {"monitors.yaml": MONITORS})
    before = content(tmp_path)
    done = api(tmp_path, *words_of(TRIGGER), "--commit")
    assert done.returncode == 74
    assert "nothing was changed" in done.stderr
    after = content(tmp_path)
    after.pop("content/.statusgen.lock", None)
    assert after == before
