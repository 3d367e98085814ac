"""The page that writes reports, in a browser: what it hands to each host passes check and builds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statusgen.build import Options, build
from statusgen.content.fields import Record
from statusgen.content.load import load
from statusgen.content.site_keys import SITE_KEYS
from statusgen.diagnostics import Level
from statusgen.model.lifecycle import MAY_FOLLOW, ON_CALL, State
from statusgen.model.slugs import slugify
from statusgen.prepare import check
from statusgen.targets.html import addresses
from tests.sites import instant, snapshot_of, write_site
from tests.targets.pages import ROOT, Pages, file_of
from tests.targets.test_html import CONTENT, OPEN

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
    assert found.file == ("content/incidents/2026/2026-01-16-uebertragung-1-of-3-fails/incident.md")
    assert found.content == (
        '---\ntitle: "Übertragung: 1 of 3 fails"\nstart: 2026-01-16T12:05:00Z\nmonitors:\n'
        "  api: PARTIAL\n  website: DEGRADED\n---\nOne upload in three fails.\n\n"
        "We are **looking** for the cause.\n"
    )
    public = saved(tmp_path, host, found)
    assert (public / "incidents/2026-01-16-uebertragung-1-of-3-fails/index.html").is_file()


@pytest.mark.parametrize("host", HOSTS)
def test_an_update_from_the_page_of_the_incident(tmp_path: Path, visit: Opened, host: str) -> None:
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


# --------------------------------------------------------------- other kinds of reports


def composed(page: Any) -> tuple[str, str]:
    """The file that the page shows: its path and its content."""
    return page.locator("#path").text_content(), page.locator("#file").text_content()


def after(root: Path, host: str, page: Any) -> str:
    """The content that the page shows, once it has gone through check and build."""
    file, text = composed(page)
    saved(root, host, Handed(HOSTS[host], file, text))
    return str(text)


def test_maintenance_that_recurs_keeps_its_time_of_day_in_the_zone_of_the_site(
    tmp_path: Path, site: Pages, visit: Opened
) -> None:
    page = visit(site)
    page.get_by_label("Maintenance", exact=True).check()
    fill(page, title="Backup", when="2026-01-24T10:00", lasts="", end="2026-01-24T11:30")
    fill(page, repeats="WEEKLY", message="Reading goes on.")
    page.get_by_text("More", exact=True).click()
    fill(page, severity="minor")
    assert after(tmp_path, "github", page) == (
        '---\ntitle: "Backup"\nstart: 2026-01-24T01:00:00Z\nend: 2026-01-24T02:30:00Z\n'
        "rrule: FREQ=WEEKLY\ntimezone: Europe/Berlin\nmonitors: {}\nseverity: minor\n---\n"
        "Reading goes on.\n"
    )


def test_a_pinned_notice_and_the_state_of_an_incident_that_is_known_already(
    tmp_path: Path, site: Pages, visit: Opened
) -> None:
    page = visit(site)
    page.get_by_text("More", exact=True).click()
    fill(page, title="New office", message="We have moved.", severity="none")
    page.get_by_label("A notice").check()
    page.get_by_label("Keep it on top").check()
    text = after(tmp_path, "github", page)
    assert "\nmonitors: {}\nseverity: none\nkind: notice\npinned: true\n---\n" in text
    page.get_by_role("button", name="Start again").click()
    fill(page, title="Disk", message="It is full.", state="identified", on_database="DOWN")
    text = after(tmp_path, "github", page)
    assert text.endswith("  database: DOWN\nopened_as: identified\n---\nIt is full.\n")


def test_a_post_mortem_and_a_reopening(tmp_path: Path, site: Pages, visit: Opened) -> None:
    page = visit(site, "manage/#update-2026-01-10-database")
    states = page.locator("#state option").all_inner_texts()
    assert states == ["Investigating", "Identified", "Resolved", "Post-mortem"]
    fill(page, state="postmortem", message="---\nThe disk was full.\n---")
    text = after(tmp_path / "told", "github", page)
    assert text == "---\n---\n---\nThe disk was full.\n---\n"
    fill(page, state="investigating", message="It is back.", on_database="DOWN")
    text = after(tmp_path / "reopened", "github", page)
    assert text == "---\nmonitors:\n  database: DOWN\n---\nIt is back.\n"


def test_maintenance_is_cancelled_or_delayed(tmp_path: Path, site: Pages, visit: Opened) -> None:
    page = visit(site, "manage/#update-2026-01-20-upgrade")
    fill(page, state="cancelled", message="Not this week.")
    assert composed(page)[0] == f"{WORK}/2026-01-16T120530Z.cancelled.md"
    assert after(tmp_path / "cancelled", "github", page) == "Not this week.\n"
    fill(page, state="delayed", **{"from": "2026-01-22T10:00"}, lasts="30m", message="Later.")
    assert after(tmp_path / "delayed", "github", page) == (
        "---\nstart: 2026-01-22T01:00:00Z\nend: 2026-01-22T01:30:00Z\n---\nLater.\n"
    )


def test_the_states_that_are_offered_are_those_of_the_tables(site: Pages) -> None:
    offered = {
        option.get("value"): (State(option.get("data-state")), option.get("data-states").split())
        for option in site["manage/"].xpath("//select[@id='which']/optgroup[position()!=2]/option")
    }
    assert set(offered) == {"2026-01-16-api", "2026-01-10-database"}
    for state, states in offered.values():
        assert set(states) == MAY_FOLLOW[state] - ON_CALL


def test_a_slug_that_is_taken_gets_a_number(site: Pages, visit: Opened) -> None:
    page = visit(site)
    fill(page, title="API", message="Again.")
    assert composed(page)[0] == "content/incidents/2026/2026-01-16-api-2/incident.md"
    fill(page, title="A" * 90)
    assert composed(page)[0].split("/")[3] == "2026-01-16-" + "a" * 69


def test_a_site_in_a_folder_of_its_repository(tmp_path: Path, visit: Opened) -> None:
    pages = Pages(tmp_path, content("github", ", path: sites/status/"))
    page = visit(pages)
    fill(page, title="Slow", message="Some requests take longer.")
    assert handed(page).file == "sites/status/content/incidents/2026/2026-01-16-slow/incident.md"
    links = pages["incidents/2026-01-16-api/"].xpath("//p[@class='more']/a/@href")
    assert links[0].startswith(f"{HOSTS['github']}?filename=sites/status/{OPEN}/TIME.")
    folder = f"https://github.com/example/status/blob/main/sites/status/{OPEN}/"
    assert links[1] == f"{folder}incident.md"


# --------------------------------------------------------------- right for every text

TYPE = """([kind, title, message]) => {
    document.getElementById(kind).checked = true;
    for (const [id, text] of [["title", title], ["message", message]])
        document.getElementById(id).value = text;
    document.getElementById("form").dispatchEvent(new Event("input"));
    return ["path", "file"].map(id => document.getElementById(id).textContent)
        .concat(document.getElementById("go").getAttribute("href"));
}"""
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
HOSTILE = (
    'He said: "no" #1', "'", "---", "- a", "{a: b}", "[x", "!!tag", "&a *a", "%", "@", "null", "1",
    "\\", "\\n", "a\tb", "\U0001f525 down", "الواجهة بطيئة", "\u2028", "\u0085", "\u202e", "<b>&amp;",
    "title: x", "|", ">", "a: b: c", "\\u0041", "Ünïcode ẞ İ ﬁ ½", "...", "\x00", "```", "~",
)  # fmt: skip
LINES = (
    "---", "***", "author: Jo\n---", "  key: value\n---", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x",
    "    code", "# heading", "> quote", "...", "\ufeff", "", "| a |\n|---|", "*[x*", "&lt;",
)  # fmt: skip
TITLES = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))
MESSAGES = st.lists(
    st.one_of(st.sampled_from((*HOSTILE, *LINES)), st.text(max_size=20)), max_size=4
)


@pytest.fixture(scope="module")
def typed(browser: Any, site: Pages) -> Iterator[Callable[..., list[str]]]:
    """Types into one and the same form, and gives what it shows: path, content, link."""
    context = browser.new_context(timezone_id="Asia/Tokyo")
    context.route(
        "**/*",
        lambda route: route.fulfill(
            body=site.files[file_of(route.request.url.removeprefix(ROOT).partition("?")[0])],
            content_type="text/javascript" if ".js" in route.request.url else "text/html",
        ),
    )
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    page.goto(ROOT + "manage/#update-2026-01-16-api")
    yield lambda *what: page.evaluate(TYPE, list(what))
    context.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["incident", "update", "maintenance"]),
    title=TITLES,
    message=MESSAGES.map("\n".join),
)
@example(kind="update", title="", message="author: Jo\n---\nmore")
@example(kind="update", title="", message="<<<<<<< HEAD\n>>>>>>> x")
def test_whatever_is_typed_is_refused_or_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, typed: Any, kind: str, title: str, message: str
) -> None:
    title, message = title.replace("\n", ""), message.replace("\r", "")
    title = title.replace("\r", "")
    file, text, link = typed(kind, title, message)
    seen = message + (title if kind != "update" else "")
    if link.startswith("#"):
        needed = {"incident": [title, message], "update": [message], "maintenance": [title]}
        assert UNSEEN.search(seen) or not all(one.strip() for one in needed[kind])
        return
    assert not UNSEEN.search(seen)
    root = write_site(tmp_path_factory.mktemp("typed"), content("github") | {file: text})
    assert problems(root) == []
    found = load(root).site
    if kind == "update":
        comments = {one.file: one.text for entry in found.entries for one in entry.comments}
        assert comments[file].replace("\\", "") == message.strip().replace("\\", "")
    else:
        (entry,) = (one for one in found.entries if one.file == file)
        assert entry.title == title.strip()
        assert entry.slug == f"2026-01-16-{slugify(title)}"[:80].rstrip("-")
    assert link == HOSTS["github"] + "?filename=" + file + "&value=" + quoted(text)


def quoted(text: str) -> str:
    """As browsers write it into an address."""
    return quote(text, safe="!'()*-._~")


# --------------------------------------------------------------- what is wrong, and getting through


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_handed_over(
    site: Pages, visit: Opened
) -> None:
    page = visit(site)
    assert "missing" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Continue on GitHub").click()
    assert page.evaluate("document.activeElement.id") == "title"
    for field in ("title", "message"):
        box = page.locator(f"#{field}")
        assert box.get_attribute("aria-invalid") == "true"
        said = page.locator(f"#{field}-error")
        assert box.get_attribute("aria-describedby").split()[0] == f"{field}-error"
        assert said.inner_text() == "Something is missing here."
    fill(page, title="Slow")
    assert page.locator("#title-error").inner_text() == ""
    assert page.url == ROOT + "manage/"


@pytest.mark.parametrize(
    ("where", "fields", "field", "said"),
    [
        ("", {"when": "2026-01-16T21:06"}, "when", "This is in the future."),
        ("", {"when": ""}, "when", "Something is missing here."),
        ("", {"title": "a\u202eb"}, "title", "an invisible character in the text, U+202E"),
        ("#update-2026-01-16-api", {"when": "2026-01-16T19:30"}, "when", "Something later has"),
        (
            "#update-2026-01-16-api",
            {"message": "a\x7f"},
            "message",
            "character in the text, U+007F",
        ),
        ("work", {"lasts": "", "end": "2026-01-16T21:05"}, "end", "must come after the start"),
        ("work", {"lasts": "", "end": ""}, "end", "Something is missing here."),
        ("#update-2026-01-20-upgrade", {"state": "delayed"}, "from", "Something is missing here."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    site: Pages, visit: Opened, where: str, fields: dict[str, str], field: str, said: str
) -> None:
    page = visit(site, "manage/" + where.replace("work", ""))
    if where == "work":
        page.get_by_label("Maintenance", exact=True).check()
        fill(page, when="2026-01-16T21:05")
    fill(page, **{"message": "Text."} | ({} if where.startswith("#") else {"title": "T"}))
    fill(page, **fields)
    page.get_by_role("link", name="Continue on").click()
    assert said in page.locator(f"#{field}-error").inner_text()
    assert page.evaluate("document.activeElement.id") == field


def test_what_is_too_long_for_a_link_is_copied_and_the_page_says_so(
    tmp_path: Path, site: Pages, visit: Opened
) -> None:
    page = visit(site)
    fill(page, title="Long", message="слово " * 300)
    assert "paste it there" in page.locator("#paste").inner_text()
    found = handed(page)
    assert found.content.endswith("слово слово\n")
    assert len(found.content) > 1800
    saved(tmp_path, "github", found)


def test_where_nothing_may_be_copied_the_text_is_selected_and_the_next_click_goes_on(
    tmp_path: Path, visit: Opened
) -> None:
    page = visit(Pages(tmp_path, content("gitlab")))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    page.evaluate("() => { document.execCommand = () => false }")
    fill(page, title="Slow", message="Some requests take longer.")
    page.get_by_role("link", name="Continue on").click()
    page.get_by_text("does not let this page copy").wait_for()
    assert page.evaluate("getSelection().toString()").strip() == composed(page)[1].strip()
    page.get_by_role("link", name="Continue on").click()
    page.wait_for_url("https://gitlab.com/**")


def test_the_text_can_be_copied(site: Pages, visit: Opened) -> None:
    page = visit(site)
    fill(page, title="Slow", message="Some requests take longer.")
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("status").get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == composed(page)[1]


def test_nothing_is_lost_when_the_page_is_loaded_again(site: Pages, visit: Opened) -> None:
    page = visit(site, "manage/")
    page.get_by_label("Update", exact=True).check()
    fill(page, which="2026-01-10-database", state="postmortem", message="The disk was full.")
    fill(page, when="2026-01-16T20:00")
    before = composed(page)
    assert before[0].endswith("/2026-01-16T110000Z.postmortem.md")
    page.reload()
    assert composed(page) == before
    page.goto(ROOT + "manage/#update-2026-01-16-api")
    page.get_by_label("New incident").check()
    fill(page, title="Something else")
    page.reload()
    assert composed(page)[0].endswith("-something-else/incident.md")
    page.get_by_role("button", name="Start again").click()
    page.reload()
    assert page.locator("#message").input_value() == ""
    assert page.get_by_label("New incident").is_checked()


def test_a_choice_that_is_gone_after_a_reload_is_made_anew(site: Pages, visit: Opened) -> None:
    page = visit(site, "manage/#update-2026-01-16-api")
    fill(page, message="All is well.")
    page.evaluate(
        "sessionStorage[location.pathname] = "
        "sessionStorage[location.pathname].replace('2026-01-16-api', '2026-01-15-gone')"
    )
    page.reload()
    assert page.locator("#message").input_value() == "All is well."
    assert page.locator("#which").input_value() == "2026-01-16-api"
    page.get_by_label("Maintenance", exact=True).check()
    fill(page, title="Backup", lasts="", end="2026-01-24T11:30")
    before = composed(page)
    assert "end: 2026-01-24T02:30:00Z" in before[1]
    page.reload()
    assert composed(page) == before


def test_coming_back_from_the_host_all_is_there_and_from_elsewhere_the_form_is_empty(
    site: Pages, visit: Opened
) -> None:
    page = visit(site, "manage/#update-2026-01-16-api")
    fill(page, state="identified", message="A query.")
    before = composed(page)
    handed(page)
    page.go_back()
    page.get_by_text("A query.").first.wait_for()
    assert composed(page) == before
    page.goto(ROOT + "incidents/2026-01-16-api/")
    page.get_by_role("link", name="Post an update").click()
    assert page.locator("#message").input_value() == ""


def test_without_room_to_keep_it_the_page_works_all_the_same(site: Pages, visit: Opened) -> None:
    page = visit(site)
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', {get() { throw 1 }})")
    page.reload()
    fill(page, title="Slow", message="Some requests take longer.")
    assert handed(page).file.endswith("-slow/incident.md")


def test_the_time_is_that_of_the_last_click_unless_one_was_chosen(
    site: Pages, visit: Opened
) -> None:
    page = visit(site, "manage/#update-2026-01-16-api")
    fill(page, message="Still looking.")
    page.clock.set_fixed_time("2026-01-16T12:09:01Z")
    assert handed(page).file == f"{OPEN}/2026-01-16T120901Z.monitoring.md"


def test_what_was_typed_for_another_kind_of_report_is_in_nobodys_way(
    site: Pages, visit: Opened
) -> None:
    page = visit(site)
    fill(page, title="a\u202eb", on_api="DOWN", message="Still looking.")
    page.get_by_label("Update", exact=True).check()
    fill(page, state="monitoring", on_api="")
    assert handed(page).content == "Still looking.\n"


def test_enter_hands_nothing_over(site: Pages, visit: Opened) -> None:
    page = visit(site)
    fill(page, title="Slow")
    page.locator("#title").press("Enter")
    assert page.url == ROOT + "manage/"


# --------------------------------------------------------------- without script, without repository


def test_without_script_the_page_says_what_it_needs_and_has_plain_links(
    site: Pages, visit: Opened
) -> None:
    page = visit(site, java_script_enabled=False)
    shown = page.locator("main").inner_text()
    assert "The form needs JavaScript." in shown
    assert "title: Title\nstart: 2026-01-15T10:24:00Z\nmonitors:\n  api: DOWN\n---" in shown
    assert not page.locator("form").is_visible()
    new, work, update, later = page.locator("#by-hand a").all()
    assert "filename=content/incidents/2026/2026-01-15-words/incident.md&" in new.get_attribute(
        "href"
    )
    assert "maintenance.md&value=---%0Atitle" in work.get_attribute("href")
    assert f"filename={OPEN}/TIME.monitoring.md&" in update.get_attribute("href")
    assert f"filename={WORK}/TIME.scheduled.md&" in later.get_attribute("href")


def test_the_links_by_hand_have_the_time_in_them_where_there_is_a_script(
    site: Pages, visit: Opened
) -> None:
    page = visit(site)
    page.get_by_text("By hand").click()
    page.locator("#by-hand li a").first.click()
    assert f"{OPEN}/2026-01-16T1205Z.monitoring.md" in page.url


def test_hidden_monitors_and_internal_reports_are_not_in_it(tmp_path: Path) -> None:
    internal = "---\ntitle: Zebra\nstart: 2026-01-16T11:00:00Z\nvisibility: internal\n---\nText."
    hidden = "---\ntitle: Walrus\nstart: 2026-01-16T11:00:00Z\nmonitors: {secret: DOWN}\n---\nText."
    secret = "\n- {tag: secret, name: Hidden from everybody, hidden: true}\n"
    files = {
        "monitors.yaml": CONTENT["monitors.yaml"] + secret,
        "content/incidents/2026-01-16-zebra/incident.md": internal,
        "content/incidents/2026-01-16-walrus/incident.md": hidden,
    }
    page = Pages(tmp_path, content("github") | files).files["manage/index.html"].decode().lower()
    assert "2026-01-16-api" in page
    for word in ("secret", "hidden from", "zebra", "walrus"):
        assert word not in page


def test_search_engines_are_asked_to_leave_it_out(tmp_path: Path, site: Pages) -> None:
    noted = {file for file, page in site.html() if page.xpath("//meta[@name='robots']")}
    manage = {"manage/index.html", "de/manage/index.html"}
    assert {file for file in noted if "manage" in file} == manage
    assert not any(
        "manage" in address for address in addresses(snapshot_of(tmp_path, CONTENT, NOW))
    )


@pytest.mark.parametrize(
    "more", ["", "repository: {url: 'https://github.com/a/b', manage: false}\n"]
)
def test_it_can_be_left_out(tmp_path: Path, visit: Opened, more: str) -> None:
    site = re.sub("repository: .*\n", more, CONTENT["content/site.yaml"])
    pages = Pages(tmp_path, CONTENT | {"content/site.yaml": site})
    assert not {"manage/index.html", "assets/manage.js"} & set(pages.files)
    assert not any(page.xpath("//a[contains(@href, 'manage')]") for _, page in pages.html())
    if more:
        page = visit(pages, "incidents/2026-01-16-api/")
        page.get_by_role("link", name="Post an update").click()
        assert "/2026-01-16T1205Z.monitoring.md" in page.url


def test_no_free_page_can_take_its_place(tmp_path: Path) -> None:
    files = {"content/pages/manage.md": "---\ntitle: Ours\n---\nText."}
    assert problems(write_site(tmp_path, files)) == [
        "content/pages/manage.md: `manage` is a folder of the site itself"
    ]


def test_a_folder_outside_of_the_repository_is_refused(tmp_path: Path) -> None:
    found = problems(write_site(tmp_path, content("github", ", path: ../else")))
    assert len(found) == 1
    assert "repository.path" in found[0] or "path" in found[0]


def test_the_documentation_names_every_key_of_the_repository() -> None:
    written = (Path(__file__).parents[2] / "docs" / "manage.md").read_text()
    repository = SITE_KEYS.by_name["repository"].type
    assert isinstance(repository, Record)
    assert re.findall(r"^\| `([a-z]+)` \|", written, re.MULTILINE) == [*repository.by_name]


def test_a_thumb_hits_every_control(site: Pages, visit: Opened) -> None:
    page = visit(site, viewport={"width": 390, "height": 844})
    for fold in page.locator("form summary").all():
        if fold.is_visible():
            assert fold.bounding_box()["height"] >= 44
    page.locator("form details:not([open]) > summary").last.click()
    controls = "form select, form button, form .go, [name=title], textarea, label:has(input)"
    seen = [one for one in page.locator(controls).all() if one.is_visible()]
    assert len(seen) > 8
    for one in seen:
        assert one.bounding_box()["height"] >= 44, one.inner_text()
