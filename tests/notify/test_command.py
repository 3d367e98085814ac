"""`statusgen notify` as people type it, two at once, and killed at random moments."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.notify.places import HERE, HOOK, IT, NOW, OPENING, outages, settings
from tests.notify.receivers import SECRET, Answer, Asked, Receiver, mail_server, receiving
from tests.repositories import git
from tests.sites import write_site

ROOT = Path(__file__).parent.parent.parent
ALL = bool(os.environ.get("STATUSGEN_TEST_ALL"))
ENV = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}


def words(*given: str) -> list[str]:
    return [sys.executable, "-m", "statusgen", "notify", "--now", NOW, *given]


def env(receiver: Receiver, **more: str) -> dict[str, str]:
    return {**ENV, "PYTHONPATH": str(ROOT), "HOOK_URL": receiver.url, "HOOK_SECRET": SECRET, **more}


def notify(
    root: Path, receiver: Receiver, *given: str, **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words(*given),
        cwd=root,
        capture_output=True,
        text=True,
        timeout=120,
        env=env(receiver, **more),
    )


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = write_site(tmp_path / "site", {"content/site.yaml": settings(HOOK)})
    git(root, "init", "--quiet")
    return root


def add(root: Path, files: dict[str, str]) -> None:
    site_yaml = (root / "content/site.yaml").read_text()
    write_site(root, {**files, "content/site.yaml": site_yaml})


def test_the_first_run_the_second_and_the_third(site: Path, receiver: Receiver) -> None:
    done = notify(site, receiver)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "statusgen notify --baseline" in done.stderr
    done = notify(site, receiver, "--baseline")
    assert (done.returncode, done.stdout) == (
        0,
        "refs/statusgen/ledger: 0 events are known, and nothing was sent\n",
    )
    add(site, {f"{IT}/incident.md": OPENING})
    done = notify(site, receiver)
    (asked,) = receiver.asked
    assert asked.is_signed()
    assert done.stdout == (
        f"sent hook {asked.id} incident.opened Investigating: The API is down (200)\n"
    )
    assert (done.returncode, done.stderr) == (0, "1 sent, 0 failed, 0 dead\n")
    done = notify(site, receiver)
    assert (done.returncode, done.stdout) == (0, "")
    assert len(receiver.asked) == 1
    ledger = git(site, "cat-file", "blob", "refs/statusgen/ledger:ledger.jsonl").splitlines()
    assert [json.loads(row)["state"] for row in ledger] == ["skipped", "pending", "sent"]
    assert git(site, "status", "--porcelain", "--untracked-files=no") == ""
    assert git(site, "branch", "--all") == ""


def test_a_dry_run_prints_what_would_be_sent_and_sends_nothing(
    site: Path, receiver: Receiver
) -> None:
    add(site, {f"{IT}/incident.md": OPENING})
    done = notify(site, receiver, "--dry-run")
    assert done.returncode == 0
    assert "POST $HOOK_URL\n" in done.stdout
    assert receiver.asked == []
    shown = next(row for row in done.stdout.splitlines() if row.startswith("{"))
    assert subprocess.run(
        ["git", "rev-parse", "-q", "--verify", "refs/statusgen/ledger"], cwd=site
    ).returncode
    notify(site, receiver, "--baseline", "--ledger", "l")
    (site / "l").write_text((site / "l").read_text().splitlines()[0] + "\n")
    notify(site, receiver, "--ledger", "l")
    assert receiver.asked[0].body.decode() == shown


def test_no_secret_is_ever_printed(site: Path, receiver: Receiver) -> None:
    channels = (
        HOOK,
        "{name: chat, kind: slack, url_env: CHAT_URL}",
        "{name: two, kind: discord, url_env: BAD_URL}",
    )
    with mail_server(None) as server:
        mail = (
            f"{{name: mail, kind: email, host: 127.0.0.1, port: {server.port}, allow_private: true, "
            "from: a@example.com, to_env: TO, username_env: SMTP_USER, password_env: SMTP_PASSWORD}"
        )
        write_site(site, {"content/site.yaml": settings(*channels, mail)})
        receiver.answers = [Answer(400)]
        secrets = {
            "CHAT_URL": "https://127.0.0.1:9/s3cr3t-chat",
            "BAD_URL": "https://jo:s3cr3t-word@[::x/s3cr3t-bad",
            "SMTP_USER": "s3cr3t-user",
            "SMTP_PASSWORD": "s3cr3t-password",
            "TO": "s3cr3t@example.com",
        }
        said = []
        for given in (["--baseline"], [], ["--dry-run"]):
            done = notify(site, receiver, *given, **secrets)
            said.append(done.stdout + done.stderr)
            add(site, {f"{IT}/incident.md": OPENING})
        done = notify(site, receiver, **secrets)
        said += [done.stdout, done.stderr]
        said.append(git(site, "log", "-p", "refs/statusgen/ledger"))
    assert "failed hook" in "".join(said)
    assert "failed mail" in "".join(said)
    assert "failed two" in "".join(said)
    assert not any("s3cr3t" in text or SECRET in text for text in said)


def test_errors_in_the_content_keep_everybody_untold(site: Path, receiver: Receiver) -> None:
    notify(site, receiver, "--baseline")
    broken = OPENING.replace("api", "aip")
    add(site, {f"{IT}/incident.md": OPENING, "content/incidents/other/incident.md": broken})
    done = notify(site, receiver)
    assert done.returncode == 1
    assert "Nobody was told anything: 1 error." in done.stderr
    done = notify(site, receiver, "--keep-going")
    assert done.returncode == 3
    assert [one.json["data"]["title"] for one in receiver.asked] == ["The API is down"]


def test_what_is_dead_is_an_error(site: Path, receiver: Receiver) -> None:
    notify(site, receiver, "--baseline", "--ledger", "l")
    add(site, {f"{IT}/incident.md": OPENING})
    receiver.answers = [Answer(404)]
    done = notify(site, receiver, "--ledger", "l")
    assert done.returncode == 0
    assert "tried again by the next run" in done.stderr
    rows = [json.loads(row) for row in (site / "l").read_text().splitlines()]
    rows[-1]["since"] -= 25 * 3600
    (site / "l").write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = notify(site, receiver, "--ledger", "l")
    assert done.returncode == 1
    assert done.stdout.startswith("dead hook ")


@pytest.mark.parametrize(
    ("given", "code", "said"),
    [
        (["--remote", "upstream"], 2, "there is no remote `upstream`"),
        (["--horizon", "soon"], 2, "is not a duration"),
        (["--ledger", "content"], 2, "cannot read the ledger"),
    ],
)
def test_wrong_use(site: Path, receiver: Receiver, given: list[str], code: int, said: str) -> None:
    done = notify(site, receiver, *given)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_without_git_and_without_channels(tmp_path: Path, receiver: Receiver) -> None:
    root = write_site(tmp_path / "plain", {})
    assert "nobody to tell" in notify(root, receiver).stderr
    write_site(root, {"content/site.yaml": settings(HOOK)})
    done = notify(root, receiver)
    assert done.returncode == 2
    assert "--ledger" in done.stderr


def test_https_with_the_certificates_of_the_machine(
    site: Path, certificate: Path, receiver: Receiver
) -> None:
    write_site(site, {"content/site.yaml": settings(HOOK.replace(HERE, "allow_private: true"))})
    with receiving(certificate) as secure:
        notify(site, secure, "--baseline")
        add(site, {f"{IT}/incident.md": OPENING})
        assert "certificate cannot be trusted" in notify(site, secure).stdout
        notify(site, secure, SSL_CERT_FILE=str(certificate))
        assert secure.asked[0].is_signed()


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of a site, as two jobs of a CI have them."""
    git(tmp_path, "init", "--quiet", "--bare", "origin.git")
    found = []
    for name in ("one", "two"):
        git(tmp_path, "clone", "--quiet", "origin.git", name)
        found.append(write_site(tmp_path / name, {"content/site.yaml": settings(HOOK)}))
    return found[0], found[1]


