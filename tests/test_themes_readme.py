"""What themes/README.md promises to people who write themes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest

from statusgen.content.load import load
from statusgen.prepare import check
from statusgen.targets import html
from statusgen.targets.html.forms import ManagePage
from statusgen.targets.html.front import FrontPage
from statusgen.targets.html.services import Service
from statusgen.targets.html.shell import Kind, Language, NavigationItem, Slots
from statusgen.targets.html.views import Report
from statusgen.targets.html.works import Dates, Work
from statusgen.targets.theme import Theme, built_in_theme, load_theme
from tests.consoles import steps
from tests.rendered import rendered
from tests.sites import instant, snapshot_of, write_site
from tests.targets.test_html import CONTENT, HOOKS

ROOT = Path(__file__).parent.parent
README = (ROOT / "themes/README.md").read_text()
COMMON = {"t", "site", "home", "root", "assets"}


def test_the_settings_that_it_shows_are_fine(tmp_path: Path) -> None:
    (shown,) = re.findall(r"^```yaml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert load(write_site(tmp_path, {"content/site.yaml": shown})).problems == []


def test_the_theme_that_it_shows_is_made_and_checked(tmp_path: Path) -> None:
    write_site(tmp_path, {})
    program = f"{sys.executable} -m statusgen"
    lines = ["set -e", f"cd {tmp_path}", f'statusgen() {{ PYTHONPATH={ROOT} {program} "$@"; }}']
    shown = ""
    for step in steps(README):
        lines.append(step.command)
        shown += step.shown
    done = subprocess.run(
        ["bash", "-c", "\n".join([*lines, "echo --", "statusgen check --now 2026-01-16T12:00Z"])],
        capture_output=True,
        text=True,
    )
    listed, _, checked = done.stdout.partition("--\n")
    assert (done.stderr, listed) == ("", shown)
    assert checked.endswith("checked: no problems.\n")


def test_it_names_every_hook() -> None:
    (listed,) = re.findall(r"^- `hooks/NAME\.html`(.*?)^- ", README, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"`([a-z_]+)`", listed)) == set(HOOKS)


class Recorder(Theme):
    """A theme that notes which template is given what."""

    def render(self, template: str, **context: Any) -> str:
        found = GIVEN.setdefault(template, {})
        found |= {name: value for name, value in context.items() if name not in COMMON}
        return super().render(template, **context)


GIVEN: dict[str, dict[str, object]] = {}


def contract(root: Path) -> Iterator[str]:
    """The templates with what each is given, then what these things have: as in the README."""
    theme = load_theme("default", root)
    broken = {"content/incidents/2026-01-01-odd/incident.md": "---\ntitle: [\n---\n"}
    snapshot = snapshot_of(root, CONTENT | broken, "2026-01-16T12:00Z")
    rendered(list(html.plan(snapshot, Recorder("default", theme.layers))))
    yield "| template | is given |"
    yield "|---|---|"
    for template, names in sorted(GIVEN.items()):
        yield f"| `{template}` | {' '.join(f'`{name}`' for name in sorted(names)) or '–'} |"
    yield ""
    yield "| | has |"
    yield "|---|---|"
    for kind in sorted(_kinds(), key=lambda kind: kind.__name__):
        yield f"| {kind.__name__} | {' '.join(f'`{one.name}`' for one in fields(kind))} |"


def _kinds() -> set[type]:
    """The classes of what templates are given, and of what these consist of."""
    found: set[type] = set()
    wanted: list[Any] = [
        FrontPage,
        Report,
        Work,
        Dates,
        Service,
        ManagePage,
        Kind,
        Slots,
        NavigationItem,
        Language,
    ]
    while wanted:
        kind = wanted.pop()
        if is_dataclass(kind) and isinstance(kind, type):
            if kind not in found:
                found.add(kind)
                wanted += get_type_hints(kind).values()
        elif get_args(kind) or isinstance(kind, UnionType):
            wanted += get_args(kind)
    return found


def test_the_contract_is_what_templates_are_given(tmp_path: Path) -> None:
    GIVEN.clear()
    expected = "\n".join(contract(tmp_path))
    written = README.partition("<!-- contract -->\n")[2].partition("\n<!-- end of contract -->")[0]
    if written != expected:
        pytest.fail(f"write this into themes/README.md, and think of theme_api:\n{expected}")


def test_it_lists_every_block() -> None:
    listed = re.findall(r"^\| `([a-z_]+)` \| ", README, re.MULTILINE)
    blocks = [path for path in built_in_theme().layers[0].files if path.startswith("blocks/")]
    assert [f"blocks/{name}.html" for name in listed] == blocks


def test_the_font_and_the_wrapped_block_that_it_shows_are_fine(tmp_path: Path) -> None:
    shown = dict(re.findall(r"^```(css|html)\n(.*?)^```", README, re.MULTILINE | re.DOTALL))
    files = {
        "themes/default/css/custom.css": shown["css"],
        "themes/default/blocks/banner.html": shown["html"],
    }
    assert check(write_site(tmp_path, files), instant("2026-01-16T12:00Z"))[1] == []
