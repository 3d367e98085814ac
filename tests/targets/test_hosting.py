"""What search engines and hosts read beside the pages."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree

from statusgen.artifact import Artifact, each
from statusgen.output import publish
from statusgen.targets import hosting
from tests.documented import HOSTILE
from tests.rendered import changed, rendered
from tests.sites import BASE, snapshot_of

NOW = "2026-01-16T00:00Z"
URL = "https://status.example.com/"
NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def incident(start: str) -> str:
    return f"---\ntitle: It\nstart: {start}\n---\nText."


CONTENT = {
    "content/incidents/2025-12-31-old/incident.md": incident("2025-12-31T23:59Z"),
    "content/incidents/2026-01-01-new/incident.md": incident("2026-01-01T00:00Z"),
    "content/incidents/2026-01-01-new/2026-01-02T0800Z.resolved.md": "Over.",
    "content/maintenances/2026-02-01-work/maintenance.md": "---\ntitle: Work\n"
    "start: 2026-02-01T00:00Z\nduration: 1h\ncreated_at: 2026-01-05T00:00Z\n---\nText.",
    "content/pages/about.md": "---\ntitle: About\n---\nWho we are.",
}


def plan(tmp_path: Path, content: dict[str, str], pages: tuple[str, ...] = ()) -> list[Artifact]:
    return list(each(hosting.plan(snapshot_of(tmp_path, content, NOW), pages)))


def found(data: bytes, name: str) -> list[str]:
    """The texts of all elements of that name in a sitemap."""
    return [str(element.text) for element in etree.fromstring(data).iterfind(f".//s:{name}", NS)]


def test_a_sitemap_of_sitemaps_so_that_a_new_incident_changes_only_its_year(
    tmp_path: Path,
) -> None:
    files = rendered(plan(tmp_path, CONTENT))
    base = "https://status.example.com/"
    assert found(files["sitemap.xml"], "loc") == [
        f"{base}sitemaps/2025.xml",
        f"{base}sitemaps/2026.xml",
        f"{base}sitemaps/pages.xml",
    ]
    assert found(files["sitemaps/2025.xml"], "loc") == [f"{base}incidents/2025-12-31-old/"]
    assert found(files["sitemaps/2026.xml"], "loc") == [
        f"{base}incidents/2026-01-01-new/",
        f"{base}maintenances/2026-02-01-work/",
    ]
    assert found(files["sitemaps/2026.xml"], "lastmod") == [
        "2026-01-02T08:00:00Z",
        "2026-01-05T00:00:00Z",
    ]
    more = {**CONTENT, "content/incidents/2026-01-03-x/incident.md": incident("2026-01-03T00:00Z")}
    assert changed(plan(tmp_path, CONTENT), plan(tmp_path, more)) == {"sitemaps/2026.xml"}


def test_lasting_pages_in_every_language_at_addresses_that_are_escaped(tmp_path: Path) -> None:
    site = "title: E\nurl: https://example.com/stätus?a=1\nlanguages: [de]\n".replace(
        "?a=1", "/a&b"
    )
    content = {"content/site.yaml": site, "monitors.yaml": "- {tag: api, name: API}\n"}
    content["content/pages/about.md"] = CONTENT["content/pages/about.md"]
    content["content/pages/de.md"] = "---\ntitle: Not at the address of a language\n---\nText."
    files = rendered(plan(tmp_path, content, ("history/2026-01/", "history/")))
    base = "https://example.com/st%C3%A4tus/a&b/"
    assert found(files["sitemaps/pages.xml"], "loc") == [
        f"{base}{language}{page}"
        for page in ("", "history/", "monitors/api/", "about/", "history/2026-01/")
        for language in ("", "de/")
    ]


def test_a_sitemap_holds_no_more_than_it_may(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosting, "MOST_ADDRESSES", 2)
    files = rendered(plan(tmp_path, {}, ("a/", "b/")))
    lists = {path: len(found(data, "url")) for path, data in files.items() if "maps/" in path}
    assert lists == {
        "sitemaps/pages.xml": 2,
        "sitemaps/pages-2.xml": 2,
        "sitemaps/pages-3.xml": 2,
        "sitemaps/pages-4.xml": 1,
    }


def test_robots_may_read_everything(tmp_path: Path) -> None:
    assert rendered(plan(tmp_path, {}))["robots.txt"].decode().splitlines() == [
        "User-agent: *",
        "Allow: /",
        "Sitemap: https://status.example.com/sitemap.xml",
    ]


@pytest.mark.parametrize(
    ("rules", "written"),
    [("none", False), ("nginx", False), ("netlify", True), ("cloudflare", True)],
)
def test_headers_are_written_for_hosts_that_read_them(
    tmp_path: Path, rules: str, written: bool
) -> None:
    site = BASE["content/site.yaml"] + f"hosting:\n  rules: {rules}\n"
    files = rendered(plan(tmp_path, {"content/site.yaml": site}))
    assert ("_headers" in files) is written


EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "public, max-age=0, must-revalidate",
    "Access-Control-Allow-Origin": "*",
}
UNFRAMED = EVERYWHERE | {"Content-Security-Policy": "frame-ancestors 'none'"}
PAGES = [
    "/",
    "/index.html",
    "/404.html",
    "/incidents/x/",
    "/incidents/embed/",
    "/maintenances/y/",
    "/monitors/api/",
    "/history/",
    "/history/2026-01/",
    "/subscribe/",
    "/manage/",
    "/about/",
    "/de/",
    "/de/incidents/x/",
    "/de/about/",
    "/de/404.html",
]


@pytest.mark.parametrize("rules", ["netlify", "cloudflare"])
def test_only_the_pages_for_frames_may_be_framed(tmp_path: Path, rules: str) -> None:
    site = BASE["content/site.yaml"] + f"languages: [en, de]\nhosting:\n  rules: {rules}\n"
    files = rendered(plan(tmp_path, {**CONTENT, "content/site.yaml": site}))
    written = files["_headers"].decode()
    for path in PAGES:
        assert sent(written, path) == UNFRAMED, path
    for path in ("/embed/", "/embed/index.html", "/de/embed/", "/de/embed/status.json"):
        assert sent(written, path) == EVERYWHERE, path
    for path in ("/feed.rss", "/api/build.json", "/embed.js"):
        assert sent(written, path)["Access-Control-Allow-Origin"] == "*", path
    assert written.count("\n/") < 100


def sent(rules: str, path: str) -> dict[str, str]:
    """What a host sends for a path; where two rules match, values are joined by commas, and
    Cloudflare takes back what a rule has behind an exclamation mark.
    """
    headers: dict[str, str] = {}
    matches = False
    for line in rules.splitlines():
        if not line.startswith(" "):
            start, splat, _ = line.partition("*")
            matches = path.startswith(start) if splat else path == line
        elif matches:
            name, _, value = line.strip().partition(": ")
            if name.startswith("! "):
                del headers[name[2:]]
            else:
                headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return headers


def test_all_of_it_can_be_published(tmp_path: Path) -> None:
    site = BASE["content/site.yaml"] + "hosting:\n  rules: netlify\n"
    content = {**CONTENT, "content/site.yaml": site}
    publish(plan(tmp_path / "site", content), tmp_path / "public")
    assert (tmp_path / "public/.nojekyll").read_bytes() == b""
    assert (tmp_path / "public/_headers").is_file()


def test_whatever_an_address_holds_it_is_a_url_in_xml() -> None:
    odd = ((HOSTILE + "/é?a=1&b=%20", "2026-01-15T10:00:00Z"),)
    ((_, data),) = hosting.render_sitemap("pages.xml", URL, odd)
    expected = quote(URL + odd[0][0], safe="%/:?#[]@!$&'()*+,;=~")
    assert found(data, "loc") == [expected]
    assert not set('<>" ') & set(expected)
