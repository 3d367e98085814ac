"""The preview in a browser: open pages follow the files, and say what is wrong with them."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serving import Server
from tests.sites import write_site

NOW = "2026-01-20T12:00:00Z"
OUTAGE = "content/incidents/2026-01-19-outage"
INCIDENT = "---\ntitle: Outage\nstart: 2026-01-19T10:00:00Z\nmonitors: {api: DOWN}\n---\nHelp.\n"
COMMENT = f"{OUTAGE}/2026-01-19T1100Z.identified.md"
LONG = "\n\n".join(f"Paragraph {number}." for number in range(200))
FILES = {
    f"{OUTAGE}/incident.md": INCIDENT,
    "content/pages/long.md": f"---\ntitle: Long\n---\n{LONG}",
}
Visit = Callable[..., Any]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", FILES)


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    found = Server(site, now=NOW)
    yield found
    found.stop()


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    """Opens pages in one browser window; whatever a page writes into its console fails the test.

    Not so what is asked for in its own time, when the server may have been stopped: an icon by the
    browser, the time of the build by the page.
    """
    context = browser.new_context()
    errors: list[str] = []

    def opened(address: str) -> Any:
        page = context.new_page()
        page.on(
            "console", lambda message: errors.append(f"{message.text} {message.location['url']}")
        )
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        return page

    yield opened
    context.close()
    stopped = ("503", "favicon", "ERR_CONNECTION_REFUSED")
    assert [one for one in errors if not any(word in one for word in stopped)] == []


def bar(page: Any) -> Any:
    return page.locator("statusgen-preview details")


def write(site: Path, name: str, words: str) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_text(words)


def until(holds: Callable[[], bool], page: Any) -> None:
    """Waits for something that a page's policy lets nobody wait for in the page."""
    for _ in range(200):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come about")


def test_an_edit_is_shown_by_the_open_page(site: Path, server: Server, visit: Visit) -> None:
    page = visit(server.address + "incidents/2026-01-19-outage/")
    write(site, COMMENT, "A full disk.")
    page.get_by_text("A full disk.").wait_for()
    write(site, COMMENT, "An empty disk.")
    page.get_by_text("An empty disk.").wait_for()
    assert bar(page).count() == 0


def test_every_tab_follows(site: Path, server: Server, visit: Visit) -> None:
    pages = [
        visit(server.address + name) for name in ("", "history/", "incidents/2026-01-19-outage/")
    ]
    pages += [visit(server.address) for _ in range(5)]  # browsers allow a server six connections
    write(site, f"{OUTAGE}/incident.md", INCIDENT.replace("Outage", "Breakdown"))
    for page in pages:
        page.get_by_text("Breakdown").first.wait_for()


def test_what_is_wrong_is_said_in_the_page_and_the_last_good_site_stays(
    site: Path, server: Server, visit: Visit
) -> None:
    page = visit(server.address)
    page.get_by_text("Outage").first.wait_for()
    write(site, f"{OUTAGE}/incident.md", INCIDENT.replace("api: DOWN", "apii: DOWN"))
    assert "1 error" in bar(page).locator("summary").inner_text()
    assert "shown: as of" in bar(page).locator("summary").inner_text()
    bar(page).locator("summary").click()
    said = bar(page).locator("li.error").inner_text()
    assert f"{OUTAGE}/incident.md:4:12: error: there is no monitor `apii`" in said
    assert "monitors: {apii: DOWN}" in said
    assert "hint: did you mean `api`?" in said
    page.get_by_text("Outage").first.wait_for()
    assert server.ask("/")[0] == 200
    write(site, f"{OUTAGE}/incident.md", INCIDENT)
    bar(page).wait_for(state="detached")


def test_the_bar_follows_the_colours_of_the_system(
    site: Path, server: Server, visit: Visit
) -> None:
    page = visit(server.address)
    write(site, COMMENT, "")
    bar(page).wait_for()
    seen = "getComputedStyle(document.querySelector('statusgen-preview').shadowRoot.firstChild)"
    for scheme, paper in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(27, 27, 31)")):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(f"{seen}.backgroundColor") == paper


