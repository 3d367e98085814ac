"""The commands as people type them: what they print, where, and how they exit."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from statusgen import __version__, cli
from statusgen.rules import RULES
from tests.sites import write_site

NOW = "2026-01-20T12:00:00Z"
INCIDENT = "content/incidents/2026-01-15-outage/incident.md"
TYPO = """\
---
title: Outage
start: 2026-01-15T10:00:00Z
monitors:
  aip: DOWN
---
Nothing works.
"""


def run(
    *words: str, cwd: Path | None = None, given: str | None = None, **env: str
) -> subprocess.CompletedProcess[str]:
    """`statusgen` with these words, away from any terminal, with ``given`` as its stdin."""
    root = str(Path(__file__).parent.parent.parent)
    plain = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    return subprocess.run(
        [sys.executable, "-m", "statusgen", *words],
        capture_output=True,
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        text=True,
        cwd=cwd,
        timeout=60,
        env={**plain, "PYTHONPATH": root, **env},
    )


def test_version_and_help() -> None:
    assert run("--version").stdout == f"statusgen {__version__}\n"
    text = run("--help").stdout
    modules = {path.stem.replace("_", "-") for path in Path(cli.__file__).parent.glob("*.py")}
    for heading, commands in cli.SECTIONS.items():
        assert f"\n{heading}:\n" in text
        for command in commands:
            assert command in modules or command == "import"  # importing.py: a word of Python
            assert f"\n  {command} " in text
            assert "Example: statusgen" in run(command, "--help").stdout


def test_the_help_of_a_group_cuts_nothing_off() -> None:
    for group in ("incident", "comment", "maintenance", "monitor", "status", "theme"):
        listed = run(group, "--help").stdout.partition("\nCommands:\n")[2]
        assert listed.count(".") >= 2
        assert "..." not in listed


def test_starting_imports_nothing_heavy() -> None:
    code = "import sys, statusgen.cli; print([m for m in sys.modules if m in %r])"
    heavy = [
        "yaml",
        "jinja2",
        "markdown_it",
        "feedgen",
        "lxml",
        "dateutil",
        "asyncio",
        "smtplib",
        "ssl",
    ]
    done = subprocess.run([sys.executable, "-c", code % heavy], capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_check_names_the_place_and_the_cure(tmp_path: Path) -> None:
    write_site(tmp_path, {INCIDENT: TYPO})
    done = run("-C", str(tmp_path), "check", "--now", NOW)
    assert done.returncode == 1
    assert done.stdout == (
        f"{INCIDENT}:5:3: error: there is no monitor `aip` [unknown-monitor]\n"
        "    5 |   aip: DOWN\n"
        "      |   ^\n"
        "  hint: did you mean `api`?\n"
        "\n"
        "1 incident, 0 maintenances and 4 monitors checked: 1 error.\n"
    )


def test_check_gives_json_to_tools(tmp_path: Path) -> None:
    write_site(tmp_path, {INCIDENT: TYPO})
    done = run("-C", str(tmp_path), "check", "--now", NOW, "--format", "json")
    found = json.loads(done.stdout)
    assert (found["errors"], found["warnings"]) == (1, 0)
    assert found["diagnostics"] == [
        {
            "code": "unknown-monitor",
            "level": "error",
            "file": INCIDENT,
            "line": 5,
            "column": 3,
            "message": "there is no monitor `aip`",
            "hint": "did you mean `api`?",
        }
    ]


def test_check_of_a_good_site(tmp_path: Path) -> None:
    write_site(tmp_path, {INCIDENT: TYPO.replace("aip", "api")})
    done = run("-C", str(tmp_path), "check", "--now", "2026-01-16T12:00:00Z")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 incident, 0 maintenances and 4 monitors checked: no problems.\n"


def test_strict_counts_warnings(tmp_path: Path) -> None:
    write_site(tmp_path, {"content/notes.txt": "x"})
    assert run("-C", str(tmp_path), "check", "--now", NOW).returncode == 0
    assert run("-C", str(tmp_path), "check", "--now", NOW, "--strict").returncode == 1


def test_paths_narrow_down_what_is_shown(tmp_path: Path) -> None:
    other = "content/incidents/2026-01-16-other/incident.md"
    write_site(tmp_path, {INCIDENT: TYPO, other: TYPO})
    done = run("check", "--now", NOW, "content/incidents/2026-01-16-other", cwd=tmp_path)
    assert done.stdout.count("unknown-monitor") == 1
    assert other in done.stdout


def test_levels_can_be_changed(tmp_path: Path) -> None:
    settings = "title: A\nurl: https://a.example\nchecks: {unknown-monitor: warning}\n"
    write_site(tmp_path, {INCIDENT: TYPO, "content/site.yaml": settings})
    done = run("-C", str(tmp_path), "check", "--now", NOW)
    assert done.returncode == 0
    assert "warning: there is no monitor" in done.stdout


def test_build_says_what_it_wrote(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    done = run("build", "--now", NOW, cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == ""
    last = done.stdout.splitlines()[-1]
    assert last.startswith("public: ")
    assert " written, 0 unchanged, 0 removed (" in last
    again = run("build", "--now", NOW, cwd=tmp_path).stdout
    assert ": 0 written, " in again


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["build", "-C", "/nowhere"], 2, "No such option"),
        (["biuld"], 2, "Did you mean `build`?"),
        (["explain", "unknown-montor"], 2, "did you mean `unknown-monitor`?"),
        (["build", "--now", "yesterday"], 2, "is not a time"),
        (["check"], 2, "statusgen init"),
    ],
)
def test_wrong_use(tmp_path: Path, words: list[str], code: int, said: str) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_errors_and_keep_going(tmp_path: Path) -> None:
    write_site(tmp_path, {INCIDENT: TYPO})
    done = run("build", "--now", NOW, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("Nothing was published: 1 error.\n")
    done = run("build", "--now", NOW, "--keep-going", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.endswith("Published with files left out: 1 error.\n")


def test_nothing_is_published_over_a_folder_of_somebody_else(tmp_path: Path) -> None:
    write_site(tmp_path, {"public/precious.txt": "mine"})
    done = run("build", "--now", NOW, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "public/precious.txt").read_text() == "mine"


def test_init_makes_a_site_that_builds_at_once(tmp_path: Path) -> None:
    done = run("init", "my-status", cwd=tmp_path)
    assert done.returncode == 0
    assert "statusgen build" in done.stdout
    site = tmp_path / "my-status"
    checked = run("check", cwd=site)
    assert (checked.returncode, "no problems" in checked.stdout) == (0, True)
    assert run("build", cwd=site).returncode == 0
    assert (site / "public/index.html").is_file()


def test_init_never_overwrites(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    done = run("init", cwd=tmp_path)
    assert done.returncode == 2
    assert "nothing was changed" in done.stderr


@pytest.mark.parametrize("kind", ["incident", "comment", "maintenance", "monitors", "site"])
def test_schema_prints_a_schema(kind: str) -> None:
    assert json.loads(run("schema", kind).stdout)["$schema"].startswith("https://json-schema.org/")


def test_explain_lists_all_rules_and_explains_each() -> None:
    assert len(run("explain").stdout.splitlines()) == len(RULES)
    text = run("explain", "unknown-monitor").stdout
    assert "This fails:" in text
    assert "This passes:" in text
    assert "checks: {unknown-monitor: off}" in text


def test_colours_only_on_a_terminal_that_wants_them(tmp_path: Path) -> None:
    write_site(tmp_path, {INCIDENT: TYPO})
    assert "\x1b[" in on_a_terminal(tmp_path, {})
    assert "\x1b[" not in on_a_terminal(tmp_path, {"NO_COLOR": "1"})
    assert "\x1b[" not in run("-C", str(tmp_path), "check", "--now", NOW).stdout


def on_a_terminal(site: Path, env: dict[str, str]) -> str:
    """What `statusgen check` writes to a terminal."""
    ours, theirs = pty.openpty()
    root = str(Path(__file__).parent.parent.parent)
    words = [sys.executable, "-m", "statusgen", "-C", str(site), "check", "--now", NOW]
    clean = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI")}
    process = subprocess.Popen(
        words,
        stdout=theirs,
        stderr=theirs,
        env={**clean, "TERM": "xterm", "PYTHONPATH": root, **env},
    )
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        parts.append(part)
    process.wait()
    os.close(ours)
    return b"".join(parts).decode()


def test_a_closed_pipe_is_no_traceback(tmp_path: Path) -> None:
    words = f"{sys.executable} -m statusgen explain | head -1"
    root = str(Path(__file__).parent.parent.parent)
    done = subprocess.run(
        words, shell=True, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": root}
    )
    assert "Traceback" not in done.stderr


FORGED = """\
- tag: api
  name: "::error::forged\\n1 incident checked ##[error]x"
