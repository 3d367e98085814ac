"""`statusgen serve --no-watch`: the built site, and with `--api` the reads, over real requests."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from statusgen.cli import cli
from statusgen.errors import UsageError
from tests.serving import ROOT, Server
from tests.sites import write_site

NOW = "2026-01-20T12:00:00Z"
SECRET = "token-4711"
INCIDENT = (
    "---\nid: 2\ntitle: Outage\nstart: 2026-01-19T10:00:00Z\nmonitors: {api: DOWN}\n---\nHelp.\n"
)
FILES = {
    "monitors.yaml": f"""\
- tag: api
  name: API
  routing_key: KEY-4711
  api: {{url: "https://a.example/", headers: [{{key: Authorization, value: {SECRET}}}]}}
- tag: database
  name: Database
- tag: secret
  name: Hidden-4711
  hidden: true
""",
    "content/incidents/2026-01-19-outage/incident.md": INCIDENT,
    "content/incidents/2026-01-18-inside/incident.md": INCIDENT.replace("id: 2", "id: 3")
    .replace("Outage", "Internal-4711")
    .replace("---\nHelp", "visibility: internal\n---\nHelp"),
    "content/incidents/2026-01-17-alert/incident.md": INCIDENT.replace("id: 2", "id: 4")
    .replace("Outage", "Alert-4711")
    .replace("---\nHelp", "source: ALERT\n---\nHelp"),
    "public/index.html": "<h1>All is well</h1>",
    "public/style.css": "p {}",
    "public/incidents/x/index.html": "<h1>X</h1>",
    "public/.manifest.json": "4711",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"), FILES)


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    found = Server(site, "--no-watch", "--api", now=NOW)
    yield found
    found.stop()


def test_reads_are_those_of_the_command(site: Path, server: Server) -> None:
    path = "/api/v4/incidents/2"
    words = [sys.executable, "-m", "statusgen", "-C", str(site), "api", path, "--now", NOW]
    done = subprocess.run(words, capture_output=True, env={**os.environ, "PYTHONPATH": ROOT})
    status, headers, body = server.ask(path)
    assert (status, headers["content-type"]) == (200, "application/json")
    assert body + b"\n" == done.stdout


def test_filters_work(server: Server) -> None:
    def ids(query: str) -> list[int]:
        return [
            one["id"] for one in json.loads(server.ask(f"/api/v4/incidents{query}")[2])["incidents"]
        ]

    assert ids("") == ids("?monitor_tags=database,api") == [2]
    assert ids("?monitor_tags=database") == []


def test_the_published_documents_are_there_too(server: Server) -> None:
    status, headers, body = server.ask("/api/v4/incidents.json")
    assert (status, headers["content-type"]) == (200, "application/json")
    assert [one["id"] for one in json.loads(body)["incidents"]] == [2]


def test_everybody_may_read(server: Server) -> None:
    assert server.ask("/api/v4/monitors")[1]["access-control-allow-origin"] == "*"
    ask = {"Origin": "https://a.example", "Access-Control-Request-Headers": "authorization"}
    status, headers, body = server.ask("/api/v4/monitors", "OPTIONS", ask)
    assert (status, body) == (204, b"")
    assert headers["allow"] == headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert headers["access-control-allow-headers"] == "*"


def test_head_is_a_get_without_its_body(server: Server) -> None:
    _, whole, body = server.ask("/api/v4/incidents")
    status, headers, nothing = server.ask("/api/v4/incidents", "HEAD")
    assert (status, nothing) == (200, b"")
    assert headers["content-length"] == whole["content-length"] == str(len(body))


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE", "PROPFIND"])
def test_nobody_may_write(site: Path, server: Server, method: str) -> None:
    before = sorted(path for path in site.rglob("*"))
    for path in ("/api/v4/incidents", "/api/v4/incidents/2", "/api/events", "/", "/index.html"):
        status, headers, body = server.ask(path, method, body=b'{"title": "x"}')
        assert (status, headers["allow"]) == (405, "GET, HEAD, OPTIONS")
        assert json.loads(body)["error"]["code"] == "METHOD_NOT_ALLOWED"
    assert sorted(path for path in site.rglob("*")) == before


def test_unknown_paths_are_not_found(server: Server) -> None:
    for path in ("/api/v4/nothing", "/nothing", "/api/events", "/%ff%00", "/" + "a" * 5000, "//[x"):
        status, headers, body = server.ask(path)
        assert (status, headers["content-type"]) == (404, "application/json"), path
        assert json.loads(body)["error"]["code"] == "NOT_FOUND"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_other_names_of_this_machine_are_refused(server: Server, host: str) -> None:
    status, _, body = server.ask("/api/v4/monitors", headers={"Host": host})
    assert status == 421
    assert json.loads(body)["error"]["code"] == "MISDIRECTED_REQUEST"
    local = f"localhost:{server.port}"
    assert server.ask("/api/v4/monitors", headers={"Host": local})[0] == 200


def test_nothing_internal_leaks(server: Server) -> None:
    names = ("incidents", "incidents/3", "incidents/4", "incidents/4/comments", "monitors")
    paths = [f"/api/v4/{name}{end}" for name in names for end in ("", ".json")]
    paths += ["/api/v4/monitors/secret", "/api/v4/maintenances", "/api/build.json"]
    paths += ["/api/ops/incidents", "/api/ops/incidents/4", "/api/status?tag=api", "/api/incidents"]
    for path in paths:
        assert b"4711" not in server.ask(path)[2], path


def test_changes_are_seen_at_once(tmp_path: Path) -> None:
    site = write_site(tmp_path, {})
    server = Server(site, "--no-watch", "--api", now=NOW)
    try:
        assert json.loads(server.ask("/api/v4/incidents")[2]) == {"incidents": []}
        write_site(site, {"content/incidents/2026-01-19-outage/incident.md": INCIDENT})
        assert json.loads(server.ask("/api/v4/incidents/2")[2])["incident"]["title"] == "Outage"
        assert server.ask("/")[0] == 404
    finally:
        server.stop()


def test_the_built_site_is_served(server: Server) -> None:
    status, headers, body = server.ask("/")
    assert (status, body) == (200, b"<h1>All is well</h1>")
    assert headers["content-type"].startswith("text/html")
    assert server.ask("/style.css?v=1")[1]["content-type"].startswith("text/css")
    status, headers, _ = server.ask("/incidents/x")
    assert (status, headers["location"]) == (308, "/incidents/x/")
    assert server.ask("/incidents/x/")[2] == b"<h1>X</h1>"


@pytest.mark.parametrize(
    "path",
    [
        "/../monitors.yaml",
        "/..%2fmonitors.yaml",
        "/%2e%2e/monitors.yaml",
        "/x/../../monitors.yaml",
        "/link.yaml",
        "/.manifest.json",
        "//etc/passwd",
        "/%2fetc/passwd",
    ],
)
def test_nothing_outside_of_it_is(site: Path, server: Server, path: str) -> None:
    link = site / "public/link.yaml"
    if not link.is_symlink():
        link.symlink_to(site / "monitors.yaml")
    status, _, body = server.ask(path)
    assert status == 404
    assert b"4711" not in body


def test_without_api_only_the_site_is_served(site: Path) -> None:
    server = Server(site, "-o", "public", now=NOW)
    try:
        assert server.ask("/")[0] == 200
        assert server.ask("/api/v4/incidents")[0] == 404
    finally:
        server.stop()


def test_a_port_that_is_taken(site: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = [sys.executable, "-m", "statusgen", "serve", "--api", "--port", port]
        env = {**os.environ, "PYTHONPATH": ROOT}
        done = subprocess.run(words, capture_output=True, text=True, cwd=site, env=env, timeout=30)
    assert done.returncode == 75
    assert f"port {port} cannot be used" in done.stderr


def test_what_is_missing_is_said(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match="`statusgen build` makes it"):
        cli.main(["-C", str(tmp_path), "serve", "--no-watch"], standalone_mode=False)
    monkeypatch.setattr("statusgen.cli.serve.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'statusgen\[serve\]'"):
        cli.main(["-C", str(site), "serve", "--api"], standalone_mode=False)


def test_documents_of_many_files_need_no_built_site(server: Server) -> None:
    for path in ("/badge.svg", "/badges/uptime/api.json", "/metrics", "/metrics.txt"):
        assert server.ask(path)[0] == 200, path
    incident = json.loads(server.ask("/api/v2/incidents.json")[2])["incidents"][0]["id"]
    for path in (f"/api/v2/incidents/{incident}.json", f"/incidents/{incident}.json"):
        assert server.ask(path)[0] == 200, path
    assert server.ask("/badges/nobody.svg")[0] == 404


def test_an_id_of_any_length_is_only_not_there(server: Server) -> None:
    many = "9" * 5000
    for path in (f"incidents/{many}", f"incidents/{many}/comments", f"maintenances/{many}.json"):
        assert server.ask(f"/api/v4/{path}")[0] == 404
