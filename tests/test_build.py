"""The whole way: what a build publishes, what it writes again, and what errors keep out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from statusgen.build import Built, Options, build
from statusgen.errors import UsageError
from statusgen.prepare import check
from tests.sites import instant, write_site
from tests.test_laws import tree

NOW = instant("2026-01-20T12:00Z")
INCIDENT = "content/incidents/2026-01-15-outage/"
OUTAGE = {
    INCIDENT + "incident.md": """\
---
title: Outage of "the" API <b>
start: 2026-01-15T10:00:00Z
monitors: {api: DOWN}
---
Nothing works.
""",
    INCIDENT + "2026-01-15T1100Z.resolved.md": "It works again.",
}
OPEN = {
    "content/incidents/2026-01-20-slow/incident.md": """\
---
title: Slow database
start: 2026-01-20T09:00:00Z
monitors: {database: DEGRADED}
---
Queries are slow.
""",
}


def built(root: Path, now: int = NOW, **options: bool | str) -> Built:
    return build(root, root / "public", Options(now, **options))  # type: ignore[arg-type]


def written(result: Built) -> tuple[str, ...]:
    assert result.published is not None
    return tuple(result.published.written)


def test_an_empty_site_says_that_all_is_well(tmp_path: Path) -> None:
    assert built(write_site(tmp_path, {})).problems == []
    assert "All systems operational" in (tmp_path / "public" / "index.html").read_text()
    api = json.loads((tmp_path / "public" / "api/v4/incidents.json").read_text())
    assert api == {"incidents": []}


def test_a_folder_with_nothing_but_an_empty_content_folder(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    result = built(tmp_path)
    assert [one.code for one in result.problems] == ["no-settings", "no-settings"]
    assert (tmp_path / "public" / "index.html").is_file()


def test_no_site_here(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="statusgen init"):
        check(tmp_path, NOW)


def test_a_second_build_writes_nothing_and_touches_nothing(tmp_path: Path) -> None:
    built(write_site(tmp_path, OUTAGE | OPEN))
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "public").rglob("*")}
    again = built(tmp_path)
    assert written(again) == ()
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "public").rglob("*")} == before


def test_when_only_the_clock_moves_only_what_tells_the_time_is_written(tmp_path: Path) -> None:
    built(write_site(tmp_path, OUTAGE))
    files = {path for path in written(built(tmp_path, NOW + 60)) if "api/status" not in path}
    assert files == {"api/build.json", "index.html", "index.json", "status.txt"}


def test_a_comment_is_written_where_it_is_shown_and_nowhere_else(tmp_path: Path) -> None:
    built(write_site(tmp_path, OUTAGE | OPEN))
    comment = tmp_path / "content/incidents/2026-01-20-slow/2026-01-20T1000Z.identified.md"
    comment.write_text("An index is missing.")
    files = written(built(tmp_path))
    assert not [path for path in files if "2026-01-15" in path]
    assert {
        "feed.atom",
        "feed.rss",
        "index.html",
        "incidents/2026-01-20-slow/index.html",
        "monitors/database/feed.atom",
    } <= set(files)
    assert not [path for path in files if path.startswith("monitors/api")]


def test_an_edit_gives_the_same_bytes_as_a_clean_build(tmp_path: Path) -> None:
    built(write_site(tmp_path, OUTAGE | OPEN))
    (tmp_path / INCIDENT / "2026-01-15T1100Z.resolved.md").unlink()
    built(tmp_path)
    build(tmp_path, tmp_path / "fresh", Options(NOW))
    assert tree(tmp_path / "public") == tree(tmp_path / "fresh")
    assert written(built(tmp_path, clean=True)) == ()


def test_what_is_removed_disappears(tmp_path: Path) -> None:
    built(write_site(tmp_path, OUTAGE))
    for path in (tmp_path / INCIDENT).iterdir():
        path.unlink()
    (tmp_path / INCIDENT).rmdir()
    result = built(tmp_path)
    assert result.published is not None
    assert "incidents/2026-01-15-outage/index.html" in result.published.removed
    assert not (tmp_path / "public/incidents/2026-01-15-outage").exists()


def test_errors_keep_everything_back(tmp_path: Path) -> None:
    built(write_site(tmp_path, OUTAGE))
    before = tree(tmp_path / "public")
    write_site(tmp_path, {INCIDENT + "2026-01-15T1030.identified.md": "No zone."})
    result = built(tmp_path)
    assert result.published is None
    assert [one.code for one in result.problems] == ["bad-file-name"]
    assert tree(tmp_path / "public") == before


LATER = "---\ntitle: Later\nstart: 2026-01-21T12:00Z\nmonitors: {api: DOWN}\n---\nToo early."
BROKEN = "content/incidents/2026-01-19-broken/incident.md"


@pytest.mark.parametrize(
    "files",
    [
        {BROKEN: "---\ntitle: [\n---\nAn outage that nobody can read."},
        {BROKEN: "no front matter"},
        {INCIDENT + "2026-01-15T1200Z.resolvd.md": "A comment that cannot be read."},
        {"monitors.yaml": "- {tag: api, name: API}\n- {tag: B}\n"},
        {"content/incidents/2026-01-21-later/incident.md": LATER},
    ],
)
def test_the_banner_is_never_green_while_something_cannot_be_read(
    tmp_path: Path, files: dict[str, str]
) -> None:
    write_site(tmp_path, OUTAGE | files)
    result = built(tmp_path, keep_going=True)
    assert result.published is not None
    home = (tmp_path / "public/index.html").read_text()
    assert "All systems operational" not in home
    assert json.loads((tmp_path / "public/api/build.json").read_text())["left_out"]


def test_a_broken_incident_stands_as_a_placeholder(tmp_path: Path) -> None:
    write_site(tmp_path, {BROKEN: "---\ntitle: [\n---\nAn outage."})
    built(tmp_path, keep_going=True)
    assert "2026-01-19-broken" in (tmp_path / "public/index.html").read_text()
    assert (tmp_path / "public/incidents/2026-01-19-broken/index.html").is_file()


def test_a_maintenance_in_years_does_not_colour_the_page_today(tmp_path: Path) -> None:
    text = "---\ntitle: Move\nstart: 2030-01-01T00:00Z\nduration: 2h\nmonitors: [api]\n---\n"
    built(write_site(tmp_path, {"content/maintenances/2030-01-01-move/maintenance.md": text}))
    assert "All systems operational" in (tmp_path / "public/index.html").read_text()


def test_a_quote_in_a_title_is_valid_everywhere(tmp_path: Path) -> None:
    built(write_site(tmp_path, OUTAGE))
    for path in (tmp_path / "public").rglob("*.json"):
        json.loads(path.read_text())
    page = (tmp_path / "public/incidents/2026-01-15-outage/index.html").read_text()
    assert "API <b>" not in page
    assert "Outage of &#34;the&#34; API &lt;b&gt;" in page


@pytest.mark.parametrize("base", ["https://example.org/status/", "https://example.org/a/b"])
def test_a_site_below_a_path(tmp_path: Path, base: str) -> None:
    write_site(tmp_path, OUTAGE)
    built(tmp_path, base_url=base)
    public = tmp_path / "public"
    base = base.rstrip("/") + "/"
    assert f"{base}incidents/2026-01-15-outage/" in (public / "feed.rss").read_text()
    assert f"{base}incidents/2026-01-15-outage/" in (public / "api/v4/incidents.json").read_text()
    home = (public / "index.html").read_text()
    assert 'href="/' not in home
    assert 'src="/' not in home


def test_the_same_bytes_in_any_zone_locale_and_hash_seed(tmp_path: Path) -> None:
    write_site(tmp_path, OUTAGE | OPEN)
    trees = []
    settings = [
        ("UTC", "C", "0"),
        ("Asia/Kolkata", "C.UTF-8", "1"),
        ("America/New_York", "POSIX", "2"),
    ]
    for number, (zone, locale, seed) in enumerate(settings):
        out = tmp_path / f"out-{number}"
        subprocess.run(
            [sys.executable, "-m", "statusgen", "-C", str(tmp_path), "build", "-o", str(out)],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(Path(__file__).parent.parent),
                "TZ": zone,
                "LC_ALL": locale,
                "PYTHONHASHSEED": seed,
                "SOURCE_DATE_EPOCH": str(NOW),
            },
            check=True,
            capture_output=True,
            umask=0o077 if number else 0o022,
        )
        trees.append(tree(out))
    assert trees[0] == trees[1] == trees[2]


def test_a_free_page_cannot_take_the_address_of_a_language(tmp_path: Path) -> None:
    settings = "title: A\nurl: https://a.example\nlanguages: [de]\nunreviewed_languages: [de]\n"
    page = "---\ntitle: Germany\n---\nText.\n"
    write_site(tmp_path, {"content/site.yaml": settings, "content/pages/de.md": page})
    assert [one.code for one in check(tmp_path, NOW)[1]] == ["bad-slug"]


def test_titles_of_the_site_and_of_groups_are_translated(tmp_path: Path) -> None:
    settings = """\
