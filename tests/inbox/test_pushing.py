"""Two that push at once: both land, nothing is lost, and nothing is done twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from statusgen.errors import Busy, CannotWrite, UsageError
from statusgen.inbox import receiving
from statusgen.inbox.payloads import Event, read_event
from statusgen.inbox.receiving import Options
from statusgen.inbox.verdicts import Received
from tests.inbox.events import comment, form, issues
from tests.inbox.mailbox import NOW, Clock
from tests.inbox.workflow import Remote, receive, start
from tests.repositories import git
from tests.sites import instant
from tests.tools import FULL


@pytest.fixture
def remote(tmp_path: Path) -> Remote:
    return Remote(tmp_path)


def event_of(name: str, payload: Any) -> Event:
    return read_event(name, json.dumps(payload).encode())


def opening(title: str) -> dict[str, Any]:
    return form(action="open", title=title, message="Hm")


def push(clone: Path, payload: Any, mark: str, clock: Clock | None = None) -> Received:
    options = Options(instant(NOW), mark, push=True)
    event = event_of("workflow_dispatch", payload)
    return receiving.receive(clone, event, options, clock or Clock())


RIVAL = """\
#!/bin/sh
unset $(git rev-parse --local-env-vars)
left=$(cat "{count}")
test "$left" -gt 0 || exit 0
echo $((left - 1)) > "{count}"
cd "{theirs}"
git pull --quiet --ff-only && echo "$left" > notes.txt && git add -A
git commit --quiet -m "round $left" && git push --quiet
"""


def race(ours: Path, theirs: Path, rounds: int) -> None:
    """Lets somebody push while we do: after git has looked where the branch is, before it moves it."""
    count = ours.parent / "count"
    count.write_text(f"{rounds}\n")
    hook = ours / ".git/hooks/pre-push"
    hook.write_text(RIVAL.format(count=count, theirs=theirs))
    hook.chmod(0o755)


def push_by_hand(clone: Path, words: str) -> None:
    git(clone, "pull", "--quiet", "--ff-only")
    (clone / "notes.txt").write_text(words)
    git(clone, "add", "-A")
    git(clone, "commit", "-qm", words)
    git(clone, "push", "-q")


def test_a_push_that_loses_is_performed_again_on_top(remote: Remote) -> None:
    ours, clock = remote.clone("ours"), Clock()
    race(ours, remote.clone("theirs"), 3)
    found = push(ours, opening("Disk full"), "1", clock)
    assert remote.log() == [
        "Open incident (investigating): Disk full", "round 1", "round 2", "round 3", "A site",
    ]  # fmt: skip
    assert clock.slept == [1.5, 3.0, 6.0]
    assert found.commit == git(remote.bare, "rev-parse", "main") == git(ours, "rev-parse", "HEAD")
    assert git(ours, "status", "--porcelain") == ""


def test_after_five_lost_races_nothing_is_changed(remote: Remote) -> None:
    ours = remote.clone("ours")
    race(ours, remote.clone("theirs"), 5)
    with pytest.raises(Busy, match="others pushed to origin/main each time first"):
        push(ours, opening("Disk full"), "1")
    assert remote.log() == [*(f"round {n}" for n in range(1, 6)), "A site"]
    assert git(ours, "status", "--porcelain") == ""
    assert not list((ours / "content").rglob("incident.md"))
    assert push(ours, opening("Disk full"), "1").commit == git(remote.bare, "rev-parse", "main")


def test_two_workflows_at_once_for_several_rounds(remote: Remote) -> None:
    clones = [remote.clone(name) for name in ("one", "two")]
    rounds = 10 if FULL else 3
    for number in range(rounds):
        running = [
            start(
                clone, "workflow_dispatch", opening(f"{clone.name} {number}"),
                "--push", "--now", NOW, GITHUB_RUN_ID=f"{clone.name}-{number}",
            )
            for clone in clones
        ]  # fmt: skip
        for process in running:
            out, err = process.communicate(timeout=120)
            assert (process.returncode, err) == (0, ""), out
    titles = {line.rpartition(": ")[2] for line in remote.log()[:-1]}
    assert titles == {f"{name} {n}" for name in ("one", "two") for n in range(rounds)}
    assert len(remote.log()) == 2 * rounds + 1
    assert len([file for file in remote.files() if file.endswith("incident.md")]) == 2 * rounds


def test_two_in_one_working_copy(remote: Remote) -> None:
    clone = remote.clone("one")
    running = [
        start(clone, "workflow_dispatch", opening(f"Disk {n}"), "--push", "--now", NOW, GITHUB_RUN_ID=str(n))
        for n in range(3)
    ]  # fmt: skip
    said = [process.communicate(timeout=120)[1] for process in running]
    assert ([process.returncode for process in running], said) == ([0, 0, 0], ["", "", ""])
    assert len(remote.log()) == 4


def test_the_same_event_is_done_once(remote: Remote) -> None:
    first = push(remote.clone("one"), opening("Disk full"), "77")
    push(remote.clone("two"), form(action="update", message="So"), "78")
    for number, words in enumerate(((), ("--depth=1",))):
        again = push(remote.clone(f"again-{number}", *words), opening("Disk full"), "77")
        assert again.note == f"this event was received before, in the commit {first.commit[:12]}"
    assert len(remote.log()) == 3


def test_a_run_that_starts_from_an_old_commit_sees_what_came_since(remote: Remote) -> None:
    old = remote.clone("old", "--depth=1")
    new = remote.clone("new")
    push(new, opening("Disk full"), "1")
    found = push(old, form(action="resolve"), "2")
    assert found.slug == "2026-01-15-disk-full"
    assert remote.log()[0] == "Post update (resolved): Disk full"


def test_an_issue_and_its_comments(remote: Remote) -> None:
    def send(name: str, payload: Any, run: str) -> str:
        clone = remote.clone(f"run-{run}", "--depth=1")
        code, out, err = receive(clone, name, payload, "--push", "--now", NOW, GITHUB_RUN_ID=run)
        assert (code, err) == (0, "")
        return out

    send("issues", issues("labeled"), "1")
    assert send("issues", issues("labeled"), "2").startswith("issues labeled: nothing to do: ")
    send("issue_comment", comment("created", "/identified\nA disk."), "3")
    assert "published already" in send("issue_comment", comment("created", "A disk."), "4")
    send("issues", issues("closed", closed_at="2026-01-15T11:00:00Z"), "5")
    assert remote.log() == [
        "Post update (resolved): The API answers with errors",
        "Post update (identified): The API answers with errors",
        "Open incident (investigating): The API answers with errors",
        "A site",
    ]
    assert git(remote.bare, "log", "-1", "--format=%b", "main") == (
        "Asked for by anna (issues closed, issue #12).\n\nStatusgen-Event: 5"
    )


def test_a_host_that_refuses_says_why(remote: Remote) -> None:
    hook = remote.bare / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    ours, clock = remote.clone("ours"), Clock()
    with pytest.raises(CannotWrite, match=r"pre-receive hook declined.*nothing was changed"):
        push(ours, opening("Disk full"), "1", clock)
    assert (len(clock.slept), len(remote.log())) == (4, 1)
    assert git(ours, "rev-parse", "HEAD") == git(remote.bare, "rev-parse", "main")


def test_a_remote_that_is_away(remote: Remote) -> None:
    ours = remote.clone("ours")
    remote.bare.rename(remote.bare.with_name("away.git"))
    with pytest.raises(CannotWrite, match="cannot push to origin/main"):
        push(ours, opening("Disk full"), "1")
    assert git(ours, "status", "--porcelain") == ""


def refusal(clone: Path) -> str:
    with pytest.raises(UsageError) as refused:
        push(clone, opening("Disk full"), "1")
    return str(refused.value)


def test_where_nothing_can_be_pushed(remote: Remote, tmp_path: Path) -> None:
    assert "not in a git repository" in refusal(tmp_path)
    clone = remote.clone("ours")
    git(clone, "checkout", "--quiet", "--detach")
    assert "follows no branch of a remote" in refusal(clone)
    git(clone, "checkout", "--quiet", "-b", "mine", "--no-track")
    assert "follows no branch of a remote" in refusal(clone)


def test_work_of_others_in_the_working_copy_is_kept(remote: Remote) -> None:
    clone = remote.clone("ours")
    (clone / "monitors.yaml").write_text("- {tag: mine, name: Mine}\n")
    assert "changed and not committed" in refusal(clone)
    git(clone, "commit", "-qam", "mine")
    assert "has commits that origin/main has not" in refusal(clone)
    assert (clone / "monitors.yaml").read_text() == "- {tag: mine, name: Mine}\n"
    theirs = remote.clone("theirs")
    push_by_hand(theirs, "theirs")
    git(clone, "reset", "-q", "--hard", "origin/main")
    (clone / "notes.txt").write_text("in the way")
    assert "cannot go to origin/main" in refusal(clone)
    assert (clone / "notes.txt").read_text() == "in the way"
