"""Every URL that a client knows without `.json`, on hosts that read a file of rules."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

import pytest

from statusgen.content.load import load
from statusgen.dialects import documents, routes
from statusgen.dialects.dispatch import answer_read
from statusgen.dialects.request import Request
from statusgen.output import publish
from statusgen.series import artifacts
from statusgen.snapshot import Snapshot, take_snapshot
from tests.rendered import rendered
from tests.sites import BASE, instant, snapshot_of

DEMO = Path(__file__).parents[2]
NOW = "2026-01-16T12:00Z"
SITE = "content/site.yaml"

ALERT = "content/incidents/2026-01-15-disk/"
WORLD = {
    SITE: BASE[SITE] + "oncall: {publish: true}\n",
    "content/incidents/2026-01-14-slow/incident.md": "---\ntitle: Slow\nstart: 2026-01-14T10:00Z\n"
    "monitors: {api: DOWN}\n---\nIt is slow.",
    "content/incidents/2026-01-14-slow/2026-01-14T1100Z.resolved.md": "Over.",
    f"{ALERT}incident.md": "---\ntitle: Disk\nstart: 2026-01-15T10:00Z\n"
    "oncall: {routing_key: api}\n---\nFull.",
    f"{ALERT}2026-01-15T1100Z.acknowledged.md": "We look.",
    "content/maintenances/work/maintenance.md": "---\ntitle: Work\nstart: 2026-01-20T02:00Z\n"
    "duration: 1h\nmonitors: [api]\n---\nWe work.",
}

KNOWN = (
    "/api/v4/incidents",
    "/api/v4/incidents/*",
    "/api/v4/incidents/*/comments",
    "/api/v4/incidents/*/comments/*",
    "/api/v4/monitors",
    "/api/v4/monitors/*",
    "/api/v4/maintenances",
    "/api/v4/maintenances/events",
    "/api/v4/maintenances/*",
    "/api/v4/maintenances/*/events",
    "/api/status",
    "/api/incident",
    "/api/incident/*",
    "/api/incident/*/comment",
    "/api/incidents",
    "/api/incidents/*",
    "/api/ops/incidents",
    "/api/ops/incidents/*",
)
"""The shapes of all URLs, as the documentations of these APIs have them."""


def world(tmp_path: Path) -> Snapshot:
    return snapshot_of(tmp_path / "world", WORLD, NOW)


def demo(_: Path) -> Snapshot:
    site = load(DEMO).site
    settings = replace(site.settings, oncall_publish=True, languages=())
    return take_snapshot(replace(site, settings=settings), instant("2026-11-20T12:00Z"))


def hosted(snapshot: Snapshot, rules: str, url: str = "") -> Snapshot:
    settings = snapshot.settings
    return replace(snapshot, settings=replace(settings, host_rules=rules, url=url or settings.url))


def exact_urls(snapshot: Snapshot, files: Mapping[str, bytes]) -> dict[str, str]:
    """The file of each URL without `.json` that the live API answers, and that has a file.

    Kener 1 wants a tag behind `/api/status`; a host that cannot look at it has all of them there.
    """
    return {"/api/status": "api/status.json"} | {
        f"/{name.removesuffix('.json')}": name
        for name in files
        if name.startswith("api/") and name.endswith(".json")
        if answer_read(Request("GET", f"/{name.removesuffix('.json')}"), snapshot).status == 200
    }


Host = Callable[[str], bytes | None]
Rule = tuple[str, str, str]


def netlify(files: Mapping[str, bytes]) -> Host:
    """Files win over rules; the first rule that matches path and query is taken."""
    rules = rules_in(files)

    def ask(url: str) -> bytes | None:
        asked = urlsplit(url)
        if asked.path[1:] in files:
            return files[asked.path[1:]]
        query = dict(parse_qsl(asked.query))
        for path, wanted, target in rules:
            words = matched(path, asked.path)
            key, _, word = wanted.partition("=")
            if words is None or (key and key not in query):
                continue
            return files.get(filled(target, words | ({word[1:]: query[key]} if key else {})))
        return None

    return ask


def cloudflare(files: Mapping[str, bytes]) -> Host:
    """Rules win over files, those without words over those with; a query is not looked at."""
    rules = sorted(rules_in(files), key=lambda rule: ":" in rule[0])
    assert all(not query for _, query, _ in rules)
    assert len([path for path, _, _ in rules if ":" in path]) <= 100

    def ask(url: str) -> bytes | None:
        path = urlsplit(url).path
        for asked, _, target in rules:
            words = matched(asked, path)
            if words is not None:
                return files.get(filled(target, words))
        return files.get(path[1:])

    return ask


def rules_in(files: Mapping[str, bytes]) -> list[Rule]:
    """Path, query and target of each line of `_redirects`; all are rewrites."""
    found = []
    for line in files["_redirects"].decode().splitlines():
        path, *query, target, status = line.split()
        assert status == "200", line
        found.append((path, "".join(query), target))
    assert len({rule[:2] for rule in found}) == len(found)
    return found


def matched(rule: str, path: str) -> dict[str, str] | None:
    shape = re.sub(r":([A-Za-z]\w*)", r"(?P<\1>[^/]+)", rule.replace(".", r"\."))
    found = re.fullmatch(shape, path)
    return found.groupdict() if found else None


def filled(target: str, words: Mapping[str, str]) -> str:
    return re.sub(r":([A-Za-z]\w*)", lambda word: words[word[1]], target)[1:]


@pytest.mark.parametrize("site", [world, demo])
@pytest.mark.parametrize("host", [netlify, cloudflare])
def test_every_url_is_answered_by_its_file_and_every_file_is_still_itself(
    tmp_path: Path,
    site: Callable[[Path], Snapshot],
    host: Callable[[Mapping[str, bytes]], Host],
) -> None:
    snapshot = hosted(site(tmp_path), host.__name__)
    files = rendered(documents(snapshot))
    ask = host(files)
    for url, name in exact_urls(snapshot, files).items():
        assert ask(url) == files[name], url
    for name in files:
        assert ask(f"/{name}") == files[name], name
    assert ask("/api/v4/incidents/999") is None
    assert ask("/api/incident/999/comment") is None


def test_the_urls_are_those_of_the_documentations(tmp_path: Path) -> None:
    snapshot = world(tmp_path)
    urls = exact_urls(snapshot, rendered(documents(snapshot)))
    shapes = [re.compile(re.escape(known).replace(r"\*", "[^/]+")) for known in KNOWN]
    assert all(any(shape.fullmatch(url) for url in urls) for shape in shapes)
    assert all(any(shape.fullmatch(url) for shape in shapes) for url in urls)


def test_netlify_can_ask_for_one_monitor_and_cloudflare_answers_with_all(tmp_path: Path) -> None:
    files = rendered(documents(hosted(world(tmp_path), "netlify")))
    assert netlify(files)("/api/status?tag=api") == files["api/status/api.json"]
    assert netlify(files)("/api/status?tag=secret") is None
    files = rendered(documents(hosted(world(tmp_path), "cloudflare")))
    assert cloudflare(files)("/api/status?tag=api") == files["api/status.json"]


def test_rules_are_one_for_each_shape_and_no_document_is_there_twice(tmp_path: Path) -> None:
    plain = rendered(documents(world(tmp_path)))
    for host, name in (
        ("netlify", "_redirects"),
        ("cloudflare", "_redirects"),
        ("nginx", "nginx.conf"),
        ("caddy", "caddyfile"),
    ):
        files = rendered(documents(hosted(world(tmp_path), host)))
        assert files.keys() - plain.keys() == {name}
        small = rendered(documents(hosted(demo(tmp_path), host)))
        assert small[name] == files[name]


def test_rules_only_for_what_is_published(tmp_path: Path) -> None:
    silent = BASE[SITE] + "oncall: {publish: false}\nhosting: {rules: netlify}\n"
    everything = snapshot_of(tmp_path / "one", {SITE: silent}, NOW)
    assert not [route for route in routes(everything) if "/ops/" in route]
    chosen = silent + "api: {dialects: [kamu]}\n"
    files = rendered(documents(snapshot_of(tmp_path / "two", {SITE: chosen}, NOW)))
    assert files["_redirects"].decode().splitlines() == [
        "/api/incidents /api/incidents.json 200",
        "/api/incidents/:id /api/incidents/:id.json 200",
    ]
    none = silent + "api: {dialects: [badges]}\n"
    assert "_redirects" not in rendered(
        documents(snapshot_of(tmp_path / "three", {SITE: none}, NOW))
    )


NGINX = """\
daemon off;
master_process off;
pid {work}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include "{rules}";
    }}
}}
"""
CADDY = """\
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	root * {root}
	import "{rules}"
	file_server
}}
"""
SERVERS = {
    "nginx": (NGINX, "nginx.conf", ("nginx", "-e", "stderr", "-p", "{work}", "-c", "{config}")),
    "caddy": (
        CADDY,
        "caddyfile",
        ("caddy", "run", "--adapter", "caddyfile", "--config", "{config}"),
    ),
}


@contextmanager
def running(server: str, work: Path, root: Path, base: str) -> Iterator[int]:
    """The port of a real server with the published rules in its configuration."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config, name, command = SERVERS[server]
    file = work / "config"
    rules = root / base / name
    file.write_text(config.format(work=work, port=port, root=root, rules=rules))
    words = [word.format(work=work, config=file) for word in command]
    home = {"HOME": str(work), "PATH": "/usr/sbin:/usr/bin:/bin:/usr/local/bin"}
    with (work / "log").open("wb") as log:
        process = subprocess.Popen(words, env=home, stdout=log, stderr=log)
    try:
        _wait(port, process, work / "log")
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(200):
        assert process.poll() is None, log.read_text()
        with socket.socket() as link:
            if link.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(log.read_text())


