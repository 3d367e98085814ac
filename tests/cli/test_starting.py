"""What a start loads: whatever a command does not need, nobody waits for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.cli.test_commands import run
from tests.sites import write_site

NOW = "2026-01-20T12:00:00Z"
ALWAYS = ("asyncio", "lxml", "markdown_it", "smtplib", "socket", "ssl", "subprocess", "tempfile")
"""What is only for a few commands, and not for their help."""

RENDERING = (
    "babel",
    "dateutil",
    "email",
    "feedgen",
    "html.entities",
    "jinja2",
    "markupsafe",
    "statusgen.report.profile_text",
    "xml",
)
"""What makes files, or says what is wrong with them."""

EDITING = ("statusgen.dialects.perform", "statusgen.editing", "statusgen.git", "statusgen.notify")
"""What changes content, or tells of it."""

LOADED = """\
import sys
from statusgen import cli
sys.argv = ["statusgen", *{words}]
try:
    cli.main()
except SystemExit as end:
    assert not end.code, end.code
print(sorted(name for name in {heavy} if name in sys.modules), file=sys.stderr)
"""


def loaded(heavy: tuple[str, ...], *words: str) -> str:
    """Which of these modules there are after a command, as the text of a list."""
    code = LOADED.format(words=words, heavy=heavy)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return done.stderr.strip()


def test_help_loads_nothing_heavy() -> None:
    for words in (("--help",), ("--version",), ("build", "--help"), ("check", "--help")):
        assert loaded((*ALWAYS, *RENDERING, *EDITING, "yaml", "statusgen.build"), *words) == "[]"


def test_a_build_in_which_nothing_changed_loads_nothing_that_renders(tmp_path: Path) -> None:
    write_site(
        tmp_path,
        {
            "content/incidents/2026-01-15-outage/incident.md": (
                "---\ntitle: Outage\nstart: 2026-01-15T10:00:00Z\nmonitors:\n  api: DOWN\n---\n"
                "Nothing works: see [the page](https://example.com/).\n"
            ),
            "content/incidents/2026-01-15-outage/2026-01-15T110000Z.resolved.md": "Fixed.\n",
        },
    )
    words = ("-C", str(tmp_path), "build", "--now", NOW)
    assert run(*words).returncode == 0
    assert loaded((*ALWAYS, *RENDERING, *EDITING), *words) == "[]"


def test_a_check_loads_nothing_that_renders(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    words = ("-C", str(tmp_path), "check", "--now", NOW)
    assert loaded((*ALWAYS, *RENDERING, *EDITING), *words) == "[]"


def test_who_measures_a_command_sees_its_end() -> None:
    measured = [sys.executable, "-m", "cProfile", "-m", "statusgen", "--version"]
    done = subprocess.run(measured, capture_output=True, text=True)
    assert done.stdout.startswith("statusgen ")
    assert " function calls " in done.stdout


def test_nothing_is_lost_when_a_command_leaves_at_once() -> None:
    whole = run("schema", "incident")
    assert (whole.returncode, whole.stdout[-2:], whole.stderr) == (0, "}\n", "")
    wrong = run("schema", "incidence")
    assert wrong.returncode == 2
    assert wrong.stderr.endswith(".\n")
