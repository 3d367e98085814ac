"""A cState site, as people write them, and the content that becomes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statusgen.build import Options, build
from statusgen.importers.cstate.addresses import hugo_path
from tests.importers.moving import NOW, Moved, moved, written

CONFIG = """\
title: Acme Status
baseURL: https://status.acme.example
languageCode: en
params:
  description: How our services are.
  brand: "#0a0c0f"
  categories:
    - name: Core
      closed: true
    - name: Edge
      description: Near you
  systems:
    - name: API
      category: Core
      description: The API
    - name: Bücher & mehr
      category: Edge
      link: https://books.acme.example
"""


def cstate(tmp_path: Path, *, zone: str = "UTC", **issues: str) -> Moved:
    files = {f"content/issues/{name}.md": text for name, text in issues.items()}
    source = written(tmp_path / "old", {"config.yml": CONFIG, **files})
    (source / "content").mkdir(exist_ok=True)
    return moved("cstate", source, tmp_path / "new", zone)


def issue(keys: str, text: str = "") -> str:
    return f"---\nsection: issue\n{keys}---\n{text}"


def test_the_configuration_becomes_settings_and_monitors(tmp_path: Path) -> None:
    came = cstate(tmp_path)
    settings, _, addresses = (tmp_path / "new/content/site.yaml").read_text().partition("aliases:")
    assert "  - {path: /index.xml, target: /feed.rss}\n" in addresses
    assert settings == (
        "title: Acme Status\n"
        "url: https://status.acme.example/\n"
        "language: en\n"
        "description: How our services are.\n"
        "groups:\n"
        "  - {name: Core, collapse: closed}\n"
        "  - {name: Edge, collapse: open, description: Near you}\n"
    )
    assert (tmp_path / "new/monitors.yaml").read_text() == (
        "- tag: api\n"
        "  name: API\n"
        "  description: The API\n"
        "  category: Core\n"
        "  aliases: [/affected/api/]\n"
        "- tag: buecher-mehr\n"
        "  name: Bücher & mehr\n"
        "  category: Edge\n"
        "  url: https://books.acme.example\n"
        "  aliases: [/affected/bücher--mehr/]\n"
    )
    assert came.losses == ["config.yml: params.brand: left out: #0a0c0f"]
    assert came.problems == []


def test_updates_with_stamps_become_comments(tmp_path: Path) -> None:
    text = (
        '*Resolved* - All is well again. {{< track "2018-04-13 16:30:00" >}}\n\n'
        '*Monitoring* - After a reboot it answers. {{< track "2018-04-13 15:54:00" >}}\n\n'
        '*Investigating* - It does not answer. {{< track "2018-04-13 15:30:00" >}}\n'
    )
    keys = (
        "title: API down\ndate: 2018-04-13 15:30:00Z\nresolved: true\n"
        "resolvedWhen: 2018-04-13 16:30:00Z\nseverity: down\naffected: [API]\n"
    )
    came = cstate(tmp_path, **{"2018-04-13-api-down": issue(keys, text)})
    assert came.files() == {
        "incidents/2018/2018-04-13-api-down/2018-04-13T155400Z.monitoring.md": (
            "After a reboot it answers.\n"
        ),
        "incidents/2018/2018-04-13-api-down/2018-04-13T163000Z.resolved.md": (
            "All is well again.\n"
        ),
        "incidents/2018/2018-04-13-api-down/incident.md": (
            "---\ntitle: API down\nstart: 2018-04-13T15:30:00Z\nmonitors:\n  api: DOWN\n"
            "aliases: [/issues/2018-04-13-api-down/]\nid: 881725522\n---\n"
            "It does not answer.\n"
        ),
    }
    assert came.problems == []


def test_labels_without_times_are_put_between_start_and_end(tmp_path: Path) -> None:
    text = "*Update* It is back.\n\n**Update** We found it.\n\n[Initial Message] It is slow.\n"
    keys = (
        "title: Slow\ndate: 2024-01-15T10:00:00Z\nresolved: true\n"
        "resolvedWhen: 2024-01-15T11:00:00Z\nseverity: disrupted\naffected:\n  - api\n"
    )
    came = cstate(tmp_path, slow=issue(keys, text))
    (incident,) = came.site.incidents
    assert [(one.at - incident.start, str(one.state), one.text) for one in incident.comments] == [
        (0, "investigating", "It is slow."),
        (1200, "investigating", "We found it."),
        (2400, "investigating", "It is back."),
        (3600, "resolved", "Resolved."),
    ]
    assert came.losses[1:] == [
        "content/issues/slow.md: affected: changed: api -> API",
        "content/issues/slow.md: update 2: guessed:  -> 2024-01-15T10:20:00Z",
        "content/issues/slow.md: update 3: guessed:  -> 2024-01-15T10:40:00Z",
        "content/issues/slow.md: guessed:  -> Resolved.",
    ]


def test_headings_with_a_date_begin_updates(tmp_path: Path) -> None:
    text = "## Update 29.08.2024 15:30\n\nTests.\n\n## Update 26.08.2024\n\nSlow.\n"
    keys = "title: Slow\ndate: 2024-08-26T09:00:00Z\nresolved: false\nseverity: down\naffected: [API]\n"
    came = cstate(tmp_path, slow=issue(keys, text))
    (incident,) = came.site.incidents
    assert [one.text for one in incident.comments] == ["Slow.", "Tests."]
    assert incident.comments[1].at == 1_724_945_400


@pytest.mark.parametrize(
    ("written_date", "start"),
    [
        ("2024-01-15T10:00:00Z", "2024-01-15T10:00:00Z"),
        ("2024-01-15T10:00:00.123Z", "2024-01-15T10:00:00Z"),
        ("2024-01-15 10:00Z", "2024-01-15T10:00:00Z"),
        ('"2024-01-15T12:00:00+02:00"', "2024-01-15T10:00:00Z"),
        ("2024-01-15 12:00:00", "2024-01-15T11:00:00Z"),
        ("2024-01-15", "2024-01-14T23:00:00Z"),
        ("2024-01-15T24:00:00", "2024-01-15T23:00:00Z"),
    ],
)
def test_dates_in_all_forms(tmp_path: Path, written_date: str, start: str) -> None:
    keys = f"title: x\ndate: {written_date}\nresolved: false\nseverity: down\naffected: [API]\n"
    came = cstate(tmp_path, zone="Europe/Berlin", x=issue(keys, "y"))
    assert f"start: {start}\n" in next(iter(came.files().values()))


def test_a_day_that_does_not_exist_gives_way_to_the_name(tmp_path: Path) -> None:
    keys = "title: x\ndate: 2022-13-26\nresolved: false\nseverity: down\naffected: [API]\n"
    came = cstate(tmp_path, **{"2022-12-26T0730--x": issue(keys, "y"), "undated": issue(keys, "z")})
    assert [one.start for one in came.site.incidents] == [1_672_039_800]
    assert came.losses[1:] == [
        "content/issues/2022-12-26T0730--x.md: date: guessed: 2022-13-26 -> 2022-12-26T07:30:00Z",
        "content/issues/undated.md: left out: undated",
    ]


def test_addresses_of_cstate_go_on_answering(tmp_path: Path) -> None:
    keys = "title: x\ndate: 2024-01-15T10:00:00Z\nresolved: false\nseverity: down\n"
    name = "Störung (API)"
    came = cstate(tmp_path, **{name: issue(f"{keys}affected: [API, Bücher & mehr, Gone]\n", "y")})
    build(came.root, tmp_path / "public", Options(NOW))
    for path in (
        "index.xml", "index.svg", "index.json", "issues/index.xml", "issues/index.html",
        "issues/index.json", "issues/störung-api/index.html", "issues/störung-api/index.json",
        "affected/api/index.html", "affected/api/index.json", "affected/api/index.xml",
        "affected/api/index.svg", "affected/api/page/1/index.html",
        "affected/bücher--mehr/index.html", "affected/gone/index.html", "affected/gone/index.xml",
    ):  # fmt: skip
        assert (tmp_path / "public" / path).is_file(), path
    public = tmp_path / "public"
    assert (public / "index.xml").read_bytes() == (public / "feed.rss").read_bytes()
    own = (public / "affected/api/index.xml").read_bytes()
    assert own == (public / "monitors/api/feed.rss").read_bytes()
    document = json.loads((public / "issues/störung-api/index.json").read_bytes())
    assert (document["is"], document["body"], document["affected"]) == (
        "issue",
        "<p>y</p>\n",
        ["API", "Bücher & mehr"],
    )


def test_odd_files_are_read(tmp_path: Path) -> None:
    keys = (
        'title: "API: slow "\ndate: 2024-01-15T10:00:00Z\nresolved: "true"\naffected: [API, API]\n'
    )
    text = "\ufeff\r\n" + issue(keys, "W\ufeffell.\n<!-- hidden -->\n").replace("\n", "\r\n")
    name = "2024-01-15T1000--Wartung_(für_alle) copy"
    came = cstate(tmp_path, **{name: text})
    (incident,) = came.site.incidents
    assert incident.slug == "2024-01-15t1000-wartung-fuer-alle-copy"
    assert incident.aliases == ("/issues/2024-01-15t1000--wartung_für_alle-copy/",)
    assert incident.title == "API: slow"
    assert incident.comments[0].text == "Well."
    assert came.problems == []


def test_an_end_before_the_start_is_the_start(tmp_path: Path) -> None:
    keys = (
        "title: x\ndate: 2024-01-15T10:00:00Z\nresolved: true\nresolvedWhen: 2024-01-15T09:00:00Z\n"
        "severity: down\naffected: [API]\n"
    )
    came = cstate(tmp_path, x=issue(keys, "y"))
    assert came.problems == []
    assert (
        "content/issues/x.md: resolvedWhen: changed: 2024-01-15T09:00:00Z -> 2024-01-15T10:00:00Z"
    ) in came.losses


def test_what_is_informational_is_a_notice_and_a_draft_internal(tmp_path: Path) -> None:
    keys = "title: x\ndate: 2024-01-15T10:00:00Z\nresolved: true\naffected: [API]\n"
    came = cstate(
        tmp_path,
        pinned=issue(f"{keys}informational: true\npin: true\n", "News."),
        draft=issue(f"{keys}severity: down\ndraft: true\n", "Not yet."),
    )
    draft, pinned = sorted(came.site.incidents, key=lambda one: one.slug)
    assert (pinned.notice, pinned.pinned, pinned.internal) == (True, True, None)
    assert (draft.notice, draft.internal) == (False, True)


def test_what_lies_ahead_is_a_maintenance(tmp_path: Path) -> None:
    keys = (
        "title: Move\ndate: 2027-06-01T10:00:00Z\nresolved: false\n"
        "resolvedWhen: 2027-06-01T12:00:00Z\nseverity: notice\naffected: [API]\n"
    )
    came = cstate(tmp_path, move=issue(keys, "We move."))
    (work,) = came.site.maintenances
    assert (work.duration, dict(work.monitors)) == (7200, {"api": "MAINTENANCE"})


def test_unknown_systems_are_told_with_a_guess(tmp_path: Path) -> None:
    keys = (
        "title: x\ndate: 2024-01-15T10:00:00Z\nresolved: false\nseverity: down\naffected: [APIs]\n"
    )
    came = cstate(tmp_path, x=issue(keys, "y"))
    assert came.losses[1:] == ["content/issues/x.md: affected: left out: APIs"]
    assert came.found.losses.found[1].why == "no system has this name; is it `API`?"


def test_what_cannot_be_read_is_told_and_nothing_else_suffers(tmp_path: Path) -> None:
    good = issue(
        "title: x\ndate: 2024-01-15T10:00:00Z\nresolved: false\nseverity: down\naffected: []\n", "y"
    )
    came = cstate(tmp_path, broken="---\ntitle: a: b\n---\n", bare="No front matter.\n", good=good)
    assert [one.slug for one in came.site.incidents] == ["good"]
    assert came.losses[1:] == [
        "content/issues/bare.md: left out: the file",
        "content/issues/broken.md: line 2: left out: the file",
    ]


def test_importing_again_adds_only_what_is_new(tmp_path: Path) -> None:
    keys = (
        "title: x\ndate: 2024-01-15T10:00:00Z\nresolved: false\nseverity: down\naffected: [API]\n"
    )
    text = '*Investigating* - y {{< track "2024-01-15 10:00:00" >}}\n'
    came = cstate(tmp_path, x=issue(keys, text))
    first = came.files()
    opening = tmp_path / "new/content/incidents/2024/x/incident.md"
    opening.write_text(opening.read_text().replace("title: x", "title: Mine"))
    more = '*Update* - z {{< track "2024-01-15 11:00:00" >}}\n\n'
    again = cstate(tmp_path, x=issue(keys, more + text))
    assert dict(again.settled.added) == {"updates": 1}
    assert again.settled.known["incidents"] == 1
    assert set(again.files()) - set(first) == {
        "incidents/2024/x/2024-01-15T110000Z.investigating.md"
    }
    assert "title: Mine" in opening.read_text()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("API", "api"),
        ("Object Storage (Swift)", "object-storage-swift"),
        ("LernSax - BigBlueButton", "lernsax-bigbluebutton"),
        ("E-Mail-Übung", "e-mail-übung"),
        ("a--b_c.d", "a--b_c.d"),
        ("  x,  y ", "x-y"),
    ],
)
def test_hugo_makes_addresses_of_names(name: str, path: str) -> None:
    assert hugo_path(name) == path