def connection(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=20)


def asked(link: http.client.HTTPConnection, url: str) -> tuple[int, str, bytes]:
    """Status, media type and body."""
    link.request("GET", quote(url, safe="/?=%"))
    answer = link.getresponse()
    return answer.status, answer.getheader("Content-Type", ""), answer.read()


@pytest.mark.parametrize("base", ["", "unser stätus/"])
@pytest.mark.parametrize("server", SERVERS)
def test_real_servers_answer_every_url(tmp_path: Path, server: str, base: str) -> None:
    if shutil.which(server, path="/usr/sbin:/usr/bin:/bin:/usr/local/bin") is None:
        pytest.skip(f"{server} is not installed")
    snapshot = hosted(world(tmp_path), server, f"https://example.com/{quote(base)}")
    files = rendered(documents(snapshot))
    root = tmp_path / "root"
    publish(artifacts(documents(snapshot)), root / base if base else root)
    for folder in (root, tmp_path):
        (folder / "outside.json").write_text("{}")
    (root / base / "embed").mkdir()
    (root / base / "embed" / "status.json").write_text("{}")
    with running(server, tmp_path, root, base) as port, closing(connection(port)) as link:
        link.request("GET", quote(f"/{base}embed/status.json"))
        with link.getresponse() as embed:
            assert embed.read() == b"{}"
            assert embed.getheader("Access-Control-Allow-Origin") == "*"
        for url, name in exact_urls(snapshot, files).items():
            for path in (url[1:], f"{url[1:]}.json", f"{url[1:]}?page=1"):
                assert asked(link, f"/{base}{path}") == (200, "application/json", files[name]), path
        one = asked(link, f"/{base}api/status?tag=api")
        assert one == (200, "application/json", files["api/status/api.json"])
        assert asked(link, f"/{base}api/v4/incidents/999")[0] == 404
        assert asked(link, f"/{base}api/status?tag=secret")[0] == 404
        for escape in ("../../outside", "../../../outside", "..%2f..%2foutside", "/etc/passwd"):
            assert asked(link, f"/{base}api/status?tag={escape}")[2] != b"{}", escape


