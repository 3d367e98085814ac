"""The page that writes reports, in a browser: what it hands to each host passes check and builds."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statusgen.build import Options, build, check
from statusgen.content.load import load
from statusgen.diagnostics import Level
from statusgen.model.lifecycle import MAY_FOLLOW, ON_CALL, State
from statusgen.model.slugs import slugify
from tests.sites import instant, write_site
from tests.targets.pages import ROOT, Pages, file_of, one, texts
from tests.targets.test_html import CONTENT, OPEN, SITE

NOW = "2026-01-16T12:05:30Z"
HOSTS = {
    "github": "https://github.com/example/status/new/main",
    "gitlab": "https://gitlab.com/example/status/-/new/main",
    "gitea": "https://git.example.org/example/status/_new/main/",
}
WORK = "content/maintenances/2026-01-20-upgrade"
REPOSITORY = 'repository: {host: github, url: "https://github.com/example/status"}'
Opened = Callable[..., Any]


def content(host: str, more: str = "") -> dict[str, str]:
    """The site of the pages' tests in a repository at a host."""
    url = HOSTS[host].partition("/example/status")[0] + "/example/status"
    ours = f'repository: {{host: {host}, url: "{url}"{more}}}'
    assert REPOSITORY in CONTENT["content/site.yaml"]
    return CONTENT | {"content/site.yaml": CONTENT["content/site.yaml"].replace(REPOSITORY, ours)}


@dataclass(frozen=True)
class Handed:
    """What a host was given: the address without its query, the path of the file, its content."""

    address: str
    file: str
    content: str


@pytest.fixture
def visit(browser: Any) -> Iterator[Opened]:
    """Opens a page of a site; whatever is elsewhere is the host, which shows nothing."""
    contexts: list[Any] = []
    errors: list[str] = []

    def opened(pages: Pages, address: str = "manage/", at: str = NOW, **reader: Any) -> Any:
        context = browser.new_context(**{"timezone_id": "Asia/Tokyo", **reader})
        contexts.append(context)

        def answer(route: Any) -> None:
            url = route.request.url
            path = file_of(url.removeprefix(ROOT).partition("?")[0])
            if not url.startswith(ROOT):
                route.fulfill(body="<title>Host</title>", content_type="text/html")
            elif path == "api/build.json":
                route.fulfill(json={"generated_at": NOW})
            else:
                kinds = {"html": "text/html", "js": "text/javascript", "svg": "image/svg+xml"}
                kind = kinds[path.rpartition(".")[2]]
                route.fulfill(body=pages.files[path], content_type=f"{kind}; charset=utf-8")

        context.route("**/*", answer)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        page.on("console", lambda message: errors.append(message.text))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.clock.set_fixed_time(at)
        page.goto(ROOT + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("site"), content("github"))


def handed(page: Any) -> Handed:
    """Goes on to the host; what its link cannot hold is in the clipboard."""
    page.get_by_role("link", name="Continue on").click()
    page.wait_for_url(lambda url: not url.startswith(ROOT))
    parts = urlsplit(page.url)
    query = parse_qs(parts.query, keep_blank_values=True)
    (file,) = query.get("filename") or query["file_name"]
    (text,) = query.get("value", [""])
    text = text or page.evaluate("navigator.clipboard.readText()")
    return Handed(page.url.partition("?")[0], file, text)


def problems(root: Path, at: str = NOW) -> list[str]:
    """The errors that check finds in the site."""
    found = check(root, instant(at))[1]
    return [f"{one.where.file}: {one.message}" for one in found if one.level is Level.ERROR]


def saved(root: Path, host: str, found: Handed) -> Path:
    """The site with the file in it, in which check finds no error and which can be built."""
    assert found.address == HOSTS[host]
    write_site(root / "site", content(host) | {found.file: found.content})
    assert problems(root / "site") == []
    assert build(root / "site", root / "public", Options(instant(NOW))).published
    return root / "public"


def fill(page: Any, **fields: str) -> None:
    for name, value in fields.items():
        field = page.locator(f"#{name.replace('_', '-')}")
        if field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)


# --------------------------------------------------------------- what each host is handed


@pytest.mark.parametrize("host", HOSTS)
def test_a_new_incident(tmp_path: Path, visit: Opened, host: str) -> None:
    page = visit(Pages(tmp_path, content(host)))
    fill(page, title="Übertragung: 1 of 3 fails", on_api="PARTIAL", on_website="DEGRADED")
    fill(page, message="One upload in three fails.\n\nWe are **looking** for the cause.")
    found = handed(page)
    assert found.file == (
        "content/incidents/2026/2026-01-16-uebertragung-1-of-3-fails/incident.md"
    )
    assert found.content == (
        '---\ntitle: "Übertragung: 1 of 3 fails"\nstart: 2026-01-16T12:05:00Z\nmonitors:\n'
        "  api: PARTIAL\n  website: DEGRADED\n---\nOne upload in three fails.\n\n"
        "We are **looking** for the cause.\n"
    )
    public = saved(tmp_path, host, found)
    assert (public / "incidents/2026-01-16-uebertragung-1-of-3-fails/index.html").is_file()


@pytest.mark.parametrize("host", HOSTS)
def test_an_update_from_the_page_of_the_incident(
    tmp_path: Path, visit: Opened, host: str
) -> None:
    page = visit(Pages(tmp_path, content(host)), "incidents/2026-01-16-api/")
    page.get_by_role("link", name="Post an update").click()
    assert page.locator("#which").input_value() == "2026-01-16-api"
    fill(page, state="identified", on_api="DEGRADED", message="It was not the disk after all.")
    found = handed(page)
    assert found.file == f"{OPEN}/2026-01-16T120530Z.identified.md"
    assert found.content == (
        "---\nmonitors:\n  api: DEGRADED\n---\nIt was not the disk after all.\n"
    )
    public = saved(tmp_path, host, found)
    assert "not the disk" in (public / "incidents/2026-01-16-api/index.html").read_text()


@pytest.mark.parametrize("host", HOSTS)
def test_a_resolution(tmp_path: Path, visit: Opened, host: str) -> None:
    page = visit(Pages(tmp_path, content(host)), "manage/#update-2026-01-16-api")
    fill(page, state="resolved", message="All is well.")
    assert not page.locator("#on-api").is_visible()
    found = handed(page)
    assert found == Handed(HOSTS[host], f"{OPEN}/2026-01-16T120530Z.resolved.md", "All is well.\n")
    public = saved(tmp_path, host, found)
    assert "Resolved" in (public / "incidents/2026-01-16-api/index.html").read_text()


@pytest.mark.parametrize("host", HOSTS)
def test_a_maintenance(tmp_path: Path, visit: Opened, host: str) -> None:
    page = visit(Pages(tmp_path, content(host)))
    page.get_by_label("Maintenance", exact=True).check()
    fill(page, title="New switches", on_website="MAINTENANCE", when="2026-01-24T10:00", lasts="2h")
    found = handed(page)
    assert found.file == "content/maintenances/2026-01-24-new-switches/maintenance.md"
    assert found.content == (
        '---\ntitle: "New switches"\nstart: 2026-01-24T01:00:00Z\nduration: 2h\nmonitors:\n'
        "  website: MAINTENANCE\n---\n"
    )
    public = saved(tmp_path, host, found)
    assert (public / "maintenances/2026-01-24-new-switches/index.html").is_file()
