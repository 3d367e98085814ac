"""Everything that the README shows is run here, in the order in which it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest

from statusgen.cli import COMMANDS
from statusgen.targets import html, load_theme
from tests.rendered import rendered
from tests.sites import diagnose, snapshot_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
_VARIES = re.compile(r"\(\d+\.\d\d s\)|\b\d+ (?=files|written)")


@dataclass
class Step:
    """A command of the README and what it shows below it."""

    command: str
    shown: str


def steps(text: str) -> list[Step]:
    """The commands of all console blocks; `> ` continues a command."""
    found: list[Step] = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Step(line[2:], ""))
            elif line.startswith("> ") and not found[-1].shown:
                found[-1].command += "\n" + line[2:]
            else:
                found[-1].shown += line + "\n"
    return found


def test_the_tour(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    statusgen = tmp_path / "bin" / "statusgen"
    statusgen.write_text(f'#!/bin/sh\nexec {sys.executable} -m statusgen "$@"\n')
    statusgen.chmod(0o755)
    tour = steps(README)
    assert len(tour) > 8
    mark = "-- step over --"
    lines = [f"export PATH={tmp_path / 'bin'}:$PATH PYTHONPATH={ROOT}", f"cd {tmp_path}"]
    for step in tour:
        command = "true" if step.command.startswith(". .venv") else step.command
        lines.append(f"{command}\necho; echo '{mark}'")
    done = subprocess.run(["bash", "-c", "\n".join(lines)], capture_output=True, text=True)
    assert done.stderr == ""
    shown = done.stdout.split(f"\n{mark}\n")
    for step, output in zip(tour, shown, strict=False):
        if step.shown:
            assert _VARIES.sub("N", output) == _VARIES.sub("N", step.shown), step.command
    assert (tmp_path / "demo/public/incidents/2026-01-15-api-errors/index.html").is_file()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    assert f"| `{command} " in README or f"| `{command}`" in README


def test_the_two_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"^make ([a-z-]+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile


def test_the_site_that_it_shows_is_fine(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    content = {
        "content/site.yaml": shown,
        "content/pages/about.md": "---\ntitle: About\n---\n[About](/about/)\n",
        "content/pages/about.de.md": "---\ntitle: Impressum\n---\nWir.\n",
        "monitors.yaml": "- {tag: api, name: API, name.de: Schnittstelle, category: Core}\n",
    }
    snapshot = snapshot_of(tmp_path, content, "2026-01-20T12:00Z")
    assert diagnose(tmp_path, snapshot.now) == []
    files = rendered(html.plan(snapshot, load_theme("default", tmp_path)))
    page = files["de/about/index.html"].decode()
    for word in ("Beispiel-Status", "Impressum", "--brand:#7a1fa2", "--brand:#d7a8ff"):
        assert word in page
    assert "Kerndienste" in files["de/index.html"].decode()


def test_other_pages_are_given_the_lines_that_it_shows(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```html\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    files = rendered(
        html.plan(snapshot_of(tmp_path, {}, "2026-01-20T12:00Z"), load_theme("default", tmp_path))
    )
    copied = unescape(files["subscribe/index.html"].decode())
    assert len(shown.splitlines()) == 2
    assert all(line in copied for line in shown.splitlines())


def test_every_link_to_a_file_leads_to_one() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / link).exists(), link
