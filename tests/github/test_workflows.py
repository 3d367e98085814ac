"""The workflows that a site gets: each job is executed as far as it is ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.github.proposals import (
    INCIDENT,
    program,
    propose,
    repository,
    runner,
)
from tests.github.runner import Result, Runner
from tests.repositories import commit, git, write
from tests.sites import write_site

UPDATE = {f"{INCIDENT}/2026-01-15T1100Z.identified.md": "A full disk.\n"}
BROKEN = {"content/incidents/2026-01-16-typo/incident.md": "---\ntitle: Typo\nstart: never\n---\n"}
WEBHOOK = "notifications:\n  - {name: tools, kind: webhook, url_env: U, secret_env: S}\n"


def job(machine: Runner, workflow: str, name: str) -> Result:
    return machine.job(machine.workspace / f".github/workflows/{workflow}.yml", name)


def with_origin(tmp_path: Path, files: dict[str, str] | None = None) -> Path:
    """A repository whose `origin` is a bare one beside it."""
    site = repository(tmp_path / "site")
    write(site, dict(files or {}))
    commit(site, message="More")
    git(tmp_path, "clone", "--quiet", "--bare", "site", "origin.git")
    git(site, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(site, "fetch", "--quiet", "origin")
    git(site, "branch", "--quiet", "--set-upstream-to", "origin/main")
    return site


def gh(tmp_path: Path, answer: str = "") -> Path:
    """A `gh` that writes down how it was called, and answers."""
    calls = tmp_path / "gh-calls"
    script = f'printf "%s\\n" "$*" >>{calls}\n{answer or ":"}'
    program(tmp_path / "bin", "gh", script)
    return calls


# ------------------------------------------------------------------------------------- check.yml


def test_check_says_what_a_pull_request_does_and_keeps_a_preview(tmp_path: Path) -> None:
    propose(repository(tmp_path / "site"), dict(UPDATE))
    result = job(runner(tmp_path, event_name="pull_request"), "check", "check")
    assert result.report().splitlines() == [
        "Check out what the merge would give: not executed: actions/checkout v7.0.1",
        "Set up Python: not executed: actions/setup-python v7.0.0",
        "Install statusgen: not executed: the statusgen of this checkout stands in for it",
        "Run statusgen: exit code 0",
        "Set up Python: not executed: actions/setup-python v7.0.0",
        "Install statusgen: not executed: the statusgen of this checkout stands in for it",
        "Run statusgen: exit code 0",
        "Keep the preview: not executed: actions/upload-artifact v7.0.0",
    ]
    assert "A full disk." in result.summary
    assert (tmp_path / "site/public/index.html").is_file()


def test_without_a_passed_check_there_is_no_preview(tmp_path: Path) -> None:
    propose(repository(tmp_path / "site"), dict(BROKEN))
    result = job(runner(tmp_path, event_name="pull_request"), "check", "check")
    assert result.code == 1
    assert result.steps[-1].name == "Run statusgen"
    assert not (tmp_path / "site/public").exists()


# ------------------------------------------------------------------------------------- pages.yml


def test_publishing_leaves_out_what_is_broken_and_ends_red(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    write(site, dict(BROKEN))
    commit(site, message="Broken")
    build = job(runner(tmp_path), "pages", "build")
    assert build.code == 0
    assert build.steps[-1].why == "not executed: actions/upload-pages-artifact v5.0.0"
    assert build.outputs["commit"] == git(site, "rev-parse", "HEAD")
    assert build.outputs["errors"] == "1"
    needs = {"build": build.outputs}
    whole = job(runner(tmp_path, temp=tmp_path / "whole", needs=needs), "pages", "whole")
    assert whole.code == 1
    assert [one.name for one in whole.annotations] == ["error"]
    fine = {"build": {"errors": "0"}}
    assert not job(runner(tmp_path, temp=tmp_path / "fine", needs=fine), "pages", "whole").code


def test_after_the_deployment_it_says_what_is_live_and_where(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    build = job(runner(tmp_path), "pages", "build")
    machine = runner(
        tmp_path,
        temp=tmp_path / "deploy",
        needs={"build": build.outputs},
        given={"deployment": {"page_url": "https://acme.github.io/status/"}},
    )
    assert job(machine, "pages", "deploy").summary == (
        "### Live: <https://acme.github.io/status/>\n\n"
        f"Commit {git(site, 'rev-parse', 'HEAD')}. "
        "The page says `partial`: 1 open incident, no problems.\n- Outage\n"
    )


def test_notifying_begins_with_a_baseline_and_keeps_the_ledger_at_origin(tmp_path: Path) -> None:
    settings = write_site(tmp_path / "settings", {}) / "content/site.yaml"
    site = with_origin(tmp_path, {"content/site.yaml": settings.read_text() + WEBHOOK})
    first = job(runner(tmp_path, inputs={"baseline": True}), "pages", "notify")
    assert "events are known, and nothing was sent" in first.step("Notify").log
    assert "refs/statusgen/ledger" in git(site, "ls-remote", "origin")
    again = job(runner(tmp_path, temp=tmp_path / "again"), "pages", "notify")
    assert "0 sent" in again.step("Notify").log


# -------------------------------------------------------------------------------------- edit.yml


def labelled(label: str, **more: Any) -> dict[str, Any]:
    issue = {"number": 7, "labels": [{"name": label}], **more}
    return {"label": {"name": label}, "issue": issue, "sender": {"login": "eve"}}


@pytest.mark.parametrize(
    ("answer", "may"),
    [
        ("echo admin", "write"),
        ("echo write", "write"),
        ("echo read", ""),
        ("echo none", ""),
        ("exit 1", ""),
    ],
)
def test_only_who_may_write_gets_further(tmp_path: Path, answer: str, may: str) -> None:
    repository(tmp_path / "site")
    calls = gh(tmp_path, answer)
    event = labelled("incident")
    allowed = job(runner(tmp_path, event_name="issues", event=event), "edit", "allowed")
    assert allowed.outputs["permission"] == may
    assert (
        calls.read_text() == "api repos/acme/status/collaborators/eve/permission --jq .permission\n"
    )
    edit = runner(tmp_path, temp=tmp_path / "edit", needs={"allowed": {"permission": ""}})
    assert job(edit, "edit", "edit").skipped


def remarked(action: str, sender: str, author: str) -> dict[str, Any]:
    comment = {"user": {"login": author}}
    return {
        **labelled("incident"),
        "action": action,
        "sender": {"login": sender},
        "comment": comment,
    }


@pytest.mark.parametrize(
    ("action", "sender", "author", "may"),
    [
        ("created", "ada", "ada", "write"),
        ("created", "eve", "eve", ""),
        ("edited", "ada", "bob", "write"),
        ("edited", "ada", "eve", ""),  # her words, whoever corrects them
        ("edited", "eve", "ada", ""),
        ("deleted", "ada", "eve", "write"),  # she may have written here when she wrote it
        ("deleted", "eve", "ada", ""),
        ("created", "", "", ""),
    ],
)
def test_of_a_comment_both_who_wrote_it_and_who_changes_it_are_asked_for(
    tmp_path: Path, action: str, sender: str, author: str, may: str
) -> None:
    repository(tmp_path / "site")
    gh(
        tmp_path,
        "case $2 in */ada/* | */bob/*) echo write ;; */eve/*) echo read ;; *) exit 1 ;; esac",
    )
    event = remarked(action, sender, author)
    allowed = job(runner(tmp_path, event_name="issue_comment", event=event), "edit", "allowed")
    assert allowed.outputs["permission"] == may
    assert allowed.code == 0


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("issues", labelled("bug")),
        ("issue_comment", {"issue": {"labels": [{"name": "bug"}]}}),
        (
            "issue_comment",
            {"issue": {"labels": [{"name": "incident"}], "pull_request": {"url": "x"}}},
        ),
    ],
)
def test_what_is_not_for_the_page_starts_no_job(
    tmp_path: Path, name: str, event: dict[str, Any]
) -> None:
    repository(tmp_path / "site")
    assert job(runner(tmp_path, event_name=name, event=event), "edit", "allowed").skipped


def test_the_form_becomes_a_commit_at_origin_and_a_publication(tmp_path: Path) -> None:
    site = with_origin(tmp_path)
    calls = gh(tmp_path)
    event = {
        "inputs": {
            "action": "open",
            "title": "The website is slow",
            "monitors": "website",
            "impact": "DEGRADED",
            "message": "We look at it. ::error::forged",
        },
        "sender": {"login": "ada", "type": "User"},
    }
    allowed = job(runner(tmp_path, event_name="workflow_dispatch", event=event), "edit", "allowed")
    edit = job(
        runner(
            tmp_path,
            temp=tmp_path / "edit",
            event_name="workflow_dispatch",
            event=event,
            needs={"allowed": allowed.outputs},
        ),
        "edit",
        "edit",
    )
    assert edit.code == 0, edit.steps[-1].log
    assert edit.outputs["changed"] == "true"
    assert edit.annotations == []
    told = git(
        site, "ls-tree", "-r", "--name-only", git(site, "ls-remote", "origin", "main").split()[0]
    )
    assert "the-website-is-slow/incident.md" in told
    needs = {"edit": edit.outputs}
    assert not job(runner(tmp_path, temp=tmp_path / "p", needs=needs), "edit", "publish").code
    assert calls.read_text() == "workflow run pages.yml --ref main\n"


# --------------------------------------------------------------------------------- automerge.yml


def decided(tmp_path: Path, files: dict[str, str | None]) -> Result:
    """The job `decide`: the workspace has main, the pull request lies in `proposed`."""
    site = repository(tmp_path / "site")
    repository(site / "proposed")
    propose(site / "proposed", files)
    return job(asking(tmp_path), "automerge", "decide")


def asking(
    tmp_path: Path, fork: bool = False, draft: bool = False, on: str = "true", into: str = "main"
) -> Runner:
    head = {"repo": {"full_name": "eve/status" if fork else "acme/status"}, "sha": "abc"}
    request = {"draft": draft, "head": head, "number": 9, "user": {"login": "ada"}}
    return runner(
        tmp_path,
        event_name="pull_request",
        event={
            "pull_request": {**request, "base": {"ref": into}},
            "repository": {"default_branch": "main"},
        },
        variables={"STATUSGEN_AUTOMERGE": on},
    )


def test_a_new_update_needs_no_reviewer(tmp_path: Path) -> None:
    result = decided(
        tmp_path, {**UPDATE, f"{INCIDENT}/2026-01-15T1100Z.identified.de.md": "Voll.\n"}
    )
    assert result.outputs["verdict"] == "true"


def test_merging_waits_for_the_other_checks(tmp_path: Path) -> None:
    repository(tmp_path / "site")
    ready = tmp_path / "ready"
    calls = gh(tmp_path, f"[[ -e {ready} ]]")
    program(tmp_path / "bin", "sleep", f"touch {ready}")
    assert job(asking(tmp_path), "automerge", "merge").code == 0
    assert calls.read_text() == 2 * (
        "pr merge 9 --merge --match-head-commit abc "
        "--body Merged without a review: @ada adds only updates, and the check has passed.\n"
    )
    program(tmp_path / "bin", "sleep", f"rm -f {ready}")
    ready.unlink()
    never = asking(tmp_path)
    never.temp = tmp_path / "never"
    assert job(never, "automerge", "merge").code == 1


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({**UPDATE, "monitors.yaml": "- {tag: api, name: Api}\n"}, "monitors.yaml is changed"),
        ({**UPDATE, ".github/workflows/check.yml": "on: push\n"}, "check.yml is changed"),
        (dict(BROKEN), "incident.md is new"),
        ({f"{INCIDENT}/incident.md": None}, "incident.md is removed"),
        ({f"{INCIDENT}/2026-01-15T1100Z.md": "No state.\n"}, "2026-01-15T1100Z.md is new"),
        ({"elsewhere/2026-01-15T1100Z.identified.md": "x\n"}, "identified.md is new"),
        ({f"{INCIDENT}/2026-01-15T1100Z.unheard-of.md": "x\n"}, "unheard-of.md is new"),
        ({f"{INCIDENT}/deeper/2026-01-15T1100Z.identified.md": "x\n"}, "identified.md is new"),
    ],
)
def test_everything_else_does(tmp_path: Path, files: dict[str, str | None], said: str) -> None:
    result = decided(tmp_path, files)
    assert result.code == 0
    assert result.outputs["verdict"] == "false"
    assert said in result.step("Decide").log


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026-01-15T1059Z.identified.md", "is of a time before an update that was there"),
        ("2026-01-15T1159+0100.identified.md", "is of a time before an update that was there"),
        ("2026-01-15T1100Z.identified.de.md", "translates an update that was there"),
        ("2026-01-15T110000Z.Identified.de.md", "translates an update that was there"),
    ],
)
def test_what_is_public_already_is_not_rewritten_by_new_files(
    tmp_path: Path, name: str, said: str
) -> None:
    proposed = repository(repository(tmp_path / "site") / "proposed")
    commit(proposed, UPDATE)
    propose(proposed, {f"{INCIDENT}/{name}": "x\n"})
    result = job(asking(tmp_path), "automerge", "decide")
    assert result.outputs["verdict"] == "false"
    assert said in result.step("Decide").log


def test_an_update_that_is_a_link_or_a_program_needs_a_reviewer(tmp_path: Path) -> None:
    site = repository(tmp_path / "site")
    proposed = repository(site / "proposed")
    git(proposed, "checkout", "--quiet", "-b", "proposal")
    (proposed / INCIDENT / "2026-01-15T1100Z.identified.md").symlink_to("/etc/passwd")
    script = proposed / INCIDENT / "2026-01-15T1200Z.identified.md"
    script.write_text("x\n")
    script.chmod(0o755)
    commit(proposed)
    git(proposed, "checkout", "--quiet", "main")
    git(proposed, "merge", "--quiet", "--no-ff", "-m", "Merge", "proposal")
    result = job(asking(tmp_path), "automerge", "decide")
    assert result.outputs["verdict"] == "false"
    assert result.step("Decide").log.count("is new") == 2


@pytest.mark.parametrize("how", [{"fork": True}, {"draft": True}, {"on": ""}, {"into": "x"}])
def test_forks_drafts_other_branches_and_who_has_not_asked_for_it_are_left_alone(
    tmp_path: Path, how: dict[str, Any]
) -> None:
    repository(tmp_path / "site")
    assert job(asking(tmp_path, **how), "automerge", "decide").skipped