"""


def test_a_monitors_name_cannot_forge_a_line_of_the_log(tmp_path: Path) -> None:
    write_site(tmp_path, {"monitors.yaml": FORGED})
    done = run("explain", "api", "2026-01-15T10:30Z", cwd=tmp_path)
    for said in (done.stdout, done.stderr, run("check", cwd=tmp_path).stdout):
        assert "##[" not in said
        assert not any(line.startswith(("::", "1 incident checked")) for line in said.splitlines())


@pytest.mark.parametrize(
    "words",
    [
        ["explain", "##[error]y"],
        ["explain", "y\n::error::z"],
        ["explain", "##[error]y", "2026-01-15T10:30Z"],
        ["--##[error]y"],
        ["build", "--now", "##[error]y"],
    ],
)
def test_what_was_typed_cannot_command_a_runner(tmp_path: Path, words: list[str]) -> None:
    write_site(tmp_path, {})
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("[error]y") + done.stderr.count("error::z")
    assert "##[" not in done.stderr
    assert not any(line.lstrip().startswith("::") for line in done.stderr.splitlines())


def test_a_folders_name_cannot_command_a_runner(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    said = run("build", "-o", "##[error]y\n::z", "--now", NOW, cwd=tmp_path).stdout
    assert said.startswith("# #[error]y\\u000a::z: ")
    as_json = run("build", "-o", "##[error]y", "--json", "--now", NOW, cwd=tmp_path).stdout
    assert "##[" not in as_json
    assert json.loads(as_json)["output"] == "##[error]y"


def test_check_json_commands_no_runner(tmp_path: Path) -> None:
    write_site(tmp_path, {INCIDENT: TYPO.replace("aip", '"##[error]y"')})
    said = run("check", "--format", "json", "--now", NOW, cwd=tmp_path).stdout
    assert "##[" not in said
    assert any("##[error]y" in one["message"] for one in json.loads(said)["diagnostics"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_stdout_is_one_line() -> None:
    root = str(Path(__file__).parent.parent.parent)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "statusgen", "explain"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": root},
        )
    assert done.returncode == 74
    assert done.stderr.count("\n") == 1


def test_themes_are_listed_taken_over_and_compared(tmp_path: Path) -> None:
    write_site(tmp_path, {})

    def theme(*words: str) -> tuple[int, str]:
        done = run("theme", *words, cwd=tmp_path)
        return done.returncode, done.stdout + done.stderr

    assert theme("eject", "footer") == (0, "themes/default/blocks/footer.html: yours to change\n")
    assert theme("diff") == (0, "blocks/footer.html: the same as the original: it can be deleted\n")
    (tmp_path / "themes/default/blocks/footer.html").write_text("<footer>Ours</footer>\n")
    code, text = theme("diff", "blocks/footer.html")
    assert code == 0
    assert text.startswith("blocks/footer.html: up to date\n  What is yours:\n")
    assert "    +<footer>Ours</footer>\n" in text
    _, listed = theme("list")
    assert "* default  (themes/default)\n" in listed
    assert "    blocks/footer.html\n" in listed
    (tmp_path / "themes/default/.originals/blocks/footer.html").write_text("<footer></footer>\n")
    code, text = theme("diff")
    assert code == 1
    assert "the original has changed since you copied it" in text
    assert theme("diff", "--accept")[1] == "blocks/footer.html: the original of now is noted\n"
    assert theme("diff") == (0, "blocks/footer.html: up to date\n")
    assert "    +<footer>Ours</footer>\n" in theme("diff", "--own")[1]
    assert theme("diff", "footer")[1].startswith("blocks/footer.html: up to date\n  What is yours")
    assert "\nblocks/banner.html\n" in theme("list", "--files")[1]
    assert theme("eject", "banner", "--theme", "compcat") == (
        2,
        (
            "statusgen: there is no theme `compcat`: did you mean `compact`? Otherwise make"
            " themes/compcat/theme.yaml first\n"
        ),
    )
    assert theme("eject", "foter")[1].endswith("did you mean `footer`?\n")


def test_check_annotates_pull_requests_and_sums_up(tmp_path: Path) -> None:
    write_site(tmp_path, {INCIDENT: TYPO})
    page = tmp_path / "summary.md"
    page.write_text("Before.\n")
    words = ("-C", str(tmp_path), "check", "--now", NOW, "--format")
    done = run(*words, "github", GITHUB_STEP_SUMMARY=str(page))
    assert done.returncode == 1
    assert done.stdout == (
        f"::error file={INCIDENT},line=5,col=3,title=unknown-monitor"
        "::there is no monitor `aip`%0Adid you mean `api`?\n"
        "1 incident, 0 maintenances and 4 monitors checked: 1 error.\n"
    )
    assert page.read_text().startswith("Before.\n### Content of the status page\n")
    assert json.loads(run(*words, "sarif").stdout)["version"] == "2.1.0"
