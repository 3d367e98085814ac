"""Completion in a real bash, and what it costs: it reads names alone, and never complains."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.bench.generate import generate
from tests.cli.terminals import ROOT, Terminal, statusgen
from tests.sites import write_site
from tests.tools import program

FOLDER = "content/incidents/2026"
SITE = {
    f"{FOLDER}/2026-01-10-slow-pages/incident.md": "---\ntitle: Slow\nstart: 2026-01-10T10:00Z\n---\n",
    f"{FOLDER}/2026-01-10-slow-pages/2026-01-10T1100Z.identified.md": "A cause.\n",
    f"{FOLDER}/2026-01-15-outage/incident.md": "---\ntitle: Out\nstart: 2026-01-15T10:00Z\n---\n",
    f"{FOLDER}/2026-01-15-outage/2026-01-15T1200Z.resolved.md": "Done.\n",
    "content/maintenances/2026-02-01-database/maintenance.md": "---\ntitle: Database\n---\n",
    "content/templates/outage/incident.md": "---\ntitle: Outage\n---\n",
}


def offered(root: Path, *words: str) -> list[str]:
    """What bash is offered for a line whose last word is being typed."""
    env = {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    done = subprocess.run(
        [statusgen(root / ".bin") / "statusgen"],
        capture_output=True,
        text=True,
        cwd=root,
        env={**os.environ, **env, "PYTHONPATH": str(ROOT), "_STATUSGEN_COMPLETE": "bash_complete"},
    )
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.split()]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("statusgen inc", ["incident"]),
        ("statusgen incident re", ["reopen", "resolve"]),
        ("statusgen incident update ", ["2026-01-10-slow-pages", "2026-01-15-outage"]),
        ("statusgen incident update out", ["2026-01-15-outage"]),
        ("statusgen incident update --st", ["--state"]),
        ("statusgen incident update --state mo", ["monitoring"]),
        ("statusgen incident new --template ", ["outage"]),
        ("statusgen incident new --monitor ", ["api", "database", "website", "secret"]),
        ("statusgen incident new --monitor api = D", ["DOWN", "DEGRADED"]),
        ("statusgen incident new --monitor api =", ["DOWN", "PARTIAL", "DEGRADED", "MAINTENANCE", "UP"]),
        ("statusgen maintenance start ", ["2026-02-01-database"]),
        ("statusgen comment add data", ["2026-02-01-database"]),
        ("statusgen status set api DE", ["DEGRADED"]),
    ],
)  # fmt: skip
def test_what_is_offered(tmp_path: Path, line: str, found: list[str]) -> None:
    assert offered(write_site(tmp_path, SITE), *line.split(" ")) == found


def test_the_site_is_the_one_that_is_named(tmp_path: Path) -> None:
    write_site(tmp_path / "site", SITE)
    (tmp_path / "elsewhere").mkdir()
    words = ("statusgen", "-C", str(tmp_path / "site"), "incident", "show", "slow")
    assert offered(tmp_path / "elsewhere", *words) == ["2026-01-10-slow-pages"]


@pytest.mark.parametrize(
    "broken",
    [
        {"monitors.yaml": b"- tag: api\n  name: [\n\xff\n", f"{FOLDER}/x/incident.md": b"\x00---"},
        {"monitors.yaml": "", "content/site.yaml": "]["},
    ],
)
def test_a_broken_site_is_no_trouble(tmp_path: Path, broken: dict[str, str | bytes]) -> None:
    write_site(tmp_path, broken)
    assert offered(tmp_path, "statusgen", "incident", "new", "--monitor", "") in (["api"], [])
    assert offered(tmp_path, "statusgen", "incident", "show", "") in (["x"], [])


def test_without_a_site_nothing_is_offered(tmp_path: Path) -> None:
    assert offered(tmp_path, "statusgen", "incident", "show", "") == []
    assert offered(tmp_path, "statusgen", "status", "set", "") == []


def test_it_is_quick_on_a_large_site(tmp_path: Path) -> None:
    generate(tmp_path, 1000)
    began = time.monotonic()
    assert len(offered(tmp_path, "statusgen", "incident", "show", "2026-")) > 10
    assert time.monotonic() - began < 2  # 0.2 s on a quiet machine: nothing is parsed


def test_in_a_real_bash(tmp_path: Path) -> None:
    write_site(tmp_path, SITE)
    path = f"{statusgen(tmp_path / '.bin')}:{os.environ['PATH']}"
    bash = [program("bash"), "--norc", "--noprofile", "-i"]
    shell = Terminal(bash, tmp_path, {"PATH": path, "PS1": "ready> ", "INPUTRC": "/dev/null"})
    shell.until("ready> ")
    shell.type('eval "$(_STATUSGEN_COMPLETE=bash_source statusgen)"; echo do""ne\n')
    shell.until("\ndone\n")
    for typed, whole in (
        ("statusgen inc\tupd\tslo\t", "statusgen incident update 2026-01-10-slow-pages "),
        ("statusgen incident new --monitor api=DO\t", "statusgen incident new --monitor api=DOWN "),
    ):
        shell.type(f"{typed}\x01echo [\x05]\n")
        shell.until(f"[{whole}]\n")
    shell.type("exit\n")
    assert shell.ended() == 0
