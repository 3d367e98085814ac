"""The description of the APIs: valid, true of every file of the example site, and of every read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import validate

from statusgen.dialects import DIALECTS, documents
from statusgen.dialects.dispatch import answer_read
from statusgen.dialects.openapi import ALWAYS, DESCRIBED, PATH, described, description
from statusgen.dialects.request import request_of
from statusgen.dialects.wire import encode
from statusgen.model.site import Settings
from statusgen.prepare import check
from statusgen.serve.api import Live
from statusgen.snapshot import Snapshot, take_snapshot
from statusgen.triage import leave_out
from tests.bench.generate import END, generate
from tests.rendered import rendered
from tests.sites import BASE, instant, snapshot_of, write_site

ROOT = Path(__file__).parent.parent.parent
NOW = instant("2026-10-20T21:10Z")
SITE = "content/site.yaml"
MANY = "content/incidents/2026-01-{:02}-outage/incident.md"
ALERT = """---
id: {}
title: Outage
start: 2026-01-{:02}T10:00:00Z
monitors: {{api: DOWN}}
oncall: {{dedup_key: k, priority: P1}}
---
Nothing works.
"""

Json = dict[str, Any]

ONLY_ABOVE_1000 = {"/api/v4/incidents/all.json", "/api/incident/all.json"}
"""Lists that a small site has no need of."""


def at(root: Path, now: int) -> Snapshot:
    return take_snapshot(leave_out(*check(root, now)), now)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A site that speaks everything, with its on-call side published."""
    said = "---\nstate: acknowledged\n---\nWe look at it.\n"
    files = {
        SITE: BASE[SITE] + "oncall: {publish: true}\n",
        MANY.format(14): ALERT.format(7, 14),
        "content/incidents/2026-01-14-outage/2026-01-14T1005Z.md": said,
    }
    return snapshot_of(tmp_path_factory.mktemp("site"), files, "2026-01-15T12:00Z")


@pytest.fixture(scope="module")
def example() -> Snapshot:
    """The example site of this project."""
    return at(ROOT, NOW)


def document_of(snapshot: Snapshot) -> tuple[Json, Mapping[str, bytes]]:
    """The description of a site, and all files by their paths."""
    files = {f"/{path}": content for path, content in rendered(documents(snapshot)).items()}
    return json.loads(files[f"/{PATH}"]), files


def pattern(template: str) -> re.Pattern[str]:
    """What a path with names in braces stands for."""
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(f"(?P<{one}>[^/]+)" if n % 2 else re.escape(one) for n, one in enumerate(parts))
    )


def places(about: Json) -> Iterator[tuple[str, str, Json]]:
    """Every path, the path of its file, and its operation; those without names come first."""
    for path, item in sorted(about["paths"].items(), key=lambda one: "{" in one[0]):
        yield path, item["get"].get("x-static", path), item["get"]


def place_of(file: str, about: Json) -> tuple[str, Json, dict[str, str]] | None:
    for path, static, operation in sorted(places(about), key=lambda one: "{" in one[1]):
        found = pattern(static).fullmatch(file)
        if found:
            return path, operation, found.groupdict()
    return None


def validator(about: Json, operation: Json, status: str = "200") -> Draft202012Validator:
    ((_, media),) = operation["responses"][status]["content"].items()
    schema = {**media["schema"], "components": about["components"]}
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("names", [*[(one, ALWAYS) for one in DESCRIBED], tuple(DESCRIBED)])
def test_it_is_openapi_whatever_dialects_are_on(names: tuple[str, ...]) -> None:
    about = description(tuple(dict.fromkeys(names)), "Example", "https://x.example/s/", "1.0")
    validate(about)
    assert about["servers"] == [{"url": "https://x.example/s"}]
    ids = [item["get"]["operationId"] for item in about["paths"].values()]
    assert len(ids) == len(set(ids))


def test_every_dialect_is_described() -> None:
    assert set(DESCRIBED) == set(DIALECTS) - {"openapi"}


@pytest.mark.parametrize(
    ("settings", "names"),
    [
        (Settings(dialects=()), ("build",)),
        (Settings(dialects=("kamu", "oncall")), ("kamu", "build")),
        (Settings(dialects=("oncall",), oncall_publish=True), ("oncall", "build")),
        (Settings(), tuple(one for one in DESCRIBED if one != "oncall")),
    ],
)
def test_site_yaml_says_what_is_in_it(settings: Settings, names: tuple[str, ...]) -> None:
    assert described(settings) == names


