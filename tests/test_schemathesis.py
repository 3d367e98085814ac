"""`statusgen serve --api` asked at random, as its own description says it may be, and otherwise."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.schemas import BaseSchema

from statusgen.dialects.openapi import DESCRIBED, words_of
from statusgen.dialects.openapi.words import TAG
from statusgen.serve.api import Live
from statusgen.serve.application import application
from statusgen.serve.files import Folder
from tests.sites import BASE, instant, write_site
from tests.tools import FULL

load_all_checks()

EXAMPLES = 100 if FULL else 8
LOCAL = {"Host": "localhost"}
CHECKED: Any = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
    ]
)
PATHS = sorted(path for about in map(words_of, DESCRIBED) for path in about.PATHS)
STRICT = sorted(
    path
    for about in map(words_of, DESCRIBED)
    for path, item in about.PATHS.items()
    if any(
        one["in"] == "query" or one["schema"] is not TAG
        for one in item["get"].get("parameters", ())
    )
)
"""Where a request may be nonsense: any word may be a tag."""

FILES = {
    "content/site.yaml": BASE["content/site.yaml"] + "oncall: {publish: true}\n",
    "content/incidents/2026-01-14-outage/incident.md": (
        "---\nid: 7\ntitle: Outage\nstart: 2026-01-14T10:00:00Z\nmonitors: {api: DOWN}\n"
        "oncall: {dedup_key: k}\n---\nNothing works.\n"
    ),
    "content/maintenances/work/maintenance.md": (
        "---\nid: 8\ntitle: Work\nstart: 2026-01-16T02:00Z\nduration: 1h\nmonitors: [api]\n---\n"
    ),
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> BaseSchema:
    """A site as it is served; nothing is built."""
    root = write_site(tmp_path_factory.mktemp("site"), FILES)
    now = instant("2026-01-15T12:00Z")
    app = application(Folder(root / "public"), Live(root, lambda: now))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=LOCAL)


def ask(api: Any, path: str, mode: GenerationMode) -> None:
    @given(case=api[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    def every_answer_is_as_described(case: Case[Any]) -> None:
        case.call_and_validate(headers=LOCAL, checks=CHECKED)

    every_answer_is_as_described()


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_the_answer_is_as_described(api: BaseSchema, path: str) -> None:
    ask(api, path, GenerationMode.POSITIVE)


@pytest.mark.parametrize("path", STRICT)
def test_nonsense_is_answered_as_described_too(api: BaseSchema, path: str) -> None:
    ask(api, path, GenerationMode.NEGATIVE)
