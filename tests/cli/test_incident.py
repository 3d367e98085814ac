"""`statusgen incident`: what is typed, and the files that a person would have written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.edits import (
    FOLDER,
    NOW,
    OPEN,
    OPENED,
    OVER,
    changed,
    refused,
    site,
    told,
    typed,
    wrote,
)
from tests.requests import files_in

AT = "2026-01-15T104000Z"


def test_new_writes_what_a_person_would_have_written(tmp_path: Path) -> None:
    words = (
        "incident", "new", "Logins fail: \"403\"", "-m", "We look into it.", "-m", "More soon.",
        "--monitor", "website=partial", "--monitor", "database", "--severity", "critical",
        "--state", "identified", "--start", "10m ago", "--pinned",
        "--link", "Forum=https://forum.example.com/t?id=1",
    )  # fmt: skip
    assert wrote(site(tmp_path), *words) == {
        "content/incidents/2026/2026-01-15-logins-fail-403/incident.md": """\
---
title: "Logins fail: \\"403\\""
start: 2026-01-15T10:30:00Z
monitors:
  website: PARTIAL
  database: DOWN
severity: critical
opened_as: identified
pinned: true
links:
  - {title: Forum, url: https://forum.example.com/t?id=1}
---
We look into it.

More soon.
"""
    }


def test_new_without_a_text_is_only_its_facts(tmp_path: Path) -> None:
    found = wrote(site(tmp_path), "incident", "new", "Outage", "--slug", "the-outage", "--notice")
    assert found == {
        "content/incidents/2026/the-outage/incident.md": (
            "---\ntitle: Outage\nstart: 2026-01-15T10:40:00Z\nmonitors: {}\nkind: notice\n---\n"
        )
    }


def test_a_title_twice_a_day_gets_a_slug_of_its_own(tmp_path: Path) -> None:
    found = wrote(site(tmp_path), "incident", "new", "API errors", "-m", "Again.")
    assert list(found) == ["content/incidents/2026/2026-01-15-api-errors-2/incident.md"]


TEMPLATE = """\
---
title: Outage of the API
monitors: [api, website]
severity: major
title.de: Ausfall
---
We see errors and look for the cause.
"""


def test_templates_are_taken_over_and_options_win(tmp_path: Path) -> None:
    root = site(tmp_path, {"content/templates/outage/incident.md": TEMPLATE})
    plain = wrote(root, "incident", "new", "--template", "outage")
    assert plain == {
        "content/incidents/2026/2026-01-15-outage-of-the-api/incident.md": """\
---
title: Outage of the API
start: 2026-01-15T10:40:00Z
monitors: [api, website]
severity: major
title.de: Ausfall
---
We see errors and look for the cause.
"""
    }
    words = ("--monitor", "database=DEGRADED", "--severity", "minor", "-m", "Slow.")
    (text,) = wrote(root, "incident", "new", "Slow", "--template", "outage", *words).values()
    assert text == (
        "---\ntitle: Slow\nstart: 2026-01-15T10:40:00Z\nmonitors:\n  database: DEGRADED\n"
        "severity: minor\ntitle.de: Ausfall\n---\nSlow.\n"
    )
    said = refused(root, "incident", "new", "X", "--template", "outtage", code=2)
    assert "There is no template `outtage`: did you mean `outage`?" in said
    said = refused(site(tmp_path / "b"), "incident", "new", "X", "--template", "outage", code=2)
    assert "there is no content/templates/*/incident.md" in said


def test_a_template_that_cannot_be_read_is_shown_with_its_line(tmp_path: Path) -> None:
    root = site(tmp_path, {"content/templates/outage/incident.md": "---\ntitle: a: b\n---\n"})
    said = refused(root, "incident", "new", "X", "--template", "outage")
    assert said.startswith("content/templates/outage/incident.md:2:9: error: ")
    assert "nothing was written: 1 error" in said


@pytest.mark.parametrize(
    "name", ["api-errors", "2026-01-15-api-errors", "errors", f"{FOLDER}", f"{FOLDER}/incident.md", ""]
)  # fmt: skip
def test_an_update_is_one_new_file(tmp_path: Path, name: str) -> None:
    words = (
        "--state",
        "identified",
        "--monitor",
        "api=DOWN",
        "-m",
        "A full disk.",
        "--author",
        "Jo",
    )
    found = wrote(
        site(tmp_path), "incident", "update", *([name] if name else []), *words, "--quiet"
    )
    assert found == {
        f"{FOLDER}/{AT}.identified.md": (
            "---\nmonitors:\n  api: DOWN\nauthor: Jo\nnotify: false\n---\nA full disk.\n"
        )
    }


def test_an_id_names_an_incident(tmp_path: Path) -> None:
    for name in ("77", "inc_77"):
        assert told(site(tmp_path), "incident", "show", name)["entry"]["title"] == "Slow pages"


def test_an_update_without_a_state_keeps_it(tmp_path: Path) -> None:
    root = site(tmp_path, {f"{FOLDER}/2026-01-15T1030Z.monitoring.md": "Better.\n"})
    assert wrote(root, "incident", "update", "-m", "-", given="Still fine.\n\n") == {
        f"{FOLDER}/{AT}.monitoring.md": "Still fine.\n"
    }


def test_resolve_and_reopen(tmp_path: Path) -> None:
    root = site(tmp_path)
    assert wrote(root, "incident", "resolve", "-m", "It is larger.", "--at", "-5m") == {
        f"{FOLDER}/2026-01-15T103500Z.resolved.md": "It is larger.\n"
    }
    assert told(root, "incident", "show", "api-errors")["entry"]["end"] == "2026-01-15T10:35:00Z"
    said = refused(root, "incident", "resolve", "api-errors", "-m", "Again.", code=2)
    assert "`2026-01-15-api-errors` is not open" in said
    assert wrote(root, "incident", "reopen", "api-errors", "-m", "It is back.") == {
        f"{FOLDER}/{AT}.investigating.md": "It is back.\n"
    }
    assert told(root, "incident", "show")["entry"]["monitors"] == {"api": "PARTIAL"}
    assert "is open" in refused(root, "incident", "reopen", "api-errors", "-m", "x", code=2)


def test_what_is_meant_must_be_clear(tmp_path: Path) -> None:
    root = site(tmp_path, {"content/incidents/2026-01-14-api-down/incident.md": OPENED})
    said = refused(root, "incident", "update", "-m", "x", code=2)
    assert "Several could be meant: name the incident" in said
    assert "2026-01-15-api-errors  investigating  API errors" in said
    assert "2026-01-14-api-down  investigating  API errors" in said
    assert "may mean more than one" in refused(root, "incident", "update", "api", "-m", "x", code=2)
    said = refused(root, "incident", "update", "apy-errors", "-m", "x", code=2)
    assert "There is no incident `apy-errors`: did you mean" in said
    empty = refused(site(tmp_path / "e", {OPEN: ""}), "incident", "resolve", "-m", "x", code=2)
    assert "No incident is open: name one\n  2026-01-02-slow-pages  resolved" in empty


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("update", "--monitor", "apii=DOWN", "-m", "x"), f"{FOLDER}/{AT}.investigating.md:3:3: "),
        (("update", "--monitor", "apii=DOWN", "-m", "x"), "hint: did you mean `api`?"),
        (("update", "--at", "2026-01-15T11:00Z", "-m", "x"), "[comment-in-future]"),
        (("update", "--at", "2026-01-15T09:00Z", "-m", "x"), "[comment-before-start]"),
        (("update", "--state", "postmortem", "-m", "x"), "[state-not-allowed]"),
        (("update", "-m", "a\x07b"), "[control-character]"),
        (("update", "-m", "![x](https://example.com/x.png)"), "[remote-image]"),
        (("new", "x" * 256), "[bad-value]"),
        (("new", "x", "--link", "a=javascript:alert(1)"), "[bad-value]"),
        (("edit", "api-errors", "--title", ""), "error: "),
    ],
)
def test_what_would_be_wrong_is_refused_with_its_place(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    found = refused(site(tmp_path), "incident", *words)
    assert said in found
    assert "statusgen: nothing was written: 1 error would come with it\n" in found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("update",), "Say what to tell people: -m TEXT"),
        (("update", "-m", " "), "Say what to tell people: -m TEXT"),
        (("new",), "Name a TITLE"),
        (("new", "x", "--state", "identified"), "say it with -m TEXT"),
        (("new", "x", "--slug", "../../x"), "cannot be a part of a URL"),
        (("new", "x", "--slug", "2026-01-02-slow-pages"), "is the slug of something else"),
        (("new", "x", "--start", "2026-01-15T10:00"), "write 2026-01-15T10:00:00Z if it is UTC"),
        (("new", "x", "--start", "yesterday"), "or type 2026-01-15T10:30Z, Unix seconds, `now`"),
        (("new", "x", "--monitor", "api=DWN"), "did you mean `DOWN`?"),
        (("new", "x", "--link", "forum"), "is not of the form 'Title=https://example.com'"),
        (("edit", "api-errors"), "there is no terminal for an editor"),
        (("edit", "api-errors", "--remove-monitor", "apii"), "did you mean `api`?"),
        (("delete", "api-errors"), "say --yes"),
        (("update", "--branch", "a..b", "-m", "x"), "this is no git repository"),
    ],
)
def test_wrong_use_says_what_to_do(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused(site(tmp_path), "incident", *words, code=2)


def test_what_was_wrong_before_is_nobodys_fault(tmp_path: Path) -> None:
    root = site(tmp_path, {"content/incidents/broken/incident.md": "---\nstart: never\n---\n"})
    assert len(wrote(root, "incident", "update", "-m", "News.")) == 1


def test_warnings_are_shown_and_written_all_the_same(tmp_path: Path) -> None:
    root = site(tmp_path, {f"{FOLDER}/2026-01-15T1030Z.identified.md": "A disk.\n"})
    done = typed(root, "incident", "update", "--state", "investigating", "-m", "It is not.")
    assert done.returncode == 0
    assert "warning: `investigating` after `identified` goes back a step" in done.stderr
    assert (root / FOLDER / f"{AT}.investigating.md").exists()


def test_edit_changes_the_keys_that_are_named_and_nothing_else(tmp_path: Path) -> None:
    words = ("--title", "The API fails", "--monitor", "website=DEGRADED", "--severity", "major")
    assert wrote(site(tmp_path), "incident", "edit", "api-errors", *words) == {
        OPEN: OPENED.replace("API errors #", "The API fails #").replace(
            "  api: PARTIAL\n", "  api: PARTIAL\n  website: DEGRADED\nseverity: major\n"
        )
    }
    words = ("--remove-monitor", "api", "--severity", "auto", "--pinned", "-m", "All of them.")
    (text,) = wrote(tmp_path, "incident", "edit", "api-errors", *words).values()
    assert "  website: DEGRADED\npinned: true\n---\nAll of them.\n" in text
    assert "severity" not in text
    assert (
        typed(tmp_path, "incident", "edit", "api-errors", "--pinned").stderr == "nothing changes\n"
    )


def test_another_start_keeps_the_time_and_the_id_of_what_was_said(tmp_path: Path) -> None:
    root = site(tmp_path)
    before = told(root, "incident", "show", "api-errors")["entry"]
    wrote(root, "incident", "edit", "api-errors", "--start", "2026-01-15T10:20Z")
    after = told(root, "incident", "show", "api-errors")["entry"]
    assert after["start"] == "2026-01-15T10:20:00Z"
    assert after["id"] == before["id"]
    for key in ("id", "at", "text"):
        assert after["timeline"][0][key] == before["timeline"][0][key]


def test_delete_takes_the_folder_and_keeps_the_address(tmp_path: Path) -> None:
    words = ("incident", "delete", "api-errors", "--yes", "--reason", "A false alarm.")
    found = wrote(site(tmp_path), *words)
    assert found[OPEN] == ""
    assert "slug: 2026-01-15-api-errors\n" in found["content/removed.yaml"]
    assert "reason: A false alarm.\n" in found["content/removed.yaml"]
    (again,) = wrote(tmp_path, "incident", "new", "API errors", "-m", "x")
    assert again == "content/incidents/2026/2026-01-15-api-errors-2/incident.md"


def test_a_dry_run_is_a_patch_that_git_takes(tmp_path: Path) -> None:
    import subprocess

    root = site(tmp_path)
    (root / OPEN).write_text(OPENED.rstrip())
    before = files_in(root)
    words = ("incident", "edit", "api-errors", "--title", "Errors", "--start", "2026-01-15T10:20Z")
    done = typed(root, *words, "--dry-run", "--commit")
    assert files_in(root) == before
    assert "-title: API errors #" in done.stdout
    subprocess.run(["git", "apply"], input=done.stdout, text=True, cwd=root, check=True)
    by_git = changed(root, before)
    for file, text in before.items():
        (root / file).write_text(text)
    (root / FOLDER / "2026-01-15T102400Z.investigating.md").unlink()
    assert wrote(root, *words) == by_git


def test_the_json_of_an_edit_names_all_that_a_tool_needs(tmp_path: Path) -> None:
    found = told(site(tmp_path), "incident", "update", "--state", "monitoring", "-m", "Better.")
    file = f"{FOLDER}/{AT}.monitoring.md"
    assert (found["written"], found["removed"]) == ([file], [])
    assert (found["slug"], found["state"], found["open"]) == (
        "2026-01-15-api-errors",
        "monitoring",
        True,
    )
    assert found["url"] == "https://status.example.com/incidents/2026-01-15-api-errors/"
    assert found["comment"]["file"] == file
    assert found["commit"] is found["branch"] is found["pull_request"] is None
    timeline = told(tmp_path, "incident", "show")["entry"]["timeline"]
    assert timeline[-1] == found["comment"]


def test_internal_incidents_have_no_page(tmp_path: Path) -> None:
    root = site(tmp_path)
    assert told(root, "incident", "new", "Ours", "--internal", "-m", "x")["url"] is None
    assert "none: it is internal" in typed(root, "incident", "show", "ours").stdout


def test_list_shows_the_open_ones_and_what_is_asked_for(tmp_path: Path) -> None:
    root = site(tmp_path)
    assert typed(root, "incident", "list").stdout == (
        "STATE          START              SLUG                   MONITORS     TITLE\n"
        "investigating  2026-01-15 10:24Z  2026-01-15-api-errors  api PARTIAL  API errors\n"
        "resolved       2026-01-02 08:00Z  2026-01-02-slow-pages               Slow pages\n"
    )

    def slugs(*words: str) -> list[str]:
        return [one["slug"][11:] for one in told(root, "incident", "list", *words)["entries"]]

    assert slugs("--open") == ["api-errors"]
    assert slugs("--state", "resolved") == ["slow-pages"]
    assert slugs("--monitor", "api") == ["api-errors"]
    assert slugs("--since", "7d") == ["api-errors"]
    assert slugs("--since", "2026-01-01T00:00Z") == ["api-errors", "slow-pages"]
    assert slugs("--all", "--limit", "1") == ["api-errors"]
    assert typed(root, "incident", "list", "--state", "snoozed").stdout == "none\n"


def test_list_says_what_it_leaves_out(tmp_path: Path) -> None:
    for day in range(10, 30):
        folder = tmp_path / f"content/incidents/2025-12-{day}-past"
        folder.mkdir(parents=True)
        (folder / "incident.md").write_text(f"---\ntitle: Past\nstart: 2025-12-{day}T10:00Z\n---\n")
        (folder / f"2025-12-{day}T1100Z.resolved.md").write_text("Over.\n")
    done = typed(site(tmp_path), "incident", "list")
    assert done.stderr == "\nOpen ones and the last 10; --all shows 12 more.\n"
    assert len(done.stdout.splitlines()) == 11
    assert len(typed(tmp_path, "incident", "list", "--all").stdout.splitlines()) == 23


def test_show_has_every_text_with_its_file(tmp_path: Path) -> None:
    shown = typed(site(tmp_path), "incident", "show", "slow").stdout
    assert shown.startswith("Slow pages\n  state     resolved\n")
    assert f"  file      {OVER}/incident.md\n" in shown
    assert shown.endswith(
        "\n  2  2026-01-02 09:00Z  resolved\n     2026-01-02T0900Z.resolved.md\n     Fast again.\n"
    )


def test_foreign_text_cannot_command_a_terminal_or_a_runner(tmp_path: Path) -> None:
    root = site(tmp_path)
    words = ("incident", "update", "-m", "::error::Fine\n##[error]Fine")
    done = typed(root, *words)
    assert done.returncode == 0
    shown = "".join(
        typed(root, *more).stdout
        for more in (("incident", "show"), ("incident", "update", "-m", words[-1], "--dry-run"))
    )
    assert not [line for line in shown.splitlines() if line.strip().startswith("::")]
    assert "##[" not in shown


def test_what_is_not_utf8_is_refused(tmp_path: Path) -> None:
    assert "not UTF-8" in refused(site(tmp_path), "incident", "new", "caf\udce9", code=2)


def test_without_a_site_it_says_so(tmp_path: Path) -> None:
    for words in (("list",), ("new", "x"), ("update", "-m", "x")):
        done = typed(tmp_path, "incident", *words, now=NOW)
        assert (done.returncode, done.stdout) == (2, "")
        assert "there is no content/ in ." in done.stderr