def test_nginx_and_caddy_are_told_the_same(tmp_path: Path) -> None:
    nginx = rendered(documents(hosted(world(tmp_path), "nginx")))["nginx.conf"].decode()
    assert 'location "/api/" {' in nginx
    assert 'location = "/api/status" {' in nginx
    assert "try_files $uri $uri.json =404;" in nginx
    caddy = rendered(documents(hosted(world(tmp_path), "caddy")))["caddyfile"].decode()
    assert 'handle "/api/*" {' in caddy
    assert "try_files {path} {path}.json" in caddy
    assert "rewrite @tag {path}/{query.tag}.json" in caddy


def test_other_sites_may_read_what_their_script_asks_for(tmp_path: Path) -> None:
    files = {SITE: WORLD[SITE] + "languages: [en, de]\n"}
    for host, folders in (
        ("nginx", ('location "/embed/" {', 'location "/de/embed/" {')),
        ("caddy", ('header "/embed/*" Access-Control-Allow', 'header "/de/embed/*" Access-Con')),
    ):
        snapshot = hosted(snapshot_of(tmp_path, {**WORLD, **files}, NOW), host)
        (rules,) = (one for one in artifacts(documents(snapshot)) if one.name == "rules")
        text = dict(rules.render(*rules.inputs)).popitem()[1].decode()
        assert all(folder in text for folder in folders)
