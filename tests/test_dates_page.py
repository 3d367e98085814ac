"""What docs/dates.md shows is true: its settings, its commands, its words."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from statusgen.content.load import load
from tests.sites import write_site
from tests.test_readme import steps

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/dates.md").read_text()


def test_the_settings_are_fine(tmp_path: Path) -> None:
    shown = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)[0]
    loaded = load(write_site(tmp_path, {"content/site.yaml": shown}))
    assert loaded.problems == []
    repository = loaded.site.settings.repository
    assert repository is not None
    assert repository.dates
    assert repository.authors


def test_the_commands_print_what_is_shown(tmp_path: Path) -> None:
    shown = steps(PAGE)
    made = f'statusgen() {{ {sys.executable} -m statusgen "$@"; }}'
    person = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "Ada"), ("EMAIL", "ada@example.com"))
    }
    done = subprocess.run(
        ["bash", "-e", "-c", "\n".join([made, *(step.command for step in shown)])],
        cwd=tmp_path,
        env=os.environ | person | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "".join(
        step.shown.rstrip("\n") + "\n" for step in shown if step.shown.strip()
    )


def test_the_words_are_those_of_the_page() -> None:
    english = (ROOT / "themes/default/strings/en.yaml").read_text()
    for key in ("late", "waited", "edits:\n    one: .*\n    other"):
        (sentence,) = re.findall(rf'^  {key}: "(.*)"$', english, re.MULTILINE)
        pattern = re.sub(r"\\\{\w+\\\}", r"[\\w: ]+", re.escape(sentence))
        assert re.search(rf"^\| {pattern} \|", PAGE, re.MULTILINE), sentence
