"""The Nu checker (validator.w3.org/nu) takes every page of every site, styles and icons included."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.gates.conftest import Sites
from tests.gates.grounds import SITES
from tests.tools import FULL, NODE_MODULES, needed, program

KNOWN = (
    # A page that is read from a file has no origin, so nothing is of its own origin.
    "Resource violates Content Security Policy (meta tag): ",
)


def messages(*folders: Path) -> list[dict[str, Any]]:
    """The errors and warnings of the pages, their styles and the pictures in the folders."""
    jar = needed(NODE_MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar")
    command = [program("java"), "-jar", str(jar), "--format", "json"]
    command += ["--skip-non-html", "--also-check-svg", *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    told = json.loads(done.stderr)["messages"]
    return [one for one in told if one["type"] == "error" or one.get("subType") == "warning"]


def test_every_page_of_every_site_is_valid(sites: Sites) -> None:
    folders = [sites(name).folder for name in SITES if FULL or name != "fine"]
    assert sum(len(list(folder.rglob("*.html"))) for folder in folders) > 300
    told = [one for one in messages(*folders) if not one["message"].startswith(KNOWN)]
    assert [(one["url"], one.get("lastLine"), one["message"]) for one in told] == []


def test_the_checker_would_say_something(tmp_path: Path) -> None:
    page = "<!doctype html><html lang=en><title>A</title><style>a{b:c}</style><p></b>"
    (tmp_path / "index.html").write_text(page)
    (tmp_path / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><p/></svg>')
    told = {Path(one["url"]).name for one in messages(tmp_path)}
    assert told == {"index.html", "icon.svg"}
