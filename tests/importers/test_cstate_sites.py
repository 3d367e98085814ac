"""What real sites of cState do beside the beaten track: Hugo's other forms, names and languages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from statusgen.importers.cstate.addresses import moved as addresses_of
from tests.importers.moving import Moved, moved, written

CONFIG = "title: Acme\nbaseURL: https://acme.example\nparams:\n  systems: [{name: API Gateway}]\n"
KEYS = "title: Slow\ndate: 2024-01-02T10:00:00Z\nseverity: down\n"
OVER = "resolved: true\nresolvedWhen: 2024-01-02T11:00:00Z\n"


def site(tmp_path: Path, files: dict[str, str], config: str = CONFIG, zone: str = "") -> Moved:
    below = {f"content/issues/{name}": text for name, text in files.items()}
    source = written(tmp_path / "old", {"config.yml": config, "content/about.txt": "", **below})
    return moved("cstate", source, tmp_path / "new", zone)


def issue(text: str = "We look.", keys: str = "") -> str:
    return f"---\n{KEYS}{keys}---\n{text}\n"


@pytest.mark.parametrize(
    "text",
    [
        '+++\ntitle = "Slow"\ndate = 2024-01-02T10:00:00Z\nseverity = "down"\n+++\nWe look.\n',
        '{"title": "Slow", "date": "2024-01-02T10:00:00Z", "severity": "down"}\n\nWe look.\n',
        "---\nTitle: Slow\nDate: 2024-01-02T10:00:00Z\nseverity: down\n---\nWe look.\n",
    ],
)
def test_front_matter_in_every_form_of_hugo(tmp_path: Path, text: str) -> None:
    came = site(tmp_path, {"slow.md": text})
    (incident,) = came.site.incidents
    assert (incident.title, incident.start, incident.comments[0].text) == (
        "Slow",
        1704189600,
        "We look.",
    )
    assert came.losses == []


def test_html_becomes_markdown(tmp_path: Path) -> None:
    text = (
        "<p><b>Update, October 19, 1:15pm:</b><br>\nAll is <i>well</i>.</b>\n<br><br>\n"
        "<b>Initial Announcement, October 18:</b><br>\nErrors &amp; timeouts.\n</p>"
    )
    came = site(tmp_path, {"slow.html": issue(text, OVER)})
    (incident,) = came.site.incidents
    assert [one.text for one in incident.comments] == [
        "**October 18** Errors & timeouts.",
        "**October 19, 1:15pm** All is *well*.",
        "Resolved.",
    ]
    assert came.losses[0] == "content/issues/slow.html: text: changed: HTML -> Markdown"


LANGUAGES = (
    "baseURL: https://acme.example\ndefaultContentLanguage: pl\nlanguages:\n"
    "  pl: {title: Acme PL, params: {systems: [{name: MAIN}]}}\n"
    "  en: {title: Acme EN, params: {systems: [{name: MAIN}]}}\n"
)


def test_a_translation_is_no_second_incident(tmp_path: Path) -> None:
    keys = f"affected: [MAIN]\n{OVER}"
    translated = issue("*Update* Done.\n\n*Update* It goes on.", keys).replace("Slow", "Slower")
    came = site(
        tmp_path,
        {
            "2024-01-02-main.move.md": issue("*Update* Gotowe.\n\n*Update* Trwa.", keys),
            "2024-01-02-main.move.en.md": translated,
        },
        LANGUAGES,
    )
    assert came.site.settings.languages == ("en",)
    assert came.site.settings.title == "Acme PL"
    (incident,) = came.site.incidents
    assert incident.titles == {"en": "Slower"}
    assert [(one.text, one.texts) for one in incident.comments] == [
        ("Trwa.", {"en": "It goes on."}),
        ("Gotowe.", {"en": "Done."}),
        ("Resolved.", {"en": "Resolved."}),
    ]
    assert incident.aliases == (
        "/issues/2024-01-02-main.move/",
        "/en/issues/2024-01-02-main.move/",
    )
    assert not [one for one in came.problems if "missing in the language" in one]


def test_a_translation_with_other_updates_is_told(tmp_path: Path) -> None:
    came = site(
        tmp_path,
        {"a.md": issue("Raz."), "a.en.md": issue("*Update* Two.\n\n*Investigating* One.")},
        LANGUAGES,
    )
    assert len(came.site.incidents) == 1
    assert "content/issues/a.en.md: left out: 1 updates" in came.losses


def test_a_translation_of_nothing_is_an_incident(tmp_path: Path) -> None:
    came = site(tmp_path, {"a.en.md": issue("One.")}, LANGUAGES)
    assert [one.comments[0].text for one in came.site.incidents] == ["One."]


def test_addresses_that_front_matter_and_folders_give(tmp_path: Path) -> None:
    came = site(
        tmp_path,
        {
            "2023/a.md": issue(),
            "2024/a.md": issue(),
            "b/index.md": issue(),
            "c.md": issue(keys="slug: Other Name\naliases: [/old/c.html, older, /old/b]\n"),
            "d.md": issue(keys="url: /outage/\naliases: [/old/b]\n"),
            "e.md": issue(keys='url: "/api/../e?x=1"\n'),
        },
    )
    assert {one.slug: one.aliases for one in came.site.incidents} == {
        "a": ("/issues/2023/a/",),
        "a-2": ("/issues/2024/a/",),
        "b": ("/issues/b/",),
        "c": ("/issues/other-name/", "/old/c.html", "/issues/older/", "/old/b/"),
        "d": ("/outage/",),
        "e": (),
    }
    assert [one for one in came.losses if "address" in one] == [
        "content/issues/d.md: address: left out: /old/b/",
        "content/issues/e.md: address: left out: /api/../e?x=1",
    ]


def test_two_files_of_one_name_are_two_incidents(tmp_path: Path) -> None:
    came = site(tmp_path, {"a.html": issue("<p>One"), "a.md": issue("Two")})
    assert sorted(one.comments[0].text for one in came.site.incidents) == ["One", "Two"]


def test_the_case_of_settings_and_the_form_of_names_mean_nothing(tmp_path: Path) -> None:
    config = CONFIG.replace("baseURL", "baseUrl").replace("params", "Params") + "FooBar: 1\n"
    came = site(tmp_path, {"a.md": issue(keys="affected: [api-gateway]\n")}, config)
    assert came.site.settings.url == "https://acme.example/"
    (incident,) = came.site.incidents
    assert list(incident.monitors) == ["api-gateway"]
    assert came.losses == [
        "config.yml: FooBar: left out: 1",
        "content/issues/a.md: affected: changed: api-gateway -> API Gateway",
    ]


def test_the_zone_of_the_site_counts_where_none_is_given(tmp_path: Path) -> None:
    config = f"{CONFIG}timeZone: America/New_York\n"
    text = issue().replace("T10:00:00Z", " 10:00:00")
    came = site(tmp_path / "a", {"a.md": text}, config)
    assert came.site.incidents[0].start == 1704189600 + 5 * 3600
    came = site(tmp_path / "b", {"a.md": text}, config, "Europe/Berlin")
    assert came.site.incidents[0].start == 1704189600 - 3600
    came = site(tmp_path / "c", {"a.md": text}, f"{CONFIG}timeZone: ../etc\n")
    assert came.losses[0] == "config.yml: timeZone: left out: ../etc"


def test_what_is_not_published_is_a_draft(tmp_path: Path) -> None:
    came = site(tmp_path, {"a.md": issue(keys="published: false\n"), "b.md": issue()})
    assert ["internal" in text for text in came.files().values()] == [True, False]


def test_updates_behind_the_end_move_it(tmp_path: Path) -> None:
    text = (
        '*Resolved* - Over. {{< track "2024-01-04 19:37:37Z" >}}\n\n'
        '*Monitoring* - Better. {{< track "2024-01-04 18:55:30Z" >}}\n\n'
        '*Investigating* - We look. {{< track "2024-01-02 10:00:00Z" >}}\n'
    )
    came = site(tmp_path, {"a.md": issue(text, OVER)})
    (incident,) = came.site.incidents
    assert [str(one.state) for one in incident.comments] == [
        "investigating",
        "monitoring",
        "resolved",
    ]
    assert came.losses == [
        "content/issues/a.md: end: changed: 2024-01-02T11:00:00Z -> 2024-01-04T19:37:37Z"
    ]


def test_a_text_above_the_updates_opens_the_incident(tmp_path: Path) -> None:
    text = (
        "Nobody can log in.\n\n"
        '*Resolved* - Over. {{< track "2024-01-02 11:00:00Z" >}}\n\n'
        '*Investigating* - We look. {{< track "2024-01-02 10:00:00Z" >}}\n'
    )
    came = site(tmp_path, {"a.md": issue(text, OVER)})
    (incident,) = came.site.incidents
    assert [one.text for one in incident.comments] == ["Nobody can log in.\n\nWe look.", "Over."]


def test_a_link_that_leads_nowhere_costs_no_incident(tmp_path: Path) -> None:
    text = "[Chat](https://http://chat.example/x), <javascript:alert(1)>, [a](javascript:x)\n"
    came = site(tmp_path, {"a.md": issue(text)})
    assert came.site.incidents[0].comments[0].text == (
        "Chat (`https://http://chat.example/x`), `javascript:alert(1)`, a (`javascript:x`)"
    )
    assert [one.partition(": changed")[0] for one in came.losses] == ["content/issues/a.md"] * 3


def test_links_pipes_and_devices_are_told_and_not_read(tmp_path: Path) -> None:
    folder = written(tmp_path / "old/content/issues", {"a.md": issue()})
    (tmp_path / "secret").mkdir()
    written(tmp_path / "secret", {"b.md": issue("secret")})
    (folder / "b.md").symlink_to(tmp_path / "secret/b.md")
    (folder / "c").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "d.md")
    came = site(tmp_path, {})
    assert len(came.site.incidents) == 1
    assert [(one.place.file, one.why) for one in came.found.losses.found] == [
        ("content/issues/b.md", "links are not followed"),
        ("content/issues/c", "links are not followed"),
        ("content/issues/d.md", "it is no ordinary file"),
    ]


def test_a_system_without_letters_has_no_address() -> None:
    assert not [path for path, _ in addresses_of({"🐺": "unnamed"}, {"🐺": 3}, []) if "//" in path]
