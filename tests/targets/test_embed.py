"""What other sites show of this one: the page for frames, the script, the texts to copy."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.rendered import changed
from tests.sites import BASE
from tests.targets.pages import ROOT, Pages, one, planned, text, texts
from tests.targets.test_html import CONTENT, HOSTILE, OPEN

SITE = BASE["content/site.yaml"]
HOST = "https://shop.example/"
CALM = CONTENT | {f"{OPEN}/2026-01-16T1130Z.resolved.md": "Done."}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("site"), CONTENT)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("calm"), CALM)


# ------------------------------------------------------------------------------- the files


@pytest.mark.parametrize(
    ("prefix", "sentence"), [("", "API: partial outage"), ("de/", "Schnittstelle: Teilausfall")]
)
def test_a_frame_and_a_file_say_the_one_sentence(site: Pages, prefix: str, sentence: str) -> None:
    page = site[f"{prefix}embed/"]
    assert text(one(page, "//body")) == sentence
    link = one(page, "//h1/a")
    assert (link.get("href"), link.get("target"), link.get("rel")) == ("../", "_blank", "noopener")
    assert one(page, "//main").get("class") == "partial"
    assert texts(site[prefix], "//h1") == [sentence]
    assert json.loads(site.files[f"{prefix}embed/status.json"]) == {
        "state": "partial",
        "headline": sentence,
        "lang": prefix.rstrip("/") or "en",
    }


def test_a_frame_is_not_much_to_load(site: Pages) -> None:
    page = site["embed/"]
    assert not page.xpath("//script | //link | //img")
    assert len(gzip.compress(site.files["embed/index.html"], 9)) <= 2048
    assert len(site.files["embed.js"]) <= 600
    assert site.files["embed.js"] == site.files["de/embed.js"]
    assert "assets/embed.js" not in site.files


def test_only_what_is_said_changes_them(tmp_path: Path) -> None:
    def names(files: dict[str, str], now: str) -> set[str]:
        before = planned(tmp_path, CONTENT)
        found = changed(before, planned(tmp_path, files, now))
        return {name for name in found if "embed" in name}

    assert names(CONTENT, "2026-01-16T12:05Z") == set()
    assert names(CALM, "2026-01-16T12:05Z") == {"html/embed"}


# ------------------------------------------------------------------------- what to copy

COPIED = """\
[![Example Status](https://status.example.com/badge.svg)](https://status.example.com/)
<a href="https://status.example.com/"><img src="https://status.example.com/badge.svg" \
alt="Example Status"></a>
<iframe src="https://status.example.com/embed/" title="Example Status" width="100%" \
height="64" style="border:0;color-scheme:light dark" loading="lazy"></iframe>
<script src="https://status.example.com/embed.js" defer></script>"""


def test_the_texts_to_copy(site: Pages) -> None:
    page = site["subscribe/"]
    image = one(page, "//section[@aria-labelledby='embed']//img")
    assert (image.get("src"), image.get("alt")) == ("../badge.svg", "Example Status")
    assert "\n".join(texts(page, "//pre/code")) == COPIED
    assert one(page, "//h2[@id='embed']").text == "Badge and embed"
    german = texts(site["de/subscribe/"], "//pre/code")
    assert german[3] == '<script src="https://status.example.com/de/embed.js" defer></script>'


def test_a_monitor_has_a_badge_of_its_own(site: Pages) -> None:
    page = site["de/monitors/api/"]
    image = one(page, "//section[@aria-labelledby='badge']//img")
    assert image.get("src") == "../../../badges/api.svg"
    assert texts(page, "//pre/code")[0] == (
        "[![Status: Schnittstelle](https://status.example.com/badges/api.svg)]"
        "(https://status.example.com/de/monitors/api/)"
    )
    assert one(page, "//details//a").get("href") == "../../subscribe/#embed"


def test_without_badges_nothing_promises_any(tmp_path: Path) -> None:
    files = {"content/site.yaml": SITE + "api: {dialects: [kener-v4]}\n"}
    pages = Pages(tmp_path, files)
    assert not pages["monitors/api/"].xpath("//img | //details")
    assert len(texts(pages["subscribe/"], "//pre/code")) == 2


def test_hostile_names_stay_text_in_what_others_copy(tmp_path: Path) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    files = {"monitors.yaml": f"- {{tag: api, name: {quoted}}}\n"}
    markdown, html = texts(Pages(tmp_path, files)["monitors/api/"], "//pre/code")
    assert "<script>" not in html
    assert "\\<script\\>" in markdown


# --------------------------------------------------------------------- on another site

Shown = Callable[..., Any]


@pytest.fixture
def shown(browser: Any) -> Iterator[Shown]:
    """A page of another site, with the script of a status page on it; its errors fail the test."""
    contexts: list[Any] = []
    errors: list[str] = []

    def opened(pages: Pages | None, body: str, head: str = "", says: bytes = b"") -> Any:
        context = browser.new_context(viewport={"width": 400, "height": 300})
        contexts.append(context)

        def answer(route: Any) -> None:
            url = route.request.url
            if url == HOST:
                html = f"<!doctype html><title>Shop</title>{head}<body>{body}</body>"
                route.fulfill(body=html, content_type="text/html")
                return
            file = url.removeprefix(ROOT)
            if pages is None or (not says and file not in pages.files):
                route.abort()
                return
            content = says if says and file.endswith(".json") else pages.files[file]
            kind = "text/javascript" if file.endswith(".js") else "application/json"
            sent = {"Access-Control-Allow-Origin": "*"}
            route.fulfill(body=content, content_type=kind, headers=sent)

        context.route("**/*", answer)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(HOST)
        page.wait_for_load_state("networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


def script(prefix: str = "") -> str:
    return f'<script src="{ROOT}{prefix}embed.js" defer></script>'


def test_in_an_outage_there_is_a_link_where_the_script_stands(site: Pages, shown: Shown) -> None:
    page = shown(site, f"<p>Before {script('de/')} after</p>")
    assert page.locator("p").inner_text() == "Before Schnittstelle: Teilausfall after"
    link = page.get_by_role("link", name="Schnittstelle: Teilausfall")
    assert link.get_attribute("href") == f"{ROOT}de/"
    assert link.get_attribute("lang") == "de"
    assert link.get_attribute("class") == "statusgen partial"


def test_the_link_stands_in_the_element_for_it(site: Pages, shown: Shown) -> None:
    page = shown(site, "<p>Shop</p><footer data-statusgen>Us</footer>", head=script())
    assert page.locator("footer").inner_text() == "UsAPI: partial outage"
    page = shown(site, "<p>Shop</p>", head=script())
    assert page.locator("body").inner_text().split("\n")[0] == "API: partial outage"


def test_when_all_is_well_there_is_nothing(calm: Pages, shown: Shown) -> None:
    page = shown(calm, f"<p>Shop{script()}</p>")
    assert page.locator("a").count() == 0
    assert page.locator("body").inner_text() == "Shop"


@pytest.mark.parametrize("says", [b"<html>", b"null", b"{}", b'{"state": "major"}', b""])
def test_whatever_goes_wrong_there_is_nothing(site: Pages, shown: Shown, says: bytes) -> None:
    if says:
        page = shown(site, f"<p>Shop{script()}</p>", says=says)
    else:
        only = Pages.__new__(Pages)
        only.files = {"embed.js": site.files["embed.js"]}
        page = shown(only, f"<p>Shop{script()}</p>")
    assert page.locator("body").inner_text() == "Shop"
    assert shown(None, f"<p>Shop{script()}</p>").locator("a").count() == 0


def test_what_the_file_says_is_text_and_nothing_else(site: Pages, shown: Shown) -> None:
    says = {"state": "x", "headline": "<img src=x onerror=alert(1)>", "url": "javascript:alert(1)"}
    page = shown(site, f"<p>{script()}</p>", says=json.dumps(says).encode())
    assert page.locator("p").inner_text() == "<img src=x onerror=alert(1)>"
    assert page.locator("a").get_attribute("href") == ROOT
    assert page.locator("img").count() == 0