def test_warnings_do_not_hold_anything_up(site: Path, server: Server, visit: Visit) -> None:
    page = visit(server.address)
    write(site, f"{OUTAGE}/notes.txt", "x")
    write(site, f"{OUTAGE}/incident.md", INCIDENT.replace("Outage", "Breakdown"))
    page.get_by_text("Breakdown").first.wait_for()
    assert bar(page).locator("summary").inner_text().strip() == "1 warning"


def test_a_broken_template_is_something_wrong_like_any_other(
    site: Path, server: Server, visit: Visit
) -> None:
    page = visit(server.address)
    write(site, "themes/default/blocks/footer.html", "<p>\n{{ nobody }}</p>")
    bar(page).locator("summary").click()
    assert "themes/default/blocks/footer.html:2" in bar(page).locator("li").first.inner_text()
    page.reload()
    assert page.get_by_text("Outage").count()
    write(site, "themes/default/blocks/footer.html", "<p>The end.</p>")
    page.get_by_text("The end.").wait_for()
    assert bar(page).count() == 0


def test_a_style_comes_without_a_reload(site: Path, server: Server, visit: Visit) -> None:
    write(site, "themes/default/css/custom.css", "body { outline-color: #010203 }")
    server.said("themes")
    page = visit(server.address)
    page.evaluate("document.body.dataset.mark = 'here'")
    write(site, "themes/default/css/custom.css", "body { outline-color: #040506 }")
    colour = "getComputedStyle(document.body).outlineColor"
    until(lambda: page.evaluate(colour) == "rgb(4, 5, 6)", page)
    assert page.evaluate("document.body.dataset.mark") == "here"


def test_a_reload_keeps_the_place_and_what_is_open(
    site: Path, server: Server, visit: Visit
) -> None:
    page = visit(server.address + "subscribe/")
    closed = page.locator("details:not([open])")
    assert closed.count()
    closed.first.locator("summary").click()
    opened = page.locator("details[open]").count()
    other = visit(server.address + "long/")
    other.evaluate("scrollTo(0, 3000)")
    write(site, f"{OUTAGE}/incident.md", INCIDENT.replace("Outage", "Breakdown"))
    server.said("incident.md")
    for one in (page, other):
        one.locator("script[data-at*='.2.']").wait_for(state="attached")
        one.wait_for_load_state()
    assert page.locator("details[open]").count() == opened
    assert other.evaluate("scrollY") == 3000


def test_a_page_comes_back_with_its_server(site: Path, visit: Visit) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Server(site, now=NOW, port=port)
    page = visit(server.address)
    write(site, COMMENT, "A full disk.")
    page.get_by_text("A full disk.").first.wait_for()
    page.wait_for_timeout(300)
    server.stop()
    write(site, f"{OUTAGE}/incident.md", INCIDENT.replace("Outage", "Breakdown"))
    page.wait_for_timeout(1500)
    again = Server(site, now=NOW, port=port)
    try:
        page.get_by_text("Breakdown").first.wait_for()
    finally:
        again.stop()


def test_a_site_that_is_wrong_from_the_start_appears_when_it_is_well(
    tmp_path: Path, visit: Visit
) -> None:
    site = write_site(tmp_path, {**FILES, "content/site.yaml": "title: [\n"})
    server = Server(site, now=NOW)
    try:
        page = visit(server.address + "incidents/2026-01-19-outage/")
        assert "content/site.yaml:" in page.locator("pre").inner_text()
        write(site, "content/site.yaml", "titel: Harbor\n")
        page.get_by_text("did you mean `title`").wait_for()
        write(site, "content/site.yaml", "title: Harbor\nurl: https://a.example\n")
        page.get_by_role("heading", name="Outage").wait_for()
    finally:
        server.stop()
