"""The preview over HTTP: what a host would serve, whom it refuses, and how it ends."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from statusgen.build import Options, build
from tests.repositories import commit, git, repository
from tests.serving import Server
from tests.sites import instant, write_site
from tests.targets.test_html import CONTENT

NOW = "2026-01-20T12:00:00Z"
DEMO = Path(__file__).parent.parent.parent
OUTAGE = "content/incidents/2026-01-19-outage"
INCIDENT = "---\ntitle: Outage\nstart: 2026-01-19T10:00:00Z\nmonitors: {api: DOWN}\n---\nHelp.\n"
SETTINGS = "title: Example\nurl: https://example.com/infra/status\nlanguages: [en, de]\n"
FILES = {f"{OUTAGE}/incident.md": INCIDENT, "content/site.yaml": SETTINGS}
SCRIPT = re.compile(rb'<script src="/-/page\.js" data-at="\w+\.\d+\.\d+" defer></script>')


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(tmp_path_factory.mktemp("site"), FILES)


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[Server]:
    found = Server(site, now=NOW)
    yield found
    found.stop()


@pytest.mark.parametrize("name", ["demo", "tests"])
def test_a_preview_is_the_built_site_and_one_script(name: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    if name == "demo":
        shutil.copytree(DEMO / "content", root / "content")
        shutil.copy(DEMO / "monitors.yaml", root)
    else:
        write_site(root, CONTENT)
    now = "2026-11-21T12:00:00Z"
    assert build(root, tmp_path / "public", Options(instant(now))).published
    server = Server(root, now=now)
    try:
        for file in (tmp_path / "public").rglob("*"):
            path = file.relative_to(tmp_path / "public").as_posix()
            if file.is_file() and not path.startswith("."):
                status, headers, body = server.ask(f"/{path}")
                assert status == 200, path
                assert headers["cache-control"] == "no-store"
                bare = SCRIPT.sub(b"", body)
                assert bare == file.read_bytes(), path
                assert (bare != body) == path.endswith(".html"), path
    finally:
        server.stop()


@pytest.mark.parametrize("words", [(), ("--api",), ("--no-watch", "--api")])
def test_it_needs_no_folder_for_what_builds_remember(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    server = Server(write_site(tmp_path / "site", FILES), *words, now=NOW)
    try:
        path = "/api/v4/incidents" if "--api" in words else "/"
        assert server.ask(path)[0] == 200
    finally:
        server.stop()


def test_nothing_is_written(site: Path, server: Server) -> None:
    server.ask("/")
    assert not (site / "public").exists()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/status.txt", "text/plain; charset=utf-8"),
        ("/feed.atom", "application/atom+xml"),
        ("/feed.rss", "application/rss+xml"),
        ("/maintenance.ics", "text/calendar; charset=utf-8"),
        ("/badge.svg", "image/svg+xml"),
        ("/api/v4/incidents.json", "application/json"),
        ("/assets/statusgen.js?v=1", "text/javascript; charset=utf-8"),
        ("/metrics", "text/plain; charset=utf-8"),
    ],
)
def test_media_types(server: Server, path: str, kind: str) -> None:
    status, headers, _ = server.ask(path)
    assert (status, headers["content-type"]) == (200, kind)
    assert "access-control-allow-origin" not in headers


def test_folders_and_what_is_not_there(server: Server) -> None:
    for path in ("/incidents/2026-01-19-outage", "/de/history"):
        status, headers, _ = server.ask(path)
        assert (status, headers["location"]) == (308, f"{path}/")
        assert server.ask(f"{path}/")[0] == 200
    for path, lang in (("/nothing", "en"), ("/de/nothing/", "de"), ("/" + "a" * 9000, "en")):
        status, headers, body = server.ask(path)
        assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert f'lang="{lang}"'.encode() in body


def test_the_path_of_the_address_leads_here_too(server: Server) -> None:
    for path, target in (("/infra/status/", "/"), ("/infra/status/history/", "/history/")):
        status, headers, _ = server.ask(path)
        assert (status, headers["location"]) == (308, target)
    assert server.ask("/infra/status//evil.example")[1].get("location", "/x")[:2] != "//"


@pytest.mark.parametrize(
    "path",
    [
        "/../monitors.yaml",
        "/..%2fmonitors.yaml",
        "/%2e%2e/monitors.yaml",
        "/x/../../monitors.yaml",
        "/content/site.yaml",
        "/monitors.yaml",
        "/secret/passwd",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/-/../monitors.yaml",
        "/-/%2e%2e/api.py",
        "/-/../api.py",
        "/-/__init__.py",
        "/.statusgen.json",
        "/%ff%00",
        "/%00",
        "//[x",
    ],
)
def test_nothing_but_the_site_is_there(server: Server, path: str) -> None:
    status, _, body = server.ask(path)
    assert status == 404
    assert b"root:" not in body
    assert b"tag: api" not in body


OWN = ("/-/page.js", "/-/stream.js", "/-/bar.css")


def test_the_servers_own_files_are_for_its_own_pages(server: Server) -> None:
    own = {"Origin": f"http://127.0.0.1:{server.port}", "Sec-Fetch-Site": "same-origin"}
    foreign = [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://127.0.0.1:{server.port}"},
        {"Origin": f"http://127.0.0.1:{server.port + 1}"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ]
    for path in OWN:
        status, headers, _ = server.ask(path, headers=own)
        assert (status, headers["cross-origin-resource-policy"]) == (200, "same-origin")
        assert "access-control-allow-origin" not in headers
    for path in (*OWN, "/-/events", "/-/nothing"):
        for headers in foreign:
            assert server.ask(path, headers=headers)[0] == 403, (path, headers)
        for method in ("POST", "OPTIONS", "DELETE"):
            assert server.ask(path, method)[0] == 405
    assert server.ask("/-/nothing")[0] == 404


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_name_that_was_bent_to_this_machine_is_refused(server: Server, host: str) -> None:
    bent = {"Host": host, "Origin": f"http://{host}", "Sec-Fetch-Site": "same-origin"}
    for path in ("/", "/-/events", "/-/page.js", "/feed.atom"):
        assert server.ask(path, headers=bent)[0] == 421


def test_head_and_methods(server: Server) -> None:
    _, whole, body = server.ask("/")
    status, headers, nothing = server.ask("/", "HEAD")
    assert (status, nothing, headers["content-length"]) == (200, b"", str(len(body)))
    assert whole["content-length"] == str(len(body))
    for method in ("POST", "PUT", "DELETE"):
        assert server.ask("/", method, body=b"{}")[0] == 405


def test_the_apis_are_there_where_they_are_asked_for(site: Path, server: Server) -> None:
    assert server.ask("/api/v4/incidents")[0] == 404
    other = Server(site, "--api", now=NOW)
    try:
        status, headers, body = other.ask("/api/v4/incidents?monitor_tags=api")
        assert (status, headers["access-control-allow-origin"]) == (200, "*")
        assert [one["title"] for one in json.loads(body)["incidents"]] == ["Outage"]
        assert other.ask("/api/v4/nothing")[1]["content-type"] == "application/json"
        assert other.ask("/")[0] == 200
    finally:
        other.stop()


def test_the_apis_follow_the_files_as_the_pages_do(tmp_path: Path) -> None:
    site = write_site(tmp_path, FILES)
    server = Server(site, "--api", now=NOW)
    try:
        for title in ("Breakdown", "Collapse"):
            (site / OUTAGE / "incident.md").write_text(INCIDENT.replace("Outage", title))
            for _ in range(200):
                if title.encode() in server.ask(f"/{OUTAGE.removeprefix('content/')}/")[2]:
                    break
                time.sleep(0.05)
            (incident,) = json.loads(server.ask("/api/v4/incidents")[2])["incidents"]
            assert incident["title"] == title
            number = incident["id"]
            assert title.encode() in server.ask(f"/api/v4/incidents/{number}.json")[2]
    finally:
        server.stop()


def events(server: Server) -> tuple[http.client.HTTPConnection, Iterator[dict[str, object]]]:
    link = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    link.request("GET", "/-/events")
    answer = link.getresponse()
    assert answer.getheader("content-type", "").startswith("text/event-stream")
    lines = (line for line in iter(answer.readline, b"") if line.startswith(b"data: "))
    return link, (json.loads(line[6:]) for line in lines)


def test_the_stream_tells_what_is_shown_and_what_is_wrong(tmp_path: Path) -> None:
    site = write_site(tmp_path, FILES)
    server = Server(site, now=NOW)
    link, told = events(server)
    try:
        first = next(told)
        assert (first["number"], first["errors"], first["stale"]) == (1, 0, False)
        (site / OUTAGE / "incident.md").write_text(INCIDENT.replace("api", "apii"))
        wrong = next(told)
        assert (wrong["number"], wrong["errors"], wrong["stale"]) == (1, 1, True)
        (site / OUTAGE / "incident.md").write_text(INCIDENT)
        assert next(told) == {**first, "look": 0}
    finally:
        link.close()
        server.stop()


def shows(server: Server, path: str, status: int) -> bool:
    """Whether a path comes to have a status, within ten seconds."""
    for _ in range(200):
        if server.ask(path)[0] == status:
            return True
        time.sleep(0.05)
    return False


def test_a_content_folder_that_is_removed_and_made_again_is_followed(tmp_path: Path) -> None:
    site = write_site(tmp_path, FILES)
    server = Server(site, now=NOW)
    page = "/incidents/2026-01-19-outage/"
    try:
        for _ in range(2):
            assert shows(server, page, 200)
            shutil.rmtree(site / "content")
            assert shows(server, page, 404)
            write_site(site, FILES)
        assert shows(server, page, 200)
        (site / "monitors.yaml").unlink()
        assert "monitors.yaml" in server.said("; shown: as of")
        assert server.ask(page)[0] == 200
    finally:
        server.stop()


def test_each_change_is_told_on_the_terminal(tmp_path: Path) -> None:
    site = write_site(tmp_path, FILES)
    server = Server(site, now=NOW)
    try:
        assert re.search(
            r"^the site: 0\.\d\d s: 2 warnings$", server.said("the site: "), re.MULTILINE
        )
        (site / OUTAGE / "incident.md").write_text(INCIDENT.replace("api", "apii"))
        said = server.said("; shown: as of ")
        assert f"{OUTAGE}/incident.md:4:12: error: there is no monitor `apii`" in said
        assert re.search(
            rf"^{OUTAGE}/incident.md: 0\.\d\d s: 1 error and 2 warnings; shown", said, re.MULTILINE
        )
    finally:
        server.stop()


def test_what_the_clock_brings_is_shown(tmp_path: Path) -> None:
    soon = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3))
    planned = f"---\ntitle: Soon\nstart: {soon}\nduration: 1h\nmonitors: [api]\n---\n"
    site = write_site(tmp_path, {"content/maintenances/soon/maintenance.md": planned})
    server = Server(site)
    link, told = events(server)
    try:
        assert next(told)["number"] == 1
        assert next(told)["number"] == 2
        assert b"in progress" in server.ask("/status.txt")[2].lower()
    finally:
        link.close()
        server.stop()


def test_another_branch_is_one_change(tmp_path: Path) -> None:
    repository(tmp_path, FILES)
    git(tmp_path, "checkout", "--quiet", "-b", "many")
    for number in range(300):
        start = f"start: 2026-01-19T{number // 60:02}:{number % 60:02}"
        named = INCIDENT.replace("start: 2026-01-19T10:00", f"id: {number + 1}\n{start}")
        write_site(tmp_path, {f"content/incidents/number-{number}/incident.md": named, **FILES})
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "main")
    server = Server(tmp_path, now=NOW)
    try:
        for branch, status in (("many", 200), ("main", 404), ("many", 200)):
            git(tmp_path, "checkout", "--quiet", branch)
            assert shows(server, "/incidents/number-299/", status)
    finally:
        server.stop()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_cleanly_with_open_streams(
    tmp_path: Path, ending: signal.Signals
) -> None:
    server = Server(write_site(tmp_path, FILES), now=NOW)
    links = [events(server) for _ in range(3)]
    for _, told in links:
        next(told)
    server.said("the site")
    began = time.monotonic()
    server.process.send_signal(ending)
    assert server.process.wait(10) == (130 if ending is signal.SIGINT else -signal.SIGTERM)
    assert time.monotonic() - began < 2
    assert [list(told) for _, told in links] == [[], [], []]
    assert server.said("").strip() == ""
    for link, _ in links:
        link.close()
    server.stop()


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "statusgen", "-C", str(tmp_path), "serve", "--port", "0"]
    env = {**os.environ, "PYTHONPATH": str(DEMO)}
    done = subprocess.run(words, capture_output=True, text=True, env=env, timeout=30)
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no site in" in done.stderr


def test_links_out_of_the_site_are_not_followed(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", FILES)
    (tmp_path / "outside.md").write_text("---\ntitle: Outside\n---\nsecret-4711\n")
    (site / "content/pages").mkdir()
    (site / "content/pages/outside.md").symlink_to(tmp_path / "outside.md")
    server = Server(site, now=NOW)
    try:
        status, _, body = server.ask("/outside/")
        assert status == 503
        assert b"content/pages/outside.md" in body
        assert b"4711" not in body
    finally:
        server.stop()