@pytest.mark.parametrize("where", ["remote", "local", "file"])
def test_two_runs_at_once_send_nothing_twice(
    clones: tuple[Path, Path], receiver: Receiver, where: str
) -> None:
    one, two = clones
    options = {"remote": [], "local": ["--local"], "file": ["--ledger", str(one / "l")]}[where]
    second = two if where == "remote" else one
    assert notify(one, receiver, "--baseline", *options).returncode == 0
    rounds = 10 if ALL else 2
    for turn in range(rounds):
        for root in clones:
            add(root, outages(10, first=10 * turn))
        receiver.answers = [Answer(hang=0.02)]
        runs = [
            subprocess.Popen(
                words(*options), cwd=root, env=env(receiver), stdout=subprocess.PIPE, text=True
            )
            for root in (one, second)
        ]
        for run in runs:
            run.communicate(timeout=120)
            assert run.returncode == 0
    counts = Counter(receiver.ids)
    assert len(counts) == 10 * rounds
    assert set(counts.values()) == {1}


def many(root: Path, count: int) -> None:
    """A site of that many events, none of which goes into a digest."""
    channel = HOOK.replace("}", ", digest_over: 10000}")
    write_site(root, {**outages(count), "content/site.yaml": settings(channel)})


def killed(root: Path, receiver: Receiver, kills: int, seed: int, *options: str) -> int:
    """Runs and kills at random moments until so many runs died; then lets one end. Gives the kills.

    Every kill hits a run that is at work: it has sent one to three messages. Where in the circle of
    sending, hearing and writing down it falls is up to chance.
    """
    chance = random.Random(seed)
    done = 0
    while True:
        run = subprocess.Popen(
            words(*options),
            cwd=root,
            env=env(receiver),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        before, wanted = len(receiver.asked), chance.randint(1, 3)
        while done < kills and run.poll() is None:
            if len(receiver.asked) >= before + wanted:
                time.sleep(chance.random() * 0.02)
                run.send_signal(signal.SIGKILL)
                break
            time.sleep(0.0005)
        _, errors = run.communicate(timeout=300)
        if run.returncode == -signal.SIGKILL:
            done += 1
        else:
            assert run.returncode == 0, errors
            return done


@pytest.mark.parametrize(("where", "most"), [("file", (2400, 500)), ("local", (480, 200))])
def test_killed_at_random_nothing_is_lost_and_little_comes_twice(
    site: Path, receiver: Receiver, where: str, most: tuple[int, int]
) -> None:
    events, kills = most if ALL else (24, 6)
    options = ["--ledger", "l"] if where == "file" else []
    many(site, 0)
    assert notify(site, receiver, "--baseline", *options).returncode == 0
    many(site, events)
    died = killed(site, receiver, kills, 7, *options)
    lost, twice = shortfall(receiver, events)
    print(f"{where}: {events} events, {died} kills: {lost} lost, {twice} duplicates")
    assert lost == 0
    assert twice <= died


def test_killed_with_a_remote_the_claim_expires(
    clones: tuple[Path, Path], receiver: Receiver
) -> None:
    """Another machine takes over what a dead run had claimed, once the claim is void."""
    events, kills = (60, 20) if ALL else (8, 2)
    options = ["--expires", "1s"]
    for root in clones:
        many(root, 0)
    assert notify(clones[0], receiver, "--baseline").returncode == 0
    for root in clones:
        many(root, events)
    died = 0
    for turn in range(kills):
        died += killed_once(clones[turn % 2], receiver, turn, *options)
        time.sleep(2.1)
    assert notify(clones[1], receiver, *options).returncode == 0
    lost, twice = shortfall(receiver, events)
    print(f"remote: {events} events, {died} kills: {lost} lost, {twice} duplicates")
    assert died
    assert lost == 0
    assert twice <= died


def killed_once(root: Path, receiver: Receiver, seed: int, *options: str) -> bool:
    """Whether a run was killed while it was at work."""
    chance = random.Random(seed)
    before = len(receiver.asked)
    run = subprocess.Popen(
        words(*options),
        cwd=root,
        env=env(receiver),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while run.poll() is None:
        if len(receiver.asked) > before:
            time.sleep(chance.random() * 0.08)
            run.send_signal(signal.SIGKILL)
            break
        time.sleep(0.001)
    return run.wait(timeout=60) == -signal.SIGKILL


def shortfall(receiver: Receiver, events: int) -> tuple[int, int]:
    """How many events never arrived, and how many arrivals were one too many."""
    assert all(one.is_signed() for one in receiver.asked)
    counts = Counter(one.id for one in receiver.asked)
    titles = {one.json["data"]["title"]: one.id for one in receiver.asked}
    assert len(titles) == len(counts), "each event has one id, however often it comes"
    return events - len(counts), sum(counts.values()) - len(counts)


def test_a_run_that_is_stopped_leaves_the_rest_to_the_next(site: Path) -> None:
    """SIGTERM, as a runner sends it that cancels a job."""
    with receiving() as receiver:
        many(site, 0)
        notify(site, receiver, "--baseline")
        many(site, 6)

        def stop(asked: Asked) -> Answer:
            if len(receiver.asked) == 3:
                run.send_signal(signal.SIGTERM)
                time.sleep(0.2)
            return Answer()

        receiver.decide = stop
        run = subprocess.Popen(
            words(),
            cwd=site,
            env=env(receiver),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        _, errors = run.communicate(timeout=60)
        assert run.returncode != 0
        assert "Traceback" not in errors
        assert notify(site, receiver).returncode == 0
        assert shortfall(receiver, 6) == (0, 1)