def test_it_depends_on_nothing_but_the_settings(tmp_path: Path) -> None:
    before = document_of(snapshot_of(tmp_path, {}, "2026-01-15T12:00Z"))[0]
    files = {MANY.format(14): ALERT.format(7, 14)}
    assert document_of(snapshot_of(tmp_path, files, "2026-01-16T12:00Z"))[0] == before


@pytest.mark.parametrize("site", ["example", "published"])
def test_every_file_is_as_described(site: str, request: pytest.FixtureRequest) -> None:
    about, files = document_of(request.getfixturevalue(site))
    used = set()
    for file, content in files.items():
        if file == "/metrics":
            assert content == files["/metrics.txt"]
            continue
        found = place_of(file, about)
        assert found, f"{file} is not described"
        path, operation, _ = found
        used.add(path)
        value = content.decode() if not file.endswith(".json") else json.loads(content)
        errors = [one.message for one in validator(about, operation).iter_errors(value)]
        assert not errors, f"{file}: {errors[:3]}"
    live_only = {"/api/status", "/api/incident"}
    never = about["paths"].keys() - used - live_only - ONLY_ABOVE_1000
    assert not never or (site == "published" and "/api/v4/incidents" not in never)


def test_the_lists_of_a_large_site_are_as_described(tmp_path: Path) -> None:
    generate(tmp_path / "site", 1001)
    about, files = document_of(at(tmp_path / "site", int(END.timestamp())))
    for path in ONLY_ABOVE_1000:
        _, operation, _ = place_of(path, about) or ("", {}, {})
        assert validator(about, operation).is_valid(json.loads(files[path])), path


@pytest.mark.parametrize("site", ["example", "published"])
def test_every_path_answers_live(site: str, request: pytest.FixtureRequest) -> None:
    snapshot = request.getfixturevalue(site)
    about, files = document_of(snapshot)
    asked = set()
    for file in files:
        found = place_of(file, about)
        if found is None or found[0] in asked or found[0].endswith((".json", ".svg", ".txt")):
            continue
        path, operation, words = found
        asked.add(path)
        answer = answer_read(request_of("GET", path.format(**words)), snapshot)
        assert answer.status == 200, path
        validator(about, operation).validate(json.loads(encode(answer.document)))
        static = answer_read(request_of("GET", file), snapshot)
        assert static.status == 200 or "ops" in file, file
    assert asked >= {"/api/v4/incidents/{incident_id}", "/api/incidents/{id}"}


@pytest.mark.parametrize(
    ("url", "path", "status"),
    [
        ("/api/status?tag=api", "/api/status", "200"),
        ("/api/status?tag=nobody", "/api/status", "200"),
        ("/api/status", "/api/status", "400"),
        ("/api/incident?state=closed", "/api/incident", "200"),
        ("/api/incident?state=maybe", "/api/incident", "400"),
        ("/api/incident/x", "/api/incident/{incidentNumber}", "400"),
        ("/api/incident/9", "/api/incident/{incidentNumber}", "404"),
        ("/api/v4/incidents/9", "/api/v4/incidents/{incident_id}", "404"),
        ("/api/v4/incidents/7/comments/x", "/api/v4/incidents/{incident_id}/comments/{comment_id}", "400"),
        ("/api/v4/monitors/nobody", "/api/v4/monitors/{tag}", "404"),
        ("/api/v4/maintenances/events?limit=1", "/api/v4/maintenances/events", "200"),
        ("/api/incidents/inc_9", "/api/incidents/{id}", "404"),
        ("/api/ops/incidents/9", "/api/ops/incidents/{id}", "404"),
    ],
)  # fmt: skip
def test_errors_and_queries_are_described_too(
    published: Snapshot, url: str, path: str, status: str
) -> None:
    about, _ = document_of(published)
    answer = answer_read(request_of("GET", url), published)
    assert str(answer.status) == status
    validator(about, about["paths"][path]["get"], status).validate(
        json.loads(encode(answer.document))
    )


def test_files_answer_on_serve_as_well(tmp_path: Path) -> None:
    write_site(tmp_path, {MANY.format(14): ALERT.format(7, 14)})
    live = Live(tmp_path, lambda: instant("2026-01-15T12:00Z"))
    about, files = document_of(live.view()[0])
    assert json.loads(live.document(PATH) or b"") == about
    assert [file for file, content in files.items() if live.document(file[1:]) != content] == []
