"""What the README lists is all there is, and what it shows is fine."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from statusgen.cli import COMMANDS
from statusgen.targets import html, load_theme
from tests.rendered import rendered
from tests.sites import diagnose, snapshot_of

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


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
