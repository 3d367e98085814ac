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

from tests.repositories import belongs_to, commit, git, new_repository
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


def content(site: Path) -> dict[str, bytes]:
    """Every file of the content."""
    paths = sorted(path for path in (site / "content").rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with one incident, all of it committed."""
    write_site(tmp_path, {"monitors.yaml": MONITORS, OUTAGE: INCIDENT})
    belongs_to(new_repository(tmp_path), "Anna")
    commit(tmp_path, message="A site")
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


KENER_1 = "http://your-kener.host/api"
BEARER = "--header 'Authorization: Bearer some-token-set-by-you'"
JSON = "--header 'Content-Type: application/json'"
MUMBAI = """{
	"startDatetime": 1702405740,
	"endDatetime": 1702405920,
	"title": "Outage in Mumbai",
	"body": "Login cluster is down in mumbai region",
	"tags": ["google-search"],
	"impact": "DOWN",
	"isMaintenance": false,
	"isIdentified": true,
	"isResolved": false
}"""
NO_JSON = """{
	"isIdentified": true,
	"isResolved": false
	"endDatetime": 1702405920
}"""
"""So it stands in the documentation, twice: without the comma it is no JSON."""


@pytest.fixture
def documented(tmp_path: Path) -> Path:
    """A site with the monitors and the incidents that the documentations name."""
    kept = "---\nid: 123\ntitle: Kept\nstart: 2023-12-01T00:00:00Z\n---\nIt is slow.\n"
    tags = ("google-search", "abc123", "def456")
    return write_site(
        tmp_path,
        {
            "monitors.yaml": "".join(f"- {{tag: {tag}, name: {tag}}}\n" for tag in tags),
            "content/incidents/2023-12-01-kept/incident.md": kept,
        },
    )


def test_lines_of_the_documentation_of_kener_1(documented: Path) -> None:
    def ask(line: str) -> Any:
        return curl(documented, line, now="2023-12-30T12:47:30Z")

    pushed = """{
	"status": "DOWN",
	"latency": 1213,
	"timestampInSeconds": 1702405860,
	"tag": "google-search"
}"""
    said = ask(
        f"curl --request POST \\\n  --url {KENER_1}/status \\\n  {BEARER} \\\n  {JSON} \\\n"
        f"  --data '{pushed}'"
    )
    assert said == {"status": 200, "message": "success at 1702405860"}
    status = ask(
        f"curl --request GET \\\n  --url '{KENER_1}/status?tag=google-search' \\\n  {BEARER}"
    )
    assert list(status) == ["status", "uptime", "lastUpdatedAt"]
    made = ask(
        f"curl --request POST \\\n  --url {KENER_1}/incident \\\n  {BEARER} \\\n  {JSON} \\\n"
        f"  --data '{MUMBAI}'"
    )
    assert list(made.items())[:5] == [
        ("createdAt", 1703940450),
        ("closedAt", None),
        ("title", "Outage in Mumbai"),
        ("tags", ["google-search"]),
        ("incidentNumber", made["incidentNumber"]),
    ]
    assert list(made.items())[5:] == [
        (key, value) for key, value in json.loads(MUMBAI).items() if key not in ("title", "tags")
    ]
    url = f"{KENER_1}/incident/{made['incidentNumber']}"
    patched = ask(
        f"curl --request PATCH \\\n  --url {url} \\\n  {BEARER} \\\n  {JSON} \\\n"
        f"  --data '{MUMBAI}'"
    )
    assert patched == made
    assert ask(f"curl --request GET \\\n  --url {url} \\\n  {BEARER} \\\n") == made
    comment = ask(
        f"curl --request POST \\\n  --url {url}/comment \\\n  {BEARER} \\\n  {JSON} \\\n"
        '  --data \'{\n\t"body": "comment 1"\n}\''
    )
    assert (list(comment), comment["body"]) == (["commentID", "body", "createdAt"], "comment 1")
    assert ask(f"curl --request GET \\\n  --url {url}/comment \\\n  {BEARER} \\\n") == [comment]
    flags = f"curl --request POST \\\n  --url {url}/status \\\n  {BEARER} \\\n  {JSON} \\\n  --data"
    refused = api(documented, *words_of(f"{flags} '{NO_JSON}'"), now="2023-12-30T12:47:30Z")
    assert (refused.returncode, json.loads(refused.stdout)) == (
        4,
        {"error": "The body is not a valid JSON object"},
    )
    assert ask(f"{flags} '{NO_JSON.replace('false', 'false,')}'") == made


def test_the_documented_search_of_kener_1(documented: Path) -> None:
    """A shell would end the line at its `&`: the URL needs quotes, and here it has them.

    A search reads no body, so that this one is no JSON does not matter.
    """
    line = (
        "curl --request POST \\\n"
        f"  --url '{KENER_1}/incident?state=%s&title_like=%s' \\\n"
        f"  {BEARER} \\\n  {JSON} \\\n  --data '{NO_JSON}'"
    )
    assert curl(documented, line % ("closed", "Hello%20Incident")) == []
    assert [one["incidentNumber"] for one in curl(documented, line % ("open", "kept"))] == [123]


GUIDE = """\
curl -X POST https://your-kener.com/api/incidents%s \\
  -H "Authorization: Bearer YOUR_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '%s'"""


def test_lines_of_the_guide_of_kener(documented: Path) -> None:
    made = curl(
        documented,
        GUIDE
        % (
            "",
            """{
    "title": "API Latency Issues",
    "status": "investigating",
    "impact": "minor",
    "message": "We are investigating increased API response times."
  }""",
        ),
    )
    assert (made["title"], made["status"]) == ("API Latency Issues", "investigating")
    update = """{
    "status": "identified",
    "message": "Root cause identified. Working on a fix."
  }"""
    updated = curl(documented, GUIDE % ("/123/updates", update))
    assert (updated["id"], updated["status"]) == ("inc_123", "identified")
    planned = """{
    "title": "Database Maintenance",
    "scheduledStart": "2024-01-15T02:00:00Z",
    "scheduledEnd": "2024-01-15T04:00:00Z",
    "impact": "minor",
    "message": "Scheduled database maintenance. Expect brief interruptions."
}"""
    assert curl(documented, GUIDE % ("", planned))["scheduledEnd"] == "2024-01-15T04:00:00Z"


def test_lines_of_the_documentation_of_kamu(documented: Path) -> None:
    root, key = "https://app.kamustatus.com/api/incidents", '-H "x-api-key: km_your_api_key"'
    as_json = '-H "Content-Type: application/json"'

    def ask(line: str) -> Any:
        return curl(documented, line, now="2025-05-15T09:00:00Z")

    def names(line: str) -> list[str]:
        return [one["title"] for one in ask(line)]

    made = ask(
        f"""\
curl -X POST {root} \\
{key} \\
{as_json} \\
-d '{{
"title": "Scheduled database migration",
"status": "investigating",
"message": "We are performing a planned database migration.",
"monitorIds": ["mon_abc123"]
}}'"""
    )
    one = f"{root}/{made['id']}"
    assert ask(f"curl {one} \\\n{key}") == made
    resolved = ask(
        f"""\
curl -X PATCH {one} \\
{key} \\
{as_json} \\
-d '{{
"status": "resolved",
"message": "The issue has been resolved. All services are operating normally."
}}'"""
    )
    assert [update["status"] for update in resolved["updates"]] == ["investigating", "resolved"]
    planned = ask(
        f"""\
curl -X POST {root} \\
{key} \\
{as_json} \\
-d '{{
"title": "Planned maintenance",
"status": "monitoring",
"message": "Scheduled maintenance window for infrastructure upgrade.",
"monitorIds": ["mon_abc123", "mon_def456"],
"maintenance": true,
"scheduledStart": "2025-06-01T02:00:00Z",
"scheduledEnd": "2025-06-01T04:00:00Z"
}}'"""
    )
    assert (planned["status"], planned["maintenance"]) == ("monitoring", True)
    assert names(f"curl {root} \\\n{key}") == [
        "Planned maintenance",
        "Scheduled database migration",
        "Kept",
    ]
    ask(f"curl -X DELETE {one} \\\n{key}")
    assert names(f"curl {root} \\\n{key}") == ["Planned maintenance", "Kept"]


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
    assert git(site, "rev-list", "--count", "HEAD") == "1"


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
    assert git(site, "rev-list", "--count", "HEAD") == "1"
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
    assert git(site, "rev-list", "--count", "HEAD") == "2"
    assert git(site, "log", "-1", "--format=%an: %s") == (
        "Anna: On-call: triggered: CPU usage above 90%"
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
    assert git(site, "rev-list", "--count", "HEAD") == "1"


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
    assert content(tmp_path) == before