title: Status
title.de: Zustand
url: https://a.example
languages: [de]
groups:
  - {name: Core, title.de: Kern}
"""
    monitors = "- {tag: api, name: API, category: Core}\n"
    built(write_site(tmp_path, {"content/site.yaml": settings, "monitors.yaml": monitors}))
    german = (tmp_path / "public/de/index.html").read_text()
    assert '<span dir="auto">Zustand</span>' in german
    assert "Kern" in german
    assert "Kern" not in (tmp_path / "public/index.html").read_text()


@pytest.mark.parametrize(
    "files",
    [
        {"content/site.yaml": "title: [\n"},
        {"content/site.yaml": "title: A\nurl: nowhere\n"},
        {"monitors.yaml": "- {tag: [\n"},
    ],
)
def test_nothing_is_published_under_a_wrong_address_or_without_the_monitors(
    tmp_path: Path, files: dict[str, str]
) -> None:
    """Readers of feeds would be told everything again, and hidden monitors would be shown."""
    write_site(tmp_path, OUTAGE | files)
    assert built(tmp_path, keep_going=True).published is None


INTERNAL = "---\ntitle: Secret plan\nstart: 2026-01-15T10:00Z\nvisibility: internal\n"


@pytest.mark.parametrize(
    "files",
    [
        {"incident.md": INTERNAL + "monitors: {nope: DOWN}\n---\nText.\n"},
        {"incident.md": INTERNAL + "pinned: maybe\n---\nText.\n"},
        {"incident.md": INTERNAL + "---\nText.\n", "2026-01-15T1030Z.oops.md": "Text."},
    ],
)
def test_what_is_internal_stays_so_even_if_it_is_broken(
    tmp_path: Path, files: dict[str, str]
) -> None:
    folder = "content/incidents/2026-01-15-secret-plan/"
    write_site(tmp_path, {folder + name: text for name, text in files.items()})
    assert built(tmp_path, keep_going=True).published is not None
    everything = (
        b"".join(tree(tmp_path / "public").values()) + str(tree(tmp_path / "public")).encode()
    )
    assert b"secret" not in everything.lower()


@pytest.mark.parametrize(
    "files",
    [
        {
            INCIDENT + "incident.md": OUTAGE[INCIDENT + "incident.md"].replace(
                "start:", "aliases: [ALIAS]\nstart:"
            )
        },
    ],
)
@pytest.mark.parametrize(
    "alias",
    ["feed", "history/", "incidents/2026-01-15-outage", "api/v4/x/", "/", "monitors/api/2025/"],
)
def test_an_alias_cannot_take_the_address_of_something_else(
    tmp_path: Path, files: dict[str, str], alias: str
) -> None:
    write_site(tmp_path, {name: text.replace("ALIAS", alias) for name, text in files.items()})
    result = built(tmp_path)
    assert result.published is not None or {one.code for one in result.problems} <= {
        "duplicate-slug",
        "bad-value",
    }


@pytest.mark.parametrize(
    ("alias", "codes"),
    [
        ("/monitors/api/2025/", ["duplicate-slug"]),
        ("/monitors/api/2025", ["duplicate-slug"]),
        ("/monitors/api/old/", []),
        ("/monitors/gone/2025/", []),
    ],
)
def test_an_alias_cannot_be_a_year_of_a_monitor(
    tmp_path: Path, alias: str, codes: list[str]
) -> None:
    files = {"monitors.yaml": f"- tag: api\n  name: API\n  aliases: [{alias}]\n"}
    assert [one.code for one in built(write_site(tmp_path, files)).problems] == codes


def test_two_pages_of_one_name(tmp_path: Path) -> None:
    page = "---\ntitle: A\n---\nText.\n"
    files = {"content/pages/about.md": page, "content/pages/more/about.md": page}
    assert [one.code for one in built(write_site(tmp_path, files)).problems] == ["duplicate-slug"]


def test_a_language_that_is_named_twice_is_one_language(tmp_path: Path) -> None:
    settings = "title: A\nurl: https://a.example\nlanguages: [de, de, en]\n"
    assert built(write_site(tmp_path, {"content/site.yaml": settings})).published is not None
