"""`statusgen receive` as a workflow calls it: what it prints, hands on, and ends with."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from statusgen.cli import COMMANDS
from statusgen.cli.receive import show_answer
from statusgen.dialects.request import Answer
from tests.github.commands import pairs
from tests.inbox.events import comment, dispatch, form, issues
from tests.inbox.mailbox import NOW
from tests.inbox.workflow import Remote, receive
from tests.repositories import git

COMMANDS_OF_RUNNERS = re.compile(r"^\s*::|##\[", re.MULTILINE)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    return Remote(tmp_path).clone("clone")


def test_what_is_handed_on(clone: Path, tmp_path: Path) -> None:
    output, page, reply = (tmp_path / name for name in ("output", "page", "reply.md"))
    found = receive(
        clone,
        "issues",
        issues("labeled"),
        *("--push", "--now", NOW, "--reply", str(reply)),
        GITHUB_OUTPUT=str(output),
        GITHUB_STEP_SUMMARY=str(page),
        GITHUB_RUN_ID="1",
    )
    commit = git(clone, "rev-parse", "HEAD")
    slug = "2026-01-15-the-api-answers-with-errors"
    line = f"Open incident (investigating): {slug} (1 file, commit {commit[:12]})\n"
    assert found == (0, line, "")
    url = f"https://status.example.com/incidents/{slug}/"
    values = {"changed": "true", "commit": commit, "slug": slug, "url": url}
    assert pairs(output) == values
    assert page.read_text() == f"### issues labeled\n\n```text\n{line}```\n\n"
    assert reply.read_text().startswith("<!-- statusgen -->\n**Open incident (investigating).**")


def test_nothing_to_do_is_fine(clone: Path, tmp_path: Path) -> None:
    output, reply = tmp_path / "output", tmp_path / "reply.md"
    event = comment("created", "Me too!", by="vera", association="NONE")
    code, out, err = receive(
        clone, "issue_comment", event, "--push", "--reply", str(reply), GITHUB_OUTPUT=str(output)
    )
    nothing = "issue_comment created: nothing to do: no incident follows this issue\n"
    assert (code, out, err) == (0, nothing, "")
    assert output.read_text().startswith("changed<<")
    assert not reply.exists()


def test_what_is_wrong_is_said_and_nothing_is_changed(clone: Path, tmp_path: Path) -> None:
    reply = tmp_path / "reply.md"
    event = form(action="open", title="::error::x ##[error]", monitors="apii")
    code, out, err = receive(clone, "workflow_dispatch", event, "--push", "--reply", str(reply))
    assert (code, out) == (1, "")
    assert err == "statusgen: not done: there is no monitor `apii`\n  hint: did you mean `api`?\n"
    assert git(clone, "status", "--porcelain") == ""
    assert "there is no monitor `apii`" in reply.read_text()


def test_hostile_words_reach_no_log(clone: Path, tmp_path: Path) -> None:
    page = tmp_path / "page"
    text = "::set-output name=a::b\n##[error]x \u2028 ]]>"
    for event in (
        form(action="open", title=text, monitors=text, message=text),
        form(action=text),
        form(action="open", title=text, message=text),
        form(action="update", incident=text),
    ):
        code, out, err = receive(
            clone, "workflow_dispatch", event, "--push", GITHUB_STEP_SUMMARY=str(page)
        )
        assert code in (0, 1), err
        for said in (out, err, page.read_text(), git(clone, "log", "--format=%B")):
            assert not COMMANDS_OF_RUNNERS.search(said)


def test_requests_of_apis(clone: Path) -> None:
    read = dispatch("statusgen", {"path": "/api/v4/incidents"})
    code, out, err = receive(clone, "repository_dispatch", read, "--push")
    assert (code, json.loads(out), err) == (0, {"incidents": []}, "200 OK\n")
    wrong = dispatch("statusgen", {"path": "/api/v4/incidents", "body": {"title": ""}})
    code, out, err = receive(clone, "repository_dispatch", wrong, "--push")
    assert (code, err) == (4, "400 Bad Request\n")
    assert json.loads(out)["error"]["code"] == "BAD_REQUEST"
    made = {
        "path": "/api/v4/incidents",
        "body": {"title": "Disk ##[x]", "start_date_time": 1737010000},
    }
    code, out, err = receive(
        clone, "repository_dispatch", dispatch("statusgen", made), "--push", "--json"
    )
    assert (code, err) == (0, "")
    told = json.loads(out)
    assert "##[" not in out
    assert told["answer"]["body"]["incident"]["title"] == "Disk ##[x]"
    assert told["slug"] == "2025-01-16-disk-x"
    assert told["changed"] is True
    assert told["commit"] == git(clone, "rev-parse", "HEAD")
    assert git(clone, "log", "-1", "--format=%s") == "Open incident: Disk x"


def test_without_commit_only_files_change(clone: Path) -> None:
    before = git(clone, "rev-parse", "HEAD")
    code, out, _ = receive(clone, "workflow_dispatch", form(action="open", title="Disk"))
    assert code == 0
    assert out.endswith("(1 file)\n")
    assert git(clone, "rev-parse", "HEAD") == before
    assert git(clone, "status", "--porcelain") == "?? content/incidents/"


@pytest.mark.parametrize(
    ("words", "variables", "said"),
    [
        (("--event", "none.json"), {}, "cannot read none.json"),
        (("--id", "a\nb"), {}, "--id takes letters"),
        ((), {"GITHUB_EVENT_NAME": ""}, "name the event with --event FILE and --name"),
        ((), {"GITHUB_RUN_ID": "::error x"}, "--id takes letters"),
    ],
)
def test_wrong_use(
    clone: Path, words: tuple[str, ...], variables: dict[str, str], said: str
) -> None:
    code, out, err = receive(clone, "push", {}, *words, **variables)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_who_is_in_the_way_is_told_on_the_issue(clone: Path, tmp_path: Path) -> None:
    reply, hook = tmp_path / "reply.md", clone / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho '::error::no' >&2\nexit 1\n")
    hook.chmod(0o755)
    code, _, err = receive(clone, "issues", issues("labeled"), "--push", "--reply", str(reply))
    assert code == 74
    assert "git did not take the change" in err
    assert (
        "**Not published yet; nothing was changed.** Run the workflow again." in reply.read_text()
    )
    assert not COMMANDS_OF_RUNNERS.search(err + reply.read_text())
    assert git(clone, "status", "--porcelain") == ""


def test_an_answer_that_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    show_answer(Answer(400, text="no\n::error::x"))
    assert tuple(capsys.readouterr()) == ("no\n.::error::x\n", "400 Bad Request\n")


def test_what_is_long_is_cut(clone: Path) -> None:
    event = form(action="update", incident="x" * 50_000, message="Hm")
    _, _, err = receive(clone, "workflow_dispatch", event)
    assert len(err) < 1200


def test_it_is_a_command() -> None:
    assert "receive" in COMMANDS
